"""RTF, as word processors and databases of newspapers write it: the body without tables, headers, notes, hidden text
and deletions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.documents import Document, documents_version, properties, records
from archive.readers.richtext import RichText, TooMuchError
from archive.readers.slices import whole

_BEGIN = b"{\\rtf"
_OWN = 3


class RtfReader:
    """Reads RTF documents, and the exports of databases in them."""

    name = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of exports."""
        return _OWN + documents_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins as RTF does, whatever its name."""
        return 0.98 if _body(head).startswith(_BEGIN) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a document, or none where it has no text; of an export its articles.

        Raises:
            ReadError: it is no RTF, or larger than any document.
        """
        raw = whole(stream, name, "article is: take out its pictures")
        body = _body(raw)
        if not body.startswith(_BEGIN):
            raise ReadError(f"{name}: not RTF: it does not begin with {_BEGIN.decode()}: save it anew")
        try:
            found = RichText.of(body)
        except TooMuchError as error:
            raise ReadError(f"{name}: {error}, which no document has: save it anew") from error
        stated = properties(*map(found.properties.get, ("title", "author", "keywords", "category")))
        document = Document(raw, found.paragraphs, stated, found.encoding, tuple(found.warnings))
        yield from records(document, self.name, name)


def _body(data: bytes) -> bytes:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n\0") if data[:1] != b"{" else data
