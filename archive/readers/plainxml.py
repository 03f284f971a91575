"""XML that no standard knows, as content systems and scholars write it: records told by the names in them.

A record is an element with a text under a name that a column of texts may have, or marked by attributes, beside what
tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from archive.errors import ReadError
from archive.readers.columns import plan
from archive.readers.copy import Copy, FailedRecord
from archive.readers.documents import outermost
from archive.readers.elements import read_elements, root_name
from archive.readers.exports import paragraphs
from archive.readers.rows import copy_of
from archive.readers.sniff import HEAD
from archive.readers.story import html_story, joined, looks_like_html, story
from archive.readers.unpacked import ahead
from archive.readers.xml import Parsed, decode_markup, legal, local, root_start

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})((?:\s[^<>]{0,4000})?)>")
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_LITERAL = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]{0,60})\s*=")
_DEEPEST, _MOST_NAMES = 40, 400
"""Elements in each other, and different ones, in the beginning of a file that may hold articles."""
_LEAST = 100
"""Characters of the text of a record in the beginning of a file, so that labels of programs are none."""
_VALUES = ("when", "norm", "value", "content", "name", "href", "term")
"""Attributes that may hold what an element without a text says."""
_MOST_VALUES = 200
_KNOWN = ("headline", "published", "byline")
_NONE = ("", "html", "svg", "tt")
"""Documents that have a title and texts, but no articles: pages, drawings and subtitles."""


class _Kind(NamedTuple):
    """The name of the element that a record is, and that of its text in it; None where all of it is the text.

    ``aside`` are elements in it that tell of themselves, as comments of readers do.
    """

    record: str
    body: str | None
    aside: frozenset[str] = frozenset()


class XmlReader:
    """Reads XML of any schema whose names tell what they hold."""

    name = "xml"
    version = 1
    suffixes: tuple[str, ...] = (".xml",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return a value that readers of known schemas outbid, where an element holds a text and what tells of it."""
        return 0.0 if root_name(head).lower() in _NONE or _kind(head) is None else 0.6

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each such element; one that is not well-formed is read as far as its tags go.

        Raises:
            ReadError: there is none, and the document is not well-formed.
        """
        kind = _kind(ahead(stream, HEAD))
        stream.seek(0)
        if kind is None:
            raise ReadError(f"{name}:1: no element of it is known to hold an article: save it as JSON or CSV")
        return read_elements(stream, name, (kind.record,), "XML", partial(self._copy, kind), _mended)

    def _copy(self, kind: _Kind, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | FailedRecord | None:
        root = parsed.root
        bodies = [root] if kind.body is None else _bodies(root, kind.body, kind.aside)
        row: dict[str, Any] = {kind.body or "body": joined(map(_text, bodies))} if bodies else {}
        _gather(root, row, kind.aside | {kind.body})
        return copy_of(
            row, raw, self.name, ordinal, f"<{kind.record}>", encoding=parsed.encoding, warnings=parsed.warnings
        )


def _kind(head: bytes) -> _Kind | None:
    """Return what records are in a file that begins so: the innermost elements that may be some.

    What stands beside the text of a record with a headline, and has none itself, is a part of that record; but not of a
    whole document, which may be an issue.
    """
    text = _LITERAL.sub(lambda found: found[1].replace("<", " "), _ASIDE.sub("", decode_markup(head).text))
    within, beside, told = _names_in(text)
    kinds: dict[str, _Kind] = {}
    titled: set[str] = set()
    for name, inner in within.items():
        children = tuple(each for each, direct in inner.items() if direct)
        body = plan(children).get("body")
        around = {*inner} - {*within.get(body or "", ())} | {*children, *beside[name]}
        known = plan(tuple(around - {body}))
        if body is not None and told[body] >= _LEAST and any(field in known for field in _KNOWN):
            kinds[name] = _Kind(name, body)
            titled |= {name} if "headline" in known else set()
        elif body is None and {"headline", "published"} <= plan(tuple(beside[name])).keys() and told[name] >= _LEAST:
            kinds[name] = _Kind(name, None)
            titled.add(name)
    for name, kind in kinds.items():
        others = kinds.keys() & within[name].keys() - {name}
        whole = kind.body if name in titled and name != next(iter(within)) else None
        aside = others - titled - within[whole].keys() if whole else set()
        if others == aside:
            return kind._replace(aside=frozenset(aside))
    return None


def _names_in(text: str) -> tuple[dict[str, dict[str, bool]], dict[str, list[str]], dict[str, int]]:
    """Return of each element by its name the names within it, which are its direct children; its attributes; and the
    characters of the longest.
    """
    within: dict[str, dict[str, bool]] = {}
    beside: dict[str, list[str]] = {}
    told: dict[str, int] = {}
    open_: list[tuple[str, int]] = []
    length = at = 0

    def close() -> None:
        name, begun = open_.pop()
        told[name] = max(told[name], length - begun)
        if open_:
            outer = within[open_[-1][0]]
            for each in within[name]:
                outer.setdefault(each, False)
            outer[name] = True

    for tag in _TAG.finditer(text):
        length, at = length + len(text[at : tag.start()].strip()), tag.end()
        ends, name, more = tag.groups()
        if not ends:
            if name not in within:
                within[name], told[name], beside[name] = {}, 0, _ATTRIBUTE.findall(more)
            open_.append((name, length))
        if any(name == each for each, _ in open_) if ends else more.endswith("/"):
            while open_[-1][0] != name:
                close()
            close()
        if len(open_) > _DEEPEST or len(within) > _MOST_NAMES:
            break
    length += len(text[at:].strip())
    while open_:
        close()
    return within, beside, told


def _bodies(root: _Element, name: str, aside: Container[str]) -> list[_Element]:
    """Return the elements that hold the text of a record: the first called so, and those beside it."""
    found = list(outermost(root, {name}, aside))
    return [each for each in found if each.getparent() is found[0].getparent()]


def _text(body: _Element) -> str:
    """Return the paragraphs of a text, which may be marked up, or hold markup as text."""
    if len(body):
        return story(body)
    text = body.text or ""
    return html_story(text) if looks_like_html(text) else paragraphs(text)


def _gather(element: _Element, row: dict[str, Any], passed: Container[str | None]) -> None:
    """Gather what elements and attributes say by names that columns may have, but for those that are passed by."""
    for key, said in element.attrib.items():
        row.setdefault(str(key).rpartition("}")[2], said)
    for child in element:
        name = local(child)
        if name in passed or len(row) > _MOST_VALUES:
            continue
        if not name or not plan((name,)) or (name == "head" and len(child)):
            _gather(child, row, passed)
            continue
        words = " ".join(filter(None, (str(part).strip() for part in child.itertext())))
        said = words or next(filter(None, (child.get(key) for key in _VALUES)), "")
        held = row.setdefault(name, [])
        if isinstance(held, list) and len(held) < _MOST_VALUES and said:
            held.append(said)


def _mended(raw: bytes, declared: str | None) -> Parsed:
    """Return the tree of an element that is not well-formed, as far as its tags show one."""
    from lxml import etree

    decoded = decode_markup(raw, declared)
    text = legal(decoded.text[root_start(decoded.text) :])
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root: _Element | None = None
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return Parsed(etree.Element("record") if root is None else root, decoded.encoding, decoded.warnings)
