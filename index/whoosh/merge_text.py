"""Merges one inverted field of several segments, a stretch of words at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, repeat

import numpy as np
import numpy.typing as npt

from index.whoosh.arrays import Array, narrow, offsets, runs
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import HIGH_FREQUENCY
from index.whoosh.postings import TextIndex
from index.whoosh.segment import Segment
from index.whoosh.text import write_frequencies, write_stems, write_words

_CHUNK = 1_000_000


class _Part:
    """One segment's side of a merge: where its words go, and what becomes of its documents."""

    def __init__(self, index: TextIndex, kept: Array, base: int) -> None:
        self.index = index
        self.whole = bool(kept.all())
        self.kept = kept
        self._base = base
        self._numbers = None if self.whole else np.cumsum(kept, dtype=np.int64) + (base - 1)
        self.words = index.all_words()
        self.starts = index.starts().astype(np.int64)
        self.position_starts = index.position_starts().astype(np.int64)
        self.to = np.empty(0, dtype=np.int64)
        if self.whole:
            self.counts = np.diff(self.starts)
            self.position_counts = np.diff(self.position_starts)
        else:
            self._count()

    def _count(self) -> None:
        words = len(self.words)
        self.counts = np.zeros(words, dtype=np.int64)
        self.position_counts = np.zeros(words, dtype=np.int64)
        for first, last in self.stretches(0, words):
            on = self.kept[self.index.docs(first, last)]
            owner = np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))[on]
            self.counts[first:last] = np.bincount(owner, minlength=last - first)
            freqs = self.index.freqs(first, last)[on]
            self.position_counts[first:last] = np.bincount(owner, freqs, minlength=last - first).astype(np.int64)

    def renumbered(self, docs: Array) -> Array:
        """Return what documents that are kept are numbered in the whole."""
        return docs.astype(np.int64) + self._base if self._numbers is None else self._numbers[docs]

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        while first < last:
            end = int(np.searchsorted(self.position_starts, self.position_starts[first] + _CHUNK, "right")) - 1
            end = min(max(end, first + 1), last)
            yield first, end
            first = end


def merge_text(writer: ContainerWriter, field: str, parts: Sequence[tuple[Segment, Array]], stems: bool) -> None:
    """Write one field of the documents kept of several segments; documents are numbered on from segment to segment."""
    sides: list[_Part] = []
    base = 0
    for segment, kept in parts:
        sides.append(_Part(segment.text(field), kept, base))
        base += int(kept.sum())
    words = sorted(set().union(*(compress(side.words, side.counts.tolist()) for side in sides)))
    numbers = dict(zip(words, range(len(words)), strict=True))
    counts = np.zeros(len(words), dtype=np.int64)
    position_counts = np.zeros(len(words), dtype=np.int64)
    for side in sides:
        side.to = np.fromiter(map(numbers.get, side.words, repeat(-1)), dtype=np.int64, count=len(side.words))
        live = side.to >= 0
        counts[side.to[live]] += side.counts[live]
        position_counts[side.to[live]] += side.position_counts[live]
    starts, position_starts = offsets(counts), offsets(position_counts)
    prefix = f"t.{field}."
    write_words(writer, prefix, words)
    writer.add(prefix + "start", narrow(starts))
    writer.add(prefix + "pstart", narrow(position_starts))
    often = _Frequencies()
    writer.add_parts(prefix + "docs", _type(base), _documents(sides, starts, position_starts, often))
    often.write(writer, prefix)
    widest = max((side.index.position_type() for side in sides), key=lambda dtype: dtype.itemsize)
    writer.add_parts(prefix + "pos", widest, _positions(sides, position_starts))
    writer.add(prefix + "len", narrow(np.concatenate([side.index.lengths()[side.kept] for side in sides])))
    if stems:
        write_stems(writer, prefix, words)


def _type(documents: int) -> npt.DTypeLike:
    return np.uint16 if documents <= 1 << 16 else np.uint32


