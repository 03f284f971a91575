"""Plain text: the whole file is one article, its body the whole decoded file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.sniff import HEAD, foreign_kind, is_text

_MOST_BYTES = 256 * 1024 * 1024
"""No article is larger; what is gives an error before it fills the memory."""


class TextReader:
    """Reads plain text in any encoding."""

    name = "text"
    version = 5
    suffixes: tuple[str, ...] = (".txt", ".text", ".asc", ".md")

    def recognises(self, head: bytes, name: str) -> float:
        """Return 0 for what is something else, else a low value that any reader of a richer format outbids."""
        if foreign_kind(head, name) is not None:
            return 0.0
        return 0.3 if name.lower().endswith(self.suffixes) else 0.2

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield one record, or none where there is no letter or figure in the file.

        Raises:
            ReadError: the file is not text, or larger than any article.
        """
        raw = stream.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            raise ReadError(f"{name}: larger than {_MOST_BYTES >> 20} MB, which no article is: split it")
        if not is_text(raw[:HEAD]):
            raise ReadError(
                f"{name}: not text, though it is named so: it holds too many control characters: save it anew"
            )
        decoded = decode(raw)
        if not any(map(str.isalnum, decoded.text)):
            return
        yield Copy(raw, decoded.text, self.name, encoding=decoded.encoding, warnings=decoded.warnings)
