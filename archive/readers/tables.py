"""CSV and its kin: comma, semicolon, bar or tab between columns, the first row their names."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from archive.readers.columns import mapped_columns, plan
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.rows import copy_of, has_body, unknown_columns
from archive.readers.slices import MOST, as_utf8

_DELIMITERS = ",\t;|"
_BESIDE = ("headline", "published", "byline", "url", "publication", "agency")
_SEPARATOR = re.compile(r"\s*sep=.[\t;, ]*(?:\n|\Z)", re.IGNORECASE)
"""The line in which one program tells itself how columns are divided."""
_PROSE = 200
"""Characters of a cell that is probably a story."""


class TableReader:
    """Reads CSV and TSV, one story a row."""

    name = "csv"
    version = 2
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab", ".psv")

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the names of the columns make it that there are stories in it."""
        if head[:64].lstrip(b"\xef\xbb\xbf \r\n")[:1] in (b"", b"<", b"{", b"["):
            return 0.0
        text = decode(head).text
        if told := _SEPARATOR.match(text):
            text = text[told.end() :]
        first = text.lstrip("\n").partition("\n")[0]
        if len(first) > 4000 or not any(mark in first for mark in _DELIMITERS):
            return 0.0
        return _sure(text, first, name.lower().endswith(self.suffixes))

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of a table, however long; a broken row costs itself.

        Raises:
            ReadError: no column is known to hold the text.
        """
        csv.field_size_limit(MOST)
        narrow, wide = as_utf8(stream)
        feed = _Feed(narrow)
        first = feed.peek()
        if _SEPARATOR.match(decode(first).text):
            feed.waiting.popleft()
            feed.line += 1
            first = feed.peek()
        if not first.strip():
            return
        text = decode(first).text
        rows = _Rows(feed, _dialect(text, decode(first + feed.ahead()).text), wide)
        header = rows.header()
        if not has_body(dict.fromkeys(header)):
            raise unknown_columns(f"{name}:1", dict.fromkeys(header))
        for ordinal, row in enumerate(rows.values(len(header))):
            copy = _read(row, header, ordinal, self.name)
            if copy is not None:
                yield copy


def _sure(text: str, first: str, named: bool) -> float:
    dialect = _dialect(first, text)
    try:
        rows = [row for row, _ in zip(csv.reader(text.splitlines(keepends=True), **dialect), range(20), strict=False)]
    except csv.Error:
        return 0.0
    header = next(filter(None, rows), [])
    found = plan(header)
    if "body" in mapped_columns():
        return 0.9 if "body" in found else 0.0
    even = len(rows) < 2 or sum(len(row) == len(header) for row in rows[1:] if row) * 3 >= len(rows) - 1
    if "body" in found and len(header) > 1 and even and all(len(name) < 60 for name in header):
        beside = sum(field in found for field in _BESIDE)
        return 0.9 if named else 0.8 if beside else 0.0
    if not named or len(header) < 2:
        return 0.0
    # A table with stories in it whose columns nobody could guess is worth an error that tells how to name them.
    return 0.35 if any(len(cell) > _PROSE and cell.count(" ") > 30 for row in rows[1:] for cell in row) else 0.0


def _dialect(first: str, text: str) -> dict[str, Any]:
    """Return how columns are divided and quoted: the mark that gives known names, or else the most names."""

    def rank(mark: str) -> tuple[bool, int]:
        names = next(csv.reader([first.strip("\n").partition("\n")[0]], delimiter=mark), [])
        return "body" in plan(names), len(names)

    delimiter = max(_DELIMITERS, key=rank)
    quotes = delimiter != "\t" or (('\t"' in text or text.startswith('"')) and text.count('"') % 2 == 0)
    return {"delimiter": delimiter, "quoting": csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE}


@dataclass(frozen=True, slots=True)
class _Row:
    values: list[str]
    raw: bytes
    line: int
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    fault: str | None = None


class _TooLongError(Exception):
    """A row goes on and on."""


@dataclass(slots=True)
class _Feed:
    """Gives lines to the parser and keeps the bytes of those that the row under way has taken."""

    stream: BinaryIO
    waiting: deque[bytes] = field(default_factory=deque)
    taken: list[bytes] = field(default_factory=list)
    size: int = 0
    line: int = 0
    """Lines given so far."""
    ended: bool = False
    returns: bool = False
    """Whether a carriage return alone ends a line, as on old Macs."""

    def peek(self) -> bytes:
        """Return the first line with anything on it without giving it."""
        block = self._block()
        while block and not block.strip(b"\xef\xbb\xbf\r\n "):
            self.line += 1
            block = self._block()
        if self.line == 0:
            block = block.removeprefix(b"\xef\xbb\xbf")
        if b"\r" in block.rstrip(b"\r\n"):
            self.returns = True
            block, *rest = block.splitlines(keepends=True)
            self.waiting.extendleft(reversed(rest))
        self.waiting.appendleft(block)
        return block

    def ahead(self) -> bytes:
        """Return some of what follows the first line without giving it."""
        first = self.waiting.popleft()
        block = self._block()
        self.waiting.extendleft((block, first))
        return block

    def _block(self) -> bytes:
        if self.waiting:
            return self.waiting.popleft()
        block = self.stream.readline(MOST)
        if not self.returns or not block:
            return block
        block, *rest = block.splitlines(keepends=True)
        self.waiting.extend(rest)
        return block

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        block = self._block()
        if not block:
            self.ended = True
            raise StopIteration
        self.line += 1
        self.taken.append(block)
        self.size += len(block)
        if self.size >= MOST:
            raise _TooLongError
        return block.decode("utf-8", "surrogateescape").replace("\0", "")

    def begin(self) -> None:
        """Begin a new row."""
        self.taken.clear()
        self.size = 0

    def skip_line(self) -> None:
        """Read on to the end of the line under way."""
        while self.taken and not self.taken[-1].endswith(b"\n"):
            self.taken = [self.stream.readline(1 << 20)]
            if not self.taken[0]:
                break

    def skip_to(self, delimiter: bytes, times: int) -> None:
        """Pass over lines that cannot be a row, since the mark that divides columns is not in them often enough."""
        while block := self._block():
            if block.count(delimiter) >= times:
                self.waiting.appendleft(block)
                return
            self.line += 1

    def give_back(self) -> None:
        """Give all lines of the row but the first again."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        self.line -= len(self.taken) - 1
        self.ended = False


