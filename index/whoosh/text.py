"""Inverted text: words, where they stand, and how long each text is, as flat arrays of one field.

Arrays of a field, each under ``t.<field>.``: ``blob`` and ``off`` (the words, sorted, UTF-8), ``signs`` (their
letters), ``start`` (first posting of each word), ``docs`` and ``freqs`` (half a byte each; a frequency of 15 or more
stands in ``over_at`` and ``over``), ``pstart`` (first position of each word), ``pos`` (positions, posting after
posting), ``len`` (words in each text), and for words that have stems ``sblob``, ``soff``, ``sstart`` and ``swords``:
the stems, sorted, and the words of each.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.whoosh.files import Array, ContainerWriter, narrow, offsets, pack_strings
from index.whoosh.vocabulary import signs_of
from index.words import stem

VALUE_GAP = 1024
"""Positions left free between two values of one field, so that no phrase crosses from one into the next."""

HIGH_FREQUENCY = 15
"""Frequencies are stored in half a byte; greater ones beside."""


_PLAIN_ENDS = frozenset(b"0123456789abfhjkopquvwxz")
_INFLECTED = re.compile(rb"(?:[syegi]|ed|er|or|ion|al|ful|ll|[ai]sm|[ae]nt|ic)$")
"""Words that end otherwise are their own stem: Porter2 takes nothing else away; half of all words need no stemmer."""


@dataclass(frozen=True, slots=True)
class Inverted:
    """One field of one segment, word by word.

    ``words`` are sorted by their bytes; ``starts`` and ``position_starts`` have one more entry than there are words.
    ``lengths`` has an entry for each document.
    """

    words: list[bytes]
    starts: Array
    docs: Array
    freqs: Array
    position_starts: Array
    positions: Array
    lengths: Array


class Inverter:
    """Gathers the tokens of one field, and inverts them with one sort."""

    def __init__(self) -> None:
        ids: defaultdict[bytes, int] = defaultdict()
        ids.default_factory = ids.__len__
        self._ids = ids
        self._id_of: Callable[[bytes], int] = ids.__getitem__
        self._tokens = array("I")
        self._row_docs = array("I")
        self._row_bases = array("I")
        self._row_counts = array("I")

    def add(self, doc: int, tokens: Sequence[bytes], base: int = 0) -> None:
        """Add the tokens of one value of one document; documents come in ascending order.

        ``base`` is the position of the first of them.
        """
        self._tokens.extend(map(self._id_of, tokens))
        self._row_docs.append(doc)
        self._row_bases.append(base)
        self._row_counts.append(len(tokens))

    def add_values(self, doc: int, values: Iterable[Sequence[bytes]]) -> None:
        """Add several values of one document, with a gap after each."""
        base = 0
        for tokens in values:
            self.add(doc, tokens, base)
            base += len(tokens) + VALUE_GAP

    def __len__(self) -> int:
        return len(self._tokens)

    def invert(self, documents: int) -> Inverted:
        """Return what was gathered, word by word; ``documents`` is how many there are, also without tokens."""
        encoded = list(self._ids)
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        rank = np.empty(len(order), dtype=np.uint64)
        rank[order] = np.arange(len(order), dtype=np.uint64)
        counts = np.frombuffer(self._row_counts, dtype=np.uint32) if self._row_counts else np.empty(0, np.uint32)
        row_docs = np.frombuffer(self._row_docs, dtype=np.uint32) if self._row_docs else np.empty(0, np.uint32)
        bases = np.frombuffer(self._row_bases, dtype=np.uint32) if self._row_bases else np.empty(0, np.uint32)
        row_starts = offsets(counts)
        lengths = np.bincount(row_docs, weights=counts, minlength=documents).astype(np.uint32)
        tokens = np.frombuffer(self._tokens, dtype=np.uint32) if self._tokens else np.empty(0, np.uint32)
        keys = rank[tokens] << np.uint64(32)
        keys |= np.arange(len(tokens), dtype=np.uint64)
        keys.sort()
        ranks = (keys >> np.uint64(32)).astype(np.uint32)
        at = keys.astype(np.uint32)
        del keys
        row_of = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)[at]
        positions = (at - row_starts[:-1].astype(np.uint32)[row_of]) + bases[row_of]
        docs = row_docs[row_of]
        fresh = np.empty(len(at), dtype=bool)
        fresh[:1] = True
        np.not_equal(ranks[1:], ranks[:-1], out=fresh[1:])
        fresh[1:] |= docs[1:] != docs[:-1]
        first = np.flatnonzero(fresh)
        freqs = np.diff(first, append=len(at)).astype(np.uint32)
        position_starts = np.searchsorted(ranks, np.arange(len(order) + 1, dtype=np.uint32))
        starts = np.searchsorted(first, position_starts)
        return Inverted([encoded[i] for i in order], starts, docs[first], freqs, position_starts, positions, lengths)


def write_text(writer: ContainerWriter, field: str, text: Inverted, stems: bool) -> None:
    """Write one inverted field; ``stems`` tells whether its words can be asked by their stems."""
    prefix = f"t.{field}."
    write_words(writer, prefix, text.words)
    writer.add(prefix + "start", narrow(text.starts))
    writer.add(prefix + "docs", narrow(text.docs))
    high = np.flatnonzero(text.freqs >= HIGH_FREQUENCY)
    write_frequencies(writer, prefix, np.minimum(text.freqs, HIGH_FREQUENCY).astype(np.uint8), high, text.freqs[high])
    writer.add(prefix + "pstart", narrow(text.position_starts))
    writer.add(prefix + "pos", narrow(text.positions))
    writer.add(prefix + "len", narrow(text.lengths))
    if stems:
        write_stems(writer, prefix, text.words, {})


def write_words(writer: ContainerWriter, prefix: str, words: list[bytes]) -> None:
    """Write sorted words, and which letters each has."""
    blob, ends = pack_strings(words)
    writer.add_bytes(prefix + "blob", blob)
    writer.add(prefix + "off", ends)
    writer.add(prefix + "signs", signs_of(np.frombuffer(blob, dtype=np.uint8), ends))


def write_frequencies(writer: ContainerWriter, prefix: str, low: Array, high: Array, over: Array) -> None:
    """Write frequencies: ``low`` cut off at the highest that is stored plainly, ``over`` those at ``high`` in full."""
    even = np.zeros((len(low) + 1) // 2, dtype=np.uint8)
    even[:] = low[::2]
    even[: len(low) // 2] |= low[1::2] << 4
    writer.add(prefix + "freqs", even)
    writer.add(prefix + "over_at", narrow(high))
    writer.add(prefix + "over", narrow(over))


def write_stems(writer: ContainerWriter, prefix: str, words: list[bytes], known: Mapping[bytes, bytes]) -> None:
    """Write the stems of ``words`` and which words have each; ``known`` are stems of words of other segments."""
    stemmed = [known.get(word) or stem_of(word) for word in words]
    order = sorted(range(len(words)), key=stemmed.__getitem__)
    classes: list[bytes] = []
    starts: list[int] = []
    for at, word in enumerate(order):
        if not classes or stemmed[word] != classes[-1]:
            classes.append(stemmed[word])
            starts.append(at)
    starts.append(len(order))
    blob, ends = pack_strings(classes)
    writer.add_bytes(prefix + "sblob", blob)
    writer.add(prefix + "soff", ends)
    writer.add(prefix + "sstart", narrow(np.array(starts, dtype=np.int64)))
    writer.add(prefix + "swords", narrow(np.array(order, dtype=np.int64)))


def stem_of(word: bytes) -> bytes:
    """Return the stem of a word, both in UTF-8."""
    if word[-1] in _PLAIN_ENDS or not _INFLECTED.search(word):
        return word
    return stem(word.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
