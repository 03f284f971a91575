"""Hits by their place among all matches, fetched by pages; only some pages are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 20
"""Hits on a page."""

KEPT = 30
"""Pages that are kept; those used longest ago go first."""


class Pages(Generic[T]):
    """A long list of which only the pages that were looked at are here."""

    def __init__(self, total: int = 0, first: Sequence[T] = ()) -> None:
        self.total = total
        self._pages: OrderedDict[int, Sequence[T]] = OrderedDict()
        if first:
            self._pages[0] = first

    def get(self, index: int) -> T | None:
        """Return one entry, or None where its page is not here."""
        number, place = divmod(index, SIZE)
        page = self._pages.get(number)
        if page is None or not 0 <= place < len(page):
            return None
        self._pages.move_to_end(number)
        return page[place]

    def put(self, number: int, page: Sequence[T]) -> None:
        """Keep a page."""
        self._pages[number] = page
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def lacking(self, first: int, last: int) -> list[int]:
        """Return the numbers of the pages that are not here, of those with the entries ``first`` to ``last``."""
        last = min(last, self.total - 1)
        return [number for number in range(max(0, first) // SIZE, last // SIZE + 1) if number not in self._pages]

    def here(self) -> Iterator[tuple[int, T]]:
        """Yield the entries that are here, with their places."""
        for number in sorted(self._pages):
            yield from enumerate(self._pages[number], number * SIZE)
