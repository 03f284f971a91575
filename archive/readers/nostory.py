"""Pages that hold no story: what a site says in place of one, and lists of what stands on other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from archive.readers.answers import ANSWER, LONGEST_ANSWER, is_answer
from archive.readers.marks import leads_home
from archive.readers.story import folded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LIST = "list of articles"
"""What such a page is; it completes "skipped: "."""
_FILES = re.compile(r"index of /.*", re.IGNORECASE)
"""How servers head the list of the files in a folder."""
_FEWEST = 5
"""Pages that a list leads to at least."""
_LEAST_LINE = 20
"""Characters of a link that names an article, where it is no heading."""
_MOST_BESIDE = 3
"""Elements in a line that is a link, such as a picture before it."""
_PIECE = 40
"""Characters of the longest piece of text that is a label, a day or a name."""
_LABELS = 100
"""Characters of all of these that stand beside what is announced: the shortest story has more."""
_ALIKE = 3
"""Elements of one name and class that announce articles at least."""
_LONGEST_TEASER = 300
"""Characters of what announces a story at most; what is longer may be one."""
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FRAMES = frozenset(["html", "body", "main"])
_ASIDE = frozenset(["title", "head", "script", "style"])


def kind_of_page(root: HtmlElement, text: str, site: str | None) -> str | None:
    """Return what a page without its furniture is that holds no story, None for any that may; ``text`` is its text."""
    if len(text) <= LONGEST_ANSWER:
        title, heads = root.iter("title"), list(root.iter("h1"))
        # Without a heading of the first rank one of the second may head a box on the page, but not where it is alone.
        heads = heads[:1] or (lower if len(lower := list(root.iter("h2"))) == 1 else [])
        if any(is_answer(folded(each.text_content()), site) for each in (*title, *heads)):
            return ANSWER
    return LIST if _is_list(root) else None


def _is_list(root: HtmlElement) -> bool:
    """Tell whether a page without its furniture only leads to others: it has no sentence of its own beside what
    announces these.
    """
    if any(_FILES.fullmatch(folded(each.text_content())) for each in root.iter("title", "h1")):
        return True
    leads = dict(_leads(root))
    if len(set(leads.values())) < _FEWEST:
        return False
    own = 0
    for text in _own_texts(root, _cards(root, leads)):
        own += len(text)
        if len(text) > _PIECE and not _RIGHTS.match(text):
            return False
    return own <= _LABELS


def _leads(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield what names an article of another page, and its address: a heading, or a line of its own, that is a link."""
    for link in root.iter("a"):
        address = (link.get("href") or "").partition("#")[0]
        if not address or leads_home(link) or address.startswith(("javascript:", "mailto:")):
            continue
        name = folded(link.text_content())
        head = next(link.iter(*_HEADINGS), None)
        around = link.getparent()
        if head is None and around is not None and len(list(islice(around, _MOST_BESIDE + 1))) <= _MOST_BESIDE:
            named = len(name) >= (1 if around.tag in _HEADINGS else _LEAST_LINE)
            head = around if named and folded(around.text_content()) == name else None
        if head is not None:
            yield head, address


def _cards(root: HtmlElement, leads: Iterable[HtmlElement]) -> set[HtmlElement]:
    """Return the elements that announce an article each: all around its name that holds no other, nor a heading.

    What only one or two are like is none: it may be a story with a link in it.
    """
    named: Counter[HtmlElement] = Counter()
    for element in {*leads, *root.iter(*_HEADINGS)}:
        named.update([element, *element.iterancestors()])
    cards: dict[tuple[object, str | None], set[HtmlElement]] = {}
    for lead in leads:
        card = lead
        while (around := card.getparent()) is not None and named[around] == 1 and around.tag not in _FRAMES:
            card = around
        if len(folded(card.text_content())) <= _LONGEST_TEASER + len(folded(lead.text_content())):
            cards.setdefault((card.tag, card.get("class")), set()).add(card)
    return {card for alike in cards.values() if len(alike) >= _ALIKE for card in alike}


def _own_texts(root: HtmlElement, cards: Container[HtmlElement]) -> Iterator[str]:
    """Yield the pieces of text of a page that stand in no card and no link."""
    from lxml import etree

    within: list[HtmlElement] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and (element in cards or element.tag in _ASIDE or _is_link(element)):
            within.append(element)
        elif within and within[-1] is element:
            within.pop()
        text = folded(element.text if event == "start" else element.tail)
        if text and not within:
            yield text


def _is_link(element: HtmlElement) -> bool:
    """Tell whether an element is a link, and none that somebody forgot to close."""
    return element.tag == "a" and len(element.text_content()) <= _LONGEST_TEASER
