"""What may well hold stories in formats that are not read: each file is told of, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.machine import is_dump
from archive.readers.sniff import LOCKED, OLE

_WORD, _OUTLOOK = (name.encode("utf-16-le") for name in ("WordDocument", "__substg1.0_"))
"""Streams of a document of Word, and of a message, in files that may hold documents of every kind."""
_AS_DOCX = "save it as .docx, such as by soffice --convert-to docx"
_EXPORTED = "export it to Word or PDF"
_AS_ZIP = "unpack it, or pack what is in it as .zip"
_AS_LINES = "export it as JSON Lines or CSV, such as by duckdb"
_AS_TABLE = "load it, and export the table of the articles as CSV"
_AS_TEXT = "save its text, such as by djvutxt"
_BY_MAGIC: tuple[tuple[int, bytes, str, str, str], ...] = (
    (0, b"\xffWPC", "wpd", "a document of WordPerfect", _AS_DOCX),
    (0, b"1\xbe\0\0", "doc", "a document of Word of before 2007", _AS_DOCX),
    (0, b"\xdb\xa5-\0", "doc", "a document of Word of before 2007", _AS_DOCX),
    (0, b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", "indd", "a layout of InDesign", _EXPORTED),
    (2, b"IIXPR", "qxd", "a layout of QuarkXPress", _EXPORTED),
    (2, b"MMXPR", "qxd", "a layout of QuarkXPress", _EXPORTED),
    (60, b"BOOKMOBI", "mobi", "a book of Kindle", "save it as .epub, such as by calibre"),
    (0, b"AT&TFORM", "djvu", "scanned pages in DjVu", _AS_TEXT),
    (0, b"PAR1", "parquet", "a table in Parquet", _AS_LINES),
    (0, b"ARROW1", "arrow", "a table in Arrow", _AS_LINES),
    (4, b"Standard Jet DB", "mdb", "a database of Access", "export its tables as CSV, such as by mdb-export"),
    (4, b"Standard ACE DB", "mdb", "a database of Access", "export its tables as CSV, such as by mdb-export"),
    (0, b"Rar!\x1a\x07", "rar", "a RAR archive", _AS_ZIP),
    (0, b"7z\xbc\xaf\x27\x1c", "7z", "a 7z archive", _AS_ZIP),
    (0, b"LZIP", "lzip", "a file packed by lzip", _AS_ZIP),
    (0, b"\x04\x22\x4d\x18", "lz4", "a file packed by LZ4", _AS_ZIP),
    (0, b"!BDN", "pst", "a mailbox of Outlook", "export it as mbox, such as by readpst"),
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
    if is_dump(head) or (name.lower().endswith(".sql") and b"INSERT INTO" in head):
        return Unread("sql", "a dump of a database", _AS_TABLE)
    for at, magic, *told in _BY_MAGIC:
        if head.startswith(magic, at):
            return Unread(*told)
    return None
