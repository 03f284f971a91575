"""Finds a dateline by its capitals where they were kept and every mark was lost: ``KESTREN Marenia May 3 The dock``."""

from __future__ import annotations

from archive.restore.lexicon import phrases
from archive.restore.rules.opening import DAYS, MONTHS, RISKY, STARTERS, Opening, agency_at, date_at, is_region
from archive.restore.words import Words

_SEARCHED = 90
"""Words from the beginning of an article within which its dateline stands."""

_LEAST = 3
"""Letters of a place in capitals."""

_TIMES = MONTHS | DAYS | {day[:3] for day in DAYS}

_LONGEST = 4
_REGION = 3
"""Words of a place, and of a region, at most."""


def find_loud_opening(words: Words) -> Opening | None:
    """Return the dateline whose place stands in capitals at the begin of a line, None where there is none."""
    for at in range(min(len(words) - 1, _SEARCHED)):
        if at == 0 or "\n" in words.gap[at]:
            found = _opening(words, at)
            if found:
                return found
    return None


def _opening(words: Words, at: int) -> Opening | None:
    end = at
    while end < min(len(words), at + _LONGEST) and _loud(words.word[end]) and not agency_at(words.low, end)[0]:
        end += 1
    if end == at:
        return None
    for size in range(_REGION, -1, -1):
        behind = end + size
        if behind >= len(words) or any("\n" in gap for gap in words.gap[at + 1 : behind + 1]):
            continue
        if size and not all(word[0].isupper() and not word.isupper() for word in words.word[end:behind]):
            continue
        dated = date_at(words.low, behind)
        named, agency = _agency(words, dated)
        told = dated > behind or named > 0
        story = dated + named
        if story >= len(words) or not _begins(words.word[story]):
            continue
        if told or (is_region(words.low[end:behind]) if size else _names_a_place(words, at, end)):
            return Opening(
                first=at,
                places=((at, end - 1),),
                region=(end, behind - 1) if size else None,
                date=(behind, dated - 1) if dated > behind else None,
                agency=(dated, story - 1) if named else None,
                canonical=agency or None,
                end=story,
            )
    return None


def _agency(words: Words, at: int) -> tuple[int, str]:
    """Return the words of an agency, as :func:`agency_at` does; one whose short form is a name needs its capitals."""
    size, name = agency_at(words.low, at)
    return (0, "") if size == 1 and words.low[at] in RISKY and not words.word[at].isupper() else (size, name)


def _loud(word: str) -> bool:
    return len(word) >= _LEAST and word.isalpha() and word.isupper() and word.lower() not in _TIMES


def _begins(word: str) -> bool:
    return word[0].isdigit() or (word[0].isupper() and not (len(word) > 1 and word.isupper()))


def _names_a_place(words: Words, at: int, end: int) -> bool:
    """Return whether words in capitals are no label and no short form: such a name never stands elsewhere with small
    letters, and a sentence seldom goes on from it with ``The``.
    """
    if words.low[end] in STARTERS or tuple(words.low[at:end]) in phrases("cities"):
        return True
    name = [word.capitalize() for word in words.word[at:end]]
    return any(list(words.word[i : i + len(name)]) == name for i in range(end, len(words)))
