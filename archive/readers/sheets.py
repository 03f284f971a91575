"""What spreadsheets share: sheets of rows, of which one, near the top, names the columns of those below it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.columns import SUMMARY_MARKS, mapped_columns, mark, plan
from archive.readers.copy import Copy, FailedRecord
from archive.readers.rows import copy_of, day_first_in, unknown_columns
from archive.readers.slices import slices
from archive.readers.sniff import HEAD
from archive.readers.story import folded
from archive.readers.tables import BESIDE
from archive.readers.unnamed import is_story, unnamed_cells
from archive.readers.xml import declared_encoding, declared_prefixes, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_COLUMNS = 16_384
"""Columns of a sheet at most, as in XLSX; formats that say how often a cell is repeated could make any number."""

_LOOK = 30
"""Rows with anything in them, among which the names of the columns are sought."""
_LONGEST_NAME = 60
_START, _START_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_DAY = 60
"""The number of the day that 1900 did not have, though spreadsheets count it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with anything in it: its number, from 1, its values and where they lead, by their columns, from 0.

    The names that a table has apart from its rows have the number 0.
    A row with a ``fault`` cannot be read.
    """

    number: int
    cells: Mapping[int, str]
    links: Mapping[int, str] = field(default_factory=dict)
    fault: str | None = None


Sheet = tuple[str, Iterator[Line]]
"""What a sheet is called in messages, and its rows."""


def records(
    stream: BinaryIO, sheets: Callable[[], Iterable[Sheet]], format: str, place: str
) -> Iterator[Copy | FailedRecord]:
    """Yield the copy of each row of the sheets that have a column for the text.

    ``sheets`` begins with the first anew when it is called again. A row lies packed in the file, so its bytes are those
    of an object in JSON with its values.

    Raises:
        ReadError: none has one, though there are stories in one of them.
    """
    day_first = day_first_in(stream, lambda: chain.from_iterable(_values(lines) for _, lines in sheets()))
    ordinal = 0
    strange: ReadError | None = None
    known = False
    for sheet, lines in sheets():
        names, ahead, warnings = _named(lines)
        if names is None:
            strange = strange or _strange(ahead, f"{place}: {sheet}")
            continue
        known = True
        for line in chain(ahead, lines):
            where = f"{sheet}, row {line.number}"
            if line.fault:
                yield FailedRecord(ordinal, f"{where}: {line.fault}")
            else:
                row = _row(line, names)
                raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
                copy = copy_of(
                    row, raw, format, ordinal, where, encoding="utf-8", warnings=warnings, day_first=day_first
                )
                if copy is None:
                    continue
                yield copy
            ordinal += 1
    if strange is not None and not known:
        raise strange


def number(value: float) -> str:
    """Return a number as a table in text has it, without a point where it is whole."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)


def moment(serial: float, *, since_1904: bool) -> str:
    """Return the day, the moment or the time of day of a number of days, as spreadsheets count them, in ISO 8601.

    Raises:
        OverflowError: there is no such day.
        ValueError: it is no number.
    """
    start = _START_1904 if since_1904 else _START + timedelta(days=serial < _LEAP_DAY)
    found = start + timedelta(seconds=round(serial * 86_400))
    if 0 < serial < 1:
        return found.time().isoformat()
    return found.isoformat() if found.time() != _START.time() else found.date().isoformat()


def elements(stream: BinaryIO, names: Sequence[str], what: str) -> Iterator[_Element | str]:
    """Yield the elements of these names of a part, however long it is, or in place of one what is wrong with it."""
    head = stream.read(HEAD)
    stream.seek(0)
    parse = partial(parse_xml, declared=declared_encoding(head), prefixes=declared_prefixes(head))
    for piece in slices(stream, names, xml=True):
        if piece.fault:
            yield piece.fault
            continue
        try:
            root = parse(piece.raw, "", what).root
        except ReadError as error:
            yield str(error).lstrip(":")
        else:
            yield root


def _named(lines: Iterator[Line]) -> tuple[Mapping[int, str] | None, Sequence[Line], tuple[str, ...]]:
    """Return the names of the columns, by their columns, the rows below them that were looked at, and what to say.

    Columns without names have those of the fields that they hold. None, and all of these rows, where there is no column
    for a text, nor one that can stand in for it.
    """
    ahead = list(islice(lines, _LOOK))
    for is_named in (_has_text, _has_summary):
        for at, line in enumerate(ahead):
            names = {column: name for column, value in line.cells.items() if (name := folded(value))}
            if is_named(list(names.values()), ahead[at + 1 :]):
                return names, ahead[at + 1 :], ()
    without = unnamed_cells([line.cells for line in ahead if line.cells])
    return (dict(enumerate(without.names())), ahead, (without.told(),)) if without else (None, ahead, ())


def _has_text(names: Sequence[str], below: Sequence[Line]) -> bool:
    found = plan(names)
    if "body" not in found or "body" in mapped_columns():
        return "body" in found
    beside = any(each in found for each in BESIDE) or any(map(_holds_story, below))
    return len(names) > 1 and beside and max(map(len, names)) < _LONGEST_NAME


def _has_summary(names: Sequence[str], below: Sequence[Line]) -> bool:
    found = plan(names)
    usual = "body" not in mapped_columns() and "headline" in found and "published" in found
    return usual and any(mark(name) in SUMMARY_MARKS for name in names)


def _holds_story(line: Line) -> bool:
    return any(map(is_story, line.cells.values()))


def _strange(lines: Sequence[Line], place: str) -> ReadError | None:
    """Return the error for a sheet with stories in columns whose names nobody knows, None for a table of figures."""
    if not any(map(_holds_story, lines)):
        return None
    head = next(line for line in lines if len(line.cells) > 1 or _holds_story(line))
    where = f"{place}, row {head.number}" if head.number else place
    return unknown_columns(where, dict.fromkeys(head.cells.values()))


def _values(lines: Iterator[Line]) -> Iterator[Mapping[str, str]]:
    names, ahead, _ = _named(lines)
    return (_row(line, names) for line in chain(ahead, lines)) if names else iter(())


def _row(line: Line, names: Mapping[int, str]) -> Mapping[str, str]:
    """Return the values of a row by the names of their columns, its address among them where only a link tells it."""
    row = {name: line.cells.get(column, "") for column, name in names.items()}
    address = plan(row).get("url", "url")
    link = next((each for column, each in line.links.items() if names.get(column) == address), None)
    if link is None and "://" not in row.get(address, ""):
        link = next(iter(line.links.values()), None)
    return row if link is None else {**row, address: link}
