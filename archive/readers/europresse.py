"""Pages in which Europresse, a database of newspapers, gives out articles: an element of HTML each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from archive.readers.copy import Copy, Stated
from archive.readers.dates import first_published
from archive.readers.names import byline_names
from archive.readers.page import charset_of, parse_page
from archive.readers.slices import slices
from archive.readers.sources import site_parties
from archive.readers.story import line_of, story, without_headline
from archive.readers.xml import decode_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIGN = b"DocPublicationName"
"""The class of what every such article begins with."""
_DAY = re.compile(r"\d{1,2}\s+[^\W\d_]+\s+\d{4}|[^\W\d_]+\s+\d{1,2},\s+\d{4}")
_NUMBERED = re.compile(r".*·(\d{8})·.*")
"""What an article is called in the database, its day within."""


def europresse_copies(raw: bytes, format: str) -> Iterator[Copy]:
    """Yield the articles of such a page, each with its own bytes; those without text are left out."""
    declared = charset_of(raw)
    for piece in slices(BytesIO(raw), ("article",), xml=True):
        decoded = decode_markup(piece.raw, declared)
        root = parse_page(decoded.text).root
        if root is None or (paper := _of_class(root, "DocPublicationName")) is None:
            continue
        stated = _stated(root, paper)
        text = without_headline(story(root), stated.headline)
        if text.strip():
            yield Copy(piece.raw, text, format, encoding=decoded.encoding, stated=stated, warnings=decoded.warnings)


def _stated(article: HtmlElement, paper: HtmlElement) -> Stated:
    number = _line(article, "publiC-lblNodoc")
    found = _NUMBERED.fullmatch(number or "")
    day = _DAY.search(_line(article, "DocHeader") or "")
    # The number of the issue, and the page, follow the name of the paper.
    agency, publication = site_parties((line_of(paper) or "").partition(",")[0].strip() or None)
    return Stated(
        headline=_line(article, "titreArticle"),
        agency=agency,
        publication=publication,
        published=first_published(day[0] if day else None, found[1] if found else None),
        byline=byline_names(_line(article, "docAuthors") or _line(article, "sm-margin-bottomNews")),
        guid=number if found else None,
    )


def _line(article: HtmlElement, name: str) -> str | None:
    return line_of(_of_class(article, name))


def _of_class(article: HtmlElement, name: str) -> HtmlElement | None:
    return next((each for each in article.iter() if name in (each.get("class") or "").split()), None)
