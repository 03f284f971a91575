"""XLS, the spreadsheets of before 2007, and tables of HTML that are named so: one story a row, of every sheet.

Read with xlrd, which holds what is in a sheet and no more: calamine 0.9 (python-calamine) makes room for every cell
between the first and the last of all sheets, for which 14 kB of a file take more memory than any machine has.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.htmltable import is_table, table_lines
from archive.readers.sheets import Line, Sheet, moment, number, records
from archive.readers.slices import whole
from archive.readers.sniff import LOCKED, OLE

_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
"""The names of what is a spreadsheet in a file that may hold documents of every kind."""
_MOST_SHEETS = 1000
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What broken files raise in xlrd beside its own errors."""


class XlsReader:
    """Reads XLS spreadsheets, one story a row."""

    name = "xls"
    version = 3
    suffixes: tuple[str, ...] = (".xls", ".xlt")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document of Office that has a spreadsheet in it, or the name of one."""
        named = name.lower().endswith(self.suffixes)
        if named and is_table(head):
            return 0.97
        if not head.startswith(OLE) or LOCKED in head:
            return 0.0
        return 0.97 if named or any(stream in head for stream in _STREAMS) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of all sheets with a column for the text, or of a table of HTML under the name of a sheet.

        Raises:
            ReadError: it is damaged, encrypted or too large, or no column is known to hold the text.
        """
        import xlrd

        if not stream.read(len(OLE)).startswith(OLE):
            yield from records(stream, lambda: [("table", table_lines(stream))], self.name, name)
            return
        stream.seek(0)
        data = whole(stream, name, "story is: save it as .xlsx")
        with _told(name):
            book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
        if book.nsheets > _MOST_SHEETS:
            raise ReadError(f"{name}: more than {_MOST_SHEETS:,} sheets: divide it")

        def sheets() -> Iterator[Sheet]:
            return ((f"sheet {each!r}", _lines(book, at, name)) for at, each in enumerate(book.sheet_names()))

        yield from records(stream, sheets, self.name, name)


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Tell of what xlrd raises as of a fault of the file.

    Raises:
        ReadError: it has raised anything.
    """
    from xlrd import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        yield
    except (XLRDError, CompDocError, *_FAULTS) as error:
        told = " ".join(str(error).split())[:100]
        if "encrypted" in told:
            raise ReadError(f"{place}: encrypted: save it without a password") from error
        raise ReadError(f"{place}: damaged ({told}): save it anew, or as .xlsx") from error


def _lines(book: Any, at: int, place: str) -> Iterator[Line]:
    with _told(place):
        sheet = book.sheet_by_index(at)
    try:
        for row in range(sheet.nrows):
            cells = {column: value for column, cell in enumerate(sheet.row(row)) if (value := _value(cell, book))}
            if cells:
                yield Line(row + 1, cells)
    finally:
        book.unload_sheet(at)


def _value(cell: Any, book: Any) -> str:
    """Return a value as text; "" for a blank one."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value) if cell.value.strip() else ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return moment(cell.value, since_1904=book.datemode == 1)
        except (ValueError, OverflowError):
            return number(cell.value)
    return number(cell.value) if cell.ctype == xlrd.XL_CELL_NUMBER else ""
