"""Tells the words of a line that only says when a story appeared, and reads the day that they spell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from index.article import Published


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


MONTHS = {
    name: n + 1
    for n, names in enumerate(
        [
            "january,jan",
            "february,feb",
            "march,mar",
            "april,apr",
            "may",
            "june,jun",
            "july,jul",
            "august,aug",
            "september,sept,sep",
            "october,oct",
            "november,nov",
            "december,dec",
        ]
    )
    for name in names.split(",")
}
_REMEMBERED = 5_000
"""Words of which is kept whether they may be of a stamp: the commonest of all articles."""

PUBLISHED = _set("published updated posted modified")
_WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun")
OPENING = MONTHS.keys() | _WEEKDAYS
"""Words that a line which only says when a story appeared may begin with, beside numbers."""

_ZONES = _set("gmt utc est edt et pst pdt bst cet cest hkt ist jst sgt aest aedt sast")
_IN_STAMPS = (
    PUBLISHED
    | _WEEKDAYS
    | _ZONES
    | _set(
        "a an p m am pm at on of last first ago read "
        "day days hour hours minute minutes min mins month months year years"
    )
)
"""Words beside months and numbers of such a line."""

_RUN_TOGETHER = re.compile(r"\b((?:19|20)\d\d)([01]\d)([0-3]\d)\b")
"""A day that lost its marks and their places: ``20190307``."""

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_HOUR = re.compile(r"\d{1,2}(?:am|pm)")
_LONGEST_STAMP = 16

_SIGN_OFF = re.compile(r"\bap\W[a-z]{2}\W(\d\d)\W(\d\d)\W(\d\d)\W+\d{4}(?:e[sd]?t|gmt)\W*$", re.I)
_LONGEST_SIGN_OFF = 60
_CENTURY = 70
"""From which year of two digits on it is of the twentieth century."""


def is_stamp(low: Sequence[str]) -> bool:
    """Tell whether the words of a line, in lower case, say nothing but when: ``november 4 2019 7 14 pm``."""
    if len(low) > _LONGEST_STAMP or sum(word in MONTHS for word in low) != 1:
        return False
    words = [_ORDINAL.sub(r"\1", word) for word in low]
    return any(word.isdecimal() and len(word) <= 2 for word in words) and all(
        word in MONTHS or word.isdecimal() or word.replace(".", "") in _IN_STAMPS for word in words
    )


def without_stamp(low: Sequence[str]) -> tuple[int, int]:
    """Return the first word and the word behind the last that are left of some without the day at either end."""
    first, stop = 0, len(low)
    while first < stop and of_stamp(low[first]):
        first += 1
    while stop > first and of_stamp(low[stop - 1]):
        stop -= 1
    dated = [any(w in MONTHS or (len(w) == 4 and w.isdecimal()) for w in part) for part in (low[:first], low[stop:])]
    return first if dated[0] else 0, stop if dated[1] else len(low)


@lru_cache(maxsize=_REMEMBERED)
def of_stamp(word: str) -> bool:
    """Tell whether a word, in lower case, may stand in a line that only says when a story appeared."""
    timed = _ORDINAL.fullmatch(word) or _HOUR.fullmatch(word)
    return word in MONTHS or word.isdecimal() or word in _IN_STAMPS or timed is not None


def _nearest_first(low: Sequence[str]) -> list[str]:
    """Return the words of a day, those beside its month first, since hours may stand before it or behind."""
    at = next((i for i, word in enumerate(low) if word in MONTHS), None)
    if at is None:
        return list(low)
    yearly = at + 2 < len(low) and len(low[at + 2]) == 4 and low[at + 2].isdecimal()
    beside = [*low[at + 1 : at + 2], *low[max(0, at - 1) : at]] if yearly or not at else [low[at - 1], *low[at + 1 :]]
    return [*beside, *low]


def day_of(low: Sequence[str]) -> Published | None:
    """Return the day that a few words spell with their year: any order, other words ignored."""
    low = [part for word in low for part in _RUN_TOGETHER.sub(r"\1 \2 \3", _ORDINAL.sub(r"\1", word)).split()]
    month = next((MONTHS[w] for w in low if w in MONTHS), None)
    year = _year(low)
    days = [int(w) for w in _nearest_first(low) if w.isdecimal() and 1 <= len(w) <= 2 and 1 <= int(w) <= 31]
    if month is None and year is not None:
        month, days = _in_numbers(low, low.index(str(year)))
    if month is None or year is None or not days or month > 12:
        return None
    try:
        return Published(datetime(year, month, days[0]), "day")
    except ValueError:
        return None


def _year(low: Sequence[str]) -> int | None:
    """Return the number that may be a year and is nearest to the month, since hours may be written so: ``1815 GMT``.

    A day and such an hour alone tell no year: ``1 March (1945 GMT)``.
    """
    month = next((i for i, word in enumerate(low) if word in MONTHS), 0)
    years = (i for i, word in enumerate(low) if len(word) == 4 and word.isdecimal() and 1700 <= int(word) <= 2100)
    nearest = min(years, key=lambda i: (abs(i - month), i < month), default=None)
    return None if nearest is None or _is_hour(low, nearest) else int(low[nearest])


def _is_hour(low: Sequence[str], at: int) -> bool:
    """Tell whether four figures in front of a zone are an hour: full to five minutes, and the day's only one."""
    hours, minutes = divmod(int(low[at]), 100)
    timed = hours < 24 and minutes < 60 and minutes % 5 == 0 and _ZONES.issuperset(low[at + 1 : at + 2])
    return timed and at + 1 < len(low) and sum(word.isdecimal() for word in low) == 2


def signed_off(body: str) -> Published | None:
    """Return the day that the Associated Press ended its copy with: ``AP-NY-03-14-97 1130EST``, also without its marks.

    It signed off like that from the 1980s to the 2000s.
    """
    found = _SIGN_OFF.search(body[-_LONGEST_SIGN_OFF:])
    if not found:
        return None
    month, day, year = map(int, found.groups())
    try:
        return Published(datetime(year + (1900 if year >= _CENTURY else 2000), month, day), "day")
    except ValueError:
        return None


def _in_numbers(low: Sequence[str], year: int) -> tuple[int | None, list[int]]:
    """Return the month and the day of the two numbers beside the year at word ``year``: by their order behind it,
    before it where but one of them can be the month: ``14/03/2019``, ``03/14/2019``, not ``03/04/2019``.
    """
    before, behind = (list(filter(_is_number, low[a:b])) for a, b in ((max(0, year - 2), year), (year + 1, year + 3)))
    if len(before) < 2:
        return (int(behind[0]), [int(behind[1])]) if len(behind) == 2 and year == 0 else (None, [])
    one, other = map(int, before)
    if other > MONTHS["december"] >= one or one == other:
        return one, [other]
    return (other, [one]) if one > MONTHS["december"] >= other else (None, [])


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2
