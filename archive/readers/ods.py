"""ODS, the spreadsheets of LibreOffice and its kin (ODF 1.3): one story a row, of every sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.elements import every
from archive.readers.odt import check_unlocked, line_in, told
from archive.readers.parts import open_part
from archive.readers.sheets import MOST_COLUMNS, Line, Sheet, elements, number, records
from archive.readers.unpacked import Budget, in_memory
from archive.readers.xml import local
from archive.readers.zip import first_member, open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_ROWS = ("table-row", "table-column")
"""Rows, and what stands before the first of each sheet."""
_NUMBERS = frozenset(["float", "currency", "percentage"])


class OdsReader:
    """Reads ODS spreadsheets, one story a row."""

    name = "ods"
    version = 3
    suffixes: tuple[str, ...] = (".ods", ".ots")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a package that says that it is a spreadsheet."""
        return (
            0.98
            if head.startswith(b"PK\x03\x04") and first_member(head) == b"mimetype" and _KIND in head[38:256]
            else 0.0
        )

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of all sheets with a column for the text, however long; a broken row costs itself.

        Raises:
            ReadError: it is damaged or encrypted, or no column is known to hold the text.
        """
        held = in_memory(stream)
        around = Budget(held.seek(0, io.SEEK_END))
        held.seek(0)
        with open_zip(held, name) as archive:
            check_unlocked(archive, name)
            if open_part(archive, "content.xml", name, around) is None:
                raise ReadError(f"{name}: no spreadsheet: it has no content.xml: save it anew")
            yield from records(held, partial(_sheets, archive, name, around), self.name, name)


def _sheets(archive: ZipFile, place: str, around: Budget) -> Iterator[Sheet]:
    stream = open_part(archive, "content.xml", place, around)
    lines = _lines(elements(stream, _ROWS, "ODS")) if stream else iter(())
    return ((f"sheet {at}", (line for _, line in found)) for at, found in groupby(lines, itemgetter(0)))


def _lines(rows: Iterator[_Element | str]) -> Iterator[tuple[int, Line]]:
    """Yield the rows with anything in them, each with the number of its sheet."""
    sheet, at = 1, 0
    for row in rows:
        if isinstance(row, str):
            at += 1
            yield sheet, Line(at, {}, fault=row)
        elif local(row) == "table-column":
            # Columns stand before the rows of a sheet.
            sheet, at = (sheet + 1, 0) if at else (sheet, at)
        else:
            if found := _line(row, at + 1):
                yield sheet, found
            at += _times(row, "number-rows-repeated")


def _line(row: _Element, at: int) -> Line | None:
    """Return a row of this number, None for one without anything in it."""
    cells: dict[int, str] = {}
    links: dict[int, str] = {}
    column = 0
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        end = min(column + _times(cell, "number-columns-repeated"), MOST_COLUMNS)
        if (value := _value(cell)).strip():
            cells.update(dict.fromkeys(range(column, end), value))
            if link := next((told(each, "href") for each in cell.iter("{*}a")), ""):
                links[column] = link
        column = end
    return Line(at, cells, links) if cells else None


def _times(element: _Element, name: str) -> int:
    """Return how often a row or a cell stands there."""
    count = told(element, name)
    return max(1, int(count)) if count.isdecimal() and len(count) < 9 else 1


def _value(cell: _Element) -> str:
    kind = told(cell, "value-type")
    if kind == "date":
        return told(cell, "date-value").removesuffix("T00:00:00")
    if kind in _NUMBERS:
        value = told(cell, "value")
        try:
            return number(float(value))
        except (ValueError, OverflowError):
            return value
    return "\n".join(line_in(each, {}) for each in every(cell, "p"))
