"""Plain text that holds several articles, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.division import EDGE, Division, division_of
from archive.readers.exports import Edges, Stretch, stretches
from archive.readers.headers import header
from archive.readers.rows import Row, day_first_in, stated_of
from archive.readers.sniff import HEAD, foreign_kind
from archive.readers.story import without_headline
from archive.readers.text import TextReader
from archive.readers.unpacked import ahead

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,60}+(?:[<{]|\[(?!\d))")
_MARKED = (".md", ".markdown", ".mdown", ".mkd")
"""Endings of names of files in which rules and headings belong to one text."""


class BundleReader:
    """Reads plain text that is surely divided into articles, an article a record."""

    name = "bundle"
    version = 6
    suffixes: tuple[str, ...] = (".txt", ".text", ".asc")

    def recognises(self, head: bytes, name: str) -> float:
        """Return more where a text is divided than what stands above it makes a reader of one text, less than mail."""
        if _MARKUP.match(head) or name.lower().endswith(_MARKED):
            return 0.0
        if division_of(head) is None or foreign_kind(head, name) is not None:
            return 0.0
        return 0.92 if head.startswith(b"---") else 0.86

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; what stands in front of the first is passed by if it is none.

        Raises:
            ReadError: nothing divides the file, and it is no text, or larger than any article.
        """
        head = ahead(stream, HEAD)
        stream.seek(0)
        division = division_of(head)
        if division is None:
            yield from TextReader().read(stream, name)
            return
        day_first = day_first_in(stream, lambda: _headers(stream, division))
        for ordinal, piece in enumerate(_pieces(stream, division)):
            decoded = piece.decoded()
            above = header(decoded.text)
            stated = stated_of(above.values, day_first) if above else Stated()
            text = without_headline(above.text, stated.headline) if above else decoded.text
            if text.strip():
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)
            else:
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault or 'no text below the lines above it'}")


def _pieces(stream: BinaryIO, division: Division) -> Iterator[Stretch]:
    """Yield what lies between borders, without a cover."""
    pieces = stretches(stream, division.border, edges=Edges(EDGE, EDGE, division.holds))
    return (piece for piece in pieces if piece.line >= division.line)


def _headers(stream: BinaryIO, division: Division) -> Iterator[Row]:
    """Yield what lines above each article tell."""
    for piece in _pieces(stream, division):
        if above := header(piece.decoded().text):
            yield above.values
