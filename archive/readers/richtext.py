"""Rich Text Format, as its specification 1.9.1 has it: groups, control words and bytes turned into paragraphs.

Read here rather than with a library: striprtf 0.0.35 gives hidden and deleted text and tables as text and no
properties, raises on numbers that are missing or too large, and takes 4.7 s for a table of fonts of 60 kB; rtfparse
0.9.5 loses what lies in 5,000 groups to its recursion.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.readers.documents import Paragraph

DEEPEST = 10_000
"""Groups within groups; documents have a few dozen."""
MOST_PARAGRAPHS = 1_000_000
_MOST_WARNINGS = 5
_MOST_BLANKS = 2
"""Empty paragraphs in a row that are kept."""
_LONGEST_NAME = 100
"""Characters of the name of a style."""

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[\dA-Fa-f]{2})|(?P<symbol>[^A-Za-z]))"
    rb"|(?P<brace>[{}])|(?P<run>[^\\{}]+)"
)
_UNPRINTED = b"\r\n\0"
_LONE = re.compile("[\ud800-\udfff]")
_UNSEEN = frozenset(
    (
        b"colortbl filetbl listtable revtbl header headerl headerr headerf footer footerl footerr footerf footnote "
        b"ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn annotation atnid atnauthor atntime atnicn atnref atndate "
        b"atnparent atrfstart atrfend pict nonshppict shprslt objdata objclass objname fldinst listtext pntext "
        b"nonesttables xe tc tcn txe rxe bkmkstart bkmkend docvar template private"
    ).split()
)
"""What begins a group that is no text of the body."""
_INFO = {b"title": "title", b"author": "author", b"keywords": "keywords", b"category": "category"}
_CHARACTERS = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"endash": "–", b"emdash": "—", b"enspace": " ", b"emspace": " ", b"qmspace": " ",
    b"nestcell": "\t", b"nestrow": "\n",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 78: "cp932", 79: "cp949", 80: "gbk", 81: "big5", 85: "mac-greek", 86: "mac-turkish",
    88: "mac-latin2", 89: "mac-cyrillic", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Encodings by the numbers that fonts have; of the others it is that of the document."""
_SEEN, _TWICE, _NOT_SEEN = range(3)
"""Whether text is seen; what is said twice is passed by, and seen in Unicode."""


class TooMuchError(ValueError):
    """More than any document has; says of what."""


class _Group(NamedTuple):
    """What holds until a group ends."""

    seen: int = _SEEN
    target: str = ""
    """Where text goes if not into the body: a table, or a property."""
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    fallback: int = 1
    """Bytes behind a character in Unicode that stand for it where there is no Unicode."""
    style: int = 0
    row: bool = False


