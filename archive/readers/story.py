"""From marked-up stories to text: paragraphs joined by blank lines; captions, tables and the like left out."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.readers.xml import lower

if TYPE_CHECKING:
    from lxml.etree import _Element


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _set(
    "p div block section article main body body.content h1 h2 h3 h4 h5 h6 hl1 hl2 li dt dd ul ol dl blockquote bq pre "
    "address hr center td tr html content"
)
LEFT_OUT = _set(
    "script style template noscript iframe object embed applet svg math canvas video audio picture img map form button "
    "input select textarea nav header footer aside figure figcaption table caption nitf-table media media-caption "
    "media-producer media-metadata media-reference media-object credit fn head title nitf-col byline byttl dateline"
)
_INLINE = _set("img svg math button input fn map canvas object")
"""Left out without ending the paragraph they stand in."""
_PHRASES = _set("span a b i em strong u q small cite abbr sub sup time")
"""Parts of a sentence, which stay whatever their class."""
_NO_FRAMES = _set("caption wp-caption wp-caption-text credit image-caption photo-caption comments")
"""Classes of what may be longer than a short story."""
_CLASSES_LEFT_OUT = _NO_FRAMES | _set(
    "ad ads advert advertisement banner promo promotion sponsored newsletter related recirc share sharing social "
    "breadcrumb breadcrumbs nav navigation menu cookie notepad"
)
_FRAMES = _set("table header footer form aside figure")
"""Left out, but for one that holds the story."""
_LONGEST_FIGURE = 40
"""Characters of a name or a number in a table."""
_NO_PROSE = _set("a script style")
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|em|strong|b|i|u|h[1-6]|ul|ol|li|blockquote|figure|img|section|article|table|script|iframe)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_TABLE = re.compile(r"\S {3,}(?=\S).*\S {3,}\S")
_HYPHENS = ("-", "\u00ad", "\u2010")
_BREAK, _BEGIN, _END = "\0", "\1", "\2"
"""Line breaks and the ends of quotations while a block is gathered; markup cannot hold these characters."""
_OWN_MARKS = re.compile("(?<=[\"'“”„«»‘’‹›])\\s*\1|\1(?=\\s*[\"'“”„«»‘’‹›])")
_QUOTED = re.compile("\1([^\1\2]*)\2")
_BREAKS = re.compile("\0(?:\\s*\0)+")


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a piece of HTML."""
    return "<" in text and _TAG.search(text) is not None


