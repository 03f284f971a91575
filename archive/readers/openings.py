"""How a story in plain text begins: with lines that tell of it, a headline, a byline, a day or a dateline."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.readers.headers import RULE

HEADLINE, BYLINE, DAY, DATELINE, PLACED = "headline", "byline", "day", "dateline", "placed"
"""Kinds of lines; ``PLACED`` is a dateline below another line, ``DATELINE`` one that is the first."""
_RULE = re.compile(RULE)
_BYLINE = re.compile(r"(?:by|von|par|por|di)[ \t:]+[^\W\d_][^\n]{1,60}(?<![.:;,])", re.IGNORECASE)
_MONTH = r"[^\W\d_]{3,10}"
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}([./-])\d{{1,2}}\1\d{{4}}|\d{{4}}-\d\d-\d\d|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?, \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|er)? (?:de )?{_MONTH}\.?,? (?:de )?\d{{4}})\b"
)
_DATELINE = re.compile(
    r"(?:(?=[^\W\d_])[^a-z\n(–—-]{3,40}(?:,[^()\n–—-]{1,40})?|[^\W\d_][\w .'’,/-]{1,60}(?=\())\s{0,2}"
    r"(?:\([^()\n]{2,40}\)\s{0,2})?(?:--?|[–—])\s"
)
_ENDED = re.compile(r"[.:;,]['\"”’»)\]]*$")
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?]['\"”’»)\]]*(?:\s|$)")
_LONGEST = 120
"""Characters of a line of its own above a story, and of the longest headline."""
_MOST_LINES = 3
_MOST_ROWS = 60
_MOST_HEADS = 6
_PARAGRAPH = 60
"""Characters of the shortest paragraph of prose, if it holds a sentence."""
_LONG = 300
"""Characters of a paragraph that is prose without the marks of sentences, too."""
_LAST = 9
"""Characters at the end of a text that tell whether a sentence ends there."""
_BREAK = re.compile(r"\n[ \t]*\n")


class Opening(NamedTuple):
    """What stands above a story: which kinds of lines, and their words."""

    kinds: frozenset[str]
    words: str


def opening(text: str) -> Opening:
    """Return how a text opens."""
    rows = [row.strip() for row in text.lstrip().split("\n", _MOST_ROWS)[:_MOST_ROWS]]
    heads: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(rows) and len(heads) < _MOST_HEADS:
        if not rows[at] or _RULE.fullmatch(rows[at]):
            at += 1
            continue
        kind, end = _kind(rows[at]), at + 1
        if kind is None:
            end = _end(rows, at)
            kind = HEADLINE if end else None
        if kind == DATELINE and heads:
            kind = PLACED
        if kind is not None:
            kinds.add(kind)
            heads.append(" ".join(rows[at:end]))
        if kind in (None, DATELINE, PLACED):
            break
        at = end
    return Opening(frozenset(kinds), " ".join(heads).casefold())


def _kind(row: str) -> str | None:
    """Return what a line of its own is by itself; only what stands around it tells a headline from text."""
    if _DATELINE.match(row):
        return DATELINE
    if len(row) > _LONGEST:
        return None
    if _BYLINE.fullmatch(row):
        return BYLINE
    return DAY if _DAY.search(row) and not _ENDED.search(row) else None


def _end(rows: list[str], at: int) -> int:
    """Return where the headline ends that may begin at a line: short, without a full stop, something below it; or 0."""
    end = at
    while end < len(rows) and rows[end] and not _kind(rows[end]):
        end += 1
        if end - at > _MOST_LINES:
            return 0
    line = " ".join(rows[at:end])
    if _RULE.fullmatch(rows[end - 1]):
        # Headings of sections are underlined, too.
        return 0
    return end if any(rows[end:]) and len(line) <= _LONGEST and not _ENDED.search(line) else 0


def prose(text: str) -> int:
    """Return how many characters of paragraphs are in a text."""
    blocks = map(str.strip, _BREAK.split(text))
    return sum(map(len, filter(_is_prose, blocks)))


def _is_prose(block: str) -> bool:
    return len(block) >= _LONG or (len(block) >= _PARAGRAPH and _SENTENCE.search(block) is not None)


def says_anything(text: str) -> bool:
    """Tell whether a text holds a sentence, as no cover and no list of contents does."""
    return _SENTENCE.search(text) is not None or prose(text) > 0


def ends(text: str) -> bool:
    """Tell whether a text ends as a story does, with a sentence, or with signs below it."""
    last = text.rstrip()[-_LAST:].rpartition("\n")[2]
    return _SENTENCE.search(last) is not None or not any(map(str.isalpha, last))