@dataclass(slots=True)
class RichText:
    """A document while it is read, and what it holds then."""

    encoding: str = "cp1252"
    paragraphs: list[Paragraph] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    _group: _Group = field(default_factory=_Group)
    _around: list[_Group] = field(default_factory=list)
    _first: bool = False
    """Whether a group has begun and nothing in it."""
    _starred: bool = False
    _left_out: int = 0
    """Bytes still to come that stand for a character given already."""
    _bytes: list[bytes] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _fonts: dict[int, str | None] = field(default_factory=dict)
    _font: int = 0
    _named: dict[str | int, list[str]] = field(default_factory=dict)
    """The pieces of properties, and of the names of styles by their numbers."""
    _styles: dict[int, str] = field(default_factory=dict)
    _blanks: int = 0

    @classmethod
    def of(cls, data: bytes) -> RichText:
        """Read a document, which begins with a brace.

        Raises:
            TooMuchError: it has more paragraphs, or groups within groups, than any.
        """
        found = cls()
        for token in _tokens(data):
            found._take(token)
            if not found._around:
                break
        found._decoded()
        if found._around:
            found.warnings["cut off: it ends within a group"] = None
        if found._pieces:
            found._end_paragraph()
        found._end_row()
        found.properties = {str(name): _whole(pieces) for name, pieces in found._named.items() if name in _TARGETS}
        return found

    def _take(self, token: re.Match[bytes]) -> None:
        word, number, byte, symbol, brace, run = token.groups()
        if run is not None:
            if text := run.translate(None, _UNPRINTED):
                self._add(text)
            return
        if byte:
            self._add(bytes.fromhex(byte.decode()))
            return
        self._decoded()
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, int(number) if number else None)
        elif symbol == b"*":
            self._starred = self._first
        elif symbol in b"\r\n":
            self._word(b"par", None)
        elif symbol in _SYMBOLS:
            self._character(_SYMBOLS[symbol])

    def _brace(self, brace: bytes) -> None:
        self._left_out = 0
        self._first, self._starred = brace == b"{", False
        if brace == b"}":
            self._group = self._around.pop()
        elif len(self._around) < DEEPEST:
            self._around.append(self._group)
        else:
            raise TooMuchError(f"groups nested deeper than {DEEPEST:,}")

    def _word(self, word: bytes, number: int | None) -> None:
        first, starred = self._first, self._starred
        self._first = self._starred = False
        if word in _CHARACTERS:
            self._character(_CHARACTERS[word])
            return
        self._left_out = 0
        group = self._group
        if first and word in _INFO and group.target == "info":
            self._group = group._replace(target=_INFO[word])
        elif word in (b"fonttbl", b"stylesheet", b"info") and first:
            self._group = group._replace(target=word.decode())
        elif word == b"upr" and first:
            self._group = group._replace(seen=max(group.seen, _TWICE))
        elif word == b"ud" and starred:
            self._group = group._replace(seen=_SEEN if group.seen == _TWICE else group.seen)
        elif starred or (first and word in _UNSEEN):
            self._group = group._replace(seen=_NOT_SEEN)
        elif change := _CHANGES.get(word):
            self._group = change(group, number)
        elif action := _ACTIONS.get(word):
            action(self, number)
        elif (end := _ENDS.get(word)) and not (group.seen or group.target):
            end(self)

    def _add(self, data: bytes) -> None:
        """Take bytes of text, unless they stand for a character given already."""
        self._first = False
        if self._left_out:
            left = min(self._left_out, len(data))
            self._left_out -= left
            data = data[left:]
        if data and self._is_seen():
            self._bytes.append(data)

    def _character(self, text: str) -> None:
        self._first = False
        if self._left_out:
            self._left_out -= 1
        elif self._is_seen():
            self._put(text)

    def _is_seen(self) -> bool:
        return not (self._group.seen or self._group.hidden or self._group.deleted)

    def _decoded(self) -> None:
        """Decode the bytes gathered, which all are of one font; of some fonts two are one character."""
        if not self._bytes:
            return
        group = self._group
        font = None if group.target else self._fonts.get(self._font if group.font is None else group.font)
        name = font or self.encoding
        text = b"".join(self._bytes).decode(name, "replace")
        self._bytes.clear()
        if "\ufffd" in text:
            self._warn(f"not all of it is {name}; what is not was replaced by \ufffd")
        self._put(text.replace("\0", ""))

    def _put(self, text: str) -> None:
        group = self._group
        if not group.target:
            self._pieces.append(text)
        elif group.target in _TARGETS:
            self._named.setdefault(group.target, []).append(text)
        elif group.target == "stylesheet":
            self._named.setdefault(group.style, []).append(text)

    def _unicode(self, number: int | None) -> None:
        if number is None:
            return
        code = number + 0x10000 if number < 0 else number
        if code and self._is_seen():
            self._put(chr(code) if 0 < code <= 0x10FFFF else "\ufffd")
        self._left_out = self._group.fallback

    def _in(self, name: str | None, number: int | None) -> None:
        """Take the encoding of the document, where it is known; that of a font within the table of fonts."""
        if self._group.target == "fonttbl":
            if self._group.font is not None:
                self._fonts[self._group.font] = name
        elif name:
            self.encoding = name
        elif number:
            self._warn(f"unknown code page {number}; read as {self.encoding}")

    def _default_font(self, number: int | None) -> None:
        self._font = number or 0

    def _warn(self, text: str) -> None:
        if len(self.warnings) < _MOST_WARNINGS:
            self.warnings[text] = None

    def _end_paragraph(self) -> None:
        text = _whole(self._pieces)
        self._pieces.clear()
        if self._group.row:
            self._cell.append(text)
        else:
            self._end_row()
            self._append(Paragraph(text, self._style(self._group.style)))

    def _style(self, number: int) -> str:
        if number not in self._styles:
            name = _whole(self._named.get(number, [])) if number else ""
            self._styles[number] = name[:_LONGEST_NAME].partition(";")[0]
        return self._styles[number]

    def _end_page(self) -> None:
        if self._pieces:
            self._end_paragraph()
        self._append(Paragraph())

    def _end_cell(self) -> None:
        self._cells.append("\n".join(filter(None, (*self._cell, _whole(self._pieces)))))
        self._cell.clear()
        self._pieces.clear()

    def _end_row(self) -> None:
        if self._cell:
            self._end_cell()
        if self._cells:
            self._append(Paragraph("\t".join(self._cells), row=True))
            self._cells.clear()

    def _append(self, paragraph: Paragraph) -> None:
        self._blanks = 0 if paragraph.text else self._blanks + 1
        if self._blanks <= _MOST_BLANKS:
            self.paragraphs.append(paragraph)
        if len(self.paragraphs) > MOST_PARAGRAPHS:
            raise TooMuchError(f"more than {MOST_PARAGRAPHS:,} paragraphs")


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """Yield control words and symbols, braces and runs of text, without the bytes of pictures and objects."""
    at: int | None = 0
    while at is not None:
        begin, at = at, None
        for found in _TOKEN.finditer(data, begin):
            if found["word"] == b"bin":
                at = found.end() + max(0, int(found["number"] or 0))
                break
            yield found


