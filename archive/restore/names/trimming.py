"""Trims names to themselves: no title, role or honour stays in front or behind, no initial or suffix stays out."""

from __future__ import annotations

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.doubting import Placed
from archive.restore.names.stretching import HONOURS, past_particles
from archive.restore.values import Mention
from archive.restore.words import Words
from index.names import SUFFIXES
from index.values import replace

_PLACES = frozenset(["DC", "EU", "NY", "UK", "UN", "US"])
_TITLES = word_set("short_titles")
_HONORIFICS = word_set("honorifics")
_MALAY = frozenset(["datuk", "dato", "datin"])
_BEHIND_OTHERS = {
    "justice": frozenset(["mr", "mrs", "ms", "lord", "lady", "chief"]),
    "seri": _MALAY,
    "sri": _MALAY,
}
"""Titles that are names too, with those behind which they are titles."""

_CONTRACTED = frozenset(["s", "d", "m", "t", "ll", "re", "ve", "em", "til", "n"])
_BEHIND = HONOURS | {"ji", "saheb", "sahib", "Saheb", "Sahib", "Thera", "Thero"}
"""What stands behind a name and is none of it, honours or what is said in India, Pakistan and Sri Lanka."""

_YEARS = frozenset(["freshman", "sophomore", "junior", "senior"])
_LETTERED, _INITIALS = word_set("title_letters"), 2


def whole(words: Words, m: Mention) -> Placed:
    """Return the mention without a title in front, with the suffix or the rest of ``O'Rourke`` behind."""
    cues = lexicon().cues
    first, last = words.first_in((m.start, m.end)), words.last_in((m.start, m.end)) - 1
    last = next((i - 1 for i in range(first + 1, last + 1) if "\n\n" in words.gap[i]), last)
    first = next((i for i in range(first + 1, last + 1) if _ends_dateline(words, i)), first)
    while first < last and (_titles(words, first) or _is_countryman(words, first, last)):
        first += 1
    first += 2 * (first + 1 < last and words.low[first : first + 2] == ["tan", "sri"])
    last = next((i - 1 for i in range(max(first - 1, 0), last + 1) if tells_birth(words, i)), last)
    while first < last and (words.word[last] in _BEHIND or (words.word[last].islower() and words.low[last] in cues)):
        last -= 1
    while first > 0 and _begins_before(words, first, last):
        first -= 1
    if last < first or (first == last and (words.low[first] in _TITLES or _is_rank(words, first))):
        return m, first, first
    n = len(words)
    cut = last + 1 < n and words.gap[last + 1] in ("'", "’") and words.low[last] in ("o", "d")
    if cut and len(words.low[last + 1]) > 2:
        last += 1
    last = past_particles(words, _past_apostrophes(words, last))
    if first < last + 1 < n and words.low[last + 1] in SUFFIXES and words.gap[last + 1] in (" ", ", ", "  "):
        last += 1
    span = words.span(first, last)
    return m if span == (m.start, m.end) else replace(m, start=span[0], end=span[1]), first, last + 1


def capitalised(words: Words, p: Placed) -> Placed:
    """Return a name without words in small letters in front of the first capital: ``reunites Quill``; a single word in
    small letters is none.
    """
    m, a, b = p
    if b - a == 1 and words.word[a].islower():
        return m, a, a
    first = a
    while first < b and words.word[first].islower() and words.low[first] not in lexicon().particles:
        first += 1
    if first in (a, b) or words.gap[first] != " ":
        return p
    return replace(m, start=words.start[first]), first, b


def of_a_school(words: Words, p: Placed) -> bool:
    """Return whether a role in small letters ends what was taken for a name: ``Lorn junior``, ``Velm captain``."""
    last = words.word[p[2] - 1]
    return p[2] - p[1] > 1 and last.islower() and last in lexicon().heads | _YEARS


def _ends_dateline(words: Words, i: int) -> bool:
    """Return whether a dash before word ``i`` parts a name from capitals: ``VELM - Maria Quill``."""
    dash = words.gap[i].strip() in ("-", "--", "–", "—") and len(words.gap[i]) > 2
    return dash and words.word[i - 1].isupper() and not words.word[i].isupper()


