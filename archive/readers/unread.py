"""Documents that may well hold a story in formats that are not read: each is told of, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.sniff import LOCKED, OLE

_WORD = "WordDocument".encode("utf-16-le")
"""The stream that holds a document of Word, in a file that may hold documents of every kind."""


class Unread:
    """Stands where the reader of a format would; a file has failed with it, and is read once there is such a reader."""

    version = 0
    suffixes: tuple[str, ...] = ()

    def __init__(self, name: str, program: str) -> None:
        self.name = name
        self._program = program

    def recognises(self, head: bytes, name: str) -> float:
        """Return 0: it is found by :func:`unread`."""
        return 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield nothing.

        Raises:
            ReadError: always.
        """
        mend = "save it as .docx, such as by soffice --convert-to docx"
        raise ReadError(f"{name}: a document of {self._program}, which is not read: {mend}")


def unread(head: bytes, name: str) -> Unread | None:
    """Return what stands for the reader of a document that no reader knows, None for a file of any other kind."""
    if head.startswith(OLE) and LOCKED not in head and (name.lower().endswith((".doc", ".dot")) or _WORD in head):
        return Unread("doc", "Word of before 2007")
    return Unread("wpd", "WordPerfect") if head.startswith(b"\xffWPC") else None
