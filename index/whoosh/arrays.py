"""What is done with flat arrays of whole numbers: runs of rows, their offsets, and sets that ascend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def narrow(array: Array) -> Array:
    """Return the same unsigned numbers in the narrowest type that holds them."""
    top = int(array.max()) if len(array) else 0
    for dtype in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(dtype).max:
            return array.astype(dtype)
    return array.astype(np.uint64)


def offsets(counts: Array) -> Array:
    """Return the start of each row and the end of the last, given the length of each row."""
    out = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def row_sizes(ends: Array) -> Array:
    """Return the length of each row, given the start of each and the end of the last."""
    numbers = ends.astype(np.int64)
    sizes: Array = numbers[1:] - numbers[:-1]
    return sizes


def runs(starts: Array, sizes: Array) -> Array:
    """Return the numbers of several runs, one after another: each goes on from its start for so many."""
    found: Array = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    found += np.arange(len(found))
    return found


def renumbered(numbers: Array, to: Array) -> Array:
    """Return what numbers become, given what each becomes; -1 stays."""
    found: Array = np.append(to, to.dtype.type(-1))[numbers]
    return found


def union(parts: Sequence[Array]) -> Array:
    """Return what stands in any of some arrays, ascending, once each; ``np.unique`` would load ``numpy.ma``."""
    every = np.concatenate(parts)
    every.sort(kind="stable")
    if not len(every):
        return every
    found: Array = every[np.concatenate(([True], every[1:] != every[:-1]))]
    return found


def summed(numbers: Array, weights: Array) -> tuple[Array, Array]:
    """Return what stands in ``numbers``, ascending, once each, and the sum of the weights of each."""
    if (numbers[1:] > numbers[:-1]).all():
        return numbers, weights
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return ordered[first], np.add.reduceat(weights[order], first)


def among(values: Array, held: Array) -> Array:
    """Tell which of ``values`` stand in ``held``, which ascends."""
    if not len(held):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(held, values), len(held) - 1)
    found: Array = held[at] == values
    return found


def pack_strings(texts: list[bytes]) -> tuple[bytes, Array]:
    """Return one blob of many byte strings and where each starts (one more than there are strings)."""
    ends = offsets(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    blob = b"".join(texts)
    return blob, ends.astype(np.uint32) if len(blob) < 1 << 32 else ends
