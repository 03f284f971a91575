"""People, values by prefix, and counts of a whole archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from datetime import date

import numpy as np

from index.fields import BY_NAME
from index.names import name_key, name_tokens, title_of, untitled
from index.query import check_fields
from index.query.nodes import Exact
from index.request import ArchivePerson, ArchiveStats, FacetCount, FacetRequest, PersonPage, SearchRequest
from index.whoosh.arrays import Array
from index.whoosh.facets import count_facet
from index.whoosh.layout import NO_DAY
from index.whoosh.matches import Matches
from index.whoosh.persons import Persons
from index.whoosh.rank import first
from index.whoosh.snapshot import Snapshot
from index.whoosh.spread import PeopleSpread
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
    latest, _ = first(snapshot, True, Matches(lines), "date", quotes)
    return PersonPage(
        person=_person(persons, who),
        roles=_roles(snapshot, persons, who),
        places=tuple((row.value, row.count) for row in places.counts),
        companions=tuple((row.value, row.count) for row in others.counts if row.value != name),
        months=tuple((row.value, row.count) for row in months.counts),
        quotes=tuple(quote_hits(snapshot, said, latest, np.zeros(len(latest)), None)),
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


def stats(snapshot: Snapshot, size: int) -> ArchiveStats:
    """Count a whole archive; ``size`` is what it takes on disk."""
    live = sum(int(bits.sum()) for bits in snapshot.bits("live"))
    level = snapshot.articles()
    earliest, latest = snapshot.days("first"), snapshot.days("last")
    dated = level.universe & (earliest != NO_DAY)
    persons = Persons.of(snapshot)
    return ArchiveStats(
        articles=level.count,
        hidden=live - level.count,
        utterances=snapshot.utterances(False).count,
        people=int(np.count_nonzero(persons.counts().articles)),
        terms=_terms(snapshot),
        segments=len(snapshot.segments),
        bytes=size,
        first_day=date.fromordinal(int(earliest[dated].min())) if dated.any() else None,
        last_day=date.fromordinal(int(latest[dated].max())) if dated.any() else None,
        strangers=_strangers(snapshot),
    )


def _strangers(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names in the user's rules of people by which no article calls anybody, in the order written."""
    rules = snapshot.rules
    if rules is None:
        return ()
    names = dict.fromkeys(name for names in (*rules.same, *rules.different) for name in names)
    shown = {names[0] for names in rules.same}
    return tuple(name for name in names if not _is_called(snapshot, name, shown))


def _is_called(snapshot: Snapshot, name: str, shown: Set[str]) -> bool:
    """Tell whether articles call somebody by a name; ``shown`` may be forms of a person by a rule alone."""
    persons, key = Persons.of(snapshot), name_key(name)
    known = [segment.column("person").values for segment in snapshot.segments]
    kin = persons.find((Exact(key.surname),)) if key else []
    forms = (form for number in kin for form in persons.forms(number) if name_key(form) == key)
    return any(form not in shown or any(values.find(form) >= 0 for values in known) for form in forms)


def _terms(snapshot: Snapshot) -> int:
    if len(snapshot.segments) == 1:
        return len(snapshot.segments[0].text("body").words)
    return len({word for segment in snapshot.segments for word in segment.text("body").all_words()})
