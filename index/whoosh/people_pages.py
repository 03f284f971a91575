"""The people of an archive: lists of them, and what it knows of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from index.names import name_tokens, title_of
from index.query.nodes import Exact
from index.request import ArchivePerson, FacetRequest, PersonPage, SearchRequest
from index.whoosh.facets import count_facet
from index.whoosh.matches import Matches
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot
from index.words import fold


def people(snapshot: Snapshot, limit: int | None, offset: int) -> list[ArchivePerson]:
    """Return the people of the archive, most articles first, then by name."""
    persons = Persons.of(snapshot)
    end = None if limit is None else offset + limit
    return [
        _person(persons, number)
        for number in _ordered(persons, np.flatnonzero(persons.counts().articles).tolist())[offset:end]
    ]


def find_people(snapshot: Snapshot, name: str) -> list[ArchivePerson]:
    """Return the people one of whose forms has all words of ``name``; of these those who bear its title, if any do."""
    persons = Persons.of(snapshot)
    found = persons.find(tuple(Exact(word) for word in name_tokens(name)), title_of(name))
    return [_person(persons, number) for number in _ordered(persons, found)]


def _ordered(persons: Persons, numbers: list[int]) -> list[int]:
    articles = persons.counts().articles
    return sorted(
        (number for number in numbers if articles[number]),
        key=lambda number: (-articles[number], number),
    )


def _person(persons: Persons, number: int) -> ArchivePerson:
    counts = persons.counts()
    return ArchivePerson(
        persons.name(number),
        persons.forms(number),
        int(counts.articles[number]),
        int(counts.mentions[number]),
        int(counts.quotes[number]),
    )


def person_page(snapshot: Snapshot, name: str, quotes: int) -> PersonPage | None:
    """Return what the archive knows of the person with exactly this name, or None."""
    from index.whoosh.answers import quote_hits
    from index.whoosh.folding import folded

    persons = Persons.of(snapshot)
    who = persons.number(name)
    if who < 0 or not persons.counts().articles[who]:
        return None
    docs = persons.articles(who)
    places = count_facet(snapshot, docs, False, FacetRequest("place", limit=None))
    others = count_facet(snapshot, docs, False, FacetRequest("person", limit=None))
    months = count_facet(snapshot, docs, False, FacetRequest("date", step="month"))
    said = snapshot.utterances(False)
    lines = np.flatnonzero((persons.speakers() == who) & said.universe)
    latest = folded(snapshot, said, Matches(lines), SearchRequest(of="quotes", sort="date", limit=quotes))
    return PersonPage(
        person=_person(persons, who),
        roles=_roles(snapshot, persons, who),
        places=tuple((row.value, row.count) for row in places.counts),
        companions=tuple((row.value, row.count) for row in others.counts if row.value != name),
        months=tuple((row.value, row.count) for row in months.counts),
        quotes=tuple(quote_hits(snapshot, said, latest.docs, np.zeros(len(latest.docs)), None, latest)),
    )


def _roles(snapshot: Snapshot, persons: Persons, who: int) -> tuple[tuple[str, int], ...]:
    """Return the roles of a person with the number of articles, one however its letters are written, as most often."""
    forms: dict[str, Counter[str]] = {}
    articles: dict[str, set[tuple[int, int]]] = {}
    for number, segment in enumerate(snapshot.segments):
        column = segment.column("p.role")
        entries, docs = persons.places(number, who)
        places = zip(entries.tolist(), docs.tolist(), strict=True)
        for doc, role in {(doc, role) for entry, doc in places for role in column.of(entry)}:
            printed = column.values.text(role)
            key = fold(printed)
            forms.setdefault(key, Counter())[printed] += 1
            articles.setdefault(key, set()).add((number, doc))
    counts = ((_first(forms[key].items())[0], len(found)) for key, found in articles.items())
    return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))


def _first(counts: Iterable[tuple[str, int]]) -> tuple[str, int]:
    return min(counts, key=lambda item: (-item[1], item[0]))
