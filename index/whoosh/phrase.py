"""Phrases: words in order, near each other, found with whole arrays of positions."""

from __future__ import annotations

import numpy as np

from index.query.nodes import Phrase
from index.whoosh.files import Array
from index.whoosh.score import NOTHING, Matches, exact_scores
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Level, Snapshot

_SPREAD = 1 << 32


def phrase_matches(snapshot: Snapshot, level: Level, phrase: Phrase) -> Matches:
    """Return the documents with the phrase in any of its fields; they score the sum of its exact words."""
    docs = phrase_docs(snapshot, level, phrase.fields, phrase.words, phrase.slop)
    if not len(docs):
        return NOTHING
    scores = np.zeros(len(docs), dtype=np.float64)
    for word in phrase.words:
        scores += exact_scores(snapshot, level, phrase.fields, word, docs)
    return Matches(docs, scores)


def phrase_docs(snapshot: Snapshot, level: Level, fields: tuple[str, ...], words: tuple[str, ...], slop: int) -> Array:
    """Return the documents that can be found and have the words in order in one of ``fields``."""
    parts: list[Array] = []
    for number, segment in enumerate(snapshot.segments):
        base = level.bases[number]
        found = [_segment_docs(segment, field, words, slop) for field in fields]
        docs = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
        docs = docs.astype(np.int64) + base
        parts.append(docs if level.all_found else docs[level.universe[docs]])
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _segment_docs(segment: Segment, field: str, words: tuple[str, ...], slop: int) -> Array:
    index = segment.text(field)
    numbers = [index.find(word) for word in words]
    if min(numbers) < 0:
        return np.empty(0, dtype=np.int64)
    lists = {number: index.docs(number, number + 1) for number in numbers}
    common = _common(sorted(lists.values(), key=len), segment)
    if not len(common) or len(words) == 1:
        return common
    keys: dict[int, Array] = {}
    for number, docs in lists.items():
        chosen = None if len(common) == len(docs) else np.searchsorted(docs, common)
        owners, positions = index.positions(number, chosen)
        keys[number] = owners * _SPREAD + positions
    reached = keys[numbers[0]]
    for number in numbers[1:]:
        reached = _follow(reached, keys[number], slop)
        if not len(reached):
            return np.empty(0, dtype=np.int64)
    owners = reached // _SPREAD
    fresh = np.empty(len(owners), dtype=bool)
    fresh[:1] = True
    np.not_equal(owners[1:], owners[:-1], out=fresh[1:])
    return common[owners[fresh]]


def _common(lists: list[Array], segment: Segment) -> Array:
    """Return what is in all lists (ascending each), the shortest first."""
    common = lists[0]
    for docs in lists[1:]:
        at = np.searchsorted(docs, common)
        at[at == len(docs)] = 0
        common = common[docs[at] == common]
        if not len(common):
            break
    return common


def _follow(before: Array, after: Array, slop: int) -> Array:
    """Return the places of ``after`` that stand 1 to ``slop`` positions after one of ``before``."""
    at = np.searchsorted(before, after)
    reachable = at > 0
    nearest = before[np.maximum(at - 1, 0)]
    kept: Array = after[reachable & (after - nearest <= slop)]
    return kept
