"""Tables of HTML that programs write as if they were XLS: each row by itself, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from archive.readers.page import charset_of, parse_page
from archive.readers.sheets import MOST_COLUMNS, Line
from archive.readers.slices import as_utf8, slices
from archive.readers.sniff import HEAD
from archive.readers.story import story
from archive.readers.unpacked import ahead
from archive.readers.xml import decode_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROW = re.compile(rb"\s*<.*<tr[\s>]", re.IGNORECASE | re.DOTALL)
_NONE: frozenset[str] = frozenset()


def is_table(head: bytes) -> bool:
    """Tell whether a file begins as markup in which there are rows of a table."""
    return _ROW.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def table_lines(stream: BinaryIO) -> Iterator[Line]:
    """Yield the rows with anything in them of all tables of a page, as those of one sheet."""
    stream.seek(0)
    wide = as_utf8(stream)[1]
    stream.seek(0)
    declared = wide or charset_of(ahead(stream, HEAD))
    stream.seek(0)
    for at, piece in enumerate(slices(stream, ("tr",), xml=True, loose=True), 1):
        if not piece.raw:
            yield Line(at, {}, fault=piece.fault)
        # Rows need no end: what is said of one without it is no fault.
        elif (root := parse_page(decode_markup(piece.raw, declared).text).root) is not None:
            yield from _line(root, at)


def _line(row: HtmlElement, at: int) -> Iterator[Line]:
    cells: dict[int, str] = {}
    links: dict[int, str] = {}
    column = 0
    for cell in row.iter("td", "th"):
        if text := story(cell, _NONE):
            cells[column] = text
            if link := next((each.get("href") for each in cell.iter("a") if each.get("href")), None):
                links[column] = link
        span = cell.get("colspan") or ""
        column += int(span) if span.isdecimal() and 0 < len(span) < 4 else 1
        if column >= MOST_COLUMNS:
            break
    if cells:
        yield Line(at, cells, links)
