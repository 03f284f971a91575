"""Counts of a whole archive."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

import numpy as np

from index.names import name_key
from index.query.nodes import Exact
from index.request import ArchiveStats
from index.whoosh.layout import NO_DAY
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot


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
        undated=level.count - int(np.count_nonzero(dated)),
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