def _chunks(position_starts: Array) -> Iterator[tuple[int, int]]:
    first, words = 0, len(position_starts) - 1
    while first < words:
        last = int(np.searchsorted(position_starts, position_starts[first] + _CHUNK, "right")) - 1
        last = min(max(last, first + 1), words)
        yield first, last
        first = last


def _within(side: _Part, first: int, last: int) -> tuple[int, int]:
    """Return the words of one side that go to the words ``first`` to ``last`` of the whole."""
    alive = np.flatnonzero((side.to >= first) & (side.to < last))
    return (int(alive[0]), int(alive[-1]) + 1) if len(alive) else (0, 0)


def _postings(sides: Sequence[_Part], starts: Array, position_starts: Array) -> Iterator[tuple[Array, Array]]:
    """Yield documents and frequencies, a stretch of words at a time."""
    for first, last in _chunks(position_starts):
        base, size = int(starts[first]), int(starts[last] - starts[first])
        docs = np.empty(size, dtype=np.uint32)
        freqs = np.empty(size, dtype=np.uint32)
        fill = starts[first:last] - base
        for side in sides:
            low, high = _within(side, first, last)
            if low == high:
                continue
            found, often = side.index.docs(low, high), side.index.freqs(low, high)
            if not side.whole:
                on = side.kept[found]
                found, often = found[on], often[on]
            counts, alive = side.counts[low:high], side.to[low:high] >= 0
            goal = np.where(alive, fill[np.maximum(side.to[low:high] - first, 0)], 0)
            to = runs(goal, counts)
            docs[to] = side.renumbered(found)
            freqs[to] = often
            fill[side.to[low:high][alive] - first] += counts[alive]
        yield docs, freqs


class _Frequencies:
    """Gathers frequencies: half a byte of each, and the higher ones with their places."""

    def __init__(self) -> None:
        self._low = [np.empty(0, dtype=np.uint8)]
        self._high = [np.empty(0, dtype=np.int64)]
        self._over = [np.empty(0, dtype=np.uint32)]
        self._count = 0

    def add(self, freqs: Array) -> None:
        """Take in the next ones."""
        found = np.flatnonzero(freqs >= HIGH_FREQUENCY)
        self._high.append(found + self._count)
        self._over.append(freqs[found])
        self._low.append(np.minimum(freqs, HIGH_FREQUENCY).astype(np.uint8))
        self._count += len(freqs)

    def write(self, writer: ContainerWriter, prefix: str) -> None:
        """Write all of them."""
        low, high, over = (np.concatenate(parts) for parts in (self._low, self._high, self._over))
        write_frequencies(writer, prefix, low, high, over)


def _documents(sides: Sequence[_Part], starts: Array, position_starts: Array, often: _Frequencies) -> Iterator[Array]:
    """Yield documents, a stretch of words at a time; their frequencies go to ``often``."""
    for docs, freqs in _postings(sides, starts, position_starts):
        often.add(freqs)
        yield docs


def _positions(sides: Sequence[_Part], position_starts: Array) -> Iterator[Array]:
    for first, last in _chunks(position_starts):
        base = int(position_starts[first])
        out = np.empty(int(position_starts[last]) - base, dtype=np.uint32)
        fill = position_starts[first:last] - base
        for side in sides:
            low, high = _within(side, first, last)
            if low == high:
                continue
            found = side.index.all_positions(int(side.position_starts[low]), int(side.position_starts[high]))
            if not side.whole:
                found = found[np.repeat(side.kept[side.index.docs(low, high)], side.index.freqs(low, high))]
            counts, alive = side.position_counts[low:high], side.to[low:high] >= 0
            goal = np.where(alive, fill[np.maximum(side.to[low:high] - first, 0)], 0)
            out[runs(goal, counts)] = found
            fill[side.to[low:high][alive] - first] += counts[alive]
        yield out
