"""Which rows of the results stand for which hits, where copies of some hits are unfolded under them."""

from __future__ import annotations

from bisect import bisect_right, insort

from index.request import Hit, QuoteHit
from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """What stands on a row: an entry of the answer, or one of the copies under it, from 0; -1 for the entry itself."""

    entry: int
    copy: int = -1


class Unfolding:
    """The copies that are unfolded, by the entry that they were folded into."""

    def __init__(self) -> None:
        self._copies: dict[int, tuple[Hit | QuoteHit, ...]] = {}
        self._entries: list[int] = []

    def extra(self) -> int:
        """Return how many rows there are beside one for each entry."""
        return sum(map(len, self._copies.values()))

    def unfold(self, entry: int, copies: tuple[Hit | QuoteHit, ...]) -> None:
        """Put copies under an entry."""
        self.fold(entry)
        self._copies[entry] = copies
        insort(self._entries, entry)

    def fold(self, entry: int) -> bool:
        """Take the copies under an entry away; return False where there were none."""
        if entry not in self._copies:
            return False
        del self._copies[entry]
        self._entries.remove(entry)
        return True

    def row(self, entry: int) -> int:
        """Return the row of an entry."""
        before = self._entries[: bisect_right(self._entries, entry - 1)]
        return entry + sum(len(self._copies[each]) for each in before)

    def place(self, row: int) -> Place:
        """Return what stands on a row."""
        for entry in self._entries:
            if row <= entry:
                break
            inside = row - entry - 1
            if inside < len(self._copies[entry]):
                return Place(entry, inside)
            row -= len(self._copies[entry])
        return Place(row)

    def copy(self, place: Place) -> Hit | QuoteHit:
        """Return the copy at a place."""
        return self._copies[place.entry][place.copy]
