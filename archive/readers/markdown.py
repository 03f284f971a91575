"""Markdown, and text of any kind with front matter: YAML, TOML, or lines such as ``Title: ...``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.headers import header
from archive.readers.rows import stated_of
from archive.readers.slices import whole
from archive.readers.story import folded, html_story, joined, without_headline

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OPENING = re.compile(r"\s*(?:---|\+\+\+)[ \t]*\n\s*[\w\"'-]+[ \t]*[:=]")
_MARKED = re.compile(
    r"^#{1,6} +\S|^\S.*\n(?:={3,}|-{3,})[ \t]*$|\[[^\[\]\n]+\]\([^)\s]+\)|(?<!\w)\*\*\S|^>[ ]?\S|^(?:[*+-]|1\.) +\S",
    re.MULTILINE,
)
_SHORT_CODE = re.compile(
    r"\{%[^\n%]{0,1000}%\}|\{\{[<%][^\n]{0,1000}?[>%]\}\}|^[ \t]*\{:[^\n{}]{0,200}\}[ \t]*$|<!-- ?(?:more|excerpt) ?-->"
    r"|\[\^[\w-]{1,40}\](?!:)|^\[\^[\w-]{1,40}\]:[^\n]*$",
    re.MULTILINE,
)
"""What site builders put into Markdown: calls of templates, attributes, marks of notes, and the notes."""
_OF_A_SITE = re.compile(r"^> ?\[!\w{1,20}\][ \t]*$|^([ \t]*[*+-] )\[[ xX]\] | ?~~[^~\n]{1,500}~~", re.MULTILINE)
"""What one site writes beyond it: the kind of a note, boxes before entries of a list, words struck out."""
_MOST_MARKS = 10_000
"""More of one mark are no Markdown; the parser's time grows with the square of brackets (1.3 s for 50,000)."""
_PLAIN = re.compile(r"([\w-][\w -]*: +)([^\s'\[{|>&*!#].*)")
_MENDED = 20
"""A value of one line of front matter that may stand between quotation marks, and how many of them are put there."""
_MOST_FRONT = 1 << 18
_BRACKET = re.compile(r"[\[\]{}]")
_DEEPEST = 50
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


class MarkdownReader:
    """Reads Markdown, and plain text with front matter."""

    name = "markdown"
    version = 8
    suffixes: tuple[str, ...] = _SUFFIXES

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure front matter, or the marks of Markdown under its own name, make it."""
        if head[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"", b"{", b"[", b"<"):
            return 0.0
        text = decode(head).text
        named = name.lower().endswith(_SUFFIXES)
        if _OPENING.match(text) and (named or _FENCED.match(text)):
            return 0.9
        above = header(text)
        if above and above.titled:
            return 0.8
        return 0.6 if named and _MARKED.search(text) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a file, or none where there is nothing but front matter.

        Raises:
            ReadError: its front matter does not end, or is no YAML or TOML.
        """
        raw = whole(stream, name, "article is: split it")
        decoded = decode(raw)
        front, rest = _divided(decoded.text, name)
        stated = stated_of(front)
        marked = _MARKED.search(rest) or _SHORT_CODE.search(rest)
        if marked and not any(rest.count(mark) > _MOST_MARKS for mark in "[]*_`<>!|"):
            title, text = _story(rest)
            stated = replace(stated, headline=stated.headline or title)
        else:
            text = rest.lstrip("\n")
        text = without_headline(text, stated.headline)
        if text.strip():
            yield Copy(raw, text, self.name, encoding=decoded.encoding, stated=stated, warnings=decoded.warnings)


def _divided(text: str, place: str) -> tuple[dict[str, Any], str]:
    """Return the values of the front matter, and what follows it."""
    fenced = _FENCED.match(text[: _MOST_FRONT + 8])
    if fenced:
        read = _yaml if fenced[1] == "---" else _toml
        return read(fenced[2], place), text[fenced.end() :]
    if _OPENING.match(text):
        raise ReadError(f"{place}:1: the front matter does not end: close it with a line like its first")
    above = header(text)
    return (above.values, above.text) if above else ({}, text)


def _yaml(text: str, place: str) -> dict[str, Any]:
    import yaml

    if _depth(text) > _DEEPEST:
        raise ReadError(f"{place}:1: front matter is no YAML: nested deeper than {_DEEPEST} brackets: leave it out")
    try:
        values = _loaded(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ReadError(f"{place}:{line}: front matter is no YAML: {error.problem}: repair that line") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ReadError(f"{place}:1: front matter is no YAML: {_told(error)}: repair it") from error
    return values if isinstance(values, dict) else {}


def _loaded(text: str) -> object:
    """Return what YAML says, every value as the text that it is: no date is half read, and no "no" becomes false.

    A plain value that YAML takes for more than one, as in ``title: Mayor: we wait``, is the text that it is too.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    import yaml

    lines, faults = text.split("\n"), list[yaml.MarkedYAMLError]()
    while True:
        try:
            return yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            faults.append(error)
            at = error.problem_mark.line if error.problem_mark else len(lines)
            plain = _PLAIN.fullmatch(lines[at]) if at < len(lines) else None
            if not plain or len(faults) > _MENDED:
                raise faults[0] from None
            lines[at] = plain[1] + "'" + plain[2].rstrip().replace("'", "''") + "'"


def _depth(text: str) -> int:
    """Return how many brackets are open at once; the time of the parser grows with the square of it."""
    depth = most = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        most = max(most, depth)
    return most


def _toml(text: str, place: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{place}:1: front matter is no TOML: {_told(error)}: repair it") from error


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _story(text: str) -> tuple[str | None, str]:
    """Return the first heading and the paragraphs after it; pictures, tables and rules are left out."""
    from markdown_it import MarkdownIt

    title: str | None = None
    found: list[str] = []
    hidden = 0
    heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(_OF_A_SITE.sub(r"\1", _SHORT_CODE.sub("", text))):
        hidden += token.nesting if token.type.startswith("table_") else 0
        if hidden:
            continue
        if token.type == "heading_open":
            heading = token.tag in ("h1", "h2") and title is None and not found
        elif token.type == "inline":
            children = token.children or []
            if children and children[0].type == "image":
                # What follows a picture in its paragraph is the caption.
                continue
            line = _inline(children)
            if heading:
                title, heading = folded(line) or None, False
            else:
                found.append(line)
        elif token.type == "html_block":
            found.append(html_story(token.content))
        elif token.type == "code_block" or (token.type == "fence" and not token.info.strip()):
            found.append(token.content.strip("\n"))
    return title, joined(part for part in found if part.strip())


def _inline(tokens: list[Token]) -> str:
    parts = {"softbreak": " ", "hardbreak": "\n"}
    kept = ("text", "code_inline", "text_special")
    return "".join(parts.get(t.type) or (t.content if t.type in kept else "") for t in tokens).strip()
