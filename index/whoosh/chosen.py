"""Which values of a facet its own filters choose or exclude."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from index.dates import parse_days
from index.fields import BY_NAME
from index.query.build import value_forms, value_title
from index.query.forms import accepts_value
from index.query.nodes import Form
from index.request import Filter, Selected
from index.whoosh.layout import COUNTED, KINDS
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot


def chosen_values(
    snapshot: Snapshot, field: str, filters: Sequence[Filter]
) -> tuple[dict[str, Selected], dict[str, Selected]]:
    """Return the values of the archive that filters choose or exclude, and what was asked for that no value has.

    What no value has may find something all the same: a paper whose copy counts for the agency that wired it, or the
    words printed for a speaker whom nobody knows.
    """
    chosen: dict[str, Selected] = {}
    strange: dict[str, Selected] = {}
    for filter_ in filters:
        for text, how in _asked(filter_):
            meant = list(_meant(snapshot, field, text, filter_.exact))
            (chosen if meant else strange).update(dict.fromkeys(meant or [text], how))
    return chosen, {text: how for text, how in strange.items() if text not in chosen}


def chosen_days(labels: Sequence[str], filters: Sequence[Filter], today: date | None) -> dict[str, Selected]:
    """Return which of ``labels`` (years, months or days) filters choose or exclude."""
    chosen: dict[str, Selected] = {}
    for filter_ in filters:
        for text, how in _asked(filter_):
            asked = parse_days(text, today)
            for label in labels:
                bucket = parse_days(label)
                if asked.first <= bucket.last and bucket.first <= asked.last:
                    chosen[label] = how
    return chosen


def _asked(filter_: Filter) -> Iterator[tuple[str, Selected]]:
    for text in filter_.include:
        yield text, "included"
    for text in filter_.exclude:
        yield text, "excluded"


def _meant(snapshot: Snapshot, field: str, text: str, exact: bool) -> Iterator[str]:
    if exact:
        yield text
        return
    forms = value_forms(BY_NAME[field], text)
    if field in ("person", "speaker"):
        yield from _people(snapshot, field, forms, value_title(BY_NAME[field], text))
        return
    if field == "kind":
        yield from (kind for kind in KINDS if accepts_value(forms, kind))
        return
    name = COUNTED.get(field, field)
    found: set[str] = set()
    for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True):
        column = segment.column(name)
        for at, value in enumerate(column.values.all()):
            if value not in found and accepts_value(forms, value) and visible[column.docs(at)].any():
                found.add(value)
    yield from sorted(found)


def _people(snapshot: Snapshot, field: str, forms: tuple[Form, ...], title: str) -> Iterator[str]:
    persons = Persons.of(snapshot)
    counts = persons.counts()
    held = counts.articles if field == "person" else counts.spoken
    yield from (persons.name(number) for number in persons.find(forms, title) if held[number])
