"""Inverted text: words, where they stand, and how long each text is, as flat arrays of one field.

Arrays of a field, each under ``t.<field>.``: ``blob`` and ``off`` (the words, sorted, UTF-8), ``signs`` (their
letters), ``start`` (first posting of each word), ``docs`` and ``freqs`` (half a byte each; a frequency of 15 or more
stands in ``over_at`` and ``over``), ``pstart`` (first position of each word), ``pos`` (positions, posting after
posting), ``len`` (words in each text), and for words that have stems ``sblob``, ``soff``, ``sstart`` and ``swords``:
the stems, sorted, and the words of each.
"""

from __future__ import annotations

from array import array
from operator import ne

import numpy as np

from index.values import dataclass
from index.whoosh.arrays import Array, narrow, pack_strings
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import HIGH_FREQUENCY
from index.whoosh.lexicon import Lexicon
from index.whoosh.tokenize import folded
from index.whoosh.vocabulary import encode, signs_of
from index.words import stems_of

VALUE_GAP = 1024
"""Positions left free between two values of one field, so that no phrase crosses from one into the next."""

_KEY_BITS = 64
"""Bits of the numbers that are sorted."""

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
        counts = np.bincount(self._row_docs, weights=np.concatenate(self._counts), minlength=documents)
        return self._lexicon.words(), np.concatenate(self._tokens), counts.astype(np.int64)

    def invert(self, documents: int) -> Inverted:
        """Return what was gathered, word by word; ``documents`` is how many there are, also without tokens."""
        self.take_in()
        own, numbers = self._own()
        row_docs, counts = np.array(self._row_docs, dtype=np.int64), np.concatenate(self._counts)
        bits = documents.bit_length()
        pairs, positions = self._in_order(numbers, len(own), row_docs, counts, bits)
        fresh = np.empty(len(pairs), dtype=bool)
        fresh[:1] = True
        np.not_equal(pairs[1:], pairs[:-1], out=fresh[1:])
        first = np.flatnonzero(fresh)
        docs = (pairs[first] & np.uint64((1 << bits) - 1)).astype(np.uint32)
        position_starts = np.searchsorted(pairs, np.arange(len(own) + 1, dtype=np.uint64) << np.uint64(bits))
        starts = np.searchsorted(first, position_starts)
        freqs = np.diff(first, append=len(pairs)).astype(np.uint32)
        lengths = np.bincount(row_docs, weights=counts, minlength=documents).astype(np.uint32)
        return Inverted(own, starts, docs, freqs, position_starts, positions, lengths)

    def _own(self) -> tuple[list[bytes], Array]:
        """Return the words of all texts, sorted, and what number each word of the lexicon has among them."""
        words, ranks = self._lexicon.ranked()
        there = np.zeros(len(words), dtype=bool)
        for tokens in self._tokens:
            there[tokens] = True
        chosen = np.zeros(len(words), dtype=bool)
        chosen[ranks[there]] = True
        numbers = np.cumsum(chosen, dtype=np.uint64) - np.uint64(1)
        return [words[rank] for rank in np.flatnonzero(chosen).tolist()], numbers[ranks]

    def _in_order(self, numbers: Array, words: int, row_docs: Array, counts: Array, bits: int) -> tuple[Array, Array]:
        """Return word and document of each token as one number, which ascends, and its position.

        ``numbers`` holds that of each word of the lexicon, ``words`` of them in all; documents take ``bits``. Sorting
        numbers that hold word, document and position takes half the time of sorting the places of tokens, since nothing
        is read crosswise then.
        """
        bases = _bases(row_docs, counts)
        wide = int((bases + counts).max(initial=1)).bit_length()
        bases -= np.cumsum(counts) - counts
        if words.bit_length() + bits + wide > _KEY_BITS:
            pairs = self._filled(numbers << np.uint64(bits), row_docs)
            order = np.argsort(pairs, kind="stable")
            return pairs[order], (np.repeat(bases, counts) + np.arange(len(pairs)))[order].astype(np.uint32)
        keys = self._filled(numbers << np.uint64(bits + wide), (row_docs << wide) + bases, steps=True)
        keys.sort()
        positions = keys.astype(np.uint32)
        positions &= np.uint32((1 << min(wide, 32)) - 1)
        keys >>= np.uint64(wide)
        return keys, positions

    def _filled(self, numbers: Array, rows: Array, *, steps: bool = False) -> Array:
        """Return the sum of two numbers for each token, that of its word and that of its row, and with ``steps`` its
        place; a batch at a time, which stays in the cache of a processor.
        """
        found = np.empty(sum(map(len, self._tokens)), dtype=np.uint64)
        at = row = 0
        for tokens, counts in zip(self._tokens, self._counts, strict=True):
            here = found[at : at + len(tokens)]
            np.take(numbers, tokens, out=here, mode="clip")  # else NumPy would make a copy first
            here += np.repeat(rows[row : row + len(counts)].view(np.uint64), counts)
            if steps:
                here += np.arange(at, at + len(tokens), dtype=np.uint64)
            at, row = at + len(tokens), row + len(counts)
        return found


def _bases(row_docs: Array, counts: Array) -> Array:
    """Return the position of the first token of each value: values of one document follow each other with gaps."""
    ends = np.cumsum(counts + VALUE_GAP)
    starts = ends - counts - VALUE_GAP
    bases: Array = starts - starts[np.searchsorted(row_docs, row_docs)]
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
    texts = b" ".join(words).decode("utf-8", "surrogatepass").split(" ") if words else []
    stems = stems_of(texts)
    order = sorted(range(len(stems)), key=stems.__getitem__)  # as their bytes would be: UTF-8 keeps the order
    ordered = [stems[word] for word in order]
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = np.fromiter(map(ne, ordered[1:], ordered), dtype=bool, count=max(0, len(ordered) - 1))
    starts = np.append(np.flatnonzero(fresh), len(ordered))
    classes = " ".join([ordered[start] for start in starts[:-1].tolist()])
    blob, ends = pack_strings(encode(classes).split(b" ") if words else [])
    return {
        "sblob": np.frombuffer(blob, dtype=np.uint8),
        "soff": ends,
        "sstart": narrow(starts),
        "swords": narrow(np.array(order, dtype=np.int64)),
    }
