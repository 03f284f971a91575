"""Phrases: words in order, near each other, found with whole arrays of positions."""

from __future__ import annotations

import numpy as np

from index.query.nodes import Exact, Phrase
from index.whoosh.arrays import Array, union
from index.whoosh.matches import NOTHING, Matches
from index.whoosh.postings import TextIndex
from index.whoosh.score import word_matches
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Level, Snapshot

_SPREAD = 1 << 32
"""Beyond every position, so that a step past the first or last word of a text meets no other text."""

_NOTHING = np.empty(0, dtype=np.int64)


def phrase_matches(snapshot: Snapshot, level: Level, phrase: Phrase) -> Matches:
    """Return the documents with the phrase in any of its fields; they score the sum of its exact words."""
    docs = phrase_docs(snapshot, level, phrase.fields, phrase.words, phrase.slop)
    if not len(docs):
        return NOTHING
    held = [word_matches(snapshot, level, phrase.fields, Exact(word)) for word in phrase.words]
    scorers = [matches.scorer for matches in held if matches.scorer is not None]
    return Matches(docs, lambda wanted: np.sum([score(wanted) for score in scorers], axis=0))


def phrase_docs(snapshot: Snapshot, level: Level, fields: tuple[str, ...], words: tuple[str, ...], slop: int) -> Array:
    """Return the documents that can be found and have the words in order in one of ``fields``."""
    parts: list[Array] = []
    for number, segment in enumerate(snapshot.segments):
        found = [_segment_docs(snapshot, segment, field, words, slop) for field in fields]
        found = [docs for docs in found if len(docs)]
        if not found:
            continue
        docs = found[0] if len(found) == 1 else union(found)
        docs = docs.astype(np.int64) + level.bases[number]
        parts.append(docs if level.all_found else docs[level.universe[docs]])
    return np.concatenate(parts) if parts else _NOTHING


def _segment_docs(snapshot: Snapshot, segment: Segment, field: str, words: tuple[str, ...], slop: int) -> Array:
    index = segment.text(field)
    numbers: list[int] = []
    for word in words:
        numbers.append(snapshot.word(segment, field, word))
        if numbers[-1] < 0:
            return _NOTHING
    lists = {number: index.docs(number, number + 1) for number in numbers}
    size = segment.utterances if field == "quote" else segment.articles
    common = _common(sorted(lists.values(), key=len), size)
    if not len(common) or len(words) == 1:
        return common
    if slop == 1:
        return _side_by_side(index, numbers, lists, common, size)
    keys = {number: _places(index, number, docs, common, size) for number, docs in lists.items()}
    reached = keys[numbers[0]]
    for number in numbers[1:]:
        reached = _follow(reached, keys[number], slop)
    owners = reached // _SPREAD
    found: Array = common[owners[np.concatenate(([True], owners[1:] != owners[:-1]))]] if len(owners) else _NOTHING
    return found


def _side_by_side(index: TextIndex, numbers: list[int], lists: dict[int, Array], common: Array, size: int) -> Array:
    """Return which of ``common`` have the words one right after the other: the rarest first, the others around it."""
    places = sorted(range(len(numbers)), key=lambda place: len(lists[numbers[place]]))
    anchor = places[0]
    chosen = _chosen(lists[numbers[anchor]], common, size)
    owners, found = index.positions(numbers[anchor], chosen)
    found = found.astype(np.int64)
    for place in places[1:]:
        chosen = _chosen(lists[numbers[place]], common, size)
        postings = owners if chosen is None else chosen[owners]
        stays = index.stands(numbers[place], postings, found + (place - anchor))
        owners, found = owners[stays], found[stays]
        if not len(found):
            return _NOTHING
    return common[owners[np.concatenate(([True], owners[1:] != owners[:-1]))]]


def _common(lists: list[Array], size: int) -> Array:
    """Return what is in all lists (ascending each), the shortest first; numbers are below ``size``."""
    common: Array = lists[0]
    for docs in lists[1:]:
        if not len(common):
            break
        if len(common) * 16 < len(docs):
            at = np.searchsorted(docs, common)
            at[at == len(docs)] = 0
            common = common[docs[at] == common]
        else:
            mask = np.zeros(size, dtype=bool)
            mask[docs] = True
            common = common[mask[common]]
    return common


def _places(index: TextIndex, word: int, docs: Array, common: Array, size: int) -> Array:
    """Return where a word stands in the documents ``common``: their place there and the position, in one number."""
    owners, positions = index.positions(word, _chosen(docs, common, size))
    return owners * _SPREAD + positions


def _chosen(docs: Array, common: Array, size: int) -> Array | None:
    """Return where ``common`` stand among ``docs``; None where they are the same."""
    if len(common) == len(docs):
        return None
    if len(common) * 16 < len(docs):
        return np.searchsorted(docs, common)
    place = np.empty(size, dtype=np.int64)
    place[docs] = np.arange(len(docs))
    found: Array = place[common]
    return found


def _follow(before: Array, after: Array, slop: int) -> Array:
    """Return the places of ``after`` that stand 1 to ``slop`` positions after one of ``before``."""
    if not len(before):
        return before
    at = np.searchsorted(before, after)
    nearest = before[np.maximum(at - 1, 0)]
    near: Array = after[(at > 0) & (after - nearest <= slop)]
    return near
