"""One inverted field of one segment, read where it lies."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.whoosh.arrays import Array
from index.whoosh.files import Container
from index.whoosh.held import Arrays, HeldArrays
from index.whoosh.layout import HIGH_FREQUENCY
from index.whoosh.vocabulary import Vocabulary
from index.words import stemmer_version


class TextIndex:
    """Looks up words of one field and reads their postings."""

    def __init__(self, container: Container, field: str) -> None:
        self._container = container
        self._prefix = f"t.{field}."
        self._docs_name, self._freqs_name, self._over_name = (
            self._prefix + name for name in ("docs", "freqs", "over_at")
        )
        self.words = Vocabulary(container, self._prefix + "blob", self._prefix + "off", self._prefix + "signs")

    @cached_property
    def _stemmed(self) -> Arrays | None:
        """The stems; made anew where another stemmer than ours made those that are stored."""
        if self._prefix + "sblob" not in self._container:
            return None
        if self._container.meta.get("stemmer") == stemmer_version():
            return self._container
        from index.whoosh.text import stem_arrays

        return HeldArrays({self._prefix + name: array for name, array in stem_arrays(self.all_words()).items()})

    @cached_property
    def _stems(self) -> Vocabulary | None:
        return (
            None if self._stemmed is None else Vocabulary(self._stemmed, self._prefix + "sblob", self._prefix + "soff")
        )

    def lengths(self) -> Array:
        """Return how many words each text has."""
        return self._container.array(self._prefix + "len")

    def stem_words(self) -> Vocabulary:
        """Return the stems, sorted; the words themselves where the field has no stems."""
        return self.words if self._stems is None else self._stems

    def of_stem(self, stem: str) -> list[int]:
        """Return the words that have this stem."""
        if self._stemmed is None or self._stems is None:
            at = self.words.find(stem)
            return [at] if at >= 0 else []
        at = self._stems.find(stem)
        if at < 0:
            return []
        start, end = self._stemmed.cut(self._prefix + "sstart", at, at + 2).tolist()
        found: list[int] = self._stemmed.cut(self._prefix + "swords", start, end).tolist()
        return sorted(found)

    @cached_property
    def _start(self) -> Callable[[int], int]:
        return self._container.numbers(self._prefix + "start")

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the postings of words ``first`` to ``last`` (exclusive) lie."""
        return self._start(first), self._start(last)

    def count(self, word: int) -> int:
        """Return in how many texts a word stands, deleted ones too."""
        start, end = self.span(word, word + 1)
        return end - start

    def docs(self, first: int, last: int) -> Array:
        """Return the documents of words ``first`` to ``last`` (exclusive), word by word."""
        start, end = self.span(first, last)
        return self._container.cut(self._prefix + "docs", start, end)

    def postings(self, spans: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
        """Return documents and frequencies of some stretches of postings, one after another."""
        parts = [self._container.cut(self._docs_name, start, end) for start, end in spans]
        return np.concatenate(parts, dtype=np.intp), self._freqs(spans)

    def freqs(self, first: int, last: int) -> Array:
        """Return how often each word stands in each of :meth:`docs`."""
        return self._freqs((self.span(first, last),))

    def _freqs(self, spans: Sequence[tuple[int, int]]) -> Array:
        freqs = np.empty(sum(end - start for start, end in spans), dtype=np.uint8)
        filled = 0
        for start, end in spans:
            packed = self._container.cut(self._freqs_name, start >> 1, (end + 1) >> 1)
            here = freqs[filled : filled + end - start]
            first = here[start & 1 :: 2]  # what stands in the lower halves
            np.bitwise_and(packed[start & 1 : (start & 1) + len(first)], HIGH_FREQUENCY, out=first)
            second = here[1 - (start & 1) :: 2]
            np.right_shift(packed[: len(second)], 4, out=second)
            filled += len(here)
        return freqs if not filled or freqs.max() < HIGH_FREQUENCY else self._widened(freqs, spans)

    def _widened(self, freqs: Array, spans: Sequence[tuple[int, int]]) -> Array:
        """Return frequencies with those in full that are too high for half a byte."""
        wide = freqs.astype(np.uint32)
        filled = 0
        for start, end in spans:
            low, high = self._container.between(self._over_name, start, end)
            places = self._container.cut(self._over_name, low, high).astype(np.int64) + (filled - start)
            wide[places] = self._container.cut(self._prefix + "over", low, high)
            filled += end - start
        return wide

    def positions(self, word: int, chosen: Array | None) -> tuple[Array, Array]:
        """Return which posting each position belongs to, and the positions, of one word.

        ``chosen`` are the numbers of the postings wanted, ascending, from 0; None for all.
        """
        start, end = self.span(word, word + 1)
        freqs = self._freqs(((start, end),))
        base = int(self._container.item(self._prefix + "pstart", word))
        if chosen is None:
            total = int(freqs.sum(dtype=np.int64))
            owners = np.repeat(np.arange(end - start), freqs)
            return owners, self._container.cut(self._prefix + "pos", base, base + total)
        ends = np.cumsum(freqs, dtype=np.int64)
        counts = freqs[chosen].astype(np.int64)
        starts = ends[chosen] - counts
        owners = np.repeat(np.arange(len(chosen)), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        wanted = starts[owners] + within
        if not len(wanted):
            return owners, np.empty(0, dtype=np.uint32)
        low, high = int(wanted[0]), int(wanted[-1]) + 1
        return owners, self._container.cut(self._prefix + "pos", base + low, base + high)[wanted - low]

    def stands(self, word: int, postings: Array, wanted: Array) -> Array:
        """Tell of postings of one word, numbered from 0, whether the word stands at a wanted position there.

        The positions of all postings are searched at once, each by halves: of a word that stands everywhere only few
        are looked at.
        """
        start, end = self.span(word, word + 1)
        ends = np.cumsum(self._freqs(((start, end),)), dtype=np.int64)
        base = int(self._container.item(self._prefix + "pstart", word))
        held = self._container.cut(self._prefix + "pos", base, base + int(ends[-1]))
        high = ends[postings]
        low = np.where(postings > 0, ends[postings - 1], 0)
        last = high - 1
        for _ in range(int((high - low).max()).bit_length()):
            middle = (low + high) >> 1
            before = held[np.minimum(middle, last)] < wanted
            low = np.where(before & (low < high), middle + 1, low)
            high = np.where(before, high, middle)
        found: Array = (low <= last) & (held[np.minimum(low, last)] == wanted)
        return found

    def all_words(self) -> list[bytes]:
        """Return all words as they are stored, in order."""
        ends = self.words.offsets().tolist()
        blob = self._container.array(self._prefix + "blob").tobytes()
        return [blob[a:b] for a, b in itertools.pairwise(ends)]

    def starts(self) -> Array:
        """Return where the postings of each word start, and the end of the last."""
        return self._container.array(self._prefix + "start")

    def position_starts(self) -> Array:
        """Return where the positions of each word start, and the end of the last."""
        return self._container.array(self._prefix + "pstart")

    def position_type(self) -> np.dtype[Any]:
        """Return the type of the positions."""
        return self._container.cut(self._prefix + "pos", 0, 0).dtype

    def all_positions(self, start: int, end: int) -> Array:
        """Return a stretch of the positions, posting after posting."""
        return self._container.cut(self._prefix + "pos", start, end)

    def find(self, word: str) -> int:
        """Return the number of a word, or -1."""
        return self.words.find(word)
