"""Pages in which Telegram Desktop exports a channel or a chat: one post a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archive.readers.copy import Copy, Stated
from archive.readers.dates import published
from archive.readers.names import byline_names
from archive.readers.page import charset_of, parse_page
from archive.readers.sources import site_parties
from archive.readers.story import folded, line_of, story, without_headline
from archive.readers.xml import decode_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIGN = b'class="message default clearfix'
"""What the element of every post says of itself."""


def post_copies(raw: bytes, format: str) -> Iterator[Copy]:
    """Yield the posts with a text, whose bytes are that text in UTF-8.

    Whose a post is stands above it where the one before is of another.
    """
    decoded = decode_markup(raw, charset_of(raw))
    root = parse_page(decoded.text).root
    if root is None:
        return
    channel, poster = line_of(_of_class(root, "text")), None
    for post in (each for each in root.iter("div") if {"message", "default"} <= _classes(each)):
        body = _of_class(post, "body")
        named = next((each for each in (body if body is not None else ()) if "from_name" in _classes(each)), None)
        poster = line_of(named) or poster
        text = _of_class(post, "text")
        whole = story(text) if text is not None else ""
        if whole.strip():
            stated = _stated(post, text, poster, channel)
            copy = without_headline(whole, stated.headline)
            yield Copy(
                whole.encode(), copy, format, encoding=decoded.encoding, stated=stated, warnings=decoded.warnings
            )


def _stated(post: HtmlElement, text: HtmlElement | None, poster: str | None, channel: str | None) -> Stated:
    passed_on = _of_class(post, "forwarded")
    origin = _of_class(passed_on, "from_name") if passed_on is not None else None
    day = _of_class(post, "date")
    # The day that the other posted it stands beside its name.
    source = folded(origin.text) if origin is not None else poster if poster == channel else None
    agency, publication = site_parties(source or None)
    return Stated(
        headline=_headline(text),
        agency=agency,
        publication=publication,
        published=published(day.get("title")) if day is not None else None,
        byline=() if source else byline_names(poster),
    )


def _headline(text: HtmlElement | None) -> str | None:
    """Return what a text begins with in bold type, if it is a line of its own and something follows it."""
    first = next(iter(text), None) if text is not None and not (text.text or "").strip() else None
    if first is None or first.tag not in ("strong", "b") or (first.tail or "").strip():
        return None
    following = first.getnext()
    return line_of(first) if following is not None and following.tag == "br" else None


def _of_class(root: HtmlElement, name: str) -> HtmlElement | None:
    return next((each for each in root.iter("div") if each is not root and name in _classes(each)), None)


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())
