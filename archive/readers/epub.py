"""EPUB 2 and 3, as magazines and collections come: each chapter is an article, in the order of the spine; of a chapter
that holds several, each with a heading of its own, each of them.

Read from the archive itself rather than with ebooklib 0.20: that is under the AGPL, which would bind this program too,
loads all of a book, pictures included, without a limit, and gives chapters as bytes, so that the work would stay here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published
from archive.readers.elements import every, one, text_at
from archive.readers.members import clean_name
from archive.readers.names import byline_names
from archive.readers.page import Page, charset_of, parse_page
from archive.readers.parts import beside, part
from archive.readers.slices import slices
from archive.readers.sources import site_parties
from archive.readers.story import LEFT_OUT, blocks, folded, html_story, story, without_headline
from archive.readers.unpacked import in_memory
from archive.readers.xml import decode_markup, parse_xml
from archive.readers.zip import first_member, open_zip

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element
    from lxml.html import HtmlElement

_AROUND = re.compile(
    r"(?:^|[_.-])(?:cover|nav|toc|contents|title-?page|copyright|imprint)(?:[_-]?page)?(?:[_.-]?\d++)*(?:\.\w+)?$", re.I
)
"""Names of what is around the chapters; what tells a story may be called ``cover-story`` or ``copyright-law``."""
_KINDS = ("html", "x-oeb1-document", "x-dtbook")
_NAMES = (".xhtml", ".html", ".htm")
"""What chapters are, by the kind that is stated, those of old books too, and by their names where another is."""
_HEADED = re.compile(rb"<\w+[^<>]*>\s*(?:<(?:header|hgroup|div)\b[^<>]*>\s*)?<h[1-4]\b")
_MOST_CHAPTERS = 20_000
_SHORT_LINE = 80
"""Characters of a line that is no prose."""
_FETCHER = "calibre"
"""The program that makes books of papers, and names itself as who wrote and published them; the paper is the title."""
_FETCHED = re.compile(r"downloaded by\s+calibre", re.IGNORECASE)
_WEB = re.compile(r"https?://")
_ISSUE = re.compile(r"\s*\[[^\[\]]{0,60}\]\s*$")
"""The day in the title of such a book."""


class EpubReader:
    """Reads EPUB books."""

    name = "epub"
    version = 4
    suffixes: tuple[str, ...] = (".epub",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for an archive whose first member says that it is a book, or its name."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if first_member(head) == b"mimetype" and b"application/epub+zip" in head[38:256]:
            return 0.98
        return 0.96 if name.lower().endswith(self.suffixes) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each chapter with a text, or each article in it; a broken chapter costs itself.

        Raises:
            ReadError: the archive or its list of chapters is broken.
        """
        with open_zip(in_memory(stream), name) as archive:
            package, root = _package(archive, name)
            sealed = _sealed(archive, name)
            stated = _stated(root)
            ordinals = count()
            chapters = dict.fromkeys(_chapters(package, root))
            for chapter in chapters:
                member = clean_name(chapter)
                if chapter in sealed:
                    fault = "encrypted: ask those who publish it for a copy without protection"
                    yield FailedRecord(next(ordinals), fault, member)
                    continue
                try:
                    data = part(archive, chapter, name)
                except ReadError as error:
                    yield FailedRecord(next(ordinals), str(error).removeprefix(f"{name}!/{chapter}: "), member)
                    continue
                if data is None:
                    yield FailedRecord(next(ordinals), "the list of chapters names it, but it is not there", member)
                    continue
                for raw in _articles(data):
                    ordinal, decoded = next(ordinals), decode_markup(raw, charset_of(data))
                    page = parse_page(decoded.text)
                    url = _fetched_from(page.root) if page.root is not None else None
                    if page.root is not None and _lists(page.root, chapter, chapters):
                        continue
                    text, own = _told(page, replace(stated, url=url))
                    if text.strip():
                        yield Copy(raw, text, self.name, member, ordinal, decoded.encoding, own, decoded.warnings)


def _package(archive: ZipFile, place: str) -> tuple[str, _Element]:
    container = part(archive, "META-INF/container.xml", place)
    named = one(parse_xml(container, place, "EPUB").root, "rootfiles/rootfile") if container else None
    name = (named.get("full-path") if named is not None else None) or next(
        (each for each in archive.namelist() if each.lower().endswith(".opf")), ""
    )
    data = part(archive, name, place)
    if data is None:
        raise ReadError(f"{place}: not a book: it has no list of its chapters: make it anew")
    return name, parse_xml(data, f"{place}!/{name}", "EPUB").root


