"""Reads the day of a story from its dateline or from a line of its own above it."""

from __future__ import annotations

from datetime import datetime

from archive.restore.rules_dateline import Opening
from archive.restore.words import Words
from index.article import Published

_MONTHS = {
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
_FIRST_LINES = 60


def published_of(words: Words, opening: Opening | None) -> Published | None:
    """Return the day printed with its year in the dateline, or else alone on one of the first lines."""
    if opening and opening.date:
        day = _day(list(words.low[opening.date[0] : opening.date[1] + 1]))
        if day:
            return day
    for i in range(min(_FIRST_LINES, len(words))):
        if i and "\n" not in words.gap[i]:
            continue
        stop = i + 1
        while stop < len(words) and "\n" not in words.gap[stop]:
            stop += 1
        if stop - i <= 8 and (stop < len(words)):
            day = _day(list(words.low[i:stop]))
            if day:
                return day
    return None


def _day(low: list[str]) -> Published | None:
    """Return the day that a few words spell with their year: any order, other words ignored."""
    month = next((_MONTHS[w] for w in low if w in _MONTHS), None)
    year = next((int(w) for w in low if len(w) == 4 and w.isdigit() and 1700 <= int(w) <= 2100), None)
    days = [int(w) for w in low if w.isdigit() and 1 <= len(w) <= 2 and 1 <= int(w) <= 31]
    if month is None and year is not None and len(days) == 2 and low[0] == str(year):
        month, days = days[0], days[1:]
    if month is None or year is None or not days or month > 12:
        return None
    try:
        return Published(datetime(year, month, days[0]), "day")
    except ValueError:
        return None
