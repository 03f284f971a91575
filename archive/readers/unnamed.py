"""Tables without names of columns, whose first row is a story like the others: told by what is in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Any

from archive.readers.columns import mapped_columns
from archive.readers.dates import published
from archive.readers.dialect import DELIMITERS, dialect_of
from archive.readers.encoding import decode
from archive.readers.sniff import HEAD
from archive.readers.sources import is_source
from index.values import dataclass

_FEWEST = 3
"""Rows that tell what is in a column."""
_MOST = 0.9
"""Share of the values of a column that must be of one kind."""
_PROSE, _SPACES = 200, 30
"""Characters and spaces of the shortest cell that is probably a story."""
_ADDRESS = re.compile(r"https?://\S+")
_LONGEST_TITLE = 200
_SHOWN, _MOST_ROWS = 64, 20
"""Lines and rows that are looked at."""


def is_story(cell: str) -> bool:
    """Tell whether a cell probably holds a story, and no name or figure."""
    return len(cell) > _PROSE and cell.count(" ") > _SPACES


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A table without names of columns: the field that each holds, "" where nobody knows, and what divides them."""

    fields: Sequence[str]
    mark: str = ""

    def names(self) -> list[str]:
        """Return names for the columns, by which they are read."""
        return [field or f"column {at}" for at, field in enumerate(self.fields, 1)]

    def told(self) -> str:
        """Return what to say of columns that are read so."""
        held = (f"{at} as {'text' if field == 'body' else field}" for at, field in enumerate(self.fields, 1) if field)
        return f"the columns have no names: read by what is in them, {', '.join(held)}"


def unnamed(head: bytes) -> Unnamed | None:
    """Return what is in the columns of a table of stories that have no names, None for any other.

    ``head`` is its beginning. Only what leaves no doubt is told: the first row holds a story, as no name is, and nearly
    all others are like it.
    """
    lines = StringIO(decode(head).text, "\n").readlines()
    for mark in DELIMITERS if lines else "":
        rows = _rows(lines, dialect_of(lines[0], lines[:_SHOWN], mark))
        if fields := _fields(rows if len(head) < HEAD else rows[:-1]):
            return Unnamed(fields, mark)
    return None


def unnamed_cells(rows: Sequence[Mapping[int, str]]) -> Unnamed | None:
    """Return what is in the columns of a sheet of stories that have no names, None for any other.

    Its first rows are given by the numbers of their columns.
    """
    columns = range(max((max(row, default=-1) for row in rows), default=-1) + 1)
    fields = _fields([[row.get(column, "") for column in columns] for row in rows[:_MOST_ROWS]])
    return Unnamed(fields) if fields else None


def _rows(lines: Sequence[str], dialect: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """Return the first rows of a table, up to one that is broken."""
    rows: list[Sequence[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(filter(None, csv.reader(lines, **dialect)), _MOST_ROWS))
    return rows


def _fields(rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """Return the field that each column holds, None where the first row is no story, or the user named columns."""
    if mapped_columns() or len(rows) < _FEWEST or not any(map(is_story, rows[0])):
        return None
    whole = [list(map(str.strip, row)) for row in rows if len(row) == len(rows[0])]
    if len(whole) < _MOST * len(rows) or len(whole[0]) < 2:
        return None
    columns = list(zip(*whole, strict=True))
    stories = [at for at, values in enumerate(columns) if is_story(values[0]) and _most(is_story, values)]
    if not stories:
        return None
    found = [""] * len(columns)
    found[max(stories, key=lambda at: sum(map(len, columns[at])))] = "body"
    for field, is_one in _KINDS.items():
        # Two columns of a kind leave in doubt which is meant.
        if len(of_kind := [at for at, values in enumerate(columns) if not found[at] and is_one(values)]) == 1:
            found[of_kind[0]] = field
    return found


def _most(is_one: Callable[[str], bool], values: Sequence[str]) -> bool:
    return sum(map(is_one, values)) >= _MOST * len(values)


def _is_date(value: str) -> bool:
    found = None if value.isdecimal() else published(value)
    return found is not None and found.precision in ("day", "time")


def _are_titles(values: Sequence[str]) -> bool:
    return len(set(values)) >= _MOST * len(values) and _most(_is_title, values)


def _is_title(value: str) -> bool:
    return value.count(" ") > 1 and len(value) <= _LONGEST_TITLE and not _is_date(value) and value[-1:] not in ".,;:"


_KINDS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "url": lambda values: _most(lambda value: _ADDRESS.fullmatch(value) is not None, values),
    "published": lambda values: _most(_is_date, values),
    "publication": lambda values: len(set(values)) < len(values) and _most(is_source, values),
    "headline": _are_titles,
}
