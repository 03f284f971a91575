"""Fingerprints of texts: texts that share most runs of three words have prints that agree in most places.

A print is MinHash by one permutation: each run of three words has a number; the numbers fall into ``PLACES`` parts of
their range, and of the least in each part a byte is kept. Words are compared as they are searched, without case, marks
or accents, so that clean, stripped and upper-case copies of one story have the same print. The share of places in which
two prints agree estimates which share of all their runs two texts have in common.

P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing", 2012; empty places take the byte of the next that is not, after
A. Shrivastava, P. Li, "Densifying One Permutation Hashing via Rotation", 2014.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.whoosh.arrays import Array
from index.whoosh.crc import crc32

PLACES = 48
RUN = 3

_NOTHING = np.uint32(0xFFFFFFFF)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0xC2B2AE3D27D4EB4F))
_SHIFTS = (np.uint64(31), np.uint64(29), np.uint64(32))
_TOKENS = 1 << 14
"""Words that are worked on at a time: what they need stays in the cache of a processor."""


def fingerprints(words: Iterable[bytes], tokens: Array, counts: Array) -> Array:
    """Return the print of each text, one after another, ``PLACES`` bytes each; zeros for one of less than a run.

    ``words`` are all different words; ``tokens`` are numbers into them, text after text; ``counts`` is how many tokens
    each text has.
    """
    codes = np.fromiter(map(crc32, words), dtype=np.uint64)
    ends = np.cumsum(counts, dtype=np.int64)
    least = np.full((len(counts), PLACES), _NOTHING, dtype=np.uint32)
    first = 0
    while first < len(counts):
        start = int(ends[first] - counts[first])
        last = max(first + 1, int(np.searchsorted(ends, start + _TOKENS, side="right")))
        for at in range(
            start, int(ends[last - 1]), _TOKENS
        ):  # a long text in parts, each with the runs that begin in it
            held = np.minimum(ends[first:last], at + _TOKENS + RUN - 1) - at
            _gather(least[first:last].reshape(-1), codes[tokens[at : at + int(held[-1])]], held)
        first = last
    return _filled(least).astype(np.uint8)


def _gather(least: Array, codes: Array, ends: Array) -> None:
    """Put the least number of each place of some texts into ``least``; ``ends`` is where each text ends."""
    if len(codes) < RUN:
        return
    runs = codes[: 1 - RUN].copy()
    for at in range(1, RUN):
        runs *= _MULTIPLIER
        runs += codes[at : len(codes) + 1 - RUN + at]
    for mixer, shift in zip(_MIXERS, _SHIFTS, strict=False):
        runs ^= runs >> shift
        runs *= mixer
    numbers = runs.astype(np.uint32)
    for back in range(1, RUN):  # runs that end in the next text
        across = ends - back
        numbers[across[(across >= 0) & (across < len(numbers))]] = _NOTHING
    places = ((runs >> _SHIFTS[2]) * np.uint64(PLACES) >> _SHIFTS[2]).astype(np.int64)
    places += np.repeat(np.arange(len(ends)) * PLACES, np.diff(ends, prepend=0))[: len(runs)]
    np.minimum.at(least, places, numbers)


def _filled(least: Array) -> Array:
    """Return the numbers flat, empty places filled from the next that is not empty, in a circle."""
    around = np.where(least == _NOTHING, 2 * PLACES, np.arange(PLACES))
    around = np.concatenate([around, around + PLACES], axis=1)
    following = np.minimum.accumulate(around[:, ::-1], axis=1)[:, ::-1][:, :PLACES]
    known = following[:, :1] < 2 * PLACES
    found: Array = np.where(known, np.take_along_axis(least, following % PLACES, axis=1), 0).reshape(-1)
    return found
