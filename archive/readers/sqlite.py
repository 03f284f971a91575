"""SQLite databases, as scrapers and feed readers keep them: one story a row, of every table.

Nothing of a database is run: its views are not asked, no extension is loaded, and it is never written to.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.sheets import Line, Sheet, number, records
from archive.readers.unpacked import Member

if TYPE_CHECKING:
    from sqlite3 import Connection

_MAGIC = b"SQLite format 3\x00"
_MOST_HELD = 256 << 20
"""Bytes of a database that is held in memory, since it lies in an archive."""
_VERSIONS = slice(18, 20)
"""Where the header says that changes are first written to a file beside it (2), or not (1): SQLite file format, 1.3."""
_TABLES = (
    "SELECT CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_master "
    "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
)
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\s+TABLE\b", re.IGNORECASE)
_SEARCHED = re.compile(r"(?>.*?\bUSING\s+fts[345]\b)(?!.*\bcontent\s*=)", re.IGNORECASE | re.DOTALL)
"""Tables for full-text search that hold their texts themselves, and not only the words of another table."""


class SqliteReader:
    """Reads SQLite databases, one story a row."""

    name = "sqlite"
    version = 2
    suffixes: tuple[str, ...] = (".sqlite", ".sqlite3", ".db", ".db3")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins as such a database does."""
        return 0.97 if head.startswith(_MAGIC) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the rows of all tables with a column for the text.

        Raises:
            ReadError: it is damaged, or too large for where it lies, or no column is known to hold the text.
        """
        import sqlite3

        ordinal = -1
        try:
            with closing(_opened(stream, name)) as database:
                tables = _tables(database)

                def sheets() -> Iterator[Sheet]:
                    return ((f"table {each!r}", _lines(database, each)) for each in tables)

                for record in records(stream, sheets, self.name, name):
                    ordinal = record.ordinal
                    yield record
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # Names in bytes that are no text raise the other.
            told = " ".join(str(error).split())[:100]
            raise ReadError(f"{name}: damaged ({told}): mend it, such as by sqlite3 FILE .recover") from error
        if _has_more(name):
            told = (
                f"what was written last lies in {Path(name).name}-wal alone: close the program that holds the database"
            )
            yield FailedRecord(ordinal + 1, told)


def _opened(stream: BinaryIO, place: str) -> Connection:
    """Open a database where it lies if it is a file, or else from memory.

    Raises:
        ReadError: it is too large for that.
    """
    import sqlite3

    if isinstance(stream, io.BufferedReader) and not isinstance(stream, Member):
        database = sqlite3.connect(f"{Path(place).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    else:
        data = bytearray(stream.read(_MOST_HELD + 1))
        if len(data) > _MOST_HELD:
            raise ReadError(f"{place}: larger than {_MOST_HELD >> 20} MB within an archive: unpack it")
        data[_VERSIONS] = b"\1\1"
        database = sqlite3.connect(":memory:")
        database.deserialize(bytes(data))
    database.execute("PRAGMA trusted_schema = OFF")
    database.text_factory = _text
    return database


def _tables(database: Connection) -> list[str]:
    """Return the names of the tables, without those that make others searchable, and what lies behind these."""
    found = {name: sql or "" for name, sql in database.execute(_TABLES)}
    virtual = tuple(f"{name}_" for name, sql in found.items() if _VIRTUAL.match(sql))
    own = (name for name, sql in found.items() if not _VIRTUAL.match(sql) or _SEARCHED.match(sql))
    return [name for name in own if not name.startswith(virtual)]


def _lines(database: Connection, table: str) -> Iterator[Line]:
    rows = database.execute('SELECT * FROM "{}"'.format(table.replace('"', '""')))
    yield Line(0, dict(enumerate(column[0] for column in rows.description)))
    for at, row in enumerate(rows, 1):
        yield Line(at, {column: text for column, value in enumerate(row) if (text := _shown(value))})


def _shown(value: Any) -> str:
    """Return a value as text, "" for none and for what is no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return number(value)
    try:
        return "" if value is None else bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data).text


def _has_more(place: str) -> bool:
    """Tell whether a file beside a database holds what is not written into it yet."""
    try:
        return Path(f"{place}-wal").stat().st_size > 0
    except (OSError, ValueError):
        return False