def story(root: _Element, left_out: frozenset[str] = LEFT_OUT) -> str:
    """Return the text below an element: its blocks in reading order, joined by blank lines."""
    return joined(blocks(root, left_out))


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one text, blank lines between them; empty ones vanish."""
    return "\n\n".join(filter(None, paragraphs))


def without_headline(text: str, headline: str | None) -> str:
    """Return a story without its first paragraph where that repeats the headline."""
    first, _, rest = text.partition("\n\n")
    if headline and rest and folded(first).casefold() == folded(headline).casefold():
        return rest
    return text


def html_story(text: str) -> str:
    """Return the text of a piece of HTML, as in the body of a database or a feed."""
    root = html_tree(text)
    if root is None:
        # Nested deeper than the parser goes: the words are worth more than the paragraphs.
        return folded(html.unescape(_ANY_TAG.sub(" ", text)))
    unframe(root)
    return story(root)


def unframe(root: _Element) -> None:
    """Make plain parts of tables, headers and the like, and of what a class calls furniture, where one holds most of
    the prose: it places the story, or is its frame.
    """
    names = ((element, lower(element)) for element in root.iter())
    frames = [
        element
        for element, name in names
        if name in _FRAMES or (_is_furniture(element, name) and not _is_furniture(element, name, _NO_FRAMES))
    ]
    if frames:
        prose = _prose(root, {root, *frames})
        for element in frames:
            if 2 * prose[element] > prose[root]:
                element.tag = "div"
                element.attrib.pop("class", "")


def _prose(root: _Element, wanted: Container[_Element]) -> dict[_Element, int]:
    """Return the characters of text in some elements of a tree that is no link, no script and no figure."""
    from lxml import etree

    told = within = 0
    prose: dict[_Element, int] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        begins, without = event == "start", lower(element) in _NO_PROSE
        within += without if begins else -without
        if element in wanted:
            prose[element] = told if begins else told - prose[element]
        text = (element.text if begins else element.tail) or ""
        if not within and len(bare := text.strip()) > _LONGEST_FIGURE:
            told += len(bare)
    return prose


def folded(text: str | None) -> str:
    """Return a text on one line: line ends and the indents after them become one space, other runs of spaces stay."""
    return run_on(text).replace("\n", "") if text else ""


def run_on(text: str) -> str:
    """Return the lines of a paragraph as one, but for the line end behind a hyphen that may part a word.

    Whether the hyphen goes is told by the whole text and what English has, of which readers know nothing.
    """
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return text.strip()
    lines = [bare for line in text.replace("\r", "\n").split("\n") if (bare := line.strip())]
    return "".join(_between(a, b) + b for a, b in pairwise(["", *lines])).replace("\t", " ")[1:]


def _between(line: str, following: str) -> str:
    """Return what comes between two lines of a paragraph: a space, or nothing behind a hyphen that is none of the
    typesetter's (``Asia-Pacific``), or the line end where it may be one.
    """
    if not line.endswith(_HYPHENS) or not line[-2:-1].isalnum() or not following[0].isalnum():
        return " "
    return "\n" if line[-2].isalpha() and following[0].islower() else ""


def unwrapped(text: str) -> str:
    """Return the paragraphs of text set in short lines: an indent or a blank line begins one; tables keep lines."""
    paragraphs: list[list[str]] = []
    fresh = True
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            fresh = True
            continue
        table = "   " in bare and _TABLE.search(bare) is not None
        if fresh or line[:1] == "\t" or line[:2] == "  " or not paragraphs:
            paragraphs.append([bare])
        elif table or _TABLE.search(paragraphs[-1][-1]):
            paragraphs[-1].append("\n" + bare)
        else:
            paragraphs[-1].append(_between(paragraphs[-1][-1], bare) + bare)
        fresh = False
    return joined("".join(lines) for lines in paragraphs)


def line_of(element: _Element | None) -> str | None:
    """Return all the text of a short element on one line, None where there is none."""
    if element is None:
        return None
    return folded("".join(_texts(element))) or None


def _texts(element: _Element) -> Iterator[str]:
    """Yield the texts in an element, a line end for each break."""
    yield element.text or ""
    for child in element:
        if lower(child) == "br":
            yield "\n"
        yield from _texts(child)
        yield child.tail or ""


def blocks(root: _Element, left_out: frozenset[str] = LEFT_OUT) -> list[str]:
    """Return the blocks of text below an element in reading order; ``left_out`` names elements that are no story."""
    gathered = _Gathered()
    gathered.open(lower(root))
    gathered.add(root.text)
    _gather(root, gathered, left_out)
    gathered.close(lower(root))
    gathered.flush()
    return gathered.blocks


def _gather(parent: _Element, gathered: _Gathered, left_out: frozenset[str]) -> None:
    """Gather what lies below an element; parsers let none be nested deeper than 256."""
    for child in parent:
        name = lower(child)
        if name in left_out or _is_furniture(child, name):
            if name not in _INLINE:
                gathered.flush()
        else:
            gathered.open(name)
            gathered.add(child.text)
            if len(child):
                _gather(child, gathered, left_out)
            gathered.close(name)
        gathered.add(child.tail)


class _Gathered:
    """The blocks so far, and the pieces of the one under way."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.kept = 0

    def open(self, name: str) -> None:
        if name in BLOCKS:
            self.flush()
            self.kept += name == "pre"
        elif name == "br":
            self.pieces.append(_BREAK)
        elif name == "q":
            self.pieces.append(_BEGIN)
        elif name == "function" and self.pieces and not self.pieces[-1][-1:].isspace():
            # What a person is may follow the name with nothing between.
            self.pieces.append(" ")

    def close(self, name: str) -> None:
        if name in BLOCKS:
            self.flush()
            self.kept -= name == "pre"
        elif name == "q":
            self.pieces.append(_END)

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def flush(self) -> None:
        """End the block under way; two line breaks in a row end a paragraph too."""
        if not self.pieces:
            return
        text = self.pieces[0] if len(self.pieces) == 1 else _with_marks("".join(self.pieces))
        self.pieces.clear()
        if self.kept:
            text = text.replace(_BREAK, "\n").strip("\n")
            if text.strip():
                self.blocks.append(text)
            return
        for part in _BREAKS.split(text) if _BREAK in text else (text,):
            block = "\n".join(filter(None, map(run_on, part.split(_BREAK)))) if _BREAK in part else run_on(part)
            # Some exports carry scripts and frames as escaped markup; a block of nothing else is no story.
            if block and not (block[0] == "<" and block[-1] == ">" and not _ANY_TAG.sub("", block).strip()):
                self.blocks.append(block)


def _with_marks(text: str) -> str:
    """Put quotation marks where an element says that its text is quoted and the text has none of its own."""
    if _BEGIN not in text:
        return text
    text = _OWN_MARKS.sub("", text)
    while True:
        # Innermost first; an end whose begin had marks of its own vanishes.
        text, done = _QUOTED.subn(r'"\1"', text)
        if not done:
            return text.replace(_BEGIN, "").replace(_END, "")


def _is_furniture(element: _Element, name: str, classes: frozenset[str] = _CLASSES_LEFT_OUT) -> bool:
    kind = element.get("class")
    return kind is not None and name not in _PHRASES and not classes.isdisjoint(kind.lower().split())


def html_tree(text: str) -> _Element | None:
    """Return the tree of a piece of HTML, None where it is nested deeper than the parser goes."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root: _Element | None = etree.fromstring(b"<html><body>" + data + b"</body></html>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # What lies deeper than the parser goes is missing from the tree.
    return None if any("depth" in error.message for error in parser.error_log) else root
