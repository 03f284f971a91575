"""Values of fields that what is typed could become."""

from __future__ import annotations

import numpy as np

from index.fields import BY_NAME
from index.names import untitled
from index.query import check_fields
from index.request import FacetCount, FacetRequest, SearchRequest
from index.whoosh.arrays import Array
from index.whoosh.facets import count_facet
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot
from index.whoosh.spread import PeopleSpread
from index.words import fold


def complete(snapshot: Snapshot, field: str, prefix: str, limit: int) -> list[FacetCount]:
    """Return values of a field with words that begin with ``prefix``, most articles first.

    Where no name does, its titles are left out.

    Raises:
        UnknownFieldError: the field cannot be counted.
    """
    check_fields(SearchRequest(facets=(FacetRequest(field),)))
    bare = untitled(prefix) if BY_NAME[field].kind == "name" else prefix
    return _complete(snapshot, field, prefix, limit) or (
        _complete(snapshot, field, bare, limit) if bare != prefix else []
    )


def _complete(snapshot: Snapshot, field: str, prefix: str, limit: int) -> list[FacetCount]:
    request = FacetRequest(field, limit=limit, containing=prefix, step="day")
    if field == "person":
        return _complete_person(snapshot, prefix, limit)
    docs: Array = np.flatnonzero(snapshot.articles().universe)
    found = count_facet(snapshot, docs, False, request).counts
    return sorted(found, key=lambda row: (-row.count, row.value))[:limit]


def _complete_person(snapshot: Snapshot, prefix: str, limit: int) -> list[FacetCount]:
    """Complete names from the counts of the whole archive, without counting anew at every keystroke."""
    persons = Persons.of(snapshot)
    found = PeopleSpread(persons.counts().articles, 0, persons)
    asked = fold(prefix)
    best = found.most(found.beginning(asked) if asked else found.present(), limit)
    return [FacetCount(found.text(number), int(found.counts[number])) for number in best.tolist()]
