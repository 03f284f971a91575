"""What of a web page is no story: navigation, advertisements, captions, comments, and what invites to read on."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PRUNED = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas",
    "video", "audio", "picture", "map", "button", "select", "textarea", "nav",
    "footer", "aside", "figure", "figcaption", "amp-ad", "amp-embed", "amp-sidebar", "amp-social-share", "amp-list",
    "amp-img", "amp-carousel", "amp-consent",
)  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adslot|banner|promo\w*|sponsor\w*|newsletter\w*|subscribe|related|recirc\w*|share|"
    r"sharing|social|captions?|credit|breadcrumbs?|navigation|navbar|menu|comments?|cookies?|consent|gdpr|readmore|read-more|"
    r"paywall[_-](?:overlay|prompt|message|barrier|banner|modal|offer|cta)|most-read|trending|outbrain|taboola|"
    r"skip-link|sitesub|editsection|jump-to-nav|catlinks|printfooter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])", re.IGNORECASE)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|(?:entry|post)-meta)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_BYLINE = 300
_SOLD = 200
"""Characters of what offers to sell the rest of a story."""
_READ_ON = re.compile(
    r"\s*(?:read (?:more|also|next)|also read|see also|more on this|related)\s*[:|][^.]{0,200}$", re.IGNORECASE
)
_KEPT = ("html", "body", "main", "article")
_FRAMES = frozenset(["div", "section", "p", "ul", "li", "span", "table", "header", "blockquote"])
_SHORTEST = 200
"""Characters of a story that comments stand below."""


def prune(root: HtmlElement) -> None:
    """Take what is no story out of a page."""
    for element in list(root.iter(*_PRUNED)):
        if element is not root and not _holds_story(element):
            _drop(element)
    forms = list(root.iter("form"))
    most = len(root.text_content()) if forms else 0
    for element in forms:
        # Some systems put all of a page into one form.
        if 2 * len(element.text_content()) > most:
            element.drop_tag()
        else:
            _drop(element)
    _drop_comments(root)
    _drop_furniture(root)
    for paragraph in list(root.iter("p")):
        if _READ_ON.match(paragraph.text_content()) and next(paragraph.iter("a"), None) is not None:
            _drop(paragraph)


class _Frame(NamedTuple):
    """An element that its class and id name so, with the characters of prose before it and in it."""

    element: HtmlElement
    before: int
    within: int


def _drop_comments(root: HtmlElement) -> None:
    """Take out the comments below a story, so that its frame is not measured against them: often they are longer."""
    for element, before, _ in _frames(root, _COMMENTS)[0]:
        if before > _SHORTEST and not _holds_story(element):
            _drop(element)


def _drop_furniture(root: HtmlElement) -> None:
    """Take out what its name calls furniture, but not what holds most of the prose: that is the frame of the story,
    which may say by its class that it has no advertisements, or how it was promoted.
    """
    frames, whole = _frames(root, _FURNITURE)
    held: Counter[str] = Counter()
    for element, _, within in frames:
        held[element.get("class") or ""] += within
    for element, _, within in frames:
        if 2 * max(within, held[element.get("class") or ""]) <= whole and not _holds_story(element):
            _drop(element)
    for element in list(root.iter(*_FRAMES)):
        named = _named(element)
        if named and (_is_byline(element, named) or _sells(element, named)) and not _holds_story(element):
            _drop(element)


def _frames(root: HtmlElement, names: re.Pattern[str]) -> tuple[list[_Frame], int]:
    """Return the elements with one of these names in order, and the characters of all prose: text that is no link."""
    from lxml import etree

    told = links = 0
    found: dict[HtmlElement, _Frame] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.tag in _FRAMES and names.search(_named(element)):
                found[element] = _Frame(element, told, 0)
            links += element.tag == "a"
        else:
            links -= element.tag == "a"
            if element in found:
                found[element] = found[element]._replace(within=told - found[element].before)
        text = element.text if event == "start" else element.tail
        if text and not links:
            told += len(text.strip())
    return list(found.values()), told


def _named(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _sells(element: HtmlElement, named: str) -> bool:
    """Tell whether an element offers to sell the rest of a story, whose frame may have the same class."""
    text = element.text_content() if "paywall" in named else ""
    return len(text) < _SOLD and "subscri" in text.lower()


def _is_byline(element: HtmlElement, named: str) -> bool:
    """Tell whether an element says who wrote the story and when, and nothing of the story."""
    return _BYLINE.search(named) is not None and len(element.text_content()) < _LONGEST_BYLINE


def _holds_story(element: HtmlElement) -> bool:
    """Tell whether an element that looks like furniture is the frame of the story all the same."""
    return element.tag in _KEPT or next(element.iter("article", "h1", "main"), None) is not None


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
