"""Where every article lies: the ledger read the other way round, kept up to date while a run goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.article import ArticleId, Location
from index.ledger import FileRecord


class Places:
    """Knows the places of every article; an article with no place left leaves the archive."""

    def __init__(self, files: Mapping[str, FileRecord]) -> None:
        # Most articles lie in one place; of boilerplate there may be a hundred thousand copies.
        self._places: dict[ArticleId, Location | dict[Location, None]] = {}
        self._records: dict[str | tuple[str, str], int] = {}
        for record in files.values():
            self.put(record.articles)

    def __len__(self) -> int:
        return len(self._places)

    def of(self, id: ArticleId) -> tuple[Location, ...]:
        """Return the places of an article, in path order; empty where it has none."""
        found = self._places.get(id, {})
        return (found,) if isinstance(found, Location) else tuple(sorted(found, key=_order))

    def alone(self, place: Location) -> bool:
        """Tell whether a file, or the member of it, holds no more than the record at ``place``."""
        return self._records.get(_file(place), 0) <= 1

    def put(self, articles: Iterable[tuple[Location, ArticleId]]) -> None:
        """Note places of articles; noting one twice changes nothing."""
        places = self._places
        for place, id in articles:
            had = places.get(id)
            if had == place or (isinstance(had, dict) and place in had):
                continue
            if had is None:
                places[id] = place
            elif isinstance(had, dict):
                had[place] = None
            else:
                places[id] = {had: None, place: None}
            self._count(place, 1)

    def take(self, articles: Iterable[tuple[Location, ArticleId]]) -> set[ArticleId]:
        """Strike out places, and return the ids of the articles that lay there."""
        touched: set[ArticleId] = set()
        for place, id in articles:
            touched.add(id)
            had = self._places.get(id)
            if had == place or (isinstance(had, dict) and place in had):
                self._count(place, -1)
            if isinstance(had, dict):
                had.pop(place, None)
            if not had or had == place:
                self._places.pop(id, None)
        return touched

    def _count(self, place: Location, step: int) -> None:
        key = _file(place)
        self._records[key] = self._records.get(key, 0) + step


def _file(place: Location) -> str | tuple[str, str]:
    return place.path if place.member is None else (place.path, place.member)


def _order(place: Location) -> tuple[str, str, int]:
    return place.path, place.member or "", place.ordinal
