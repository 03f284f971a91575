"""ODT, the documents of LibreOffice and its kin (ODF 1.3): the body without tables, frames, notes and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.documents import Document, Paragraph, documents_version, outermost, properties, records
from archive.readers.elements import every, one, text_at
from archive.readers.parts import part
from archive.readers.slices import whole
from archive.readers.story import line_of
from archive.readers.xml import local, parse_xml
from archive.readers.zip import first_member, open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_KIND = b"application/vnd.oasis.opendocument.text"
_HIDDEN = frozenset(
    ["tracked-changes", "frame", "note", "annotation", "ruby-text", "forms", "table-of-content", "illustration-index",
     "table-index", "object-index", "user-index", "alphabetical-index", "bibliography", "hidden-text"]
)  # fmt: skip
_BREAKS = {"line-break": "\n", "tab": "\t"}
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_OWN = 1


class OdtReader:
    """Reads ODT documents, and the exports of databases in them."""

    name = "odt"
    suffixes: tuple[str, ...] = (".odt", ".ott")

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of exports."""
        return _OWN + documents_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a package that says that it is a text document, or its name where it says nothing."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if first_member(head) == b"mimetype" and b"application/" in head[38:256]:
            return 0.98 if _KIND in head[38:256] else 0.0
        return 0.96 if name.lower().endswith(self.suffixes) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a document, or none where it has no text; of an export its articles.

        Raises:
            ReadError: it is damaged or encrypted, or larger than any document.
        """
        raw = whole(stream, name, "article is: take out its pictures")
        with open_zip(BytesIO(raw), name) as archive:
            check_unlocked(archive, name)
            body = part(archive, "content.xml", name)
            if body is None:
                raise ReadError(f"{name}: not a text document: it has no content.xml: save it anew")
            parsed = parse_xml(body, f"{name}!/content.xml", "ODT")
            found, stated = list(_paragraphs(parsed.root)), _stated(archive, name)
        yield from records(Document(raw, found, stated, parsed.encoding, parsed.warnings), self.name, name)


def check_unlocked(archive: ZipFile, place: str) -> None:
    """Check that an ODF document needs no password.

    Raises:
        ReadError: it does.
    """
    if b"encryption-data" in (part(archive, "META-INF/manifest.xml", place) or b""):
        raise ReadError(f"{place}: encrypted: save it without a password")


class _Style(NamedTuple):
    """What a style made for a few paragraphs comes from, and whether it hides them."""

    parent: str = ""
    hides: bool = False


def _paragraphs(root: _Element) -> Iterator[Paragraph]:
    """Yield the paragraphs and the rows of tables."""
    styles = {told(each, "name"): _styled(each) for each in every(root, "automatic-styles/style")}
    for element in outermost(root, ("p", "h", "table-row"), _HIDDEN):
        if local(element) == "table-row":
            cells = (_cell(cell, styles) for cell in outermost(element, ("table-cell",), _HIDDEN))
            yield Paragraph("\t".join(cells), row=True)
        else:
            yield Paragraph(line_in(element, styles), _style(element, styles))


def _cell(cell: _Element, styles: Mapping[str, _Style]) -> str:
    lines = (line_in(each, styles) for each in outermost(cell, ("p", "h"), _HIDDEN))
    return "\n".join(filter(None, lines))


def _styled(style: _Element) -> _Style:
    texts = every(style, "text-properties")
    return _Style(told(style, "parent-style-name"), any(told(each, "display") == "none" for each in texts))


def _style(paragraph: _Element, styles: Mapping[str, _Style]) -> str:
    """Return the name of a paragraph's style, ``_20_`` in it a space; of a heading without one its rank."""
    name = told(paragraph, "style-name")
    name = (styles[name].parent if name in styles else name).replace("_20_", " ")
    return name or (f"Heading {told(paragraph, 'outline-level') or 1}" if local(paragraph) == "h" else "")


def line_in(paragraph: _Element, styles: Mapping[str, _Style]) -> str:
    """Return the text of a paragraph without what its styles hide, line breaks as ``\\n``."""
    pieces: list[str] = []
    _gather(paragraph, styles, pieces)
    return "".join(pieces)


def _gather(element: _Element, styles: Mapping[str, _Style], pieces: list[str]) -> None:
    """Gather the text of an element; parsers let none be nested deeper than 256."""
    if styles.get(told(element, "style-name"), _Style()).hides:
        return
    pieces.append(_SPACE.sub(" ", element.text or ""))
    for child in element:
        name = local(child)
        if name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "s":
            count = told(child, "c")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name not in _HIDDEN:
            _gather(child, styles, pieces)
        pieces.append(_SPACE.sub(" ", child.tail or ""))


def told(element: _Element, name: str) -> str:
    """Return the value of an attribute, whatever its namespace; "" where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _stated(archive: ZipFile, place: str) -> Stated:
    data = part(archive, "meta.xml", place)
    try:
        root = one(parse_xml(data, place, "ODT").root, "meta") if data else None
    except ReadError:
        root = None
    keywords = ", ".join(filter(None, map(line_of, every(root, "keyword"))))
    stated = properties(text_at(root, "title"), text_at(root, "initial-creator", "creator"), keywords, None)
    return replace(stated, language=text_at(root, "language"))
