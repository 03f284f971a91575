"""Counts of values over all matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from index.request import Facet, FacetCount, FacetRequest, Filter, Selected
from index.whoosh.arrays import Array, union
from index.whoosh.chosen import chosen_days, chosen_values
from index.whoosh.layout import NO_DAY
from index.whoosh.snapshot import Snapshot
from index.whoosh.spread import spread
from index.words import fold

_STEPS = ("day", "month", "year")
_MONTH = 30
"""The last day of what is known to the month comes so many days after the first at most."""

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
    missing = len(first) - int(np.count_nonzero(known))
    counts = _counted(first[known], last[known], request.step) if missing else _counted(first, last, request.step)
    selected = chosen(list(counts))
    rows = tuple(
        FacetCount(label, counts[label], selected.get(label, "no"))
        for label in sorted(counts)
        if label.startswith(request.containing)
    )
    return Facet(request.field, rows, missing, len(rows))


def _counted(first: Array, last: Array, step: str) -> dict[str, int]:
    """Return how many there are in each step, in which they begin; what goes on for longer counts for a longer one."""
    if not len(first):
        return {}
    rest = last - first
    keys = 4 * first + (rest > 0) + (rest > _MONTH)
    base = int(keys.min())
    held = np.bincount(keys - base)
    present = np.flatnonzero(held)
    days, lengths = np.divmod(present + base, 4)
    lengths = np.maximum(lengths, _STEPS.index(step))
    counts: dict[str, int] = {}
    for at in union([lengths]).tolist():
        own = lengths == at
        counts |= _by_step(days[own], held[present[own]], _STEPS[at])
    return counts


def _by_step(days: Array, held: Array, step: str) -> dict[str, int]:
    """Return how many the years, months or days have that ``days`` lie in, which ascend; ``held`` is what each has."""
    steps = (days - _EPOCH).astype("datetime64[D]").astype(f"datetime64[{step[0].upper()}]")
    starts = np.flatnonzero(np.concatenate(([True], steps[1:] != steps[:-1])))
    return dict(zip(np.datetime_as_string(steps[starts]).tolist(), np.add.reduceat(held, starts).tolist(), strict=True))
