"""Finds the records of a JSON document one after another, each with its own bytes; of JSON Lines where it is that.

Only the record under way is in memory. The records of a document are the objects in its outermost list, which may stand
under a usual key (``articles``, ``docs``, ``response`` › ``results`` ...), or else what ``shapes`` finds in the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.columns import mark, plan
from archive.readers.encoding import decode
from archive.readers.jsonlines import DECODER, LINES, Found, is_lines, lines, parsed, scan, why
from archive.readers.shapes import DEEPEST, LISTS, WRAPPERS, holds_mapping, holds_records, innermost, rows_of
from archive.readers.slices import MOST, as_utf8
from archive.readers.unpacked import ahead

_CHUNK = 1 << 20
_MARK = b"\xef\xbb\xbf"
_SHORT = 1 << 15
"""Bytes of a document that is read at once, since to walk it key by key takes longer."""
_NESTED = frozenset([dict, list])
_SPACE = re.compile(r"[\s,]*")
_OBJECT = re.compile(r"[\s,]*+\{")
_SIGN = re.compile(r"[^\s,]")
_BEHIND_NAME = re.compile(r"\s*:\s*")
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_CUT = "cut off: the file ends within this record"


def records(stream: BinaryIO, place: str) -> Iterator[Found]:
    """Yield the records of a stream, broken ones with a fault.

    Raises:
        ReadError: the document is cut off, or is no JSON from some place on.
    """
    head = ahead(stream, _CHUNK)
    if len(head) <= _SHORT and (alone := _alone(head, place)):
        return iter((alone,))
    stream.seek(0)
    if b"\0" not in head[:64] and is_lines(head.removeprefix(_MARK).lstrip().decode("utf-8", "replace"), place):
        return lines(stream)
    narrow, encoding = as_utf8(stream)
    return _Document(narrow, encoding, place).run()


def _alone(data: bytes, place: str) -> Found | None:
    """Return the record that a short document in UTF-8 is; None for any other, which is walked key by key."""
    if not data.startswith(b"{") or place.lower().endswith(LINES):
        return None
    try:
        text = data.decode("utf-8")
        value, end = scan(text, 0)
    except (ValueError, RecursionError, StopIteration):
        return None
    if text[end:].strip():
        return None
    # Where no value is an object or a list there is but one record.
    if not _NESTED.isdisjoint(map(type, value.values())):
        if holds_records(value) or holds_mapping(value) or rows_of(value):
            return None
        if "body" not in plan(value):
            value = innermost(value)
    return Found(value, data, 1, "utf-8", (), None, whole=True)


@dataclass(slots=True)
class _Document:
    """A window on the text of a document that moves on as records are found."""

    stream: BinaryIO
    encoding: str | None
    place: str
    text: str = ""
    at: int = 0
    ended: bool = False
    line: int = 1
    line_end: int = 0
    """Where the line ends that is not counted yet, or the end of the window."""
    rest: bytes = b""
    found_list: bool = False
    kept: int = -1
    """Where the document begins in the window as long as it may be the record itself; -1 from then on."""
    seen: list[str] = field(default_factory=list)

    def run(self) -> Iterator[Found]:
        first = self._next()
        if first == "\ufeff":
            self.at += 1
            first = self._next()
        if first == "[":
            yield from self._list()
        elif first == "{":
            yield from self._top()
        elif first:
            raise self._broken("not JSON: it begins with neither { nor [")
        # Objects that follow one another without a list around them are records too.
        while self._next() == "{":
            yield self._element()
        if self._next():
            raise self._broken("not JSON: something stands behind the last record")

    def _top(self) -> Iterator[Found]:
        self.kept = self.at
        value = yield from self._object(0)
        if not self.found_list and holds_mapping(value):
            yield from self._members(self.kept, self.at)
        elif not self.found_list and (rows := rows_of(value)):
            for row in rows:
                yield Found(row, json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"), self.line)
        elif not self.found_list:
            start, end = self.kept, self.at
            alone = not self._next()
            shift = start - self.kept
            yield self._sliced(innermost(value), start - shift, end - shift, whole=alone)
        self.kept = -1

    def _members(self, start: int, end: int, depth: int = 0) -> Iterator[Found]:
        """Yield the records of an object that holds one under each of its keys, such as the addresses of pages."""
        at = start + 1
        while (begins := _next_name(self.text, at)) < end - 1:
            key, at = DECODER.raw_decode(self.text, begins)
            begins = _BEHIND_NAME.match(self.text, at).end()  # type: ignore[union-attr]
            value, at = DECODER.raw_decode(self.text, begins)
            if isinstance(value, dict) and "body" in plan(value):
                named = {"url": key} if key.startswith(("http://", "https://")) else {}
                yield self._sliced({**named, **value}, begins, at)
            elif isinstance(value, dict) and key.lower() in WRAPPERS and depth < DEEPEST:
                yield from self._members(begins, at, depth + 1)

    def _object(self, depth: int) -> Generator[Found, None, dict[str, Any]]:
        """Walk an object, key by key; the records of a list in it are yielded, all else is returned."""
        self.at += 1
        values: dict[str, Any] = {}
        while (mark_ := self._next()) != "}":
            if mark_ == "":
                raise self._broken(_CUT)
            if mark_ != '"':
                raise self._broken("not JSON: a name in quotation marks was expected")
            key = self._value()
            if self._next() != ":":
                raise self._broken("not JSON: a colon was expected")
            self.at += 1
            begins = self._next()
            listed = begins == "[" and mark(key) in LISTS and "body" not in plan(values) and self._holds_objects()
            if listed and depth < DEEPEST:
                self.found_list, self.kept = True, -1
                yield from self._list()
            elif key.lower() in WRAPPERS and begins in ("{", "[") and depth < DEEPEST and "body" not in plan(values):
                values[key] = yield from self._wrapped(begins, depth + 1)
            else:
                values[key] = self._value()
        self.at += 1
        return values

    def _wrapped(self, begins: str, depth: int) -> Generator[Found, None, Any]:
        """Walk an object that wraps the records, or a list of such, as systems export one for each of their sites."""
        if begins == "{":
            return (yield from self._object(depth))
        if not self._holds_objects():
            return self._value()
        self.at += 1
        values: dict[str, Any] = {}
        while self._next() == "{":
            values = yield from self._object(depth)
        if self._next() != "]":
            raise self._broken("not JSON: the list of what wraps the records goes on with something else")
        self.at += 1
        return values

    def _holds_objects(self) -> bool:
        while len(self.text) - self.at < 64 and self._more():
            pass
        return self.text[self.at + 1 : self.at + 64].lstrip()[:1] == "{"

    def _list(self) -> Iterator[Found]:
        self.at += 1
        while True:
            yield from self._whole_ones()
            begins = self._next()
            if begins == "]":
                break
            if begins == "{":
                yield self._element()
            elif begins == "":
                raise self._broken("cut off: the list of records does not end")
            else:
                line = self._line_here()
                self._value()
                yield Found({}, b"", line, fault="not an object, so nothing in it has a name")
        self.at += 1

    def _whole_ones(self) -> Iterator[Found]:
        """Yield the objects that follow, as long as they are whole and end in the window: nearly all of them.

        What :meth:`_element` does is done here with fewer calls, which take half as long as decoding does.
        """
        text, encoding, at = self.text, self.encoding or "utf-8", self.at
        between = "{"
        while True:
            start = at + len(between) - 1
            # What stands between two is nearly always the same.
            if not text.startswith(between, at):
                found = _OBJECT.match(text, at)
                if found is None:
                    break
                between, start = found[0], found.end() - 1
            try:
                value, at = scan(text, start)
                raw = text[start:at].encode(encoding)
            except (ValueError, RecursionError, StopIteration):
                break
            if start > self.line_end:
                self._count_to(start)
            self.at = at
            yield Found(value, raw, self.line, encoding)

    def _element(self) -> Found:
        """Read one object; a broken one is passed over to its last bracket."""
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except (ValueError, RecursionError) as error:
                end = balanced(self.text, self.at)
                if end > 0:
                    line = self._line_here()
                    self.at = end
                    return Found({}, b"", line, fault=why(error))
                if not self._more():
                    raise self._broken(_CUT) from error
            else:
                found = self._sliced(value, self.at, end)
                self.at = end
                return found

    def _value(self) -> Any:
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except RecursionError as error:
                raise self._broken("nested too deeply for any story") from error
            except ValueError as error:
                if not self._more():
                    raise self._broken(_CUT if balanced(self.text, self.at) < 0 else why(error)) from error
            else:
                # A number may go on behind the end of the window.
                if end < len(self.text) or not self._more():
                    self.at = end
                    return value

    def _sliced(self, value: dict[str, Any], start: int, end: int, *, whole: bool = False) -> Found:
        text = self.text[start:end]
        if start > self.line_end:
            self._count_to(start)
        line = self.line
        try:
            raw = text.encode("utf-8")
        except UnicodeEncodeError:
            raw = text.encode("utf-8", "surrogateescape")
            decoded = decode(raw)
            found = parsed(decoded.text, raw, line, decoded.encoding, decoded.warnings)
            return Found(
                innermost(found.value) if whole else found.value,
                raw, line, found.encoding, found.warnings, found.fault, whole,
            )  # fmt: skip
        if self.encoding:
            raw = raw.decode("utf-8").encode(self.encoding, "replace")
        return Found(value, raw, line, self.encoding or "utf-8", (), None, whole)

    def _next(self) -> str:
        """Move to the next character that counts and return it; "" at the end."""
        while (found := _SIGN.search(self.text, self.at)) is None:
            self.at = len(self.text)
            if not self._more():
                return ""
        self.at = found.start()
        return found[0]

    def _more(self) -> bool:
        """Read on, letting go of what lies behind; False at the end of the stream."""
        if self.ended:
            return False
        keep = self.kept if self.kept >= 0 else self.at
        if len(self.text) - keep > MOST:
            raise self._broken(f"a record is larger than {MOST >> 20} MB, which no story is")
        self._count_to(keep)
        block = self.rest + ahead(self.stream, max(_CHUNK, len(self.text) - keep))
        self.ended = len(block) == len(self.rest)
        # A character may be cut in two by the end of the block.
        cut = len(block) if self.ended else _whole_characters(block)
        self.rest = block[cut:]
        self.text = self.text[keep:] + block[:cut].decode("utf-8", "surrogateescape")
        self.at -= keep
        self._find_line_end(max(0, self.line_end - keep))
        self.kept -= keep if self.kept >= 0 else 0
        return not self.ended or cut > 0

    def _line_here(self) -> int:
        self._count_to(self.at)
        return self.line

    def _count_to(self, position: int) -> None:
        if position > self.line_end:
            self.line += self.text.count("\n", self.line_end, position)
            self._find_line_end(position)

    def _find_line_end(self, position: int) -> None:
        found = self.text.find("\n", position)
        self.line_end = found if found >= 0 else len(self.text)

    def _broken(self, fault: str) -> ReadError:
        return ReadError(f"{self.place}:{self._line_here()}: {fault}: repair it or export it anew")


def _whole_characters(block: bytes) -> int:
    """Return how many bytes of a block of UTF-8 come before a character that its end may have cut."""
    for back in range(1, min(4, len(block)) + 1):
        byte = block[-back]
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(block) - back if back < need else len(block)
        if byte < 0x80:
            break
    return len(block)


def balanced(text: str, at: int) -> int:
    """Return where an object ends by its brackets alone, whatever is between them; -1 if it does not."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        kind = token[0]
        if kind in "{[":
            depth += 1
        elif kind in "}]":
            depth -= 1
            if depth <= 0:
                return token.end()
    return -1


def _next_name(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
