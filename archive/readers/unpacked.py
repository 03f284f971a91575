"""Packed bytes as streams: read in blocks, rewound by unpacking again, stopped where they outgrow what was packed."""

from __future__ import annotations

import errno
import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, Protocol, cast

from archive.errors import ReadError
from archive.readers.sniff import HEAD

RATIO = 250
"""Bytes that one packed byte may become; news text packs to a third or a tenth of its size, rarely to a hundredth."""
FREE = 16 << 20
"""Bytes that anything may become, however small it is packed."""
MOST = 256 << 30
"""Bytes that one file may become, all that it holds together."""
DEEPEST = 4
"""Archives inside archives."""
_BLOCK = 1 << 18
_IN_MEMORY = 64 << 20


class LimitError(ReadError):
    """A packed file becomes larger than any archive of articles: the rest of it is not read."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of a file of ``packed`` bytes; ``whole`` is the budget of the file around it."""

    packed: int
    whole: Budget | None = None
    used: int = 0

    def take(self, count: int, place: str) -> None:
        """Count some unpacked bytes.

        Raises:
            ReadError: this member unpacks to too much.
            LimitError: the file as a whole does.
        """
        self.used += count
        kind = LimitError if self.whole is None else ReadError
        if self.used > FREE + RATIO * self.packed:
            raise kind(f"{place}: unpacks to more than {RATIO} times its size, as only bombs do: leave it out")
        if self.used > MOST:
            raise kind(f"{place}: unpacks to more than {MOST >> 30} GB: divide it")
        if self.whole is not None:
            self.whole.take(count, place)


class Packed(Protocol):
    """What unpacks a file or a member of one."""

    def read1(self, size: int, /) -> bytes:
        """Return the next unpacked bytes: fewer at the end, and in front of what does not unpack."""


class Member(io.BufferedReader):
    """What is packed in a file, as a stream; ``depth`` counts the archives around it."""

    def __init__(self, inside: Unpacked, depth: int) -> None:
        super().__init__(inside, _BLOCK)
        self.budget = inside.budget
        self.depth = depth

    def ahead(self, size: int) -> bytes:
        """Return the next bytes, fewer at the end and in front of a fault; that is raised where none come before it."""
        blocks: list[bytes] = []
        with suppress(ReadError):
            while size > 0 and (block := self.read1(size)):
                blocks.append(block)
                size -= len(block)
        return b"".join(blocks) or self.read1(size)


class Held(io.BytesIO):
    """A member that is short enough to be held whole."""

    def __init__(self, data: bytes, budget: Budget, depth: int) -> None:
        super().__init__(data)
        self.budget = budget
        self.depth = depth


def member_stream(opener: Callable[[], Packed], place: str, budget: Budget, depth: int) -> BinaryIO:
    """Return what is packed in a file as a stream, a short one unpacked already: most of them are.

    What does not unpack is told where it is read, for what stands before it is read all the same.
    """
    inside = Unpacked(opener, place, budget)
    with suppress(ReadError):
        first = inside.take(HEAD)
        if len(first) < HEAD:
            return Held(first, budget, depth)
    inside.seek(0)
    return cast("BinaryIO", Member(inside, depth))


def ahead(stream: BinaryIO, size: int) -> bytes:
    """Return the next bytes of a stream that may be packed, fewer at the end and in front of what does not unpack.

    Raises:
        ReadError: nothing comes before that.
    """
    return stream.ahead(size) if isinstance(stream, Member) else stream.read(size)


