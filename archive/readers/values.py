"""What one value of a row says, which may be text, a number, an object or a list: a line, a text, terms, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from archive.readers.encoding import plain_ends
from archive.readers.names import byline_names, stated_person
from archive.readers.story import folded, html_story, joined, looks_like_html
from index.article import Person

_NAMED = (
    "name",
    "text",
    "value",
    "main",
    "basic",
    "original",
    "title",
    "content",
    "html",
    "rendered",
    "$date",
    "$numberLong",
    "label",
    "displayname",
    "webTitle",
    "date",
    "datetime",
)
_DEEPEST = 4
"""Objects in objects, and lists in lists, that are looked into."""
_LONGEST_LIST = 20_000
"""Characters of a list written as text that are looked at."""
_SEPARATORS = (";", "|", "\n", ",")
"""What stands between the entries of a list written as text; the first of them that is in it."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_TEXTS = (
    "text",
    "value",
    "html",
    "rendered",
    "content",
    "main",
    "original",
    "body",
    "blocks",
    "paragraphs",
    "children",
    "data",
)
"""Where an object that stands for a text, or for a part of it, has the text."""
_BESIDE_TEXT = frozenset(
    "kicker title byline date author_info image video audio gallery caption embed social_media".split(" ")  # noqa: SIM905
)
"""Kinds of parts of a story that are none of its text."""
_MARKED_UP = re.compile(r"<(?:p|br|div|pre|td)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPTY = frozenset(["", "nan", "null", "none", "n/a", "na", "-", "[removed]"])
_LONGEST_EMPTY = max(map(len, _EMPTY))


def plain(text: str) -> str:
    """Return text with ``\\n`` line ends, without NUL and half characters."""
    text = plain_ends(text)
    if "\0" in text:
        text = text.replace("\0", "")
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def shown(value: Any) -> str | None:
    """Return a value on one line as a page would show it, None where it says that there is none."""
    text = _on_one_line(text_of(value))
    return None if text.lower() in _EMPTY else text


def _on_one_line(text: str) -> str:
    if looks_like_html(text):
        return folded(html_story(text))
    return folded(unescape(text) if "&" in text and _REFERENCE.search(text) else text)


def text_of(value: Any) -> str:
    """Return a value as text: of an object what names it, of a list its first value."""
    for _ in range(_DEEPEST):
        if isinstance(value, str):
            return plain(value)
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int | float):
            return repr(value) if abs(value) < 1e18 else ""
        if isinstance(value, dict):
            value = next((value[key] for key in _NAMED if value.get(key)), None)
        elif isinstance(value, list):
            value = value[0] if value else None
        else:
            return str(value)
    return ""


def body_of(value: Any) -> str:
    """Return the story that a value holds; "" for none."""
    text = plain(value) if isinstance(value, str) else joined(map(str.strip, _paragraphs(value)))
    if is_empty(text):
        return ""
    if not looks_like_html(text):
        return text
    if "\n\n" in text and not _MARKED_UP.search(text):
        # As systems that make paragraphs of blank lines when they show a text.
        text = _BLANK_LINES.sub("\n<br><br>\n", text)
    return html_story(text)


def _paragraphs(value: Any, around: int = 0) -> list[str]:
    """Return the paragraphs of a text that is an object or a list of parts, in ``around`` lists of parts.

    Pieces of text in a part, and what stands beside them, such as links, are one paragraph.
    """
    for _ in range(_DEEPEST):
        if not isinstance(value, dict):
            break
        if around and _kind(value) in _BESIDE_TEXT:
            return []
        value = next((value[key] for key in _TEXTS if value.get(key)), None)
    if isinstance(value, str):
        return [plain(value)]
    if not isinstance(value, list) or around > _DEEPEST:
        return []
    found = [text for part in value for text in _paragraphs(part, around + 1)]
    return ["".join(found)] if around and any(_kind(part) in ("text", "span") for part in value) else found


def _kind(part: Any) -> str:
    return str(part.get("type") or part.get("_type") or part.get("nodeType")) if isinstance(part, dict) else ""


def is_empty(text: str) -> bool:
    """Tell whether a text is nothing, or one of the words by which programs say so."""
    bare = text.strip()
    return len(bare) <= _LONGEST_EMPTY and bare.lower() in _EMPTY


def _parts(value: Any) -> Iterator[Any]:
    """Yield the entries of a list, also of one written as ``a; b`` or ``a, b``."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, str):
        text = value[:_LONGEST_LIST].strip()
        mark = next((mark for mark in _SEPARATORS if mark in text), ",")
        yield from text.split(mark)
    elif value is not None:
        yield value


def many(value: Any) -> tuple[str, ...]:
    """Return the terms that a value lists, each once."""
    # Of a pair of name and value the name says what kind of keyword it is.
    parts = (part.get("value") or part if isinstance(part, dict) else part for part in _parts(value))
    found = (_on_one_line(text_of(part)) for part in parts)
    # A bare number refers to a table of another place.
    return tuple(dict.fromkeys(text for text in found if text.lower() not in _EMPTY and not text.isdigit()))


def of_kind(value: Any, kind: str) -> list[Any]:
    """Return the values of the keywords that are said to be of a kind, as one paper's archive has them."""
    listed = value if isinstance(value, list) else []
    return [each.get("value") for each in listed if isinstance(each, dict) and each.get("name") == kind]


def byline_of(value: Any) -> tuple[str, ...]:
    """Return the names of those whom a value names as writers."""
    if isinstance(value, str):
        return byline_names(plain(value))
    return tuple(dict.fromkeys(name for part in _parts(value) for name in byline_names(text_of(part))))


def people_of(value: Any) -> tuple[Person, ...]:
    """Return the people whom a value lists, with their roles where it has them."""
    people: dict[str, Person] = {}
    for part in _parts(value):
        role = text_of(part.get("role") or part.get("title")) if isinstance(part, dict) else None
        person = stated_person(text_of(part), role)
        if person and person.name.lower() not in _EMPTY:
            people.setdefault(person.name.casefold(), person)
    return tuple(people.values())