def _begins_before(words: Words, first: int, last: int) -> bool:
    """Return whether the word before belongs to a name: ``D.Y. Rao``, ``D Y Rao``, ``D'Arcy Rao``, ``Ana-Lia Rao``."""
    before, gap = words.word[first - 1], words.gap[first]
    if gap == " " and _are_initials(words, first - 1):
        return True
    if len(before) == 1:
        spaced = gap == " " and len(words.word[first]) == 1 and before.isupper()
        if spaced and last > first and before not in ("A", "I"):
            return True
        if gap == ". " and first > 1:
            return _is_initial(words, first - 1)
        return (gap == "." and len(words.word[first]) == 1) or (gap in ("'", "’") and before in ("D", "O"))
    known = words.low[first - 1] in lexicon().nationalities or words.low[first - 1] in lexicon().places
    return gap == "-" and last > first and before.istitle() and not known


def _are_initials(words: Words, i: int) -> bool:
    """Return whether one capital or two without a stop are of the name that a title introduces: ``Dr P V Quill``,
    ``SP S Quill``, ``Minister YS Quill``.
    """
    word, begin = words.word[i], i
    while begin > 0 and len(words.word[begin - 1]) == 1 and words.gap[begin] == " " and words.word[begin - 1].isupper():
        begin -= 1
    if not word.isupper() or len(word) > _INITIALS or begin == 0 or words.gap[begin] != " ":
        return False
    known = word in ("A", "I") or words.low[i] in _LETTERED or words.low[i] in word_set("acronyms")
    title = words.low[begin - 1]
    return not known and (title in lexicon().heads or (title in _LETTERED and words.word[begin - 1].isupper()))


def _is_initial(words: Words, i: int) -> bool:
    """Return whether a letter with a stop is surely of a name: ``D.Y. Rao`` and ``Judge Y. Rao``, not ``D.C. Rao``."""
    letters = words.word[i - 1] + words.word[i]
    chained = len(words.word[i - 1]) == 1 and words.gap[i] in (".", ". ", " ")
    titled = words.low[i - 1] in lexicon().titles and words.gap[i] in (" ", ". ")
    return (
        letters.isupper() and letters.isalpha() and letters not in _PLACES
        if chained
        else titled and words.word[i].isupper()
    )


def _past_apostrophes(words: Words, last: int) -> int:
    """Return the last word of a name that was cut before an apostrophe with more of it behind: ``Adio Nyan'o``."""
    while last + 1 < len(words) and words.gap[last + 1] in ("'", "’"):
        if not words.word[last + 1].islower() or words.low[last + 1] in _CONTRACTED:
            break
        last += 1
    return last


def _titles(words: Words, i: int) -> bool:
    """Return whether word ``i`` in front of a name is a title: also what is one behind another, ``Mr. Justice``."""
    low, before = words.low[i], words.low[i - 1] if i else ""
    if low in _BEHIND_OTHERS:
        return before in _BEHIND_OTHERS[low]
    return _is_title(words.word[i]) or low in _HONORIFICS


def _is_countryman(words: Words, first: int, last: int) -> bool:
    """Return whether whose countryman somebody is stands in front of the whole name: ``Serb Ada Quill``, ``Tunisian Ada
    Quill``.
    """
    low = words.low[first]
    one = low.removesuffix("s")
    known = not {low, one}.isdisjoint(word_set("countrymen") | lexicon().nationalities)
    named = low in lexicon().first_names or words.low[first + 1] in lexicon().particles
    return last - first > 1 and known and not named


def _is_rank(words: Words, i: int) -> bool:
    """Return whether a word is a rank cut short: ``Lieut. R. A. Quill``."""
    if words.low[i] not in word_set("abbreviated_ranks"):
        return False
    return words.gap[i + 1].startswith(".") or (i + 1 < len(words) and len(words.word[i + 1]) == 1)


def tells_birth(words: Words, i: int) -> bool:
    """Return whether the name that somebody was born with follows: ``Ada Harrow née Quill``."""
    return words.low[i] == "née" or words.word[i] == "nee"


def _is_title(word: str) -> bool:
    low = word.lower()
    lettered = len(word) > _INITIALS and word.isupper() and low in _LETTERED
    return lettered or low in _TITLES or (low.endswith("s") and low[:-1] in lexicon().titles)
