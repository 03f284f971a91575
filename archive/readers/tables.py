"""CSV and its kin: comma, semicolon, bar or tab between columns, the first row their names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from itertools import chain
from typing import Any, BinaryIO

from archive.readers.columns import mapped_columns, plan
from archive.readers.copy import Copy, FailedRecord
from archive.readers.dialect import DELIMITERS, dialect_of, is_written, unwritten
from archive.readers.encoding import decode, plain_ends
from archive.readers.rows import DayFirst, copy_of, day_first_in, has_body, unknown_columns
from archive.readers.slices import MOST, as_utf8
from archive.readers.sniff import HEAD
from archive.readers.unnamed import Unnamed, is_story, unnamed
from archive.readers.unpacked import ahead

BESIDE = ("headline", "published", "byline", "url", "publication", "agency")
"""What tells that a table whose column has the name of a text is one of stories."""
_SEPARATOR = re.compile(r"\s*sep=.[\t;, ]*(?:\n|\Z)", re.IGNORECASE)
"""The line in which one program tells itself how columns are divided."""
_CHUNK = 1 << 18
_FEW = 16
_SHOWN = 64
"""Lines that tell how marks are written."""


class TableReader:
    """Reads CSV and TSV, one story a row."""

    name = "csv"
    version = 10
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab", ".psv")

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the names of the columns make it that there are stories in it."""
        if head[:64].lstrip(b"\xef\xbb\xbf \r\n")[:1] in (b"", b"<", b"{", b"["):
            return 0.0
        text = decode(head).text
        if told := _SEPARATOR.match(text):
            text = text[told.end() :]
        first = text.lstrip("\n").partition("\n")[0]
        named = name.lower().endswith(self.suffixes)
        if not any(mark in first for mark in DELIMITERS):
            # A column alone is one of texts by its name.
            return 0.4 if named and "body" in plan((first.strip(' "\r'),)) else 0.0
        if len(first) > 4000:
            return 0.35 if named and unnamed(head) else 0.0
        return _sure(text, first, named) or (0.35 if named and unnamed(head) else 0.0)

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of a table, however long; a broken row costs itself.

        Raises:
            ReadError: no column is known to hold the text.
        """
        without = unnamed(stream.read(HEAD))
        stream.seek(0)
        found = table(stream, without)
        if found is None:
            return
        header, rows = found
        if not has_body(dict.fromkeys(header)):
            raise unknown_columns(f"{name}:1", dict.fromkeys(header))
        day_first = day_first_in(stream, partial(_begin_of, stream, without))
        for ordinal, row in enumerate(rows):
            if without:
                row.warnings = (*row.warnings, without.told())
            copy = _read(row, header, ordinal, self.name, day_first)
            if copy is not None:
                yield copy


def table(stream: BinaryIO, without: Unnamed | None = None) -> tuple[list[str], Iterator[Row]] | None:
    """Return the names of the columns of a table and its rows, None where there is nothing in it.

    Of one ``without`` names of its own they are those of the fields that its columns hold.
    """
    # Rows are measured here; the parser only must not stop before.
    csv.field_size_limit(4 * MOST)
    narrow, wide = as_utf8(stream)
    lines = _Lines(narrow)
    lines.begin()
    if _SEPARATOR.match(plain_ends(lines.first())):
        lines.at += 1
        lines.begin()
    first = lines.first()
    if not first.strip():
        return None
    after = lines.ahead()
    shown = lines.lines[lines.at : lines.at + _SHOWN]
    marks = without.mark if without else DELIMITERS
    dialect = dialect_of(decode(_bytes(first)).text, shown if len(shown) > 1 else [first, after], marks)
    rows = _Rows(lines, dialect, wide, written=is_written(shown, dialect))
    rows.begin()
    header = without.names() if without else rows.header()
    return header, rows.values(len(header))


def _sure(text: str, first: str, named: bool) -> float:
    lines = StringIO(text, "\n").readlines()
    dialect = dialect_of(first, lines[:_SHOWN])
    try:
        rows = [row for row, _ in zip(csv.reader(lines, **dialect), range(20), strict=False)]
    except csv.Error:
        return 0.0
    header = next(filter(None, rows), [])
    found = plan(header)
    if "body" in mapped_columns():
        return 0.9 if "body" in found else 0.0
    even = len(rows) < 2 or sum(len(row) == len(header) for row in rows[1:] if row) * 3 >= len(rows) - 1
    if "body" in found and len(header) > 1 and even and all(len(name) < 60 for name in header):
        beside = sum(field in found for field in BESIDE)
        return 0.9 if named else 0.8 if beside else 0.0
    if not named or len(header) < 2:
        return 0.0
    # A table with stories in it whose columns nobody could guess is worth an error that tells how to name them.
    return 0.35 if any(is_story(cell) for row in rows[1:] for cell in row) else 0.0


@dataclass(slots=True)
class Row:
    """One row: its values, its bytes, the line it begins on, and what is wrong with it.

    Not frozen, since one is made for each of millions of rows, in a third of the time.
    """

    values: list[str]
    raw: bytes
    line: int
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    fault: str | None = None


class _TooLongError(Exception):
    """A row goes on and on."""


@dataclass(slots=True)
class _Lines:
    """A window on the lines of a table: those of the row under way, from ``at`` on, and some that were read ahead."""

    stream: BinaryIO
    lines: list[str] = field(default_factory=list)
    """As text that gives the bytes back: what is no UTF-8 stands in it as half characters."""
    at: int = 0
    before: int = 0
    """Lines that the window has left behind."""
    size: int = 0
    """Characters of the lines in the window."""
    rest: bytes = b""
    """The beginning of a line whose end is not read yet."""
    ended: bool = False
    """Whether the parser has asked for more than there is."""
    returns: bool = False
    """Whether a carriage return alone ends a line, as on old Macs."""
    nuls: bool = False
    """Whether there was any NUL, which the parser must not see."""

    def begin(self) -> None:
        """Move to the first line with anything on it, and see how lines end."""
        while (first := self.first()) and not first.strip("\ufeff\r\n "):
            self.at += 1
        if first and self.before + self.at == 0:
            first = self.lines[0] = first.removeprefix("\ufeff")
        if not self.returns and "\r" in first.rstrip("\r\n"):
            self.returns = True
            self.lines[self.at :] = [part for line in self.lines[self.at :] for part in self._divided(line)]

    def first(self) -> str:
        """Return the first line of the row under way; nothing at the end of the table."""
        more = True
        while more and self.at >= len(self.lines):
            with suppress(_TooLongError):
                more = self._more()
        return self.lines[self.at] if more else ""

    def ahead(self) -> str:
        """Return the line after it, or as much of that as one block holds."""
        after = self.at + 1
        if after >= len(self.lines) and not self.rest:
            self._more()
            after = self.at + 1
        return self.lines[after] if after < len(self.lines) else _text(self.rest)

    def texts(self) -> Iterator[list[str]]:
        """Yield the lines from the row under way on; few at first, since after a broken row all begins anew.

        Raises:
            _TooLongError: the row under way is longer than any; the window stands behind it.
        """
        number, step = self.before + self.at, _FEW
        while number - self.before < len(self.lines) or self._more():
            lines = self.lines[number - self.before : number - self.before + step]
            number, step = number + len(lines), 2 * step
            yield [line.replace("\0", "") for line in lines] if self.nuls else lines
        self.ended = True

    def take(self, number: int) -> list[str]:
        """Return the lines up to one that is counted from the begin of the table, and move behind them."""
        end = number - self.before
        taken, self.at = self.lines[self.at : end], end
        return taken

    def skip_to(self, delimiter: str, times: int) -> None:
        """Pass over lines that cannot be a row, since the mark that divides columns is not in them often enough."""
        while (line := self.first()) and line.count(delimiter) < times:
            self.at += 1

    def _more(self) -> bool:
        """Read on, leaving behind what lies before the row under way; False at the end of the table."""
        self._leave(self.at)
        if self.size + len(self.rest) > MOST:
            self._leave(len(self.lines))
            self._skip_line()
            raise _TooLongError
        # Twice as much each time, so that a long line is not copied again and again.
        block = ahead(self.stream, max(_CHUNK, len(self.rest)))
        data = self.rest + block
        if not self.returns and self.before + len(self.lines) == 0 and b"\r" in data[:-1] and b"\n" not in data:
            self.returns = True
        cut = self._whole_lines(data) if block else len(data)
        self.rest = data[cut:]
        text = _text(data[:cut])
        self.nuls = self.nuls or "\0" in text
        self.lines += self._divided(text)
        self.size += len(text)
        return bool(block or text)

    def _divided(self, text: str) -> list[str]:
        return StringIO(text, "" if self.returns else "\n").readlines()

    def _whole_lines(self, data: bytes) -> int:
        """Return how many bytes of a block are whole lines; a line end may follow a carriage return at its end."""
        if not self.returns:
            return data.rfind(b"\n") + 1
        end = len(data) - (2 if data.endswith(b"\r\n") else 1)
        return max(data.rfind(mark, 0, end) for mark in (b"\n", b"\r")) + 1

    def _leave(self, count: int) -> None:
        self.size -= sum(map(len, self.lines[:count]))
        del self.lines[:count]
        self.before += count
        self.at = 0

    def _skip_line(self) -> None:
        while self.rest and b"\n" not in self.rest:
            self.rest = self.stream.read(_CHUNK)
        self.rest = self.rest.partition(b"\n")[2]
        self.before += 1


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


@dataclass(slots=True)
class _Rows:
    """The rows of a table; one parser reads on until a row is broken."""

    lines: _Lines
    dialect: dict[str, Any]
    wide: str | None
    written: bool = False
    """Whether values have line ends as a backslash and a letter."""
    begun: int = 0
    """Lines before those that the parser was given."""
    parser: Any = None

    def header(self) -> list[str]:
        """Return the names of the columns."""
        row = self._next()
        return [name.strip() for name in row.values] if row else []

    def values(self, width: int) -> Iterator[Row]:
        """Yield the rows; after a broken one go on with the first that has all columns."""
        lost = False
        while (row := self._next()) is not None:
            if row.fault:
                lost = True
                yield row
                self.lines.skip_to(self.dialect["delimiter"], width - 1)
                self.begin()
            elif row.values and (not lost or len(row.values) == width):
                lost = False
                if self.written:
                    row.values = list(map(unwritten, row.values))
                yield row

    def begin(self) -> None:
        """Begin with the line that the window stands at."""
        self.begun = self.lines.before + self.lines.at
        self.parser = csv.reader(chain.from_iterable(self.lines.texts()), **self.dialect)

    def _next(self) -> Row | None:
        line = self.lines.before + self.lines.at + 1
        try:
            values = next(self.parser, None)
        except _TooLongError:
            return _too_long(line)
        except csv.Error as error:
            self.lines.take(self.begun + self.parser.line_num)
            return Row([], b"", line, fault=f"no row: {error}")
        if values is None:
            return None
        taken = self.lines.take(self.begun + self.parser.line_num)
        if self.lines.ended and len(taken) > 1 and self._open(taken):
            # Only the first line of it is lost.
            self.lines.at -= len(taken) - 1
            self.lines.ended = False
            return Row([], b"", line, fault="a quotation mark opens and nothing closes it")
        raw = _bytes("".join(taken).rstrip("\r\n"))
        if len(raw) > MOST:
            return _too_long(line)
        return Row(values, raw, line) if raw.isascii() and self.wide is None else self._decoded(values, raw, line)

    def _open(self, taken: list[str]) -> bool:
        quoting: int = self.dialect["quoting"]
        marks = sum(line.count('"') for line in taken)
        if self.dialect["escapechar"]:
            marks -= sum(line.count('\\"') for line in taken)
        return quoting == csv.QUOTE_MINIMAL and marks % 2 == 1

    def _decoded(self, values: list[str], raw: bytes, line: int) -> Row:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode(raw)
            values = next(csv.reader(StringIO(decoded.text, "\n"), **self.dialect), [])
            return Row(values, raw, line, decoded.encoding, decoded.warnings)
        if self.wide:
            return Row(values, raw.decode("utf-8").encode(self.wide, "replace"), line, self.wide)
        return Row(values, raw, line)


def _too_long(line: int) -> Row:
    return Row([], b"", line, fault=f"longer than {MOST >> 20} MB, which no story is")


def _begin_of(stream: BinaryIO, without: Unnamed | None) -> Iterator[dict[str, str]]:
    """Yield the rows of a table from its begin, by the names of their columns."""
    header, rows = table(stream, without) or ([], iter(()))
    return (dict(zip(header, row.values, strict=False)) for row in rows)


def _read(row: Row, header: list[str], ordinal: int, format: str, day_first: DayFirst) -> Copy | FailedRecord | None:
    place = f"line {row.line}"
    if row.fault:
        return FailedRecord(ordinal, f"{place}: {row.fault}")
    extra = row.values[len(header) :]
    if any(extra):
        return FailedRecord(ordinal, f"{place}: {len(row.values)} values for {len(header)} columns")
    warnings = row.warnings
    if len(row.values) < len(header):
        missing = header[len(row.values)]
        body = plan(header).get("body")
        if body in header[len(row.values) :]:
            return FailedRecord(ordinal, f"{place}: {len(row.values)} values for {len(header)} columns")
        warnings = (*warnings, f"the row ends before {missing!r}")
    values = dict(zip(header, row.values, strict=False))
    return copy_of(
        values, row.raw, format, ordinal, place, encoding=row.encoding, warnings=warnings, day_first=day_first
    )
