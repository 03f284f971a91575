"""What the readers of XML formats share: records that are elements, and values found by the names of elements."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.slices import MOST, slices
from archive.readers.sniff import HEAD
from archive.readers.story import line_of
from archive.readers.unpacked import ahead
from archive.readers.xml import (
    Parsed,
    declared_encoding,
    declared_prefixes,
    decode_markup,
    local,
    parse_xml,
    root_start,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Make = Callable[[Parsed, bytes, int], Copy | FailedRecord | None]
"""Makes the copy of one parsed element with these bytes and this ordinal; None where it holds no story, and a record
that failed where it should hold one.
"""
Mend = Callable[[bytes, str | None], Parsed]
"""Makes a tree of an element that is not well-formed; told its bytes and the encoding that the file declares."""

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_PLAIN_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?+(?:\s+|<\?xml\b[^>]*\?>|<!--.*?-->|<!doctype\b[^<>\[\"']*+(?:\"[^\"]*\"[^<>\[\"']*+)*+>)*+"
    rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a document in UTF-8 or its like, behind comments and a document type that declares nothing."""
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""What the mark before a file says of its elements, which have none."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def root_name(head: bytes) -> str:
    """Return the name of the first element of a document, without its prefix; "" where there is none."""
    # Five readers ask for it of every file, so the bytes are looked at first; odd ones are decoded.
    begins = head[:64].lstrip(_BLANK)[:1]
    if begins != b"<" and b" " < begins < b"\x7f":
        return ""
    if plain := _PLAIN_ROOT.match(head, 0, 16_384):
        return plain[1].decode("ascii")
    text = decode_markup(head[:16_384]).text
    found = _ROOT.match(text, root_start(text))
    return found[1] if found else ""


def read_document(
    stream: BinaryIO, place: str, names: Sequence[str], what: str, make: Make
) -> Iterator[Copy | FailedRecord]:
    """Yield the one record that a document is, all its bytes with it; several documents in a row are a record each.

    Raises:
        ReadError: the document is not well-formed, or another one.
    """
    data = stream.read(MOST + 1)
    stream.seek(0)
    # Most hold one: only where the name occurs more often is it worth to look for where each of them ends.
    several = len(data) > MOST or b"\0" in data or len(_opening(names).findall(data)) > 1
    if several and (len(data) > MOST or sum(1 for _ in slices(BytesIO(data), names, xml=True)) > 1):
        yield from read_elements(stream, place, names, what, make)
        return
    parsed = parse_xml(data, place, what)
    if local(parsed.root) not in names:
        raise ReadError(f"{place}:1: not {what}: it begins with <{local(parsed.root)}>, not <{names[0]}>")
    copy = make(parsed, data, 0)
    if copy is not None:
        yield copy


@cache
def _opening(names: Sequence[str]) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[\w.-]{1,40}:)?(?:" + "|".join(map(re.escape, names)).encode() + rb")[\s/>]")


def read_elements(
    stream: BinaryIO, place: str, names: Sequence[str], what: str, make: Make, mend: Mend | None = None
) -> Iterator[Copy | FailedRecord]:
    """Yield a record for each element of these names, however long the document is, and however broken the others are.

    Where there is a ``mend``, one that is not well-formed is read with it, and the record says so.

    Raises:
        ReadError: there is none of them, and the document is not well-formed.
    """
    head = ahead(stream, HEAD)
    stream.seek(0)
    declared = declared_encoding(head) or _WIDE.get(head[:2])
    prefixes = declared_prefixes(head.partition(f"<{names[0]}".encode())[0])
    ordinal = -1
    for ordinal, piece in enumerate(slices(stream, names, xml=True, loose=mend is not None)):
        fault = f"line {piece.line}: {piece.fault}" if piece.fault else None
        copy: Copy | FailedRecord | None = None
        if fault is None:
            try:
                parsed = parse_xml(piece.raw, "", what, line=piece.line, declared=declared, prefixes=prefixes)
                copy = make(parsed, piece.raw, ordinal)
            except ReadError as error:
                fault = f"line {str(error).lstrip(':')}"
        if fault and mend is not None and piece.raw:
            copy = make(mend(piece.raw, declared), piece.raw, ordinal)
        if isinstance(copy, FailedRecord):
            yield replace(copy, reason=f"line {piece.line}: {copy.reason}")
        elif copy is not None:
            told = f"read by its tags alone: {fault.partition(': repair')[0]}" if fault else ""
            yield replace(copy, warnings=(*copy.warnings, told)) if told else copy
        elif fault:
            yield FailedRecord(ordinal, fault)
    if ordinal < 0:
        # A list of other items holds none and is whole; what is cut off before the first is not.
        stream.seek(0)
        parse_xml(stream.read(MOST), place, what)


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple("{*}" + step for step in path.split("/") if step != ".")


def one(root: _Element | None, *paths: str) -> _Element | None:
    """Return the first element at the first path that leads to one; names count, namespaces do not."""
    for path in paths:
        if found := every(root, path):
            return found[0]
    return None


def every(root: _Element | None, *paths: str) -> list[_Element]:
    """Return all elements at any of these paths, path by path."""
    if root is None:
        return []
    found: list[_Element] = []
    for path in paths:
        level = [root]
        # Half the time of findall, which compiles and chains a generator for each step.
        for step in _steps(path):
            level = [child for parent in level for child in parent.iterchildren(step)]
        found += level
    return found


def text_at(root: _Element | None, *paths: str) -> str | None:
    """Return the text of the first element that has any, on one line."""
    return next(filter(None, map(line_of, every(root, *paths))), None)


def value_at(root: _Element | None, path: str, *attributes: str) -> str | None:
    """Return the first of some attributes that an element at a path has, stripped; None where none has a value."""
    for element in every(root, path):
        for attribute in attributes:
            value = (element.get(attribute) or "").strip()
            if value:
                return value
    return None


def language_of(element: _Element | None, *attributes: str) -> str | None:
    """Return the language that an element states for its content."""
    if element is None:
        return None
    return next(filter(None, (element.get(name) for name in (_LANG, *attributes))), None)
