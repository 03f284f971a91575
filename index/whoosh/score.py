"""BM25F over whole posting lists at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from index.query.nodes import Exact, Form, Fuzzy, Stemmed
from index.whoosh.expand import WordRange, expand
from index.whoosh.files import Array
from index.whoosh.snapshot import Level, Snapshot

_K1 = 1.2
_EXACT_BONUS = 0.5
_NO_DOCS = np.empty(0, dtype=np.int64)
_NO_SCORES = np.empty(0, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents of one level, ascending, with their scores; None where all score 0."""

    docs: Array
    scores: Array | None = None


NOTHING = Matches(_NO_DOCS)


def idf(level: Level, count: int) -> float:
    """Return how telling it is to be one of ``count`` documents of a level."""
    return log(1 + (level.count - count + 0.5) / (count + 0.5))


def word_matches(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> Matches:
    """Return the documents with a word of ``form`` in any of ``fields``, with BM25F scores."""
    docs, frequencies = _gather(snapshot, level, fields, form)
    if not len(docs):
        return NOTHING
    scores = _saturate(snapshot, level, docs, frequencies)
    if isinstance(form, Stemmed | Fuzzy):
        own = Exact(form.text)
        if isinstance(form, Stemmed) and _same_words(snapshot, fields, form):
            scores *= 1 + _EXACT_BONUS
        else:
            exact, exact_frequencies = _gather(snapshot, level, fields, own)
            if len(exact):
                bonus = _saturate(snapshot, level, exact, exact_frequencies)
                scores[np.searchsorted(docs, exact)] += _EXACT_BONUS * bonus
    return _found(level, docs, scores)


def exact_scores(snapshot: Snapshot, level: Level, fields: tuple[str, ...], word: str, wanted: Array) -> Array:
    """Return the score of one exact word for the documents ``wanted``; all of them have it."""
    key = ("exact", id(level), fields, word)
    found = snapshot.memo.get(key)
    docs, frequencies = _gather(snapshot, level, fields, Exact(word))
    if found is None:
        found = snapshot.memo[key] = idf(level, _counted(level, docs))
    at = np.searchsorted(docs, wanted)
    at[at == len(docs)] = 0
    tf = np.where(docs[at] == wanted, frequencies[at], 0.0) if len(docs) else np.zeros(len(wanted))
    scores: Array = found * (_K1 + 1) * (tf / (_K1 + tf))
    return scores


def saturated(frequencies: Array, weight: float) -> Array:
    """Return ``weight`` times the part of BM25 that grows with frequency."""
    scores = frequencies * (weight * (_K1 + 1))
    scores /= frequencies + _K1
    return scores


def _saturate(snapshot: Snapshot, level: Level, docs: Array, frequencies: Array) -> Array:
    return saturated(frequencies, idf(level, _counted(level, docs)))


def _counted(level: Level, docs: Array) -> int:
    return len(docs) if level.all_counted else int(np.count_nonzero(level.counted[docs]))


def _found(level: Level, docs: Array, scores: Array) -> Matches:
    if level.all_found:
        return Matches(docs, scores)
    kept = level.universe[docs]
    return Matches(docs[kept], scores[kept])


def _same_words(snapshot: Snapshot, fields: tuple[str, ...], form: Stemmed) -> bool:
    own = Exact(form.text)
    return all(
        expand(snapshot, segment, field, form) == expand(snapshot, segment, field, own)
        for segment in snapshot.segments
        for field in fields
    )


def _gather(snapshot: Snapshot, level: Level, fields: tuple[str, ...], form: Form) -> tuple[Array, Array]:
    """Return documents, ascending, and the sum over fields and words of boost * frequency / length part."""
    docs: list[Array] = []
    weights: list[Array] = []
    norms = [snapshot.norms(field) for field in fields]
    for number, segment in enumerate(snapshot.segments):
        lists: list[tuple[Array, Array]] = []
        base, size = level.bases[number], level.bases[number + 1] - level.bases[number]
        for field, norm in zip(fields, norms, strict=True):
            index = segment.text(field)
            for first, last in expand(snapshot, segment, field, form):
                found = index.docs(first, last)
                lists.append((found, norm[number][found] * index.freqs(first, last)))
        if lists:
            part, weight = _united(lists, size, _single_words(snapshot, segment, fields, form))
            docs.append(part + base if base else part)
            weights.append(weight)
    if not docs:
        return _NO_DOCS, _NO_SCORES
    if len(docs) == 1:
        return docs[0].astype(np.int64, copy=False), weights[0]
    return np.concatenate(docs), np.concatenate(weights)


def _single_words(snapshot: Snapshot, segment: object, fields: tuple[str, ...], form: Form) -> bool:
    return not isinstance(form, Exact | Stemmed | Fuzzy)


def _united(lists: list[tuple[Array, Array]], size: int, repeated: bool) -> tuple[Array, Array]:
    """Return the union of posting lists; in each list documents are ascending, unless ``repeated``."""
    if len(lists) == 1 and not repeated:
        return lists[0][0].astype(np.int64), lists[0][1]
    total = sum(len(found) for found, _ in lists)
    if total * 16 < size:
        every = np.concatenate([found for found, _ in lists]).astype(np.int64)
        weight = np.concatenate([weights for _, weights in lists])
        docs, inverse = np.unique(every, return_inverse=True)
        return docs, np.bincount(inverse, weights=weight, minlength=len(docs))
    sums = np.zeros(size, dtype=np.float64)
    for found, weights in lists:
        if repeated:
            sums += np.bincount(found, weights=weights, minlength=size)
        else:
            sums[found] += weights
    docs = np.flatnonzero(sums)
    return docs, sums[docs]


def ranges(words: list[int]) -> tuple[WordRange, ...]:
    """Return each word as a range of its own."""
    return tuple((word, word + 1) for word in words)
