"""Cuts the elements of a given name out of a long stream of markup, byte for byte, in bounded memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.encoding import wide_encoding
from archive.readers.unpacked import ahead

MOST = 64 << 20
"""Bytes of the largest record; what is larger costs itself."""
_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 16
_LONGEST_ASIDE = 16 << 20
"""Bytes of the longest comment; a longer one is taken for text that looks like the begin of a comment."""
_HOLD = 128
"""Bytes at the end of a block in which a tag may have begun."""
_TAG_END = re.compile(rb"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
"""No attribute holds a ``<``, so a tag that does not end is known at the next one."""
_SGML_TAG_END = re.compile(rb"[^<>]*>")
_ASIDES = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}


@dataclass(frozen=True, slots=True)
class Slice:
    """One element as it stands in the stream, from ``offset``, on ``line`` (from 1); ``fault`` if it is not whole.

    Of one that is too large ``raw`` is empty.
    """

    raw: bytes
    offset: int
    line: int
    fault: str | None = None


def slices(stream: BinaryIO, names: Sequence[str], *, xml: bool, loose: bool = False) -> Iterator[Slice]:
    """Yield the outermost elements of these names, whatever their prefix, in order.

    XML knows comments, CDATA and nesting. SGML knows none of them: an element that begins inside another shows that
    the other was cut off. So it does in ``loose`` XML, where names count without case. In 16-bit text offsets count
    bytes of UTF-8.
    """
    narrow, encoding = as_utf8(stream)
    for piece in _Slicer(narrow, _token(names, xml=xml, loose=loose), xml, nested=xml and not loose).run():
        if encoding is None:
            yield piece
        else:
            raw = piece.raw.decode("utf-8", "replace").encode(encoding, "replace")
            yield Slice(raw, piece.offset, piece.line, piece.fault)


def whole(stream: BinaryIO, place: str, told: str) -> bytes:
    """Return all bytes of a file that is one record; ``told`` says what is never larger, and the mend.

    Raises:
        ReadError: it is larger than any record.
    """
    raw = stream.read(MOST + 1)
    if len(raw) > MOST:
        raise ReadError(f"{place}: larger than {MOST >> 20} MB, which no {told}")
    return raw


def as_utf8(stream: BinaryIO) -> tuple[BinaryIO, str | None]:
    """Return the stream as UTF-8 if it is in 16-bit or 32-bit text, with the encoding it was in, else unchanged."""
    head = ahead(stream, 8192)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding: str | None = "utf-32-le" if head.startswith(codecs.BOM_UTF32_LE) else "utf-32-be"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    else:
        encoding = wide_encoding(head)
    if encoding is None:
        return stream, None
    return io.BufferedReader(_Narrowed(stream, encoding), 1 << 16), encoding


class _Narrowed(io.RawIOBase):
    """A stream of 16-bit text read as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._first = True
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._left:
            block = self._stream.read(len(buffer))
            text = self._decoder.decode(block, final=not block)
            if self._first and text:
                text, self._first = text.removeprefix("\ufeff"), False
            self._left = text.encode("utf-8", "replace")
            if not block:
                break
        given = self._left[: len(buffer)]
        self._left = self._left[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def _token(names: Sequence[str], *, xml: bool, loose: bool) -> re.Pattern[bytes]:
    listed = "|".join(map(re.escape, names)).encode()
    element = rb"(?P<end>/?)(?:[\w.-]{1,40}:)?(?:" + listed + rb")(?=[\s/>])"
    if not xml:
        return re.compile(rb"<" + element, re.IGNORECASE)
    flags = re.IGNORECASE if loose else re.NOFLAG
    return re.compile(rb"<(?:" + element + rb"|(?P<aside>!--|!\[CDATA\[|\?))", flags)


@dataclass(slots=True)
class _Slicer:
    stream: BinaryIO
    token: re.Pattern[bytes]
    xml: bool
    nested: bool
    data: bytes = b""
    base: int = 0
    """Offset in the stream of the first byte of ``data``."""
    at: int = 0
    start: int = -1
    depth: int = 0
    ended: bool = False
    counted: int = 0
    line: int = 1
    found: list[Slice] = field(default_factory=list)
    unfound: dict[bytes, int] = field(default_factory=dict)

    def run(self) -> Iterator[Slice]:
        while True:
            token = self.token.search(self.data, self.at)
            if token is None:
                self.at = max(self.at, len(self.data) - _HOLD)
                more = self._more(self.at)
            else:
                more = self._take(token) or self._more(token.start())
            yield from self.found
            self.found.clear()
            if not more:
                break
        if self.start >= 0:
            yield self._cut(self.start, len(self.data), "cut off: the file ends within it")

    def _take(self, token: re.Match[bytes]) -> bool:
        """Move past a token and note what it ends; False where more of the stream is needed first."""
        aside = token["aside"] if self.xml else None
        if aside is not None:
            mark = _ASIDES[aside.upper()]
            # What was not found up to here is not looked for again before more is read.
            reach = self.base + len(self.data)
            end = -1 if self.unfound.get(mark) == reach else self.data.find(mark, token.end())
            if end < 0:
                self.unfound[mark] = reach
            if end < 0 and not self.ended and len(self.data) - token.start() < _LONGEST_ASIDE:
                return False
            self.at = token.end() if end < 0 else end + len(mark)
            return True
        tag = (_TAG_END if self.xml else _SGML_TAG_END).match(
            self.data, token.end(), min(len(self.data), token.end() + _LONGEST_TAG)
        )
        if tag is None:
            if not self.ended and len(self.data) - token.start() < _LONGEST_TAG:
                return False
            self.at = token.end()
            return True
        self.at = tag.end()
        if token["end"]:
            self._end(tag.end())
        else:
            self._begin(token.start(), tag)
        return True

    def _begin(self, start: int, tag: re.Match[bytes]) -> None:
        if self.start >= 0 and not self.nested:
            self.found.append(self._cut(self.start, start, "cut off: the next record begins within it"))
            self.start, self.depth = -1, 0
        if self.start < 0:
            self.start = start
        self.depth += 1
        if self.xml and tag[0].endswith(b"/>"):
            self._end(tag.end())

    def _end(self, end: int) -> None:
        if self.start < 0:
            return
        self.depth -= 1
        if self.depth == 0:
            self.found.append(self._cut(self.start, end, None))
            self.start = -1

    def _cut(self, start: int, end: int, fault: str | None) -> Slice:
        self._count_to(start)
        return Slice(self.data[start:end], self.base + start, self.line, fault)

    def _count_to(self, position: int) -> None:
        if position > self.counted:
            self.line += self.data.count(b"\n", self.counted, position)
            self.counted = position

    def _more(self, needed: int) -> bool:
        """Read on, keeping the bytes from ``needed`` or the element under way; False at the end of the stream."""
        if self.ended:
            return False
        if self.start >= 0 and len(self.data) - self.start > MOST:
            self.found.append(self._cut(self.start, self.start, f"larger than {MOST >> 20} MB, which no story is"))
            self.start, self.depth = -1, 0
        keep = self.start if self.start >= 0 else needed
        self._count_to(keep)
        # Twice as much each time, so that a long element is not searched again and again.
        block = ahead(self.stream, max(_CHUNK, len(self.data) - keep))
        if not block:
            self.ended = True
            return True
        self.data = self.data[keep:] + block
        self.base += keep
        self.at = max(0, self.at - keep)
        self.counted -= keep
        self.start -= keep if self.start >= 0 else 0
        return True
