"""Inverted text: words, where they stand, and how long each text is, as flat arrays of one field.

Arrays of a field, each under ``t.<field>.``: ``blob`` and ``off`` (the words, sorted, UTF-8), ``signs`` (their
letters), ``start`` (first posting of each word), ``docs`` and ``freqs`` (half a byte each; a frequency of 15 or more
stands in ``over_at`` and ``over``), ``pstart`` (first position of each word), ``pos`` (positions, posting after
posting), ``len`` (words in each text), and for words that have stems ``sblob``, ``soff``, ``sstart`` and ``swords``:
the stems, sorted, and the words of each.
"""

from __future__ import annotations

from array import array

import numpy as np

from index.values import dataclass
from index.whoosh.arrays import Array, narrow, offsets, pack_strings
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import HIGH_FREQUENCY
from index.whoosh.lexicon import Lexicon
from index.whoosh.tokenize import folded
from index.whoosh.vocabulary import encode, signs_of
from index.words import stems_of

VALUE_GAP = 1024
"""Positions left free between two values of one field, so that no phrase crosses from one into the next."""

_FIRST_BATCH = 1 << 14
_BATCH = 1 << 19
"""Bytes of text whose words are numbered together: few at first, while most of the words are new."""


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
    """Gathers the texts of one field, and inverts them with one sort; ``lexicon`` may serve several fields."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._pending: list[bytes] = []
        self._weight = 0
        self._batch = _FIRST_BATCH
        self._tokens: list[Array] = []
        self._counts: list[Array] = []
        self._row_docs = array("I")

    def add(self, doc: int, text: str) -> None:
        """Add one value of one document; documents come in ascending order, the values of one follow each other."""
        plain = folded(text)
        self._pending.append(plain)
        self._row_docs.append(doc)
        self._weight += len(plain)
        if self._weight >= self._batch:
            self._take_in()

    def _take_in(self) -> None:
        tokens, counts = self._lexicon.read(self._pending)
        self._tokens.append(tokens)
        self._counts.append(counts)
        self._pending = []
        self._weight = 0
        self._batch = min(2 * self._batch, _BATCH)

    def take_in(self) -> None:
        """Number the words of all texts added so far."""
        if self._pending or not self._tokens:
            self._take_in()

    def gathered(self, documents: int) -> tuple[list[bytes], Array, Array]:
        """Return all different words, the tokens of the documents one after another as numbers into them, and how
        many tokens each document has.
        """
        self.take_in()
        words, ranks = self._lexicon.ranked()
        counts = np.bincount(self._row_docs, weights=np.concatenate(self._counts), minlength=documents)
        return words, ranks[np.concatenate(self._tokens)], counts.astype(np.int64)

    def invert(self, documents: int) -> Inverted:
        """Return what was gathered, word by word; ``documents`` is how many there are, also without tokens."""
        self.take_in()
        words, ranks = self._lexicon.ranked()
        counts = np.concatenate(self._counts)
        row_docs = np.array(self._row_docs, dtype=np.uint32)
        bases = _bases(row_docs, counts)
        row_starts = offsets(counts)
        lengths = np.bincount(row_docs, weights=counts, minlength=documents).astype(np.uint32)
        ranked = ranks[np.concatenate(self._tokens)]
        there = np.zeros(len(words), dtype=bool)
        there[ranked] = True
        local = np.cumsum(there, dtype=np.uint32) - np.uint32(1)
        keys = local[ranked].astype(np.uint64) << np.uint64(32)
        keys |= np.arange(len(ranked), dtype=np.uint64)
        keys.sort()
        ranked = (keys >> np.uint64(32)).astype(np.uint32)
        at = keys.astype(np.uint32)
        del keys
        row_of = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)[at]
        positions = (at - row_starts[:-1].astype(np.uint32)[row_of]) + bases[row_of]
        docs = row_docs[row_of]
        fresh = np.empty(len(at), dtype=bool)
        fresh[:1] = True
        np.not_equal(ranked[1:], ranked[:-1], out=fresh[1:])
        fresh[1:] |= docs[1:] != docs[:-1]
        first = np.flatnonzero(fresh)
        freqs = np.diff(first, append=len(at)).astype(np.uint32)
        own = [words[number] for number in np.flatnonzero(there).tolist()]
        position_starts = np.searchsorted(ranked, np.arange(len(own) + 1, dtype=np.uint32))
        starts = np.searchsorted(first, position_starts)
        return Inverted(own, starts, docs[first], freqs, position_starts, positions, lengths)


def _bases(row_docs: Array, counts: Array) -> Array:
    """Return the position of the first token of each value: values of one document follow each other with gaps."""
    ends = np.cumsum(counts + VALUE_GAP)
    starts = ends - counts - VALUE_GAP
    first = np.searchsorted(row_docs, row_docs)
    bases: Array = (starts - starts[first]).astype(np.uint32)
    return bases


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
        write_stems(writer, prefix, text.words)


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


def write_stems(writer: ContainerWriter, prefix: str, words: list[bytes]) -> None:
    """Write the stems of ``words`` and which words have each."""
    for name, held in stem_arrays(words).items():
        writer.add(prefix + name, held)


def stem_arrays(words: list[bytes]) -> dict[str, Array]:
    """Return the stems of ``words`` and which words have each, as they are stored."""
    stemmed = [encode(stem) for stem in stems_of([word.decode("utf-8", "surrogatepass") for word in words])]
    order = sorted(range(len(words)), key=stemmed.__getitem__)
    classes: list[bytes] = []
    starts: list[int] = []
    for at, word in enumerate(order):
        if not classes or stemmed[word] != classes[-1]:
            classes.append(stemmed[word])
            starts.append(at)
    starts.append(len(order))
    blob, ends = pack_strings(classes)
    return {
        "sblob": np.frombuffer(blob, dtype=np.uint8),
        "soff": ends,
        "sstart": narrow(np.array(starts, dtype=np.int64)),
        "swords": narrow(np.array(order, dtype=np.int64)),
    }
