"""Matches over time: months or years put into as many cells as there is room for, drawn as a line of bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from archive.render.layout import by_year
from index.dates import parse_days
from index.request import FacetCount
from index.values import dataclass

BARS = "▁▂▃▄▅▆▇█"


_MOST_MONTHS = 6
"""Cells of more months than this are whole years."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a histogram: the months or years ``first`` to ``last`` ("2016-07", "2016"), and how many matches they
    have.
    """

    first: str
    last: str
    count: int

    @property
    def since(self) -> date:
        """The first day of the cell."""
        return parse_days(self.first).first

    @property
    def until(self) -> date:
        """The last day of the cell."""
        return parse_days(self.last).last

    @property
    def label(self) -> str:
        """The months or years of the cell in words."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


def cells(found: Sequence[FacetCount], most: int) -> tuple[Cell, ...]:
    """Return the months from the first to the last, empty ones too, as at most ``most`` cells of equal length.

    Where cells would be long, or nothing is dated by the month, they are years: those alone hold what is dated by the
    year.
    """
    if not found or most < 1:
        return ()
    months = {_number(entry.value): entry.count for entry in found if "-" in entry.value}
    if months and max(months) - min(months) < _MOST_MONTHS * most:
        return _cells(months, most, _name)
    return _cells(by_year((entry.value, entry.count) for entry in found), most, "{:04d}".format)


def _cells(known: Mapping[int, int], most: int, name: Callable[[int], str]) -> tuple[Cell, ...]:
    first, last = min(known), max(known)
    size = -(-(last - first + 1) // most)
    found = []
    for start in range(first, last + 1, size):
        end = min(start + size - 1, last)
        inside = sum(count for step, count in known.items() if start <= step <= end)
        found.append(Cell(name(start), name(end), inside))
    return tuple(found)


def spark(found: Sequence[Cell]) -> str:
    """Return one bar a cell, as high as its count is of the greatest; a blank for none."""
    top = max((cell.count for cell in found), default=0)
    return "".join(_bar(cell.count, top) for cell in found)


def _bar(count: int, top: int) -> str:
    if not count:
        return " "
    return BARS[min(len(BARS) - 1, max(0, round(count * len(BARS) / top) - 1))]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
