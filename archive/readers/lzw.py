"""What ``compress`` of Unix packs (``.Z``, LZW with codes of 9 to 16 bits), as corpora of the 1990s are kept."""

from __future__ import annotations

from array import array
from typing import BinaryIO

MAGIC = b"\x1f\x9d"
_FIRST_WIDTH, _LAST_WIDTH = 9, 16
_CLEAR = 256
"""The code by which all others begin anew."""


class Lzw:
    """Unpacks LZW; all codes take less than a megabyte, however long the runs are that they stand for.

    A code stands for what an earlier one stands for, and one more byte.
    """

    def __init__(self, stream: BinaryIO) -> None:
        head = stream.read(3)
        if len(head) < 3:
            raise EOFError("the packed data ends too early")
        self._stream = stream
        self._last_width, self._clears = head[2] & 31, bool(head[2] & 128)
        if not _FIRST_WIDTH <= self._last_width <= _LAST_WIDTH:
            raise ValueError(f"codes of {self._last_width} bits")
        self._before = array("H", bytes(2 << _LAST_WIDTH))
        self._byte = bytearray(range(256)) + bytes((1 << _LAST_WIDTH) - 256)
        self._ready = bytearray()
        self._clear()

    def read1(self, size: int) -> bytes:
        """Return the next unpacked bytes, at most ``size``; none at the end.

        Raises:
            ValueError: a code stands for nothing.
        """
        while not self._ready and (group := self._stream.read(self._width)):
            self._unpack(int.from_bytes(group, "little"), 8 * len(group) // self._width)
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def _clear(self) -> None:
        self._width, self._next = _FIRST_WIDTH, _CLEAR + self._clears
        self._last, self._first = -1, 0

    def _unpack(self, group: int, count: int) -> None:
        """Unpack the codes of a group, eight but at the end; the rest of one in which their width changes is filled."""
        for at in range(count):
            code = group >> at * self._width & (1 << self._width) - 1
            if code == _CLEAR and self._clears:
                self._clear()
                return
            self._say(code)
            if self._next > (1 << self._width) - 1 and self._width < self._last_width:
                self._width += 1
                return

    def _say(self, code: int) -> None:
        if code > self._next or (self._last < 0 and code > 255) or (code == self._next and self._last < 0):
            raise ValueError("a code stands for nothing")
        said = bytearray()
        at = code
        if code == self._next:
            # It stands for the last one and the byte that that begins with.
            said.append(self._first)
            at = self._last
        while at > 255:
            said.append(self._byte[at])
            at = self._before[at]
        said.append(at)
        said.reverse()
        self._ready += said
        if self._last >= 0 and self._next < 1 << self._last_width:
            self._before[self._next], self._byte[self._next] = self._last, at
            self._next += 1
        self._last, self._first = code, at
