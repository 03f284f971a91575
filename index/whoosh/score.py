"""BM25F over whole posting lists at once.

Frequencies are summed over fields, each over its own length part and times its boost, before they are saturated:
S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np

from index.query.nodes import Exact, Form, Prefix, Wildcard
from index.whoosh.arrays import Array, summed
from index.whoosh.dense import Dense, FieldCounts
from index.whoosh.expand import Stretches, expand
from index.whoosh.matches import NOTHING, Listed, Matches
from index.whoosh.postings import TextIndex
from index.whoosh.saturation import saturate
from index.whoosh.snapshot import Level, Snapshot

_EXACT_BONUS = 0.5
"""How much of its own score the word itself adds to that of all its forms, so that it ranks before them."""

_SPARSE = 16
"""A word in fewer than one of so many documents is kept as a list, others as numbers for each document."""


class _Place(NamedTuple):
    """Where words stand: one field of one segment, whose first document is ``base`` in the whole."""

    field: str
    text: TextIndex
    base: int
    stretches: Stretches

    def postings(self) -> tuple[Array, Array]:
        """Return documents and frequencies."""
        return self.text.postings(self.stretches.spans)


def word_matches(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> Matches:
    """Return the documents with a word of ``form`` in any of ``fields``, with BM25F scores."""
    key = (id(level), fields, form)
    found: Matches | None = snapshot.scored.get(key)
    if found is None:
        found, size = _scored(snapshot, level, fields, form)
        snapshot.scored.put(key, found, size)
    return found if found.whole is None else Matches.of(found.whole)  # a list of documents lasts for one question


def _scored(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> tuple[Matches, int]:
    """Return documents and scores, and how many bytes they take."""
    places = [
        _Place(field, segment.text(field), base, stretches)
        for segment, base in zip(snapshot.segments, level.bases, strict=False)
        for field in fields
        if (stretches := expand(snapshot, segment, field, form)).size
    ]
    if not places:
        return NOTHING, 0
    every = sum(place.stretches.size for place in places)
    plain = isinstance(form, Exact | Prefix | Wildcard)
    own = 0 if plain else sum(place.stretches.own for place in places)
    return (_counted if every * _SPARSE >= level.size else _listed)(snapshot, level, places, every, own)


def idf(level: Level, count: int) -> float:
    """Return how telling it is to be one of ``count`` documents of a level."""
    return log(1 + (level.count - count + 0.5) / (count + 0.5))


def _counted(snapshot: Snapshot, level: Level, places: Sequence[_Place], every: int, own: int) -> tuple[Matches, int]:
    """Count ``every`` posting, ``own`` of them of the word itself, for each document there is."""
    apart = 0 < own < every
    fields = [
        _field(snapshot, level, [place for place in places if place.field == field], apart)
        for field in dict.fromkeys(place.field for place in places)
    ]
    mask, alone = fields[0].mask(), fields[0].mask_alone()
    for field in fields[1:]:
        mask |= field.mask()
        alone |= field.mask_alone()
    weight = idf(level, _number(level, mask))
    bonus = _EXACT_BONUS * idf(level, _number(level, alone if apart else mask)) if own else 0.0
    if not level.all_found:
        mask &= level.universe
    dense = Dense(mask, fields, weight, bonus) if apart else Dense(mask, fields, weight + bonus, 0.0)
    return Matches.of(dense), dense.nbytes


def _field(snapshot: Snapshot, level: Level, places: Sequence[_Place], apart: bool) -> FieldCounts:
    """Count the postings of one field; those of the word itself ``apart`` too, if it is not all."""
    found = [place.postings() for place in places]
    most = max(place.stretches.words * int(freqs.max()) for place, (_, freqs) in zip(places, found, strict=True))
    counts = FieldCounts(snapshot.norms(places[0].field), most, apart)
    for place, (docs, freqs) in zip(places, found, strict=True):
        counts.add(place.base, docs, freqs, place.stretches.own)
    return counts


def _number(level: Level, mask: Array) -> int:
    return int(np.count_nonzero(mask if level.all_counted else mask & level.counted))


def _listed(snapshot: Snapshot, level: Level, places: Sequence[_Place], every: int, own: int) -> tuple[Matches, int]:
    """Score ``every`` posting, ``own`` of them of the word itself, as a list of documents."""
    parts: list[tuple[Array, Array]] = []
    for place in places:
        docs, freqs = place.postings()
        docs += place.base
        parts.append((docs, snapshot.norms(place.field).at(docs) * freqs))
    whole = _summed(parts)
    scores, weight = whole.values, idf(level, _those(level, whole.docs))
    if own == every:
        saturate(scores, (1 + _EXACT_BONUS) * weight)
    else:
        saturate(scores, weight)
    if 0 < own < every:
        ends = [place.stretches.own for place in places]
        alone = _summed([(docs[:end], weights[:end]) for (docs, weights), end in zip(parts, ends, strict=True)])
        saturate(alone.values, _EXACT_BONUS * idf(level, _those(level, alone.docs)))
        scores += alone.at(whole.docs)
    if not level.all_found:
        seen = level.universe[whole.docs]
        whole = Listed(whole.docs[seen], scores[seen])
    return Matches(whole.docs, whole.at, own=True), 2 * whole.values.nbytes


def _those(level: Level, docs: Array) -> int:
    return len(docs) if level.all_counted else int(np.count_nonzero(level.counted[docs]))


def _summed(parts: Sequence[tuple[Array, Array]]) -> Listed:
    """Return the sum of the weights of each document."""
    return Listed(*summed(*(np.concatenate(each) for each in zip(*parts, strict=True))))