def _sealed(archive: ZipFile, place: str) -> frozenset[str]:
    """Return the names of the parts that are encrypted, as those of books that are lent or sold; often only fonts."""
    try:
        data = part(archive, "META-INF/encryption.xml", place)
        root = parse_xml(data, place, "EPUB").root if data else None
    except ReadError:
        return frozenset()
    found = () if root is None else root.iter("{*}CipherReference")
    return frozenset(unquote(each.get("URI") or "") for each in found)


def _chapters(package: str, root: _Element) -> Iterator[str]:
    """Yield the names of the chapters in reading order, without covers and lists of contents."""
    listed = {item.get("id"): item for item in every(root, "manifest/item")}
    for reference in every(root, "spine/itemref")[:_MOST_CHAPTERS]:
        item = listed.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        href, kind = item.get("href") or "", item.get("media-type") or ""
        page = any(each in kind for each in _KINDS) or href.partition("#")[0].lower().endswith(_NAMES)
        if page and not _AROUND.search(href.rpartition("/")[2]):
            yield beside(package, href)


def _articles(data: bytes) -> list[bytes]:
    """Return the articles of a chapter, each its own bytes; the chapter where it is one article."""
    for name in ("article", "section"):
        pieces = [piece.raw for piece in slices(BytesIO(data), (name,), xml=True) if not piece.fault]
        if len(pieces) > 1 and all(map(_HEADED.match, pieces)):
            return pieces
    return [data]


def _fetched_from(root: HtmlElement) -> str | None:
    """Return the address that calibre says it fetched an article from; its bars of links are taken out."""
    found: str | None = None
    for bar in root.xpath("//*[starts-with(@class, 'calibre_navbar')]"):
        if _FETCHED.search(bar.text_content()):
            found = next((link.get("href") for link in bar.iter("a") if _WEB.match(link.get("href") or "")), found)
        bar.drop_tree()
    return found


def _lists(root: HtmlElement, chapter: str, chapters: Container[str]) -> bool:
    """Tell whether a chapter only lists others: its points begin with links to them, and around them is no prose."""
    points = list(root.iter("li"))
    if not points or any(len(block) > _SHORT_LINE for block in blocks(root, LEFT_OUT | {"li"})):
        return False
    links = [(point, next(point.iter("a"), None)) for point in points]
    return all(
        link is not None
        and beside(chapter, link.get("href") or "") in chapters
        and folded(point.text_content()).startswith(folded(link.text_content()))
        for point, link in links
    )


def _told(page: Page, stated: Stated) -> tuple[str, Stated]:
    """Return the text of an article, and what is stated of it."""
    if page.root is None:
        return html_story(page.text), stated
    heads = (folded(each.text_content()) for each in page.root.iter("h1", "h2", "h3"))
    titles = (folded(each.text_content()) for each in page.root.iter("title"))
    headline = next(filter(None, heads), None) or next(filter(None, titles), None) or stated.headline
    return without_headline(story(page.root), headline), replace(stated, headline=headline)


def _stated(root: _Element) -> Stated:
    """Return what the book as a whole states, which holds for each of its chapters."""
    metadata = one(root, "metadata")
    title, publisher = text_at(metadata, "title"), text_at(metadata, "publisher")
    paper = _ISSUE.sub("", title) if title and publisher == _FETCHER else publisher
    agency, publication = site_parties(paper)
    names = [folded("".join(map(str, each.itertext()))) for each in every(metadata, "creator")]
    dates = [folded("".join(map(str, each.itertext()))) for each in every(metadata, "date") if _tells_the_day(each)]
    subjects = [folded("".join(map(str, each.itertext()))) for each in every(metadata, "subject")]
    return Stated(
        headline=title,
        agency=agency,
        publication=publication,
        published=first_published(*dates),
        byline=tuple(dict.fromkeys(name for text in names for name in byline_names(text))),
        keywords=tuple(dict.fromkeys(filter(None, subjects))),
        language=text_at(metadata, "language"),
        rights=text_at(metadata, "rights"),
    )


def _tells_the_day(date: _Element) -> bool:
    """Tell whether a date is that of the publication; the day a file was made is not the day a story appeared."""
    event = next((str(value) for name, value in date.attrib.items() if str(name).endswith("event")), "publication")
    return "publication" in event.lower()
