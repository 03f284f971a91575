"""Finds names that were passed over where what stands beside them tells that they are names: kin, an age, an alias."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.strangers import PLACING
from archive.restore.names.stretching import headlined, is_known
from archive.restore.words import Words

_LONGEST = 4
_FULL = 2
_OWNERS = word_set("owners") | {"s"}
_OWNED = 3
"""Words in front of ``sister`` in which it is told whose she is."""

_UNCLES = frozenset(["uncle", "aunt", "auntie", "aunty", "cousin"])
"""Kin with capitals before their names."""

_LISTED = 8
"""Words from ``sons`` to the name of the last."""

_CLOSES = (",", ")", ";", ".")
_BEHIND_AGE = frozenset(["of", "from", "who", "was", "were", "is", "and"])
_DIGITS = 2
_STREETS = frozenset(["close", "crescent", "drive", "lane", "terrace"])
_KIN_TITLES = frozenset(["mother", "sister"])
_KIN = word_set("kin")
_RULERS = word_set("titles_of_given_names")

ALIASES = (
    ("alias",),
    ("aka",),
    ("a", "k", "a"),
    ("known", "as"),
    ("nicknamed",),
    ("nom", "de", "guerre"),
    ("whose", "nom", "de", "guerre", "is"),
    ("whose", "nom", "de", "guerre", "was"),
)
"""What stands between a name and another by which the same person is known."""

KNOWN = frozenset(["also", "better", "best", "widely", "popularly", "commonly", "more", "otherwise", "formerly"])
"""What may stand before ``known as``."""

_ALIAS_ENDS = frozenset(cue[-1] for cue in ALIASES)


def introduced(words: Words, covered: bytearray, *, unmarked: bool) -> Iterator[tuple[int, int]]:
    """Yield the first word of names that kin, a ruler's title, an age, a couple's other half, a given name or another
    name of theirs tell, and the word behind their last.

    Args:
        words: the text, with its capitals.
        covered: of each word, whether it is of a name that was found.
        unmarked: whether marks are only restored: a given name may then end a sentence.
    """
    past = 1
    for i in [i for i, word in enumerate(words.word) if word[0].isupper() and not covered[i]]:
        if i < past:
            continue
        past = end = _past_capitals(words, i, covered)
        if 0 < end - i <= _LONGEST and _is_alias(words, i, covered):
            yield from _wherever(words, i, end) if end - i > 1 else [(i, end)]
            continue
        if end - i > 1:
            i = max((k + 1 for k in range(i, end - 1) if words.low[k] in _titles()), default=i)
        if not 0 < end - i <= _LONGEST or not _is_told(words, i, end, covered, unmarked=unmarked):
            continue
        if not _before_a_thing(words, end) and tuple(words.low[i:end]) not in lexicon().place_phrases:
            yield i, end


def _is_alias(words: Words, first: int, covered: bytearray) -> bool:
    """Return whether a name stands behind another and what tells both to be one person's: ``Quill, alias "The Ox"``."""
    for cue in ALIASES if words.low[first - 1] in _ALIAS_ENDS else ():
        begin = first - len(cue)
        if begin > 0 and tuple(words.low[begin:first]) == cue:
            while cue == ("known", "as") and begin > 1 and words.low[begin - 1] in KNOWN:
                begin -= 1
            return bool(covered[begin - 1])
    return False


