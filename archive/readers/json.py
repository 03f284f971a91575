"""JSON and JSON Lines as exports, scrapers and databases write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from archive.readers.columns import SUMMARY_MARKS, mapped_columns, mark, plan
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.jsonlines import Found, is_lines
from archive.readers.jsonstream import balanced, records
from archive.readers.rows import copy_of, day_first_in, has_body, unknown_columns
from archive.readers.slices import MOST
from archive.readers.sniff import HEAD

_KEY = re.compile(r'"([^"\\]{1,40})"\s*:')
_COLUMNS = re.compile(r'"columns"\s*:\s*\[([^\[\]{}]{1,4000})\]')
"""The names of columns beside lists of values."""
_NAME = re.compile(r'"([^"\\]{1,40})"')
_PROSE = re.compile(r':\s*"(?:[^"\\]|\\.){300,}')
_PARTS = frozenset(["contents", "contentelements"])
"""Keys of lists, of parts of a text where something in them is one by its name, of anything where nothing is."""
_PATIENCE = 50
"""Records without a column for the text after which the file is given up."""
_BESIDE = ("headline", "published", "byline", "url", "publication", "dateline")


class JsonReader:
    """Reads JSON documents: one story, or a list of them under a usual key."""

    name = "json"
    version = 10
    suffixes: tuple[str, ...] = (".json",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the keys make it that there are stories in it."""
        text = beginning(head)
        return 0.0 if is_lines(text, name) else sure_of(text, head, name, self.suffixes)

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of a document, however large.

        Raises:
            ReadError: it is no JSON from some place on, or nothing in it is known to be a text.
        """
        return read_records(stream, name, self.name)


class JsonLinesReader:
    """Reads JSON Lines, one story a line."""

    name = "jsonl"
    version = 10
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jl", ".json")

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the keys make it that there are stories in it."""
        text = beginning(head)
        return sure_of(text, head, name, self.suffixes) if is_lines(text, name) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of a file, however large; a broken line costs itself.

        Raises:
            ReadError: nothing in it is known to be a text.
        """
        return read_records(stream, name, self.name)


def read_records(stream: BinaryIO, place: str, format: str) -> Iterator[Copy | FailedRecord]:
    """Yield the copy of every record that is found in a stream of JSON.

    Raises:
        ReadError: it is no JSON from some place on, or nothing in it is known to be a text.
    """
    day_first = day_first_in(stream, lambda: (found.value for found in records(stream, place)))
    strange: list[FailedRecord] = []
    known = False
    value: dict[str, Any] = {}
    for ordinal, found in enumerate(records(stream, place)):
        if found.fault:
            yield FailedRecord(ordinal, f"line {found.line}: {found.fault}")
            continue
        value = found.value
        raw = record_bytes(stream, found)
        copy = copy_of(
            value,
            raw,
            format,
            ordinal,
            f"line {found.line}",
            encoding=found.encoding,
            warnings=found.warnings,
            day_first=day_first,
        )
        known = known or isinstance(copy, Copy) or has_body(value)
        if found.whole and not known:
            raise unknown_columns(place, value)
        if isinstance(copy, FailedRecord) and not known:
            strange.append(copy)
            if len(strange) >= _PATIENCE:
                break
            continue
        if known:
            yield from strange
            strange.clear()
        if copy is not None:
            yield copy
    if strange:
        raise unknown_columns(place, value)


def record_bytes(stream: BinaryIO, found: Found) -> bytes:
    """Return the bytes of a record: all of the file where the file is the record."""
    if not found.whole:
        return found.raw
    stream.seek(0)
    return stream.read(2 * MOST)


def beginning(head: bytes) -> str:
    """Return the first characters of what may be JSON; "" for what is none."""
    if head[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] not in (b"{", b"["):
        return ""
    return decode(head).text.lstrip("\ufeff \n\t")


def keys_of(text: str) -> tuple[str, ...]:
    """Return the names that stand before a colon in the beginning of a document."""
    return tuple(dict.fromkeys(_KEY.findall(text)))


def sure_of(text: str, head: bytes, name: str, suffixes: tuple[str, ...]) -> float:
    """Return how sure the keys at the beginning make it that a document holds stories."""
    if not text:
        return 0.0
    keys = keys_of(text)
    if listed := _COLUMNS.search(text):
        keys += tuple(_NAME.findall(listed[1]))
    found: dict[str, Any] = dict(plan(key for key in keys if mark(key) not in _PARTS))
    if "body" in mapped_columns():
        return 0.9 if "body" in found else 0.0
    if "body" in found:
        return 0.9 if any(field in found for field in _BESIDE) else 0.4
    if "headline" in found and any(mark(key) in SUMMARY_MARKS for key in keys):
        return 0.4 if "published" in found else 0.0
    if name.lower().endswith(suffixes) and any(m[0].count(" ") > 40 for m in _PROSE.finditer(text)):
        return 0.35
    # Nobody knows what a file that ends too early would have held: that is worth an error, not silence.
    return 0.3 if name.lower().endswith(suffixes) and len(head) < HEAD and balanced(text, 0) < 0 else 0.0
