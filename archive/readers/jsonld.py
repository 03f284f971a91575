"""What pages state of an article in JSON-LD, ``NewsArticle`` of schema.org and its kin, and in data for scripts."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.readers.columns import plan
from archive.readers.copy import Stated
from archive.readers.datelines import stated_dateline
from archive.readers.dates import first_published
from archive.readers.names import byline_names, stated_person
from archive.readers.sources import site_parties
from archive.readers.stated import own_guid
from archive.readers.story import folded, html_story, looks_like_html
from archive.readers.values import body_of
from index.article import Person

Node = Mapping[str, Any]

_KIN = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|Review)")
_PARTIES = ("author", "creator", "publisher", "provider", "sourceOrganization")
_DEEPEST = 12
_MOST_NODES = 5000
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")

_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[}\]])', re.DOTALL)
"""Strings, and commas that nothing follows."""


def article_node(scripts: Iterable[str]) -> Node | None:
    """Return the node that describes the article of a page, None where no script holds one; broken ones are passed."""
    for text in scripts:
        nodes = list(_nodes(_parsed(text)))
        for node in nodes:
            if _KIN.fullmatch(_type(node)) and ("headline" in node or "articleBody" in node):
                return _resolved(node, nodes)
    return None


def _resolved(node: Node, nodes: Iterable[Node]) -> Node:
    """Return a node with those put in that it only names: who wrote and published it may stand beside it."""
    named = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str) and len(each) > 1}

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(each) for each in value[:_MOST_NODES] if not isinstance(each, list)]
        key = value.get("@id") if isinstance(value, dict) and len(value) == 1 else None
        return named.get(key, value) if isinstance(key, str) else value

    return {key: of(value) if key in _PARTIES else value for key, value in node.items()}


def article_body(node: Node | None) -> str:
    """Return the text of the article as its node gives it; "" where it gives none."""
    text = node.get("articleBody") if node else None
    if not isinstance(text, str):
        return ""
    return html_story(text) if looks_like_html(text) else "\n\n".join(filter(None, map(str.strip, text.splitlines())))


def data_body(scripts: Iterable[str]) -> tuple[str, Node]:
    """Return the longest text beside a headline in data for scripts, from which these build a page, with what it stands
    in; "" if there is none.
    """
    best: tuple[str, Node] = ("", {})
    for text in scripts:
        waiting: list[Any] = [_parsed(text)]
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            found = waiting.pop()
            if isinstance(found, dict):
                best = max(best, (_told(found), found), key=lambda told: len(told[0]))
            waiting += found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return best


def _told(node: Node) -> str:
    columns = plan(tuple(map(str, node)))
    return body_of(node[columns["body"]]).strip() if {"body", "headline"} <= columns.keys() else ""


def node_stated(node: Node | None) -> Stated:
    """Return what a node states of its article."""
    if node is None:
        return Stated()
    origin = _name(node.get("sourceOrganization")) or _name(node.get("creditText"))
    agency, publication = site_parties(_name(node.get("publisher")) or _name(node.get("provider")), origin)
    dateline, wired = stated_dateline(_name(node.get("dateline")))
    about = [*_list(node.get("about")), *_list(node.get("mentions"))]
    return Stated(
        headline=_name(node.get("headline")) or _name(node.get("name")),
        dateline=dateline,
        agency=agency or wired,
        publication=publication,
        published=first_published(*(_name(node.get(key)) for key in ("datePublished", "dateCreated", "uploadDate"))),
        byline=_authors([*_list(node.get("author")), *([] if node.get("author") else _list(node.get("creator")))]),
        places=_names([*_list(node.get("contentLocation")), *_list(node.get("locationCreated"))]),
        people=_people(each for each in about if isinstance(each, dict) and _type(each) == "Person"),
        keywords=_keywords(node.get("keywords")),
        section=_name(node.get("articleSection")),
        language=_name(node.get("inLanguage")),
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")) or _address(node.get("@id")),
        guid=own_guid(_identifier(node.get("identifier")), publication, agency),
        rights=_name(node.get("copyrightNotice")),
    )


def _parsed(text: str) -> Any:
    bare = _COMMENT.sub("", text.strip())
    for each in (bare, _without_last_commas(bare)):
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(each, strict=False)
    return None


def _without_last_commas(text: str) -> str:
    """Return data without the commas behind the last values of lists, which templates leave there."""
    return _COMMA.sub(lambda found: found[0].removeprefix(","), text)


def _nodes(value: Any) -> Iterator[Node]:
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        found, depth = waiting.pop()
        if isinstance(found, dict):
            yield found
            inner = [found[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in found]
        else:
            inner = list(reversed(found[:_MOST_NODES])) if isinstance(found, list) else []
        if depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in inner]


def _type(node: Node) -> str:
    kinds = [kind for kind in _list(node.get("@type")) if isinstance(kind, str)]
    named = [kind.rstrip("/").rpartition("/")[2] for kind in kinds]
    return next((kind for kind in named if _KIN.fullmatch(kind)), named[0] if named else "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str | None:
    """Return a value as one line: of a thing its name, of several the first."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("alternateName") or value.get("@value") or value.get("value")
        else:
            break
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    text = folded(html_story(value) if looks_like_html(value) else value) if isinstance(value, str) else ""
    return _unescaped(text) or None


def _identifier(value: Any) -> str | None:
    """Return what tells a thing from others; the name of a property is that of all that have it."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("value") or value.get("@value") or value.get("@id")
    return _name(value)


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text) if "&" in text else text


def _names(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_name, values))))


def _authors(values: Iterable[Any]) -> tuple[str, ...]:
    people = (each for each in values if not (isinstance(each, dict) and "Organization" in _type(each)))
    return tuple(dict.fromkeys(name for each in people for name in byline_names(_name(each))))


def _people(values: Iterable[Node]) -> tuple[Person, ...]:
    found = (stated_person(_name(each), _name(each.get("jobTitle"))) for each in values)
    return tuple({person.name.casefold(): person for person in found if person}.values())


def _keywords(value: Any) -> tuple[str, ...]:
    # Some content systems pack kind and value into one keyword, such as "Section: Harbour".
    parts = value.split(",") if isinstance(value, str) else _list(value)
    return _names(parts)


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.strip().startswith(("http://", "https://")) else None
