"""Matches over time: months put into as many cells as there is room for, drawn as a line of bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.dates import month_end
from index.request import FacetCount
from index.values import dataclass

BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a histogram: the months ``first`` to ``last`` ("2016-07"), and how many matches they have."""

    first: str
    last: str
    count: int

    @property
    def since(self) -> date:
        """The first day of the cell."""
        return date.fromisoformat(f"{self.first}-01")

    @property
    def until(self) -> date:
        """The last day of the cell."""
        return month_end(int(self.last[:4]), int(self.last[5:]))

    @property
    def label(self) -> str:
        """The months of the cell in words."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


def cells(months: Sequence[FacetCount], most: int) -> tuple[Cell, ...]:
    """Return the months from the first to the last, empty ones too, as at most ``most`` cells of equal length."""
    if not months or most < 1:
        return ()
    known = {_number(entry.value): entry.count for entry in months}
    first, last = min(known), max(known)
    size = -(-(last - first + 1) // most)
    found = []
    for start in range(first, last + 1, size):
        end = min(start + size - 1, last)
        inside = sum(count for month, count in known.items() if start <= month <= end)
        found.append(Cell(_name(start), _name(end), inside))
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
