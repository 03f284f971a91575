"""Finds headline, writer and day where they ran into one line: ``Ferry sold, by Ana Ruiz, April 17, 2019. The ...``."""

from __future__ import annotations

from archive.extract.stamps import MONTHS, OPENING, PUBLISHED, day_of, of_stamp
from archive.restore.rules.dateline import Opening
from archive.restore.words import Words
from index.values import dataclass

_FARTHEST = 40
_LEAST, _TOLD = 3, 2
"""Words before a day at least, and how many of them must not say when."""

_WRITER = 5
"""Words between ``By`` and the day at most."""

_LEADING = frozenset(
    ["on", "in", "of", "since", "from", "until", "for", "to", "the", "and", "at", "after", "before", "between", "by"]
)
"""Words before a day that make it one that the story tells of."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above a story, as ranges of words; the headline begins with the first word."""

    headline: int
    writer: tuple[int, int] | None
    day: tuple[int, int]


def masthead_of(words: Words, opening: Opening | None) -> Masthead | None:
    """Return what stands above a story below a headline of one line, None where no day with its year is there."""
    limit = opening.first if opening else len(words)
    for first in range(_LEAST, min(_FARTHEST, limit)):
        if not of_stamp(words.low[first]) or words.low[first] in _LEADING or words.low[first - 1] in _LEADING:
            continue
        end = first + 1
        while end < len(words) and of_stamp(words.low[end]):
            end += 1
        by = _by(words, first)
        headline = by or first
        if any("\n" in gap for gap in words.gap[1:headline]):
            return None
        told = sum(not of_stamp(word) for word in words.low[:headline])
        if told >= _TOLD and (by or _apart(words, first, end)) and day_of(words.low[first:end]):
            return Masthead(headline, (by + 1, first) if by else None, (first, end))
    return None


def _apart(words: Words, first: int, end: int) -> bool:
    """Return whether a day stands apart from what is around it, as 2019-03-07 does even behind one space."""
    low, before = words.low[first : first + 3], words.gap[first]
    if len(low) < 3 or len(words.gap[end]) < 2 or (low[0].isdigit() and len(words.gap[first + 1]) >= 2):
        return False
    if low[0] in PUBLISHED or (all(map(str.isdigit, low)) and len(low[0]) == 4):
        return True
    return ("\n" in before or "." in before or len(before) > 2) and (low[0] in OPENING or low[1] in MONTHS)


def _by(words: Words, day: int) -> int | None:
    """Return where a line ``By`` begins that ends before a day."""
    for i in range(day - 2, max(_LEAST, day - _WRITER - 1) - 1, -1):
        if words.low[i] == "by" and (len(words.gap[i]) >= 2 or all(w[0].isupper() for w in words.word[i + 1 : day])):
            return i
    return None
