"""Entries of feeds that are not well-formed, as many systems write them: fields found by their tags alone.

Ampersands and ``<`` that stand for themselves, HTML without its escapes, tags that do not match, names in capitals,
values without quotation marks, an entry that is cut off.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from archive.readers.story import looks_like_html
from archive.readers.xml import Parsed, attributes_of, decode_markup, legal

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})(\s[^<>]{0,4000})?>")
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_FIELDS = frozenset(
    [
        "title", "link", "guid", "id", "pubdate", "published", "issued", "updated", "created", "date", "description",
        "summary", "subtitle", "abstract", "content", "encoded", "content_encoded", "fulltext", "body", "author",
        "creator", "name", "category", "subject", "keywords", "language", "rights", "copyright", "source", "publisher",
        "origlink",
    ]
)  # fmt: skip
_NESTED = frozenset(["author", "source"])
"""Fields that may hold fields of their own."""
_ATTRIBUTES = frozenset(["href", "rel", "type", "mode", "src", "url", "term", "label", "value"])
_SPELLED = {"pubdate": "pubDate", "origlink": "origLink"}


def loose_entry(raw: bytes, declared: str | None) -> Parsed:
    """Return the fields of an entry as the children of one element."""
    from lxml import etree

    decoded = decode_markup(raw, declared)
    tag, _, inside = decoded.text.partition(">")
    root = etree.Element("item", {key: legal(value) for key, value in attributes_of(tag).items() if key == "href"})
    _fill(root, inside, nested=True)
    return Parsed(root, decoded.encoding, decoded.warnings)


def _fill(parent: _Element, text: str, *, nested: bool) -> None:
    from lxml import etree

    hidden = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    unclosed: set[str] = set()
    at = 0
    while found := _next(hidden, at):
        name, tag = found[1].lower(), found[2] or ""
        child = etree.SubElement(parent, _SPELLED.get(name, name))
        for key, value in attributes_of(tag).items():
            if key in _ATTRIBUTES or key == "ispermalink":
                child.set("isPermaLink" if key == "ispermalink" else key, legal(unescape(value)))
        at = found.end()
        if tag.endswith("/"):
            continue
        end = None if name in unclosed else _closing(name).search(hidden, at)
        if end is None:
            # It goes on to the next field, or to the end of what is left.
            unclosed.add(name)
            following = _next(hidden, at)
            inside, at = text[at : following.start() if following else len(text)], at
        else:
            inside, at = text[at : end.start()], end.end()
        if nested and name in _NESTED and _next(inside, 0):
            _fill(child, inside, nested=False)
        else:
            child.text = _content(inside)


def _next(text: str, at: int) -> re.Match[str] | None:
    while found := _OPEN.search(text, at):
        if found[1].lower() in _FIELDS:
            return found
        at = found.end()
    return None


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?:[\w.-]{{1,40}}:)?{re.escape(name)}\s*>", re.IGNORECASE)


def _content(text: str) -> str:
    """Return what a field holds as a parser would give it: CDATA as it is, text unescaped, HTML with its tags."""
    pieces: list[str] = []
    at = 0
    for found in _ASIDE.finditer(text):
        pieces += [_plain(text[at : found.start()]), found[1] or ""]
        at = found.end()
    return legal("".join([*pieces, _plain(text[at:])]))


def _plain(text: str) -> str:
    return text if looks_like_html(text) else unescape(text)
