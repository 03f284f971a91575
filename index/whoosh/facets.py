"""Counts of values over all matches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from index.request import Facet, FacetCount, FacetRequest, Filter
from index.whoosh.build import COUNTED_SOURCE, KINDS
from index.whoosh.chosen import chosen_days, chosen_values
from index.whoosh.columns import NO_DAY
from index.whoosh.files import Array, row_sizes
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot
from index.words import fold, tokens

_STEPS = {"year": "Y", "month": "M", "day": "D"}


def count_facet(
    snapshot: Snapshot, docs: Array, of_quotes: bool, request: FacetRequest, filters: Sequence[Filter] = ()
) -> Facet:
    """Count one facet over ``docs``, articles or utterances; ``filters`` are those of the same field."""
    if request.field in ("date", "added"):
        return _date_facet(snapshot, docs, of_quotes, request, filters)
    counts, missing = _counted(snapshot, docs, of_quotes, request.field)
    shown = _containing(counts, request.containing)
    best = sorted(shown, key=lambda value: (-shown[value], value))[: request.limit]
    selected = chosen_values(snapshot, request.field, filters)
    listed = sorted({*best, *selected}, key=lambda value: (-counts.get(value, 0), value))
    rows = tuple(FacetCount(value, counts.get(value, 0), selected.get(value, "no")) for value in listed)
    return Facet(request.field, rows, missing, len(shown))


def _containing(counts: dict[str, int], prefix: str) -> dict[str, int]:
    asked = fold(prefix)
    if not asked:
        return counts
    return {value: count for value, count in counts.items() if begins(value, asked)}


def begins(value: str, asked: str) -> bool:
    """Tell whether one of the words of ``value``, or all of it, begins with the folded text ``asked``."""
    return fold(value).startswith(asked) or any(word.startswith(asked) for word in tokens(value))


def _counted(snapshot: Snapshot, docs: Array, of_quotes: bool, field: str) -> tuple[dict[str, int], int]:
    if field == "kind":
        return _kinds(snapshot, docs, of_quotes)
    if field == "speaker":
        return _speakers(snapshot, docs, of_quotes)
    weights = _per_article(snapshot, docs, of_quotes)
    if field == "person":
        return _people(snapshot, weights)
    total: dict[str, int] = {}
    missing = 0
    for number, segment in enumerate(snapshot.segments):
        column = segment.column(COUNTED_SOURCE if field == "source" else field)
        bases = snapshot.articles().bases
        part = weights[bases[number] : bases[number + 1]]
        sizes = row_sizes(column.rows())
        counts = np.bincount(column.entries(), np.repeat(part, sizes), len(column.values))
        missing += int(part[sizes == 0].sum())
        for at in np.flatnonzero(counts).tolist():
            value = column.values.text(at)
            total[value] = total.get(value, 0) + int(counts[at])
    return total, missing


def _per_article(snapshot: Snapshot, docs: Array, of_quotes: bool) -> Array:
    """Return how many of the matches each article holds."""
    size = snapshot.articles().size
    if of_quotes:
        return np.bincount(snapshot.parents()[docs], minlength=size)
    weights = np.zeros(size, dtype=np.int64)
    weights[docs] = 1
    return weights


def _people(snapshot: Snapshot, weights: Array) -> tuple[dict[str, int], int]:
    persons = Persons.of(snapshot)
    bases = snapshot.articles().bases
    counts = np.zeros(len(persons), dtype=np.int64)
    missing = 0
    for number, segment in enumerate(snapshot.segments):
        part = weights[bases[number] : bases[number + 1]]
        sizes = segment.column("person").sizes()
        each = np.repeat(part, sizes)
        each[persons.twice(number)] = 0
        counts += np.bincount(persons.entries(number), each, len(persons)).astype(np.int64)
        missing += int(part[sizes == 0].sum())
    return {persons.name(at): int(counts[at]) for at in np.flatnonzero(counts).tolist()}, missing


def _speakers(snapshot: Snapshot, docs: Array, of_quotes: bool) -> tuple[dict[str, int], int]:
    persons = Persons.of(snapshot)
    if of_quotes:
        who = persons.speakers()[docs]
        counts = np.bincount(who[who >= 0], minlength=len(persons))
        missing = int(np.count_nonzero(who < 0))
    else:
        said = np.flatnonzero(snapshot.utterances(False).universe & (persons.speakers() >= 0))
        keys = np.unique(snapshot.parents()[said] * max(1, len(persons)) + persons.speakers()[said])
        owners, who = keys // max(1, len(persons)), keys % max(1, len(persons))
        mask = np.zeros(snapshot.articles().size, dtype=bool)
        mask[docs] = True
        counts = np.bincount(who[mask[owners]], minlength=len(persons))
        mask[owners] = False
        missing = int(np.count_nonzero(mask))
    return {persons.name(at): int(counts[at]) for at in np.flatnonzero(counts).tolist()}, missing


def _kinds(snapshot: Snapshot, docs: Array, of_quotes: bool) -> tuple[dict[str, int], int]:
    if of_quotes:
        counts = np.bincount(snapshot.kinds()[docs], minlength=len(KINDS))
        return {KINDS[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}, 0
    mask = np.zeros(snapshot.articles().size, dtype=bool)
    mask[docs] = True
    said = snapshot.utterances(False).universe
    found: dict[str, int] = {}
    have = np.zeros(len(mask), dtype=bool)
    for number, kind in enumerate(KINDS):
        owners = snapshot.parents()[said & (snapshot.kinds() == number)]
        have[owners] = True
        count = len(np.unique(owners[mask[owners]]))
        if count:
            found[kind] = count
    return found, int(np.count_nonzero(mask & ~have))


def _date_facet(
    snapshot: Snapshot, docs: Array, of_quotes: bool, request: FacetRequest, filters: Sequence[Filter]
) -> Facet:
    articles = snapshot.parents()[docs] if of_quotes else docs
    numbers = snapshot.days("first" if request.field == "date" else "added")[articles]
    known = numbers[numbers != NO_DAY]
    steps, counts = np.unique(_stepped(known, request.step), return_counts=True)
    labels: list[str] = steps.astype(str).tolist()
    selected = chosen_days(labels, filters)
    rows = tuple(
        FacetCount(label, int(count), selected.get(label, "no"))
        for label, count in zip(labels, counts.tolist(), strict=True)
        if label.startswith(request.containing)
    )
    return Facet(request.field, rows, len(numbers) - len(known), len(rows))


def _stepped(numbers: Array, step: str) -> Array:
    days = (numbers.astype(np.int64) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return days.astype(f"datetime64[{_STEPS[step]}]")
