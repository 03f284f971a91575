"""The story of a web page: without navigation, advertisements, captions and what invites to read on."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, cast

from archive.readers.furniture import prune
from archive.readers.story import LEFT_OUT, folded, html_story, joined, story
from archive.readers.xml import legal
from index.values import dataclass

if TYPE_CHECKING:
    from lxml.html import HtmlElement, HTMLParser

_LARGEST = 4 << 20
"""Characters of the largest page whose story is searched for; of a larger one all text is taken."""
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b).{0,200}\Z", re.IGNORECASE)
_MOST_ABOVE = 6
_SHORT_LINE = 60
_TYPE = ("font", "span", "b", "i", "big", "small")
_TAGS = {"head": "h2", "item": "li", "list": "ul", "quote": "blockquote", "lb": "br", "hi": "span", "ref": "span"}
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_MOST_DEPTH = re.compile(r"depth", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page; ``root`` is None where it is nested deeper than the parser goes."""

    text: str
    root: HtmlElement | None


def charset_of(head: bytes) -> str | None:
    """Return the encoding that a page declares in its head, or None."""
    found = _META.search(head[:4096])
    return found[1].decode("ascii", "replace") if found else None


def parse_page(text: str) -> Page:
    """Parse a page as browsers do; what it refers to is never fetched."""
    document, faults, parser = _lxml()
    text = legal(text)
    try:
        root = document(text.encode("utf-8", "replace"), parser=parser)
    except faults:
        return Page(text, None)
    deep = any(_MOST_DEPTH.search(error.message) for error in parser.error_log)
    return Page(text, None if deep else cast("HtmlElement", root))


@cache
def _lxml() -> tuple[Callable[..., HtmlElement], tuple[type[Exception], ...], HTMLParser]:
    """Return what parses, what it raises, and the one parser; to make one takes as long as a short page to parse."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    return html.document_fromstring, (etree.LxmlError, ValueError, AssertionError), parser


def page_story(page: Page, headline: str | None) -> str:
    """Return the story of a page, its blocks joined by blank lines; the headline at its begin is left out."""
    if page.root is None:
        return html_story(page.text)
    prune(page.root)
    for quoted in list(page.root.iter("q")):
        _mark(quoted)
    _unnest(page.root)
    found = story(page.root) if len(page.text) > _LARGEST else _extracted(page.root)
    text = _below_headline(found or _plain(page.root), headline)
    before, parted, last = text.rpartition("\n\n")
    return before if parted and _RIGHTS.match(last) else text


def _below_headline(text: str, headline: str | None) -> str:
    """Return a story from the headline on, without it: short lines above it are the name of the site and the day."""
    blocks = text.split("\n\n")
    bare = folded(headline).casefold()
    below = 0
    for number, each in enumerate(blocks[:_MOST_ABOVE], start=1):
        if bare and folded(each).casefold() == bare:
            below = number
        elif len(each) > _SHORT_LINE:
            break
    return "\n\n".join(blocks[below:]) or text


def _extracted(root: HtmlElement) -> str:
    from trafilatura.core import bare_extraction

    try:
        document = bare_extraction(
            root,
            with_metadata=False,
            include_comments=False,
            include_tables=False,
            include_images=False,
            fast=True,
        )
    except (ValueError, TypeError, AttributeError, IndexError, AssertionError, RecursionError):
        # Odd markup trips the extractor; the whole text of the page is better than none.
        return ""
    body = getattr(document, "body", None)
    if body is None:
        return ""
    for name, own in _TAGS.items():
        for element in list(body.iter(name)):
            element.tag = own
    found = story(body)
    if "\n\n" in found:
        return found
    # Old pages are set in tables.
    return _parted(found, story(root, LEFT_OUT - {"table"}))


def _parted(text: str, whole: str) -> str:
    """Return a text of one paragraph in those that it has in the whole page: all of a short page is given as one."""
    words, at = text.split(), 0
    kept: list[str] = []
    for block in whole.split("\n\n"):
        own = block.split()
        if own and words[at : at + len(own)] == own:
            kept.append(block)
            at += len(own)
    return joined(kept) if at == len(words) else text


def _plain(root: HtmlElement) -> str:
    """Return the text of the article element, or else of the body."""
    best = max(root.iter("article", "main"), key=lambda element: len(folded(element.text_content())), default=None)
    return story(best if best is not None else root)


def _unnest(root: HtmlElement) -> None:
    """Part paragraphs that begin within another, which old pages leave open in front of the type that they choose."""
    for element in list(root.iter(*_TYPE)):
        if next(element.iter("p"), None) is not None:
            element.drop_tag()
    for outer in list(root.iter("p")):
        if next(outer.iterchildren("p"), None) is None:
            continue
        first = outer.makeelement("p")
        first.text, outer.text = outer.text, None
        while outer[0].tag != "p":
            first.append(outer[0])
        outer.insert(0, first)
        outer.drop_tag()


def _mark(quoted: HtmlElement) -> None:
    """Put the marks of a quotation where a browser would show them."""
    text = quoted.text_content()
    if not text.startswith(('"', "“", "«", "„")):
        # A reference to a control character may stand in the text, which lxml lets in but not back.
        with contextlib.suppress(ValueError):
            _surround(quoted)
    quoted.drop_tag()


def _surround(quoted: HtmlElement) -> None:
    quoted.text = f'"{quoted.text or ""}'
    if len(quoted):
        quoted[-1].tail = f'{quoted[-1].tail or ""}"'
    else:
        quoted.text += '"'
