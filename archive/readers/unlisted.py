"""Zip archives whose list of contents is lost, as where a download was cut off: each member has a head of its own."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_HEAD = struct.Struct("<4s2xHH4xIIIHH")
"""The head of a member: flags, method, checksum, sizes packed and unpacked, lengths of its name and of what else it
tells (APPNOTE.TXT of PKWARE, 4.3.7).
"""
_BEGIN = b"PK\x03\x04"
_NEXT = re.compile(rb"PK(?:\x03\x04|\x01\x02)")
"""What follows a member: the next one, or the list of contents."""
_BEHIND = (struct.Struct("<III"), struct.Struct("<IQQ"))
"""Checksum and sizes where they stand behind a member."""
_LONG = struct.Struct("<HHQQ")
"""Sizes, unpacked and packed, for which the head has no room."""
_IS_BEHIND, _IN_UTF8 = 0x8, 0x800
_NO_ROOM = 0xFFFF_FFFF
_BLOCK, _OVERLAP = 1 << 20, 32
_ENDLESS = 1 << 62


def unlisted(stream: BinaryIO) -> tuple[ZipFile, Iterator[ZipInfo]]:
    """Return an archive and its members in their order, as far as one follows the other; the last may be cut off."""
    import zipfile

    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    archive = zipfile.ZipFile(empty)
    archive.fp = stream
    return archive, _members(stream)


def _members(stream: BinaryIO) -> Iterator[ZipInfo]:
    from zipfile import ZipInfo

    at, end = 0, stream.seek(0, io.SEEK_END)
    while at < end:
        stream.seek(at)
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(_BEGIN):
            return
        _, flags, method, checksum, packed, unpacked, name, more = _HEAD.unpack(head)
        info = ZipInfo(stream.read(name).decode("utf-8" if flags & _IN_UTF8 else "cp437", "replace"))
        info.header_offset, info.flag_bits, info.compress_type = at, flags, method
        told = stream.read(more)
        begin = at + len(head) + name + more
        if flags & _IS_BEHIND:
            checksum, packed, unpacked, at = _behind(stream, begin)
        else:
            if packed == _NO_ROOM and len(told) >= _LONG.size:
                _, _, unpacked, packed = _LONG.unpack_from(told)
            at = begin + packed
        if checksum is not None:
            info.CRC = checksum
        info.compress_size, info.file_size = packed, unpacked
        yield info


def _behind(stream: BinaryIO, begin: int) -> tuple[int | None, int, int, int]:
    """Return the checksum and the sizes that stand behind a member, and where the next one begins.

    What looks like the next one may stand within a member that is an archive itself, but not behind its own length. One
    that is cut off has all the rest.
    """
    stream.seek(begin)
    held, before = b"", 0
    while block := stream.read(_BLOCK):
        held += block
        for found in _NEXT.finditer(held):
            if sizes := _told(held[: found.start()][-_OVERLAP:], before + found.start()):
                return *sizes, begin + before + found.start()
        cut = max(0, len(held) - _OVERLAP)
        held, before = held[cut:], before + cut
    length = before + len(held)
    return *(_told(held, length) or (None, length, _ENDLESS)), begin + length


def _told(data: bytes, length: int) -> tuple[int, int, int] | None:
    """Return checksum and sizes if those of a member stand at the end of ``data``, ``length`` bytes behind its begin.

    A signature of four bytes may stand before them.
    """
    for layout in _BEHIND:
        if len(data) >= layout.size:
            checksum, packed, unpacked = layout.unpack(data[-layout.size :])
            if length - layout.size - packed in (0, 4):
                return checksum, packed, unpacked
    return None
