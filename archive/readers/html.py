"""Web pages: what they state in JSON-LD and Open Graph, and the story itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import NoArticleError
from archive.readers import pressreader
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.documents import MAY_BE_EXPORTED, documents_version, exported
from archive.readers.europresse import SIGN as OF_EUROPRESSE
from archive.readers.europresse import europresse_copies
from archive.readers.jsonld import Node, article_body, article_node, data_body, node_stated
from archive.readers.marks import Metas, below_heading, may_say, meta, metas_of, page_stated, said
from archive.readers.nostory import LIST, kind_of_page
from archive.readers.page import Page, charset_of, page_story, parse_page
from archive.readers.rows import stated_of
from archive.readers.slices import slices, whole
from archive.readers.stated import merged
from archive.readers.story import LEFT_OUT, folded, story
from archive.readers.telegrampage import SIGN as OF_TELEGRAM
from archive.readers.telegrampage import post_copies
from archive.readers.xml import decode_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEGIN = re.compile(rb"(?:\xef\xbb\xbf|\s+|<\?xml[^>]*\?>|<!--.*?-->)*+<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_MARKED = re.compile(
    rb"<(?:head|body|title|meta|article|section|div|p|pre|br|hr|h[1-6]|center|font|table|b|i|strong|em)[\s/>]", re.I
)
_PIECE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:p|div|article|section|main|h[1-6])(?:\s[^<>]{0,2000})?>", re.I)
"""How a piece of a page begins that is known by its paragraphs, whatever it is called."""
_LITTLE = 200
"""Characters that are left of a page without the story that its scripts would put there."""
_SAVED = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s{1,9}url:\s{1,9})(https?://\S{1,2000})\s"
)
"""The address of a page as browsers, and what extends them, put it into what they save."""
_PROSE = 80
"""Characters of a paragraph that is neither caption nor line of a byline."""
_OWN = 9
_SYSTEMS = {OF_EUROPRESSE: europresse_copies, OF_TELEGRAM: post_copies}
"""What reads the pages of systems that put many articles into one, by what stands in each of these."""
_NO_TEXT = LEFT_OUT - {"table", "form", "header"}


class HtmlReader:
    """Reads web pages as browsers and crawlers save them."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of exports."""
        return _OWN + documents_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the first element makes it that this is a page, or else paragraphs or the name."""
        narrow = head[:8192].replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
        if _BEGIN.match(narrow):
            return 0.85
        piece = _PIECE.match(narrow) and narrow.lower().count(b"</p>") > 1
        return 0.5 if (piece or name.lower().endswith(self.suffixes)) and _MARKED.search(narrow) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a page, or none where it has no text; of the export of a database its articles.

        Raises:
            NoArticleError: it is what a site says in place of a story, or leads to stories on other pages alone.
            ReadError: it is larger than any page.
        """
        raw = whole(stream, name, "page is: divide it")
        articles = _exported(raw, name)
        if articles is not None:
            yield from articles
            return
        listed = next((list(each(raw, self.name)) for sign, each in _SYSTEMS.items() if sign in raw), None)
        if listed is None:
            listed = _listed(raw, self.name)
        found = listed or filter(None, [_copy(raw, self.name, name)])
        yield from (replace(copy, ordinal=ordinal) for ordinal, copy in enumerate(found))


def _exported(raw: bytes, name: str) -> Iterator[Copy | FailedRecord] | None:
    """Return the articles of an export that is saved as a page, None where it is none."""
    if not MAY_BE_EXPORTED.search(raw):
        return None
    decoded = decode_markup(raw, charset_of(raw))
    root = parse_page(decoded.text).root
    return exported(story(root, _NO_TEXT), name, decoded.warnings) if root is not None else None


def _listed(raw: bytes, format: str) -> list[Copy]:
    """Return the articles of a page that lists whole stories, each its own bytes; none where most are but announced.

    A page that states one article holds one, whatever else it lists.
    """
    if raw.count(b"<article") < 2:
        return []
    declared = charset_of(raw)
    page = parse_page(decode_markup(raw, declared).text)
    metas = metas_of(page)
    if page.root is None or article_node(_scripts(page, "ld+json")) or meta(metas, "og:type") == "article":
        return []
    pieces = [piece.raw for piece in slices(BytesIO(raw), ("article",), xml=True) if not piece.fault]
    trees = [(piece, parse_page(decode_markup(piece, declared).text).root) for piece in pieces]
    told = [(piece, root, link) for piece, root in trees if root is not None and (link := _own_page(root))]
    full = [(piece, link) for piece, root, link in told if _is_whole(root)]
    if len(full) < 2 or 2 * len(full) <= len(told):
        return []
    of_all = page_stated(page.root, metas)
    around = Stated(agency=of_all.agency, publication=of_all.publication, language=of_all.language)
    found = (page_copy(raw, format, url=link if "://" in link else None, declared=declared) for raw, link in full)
    return [replace(copy, stated=merged(copy.stated, around)) for copy in found if copy is not None]


