"""DOCX, the documents of word processors (ECMA-376): the body without tables, boxes, captions and deletions.

Read from the parts themselves rather than with python-docx 1.2: that leaves out what stands in tracked insertions, as
newsrooms send them, loads every picture, knows no limit for what a part unpacks to, and takes 16 ms for 360 paragraphs
that take 2.4 ms here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.documents import Document, Paragraph, documents_version, outermost, properties, records
from archive.readers.elements import text_at
from archive.readers.parts import main_part, part
from archive.readers.slices import whole
from archive.readers.xml import local, parse_xml
from archive.readers.zip import first_member, open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_HIDDEN = frozenset(["del", "moveFrom", "txbxContent", "Fallback", "footnote", "instrText", "delText", "pPr"])
_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"word/")
"""How the names of parts begin, one of which comes first; documents packed in an archive have parts, too."""
_OWN = 5


class DocxReader:
    """Reads DOCX documents, and the exports of databases in them."""

    name = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of exports."""
        return _OWN + documents_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a package whose first parts are those of a text document."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        # Large parts may stand in front of those of the text.
        signs = (first_member(head).startswith(_PARTS), name.lower().endswith(self.suffixes), b"word/" in head)
        return 0.97 if sum(signs) > 1 else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a document, or none where it has no text; of an export its articles.

        Raises:
            ReadError: it is damaged, or larger than any document.
        """
        raw = whole(stream, name, "article is: take out its pictures")
        with open_zip(BytesIO(raw), name) as archive:
            main = main_part(archive, name, "word/document.xml")
            body = part(archive, main, name)
            if body is None:
                raise ReadError(f"{name}: not a text document: it has no {main}: save it anew")
            parsed = parse_xml(body, f"{name}!/{main}", "DOCX")
            found, stated = list(_paragraphs(parsed.root)), _stated(archive, name)
        yield from records(Document(raw, found, stated, parsed.encoding, parsed.warnings), self.name, name)


def _paragraphs(root: _Element) -> Iterator[Paragraph]:
    """Yield the paragraphs and the rows of tables; an empty one where a section ends."""
    for element in outermost(root, ("p", "tr"), _HIDDEN):
        if local(element) == "tr":
            yield Paragraph("\t".join(map(_cell, outermost(element, ("tc",), _HIDDEN))), row=True)
            continue
        yield Paragraph(_line(element), _style(element))
        if element.find("{*}pPr/{*}sectPr") is not None:
            yield Paragraph()


def _cell(cell: _Element) -> str:
    return "\n".join(filter(None, map(_line, outermost(cell, ("p",), _HIDDEN))))


def _style(paragraph: _Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return "" if style is None else next((str(v) for k, v in style.attrib.items() if str(k).endswith("val")), "")


def _line(paragraph: _Element) -> str:
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _HIDDEN or (name == "r" and _is_hidden(element)):
            walk.skip_subtree()
        elif name == "t":
            pieces.append(element.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "tab":
            pieces.append("\t")
        elif name == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _is_hidden(run: _Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and not {"0", "false", "off"}.intersection(map(str, mark.attrib.values()))


def _stated(archive: ZipFile, place: str) -> Stated:
    data = part(archive, "docProps/core.xml", place)
    try:
        root = parse_xml(data, place, "DOCX").root if data else None
    except ReadError:
        root = None
    stated = properties(*(text_at(root, name) for name in ("title", "creator", "keywords", "category")))
    return replace(
        stated,
        language=text_at(root, "language"),
        guid=text_at(root, "identifier"),
        version=text_at(root, "version"),
    )
