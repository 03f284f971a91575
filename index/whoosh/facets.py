"""Counts of values over all matches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from index.request import Facet, FacetCount, FacetRequest, Filter, Selected
from index.whoosh.build import COUNTED_SOURCE, KINDS
from index.whoosh.columns import NO_DAY
from index.whoosh.files import Array, row_sizes
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Level, Snapshot
from index.words import fold, tokens

_STEPS = {"year": "Y", "month": "M", "day": "D"}


def count_facet(
    snapshot: Snapshot, level: Level, docs: Array, of_quotes: bool, request: FacetRequest, chosen: Filter | None
) -> Facet:
    """Count one facet over ``docs``, documents of ``level``; ``chosen`` is the filter of the same field."""
    selected = _selected(chosen)
    if request.field in ("date", "added"):
        return _date_facet(snapshot, docs, of_quotes, request, selected)
    counts, missing = _counted(snapshot, docs, of_quotes, request.field)
    shown = _containing(counts, request.containing)
    ordered = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
    top = ordered if request.limit is None else ordered[: request.limit]
    listed = {value for value, _ in top}
    for value in selected:
        if value not in listed:
            top.append((value, counts.get(value, 0)))
    top.sort(key=lambda item: (-item[1], item[0]))
    rows = tuple(FacetCount(value, count, selected.get(value, "no")) for value, count in top)
    return Facet(request.field, rows, missing, len(shown))


def _selected(chosen: Filter | None) -> dict[str, Selected]:
    selected: dict[str, Selected] = {}
    if chosen is not None:
        selected.update((value, "included") for value in chosen.include)
        selected.update((value, "excluded") for value in chosen.exclude)
    return selected


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
    owners, who = persons.pairs()
    counts = np.bincount(who, weights[owners], len(persons.names))
    have = np.zeros(len(weights), dtype=bool)
    have[owners] = True
    found = {persons.names[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}
    return found, int(weights[~have].sum())


def _speakers(snapshot: Snapshot, docs: Array, of_quotes: bool) -> tuple[dict[str, int], int]:
    persons = Persons.of(snapshot)
    if of_quotes:
        who = persons.speakers()[docs]
        counts = np.bincount(who[who >= 0], minlength=len(persons.names))
        missing = int(np.count_nonzero(who < 0))
    else:
        said = np.flatnonzero(snapshot.utterances(False).universe & (persons.speakers() >= 0))
        keys = np.unique(snapshot.parents()[said] * max(1, len(persons.names)) + persons.speakers()[said])
        owners, who = keys // max(1, len(persons.names)), keys % max(1, len(persons.names))
        mask = np.zeros(snapshot.articles().size, dtype=bool)
        mask[docs] = True
        counts = np.bincount(who[mask[owners]], minlength=len(persons.names))
        mask[owners] = False
        missing = int(np.count_nonzero(mask))
    return {persons.names[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}, missing


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
    snapshot: Snapshot, docs: Array, of_quotes: bool, request: FacetRequest, selected: dict[str, Selected]
) -> Facet:
    articles = snapshot.parents()[docs] if of_quotes else docs
    numbers = snapshot.days("first" if request.field == "date" else "added")[articles]
    known = numbers[numbers != NO_DAY]
    steps, counts = np.unique(_stepped(known, request.step), return_counts=True)
    labels = steps.astype(str).tolist()
    rows = [
        FacetCount(label, int(count), selected.get(label, "no"))
        for label, count in zip(labels, counts.tolist(), strict=True)
        if label.startswith(request.containing)
    ]
    rows += [FacetCount(value, 0, how) for value, how in selected.items() if value not in set(labels)]
    rows.sort(key=lambda row: row.value)
    return Facet(request.field, tuple(rows), len(numbers) - len(known), len(labels))


def _stepped(numbers: Array, step: str) -> Array:
    days = (numbers.astype(np.int64) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return days.astype(f"datetime64[{_STEPS[step]}]")


def most(counts: Array, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers with the greatest counts above zero, and those counts, greatest first."""
    for at in np.argsort(-counts, kind="stable")[:limit].tolist():
        if counts[at] > 0:
            yield at, int(counts[at])