def _codec(number: int | None) -> str | None:
    try:
        return codecs.lookup("mac-roman" if number == 10_000 else f"cp{number}").name
    except LookupError:
        return None


def _whole(pieces: list[str]) -> str:
    """Return pieces as one text; characters beyond the first 65,536 come as two halves."""
    text = "".join(pieces)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _LONE.search(text) else text


_TARGETS = frozenset(_INFO.values())
_CHANGES: dict[bytes, Callable[[_Group, int | None], _Group]] = {
    b"v": lambda group, number: group._replace(hidden=number != 0),
    b"htmlrtf": lambda group, number: group._replace(hidden=number != 0),
    b"deleted": lambda group, number: group._replace(deleted=number != 0),
    b"plain": lambda group, _: group._replace(hidden=False, deleted=False, font=None),
    b"pard": lambda group, _: group._replace(row=False, style=0),
    b"intbl": lambda group, _: group._replace(row=True),
    b"s": lambda group, number: group._replace(style=number or 0),
    b"f": lambda group, number: group._replace(font=number),
    b"uc": lambda group, number: group._replace(fallback=max(0, 1 if number is None else number)),
}
_ACTIONS: dict[bytes, Callable[[RichText, int | None], None]] = {
    b"u": RichText._unicode,
    b"deff": RichText._default_font,
    b"ansi": lambda text, _: text._in("cp1252", None),
    b"mac": lambda text, _: text._in("mac-roman", None),
    b"pc": lambda text, _: text._in("cp437", None),
    b"pca": lambda text, _: text._in("cp850", None),
    b"ansicpg": lambda text, number: text._in(_codec(number), number),
    b"cpg": lambda text, number: text._in(_codec(number), number),
    b"fcharset": lambda text, number: text._in(_CHARSETS.get(number or 0), None),
}
_ENDS: dict[bytes, Callable[[RichText], None]] = {
    b"par": RichText._end_paragraph,
    b"page": RichText._end_page,
    b"sect": RichText._end_page,
    b"cell": RichText._end_cell,
    b"row": RichText._end_row,
}
"""What ends a part of the body."""
