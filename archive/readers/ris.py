"""References in RIS, as databases of newspapers and programs for references export them: those with an abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord
from archive.readers.exports import language, plain_head, stretches
from archive.readers.rows import copy_of
from archive.readers.sources import catalogued_paper

_BEGIN = re.compile(rb"\n\s{0,80}TY  - [A-Z]{2,7}[ \t\r]*\n")
_BORDER = re.compile(rb"\nER  -[^\n]{0,80}$", re.MULTILINE)
_FIELD = re.compile(r"([A-Z][A-Z0-9])  -(?: |$)(.*)")
_COLUMNS = {
    "title": "TI T1", "abstract": "AB N2", "author": "AU A1", "publication": "JO JF T2 JA", "url": "UR LK L2",
    "keywords": "KW", "language": "LA", "guid": "AN DO",
}  # fmt: skip
"""Columns, and the tags of what they hold, the first that is there."""
_LISTED = ("author", "keywords")
_DAYS = ("DA", "Y1", "PY")
_DAY = re.compile(r"\d{4}(?:/\d{1,2}(?:/\d{1,2})?)?")
"""The part of ``2019/03/09/Evening`` that is a day, a month or a year."""


class RisReader:
    """Reads references in RIS, one a record."""

    name = "ris"
    version = 2
    suffixes: tuple[str, ...] = (".ris",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins with the kind of a reference."""
        return 0.95 if _BEGIN.match(plain_head(head)) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the references that have an abstract; the others hold no text."""
        for ordinal, piece in enumerate(stretches(stream, _BORDER)):
            place = f"line {piece.line}"
            if piece.fault:
                yield FailedRecord(ordinal, f"{place}: {piece.fault}")
                continue
            decoded = piece.decoded()
            row = _row(decoded.text)
            if "abstract" not in row:
                continue
            copy = copy_of(
                row, piece.raw, self.name, ordinal, place, encoding=decoded.encoding, warnings=decoded.warnings
            )
            if copy is not None:
                yield copy


def _row(text: str) -> dict[str, str | list[str]]:
    """Return the values of a reference by the names of columns; a value may go on in lines without a tag."""
    fields: dict[str, list[list[str]]] = {}
    value: list[str] | None = None
    for line in text.split("\n"):
        if found := _FIELD.match(line):
            value = [found[2]]
            fields.setdefault(found[1], []).append(value)
        elif value:
            value.append(line)
    told = {tag: list(filter(None, ("\n".join(lines).strip() for lines in each))) for tag, each in fields.items()}
    row: dict[str, str | list[str]] = {}
    for column, tags in _COLUMNS.items():
        if values := next(filter(None, (told.get(tag) for tag in tags.split())), None):
            row[column] = values if column in _LISTED else values[0]
    if paper := "".join(row.get("publication", "")):
        row["publication"] = catalogued_paper(paper)
    if named := language("".join(row.get("language", ""))):
        row["language"] = named
    days = (found[0] for tag in _DAYS for value in told.get(tag, ()) if (found := _DAY.match(value)))
    if day := max(days, key=len, default=""):
        row["date"] = day.replace("/", "-")
    return row
