"""Containers of flat arrays: one file, little-endian, checksummed block by block, memory-mapped.

Layout: a magic, the arrays one after another (each aligned to 8 bytes), the CRC-32 of every 8 KiB block of all that,
a JSON table of the arrays, and a trailer of fixed size that says where table and checksums lie. Nothing in a container
is ever executed or unpickled. A block is verified when it is first touched.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import operator
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

import numpy as np

from index.errors import DamagedArchiveError
from index.whoosh.arrays import Array, runs
from index.whoosh.crc import crc32
from index.whoosh.disk import Disk

if TYPE_CHECKING:
    import numpy.typing as npt

MAGIC = b"NMARRAY1"
BLOCK = 1 << 13
_AROUND = 1 << 19
"""How many bytes before and behind what is read the system may fetch of a file beside it."""

_LET_GO: int | None = getattr(mmap, "MADV_DONTNEED", None)
_TRAILER = struct.Struct("<QQQII8s")
_DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4", "<f8", "|b1"})


class SegmentFaultError(DamagedArchiveError):
    """Bytes of one file do not agree with their checksum; ``path`` names the file."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path}: {fault}; rebuild the archive from its files")
        self.path = path


def _row(told: Any, end: int) -> tuple[str, int, int]:
    """Return a row of the table of arrays.

    Raises:
        ValueError, TypeError: no such array lies before ``end``.
    """
    dtype, count, offset = told
    if (
        dtype not in _DTYPES
        or not 0 <= operator.index(offset) <= offset + operator.index(count) * int(dtype[-1]) <= end
    ):
        raise ValueError("no array")
    return dtype, count, offset