class Unpacked(io.RawIOBase):
    """Unpacks on reading; going back begins anew, or takes the last block again."""

    def __init__(self, opener: Callable[[], Packed], place: str, budget: Budget) -> None:
        self._opener = opener
        self._place = place
        self.budget = budget
        self._inner: Packed | None = None
        self._at = 0
        self._most = 0
        self._last = b""
        self._back = 0
        self._fault: ReadError | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True: to go back costs unpacking anew."""
        return True

    def tell(self) -> int:
        """Return how many unpacked bytes lie before."""
        return self._at - self._back

    def readinto(self, buffer: Any, /) -> int:
        """Unpack the next bytes into a buffer, at most a block; return how many."""
        data = self._block(min(len(buffer), _BLOCK))
        buffer[: len(data)] = data
        return len(data)

    def take(self, most: int) -> bytes:
        """Return the next bytes, fewer than ``most`` only at the end."""
        blocks: list[bytes] = []
        while most > 0 and (block := self._block(min(most, _BLOCK))):
            blocks.append(block)
            most -= len(block)
        return b"".join(blocks)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move to an unpacked byte and return where it is."""
        if whence == 2:
            while self._block(_BLOCK):
                pass
        target = offset + (0 if whence == 0 else self.tell())
        if target < self._at - len(self._last):
            self._inner, self._at, self._last, self._back, self._fault = None, 0, b"", 0, None
        elif target <= self._at:
            self._back = self._at - target
        while self.tell() < target and self._block(min(_BLOCK, target - self.tell())):
            pass
        return self.tell()

    def _block(self, size: int) -> bytes:
        if self._back:
            start = len(self._last) - self._back
            data = self._last[start : start + size]
            self._back -= len(data)
            return data
        # Behind a fault some unpackers go on, or take what follows for the end.
        if self._fault is not None:
            raise self._fault
        try:
            data = self._unpack(size)
        except ReadError as error:
            self._fault = error
            raise
        self._at += len(data)
        if self._at > self._most:
            self.budget.take(self._at - self._most, self._place)
            self._most = self._at
        if data:
            self._last = data
        return data

    def _unpack(self, size: int) -> bytes:
        try:
            if self._inner is None:
                self._inner = self._opener()
            return self._inner.read1(size)
        except EOFError as error:
            raise ReadError(f"{self._place}: cut off: the packed data ends too early; fetch it again") from error
        except _faults() as error:
            raise damaged(self._place, error) from error
        except (NotImplementedError, RuntimeError) as error:
            told = "encrypted: unpack it with its password" if "password" in str(error) else f"{error}: unpack it"
            raise ReadError(f"{self._place}: {told}") from error
        except OSError as error:
            # Where a member is said to begin before the file does, the system calls that an invalid argument.
            if error.errno not in (None, errno.EINVAL):
                raise
            raise damaged(self._place, error) from error


@cache
def _faults() -> tuple[type[Exception], ...]:
    """Return what unpackers raise; an import statement for each block would take as long as a short page to unpack."""
    import lzma
    import tarfile
    import zipfile

    from zstandard import ZstdError

    return zlib.error, lzma.LZMAError, ZstdError, zipfile.BadZipFile, tarfile.TarError, ValueError


def damaged(place: str, error: Exception) -> ReadError:
    """Return the error for packed data that does not unpack."""
    text = " ".join(str(error).split())[:100]
    return ReadError(f"{place}: damaged ({text[:1].lower()}{text[1:]}): fetch it again")


def budget_of(stream: BinaryIO, place: str) -> tuple[Budget, int]:
    """Return the budget of a packed stream, and how many archives are around it.

    Raises:
        ReadError: too many are.
    """
    if isinstance(stream, Member | Held):
        if stream.depth >= DEEPEST:
            raise ReadError(f"{place}: more than {DEEPEST} archives inside each other: unpack it")
        return stream.budget, stream.depth
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return Budget(size), 0


def in_memory(stream: BinaryIO) -> BinaryIO:
    """Return a packed stream to jump about in: one inside an archive is unpacked into memory if it is small."""
    if not isinstance(stream, Member):
        return stream
    data = stream.read(_IN_MEMORY + 1)
    if len(data) <= _IN_MEMORY:
        return io.BytesIO(data)
    stream.seek(0)
    return cast("BinaryIO", stream)
