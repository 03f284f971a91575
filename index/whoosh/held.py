"""Arrays by name: what files and memory have in common, and those in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from index.whoosh.arrays import Array, runs


class Arrays(Protocol):
    """Arrays by name, in a file or in memory."""

    def __contains__(self, name: str) -> bool: ...

    def names(self) -> list[str]:
        """Return the names of all arrays."""

    def length(self, name: str) -> int:
        """Return how many elements an array has, without touching them."""

    def array(self, name: str) -> Array:
        """Return a whole array."""

    def cut(self, name: str, start: int, end: int) -> Array:
        """Return elements ``start`` to ``end`` of an array."""

    def pick(self, name: str, places: Array) -> Array:
        """Return some elements of an array."""

    def stretches(self, name: str, starts: Array, sizes: Array) -> Array:
        """Return some stretches of an array, one after another."""

    def take(self, name: str, start: int, end: int) -> bytes:
        """Return elements of a byte array as bytes."""

    def item(self, name: str, at: int) -> Any:
        """Return one element."""

    def numbers(self, name: str) -> Callable[[int], int]:
        """Return what gives one element of an array of whole numbers."""

    def parts(self, blob: str, off: str, wanted: Array) -> list[bytes]:
        """Return some of many byte strings, by number: ``off`` names where each starts in ``blob``."""

    def strings(self, blob: str, off: str, *, proven: bool = True) -> Callable[[int], bytes]:
        """Return what gives one of many byte strings, by number: ``off`` names where each starts in ``blob``.

        Where not ``proven``, they may be damaged.
        """


class HeldArrays:
    """Arrays in memory."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._arrays = arrays

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def names(self) -> list[str]:
        """Return the names of all arrays."""
        return list(self._arrays)

    def length(self, name: str) -> int:
        """Return how many elements an array has."""
        return len(self._arrays[name])

    def array(self, name: str) -> Array:
        """Return a whole array."""
        return self._arrays[name]

    def cut(self, name: str, start: int, end: int) -> Array:
        """Return elements ``start`` to ``end`` of an array."""
        return self._arrays[name][start:end]

    def pick(self, name: str, places: Array) -> Array:
        """Return some elements of an array."""
        found: Array = self._arrays[name][places]
        return found

    def stretches(self, name: str, starts: Array, sizes: Array) -> Array:
        """Return some stretches of an array, one after another."""
        return self.pick(name, runs(starts, sizes))

    def take(self, name: str, start: int, end: int) -> bytes:
        """Return elements of a byte array as bytes."""
        return self._arrays[name][start:end].tobytes()

    def item(self, name: str, at: int) -> Any:
        """Return one element."""
        return self._arrays[name][at]

    def numbers(self, name: str) -> Callable[[int], int]:
        """Return what gives one element of an array of whole numbers."""
        return self._arrays[name].data.__getitem__

    def parts(self, blob: str, off: str, wanted: Array) -> list[bytes]:
        """Return some of many byte strings."""
        return list(map(self.strings(blob, off), wanted.tolist()))

    def strings(self, blob: str, off: str, *, proven: bool = True) -> Callable[[int], bytes]:
        """Return what gives one of many byte strings."""
        held, ends = self._arrays[blob].data, self._arrays[off].data
        return lambda at: bytes(held[ends[at] : ends[at + 1]])
