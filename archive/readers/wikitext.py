"""From the marked-up text of a wiki to plain text: what a page shows of its story, without what stands around it.

Read in one walk with a stack rather than with mwparserfromhell 0.7, which takes seven times as long, leaves in the text
what pictures, categories and tables say, and drops the words that templates show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from html import unescape

from archive.readers.story import folded, joined

_TOKEN = re.compile(
    r"(<!--)|(\{\{|\[\[|^[:*]*\{\|)|(\}\}|\]\]|^[ \t]*\|\}(?!\}))|(\|)|<(/?)([a-z]{1,20})([^<>]{0,1000})>",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS = {"}}": "{{", "]]": "[[", "|}": "{|"}
_DEEPEST = 40
"""Parts within parts, as many as wikis themselves allow; marks of more are left out."""
_DROPPED = frozenset(
    ["ref", "gallery", "math", "timeline", "score", "syntaxhighlight", "dynamicpagelist", "imagemap", "table", "style"]
)
"""Elements that are no part of a story."""
_BLOCKS = frozenset(["p", "div", "blockquote", "center", "li", "ul", "ol", "poem"])
_LAST_SHOWN = frozenset(["w", "wikipedia", "wp", "lang", "nowrap", "small", "transl"])
"""Templates that show the last of their values: links to an encyclopedia, words in another language."""
_FIRST_SHOWN = frozenset(["quote", "blockquote", "quotation", "cquote", "zitat", "citation", "bloc"])
_CHARACTERS = {"ndash": "–", "mdash": "—", "snd": " – ", "'": "'", "!": "|", "nbsp": " "}
_DATES = frozenset(["date", "datum", "fecha", "data"])
_NAMED = re.compile(r"\s*[\w -]{1,40}=")
_OTHER_WIKI = re.compile(r":?[a-z]{1,3}(?:-[a-z]{1,10}){0,2}:(?=\S)|:", re.IGNORECASE)
_ADDRESS = re.compile(r"\[(?:https?:|ftp:|mailto:)?//[^\s\[\]<>]+ *([^\[\]\n]*)\]")
_STRESS = re.compile(r"'{2,5}")
_WORD = re.compile(r"__[A-Z]{3,30}__")
_HEADING = re.compile(r"(={1,6})([^=].*?)\1")
_ITEM = re.compile(r"[*#:;]+ *")
_ENDING = frozenset(
    ["sources", "source", "related news", "related articles", "related stories", "references", "external links",
     "external link", "see also", "sister links", "notes", "further reading", "quellen", "themenverwandte artikel",
     "weblinks", "einzelnachweise", "fuentes", "fuente", "enlaces externos", "véase también", "noticias relacionadas",
     "références", "voir aussi", "liens externes", "articles connexes", "fonti", "articoli correlati",
     "collegamenti esterni", "fontes", "ver também", "bronnen", "źródła"]
)  # fmt: skip
"""Headings of what stands below a story."""


@dataclass(frozen=True, slots=True)
class Wikitext:
    """What the text of a page says: its story, the day that it states, and the categories that it is in."""

    story: str
    date: str | None
    categories: Sequence[str]


@dataclass(slots=True)
class _Part:
    """A template, link, table or element under way, by the mark that begins it: its values so far, each in pieces."""

    begins: str
    values: list[list[str]] = field(default_factory=lambda: [[]])

    def shown(self) -> list[str]:
        return ["".join(value) for value in self.values]


@dataclass(slots=True)
class _Walk:
    files: Container[str]
    grouping: Container[str]
    stack: list[_Part] = field(default_factory=lambda: [_Part("")])
    open: Counter[str] = field(default_factory=Counter)
    date: str | None = None
    categories: dict[str, None] = field(default_factory=dict)

    def say(self, text: str) -> None:
        self.stack[-1].values[-1].append(text)

    def begin(self, mark: str) -> None:
        if len(self.stack) <= _DEEPEST:
            self.stack.append(_Part(mark))
            self.open[mark] += 1

    def end(self, mark: str) -> None:
        """End the innermost part that begins so; what began in it and did not end is text."""
        if not self.open[mark]:
            return
        while self.stack[-1].begins != mark:
            self._give_up()
        part = self.stack.pop()
        self.open[mark] -= 1
        values = part.shown()
        self.say(self._template(values) if mark == "{{" else self._link(values) if mark == "[[" else "")

    def text(self) -> str:
        while len(self.stack) > 1:
            self._give_up()
        return "".join(self.stack[0].values[0])

    def _give_up(self) -> None:
        part = self.stack.pop()
        self.open[part.begins] -= 1
        self.say("|".join(part.shown()))

    def _template(self, values: list[str]) -> str:
        name = folded(values[0]).lower().replace("_", " ")
        shown = [value for value in values[1:] if not _NAMED.match(value)]
        if name in _DATES:
            self.date = self.date or folded(next(iter(shown), "")) or None
            return ""
        if name == "convert":
            return " ".join(shown[:2])
        if name in _LAST_SHOWN | _FIRST_SHOWN:
            return next(iter(shown if name in _FIRST_SHOWN else reversed(shown)), "")
        return _CHARACTERS.get(name, "")

    def _link(self, values: list[str]) -> str:
        target = folded(values[0])
        space, colon, rest = target.partition(":")
        if colon and space.lower() in self.files:
            return ""
        if colon and space.lower() in self.grouping:
            self.categories[folded(rest)] = None
            return ""
        if len(values) > 1:
            return values[-1]
        # A link to the same page in another language stands for itself.
        other = _OTHER_WIKI.match(target)
        return "" if other and len(space) > 1 else target[other.end() :] if other else target


def read_wikitext(text: str, files: Container[str], grouping: Container[str]) -> Wikitext:
    """Return what the text of a page says; pages whose names begin with these words are pictures, or categories."""
    walk = _Walk(files, grouping)
    at, commented = 0, True
    while token := _TOKEN.search(text, at):
        walk.say(text[at : token.start()])
        at = token.end()
        comment, begins, ends, bar, closing, name, more = token.groups()
        if comment:
            end = text.find("-->", at) if commented else -1
            # Where one does not end, none behind it does.
            commented = end >= 0
            at = end + 3 if commented else at
        elif begins:
            walk.begin(begins[-2:])
        elif ends:
            walk.end(_ENDS[ends[-2:]])
        elif bar:
            _divide(walk)
        else:
            _element(walk, name.lower(), closing=bool(closing), whole=more.endswith("/"))
    walk.say(text[at:])
    return Wikitext(_story(walk.text()), walk.date, tuple(walk.categories))


def _divide(walk: _Walk) -> None:
    part = walk.stack[-1]
    if part.begins in ("{{", "[["):
        part.values.append([])
    else:
        walk.say("|")


def _element(walk: _Walk, name: str, *, closing: bool, whole: bool) -> None:
    if name in _DROPPED:
        if closing:
            walk.end(name)
        elif not whole:
            walk.begin(name)
    elif name in _BLOCKS or name in ("br", "hr"):
        walk.say("\n\n")


def _story(text: str) -> str:
    text = _ADDRESS.sub(r"\1", text)
    text = unescape(_WORD.sub("", _STRESS.sub("", text))).replace("\xa0", " ")
    paragraphs: list[str] = []
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        heading, item = _HEADING.fullmatch(line), _ITEM.match(line)
        if lines and (heading or item or not line or line.startswith("----")):
            paragraphs.append(" ".join(lines))
            lines.clear()
        if heading and heading[2].strip().lower() in _ENDING:
            break
        if heading or item:
            paragraphs.append(heading[2].strip() if heading else line[item.end() if item else 0 :])
        elif line and not line.startswith("----"):
            lines.append(line)
    return joined([*paragraphs, " ".join(lines)])
