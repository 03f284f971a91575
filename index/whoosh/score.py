"""BM25F over whole posting lists at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np

from index.query.nodes import Exact, Form, Prefix, Wildcard
from index.whoosh.arrays import Array, greatest
from index.whoosh.expand import Stretches, expand
from index.whoosh.matches import NOTHING, SLACK, Listed, Matches
from index.whoosh.postings import TextIndex
from index.whoosh.snapshot import Level, Snapshot

_K1 = 1.2
_EXACT_BONUS = 0.5
_SPARSE = 16
"""A word in fewer than one of so many documents is kept as a list, others as one number for each document."""

_ROWS = 32
"""Of so many documents the greatest sum is looked at first."""


class _Place(NamedTuple):
    """Where words stand: one field of one segment, whose first document is ``base`` in the whole."""

    text: TextIndex
    base: int
    norm: Array
    stretches: Stretches

    def weights(self) -> tuple[Array, Array]:
        """Return the documents of all postings, and boost * frequency / length part of each."""
        docs, freqs = self.text.postings(self.stretches.spans)
        weights = self.norm[docs]
        weights *= freqs
        return docs, weights


def word_matches(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> Matches:
    """Return the documents with a word of ``form`` in any of ``fields``, with BM25F scores."""
    key = (id(level), fields, form)
    found: Matches | None = snapshot.scored.get(key)
    if found is None:
        found, size = _scored(snapshot, level, fields, form)
        snapshot.scored.put(key, found, size)
    return found


def _scored(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> tuple[Matches, int]:
    """Return documents and scores, and how many bytes they take."""
    norms = [snapshot.norms(field) for field in fields]
    places = [
        _Place(segment.text(field), base, norm[number], stretches)
        for number, (segment, base) in enumerate(zip(snapshot.segments, level.bases, strict=False))
        for field, norm in zip(fields, norms, strict=True)
        if (stretches := expand(snapshot, segment, field, form)).size
    ]
    if not places:
        return NOTHING, 0
    plain = isinstance(form, Exact | Prefix | Wildcard)
    every = sum(place.stretches.size for place in places)
    own = 0 if plain else sum(place.stretches.own for place in places)
    return (_summed_up if every * _SPARSE >= level.size else _listed)(level, places, every, own)


def idf(level: Level, count: int) -> float:
    """Return how telling it is to be one of ``count`` documents of a level."""
    return log(1 + (level.count - count + 0.5) / (count + 0.5))


def saturate(frequencies: Array, weight: float) -> Array:
    """Make frequencies ``weight`` times the part of BM25 that grows with them, and return them."""
    divisor = frequencies + _K1
    frequencies *= weight * (_K1 + 1)
    frequencies /= divisor
    return frequencies


class _Dense:
    """How often words stand in each document of a level: ``whole`` all of them, ``alone`` the word itself, if any.

    Each scores with a weight of its own.
    """

    def __init__(self, whole: Array, weight: float, alone: Array | None, bonus: float) -> None:
        self.whole = whole
        self._weight = weight
        self._alone = alone
        self._bonus = bonus

    def at(self, docs: Array) -> Array:
        """Return the scores of some documents."""
        scores = saturate(self.whole[docs], self._weight)
        if self._alone is not None:
            scores += saturate(self._alone[docs], self._bonus)
        return scores

    def likely(self, count: int) -> tuple[Array, Array]:
        """Return documents, ascending, among which are the ``count`` that score best, and their scores.

        Scores grow with the sums, so that the greatest sums of some documents tell what they score at most; of most
        documents no more than that is looked at.
        """
        columns = len(self.whole) // _ROWS
        docs = np.arange(len(self.whole))
        if columns > count:
            bounds = saturate(greatest(self.whole, _ROWS), self._weight)
            if self._alone is not None:
                bounds += saturate(greatest(self._alone, _ROWS), self._bonus)
            best = np.argpartition(bounds, columns - count)[columns - count :]
            scores = self.at(_column(docs, best))
            least = np.partition(scores, len(scores) - count)[len(scores) - count] - SLACK
            docs = np.concatenate((_column(docs, np.flatnonzero(bounds >= least)), docs[columns * _ROWS :]))
            docs.sort()
        docs = docs[self.whole[docs] > 0]
        return docs, self.at(docs)


def _column(docs: Array, columns: Array) -> Array:
    width = len(docs) // _ROWS
    found: Array = docs[: width * _ROWS].reshape(_ROWS, width)[:, columns].reshape(-1)
    return found


def _summed_up(level: Level, places: Sequence[_Place], every: int, own: int) -> tuple[Matches, int]:
    """Sum up ``every`` posting, ``own`` of them of the word itself, as one number for each document."""
    alone = np.zeros(level.size if own else 0)
    whole = np.zeros(level.size if own < every else 0)
    for place in places:
        docs, weights = place.weights()
        first = place.stretches.own if own else 0
        if first:
            np.add.at(alone[place.base :], docs[:first], weights[:first])
        if first < len(docs):
            np.add.at(whole[place.base :], docs[first:], weights[first:])
    bonus = 0.0
    if own:
        bonus = _EXACT_BONUS * idf(level, _held(alone, None if level.all_counted else level.counted))
        if own == every:
            whole = alone
        else:
            whole += alone
    count = _held(whole, None if level.all_counted else level.counted)
    weight = idf(level, count)
    if not level.all_found:
        whole *= level.universe
    if not (level.all_found and level.all_counted):
        count = _held(whole, None)
    if own == every:
        sums = _Dense(whole, weight + bonus, None, 0.0)
    else:
        sums = _Dense(whole, weight, alone if own else None, bonus)
    return Matches.summed(sums, count), whole.nbytes + alone.nbytes + 8 * count


def _held(sums: Array, counted: Array | None) -> int:
    """Return how many documents have any, of those that count."""
    held = sums > 0
    if counted is not None:
        held &= counted
    return int(np.count_nonzero(held))


def _listed(level: Level, places: Sequence[_Place], every: int, own: int) -> tuple[Matches, int]:
    """Score ``every`` posting, ``own`` of them of the word itself, as a list of documents."""
    docs: list[Array] = []
    weights: list[Array] = []
    chosen: list[Array] = []
    for place in places:
        found, weighed = place.weights()
        docs.append(found + place.base)
        weights.append(weighed)
        chosen.append(np.arange(len(found)) < place.stretches.own)
    whole = _summed(np.concatenate(docs), np.concatenate(weights))
    scores = whole.values
    if own == every:
        saturate(scores, (1 + _EXACT_BONUS) * idf(level, _counted(level, whole.docs)))
    else:
        saturate(scores, idf(level, _counted(level, whole.docs)))
        if own:
            these = np.concatenate(chosen)
            alone = _summed(np.concatenate(docs)[these], np.concatenate(weights)[these])
            saturate(alone.values, _EXACT_BONUS * idf(level, _counted(level, alone.docs)))
            scores += alone.at(whole.docs)
    if level.all_found:
        return Matches(whole.docs, whole.at, own=True), 2 * scores.nbytes
    found = level.universe[whole.docs]
    kept = Listed(whole.docs[found], scores[found])
    return Matches(kept.docs, kept.at, own=True), 2 * kept.values.nbytes


def _counted(level: Level, docs: Array) -> int:
    return len(docs) if level.all_counted else int(np.count_nonzero(level.counted[docs]))


def _summed(docs: Array, weights: Array) -> Listed:
    """Return the sum of the weights of each document."""
    if (docs[1:] > docs[:-1]).all():
        return Listed(docs, weights)
    order = np.argsort(docs, kind="stable")
    ordered = docs[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return Listed(ordered[first], np.add.reduceat(weights[order], first))
