"""BM25F over whole posting lists at once; documents first, their scores only for those that stay."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np

from index.query.nodes import Exact, Form, Prefix, Wildcard
from index.values import dataclass
from index.whoosh.arrays import Array
from index.whoosh.expand import Stretch, expand
from index.whoosh.postings import TextIndex
from index.whoosh.snapshot import Level, Snapshot

_K1 = 1.2
_EXACT_BONUS = 0.5
_SPARSE = 16
"""A word in fewer than one of so many documents is kept as a list, others as one number for each document."""

_NO_DOCS = np.empty(0, dtype=np.int64)

Scorer = Callable[[Array], Array]
"""Gives documents, ascending, their scores."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents of one level, ascending, and what scores them; None where all score 0.

    ``own`` tells that ``scorer`` gives 0 to all other documents; else it must be asked for ``docs`` alone.
    """

    docs: Array
    scorer: Scorer | None = None
    own: bool = False

    def scores(self) -> Array:
        """Return the scores of all documents."""
        return np.zeros(len(self.docs)) if self.scorer is None else self.scorer(self.docs)


NOTHING = Matches(_NO_DOCS)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often something stands in documents: sum over fields of boost * frequency / length part.

    ``docs`` are those where it does, ascending; ``values`` belong to them, or if ``dense`` to all documents there are.
    """

    docs: Array
    values: Array
    dense: bool

    def at(self, wanted: Array) -> Array:
        """Return the values of some documents, 0 where it does not stand."""
        if self.dense:
            found: Array = self.values[wanted]
            return found
        if not len(self.docs):
            return np.zeros(len(wanted))
        at = np.searchsorted(self.docs, wanted)
        at[at == len(self.docs)] = 0
        return np.where(self.docs[at] == wanted, self.values[at], 0.0)


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
    whole, exact = _frequencies(snapshot, level, fields, form)
    if not len(whole.docs):
        return NOTHING, 0
    weight = idf(level, _counted(level, whole.docs))
    if exact is whole:
        weight *= 1 + _EXACT_BONUS
    scores = saturated(whole.at(whole.docs) if whole.dense else whole.values, weight)
    if exact is not None and exact is not whole and len(exact.docs):
        scores += saturated(exact.at(whole.docs), _EXACT_BONUS * idf(level, _counted(level, exact.docs)))
    if whole.dense:
        values = whole.values
        values[whole.docs] = scores
    else:
        values = scores
    docs = whole.docs if level.all_found else whole.docs[level.universe[whole.docs]]
    size = docs.nbytes + values.nbytes + (0 if docs is whole.docs else whole.docs.nbytes)
    return Matches(docs, Frequencies(whole.docs, values, whole.dense).at, own=level.all_found), size


def idf(level: Level, count: int) -> float:
    """Return how telling it is to be one of ``count`` documents of a level."""
    return log(1 + (level.count - count + 0.5) / (count + 0.5))


def saturated(frequencies: Array, weight: float) -> Array:
    """Return ``weight`` times the part of BM25 that grows with frequency."""
    scores = frequencies * (weight * (_K1 + 1))
    scores /= frequencies + _K1
    return scores


def _counted(level: Level, docs: Array) -> int:
    return len(docs) if level.all_counted else int(np.count_nonzero(level.counted[docs]))


class _Sums:
    """Adds up how often words stand in documents, ``total`` postings in all."""

    def __init__(self, level: Level, total: int) -> None:
        self._dense = total * _SPARSE >= level.size
        self._sums = np.zeros(level.size if self._dense else 0, dtype=np.float64)
        self._lists: list[tuple[Array, Array]] = []

    def add(self, base: int, docs: Array, weights: Array) -> None:
        """Add postings of the segment whose first document is ``base``; a document may come several times."""
        if self._dense:
            np.add.at(self._sums[base:], docs, weights)
        else:
            self._lists.append((docs + base, weights))

    def frequencies(self) -> Frequencies:
        """Return the sums."""
        if self._dense:
            return Frequencies(np.flatnonzero(self._sums > 0), self._sums, dense=True)
        return _sparse(self._lists)


def _frequencies(
    snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form
) -> tuple[Frequencies, Frequencies | None]:
    """Return how often words of ``form`` stand in documents, and how often its own word alone; None where no matter."""
    norms = [snapshot.norms(field) for field in fields]
    places = [
        (number, field, norm[number], stretches)
        for number, segment in enumerate(snapshot.segments)
        for field, norm in zip(fields, norms, strict=True)
        if (stretches := expand(snapshot, segment, field, form))
    ]
    every = [stretch for *_, stretches in places for stretch in stretches]
    differ = not all(stretch.own for stretch in every)
    scored = not isinstance(form, Exact | Prefix | Wildcard)
    whole = _Sums(level, sum(stretch.end - stretch.start for stretch in every))
    alone = _Sums(level, sum(stretch.end - stretch.start for stretch in every if stretch.own))
    for number, field, norm, stretches in places:
        docs, freqs = _joined(snapshot.segments[number].text(field), stretches)
        docs = docs.astype(np.intp)  # NumPy would do so for each use anew
        weights = norm[docs]
        weights *= freqs
        whole.add(level.bases[number], docs, weights)
        if scored and differ:
            end = 0
            for stretch in stretches:
                start, end = end, end + stretch.end - stretch.start
                if stretch.own:
                    alone.add(level.bases[number], docs[start:end], weights[start:end])
    found = whole.frequencies()
    return found, (alone.frequencies() if differ else found) if scored else None


def _joined(index: TextIndex, stretches: tuple[Stretch, ...]) -> tuple[Array, Array]:
    if len(stretches) == 1:
        return index.postings(stretches[0].start, stretches[0].end)
    parts = [index.postings(stretch.start, stretch.end) for stretch in stretches]
    return np.concatenate([docs for docs, _ in parts]), np.concatenate([freqs for _, freqs in parts])


def _sparse(lists: list[tuple[Array, Array]]) -> Frequencies:
    if not lists:
        return Frequencies(_NO_DOCS, np.empty(0), dense=False)
    every = np.concatenate([docs for docs, _ in lists])
    weights = np.concatenate([weights for _, weights in lists])
    if (every[1:] > every[:-1]).all():
        return Frequencies(every, weights, dense=False)
    order = np.argsort(every, kind="stable")
    ordered = every[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return Frequencies(ordered[first], np.add.reduceat(weights[order], first), dense=False)
