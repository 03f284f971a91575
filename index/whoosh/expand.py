"""From one asked word to the words of a segment that it stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from index.query.forms import edits, wildcard_pattern
from index.query.nodes import Exact, Form, Fuzzy, Prefix, Stemmed, Wildcard
from index.whoosh.arrays import Array
from index.whoosh.postings import TextIndex
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.whoosh.vocabulary import Vocabulary, encode, signs_of
from index.words import stem


class Stretches(NamedTuple):
    """Postings of one field of one segment: ``spans`` from start to end, ``size`` in all, of so many ``words``.

    The word that was asked for, and no other form of it, comes first; ``own`` are its postings.
    """

    spans: tuple[tuple[int, int], ...]
    size: int
    words: int
    own: int


_NOWHERE = Stretches((), 0, 0, 0)


def expand(snapshot: Snapshot, segment: Segment, field: str, form: Form) -> Stretches:
    """Return the postings of the words of a field that ``form`` stands for."""
    key = ("expand", segment.name, field, form)
    found: Stretches | None = snapshot.memo.get(key)
    if found is None:
        words = words_of(snapshot, segment, field, form)
        found = snapshot.memo[key] = _stretches(segment.text(field), words, form) if words else _NOWHERE
    return found


def _stretches(index: TextIndex, words: list[tuple[int, int]], form: Form) -> Stretches:
    spans = [index.span(*word) for word in words]
    own = 0
    if isinstance(form, Exact | Stemmed | Fuzzy):
        key, raw = encode(form.text), index.words.raw
        for at, (word, _) in enumerate(words):
            if raw(word) == key:
                spans.insert(0, spans.pop(at))
                own = spans[0][1] - spans[0][0]
                break
    size, held = (sum(end - start for start, end in parts) for parts in (spans, words))
    return Stretches(tuple(spans), size, held, own)


def words_of(snapshot: Snapshot, segment: Segment, field: str, form: Form) -> list[tuple[int, int]]:
    """Return the words of a field that ``form`` stands for, as ranges of their numbers."""
    index = segment.text(field)
    if isinstance(form, Prefix):
        first, last = index.words.prefixed(form.text)
        return [(first, last)] if first < last else []
    if isinstance(form, Exact):
        at = snapshot.word(segment, field, form.text)
        found = [at] if at >= 0 else []
    elif isinstance(form, Stemmed):
        found = index.of_stem(stem(form.text))
    elif isinstance(form, Wildcard):
        found = _covered(index.words, form.pattern)
    else:
        found = near_words(index.words, form.text, form.distance)
    return [(word, word + 1) for word in found]


def _covered(words: Vocabulary, pattern: str) -> list[int]:
    """Return the words that a pattern covers: those with its longest run of plain letters are looked at."""
    head, *_ = re.split(r"[*?]", pattern)
    first, last = words.prefixed(head) if head else (0, len(words))
    covers = wildcard_pattern(pattern).fullmatch
    longest = max(re.split(r"[*?]", pattern), key=len)
    candidates = range(first, last) if last - first < 64 or not longest else words.containing(longest, first, last)
    return [at for at in candidates if covers(words.text(at))]


def near_words(words: Vocabulary, word: str, most: int) -> list[int]:
    """Return the words at most so many edits away: only those of about the same length and letters are compared."""
    signs, lengths = words.signs()
    key = encode(word)
    own = signs_of(np.frombuffer(key, dtype=np.uint8), np.array([0, len(key)]))[0] if key else np.uint32(0)
    likely = np.flatnonzero(_ones(signs ^ own) <= 2 * most)
    signs, sizes = signs[likely], lengths[likely]
    spare = 3 * most if not word.isascii() else 0
    near = likely[
        (sizes + most + spare >= len(key))
        & (sizes <= len(key) + 4 * most)
        & (_ones(signs & ~own) <= most)
        & (_ones(own & ~signs) <= most)
    ]
    if most == 1:
        near = near[_half_alike(words, near, word)]
    return [at for at in near.tolist() if _edits(word, words.text(at), most) <= most]


def _half_alike(words: Vocabulary, numbers: Array, word: str) -> Array:
    """Tell which words begin or end like ``word``: one edit leaves half of it, but for two swapped at the joint."""
    blob, ends = words.blob(), words.offsets()
    starts, ends = ends[numbers].astype(np.int64), ends[numbers + 1].astype(np.int64)
    half = len(word) // 2
    first, last = (np.frombuffer(encode(part), np.uint8) for part in (word[: max(0, half - 1)], word[half:]))
    begins = blob[np.minimum(starts[:, None] + np.arange(len(first)), len(blob) - 1)] == first
    finishes = blob[ends[:, None] - np.arange(len(last), 0, -1)] == last
    sizes = ends - starts
    alike: Array = (begins.all(axis=1) & (sizes >= len(first))) | (finishes.all(axis=1) & (sizes >= len(last)))
    return alike


_edits = lru_cache(maxsize=8192)(edits)
"""The same words stand in many segments."""


def _ones(bits: Array) -> Array:
    """Return how many bits are set."""
    if hasattr(np, "bitwise_count"):
        counted: Array = np.bitwise_count(bits)
        return counted
    bytes_: Array = np.unpackbits(bits.view(np.uint8)).reshape(-1, 32)
    summed: Array = bytes_.sum(axis=1, dtype=np.uint8)
    return summed
