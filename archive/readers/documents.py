"""What documents of word processors hold: one story, or the articles that a database of newspapers put into them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archive.readers.copy import Copy, FailedRecord, Reader, Stated
from archive.readers.division import TOLD, Part, alike
from archive.readers.ebsco import BORDER as _OF_EBSCO
from archive.readers.ebsco import EbscoReader
from archive.readers.factiva import BORDER as _OF_FACTIVA
from archive.readers.factiva import FactivaReader
from archive.readers.gale import BORDER as _OF_GALE
from archive.readers.gale import GaleReader
from archive.readers.names import byline_names
from archive.readers.newsbank import NewsbankReader
from archive.readers.nexis import BORDER as _OF_NEXIS
from archive.readers.nexis import NexisReader
from archive.readers.openings import BYLINE, opening, says_anything
from archive.readers.proquest import BORDER as _OF_PROQUEST
from archive.readers.proquest import ProquestReader
from archive.readers.sniff import HEAD
from archive.readers.story import folded, joined, without_headline
from archive.readers.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_EXPORTS: tuple[Reader, ...] = (
    *(NexisReader(), FactivaReader(), ProquestReader()),
    *(EbscoReader(), NewsbankReader(), GaleReader()),
)
_BORDERS = (_OF_NEXIS, _OF_FACTIVA, _OF_PROQUEST, _OF_EBSCO, _OF_GALE)
MAY_BE_EXPORTED = re.compile(
    rb"L(?:ENGTH|ength|ONGUEUR):|NGE:|Client/Matter:|Document(?:\s|&nbsp;){1,9}[A-Z]\w{2,9}\d{8}"
    rb"|ProQuest document ID:|Publication (?:title|info):|Document URL:|Source type:"
    rb"|Accession Number:|Author/Byline:|Readability:|Record Number:|Read News Document|Paper:|Gale Document Number:"
)
"""What the text of every export has somewhere, by which most pages are known to be none."""
_TITLES = re.compile(r"title|headline|berschrift ?1|heading ?1|titel|titre", re.IGNORECASE)
_CAPTIONS = re.compile(r"caption|beschriftung|l.gende|toc ?\d|header|footer", re.IGNORECASE)
_PROSE = 80
"""Characters of a line that is no figure of a table."""
_FEW_BLANKS = 10
"""A document sets its paragraphs apart by empty ones where at least one in so many is empty, else by styles."""


class Paragraph(NamedTuple):
    """A paragraph as it stands, line breaks as ``\\n``, with the name of its style; or a row of a table, tabs between
    its cells.
    """

    text: str = ""
    style: str = ""
    row: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was opened: its bytes, all paragraphs of its body in order, and what its properties state."""

    raw: bytes
    paragraphs: Sequence[Paragraph]
    stated: Stated
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


def documents_version() -> int:
    """Return the sum of the versions of the readers that a document may need, so that it grows with each of them."""
    return sum(reader.version for reader in _EXPORTS)


def parts_articles(line: str) -> bool:
    """Tell whether a line is one that parts the articles of an export."""
    data = f"\n{line}".encode("utf-8", "replace")
    return any(border.fullmatch(data) for border in _BORDERS)


