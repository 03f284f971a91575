"""Utterances by the roles of who says them, as the article of each gives these."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.whoosh.arrays import Array, among, union
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Level, Snapshot


def said_in_role(snapshot: Snapshot, level: Level, articles: Array, accepts: Callable[[str], bool]) -> Array:
    """Return the utterances of a level in some articles, which ascend, whose speaker has a role that is accepted."""
    bases = snapshot.articles().bases
    found = np.zeros(level.size, dtype=bool)
    for number, segment in enumerate(snapshot.segments):
        docs = articles[slice(*np.searchsorted(articles, bases[number : number + 2]))] - bases[number]
        found[level.bases[number] : level.bases[number + 1]] = _said(segment, docs, accepts)
    return np.flatnonzero(found & level.universe)


def _said(segment: Segment, docs: Array, accepts: Callable[[str], bool]) -> Array:
    person, role = segment.column("person"), segment.column("p.role")
    entries, people = person.entries_of(docs)
    places, roles = role.entries_of(entries)
    held = role.entries()[places]
    accepted = np.array([at for at in union([held]).tolist() if accepts(role.values.text(at))], dtype=np.int64)
    having = among(held, accepted)
    names = len(person.values)
    bearers = docs.repeat(people).repeat(roles)[having] * names + person.entries()[entries.repeat(roles)[having]]
    speakers = segment.utterance_speakers()
    said: Array = among(segment.utterance_docs().astype(np.int64) * names + speakers, union([bearers]))
    return said & (speakers >= 0)
