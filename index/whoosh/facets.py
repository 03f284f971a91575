"""Counts of values over all matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from index.request import Facet, FacetCount, FacetRequest, Filter, Selected
from index.whoosh.arrays import Array
from index.whoosh.chosen import chosen_days, chosen_values
from index.whoosh.layout import NO_DAY
from index.whoosh.snapshot import Snapshot
from index.whoosh.spread import spread
from index.words import fold

_STEPS = ("day", "month", "year")
_LONGEST = (0, 30)
"""The last day of what is known to the day, and to the month, comes so many days after the first at most."""

_EPOCH = date(1970, 1, 1).toordinal()


def count_facet(
    snapshot: Snapshot,
    docs: Array,
    of_quotes: bool,
    request: FacetRequest,
    filters: Sequence[Filter] = (),
    today: date | None = None,
    holding: Callable[[str], int] = lambda text: 0,
) -> Facet:
    """Count one facet over ``docs``, articles or utterances.

    ``filters`` are those of the same field; ``today`` is what relative days in them are counted from. ``holding`` tells
    how many of ``docs`` a filter finds by words that no value has.
    """
    if request.field in ("date", "added"):
        return _date_facet(snapshot, docs, of_quotes, request, lambda labels: chosen_days(labels, filters, today))
    found = spread(snapshot, docs, of_quotes, request.field)
    asked = fold(request.containing)
    shown = found.present() if not asked else found.beginning(asked)
    best = found.most(shown, request.limit)
    selected, strange = chosen_values(snapshot, request.field, filters)
    counts = {found.text(number): int(found.counts[number]) for number in best.tolist()}
    counts.update((value, found.count(value)) for value in selected if value not in counts)
    counts.update((text, holding(text)) for text in strange)
    selected |= strange
    listed = sorted(counts, key=lambda value: (-counts[value], value))
    rows = tuple(FacetCount(value, counts[value], selected.get(value, "no")) for value in listed)
    return Facet(request.field, rows, found.missing, len(shown))


def _date_facet(
    snapshot: Snapshot,
    docs: Array,
    of_quotes: bool,
    request: FacetRequest,
    chosen: Callable[[Sequence[str]], dict[str, Selected]],
) -> Facet:
    articles = snapshot.parents()[docs] if of_quotes else docs
    dates = request.field == "date"
    first, last = (snapshot.days(name if dates else "added")[articles] for name in ("first", "last"))
    known = first != NO_DAY
    counts = _counted(first[known], (last - first)[known], request.step)
    selected = chosen(list(counts))
    rows = tuple(
        FacetCount(label, counts[label], selected.get(label, "no"))
        for label in sorted(counts)
        if label.startswith(request.containing)
    )
    return Facet(request.field, rows, len(first) - int(np.count_nonzero(known)), len(rows))


def _counted(first: Array, rest: Array, step: str) -> dict[str, int]:
    """Return how many begin in each step; what goes on for longer, ``rest`` days more, counts for a longer one."""
    lengths = np.maximum(np.searchsorted(_LONGEST, rest), _STEPS.index(step))
    counts: dict[str, int] = {}
    for at, name in enumerate(_STEPS):
        counts |= zip(*_steps(first[lengths == at], name), strict=True)
    return counts


def _steps(numbers: Array, step: str) -> tuple[list[str], list[int]]:
    """Return the years, months or days of ``numbers``, in order, and how many each has."""
    if not len(numbers):
        return [], []
    base = int(numbers.min())
    days = np.bincount(numbers - base)
    present = np.flatnonzero(days)
    unit = f"datetime64[{step[0].upper()}]"
    steps = (present + (base - _EPOCH)).astype("datetime64[D]").astype(unit)
    fresh = np.concatenate(([True], steps[1:] != steps[:-1]))
    starts = np.flatnonzero(fresh)
    labels: list[str] = np.datetime_as_string(steps[starts]).tolist()
    counts: list[int] = np.add.reduceat(days[present], starts).tolist()
    return labels, counts