@dataclass(slots=True)
class _Rows:
    feed: _Feed
    dialect: dict[str, Any]
    wide: str | None

    def header(self) -> list[str]:
        """Return the names of the columns."""
        row = self._next()
        return [name.strip() for name in row.values] if row else []

    def values(self, width: int) -> Iterator[_Row]:
        """Yield the rows; after a broken one go on with the first that has all columns."""
        lost = False
        while (row := self._next()) is not None:
            if row.fault:
                lost = True
                yield row
                self.feed.skip_to(self.dialect["delimiter"].encode(), width - 1)
            elif row.values and (not lost or len(row.values) == width):
                lost = False
                yield row

    def _next(self) -> _Row | None:
        feed = self.feed
        feed.begin()
        line = feed.line + 1
        try:
            values = next(csv.reader(feed, **self.dialect), None)
        except _TooLongError:
            feed.skip_line()
            return _Row([], b"", line, fault=f"longer than {MOST >> 20} MB, which no story is")
        except csv.Error as error:
            return _Row([], b"", line, fault=f"no row: {error}")
        if values is None:
            return None
        if feed.ended and len(feed.taken) > 1 and self._open(feed.taken):
            feed.give_back()
            return _Row([], b"", line, fault="a quotation mark opens and nothing closes it")
        return self._decoded(values, b"".join(feed.taken).rstrip(b"\r\n"), line)

    def _open(self, taken: list[bytes]) -> bool:
        quoting: int = self.dialect["quoting"]
        return quoting == csv.QUOTE_MINIMAL and sum(block.count(b'"') for block in taken) % 2 == 1

    def _decoded(self, values: list[str], raw: bytes, line: int) -> _Row:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode(raw)
            values = next(csv.reader(decoded.text.splitlines(keepends=True), **self.dialect), [])
            return _Row(values, raw, line, decoded.encoding, decoded.warnings)
        if self.wide:
            return _Row(values, raw.decode("utf-8").encode(self.wide, "replace"), line, self.wide)
        return _Row(values, raw, line)


def _read(row: _Row, header: list[str], ordinal: int, format: str) -> Copy | FailedRecord | None:
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
    return copy_of(values, row.raw, format, ordinal, place, encoding=row.encoding, warnings=warnings)