def _wherever(words: Words, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the words of an alias stand with their capitals."""
    alias, size = words.word[first:end], end - first
    for i, word in enumerate(words.word):
        if word == alias[0] and words.word[i : i + size] == alias:
            yield i, i + size


@cache
def _titles() -> frozenset[str]:
    return lexicon().heads | word_set("honorifics") | _UNCLES


def _is_told(words: Words, first: int, end: int, covered: bytearray, *, unmarked: bool) -> bool:
    """Return whether what stands beside capitals tells that they are a name."""
    return (
        _is_kin(words, first, end, covered, unmarked=unmarked)
        or _rules(words, first, end)
        or _is_half(words, first, end, covered)
        or _is_aged(words, first, end)
        or (not unmarked and _is_given(words, first, end))
    )


def _past_capitals(words: Words, first: int, covered: bytearray) -> int:
    """Return the word behind the capitals that begin with word ``first``, ``first`` where a name that was found, or a
    word in capitals throughout, goes on with them.
    """
    for end in range(first, len(words)):
        word = words.word[end]
        goes_on = end == first or words.gap[end] in (" ", "-") or _cut_short(words, end)
        if not goes_on or not word[0].isupper():
            return end
        if covered[end] or (word.isupper() and len(word) > 1):
            return first
    return len(words)


def _cut_short(words: Words, end: int) -> bool:
    return words.gap[end] == ". " and len(words.word[end - 1]) == 1


def _before_a_thing(words: Words, end: int) -> bool:
    """Return whether a word for a thing stands behind a name, which may be its own: ``Ada Quill hospital``."""
    if end >= len(words) or words.gap[end] != " ":
        return False
    return words.low[end] in word_set("thing_words") or words.low[end] in lexicon().organisations


def _everyday(low: str) -> bool:
    return is_known(low) or low in lexicon().common


def _is_kin(words: Words, first: int, end: int, covered: bytearray, *, unmarked: bool) -> bool:
    """Return whether somebody's kin is named: ``her sister Rosa``, ``his wife, Rosa,``, ``their sons Tom and Rob``;
    where capitals are only restored, by a known name: ``Quill's wife Pleads``.
    """
    noun = first - 1
    while noun > 0 and first - noun < _LISTED and (covered[noun] or words.low[noun] == "and"):
        noun -= 1
    listed, kin = noun < first - 1, words.word[noun]
    if (kin not in _KIN and kin.lower() not in _UNCLES) or (listed and not kin.endswith("s")) or end - first > _FULL:
        return False
    aside, closed = words.gap[noun + 1] == ", ", end >= len(words) or words.gap[end].startswith(_CLOSES)
    if any(words.gap[i] not in (" ", ", ") for i in range(noun + 1, first + 1)) or (aside and not closed):
        return False
    if any(map(_everyday, words.low[first:end])):
        return False
    owned = not unmarked and not _OWNERS.isdisjoint(words.low[max(0, noun - _OWNED) : noun])
    owned = owned and (aside or not headlined(words, noun, end))
    given = words.low[first] in lexicon().first_names and words.low[first] not in lexicon().word_names
    return owned or (kin.islower() and given)


def _rules(words: Words, first: int, end: int) -> bool:
    """Return whether the title of a monarch, a pope or a nun stands before a given name: ``Pope Ivan``."""
    title, low = words.low[first - 1], words.low[first]
    if title not in _RULERS or not words.word[first - 1].istitle() or words.gap[first] != " ":
        return False
    if end - first > 1 or _everyday(low):
        return False
    return low in lexicon().first_names or not (title in _KIN_TITLES or headlined(words, first - 1, end))


def _is_half(words: Words, first: int, end: int, covered: bytearray) -> bool:
    """Return whether a given name is that of a couple whose other half is named in full: ``Mark and Rosa Quill``."""
    given = lexicon().first_names
    if end - first > 1 or end + 2 >= len(words) or words.low[end] != "and" or not _opens(words, first):
        return False
    pair = words.low[first] in given and words.low[end + 1] in given
    return pair and bool(covered[end + 1] and covered[end + 2]) and words.gap[end] == words.gap[end + 1] == " "


def _is_aged(words: Words, first: int, end: int) -> bool:
    """Return whether an age stands behind a full name: ``Chase Rivers, 28, of Velm``."""
    low, given = words.low, lexicon().first_names
    if end - first < _FULL or end + 1 >= len(words) or words.gap[end] != ", " or not _opens(words, first):
        return False
    if not (low[end].isdigit() and len(low[end]) == _DIGITS and words.gap[end + 1].startswith(_CLOSES)):
        return False
    if low[end - 1] in word_set("thing_words") or any(_everyday(w) and w not in given for w in low[first : end - 1]):
        return False
    return low[first] in given or low[end + 1] in _BEHIND_AGE


def _is_given(words: Words, first: int, end: int) -> bool:
    """Return whether capitals are a given name that is nothing else, or stands behind a role, and a word that is known
    for nothing else.
    """
    lex, low = lexicon(), words.low
    given = low[first] in lex.first_names and low[first] not in lex.places and low[first] not in lex.particles
    if not given or end - first < _FULL:
        return False
    behind_role = low[first - 1] in lex.heads and words.word[first - 1].islower() and words.gap[first] in (" ", ") ")
    if low[first] in lex.word_names and not behind_role:
        return False
    if words.low[first - 1] in PLACING or headlined(words, first, end):
        return False
    if low[end - 1] in _STREETS or words.gap[first + 1] == "-" or (end < len(words) and words.gap[end] == " & "):
        return False
    known = is_known if behind_role else _everyday
    return _opens(words, first) and not any(map(known, low[first + 1 : end]))


def _opens(words: Words, first: int) -> bool:
    """Return whether no capital right before a word goes on with it: ``St. Louis Quill``."""
    before = words.low[first - 1]
    stopped = words.gap[first] == ". " and (len(before) == 1 or before in word_set("abbreviated_words"))
    return not (stopped or words.gap[first] in (" ", "-")) or not words.word[first - 1][0].isupper()
