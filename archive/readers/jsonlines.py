"""Finds the records of JSON Lines one after another, each with its own bytes; a broken line costs itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from archive.readers.encoding import decode
from archive.readers.slices import MOST

_CHUNK = 1 << 20
LINES = (".jsonl", ".ndjson", ".jl")
"""Endings of names that decide where the first line is too long to tell."""
DECODER = json.JSONDecoder(strict=False)
scan: Callable[[str, int], tuple[Any, int]] = DECODER.scan_once  # type: ignore[attr-defined]
"""Decodes what begins at a place of a text, as ``raw_decode`` does with one call more; StopIteration for nothing."""


@dataclass(slots=True)
class Found:
    """One record: its value, its bytes, the line it begins on, what is wrong with it, and whether it is the file.

    Not frozen, since one is made for each of millions of records, in a third of the time.
    """

    value: dict[str, Any]
    raw: bytes
    line: int
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    fault: str | None = None
    whole: bool = False


def is_lines(text: str, name: str) -> bool:
    """Tell whether what may be JSON is JSON Lines: a first line that ends an object, and one that begins another.

    A broken first line is still a line where it begins and ends like one.
    """
    first, _, rest = text.partition("\n")
    if not first.startswith("{"):
        return False
    following = rest.lstrip()[:1]
    if not following or name.lower().endswith(LINES):
        # Whatever is broken in it; a document set over several lines begins with its bracket alone.
        return name.lower().endswith(LINES) and first.strip() != "{"
    return first.rstrip().endswith("}") and following == "{"


def lines(stream: BinaryIO) -> Iterator[Found]:
    """Yield the record of each line, broken ones with a fault."""
    number = 0
    while block := stream.readline(MOST):
        number += 1
        if len(block) >= MOST and not block.endswith(b"\n"):
            while block and not block.endswith(b"\n"):
                block = stream.readline(_CHUNK)
            yield Found({}, b"", number, fault=f"longer than {MOST >> 20} MB, which no story is")
            continue
        raw = block.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n") if number == 1 else block.rstrip(b"\r\n")
        if raw and not raw.isspace():
            yield _line(raw, number)


def _line(raw: bytes, number: int) -> Found:
    try:
        text, encoding, warnings = raw.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        decoded = decode(raw)
        return parsed(decoded.text.strip(), raw, number, decoded.encoding, decoded.warnings)
    return parsed(text, raw, number, encoding, warnings)


def parsed(text: str, raw: bytes, number: int, encoding: str, warnings: tuple[str, ...]) -> Found:
    """Return the record that a text is, with a fault where it is none."""
    try:
        value = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return Found({}, b"", number, fault=why(error))
    if not isinstance(value, dict):
        return Found({}, b"", number, fault="not an object, so nothing in it has a name")
    return Found(value, raw, number, encoding, warnings)


def why(error: Exception) -> str:
    """Return what is wrong with a record that could not be decoded."""
    if isinstance(error, RecursionError):
        return "nested too deeply for any story"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    return "not JSON: a number is too long"
