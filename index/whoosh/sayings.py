"""Sayings: which utterances of a state say the same words in copies of one story.

They are worked out as stories are: once, by the writer, or else by the first question that needs them. Words have
a number of 64 bits, and are not compared one by one.
"""

from __future__ import annotations

import numpy as np

from index.whoosh.arrays import Array, narrow
from index.whoosh.copies import first_alike, later_and_first, stories_of
from index.whoosh.crc import crc32
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot

_POSITIONS = 1 << 20
"""Words that are worked on at a time."""

_SAID, _SAYINGS = "copies.said", "copies.saying"
_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0xC2B2AE3D27D4EB4F))
_SHIFT = np.uint64(31)


def sayings_of(snapshot: Snapshot) -> Array:
    """Return the saying of each utterance: the number of the first with the same words in a copy of its story.

    Words are compared as they are searched. What one article says twice is two sayings.
    """
    return first_alike(snapshot, _SAID, _SAYINGS, len(snapshot.parents()), saying_pairs)


def saying_arrays(snapshot: Snapshot) -> dict[str, Array]:
    """Return what a writer puts beside the people table: the utterances that copies repeat, and their sayings."""
    said, sayings = saying_pairs(snapshot)
    return {_SAID: narrow(said), _SAYINGS: narrow(sayings)}


def saying_pairs(snapshot: Snapshot) -> tuple[Array, Array]:
    """Return the utterances that say what an earlier one said in a copy of their story, and the first of each."""
    stories, parents = stories_of(snapshot), snapshot.parents()
    told = np.bincount(stories, minlength=1)[stories] > 1
    copied = np.flatnonzero(told[parents])
    if not len(copied):
        return copied, copied
    parents = parents[copied]
    keys = _words(snapshot, told)[copied]
    keys += _times(keys, parents) * _MIXERS[0] + stories[parents].astype(np.uint64) * _MIXERS[1]
    _, first, same = np.unique(keys, return_index=True, return_inverse=True)
    later, firsts = later_and_first(first[same])
    return copied[later], copied[firsts]


def _times(words: Array, parents: Array) -> Array:
    """Return how often the article of each utterance has said its words before."""
    order = np.lexsort((words, parents))
    words, parents = words[order], parents[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (words[1:] != words[:-1]) | (parents[1:] != parents[:-1])
    at = np.arange(len(order))
    times = np.empty(len(order), dtype=np.uint64)
    times[order] = at - np.maximum.accumulate(np.where(fresh, at, 0))
    return times


def _words(snapshot: Snapshot, told: Array) -> Array:
    """Return a number for each utterance that tells its words in their order, 0 where its article is not ``told``."""
    bases = snapshot.articles().bases
    parts = [
        _words_in(segment, told[base : base + segment.articles][segment.utterance_docs()])
        for segment, base in zip(snapshot.segments, bases, strict=False)
    ]
    return np.concatenate(parts)


def _words_in(segment: Segment, wanted: Array) -> Array:
    """Return the sum of a number for each word of an utterance, mixed of the word and of where it stands."""
    found = np.zeros(segment.utterances, dtype=np.uint64)
    if not wanted.any():
        return found
    text = segment.text("quote")
    codes = np.fromiter(map(crc32, text.all_words()), dtype=np.uint64)
    starts, ends = text.starts().astype(np.int64), text.position_starts().astype(np.int64)
    first = 0
    while first < len(codes):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + _POSITIONS, "right")) - 1)
        docs, freqs = text.docs(first, last), text.freqs(first, last)
        on = wanted[docs]
        owners = np.repeat(np.arange(first, last), np.diff(starts[first : last + 1]))[on]
        numbers = text.all_positions(int(ends[first]), int(ends[last]))[np.repeat(on, freqs)].astype(np.uint64)
        numbers *= _MIXERS[0]
        numbers ^= np.repeat(codes[owners], freqs[on])
        for mixer in _MIXERS[1:]:
            numbers *= mixer
            numbers ^= numbers >> _SHIFT
        np.add.at(found, np.repeat(docs[on], freqs[on]), numbers)
        first = last
    return found
