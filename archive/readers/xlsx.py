"""XLSX, the spreadsheets of today (ECMA-376): one story a row, of every sheet.

Read from the parts themselves, row by row, since libraries hold whole sheets: with calamine 0.9 (python-calamine),
which makes room for each cell between the first and the last, 1 kB of a file take more memory than any machine has.
"""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.elements import every, one
from archive.readers.parts import main_part, open_part, part, relations
from archive.readers.sheets import Line, Sheet, elements, moment, number, records
from archive.readers.unpacked import Budget, in_memory
from archive.readers.xml import parse_xml
from archive.readers.zip import first_member, open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"xl/")
"""How the names of parts begin, one of which comes first."""
_MOST_SHARED = 256 << 20
"""Bytes of the texts that cells share, which are held."""
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character stands in a text that XML would not keep."""
_LINKED = re.compile(r"HYPERLINK\(\s*\"(https?://[^\"]{1,2000})\"", re.IGNORECASE)
_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The numbers of the formats for days and times that files need not spell out."""
_NO_PATTERN = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|General|;.*", re.IGNORECASE | re.DOTALL)
"""What stands in a format for itself, for colours and languages, and for numbers below zero."""
_DAY_OR_TIME = re.compile(r"[ymdhs]", re.IGNORECASE)


class XlsxReader:
    """Reads XLSX spreadsheets, one story a row."""

    name = "xlsx"
    version = 3
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm", ".xltx")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a package whose first parts are those of a spreadsheet."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        signs = (first_member(head).startswith(_PARTS), name.lower().endswith(self.suffixes), b"xl/w" in head)
        return 0.97 if sum(signs) > 1 else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of all sheets with a column for the text, however long; a broken row costs itself.

        Raises:
            ReadError: it is damaged, no column is known to hold the text, or the texts that cells share are too long.
        """
        held = in_memory(stream)
        around = Budget(held.seek(0, io.SEEK_END))
        held.seek(0)
        with open_zip(held, name) as archive:
            yield from records(held, _book(archive, name, around).sheets, self.name, name)


def _book(archive: ZipFile, place: str, around: Budget) -> _Book:
    main = main_part(archive, place, "xl/workbook.xml")
    data = part(archive, main, place)
    if main.endswith(".bin"):
        raise ReadError(f"{place}: XLSB, which is not read: save it as .xlsx, such as by soffice --convert-to xlsx")
    if data is None:
        raise ReadError(f"{place}: no spreadsheet: it has no {main}: save it anew")
    root = parse_xml(data, f"{place}!/{main}", "XLSX").root
    leads = relations(archive, main, place, "")
    told = one(root, "workbookPr")
    since_1904 = told is not None and told.get("date1904") in ("1", "true")
    named = [(sheet.get("name") or "", leads.get(_id(sheet), "")) for sheet in every(root, "sheets/sheet")]
    return _Book(archive, place, around, leads, named, since_1904)


def _id(element: _Element) -> str:
    """Return the id by which an element refers to a relation, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