class ContainerWriter:
    """Writes one container; arrays reach the disk as they are added, so memory holds one of them at a time.

    The file is durable once :meth:`close` has returned; leaving the ``with`` block by an error removes it.
    """

    def __init__(self, disk: Disk, path: Path) -> None:
        self._disk = disk
        self._path = path
        self._file: IO[bytes] = disk.create(path)
        self._table: dict[str, tuple[str, int, int]] = {}
        self._at = 0
        self._crcs: list[int] = []
        self._crc = 0
        try:
            self._write(MAGIC)
        except BaseException:
            self._discard()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()

    def _discard(self) -> None:
        with contextlib.suppress(OSError):  # what is still buffered may find no room either
            self._file.close()
        self._disk.remove(self._path)

    def _write(self, data: bytes | memoryview) -> None:
        view = memoryview(data).cast("B")
        self._disk.write(self._file, view)
        taken = 0
        while taken < len(view):
            room = BLOCK - self._at % BLOCK
            part = view[taken : taken + room]
            self._crc = crc32(part, self._crc)
            taken += len(part)
            self._at += len(part)
            if self._at % BLOCK == 0:
                self._crcs.append(self._crc)
                self._crc = 0

    def add(self, name: str, array: Array) -> None:
        """Write one array of one dimension under a name of its own."""
        flat = np.ascontiguousarray(array)
        if flat.dtype.byteorder == ">":
            flat = flat.astype(flat.dtype.newbyteorder("<"))
        self._table[name] = (flat.dtype.str, len(flat), self._at)
        if len(flat):
            self._write(flat.data)
        if self._at % 8:
            self._write(bytes(8 - self._at % 8))

    def add_parts(self, name: str, dtype: npt.DTypeLike, parts: Iterable[Array]) -> None:
        """Write one array that comes in parts, which are brought to ``dtype``."""
        start, count = self._at, 0
        wanted = np.dtype(dtype)
        for part in parts:
            if len(part):
                self._write(np.ascontiguousarray(part, dtype=wanted).data)
                count += len(part)
        self._table[name] = (wanted.str, count, start)
        if self._at % 8:
            self._write(bytes(8 - self._at % 8))

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write bytes under a name of their own."""
        self.add(name, np.frombuffer(data, dtype=np.uint8))

    def close(self, meta: Mapping[str, object]) -> int:
        """Write table and checksums, make the file durable, and return its size in bytes."""
        end = self._at
        if self._at % BLOCK:
            self._crcs.append(self._crc)
        crcs = np.array(self._crcs, dtype="<u4").tobytes()
        table = json.dumps({"meta": meta, "arrays": self._table}, separators=(",", ":")).encode()
        trailer = _TRAILER.pack(end, len(crcs), len(table), crc32(crcs), crc32(table), MAGIC)
        for part in (crcs, table, trailer):
            self._disk.write(self._file, memoryview(part))
        self._disk.finish(self._file)
        return end + len(crcs) + len(table) + len(trailer)


class Container:
    """Reads one container.

    Raises:
        SegmentFaultError: the file is missing, cut short, or not what its checksums say.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._status = os.fstat(file.fileno())
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise SegmentFaultError(path, "the file is missing") from None
        except (OSError, ValueError) as error:
            raise SegmentFaultError(path, f"the file cannot be read ({error})") from error
        self.size = len(self._map)
        if self.size < len(MAGIC) + _TRAILER.size or self._map[: len(MAGIC)] != MAGIC:
            raise SegmentFaultError(path, "this is no archive file, or it was cut short")
        end, crc_size, table_size, crc_crc, table_crc, magic = _TRAILER.unpack(self._map[-_TRAILER.size :])
        if magic != MAGIC or end + crc_size + table_size + _TRAILER.size != self.size:
            raise SegmentFaultError(path, "the file was cut short or lengthened")
        crcs = self._map[end : end + crc_size]
        table = self._map[end + crc_size : end + crc_size + table_size]
        if crc32(crcs) != crc_crc or crc32(table) != table_crc:
            raise SegmentFaultError(path, "the table of contents does not agree with its checksum")
        self._end = end
        self._crcs = np.frombuffer(crcs, dtype="<u4").data
        self._sound = bytearray(len(self._crcs))
        self._view = memoryview(self._map)
        try:
            read = json.loads(table)
            self.meta: dict[str, Any] = dict(read["meta"])
            self._table = {name: _row(row, end) for name, row in read["arrays"].items()}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise SegmentFaultError(path, "its table of contents tells of arrays that no archive has") from None
        self._arrays: dict[str, Array] = {}
        self._whole: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def replaced(self) -> bool:
        """Tell whether another file has come where this one was; one that was removed only is still read."""
        try:
            return not os.path.samestat(self._status, self.path.stat())
        except OSError:
            return False

    def names(self) -> list[str]:
        """Return the names of all arrays."""
        return list(self._table)

    def _raw(self, name: str) -> Array:
        found = self._arrays.get(name)
        if found is None:
            try:
                dtype, count, offset = self._table[name]
            except KeyError:
                raise SegmentFaultError(self.path, f"the array {name} is missing") from None
            found = np.frombuffer(self._map, dtype=dtype, count=count, offset=offset) if count else np.empty(0, dtype)
            self._arrays[name] = found
        return found

    def _verify(self, start: int, end: int) -> None:
        last = (end + BLOCK - 1) // BLOCK
        sound = self._sound
        at = sound.find(0, start // BLOCK, last)
        while at != -1:
            if crc32(self._view[at * BLOCK : min((at + 1) * BLOCK, self._end)]) != self._crcs[at]:
                raise SegmentFaultError(self.path, f"block {at} does not agree with its checksum")
            sound[at] = 1
            at = sound.find(0, at + 1, last)

    def length(self, name: str) -> int:
        """Return how many elements an array has, without touching them."""
        return len(self._raw(name))

    def array(self, name: str) -> Array:
        """Return a whole array, verified."""
        if name in self._whole:
            return self._arrays[name]
        whole = self.cut(name, 0, len(self._raw(name)))
        self._whole.add(name)
        return whole

    def cut(self, name: str, start: int, end: int) -> Array:
        """Return elements ``start`` to ``end`` of an array; only the blocks they lie in are verified."""
        array = self._arrays.get(name)
        if array is None:
            array = self._raw(name)
        if start < end and name not in self._whole:
            offset, width = self._table[name][2], array.itemsize
            self._verify(offset + start * width, offset + end * width)
        return array[start:end]

    def pick(self, name: str, places: Array) -> Array:
        """Return some elements of an array; only the blocks they lie in are verified."""
        array = self._raw(name)
        if name not in self._whole:
            self._verify_at(places.astype(np.int64) * array.itemsize + self._table[name][2])
        found: Array = array[places]
        return found

    def stretches(self, name: str, starts: Array, sizes: Array) -> Array:
        """Return some stretches of an array, one after another; only the blocks they lie in are verified."""
        array = self._raw(name)
        if name not in self._whole:
            first, width = self._table[name][2], array.itemsize
            filled = sizes > 0
            begins, ends = starts[filled] * width + first, (starts + sizes)[filled] * width + first
            self._verify_at(np.concatenate((begins, ends - 1)))
            for at in np.flatnonzero(ends - begins > BLOCK).tolist():
                self._verify(int(begins[at]), int(ends[at]))
        found: Array = array[runs(starts, sizes)]
        return found

    def _verify_at(self, bytes_: Array) -> None:
        """Verify the blocks that some bytes lie in."""
        blocks = bytes_ // BLOCK
        sound = np.frombuffer(self._sound, dtype=bool)[blocks]
        if not sound.all():
            for block in set(blocks[~sound].tolist()):
                self._verify(block * BLOCK, block * BLOCK + 1)

    def parts(self, blob: str, off: str, wanted: Array) -> list[bytes]:
        """Return some of many byte strings; only the blocks they lie in are verified."""
        self._raw(blob)
        base = self._table[blob][2]
        starts = self.pick(off, wanted).astype(np.int64) + base
        ends = self.pick(off, wanted + 1).astype(np.int64) + base
        if (ends - starts).max(initial=0) > BLOCK:
            return list(map(self.strings(blob, off), wanted.tolist()))
        filled = starts < ends
        self._verify_at(np.concatenate((starts[filled], ends[filled] - 1)))
        held = self._map
        return [held[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def take(self, name: str, start: int, end: int) -> bytes:
        """Return elements of a byte array as bytes."""
        return self.cut(name, start, end).tobytes()

    def pass_by(self, name: str, start: int, end: int) -> bytes:
        """Return elements of a byte array as bytes, and keep none of the memory that they lie in.

        For what is read once: else all that was ever looked at counts as memory of the process.
        """
        found = self.take(name, start, end)
        if _LET_GO is not None and start < end:
            offset = self._table[name][2]
            first = max(0, offset + start - _AROUND) // mmap.PAGESIZE * mmap.PAGESIZE
            self._map.madvise(_LET_GO, first, min(offset + end + _AROUND, self.size) - first)
        return found

    def item(self, name: str, at: int) -> Any:
        """Return one element."""
        return self.cut(name, at, at + 1)[0]

    def between(self, name: str, first: int, end: int) -> tuple[int, int]:
        """Return where the numbers from ``first`` to ``end`` (exclusive) stand in an array that ascends.

        They and their neighbours are verified, which proves the answer; what is passed on the way to them is not.
        """
        held = self._raw(name).data
        low = bisect_left(held, first)
        high = bisect_left(held, end, low)
        before = min(low, 1)
        near = self.cut(name, low - before, min(high + 1, len(held))).tolist()
        if bisect_left(near, first) != before or bisect_left(near, end) != before + high - low:
            held = self.array(name).data  # damage led astray: this finds it
            low, high = bisect_left(held, first), bisect_left(held, end)
        return low, high

    def numbers(self, name: str) -> Callable[[int], int]:
        """Return what gives one element of an array of whole numbers; its block alone is verified."""
        held = self._raw(name).data
        first, width = self._table[name][2], held.itemsize
        sound, verify = self._sound, self._verify

        def number(at: int) -> int:
            place = first + at * width
            if not sound[place // BLOCK]:
                verify(place, place + width)
            return held[at]

        return number

    def strings(self, blob: str, off: str, *, proven: bool = True) -> Callable[[int], bytes]:
        """Return what gives one of many byte strings; as long as it is not ``proven``, nothing is verified."""
        self._raw(blob)
        ends = self._raw(off).data
        first, width, base = self._table[off][2], 2 * ends.itemsize, self._table[blob][2]
        held, sound, verify = self._map, self._sound, self._verify

        def string(at: int) -> bytes:
            place = first + at * width // 2
            if not (sound[place // BLOCK] and sound[(place + width - 1) // BLOCK]):
                verify(place, place + width)
            start, end = base + ends[at], base + ends[at + 1]
            if start < end and not (sound[start // BLOCK] and sound[(end - 1) // BLOCK] and end - start <= BLOCK):
                verify(start, end)
            return held[start:end]

        return string if proven else lambda at: held[base + ends[at] : base + ends[at + 1]]

    def verify_all(self) -> None:
        """Verify every block."""
        self._verify(0, self._end)