def _own_page(article: HtmlElement) -> str | None:
    """Return the address that the heading of an article leads to; None where it has none, or tells no day."""
    links = (link.get("href") for head in article.iter("h1", "h2", "h3") for link in head.iter("a"))
    return next(filter(None, links), None) if next(article.iter("time"), None) is not None else None


def _is_whole(article: HtmlElement) -> bool:
    """Tell whether an article has more than the one paragraph that announces a story."""
    return sum(len(each.text_content()) > _PROSE for each in article.iter("p")) > 1


def page_copy(raw: bytes, format: str, *, url: str | None = None, declared: str | None = None) -> Copy | None:
    """Return the copy of a page, None where it holds no article; ``url`` and encoding are those it was fetched with."""
    with suppress(NoArticleError):
        return _copy(raw, format, "", url, declared)
    return None


def _copy(raw: bytes, format: str, place: str, url: str | None = None, declared: str | None = None) -> Copy | None:
    """Return the copy of a page, None where it has no text.

    Raises:
        NoArticleError: it has, and holds no article.
    """
    decoded = decode_markup(raw, declared or charset_of(raw))
    page = parse_page(decoded.text)
    node, built = article_node(_scripts(page, "ld+json")), _scripts(page, "application/json")
    metas = metas_of(page)
    stated = merged(node_stated(node), page_stated(page.root, metas) if page.root is not None else Stated())
    if page.root is not None and not (stated.published and stated.byline):
        stated = merged(stated, said(page.root) if may_say(page.text) else Stated())
        stated = merged(stated, below_heading(page.root))
    if url:
        stated = replace(stated, url=url)
    elif stated.url is None and (saved := _SAVED.search(raw[:2048])):
        stated = replace(stated, url=saved[1].decode("utf-8", "replace"))
    if page.root is not None and stated.publication == pressreader.NAME:
        title = next(iter(page.root.iter("title")), None)
        own = pressreader.edition("" if title is None else folded(title.text_content()), stated.url)
        stated = merged(own, replace(stated, publication=None))
    described = meta(metas, "og:description", "description")
    text, given = page_story(page, stated.headline), article_body(node)
    warnings = decoded.warnings
    if len(given) > 2 * len(text) or (len(given) > len(text) + _LITTLE and _is_part(text, given)):
        # Pages that scripts build, and those that sell the rest of a story, hold less of it than their data.
        text, warnings = given, (*warnings, "the text is that of the data for search engines")
    elif len(text) < _LITTLE and len((data := data_body(built))[0]) > 2 * len(text):
        text, warnings = data[0], (*warnings, "the text is that of the data for scripts")
        stated = _told_beside(stated, stated_of(data[1]))
    elif kind := _kind(page, metas, node, text, stated.publication):
        raise NoArticleError(f"{place}: {kind}")
    if not text.strip():
        if not described:
            return None
        text, warnings = described, (*warnings, "no text but a summary")
    return Copy(raw, text, format, encoding=decoded.encoding, stated=stated, warnings=warnings)


def _kind(page: Page, metas: Metas, node: Node | None, text: str, site: str | None) -> str | None:
    """Return what a page is that states no article and holds none, None for any other."""
    if page.root is None or node is not None or meta(metas, "article:published_time"):
        return None
    kind = kind_of_page(page.root, text, site)
    return None if kind == LIST and meta(metas, "og:type") == "article" else kind


def _told_beside(stated: Stated, data: Stated) -> Stated:
    """Return what a page states with what its data do, which have the headline without the name of the site."""
    if data.headline and data.headline in (stated.headline or ""):
        stated = replace(stated, headline=data.headline)
    url = data.url if data.url and data.url.startswith(("http://", "https://")) else None
    return merged(stated, replace(data, url=url))


def _is_part(text: str, whole: str) -> bool:
    """Tell whether a text is part of another, however their words are parted."""
    return "".join(text.split()) in "".join(whole.split())


def _scripts(page: Page, kind: str) -> list[str]:
    """Return the scripts of a page that are data of some kind."""
    if page.root is None:
        return []
    scripts = page.root.iter("script")
    return [each.text or "" for each in scripts if kind in (each.get("type") or "").lower()]
