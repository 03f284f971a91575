"""Tells how a table is written: what divides its columns, which marks and backslashes belong to it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Any

from archive.readers.columns import plan

DELIMITERS = ",\t;|"
_ESCAPED = re.compile(r'\w\\"|\\"\w')
_DOUBLED = re.compile(r'\w""|""\w')
_BEGINS = re.compile(r'(?:^|\t)"')
_WRITTEN = re.compile(r"\\n(?:\\n|[A-Z“\"'])|\\r\\n")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "0": "", "N": "", "\\": "\\"}
_LETTER = re.compile(r"\\([nrt0N\\])")


def dialect_of(first: str, lines: Sequence[str], marks: str = DELIMITERS) -> dict[str, Any]:
    """Return how columns are divided and quoted: by the mark that gives known names, or else the most names."""

    def rank(mark: str) -> tuple[bool, int]:
        names = next(csv.reader([first.strip("\n").partition("\n")[0]], delimiter=mark), [])
        return "body" in plan(names), len(names)

    dialect = {"delimiter": max(marks, key=rank), "quoting": csv.QUOTE_MINIMAL, "escapechar": _escape(lines)}
    if dialect["delimiter"] == "\t" and not _is_quoted(lines, dialect):
        return {"delimiter": "\t", "quoting": csv.QUOTE_NONE, "escapechar": None}
    return dialect


def _escape(lines: Sequence[str]) -> str | None:
    """Return how marks within a value are written: some databases put a backslash before one rather than another."""
    text = "".join(lines)
    return "\\" if _ESCAPED.search(text) and not _DOUBLED.search(text) else None


def _is_quoted(lines: Sequence[str], dialect: Mapping[str, Any]) -> bool:
    """Tell whether the marks around values belong to the table, rather than to what somebody said in a value.

    Where most lines are whole rows, each value that begins with a mark must end with one, too.
    """
    width = lines[0].count("\t")

    def whole(some: Sequence[str]) -> int:
        return sum(line.count("\t") == width for line in some)

    if whole(lines) * 2 < len(lines):
        return True
    # The blank line tells whether all lines were read when the parser gave up.
    left = iter([*lines, "\n"])
    rows, begun = csv.reader(left, strict=True, **dialect), 0
    try:
        for _ in rows:
            begun = rows.line_num
    except csv.Error:
        if next(left, None) is not None:
            return False
        # The last row goes on behind these lines, or a mark in it never meant more than itself.
        inside = lines[begun + 1 :]
        return not whole(inside) if inside else any(map(_BEGINS.search, lines[:begun]))
    return True


def is_written(lines: Sequence[str], dialect: Mapping[str, Any]) -> bool:
    """Tell whether line ends within values are written as a backslash and a letter, as databases write tables."""
    unquoted = dialect["quoting"] == csv.QUOTE_NONE or not any(map(_BEGINS.search, lines))
    return dialect["delimiter"] == "\t" and unquoted and any(map(_WRITTEN.search, lines))


def unwritten(value: str) -> str:
    """Return a value with what stands in it as a backslash and a letter put back."""
    return _LETTER.sub(lambda found: _LETTERS[found[1]], value)