class _Strings:
    """The texts that cells share, in one piece, since there may be millions."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> int:
        """Add one; return how many bytes all have."""
        self._held += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._held))
        return len(self._held) + 8 * len(self._ends)

    def at(self, index: str) -> str:
        """Return one by its number, "" for a number that is none."""
        at = int(index) if index.isdecimal() and len(index) < 19 else len(self._ends)
        begin, end = self._ends[at : at + 2] if at + 1 < len(self._ends) else (0, 0)
        return self._held[begin:end].decode("utf-8", "surrogatepass")


@dataclass
class _Book:
    """An open spreadsheet: what its sheets share, read when it is first asked for."""

    archive: ZipFile
    place: str
    around: Budget
    leads: Mapping[str, str]
    named: Sequence[tuple[str, str]]
    """The sheets by their names, and the parts that they are."""
    since_1904: bool

    @cached_property
    def shared(self) -> _Strings:
        found = _Strings()
        for element in self._elements(self._kind("sharedStrings", "xl/sharedStrings.xml"), "si"):
            if found.add("" if isinstance(element, str) else _text(element)) > _MOST_SHARED:
                raise ReadError(f"{self.place}: more than {_MOST_SHARED >> 20} MB of text in cells: save it as CSV")
        return found

    @cached_property
    def dated(self) -> frozenset[str]:
        """The numbers of the styles in which a number is a day or a time."""
        data = part(self.archive, self._kind("styles", "xl/styles.xml"), self.place)
        try:
            root = parse_xml(data, self.place, "XLSX").root if data else None
        except ReadError:
            root = None
        own = {each.get("numFmtId"): each.get("formatCode") or "" for each in every(root, "numFmts/numFmt")}
        dates = {name for name, code in own.items() if _DAY_OR_TIME.search(_NO_PATTERN.sub("", code))}
        dates |= {str(each) for each in _DATES} - own.keys()
        formats = (style.get("numFmtId") for style in every(root, "cellXfs/xf"))
        return frozenset(str(style) for style, name in enumerate(formats) if name in dates)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets in their order."""
        return ((f"sheet {name!r}", self._lines(part)) for name, part in self.named)

    def _lines(self, sheet: str) -> Iterator[Line]:
        """Yield the rows of a sheet, a part of this name, that have anything in them."""
        links = self._links(sheet)
        at = 0
        for row in self._elements(sheet, "row"):
            told = "" if isinstance(row, str) else row.get("r") or ""
            at = int(told) if told.isdecimal() and len(told) < 9 else at + 1
            if isinstance(row, str):
                yield Line(at, {}, fault=row)
                continue
            leads = dict(links.get(at, {}))
            if cells := self._cells(row, leads):
                yield Line(at, cells, leads)

    def _cells(self, row: _Element, leads: dict[int, str]) -> dict[int, str]:
        """Return the values of a row by their columns, and add to ``leads`` where their formulas lead."""
        cells: dict[int, str] = {}
        column = -1
        for cell in every(row, "c"):
            found = _PLACE.fullmatch(cell.get("r") or "")
            column = _column(found[1]) if found else column + 1
            if (value := self._value(cell)).strip():
                cells[column] = value
            formula = one(cell, "f")
            if formula is not None and (link := _LINKED.match(formula.text or "")):
                leads.setdefault(column, link[1])
        return cells

    def _value(self, cell: _Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _text(one(cell, "is"))
        element = one(cell, "v")
        value = "" if element is None else element.text or ""
        if kind == "s":
            return self.shared.at(value.strip())
        if kind == "b":
            return "true" if value == "1" else "false"
        if kind != "n":
            return "" if kind == "e" else _unescaped(value)
        try:
            serial = float(value)
            return moment(serial, since_1904=self.since_1904) if cell.get("s", "0") in self.dated else number(serial)
        except (ValueError, OverflowError):
            return value

    def _links(self, sheet: str) -> dict[int, dict[int, str]]:
        """Return where cells lead, by their rows and columns."""
        found: dict[int, dict[int, str]] = {}
        if addresses := relations(self.archive, sheet, self.place, "/hyperlink"):
            for link in self._elements(sheet, "hyperlink"):
                place = None if isinstance(link, str) else _PLACE.match(link.get("ref") or "")
                if place and not isinstance(link, str) and (address := addresses.get(_id(link))):
                    found.setdefault(int(place[2]), {})[_column(place[1])] = address
        return found

    def _kind(self, kind: str, usual: str) -> str:
        """Return the name of the part of a kind; the usual one where nothing leads to it."""
        return next((name for name in self.leads.values() if name.lower().endswith(f"{kind}.xml".lower())), usual)

    def _elements(self, name: str, wanted: str) -> Iterator[_Element | str]:
        stream = open_part(self.archive, name, self.place, self.around)
        return elements(stream, (wanted,), "XLSX") if stream else iter(())


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def _text(element: _Element | None) -> str:
    """Return a text, whatever its letters look like, without what tells how to pronounce it."""
    return _unescaped("".join(each.text or "" for each in every(element, "t", "r/t")))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
