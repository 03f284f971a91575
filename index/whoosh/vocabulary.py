"""A sorted list of strings in a container, searched where it lies."""

from __future__ import annotations

import itertools
from bisect import bisect_left

import numpy as np

from index.whoosh.arrays import Array, union
from index.whoosh.held import Arrays

_BIT = np.zeros(256, dtype=np.uint32)
_BIT[ord("a") : ord("z") + 1] = np.uint32(1) << np.arange(26, dtype=np.uint32)
_BIT[ord("0") : ord("9") + 1] = np.uint32(1) << np.uint32(26)
_BIT[128:] = np.uint32(1) << np.uint32(27)


def signs_of(blob: Array, ends: Array) -> Array:
    """Return the set of letters of each string as bits: a to z, any digit, anything that is not ASCII."""
    starts = ends[:-1].astype(np.int64)
    full = ends[1:] > ends[:-1]
    signs = np.zeros(len(starts), dtype=np.uint32)
    if full.any():
        signs[full] = np.bitwise_or.reduceat(_BIT[blob], starts[full])
    return signs


def encode(text: str) -> bytes:
    """Return the bytes that a string is stored as."""
    return text.encode("utf-8", "surrogatepass")


class Vocabulary:
    """Sorted strings under ``blob`` and ``off`` names of a container, read as they are asked for."""

    def __init__(self, container: Arrays, blob: str, off: str, signs: str | None = None) -> None:
        self._container = container
        self._blob = blob
        self._off = off
        self._count = container.length(off) - 1
        self.raw = container.strings(blob, off)
        """Returns string ``at`` as bytes."""
        self._likely = container.strings(blob, off, proven=False)
        self._offsets: Array | None = None
        self._all: list[str] | None = None
        self._signs_name = signs
        self._signs: tuple[Array, Array] | None = None

    def __len__(self) -> int:
        return self._count

    def offsets(self) -> Array:
        """Return where each string starts in the blob, and the end of the last."""
        if self._offsets is None:
            self._offsets = self._container.array(self._off)
        return self._offsets

    def text(self, at: int) -> str:
        """Return string ``at``."""
        return self.raw(at).decode("utf-8", "surrogatepass")

    def texts(self, numbers: Array) -> list[str]:
        """Return some strings."""
        return [part.decode("utf-8", "surrogatepass") for part in self._container.parts(self._blob, self._off, numbers)]

    def all(self) -> list[str]:
        """Return all strings, in order."""
        if self._all is None:
            ends = self.offsets().tolist()
            blob = self._container.array(self._blob).tobytes()
            if blob.isascii():
                text = blob.decode("ascii")
                self._all = [text[a:b] for a, b in itertools.pairwise(ends)]
            else:
                self._all = [blob[a:b].decode("utf-8", "surrogatepass") for a, b in itertools.pairwise(ends)]
        return self._all

    def signs(self) -> tuple[Array, Array]:
        """Return the set of letters of each string (see :func:`signs_of`) and its length in bytes."""
        if self._signs is None:
            ends = self.offsets().astype(np.int64)
            stored = self._signs_name is not None and self._signs_name in self._container
            signs = self._container.array(self._signs_name or "") if stored else signs_of(self.blob(), ends)
            self._signs = signs, ends[1:] - ends[:-1]
        return self._signs

    def blob(self) -> Array:
        """Return the bytes of all strings."""
        return self._container.array(self._blob)

    def containing(self, piece: str, first: int, last: int) -> list[int]:
        """Return which of the strings ``first`` to ``last`` (exclusive) have ``piece`` in them, ascending."""
        if not piece or first >= last:
            return list(range(first, last))
        ends = self.offsets()
        start, end = int(ends[first]), int(ends[last])
        blob = self._container.take(self._blob, start, end)
        key = encode(piece)
        found: list[int] = []
        at = blob.find(key)
        while at >= 0:
            number = int(np.searchsorted(ends, start + at, "right")) - 1
            if start + at + len(key) <= int(ends[number + 1]):
                found.append(number)
                at = blob.find(key, int(ends[number + 1]) - start)
            else:
                at = blob.find(key, at + 1)
        return found

    def holding(self, piece: str) -> list[int]:
        """Return the strings that may have ``piece`` in them in any case: all that have, and all that are not ASCII."""
        if not piece or not piece.isascii():
            return list(range(self._count))
        ends = self.offsets()
        blob = self.blob()
        lowered = blob.tobytes().lower()
        key = encode(piece.lower())
        found: list[int] = []
        at = lowered.find(key)
        while at >= 0:
            found.append(at)
            at = lowered.find(key, at + 1)
        places = np.concatenate((np.array(found, dtype=np.int64), np.flatnonzero(blob >= 128)))
        numbers: list[int] = union([np.searchsorted(ends, places, "right") - 1]).tolist()
        return numbers

    def first_from(self, key: bytes) -> int:
        """Return the number of the first string not before ``key``."""
        at = bisect_left(range(self._count), key, key=self._likely)
        if (at == self._count or self.raw(at) >= key) and (not at or self.raw(at - 1) < key):
            return at  # found without verifying what was passed on the way
        return bisect_left(range(self._count), key, key=self.raw)

    def find(self, text: str) -> int:
        """Return the number of a string, or -1."""
        key = encode(text)
        at = self.first_from(key)
        return at if at < self._count and self.raw(at) == key else -1

    def prefixed(self, prefix: str) -> tuple[int, int]:
        """Return the first and the one after the last string that begins with ``prefix``."""
        key = encode(prefix)
        after = _successor(key)
        return self.first_from(key), self.first_from(after) if after else self._count


def _successor(key: bytes) -> bytes:
    """Return the least byte string greater than all that begin with ``key``; empty where there is none."""
    trimmed = key.rstrip(b"\xff")
    return trimmed[:-1] + bytes((trimmed[-1] + 1,)) if trimmed else b""
