"""BM25F over whole posting lists at once; documents first, their scores only for those that stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np

from index.query.nodes import Exact, Form, Prefix, Stemmed, Wildcard
from index.whoosh.expand import Stretch, expand
from index.whoosh.files import Array
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
    whole = _frequencies(snapshot, level, fields, form)
    if not len(whole.docs):
        return NOTHING
    docs = whole.docs if level.all_found else whole.docs[level.universe[whole.docs]]
    return Matches(docs, _word_scorer(snapshot, level, fields, form, whole), own=level.all_found)


def exact_scorer(snapshot: Snapshot, level: Level, fields: tuple[str, ...], word: str) -> Scorer:
    """Return what scores one exact word in ``fields``."""
    form = Exact(word)
    return _word_scorer(snapshot, level, fields, form, _frequencies(snapshot, level, fields, form))


def _word_scorer(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form, whole: Frequencies) -> Scorer:
    weight = idf(level, _counted(level, whole.docs))
    if isinstance(form, Exact | Prefix | Wildcard):
        return lambda docs: saturated(whole.at(docs), weight)
    own = Exact(form.text)
    if isinstance(form, Stemmed) and _same_words(snapshot, fields, form):
        return lambda docs: saturated(whole.at(docs), weight * (1 + _EXACT_BONUS))
    exact = _frequencies(snapshot, level, fields, own)
    if not len(exact.docs):
        return lambda docs: saturated(whole.at(docs), weight)
    bonus = _EXACT_BONUS * idf(level, _counted(level, exact.docs))
    return lambda docs: saturated(whole.at(docs), weight) + saturated(exact.at(docs), bonus)


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


def _same_words(snapshot: Snapshot, fields: tuple[str, ...], form: Stemmed) -> bool:
    own = Exact(form.text)
    return all(
        expand(snapshot, segment, field, form) == expand(snapshot, segment, field, own)
        for segment in snapshot.segments
        for field in fields
    )


def _frequencies(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> Frequencies:
    norms = [snapshot.norms(field) for field in fields]
    places = [
        (number, field, norm[number], expand(snapshot, segment, field, form))
        for number, segment in enumerate(snapshot.segments)
        for field, norm in zip(fields, norms, strict=True)
    ]
    total = sum(end - start for _, _, _, stretches in places for start, end, _ in stretches)
    dense = total * _SPARSE >= level.size
    sums = np.zeros(level.size if dense else 0, dtype=np.float64)
    lists: list[tuple[Array, Array]] = []
    for number, field, norm, stretches in places:
        if not stretches:
            continue
        docs, freqs = _joined(snapshot.segments[number].text(field), stretches)
        weights = norm[docs]
        weights *= freqs
        base = level.bases[number]
        if not dense:
            lists.append((docs.astype(np.int64) + base, weights))
        elif len(stretches) > 1 or stretches[0][2]:
            size = level.bases[number + 1] - base
            sums[base : base + size] += np.bincount(docs, weights=weights, minlength=size)
        else:
            sums[base : level.bases[number + 1]][docs] += weights
    if dense:
        return Frequencies(np.flatnonzero(sums > 0), sums, dense=True)
    return _sparse(lists)


def _joined(index: TextIndex, stretches: tuple[Stretch, ...]) -> tuple[Array, Array]:
    if len(stretches) == 1:
        return index.postings(stretches[0][0], stretches[0][1])
    parts = [index.postings(start, end) for start, end, _ in stretches]
    return np.concatenate([docs for docs, _ in parts]), np.concatenate([freqs for _, freqs in parts])


def _sparse(lists: list[tuple[Array, Array]]) -> Frequencies:
    if not lists:
        return Frequencies(_NO_DOCS, np.empty(0), dense=False)
    every = np.concatenate([docs for docs, _ in lists])
    weights = np.concatenate([weights for _, weights in lists])
    if (every[1:] > every[:-1]).all():
        return Frequencies(every, weights, dense=False)
    docs, inverse = np.unique(every, return_inverse=True)
    return Frequencies(docs, np.bincount(inverse, weights=weights, minlength=len(docs)), dense=False)
