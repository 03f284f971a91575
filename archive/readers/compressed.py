"""Files packed with gzip, compress, bzip2, xz, lzma or zstd: what they hold is read as if it lay there unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from archive.readers.copy import Copy, FailedRecord
from archive.readers.files import recognise_stream
from archive.readers.lzw import MAGIC, Lzw
from archive.readers.unpacked import Packed, budget_of, member_stream
from archive.readers.versions import containers_version

_MOST_MEMORY = 256 << 20
"""Bytes that a window of xz or zstd may take."""
_LEAST_WINDOW = 1 << 12


class CompressedReader:
    """Reads compressed files of any format, tar files among them."""

    name = "compressed"
    suffixes: tuple[str, ...] = (
        ".gz",
        ".z",
        ".bz2",
        ".xz",
        ".lzma",
        ".zst",
        ".tgz",
        ".taz",
        ".tbz2",
        ".txz",
        ".tlz",
        ".zstd",
    )

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of what is inside."""
        return containers_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for the first bytes of a packed file."""
        return 0.97 if _opener(head[:16]) is not None else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of the file inside, unpacked as they are read; none where no reader knows it.

        Raises:
            ReadError: it is damaged, cut off, packed too deep, or unpacks to more than any archive of articles does.
        """
        budget, depth = budget_of(stream, name)
        opener = _opener(stream.read(16))
        if opener is None:
            return

        def opened() -> Packed:
            stream.seek(0)
            return opener(stream)

        inner = member_stream(opened, name, budget, depth + 1)
        known = recognise_stream(inner, _inner_name(name))
        if known.reader is not None:
            yield from known.reader.read(inner, name)


def _inner_name(name: str) -> str:
    """Return what a file was called before it was packed."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix in (".tgz", ".taz", ".tbz2", ".txz", ".tlz"):
        return str(path.with_suffix(".tar"))
    return str(path.with_suffix("")) if suffix in CompressedReader.suffixes else name


def _opener(head: bytes) -> Callable[[BinaryIO], Packed] | None:
    if head.startswith(b"\x1f\x8b\x08"):
        return _gzip
    if head.startswith(MAGIC):
        return _lzw
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return _bzip2
    if head.startswith(b"\xfd7zXZ\0"):
        return _xz
    if _is_lzma(head):
        return _lzma
    return _zstd if head.startswith(b"(\xb5/\xfd") else None


def _gzip(stream: BinaryIO) -> Packed:
    import gzip

    return gzip.GzipFile(fileobj=stream, mode="rb")


def _lzw(stream: BinaryIO) -> Packed:
    return Lzw(stream)


def _bzip2(stream: BinaryIO) -> Packed:
    import bz2

    return bz2.BZ2File(stream)


def _is_lzma(head: bytes) -> bool:
    """Tell whether a file begins as those of xz's forerunner do, which have no magic number: with what usual settings
    make of it, a size that is not told or can be, and the zero before all packed data.
    """
    if len(head) < 14 or head[0] != 0x5D or head[13]:
        return False
    window, size = int.from_bytes(head[1:5], "little"), head[5:13]
    return window.bit_count() <= 2 and window >= _LEAST_WINDOW and (size == b"\xff" * 8 or not any(size[5:]))


def _xz(stream: BinaryIO) -> Packed:
    import lzma

    return _Lzma(stream, lzma.FORMAT_XZ)


def _lzma(stream: BinaryIO) -> Packed:
    import lzma

    return _Lzma(stream, lzma.FORMAT_ALONE)


class _Lzma:
    """Unpacks xz and lzma within bounded memory, which ``lzma.open`` cannot."""

    def __init__(self, stream: BinaryIO, format: int) -> None:
        self._stream = stream
        self._format = format
        self._packer: Any = None
        self._left = b""

    def read1(self, size: int) -> bytes:
        import lzma

        while True:
            if self._packer is None or self._packer.eof:
                left = self._packer.unused_data if self._packer is not None else b""
                # Streams may follow one another, zeros between them.
                left = left.lstrip(b"\0") or self._stream.read(1 << 16).lstrip(b"\0" if self._packer else b"")
                if not left:
                    return b""
                self._packer = lzma.LZMADecompressor(self._format, memlimit=_MOST_MEMORY)
                self._left = left
            if not self._left and self._packer.needs_input:
                self._left = self._stream.read(1 << 16)
                if not self._left:
                    raise EOFError("the stream ends too early")
            data: bytes = self._packer.decompress(self._left, size)
            self._left = b""
            if data:
                return data


def _zstd(stream: BinaryIO) -> Packed:
    return _Zstd(stream)


class _Zstd:
    """Unpacks zstd and tells a cut-off frame, which ``stream_reader`` takes for the end."""

    def __init__(self, stream: BinaryIO) -> None:
        from zstandard import ZstdDecompressor

        self._stream = stream
        self._unpacker = ZstdDecompressor(max_window_size=_MOST_MEMORY >> 1)
        self._frame: Any = None
        self._packed = b""
        self._ready = b""
        self._at = 0

    def read1(self, size: int) -> bytes:
        while self._at >= len(self._ready):
            # Four bytes may become 128 KiB, so that a block becomes 128 MiB at most.
            self._packed = self._packed or self._stream.read(4096)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the frame ends too early")
                return b""
            self._frame = self._frame or self._unpacker.decompressobj()
            self._ready, self._at = self._frame.decompress(self._packed), 0
            self._packed = b""
            if self._frame.eof:
                self._packed, self._frame = self._frame.unused_data, None
        data = self._ready[self._at : self._at + size]
        self._at += len(data)
        return data
