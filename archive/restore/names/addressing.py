"""Finds names behind a title that were passed over: ``Mr. Quill``, ``President Quill``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.stretching import is_known
from archive.restore.words import Words

_ADDRESSED = frozenset(["mr", "mrs", "ms", "lord"])
_HONOURED = frozenset(
    ["alhaja", "alhaji", "datin", "dato", "datuk", "encik", "hajiya", "khunying", "mallam", "puan", "shri", "shrimati"]
)
"""Titles of Malaysia, Nigeria, India and Thailand behind which nothing but names stand."""

_SECOND = frozenset(["seri", "sri"])
"""The second words of titles: ``Datuk Seri Quill``, ``Tan Sri Quill``, but Sri Lanka."""

_OFFICES = (word_set("short_titles") | {"chief", "judge", "speaker", "baroness"}) - {"ch", "det", "dr", "gen", "miss"}
_NAMES = 3
_IN_OFFICE = 2
_SHORTEST = 2
_CUT_SHORT = word_set("abbreviated") | word_set("abbreviated_ranks") | {"prof"}


def addressed(words: Words, covered: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the first word of names behind Mr., Mrs., Ms., Lord, a title of honour or an office, and the word behind
    their last.

    Args:
        words: the text, with its capitals.
        covered: of each word, whether it is of a name that was found.
    """
    titles = _titles()
    for first in [i + 1 for i, low in enumerate(words.low[:-1]) if low in titles]:
        title = words.low[first - 1]
        if covered[first] or not words.word[first - 1][0].isupper() or words.gap[first] not in (" ", ". "):
            continue
        end = first
        if title in _ADDRESSED:
            end = _past_name(words, first, covered)
        elif _honours(words, first):
            end = _past_name(words, first, covered)
            end = first if words.low[end - 1] in word_set("thing_words") else end
        elif title in _OFFICES or words.low[first] in lexicon().first_names:
            end = _in_office(words, first, covered)
        if end > first:
            yield first, end


def _honours(words: Words, first: int) -> bool:
    """Return whether a title of honour stands before word ``first``, and no second word of it there."""
    title, before = words.low[first - 1], words.low[first - 2] if first > 1 else ""
    second = title in _SECOND and before in _HONOURED | {"tan"}
    return words.low[first] not in _SECOND and (second or title in _HONOURED)


@cache
def _titles() -> frozenset[str]:
    return _ADDRESSED | _HONOURED | _SECOND | _OFFICES | lexicon().titles - word_set("titles_of_given_names")


def _past_name(words: Words, first: int, covered: bytearray) -> int:
    """Return the word behind a name that begins with word ``first``, else ``first``: ``MS Quillware`` is no woman."""
    lex, low, end = lexicon(), words.low[first], first
    lettered = words.word[first - 1].isupper() and not words.word[first].isupper()
    if lettered or low in lex.heads or low in lex.common or len(low) < 3:
        return first
    while end < len(words) and words.word[end][0].isupper() and not covered[end] and end - first < _NAMES:
        end += 1
        if end < len(words) and words.gap[end] not in (" ", "-"):
            break
    return end


def _in_office(words: Words, first: int, covered: bytearray) -> int:
    """Return the word behind a name of one word or two that is surely one, else ``first``: its words are known for
    nothing else, or a given name is before them: ``Speaker Quill``, ``Chief Maria House``.
    """
    lex, end = lexicon(), first
    while end < len(words) and words.word[end].istitle() and not covered[end]:
        end += 1
        if end < len(words) and words.gap[end] not in (" ", "-"):
            break
    goes_on = end < len(words) and words.gap[end] == " " and words.word[end][0].isupper()
    behind_the = first > 1 and words.low[first - 2] == "the"
    loud = not words.word[first - 1].istitle()
    cut_short = words.gap[first] == " " or words.low[first - 1] in _CUT_SHORT
    if goes_on or behind_the or loud or not cut_short or end - first > _IN_OFFICE:
        return first
    given = end - first > 1 and words.low[first] in lex.first_names
    known = any(is_known(low) or low in lex.common or len(low) < _SHORTEST for low in words.low[first:end])
    if words.low[first - 1] not in _OFFICES:
        return end if given and not known else first
    return first if known and not given else end
