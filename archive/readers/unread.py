"""What may well hold stories in formats that are not read: each file is told of, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.sniff import LOCKED, OLE

_WORD, _OUTLOOK = (name.encode("utf-16-le") for name in ("WordDocument", "__substg1.0_"))
"""Streams of a document of Word, and of a message, in files that may hold documents of every kind."""
_AS_DOCX = "save it as .docx, such as by soffice --convert-to docx"
_EXPORTED = "export it to Word or PDF"
_AS_ZIP = "unpack it, or pack what is in it as .zip"
_BY_MAGIC = (
    (b"\xffWPC", "wpd", "a document of WordPerfect", _AS_DOCX),
    (b"Rar!\x1a\x07", "rar", "a RAR archive", _AS_ZIP),
    (b"7z\xbc\xaf\x27\x1c", "7z", "a 7z archive", _AS_ZIP),
    (b"!BDN", "pst", "a mailbox of Outlook", "export it as mbox, such as by readpst"),
)


class Unread:
    """Stands where the reader of a format would; a file has failed with it, and is read once there is such a reader."""

    version = 0
    suffixes: tuple[str, ...] = ()

    def __init__(self, name: str, kind: str, mend: str) -> None:
        self.name = name
        self._told = f"{kind}, which is not read: {mend}"

    def recognises(self, head: bytes, name: str) -> float:
        """Return 0: it is found by :func:`unread`."""
        return 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield nothing.

        Raises:
            ReadError: always.
        """
        raise ReadError(f"{name}: {self._told}")


def is_of_pages(head: bytes, name: str) -> bool:
    """Tell whether a file is a document of Pages whose packed parts are read by programs of Apple alone.

    Those of before 2013 may hold a preview, which is a PDF.
    """
    old = b"index.xml" in head or b"QuickLook/" in head
    return head.startswith(b"PK\x03\x04") and name.lower().endswith(".pages") and not old


def unread(head: bytes, name: str) -> Unread | None:
    """Return what stands for the reader of a file that no reader knows, None for what holds no stories."""
    if is_of_pages(head, name):
        return Unread("pages", "a document of Pages", _EXPORTED)
    if head.startswith(OLE) and LOCKED not in head:
        named = name.lower()
        if named.endswith((".doc", ".dot")) or _WORD in head:
            return Unread("doc", "a document of Word of before 2007", _AS_DOCX)
        if named.endswith(".msg") or _OUTLOOK in head:
            return Unread("msg", "a message of Outlook", "save it as .eml, such as by msgconvert")
    for magic, *told in _BY_MAGIC:
        if head.startswith(magic):
            return Unread(*told)
    return None
