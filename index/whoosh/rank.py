"""The first of many matches, without sorting them all."""

from __future__ import annotations

import numpy as np

from index.request import Sort
from index.whoosh.arrays import Array
from index.whoosh.layout import NO_MOMENT
from index.whoosh.matches import SLACK, Matches
from index.whoosh.snapshot import Snapshot

SCORE_DIGITS = 9
"""Scores that agree to so many decimals are equal."""

_STRETCH = 32
"""Of so many scores the best is looked at first: a fifth of the time that partitioning all of them takes."""


def first(snapshot: Snapshot, of_quotes: bool, matches: Matches, sort: Sort, count: int) -> tuple[Array, Array]:
    """Return the first ``count`` documents of ``matches``, best first, and their scores.

    By score, then the later published, then the id (and the place in the article); or by date alone, the latest or the
    oldest first, then id. What has no date comes last.
    """
    if not count or not len(matches):
        return np.empty(0, dtype=np.int64), np.empty(0)
    keys: list[Array] = []
    scores: Array | None = None
    if sort == "relevance" and matches.scorer is not None:
        docs, scores = _best(matches, count)
        keys.append(-np.round(scores, SCORE_DIGITS))
    else:
        docs = matches.docs
    moment = snapshot.moments(snapshot.parents()[docs] if of_quotes else docs)
    moment = np.where(moment == NO_MOMENT, ~NO_MOMENT, moment) if sort == "oldest" else ~moment
    if len(docs) > 4 * count + 64 and not keys:
        kept = _least(moment, count)
        docs, moment = docs[kept], moment[kept]
    keys.append(moment)
    articles = snapshot.parents()[docs] if of_quotes else docs
    chosen = _settled(snapshot, articles, keys)[:count]
    docs = docs[chosen]
    if scores is not None:
        return docs, scores[chosen]
    return docs, np.zeros(len(docs)) if matches.scorer is None else _scores_of(matches, docs)


def _best(matches: Matches, count: int) -> tuple[Array, Array]:
    """Return the ``count`` documents that score best with all that equal the last of them, and their scores."""
    if matches.whole is not None:
        docs, scores = matches.whole.likely(count)
    else:
        docs, scores = matches.docs, matches.scores()
        likely = np.flatnonzero(scores >= _lowest_of_best(scores, count) - SLACK)
        docs, scores = docs[likely], scores[likely]
    best = _least(-np.round(scores, SCORE_DIGITS), count)
    return docs[best], scores[best]


def _scores_of(matches: Matches, docs: Array) -> Array:
    order = np.argsort(docs)
    scores = np.empty(len(docs))
    if matches.scorer is not None:
        scores[order] = matches.scorer(docs[order])
    return scores


def _lowest_of_best(scores: Array, count: int) -> float:
    """Return a bound that the ``count`` best scores reach, and few others: the best of so many stretches do."""
    stretches = len(scores) // _STRETCH
    if stretches <= count:
        return -np.inf
    best = scores[: stretches * _STRETCH].reshape(_STRETCH, stretches).max(axis=0)
    return float(np.partition(best, stretches - count)[stretches - count])


def _least(values: Array, count: int) -> Array:
    """Return the places of the ``count`` least values and of all that equal the last of them."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.flatnonzero(values <= np.partition(values, count - 1)[count - 1])


def _settled(snapshot: Snapshot, articles: Array, keys: list[Array]) -> Array:
    """Return the places of ``keys`` in order of them, then of the ids of their articles, then as they come."""
    order: Array = np.lexsort([np.arange(len(articles)), *reversed(keys)])
    ordered = [key[order] for key in keys]
    same = np.ones(max(0, len(order) - 1), dtype=bool)
    for key in ordered:
        same &= key[1:] == key[:-1]
    if not same.any():
        return order
    articles = articles[order]
    out = order.copy()
    at = 0
    run_ends = [*np.flatnonzero(~same).tolist(), len(order) - 1]
    for end in run_ends:
        if end > at:
            run = list(range(at, end + 1))
            ids = {doc: _id(snapshot, doc) for doc in set(articles[at : end + 1].tolist())}
            run.sort(key=lambda place: (ids[int(articles[place])], place))
            out[at : end + 1] = order[run]
        at = end + 1
    return out


def _id(snapshot: Snapshot, article: int) -> str:
    segment, doc = snapshot.locate(snapshot.articles(), article)
    return segment.id(doc)
