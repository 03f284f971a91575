"""Tar archives, also inside compressed files: members are read in passing, links and devices passed by."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from archive.readers.copy import Copy, FailedRecord
from archive.readers.members import clean_name, is_aside, read_member
from archive.readers.unpacked import Budget, Packed, budget_of, damaged
from archive.readers.versions import containers_version

_LONGEST_HEADER = 1 << 20
_NOT_MEMBERS = (b"x", b"g", b"X", b"L", b"K")
"""Headers that say more of the member after them: its long name, and anything else."""


class TarReader:
    """Reads tar archives of files of any format."""

    name = "tar"
    suffixes: tuple[str, ...] = (".tar",)

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of what is inside."""
        return containers_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins with the header of a member whose checksum holds."""
        if len(head) < 512 or not (head[257:262] == b"ustar" or name.lower().endswith(self.suffixes)):
            return 0.0
        try:
            tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
        except tarfile.HeaderError:
            return 0.0
        return 0.95

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of all regular members, in order.

        Raises:
            ReadError: a header is damaged, the archive is cut off, or archives lie too deep in each other.
        """
        budget, depth = budget_of(stream, name)
        try:
            with tarfile.open(fileobj=stream, mode="r:", tarinfo=_Header, errors="surrogateescape") as archive:
                while (info := archive.next()) is not None:
                    # The archive would remember every member it has passed.
                    archive.members = []  # type: ignore[attr-defined]
                    member = clean_name(info.name)
                    if info.isreg() and not info.issparse() and not is_aside(member):
                        own = Budget(info.size, budget)
                        yield from read_member(partial(_opened, archive, info), name, member, own, depth)
        except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
            raise damaged(name, error) from error


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Packed:
    return cast("Packed", archive.extractfile(info))


class _Header(tarfile.TarInfo):
    """A header that is no bomb that is taken for a long name, leads nowhere back, and is no end where it is broken."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(archive)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            # Behind the first member the archive would silently end here.
            raise tarfile.SubsequentHeaderError(str(error)) from error  # type: ignore[attr-defined]

    def _block(self, count: int) -> int:
        if count < 0:
            # The archive would go back and read the same member for ever.
            raise tarfile.SubsequentHeaderError("a negative size")  # type: ignore[attr-defined]
        return int(super()._block(count))  # type: ignore[misc]

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.size > _LONGEST_HEADER and self.type in _NOT_MEMBERS:
            raise tarfile.HeaderError(f"a header of {self.size >> 20} MB")
        made: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return made