def outermost(root: _Element, names: Container[str], left_out: Container[str]) -> Iterator[_Element]:
    """Yield the elements of these names in an element, not those in each other, and none in one that is left out."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in names and element is not root:
            yield element
            walk.skip_subtree()
        elif name in left_out:
            walk.skip_subtree()


def records(document: Document, format: str, name: str) -> Iterator[Copy | FailedRecord]:
    """Yield the articles of an export, each as the reader of that export gives it, or else the one story, if any.

    An article of an export lies packed in the document, so its bytes are those of its text in UTF-8.
    """
    articles = exported(_as_exported(document.paragraphs), name, document.warnings)
    if articles is not None:
        yield from articles
        return
    stretches = sections(document.paragraphs)
    for ordinal, (start, stop) in enumerate(stretches):
        headline, text = _story(document.paragraphs[start:stop])
        raw = joined(filter(None, (headline, text))).encode("utf-8", "replace")
        stated = replace(document.stated, headline=headline, byline=())
        yield Copy(raw, text, format, None, ordinal, document.encoding, stated, document.warnings)
    if stretches:
        return
    headline, story = _story(document.paragraphs)
    stated = replace(document.stated, headline=headline or document.stated.headline)
    story = without_headline(story, stated.headline)
    if story.strip():
        yield Copy(document.raw, story, format, encoding=document.encoding, stated=stated, warnings=document.warnings)


def sections(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return where the articles begin and end that somebody put into one document, each under a heading of the same
    style; none where they do not tell of themselves, as chapters do not, or something else is told above the first.

    What tells nothing of itself below such a heading stays with the article before it.
    """
    styles = Counter(each.style for each in paragraphs if each.text.strip() and _TITLES.search(each.style))
    style = next((style for style, count in styles.items() if count > 1), None)
    if style is None:
        return []
    begins = [n for n, each in enumerate(paragraphs) if each.style == style and each.text.strip()]
    found = list(pairwise([*begins, len(paragraphs)]))
    cover, *texts = (
        joined(each.text.strip() for each in paragraphs[start:stop]) for start, stop in [(0, begins[0]), *found]
    )
    kinds = alike([Part(text, 0) for text in texts], TOLD, 2)
    if not kinds or says_anything(cover) or BYLINE in opening(cover).kinds:
        return []
    begins = [begin for begin, text in zip(begins, texts, strict=True) if kinds <= opening(text).kinds]
    return list(pairwise([*begins, len(paragraphs)]))


def exported(text: str, name: str, warnings: tuple[str, ...]) -> Iterator[Copy | FailedRecord] | None:
    """Return the articles of a text as the reader of the export that it is gives them, None where it is none."""
    data = text.replace("\xa0", " ").encode("utf-8", "replace")
    export = next((reader for reader in _EXPORTS if reader.recognises(data[:HEAD], name)), None)
    if export is None:
        return None
    return (
        replace(record, warnings=(*warnings, *record.warnings)) if isinstance(record, Copy) else record
        for record in export.read(BytesIO(data), name)
    )


def properties(title: str | None, author: str | None, keywords: str | None, category: str | None) -> Stated:
    """Return what the properties of a document state; the day a file was made is not the day a story appeared."""
    return Stated(
        headline=folded(title) or None,
        byline=tuple(name for name in byline_names(author) if " " in name),
        keywords=tuple(filter(None, map(str.strip, re.split(r"[,;]", keywords or "")))),
        section=folded(category) or None,
    )


def _story(paragraphs: Sequence[Paragraph]) -> tuple[str | None, str]:
    """Return the first paragraph set as a title, and the paragraphs after it, without tables and captions."""
    headline: str | None = None
    found: list[str] = []
    if _prose(paragraphs, row=True) > _prose(paragraphs, row=False):
        # A table that holds most of what a document tells is there to place it.
        paragraphs = [line for each in paragraphs for line in (_lines(each) if each.row else (each,))]
    for paragraph in paragraphs:
        text = paragraph.text.replace("\t", " ").strip()
        if not text or paragraph.row or _CAPTIONS.search(paragraph.style):
            continue
        if headline is None and not found and _TITLES.search(paragraph.style):
            headline = folded(text)
        else:
            found.append(text)
    return headline, joined(found)


def _prose(paragraphs: Sequence[Paragraph], *, row: bool) -> int:
    """Return the characters of all lines of prose in tables, or outside of them."""
    lines = (line.text for each in paragraphs if each.row == row for line in _lines(each))
    return sum(len(line) for line in lines if len(line) > _PROSE)


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the lines of the cells of a row, as paragraphs."""
    return map(Paragraph, re.split(r"[\t\n]", paragraph.text))


def _as_exported(paragraphs: Sequence[Paragraph]) -> str:
    """Return a document as the text file that the same database would have written."""
    spaced = sum(not each.text.strip() for each in paragraphs) * _FEW_BLANKS >= len(paragraphs)
    lines: list[str] = []
    row = False
    for each in paragraphs:
        if each.row != row or not (spaced or row) or _TITLES.search(each.style):
            lines.append("")
        lines.append(each.text.rstrip())
        row = each.row
    return "\n".join(lines)
