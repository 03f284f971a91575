"""DOCX, the documents of word processors (ECMA-376): the body without tables, boxes, captions and deletions.

Read from the parts themselves rather than with python-docx 1.2: that leaves out what stands in tracked insertions, as
newsrooms send them, loads every picture, knows no limit for what a part unpacks to, and takes 16 ms for 360 paragraphs
that take 2.4 ms here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.elements import text_at
from archive.readers.names import byline_names
from archive.readers.parts import part
from archive.readers.slices import MOST
from archive.readers.story import folded, joined, without_headline
from archive.readers.xml import local, parse_xml
from archive.readers.zip import open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_HIDDEN = frozenset(["tbl", "del", "moveFrom", "txbxContent", "Fallback", "footnote", "instrText", "delText"])
_TITLES = re.compile(r"title|headline|berschrift1|heading1|titel|titre", re.IGNORECASE)
_CAPTIONS = re.compile(r"caption|beschriftung|l.gende|toc\d|header|footer", re.IGNORECASE)


class DocxReader:
    """Reads DOCX documents."""

    name = "docx"
    version = 1
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a package whose first parts are those of a text document."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        packed = head[30:49] == b"[Content_Types].xml"
        usual = packed or b"_rels/.rels" in head or name.lower().endswith(self.suffixes)
        return 0.97 if b"word/" in head and usual else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a document, or none where it has no text.

        Raises:
            ReadError: it is damaged, or larger than any document.
        """
        raw = stream.read(MOST + 1)
        if len(raw) > MOST:
            raise ReadError(f"{name}: larger than {MOST >> 20} MB, which no article is: take out its pictures")
        with open_zip(BytesIO(raw), name) as archive:
            body = part(archive, "word/document.xml", name)
            if body is None:
                raise ReadError(f"{name}: not a text document: it has no word/document.xml: save it anew")
            parsed = parse_xml(body, f"{name}!/word/document.xml", "DOCX")
            headline, text = _text(parsed.root)
            stated = _stated(archive, name, headline)
        text = without_headline(text, stated.headline)
        if text.strip():
            yield Copy(raw, text, self.name, encoding=parsed.encoding, stated=stated, warnings=parsed.warnings)


def _text(root: _Element) -> tuple[str | None, str]:
    """Return the first paragraph set as a title, and the paragraphs after it."""
    headline: str | None = None
    found: list[str] = []
    for paragraph in _paragraphs(root):
        style = _style(paragraph)
        if _CAPTIONS.search(style):
            continue
        text = _line(paragraph)
        if headline is None and not found and text and _TITLES.search(style):
            headline = folded(text)
        elif text:
            found.append(text)
    return headline, joined(found)


def _paragraphs(root: _Element) -> Iterator[_Element]:
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _HIDDEN:
            walk.skip_subtree()
        elif name == "p":
            yield element
            walk.skip_subtree()


def _style(paragraph: _Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return "" if style is None else next((str(v) for k, v in style.attrib.items() if str(k).endswith("val")), "")


def _line(paragraph: _Element) -> str:
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _HIDDEN:
            walk.skip_subtree()
        elif name == "t":
            pieces.append(element.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "tab":
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()


def _stated(archive: ZipFile, place: str, headline: str | None) -> Stated:
    """Return what the properties state; the day a file was made is not the day a story appeared."""
    data = part(archive, "docProps/core.xml", place)
    try:
        root = parse_xml(data, place, "DOCX").root if data else None
    except ReadError:
        root = None
    authors = byline_names(text_at(root, "creator"))
    keywords = re.split(r"[,;]", text_at(root, "keywords") or "")
    return Stated(
        headline=headline or text_at(root, "title"),
        byline=tuple(author for author in authors if " " in author),
        keywords=tuple(filter(None, map(str.strip, keywords))),
        section=text_at(root, "category"),
        language=text_at(root, "language"),
        guid=text_at(root, "identifier"),
        version=text_at(root, "version"),
    )
