"""Zip archives: every member is read by the reader that knows it, unpacked as it is read and never to disk."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.members import clean_name, is_aside, read_member
from archive.readers.unlisted import unlisted
from archive.readers.unpacked import Budget, Member, Packed, budget_of, damaged, in_memory
from archive.readers.unread import is_of_pages
from archive.readers.versions import containers_version

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_DOCUMENTS = re.compile(rb"\[Content_Types\]\.xml|_rels/|mimetypeapplication/|META-INF/|AndroidManifest\.xml")
"""First members of documents and programs that are zip archives themselves."""
_MOST_MEMBERS = 1_000_000
_LONGEST_HEAD = 30 + 0xFFFF
"""Bytes of a member in which its name stands."""
_ENCRYPTED, _IN_UTF8 = 0x1, 0x800
"""The flags of a member that is encrypted, and of one whose name is in UTF-8."""

_SHORTEST_END = 22
"""Bytes of what stands at the end of an archive, without a comment."""


class ListError(ReadError):
    """The list of contents of a zip archive, which stands at its end, is damaged or missing."""


class ZipReader:
    """Reads zip archives of files of any format."""

    name = "zip"
    suffixes: tuple[str, ...] = (".zip",)

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of what is inside."""
        return containers_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the first member makes it that this is an archive, and not a document of another kind."""
        if not head.startswith(b"PK\x03\x04") or not any(head[26:28]) or _DOCUMENTS.match(head, 30):
            return 0.0
        if is_of_pages(head, name):
            return 0.0
        return 0.9

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of all members but links, in the order of the list of contents.

        Raises:
            ReadError: the list of contents is lost, too much is inside, or archives lie too deep in each other.
        """
        budget, depth = budget_of(stream, name)
        held = in_memory(stream)
        lost: ListError | None = None
        try:
            archive = open_zip(held, name)
            members = iter(archive.infolist())
        except ListError as error:
            if isinstance(held, Member):
                raise
            lost = error
            archive, members = unlisted(held)
        with archive:
            for info in members:
                member = clean_name(info.filename if lost is None else _name(info))
                if info.filename.endswith("/") or _is_link(info) or is_aside(member):
                    continue
                own = Budget(info.compress_size, budget)
                yield from read_member(partial(opened_member, archive, info), name, member, own, depth)
        if lost is not None:
            fault = "its list of contents is damaged or missing, as where a download was cut off"
            raise ReadError(f"{name}: {fault}: read without it; fetch it again") from lost


def first_member(head: bytes) -> bytes:
    """Return the name of the first member of a zip archive, given its first bytes."""
    return head[30 : 30 + int.from_bytes(head[26:28], "little")]


def open_zip(stream: BinaryIO, place: str) -> ZipFile:
    """Open a zip archive.

    Raises:
        ListError: its list of contents is damaged or missing.
        ReadError: it is too long.
    """
    import zipfile

    # One member that asks for more would cost all: whether it can be unpacked shows where it is.
    zipfile.MAX_EXTRACT_VERSION = 0xFF  # type: ignore[misc]
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise ListError(str(damaged(place, error))) from error
    except OSError as error:
        if error.errno not in (None, 22):
            raise
        raise ListError(str(damaged(place, error))) from error
    if _is_of_member(archive, stream):
        raise ListError(f"{place}: damaged (no list of contents at its end): fetch it again")
    if len(archive.filelist) > _MOST_MEMBERS:
        raise ReadError(f"{place}: more than {_MOST_MEMBERS:,} members: divide it")
    for info in archive.filelist:
        if (name := _name(info)) != info.filename:
            info.filename = name
            archive.NameToInfo[name] = info
    return archive


def _is_of_member(archive: ZipFile, stream: BinaryIO) -> bool:
    """Tell whether the list of contents is that of an archive inside, since the list of this one is cut off."""
    if not archive.filelist or min(info.header_offset for info in archive.filelist) <= 0:
        return False
    stream.seek(-_SHORTEST_END - len(archive.comment), io.SEEK_END)
    return not stream.read(4).startswith(b"PK\x05\x06")


def _name(info: ZipInfo) -> str:
    """Return the name of a member; many programs, those of Macs too, write UTF-8 and do not say so."""
    if info.flag_bits & _IN_UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_link(info: ZipInfo) -> bool:
    """Tell whether a member is a link of Unix, whose content is only where it leads."""
    return stat.S_ISLNK(info.external_attr >> 16)


def opened_member(archive: ZipFile, info: ZipInfo) -> Packed:
    """Open one member for reading, by whatever name it has itself: some programs spell that otherwise than the list."""
    import zipfile

    if info.flag_bits & _ENCRYPTED:
        # The library would say so by the name, which fails where that is empty.
        raise RuntimeError("a password is needed")
    try:
        return cast("Packed", archive.open(info))
    except zipfile.BadZipFile as error:
        if "differ" not in str(error) or archive.fp is None:
            raise
    archive.fp.seek(info.header_offset)
    name = first_member(archive.fp.read(_LONGEST_HEAD))
    info.orig_filename = name.decode("utf-8" if info.flag_bits & _IN_UTF8 else "cp437")
    return cast("Packed", archive.open(info))
