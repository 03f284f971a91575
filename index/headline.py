"""What to call an article: its headline, or for headless copy the first sentence of its story."""

from __future__ import annotations

import re
from pathlib import PurePath

from index.article import Article

LENGTH = 120
"""About how many characters a sentence is cut to, at a word."""

_LEAD_IN = re.compile(r"[\s\-–—:,.]+")
_BARE_AGENCY = re.compile(r"\([A-Z][\w .&'’-]{1,30}\)\s*[-–—]+\s*")
_STAMP = re.compile(r"[^\n]{4,40}\n\s*")
"""A short line, as one that tells when a story appeared."""
_TOP = 600
"""About how many characters may stand above a story: headlines, bylines, days."""
_ENOUGH = 2000
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*$)")
_SHORT = re.compile(r"(?:^|[\s(\"'“‘])(?:[A-Z]|[A-Z]\.[A-Z.]*|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Jr|Sr|No|vs)$")


def headline(article: Article) -> tuple[str, bool]:
    """Return the printed headline, or the first sentence after the dateline, and whether it was inferred so.

    Runs of white space are one space. An article without words is called by the name of its file.
    """
    printed = " ".join((article.headline or "").split())
    if printed:
        return printed, False
    return first_sentence(article) or PurePath(article.locations[0].path).name or article.id[:12], True


def story_start(article: Article) -> int:
    """Return where the story itself begins: behind the dateline, or else behind the headline that the body opens with
    and the line below it that tells the day.
    """
    if article.dateline and article.dateline.span:
        return _behind_dateline(article) if article.dateline.span[0] <= _TOP else 0
    span = article.headline_span
    if not span or article.body[: span[0]].strip():
        return 0
    start = span[1]
    while article.body[start : start + 1].isspace():
        start += 1
    stamp = _STAMP.match(article.body, start)
    year = f"{article.published.start.year:04d}" if article.published else ""
    return stamp.end() if stamp and year and year in stamp[0].split() else start


def first_sentence(article: Article) -> str:
    """Return the first sentence of the story, cut at a word; "" where there is none."""
    start = _behind_dateline(article)
    story = " ".join(article.body[start : start + _ENOUGH].split())
    for end in _END.finditer(story):
        if not _SHORT.search(story, 0, end.start()):
            story = story[: end.end()]
            break
    return cut(story, LENGTH)


def _behind_dateline(article: Article) -> int:
    span = article.dateline.span if article.dateline else None
    start = span[1] if span else 0
    lead_in = _LEAD_IN.match(article.body, start)
    start = lead_in.end() if lead_in else start
    agency = _BARE_AGENCY.match(article.body, start)
    return agency.end() if agency else start


def cut(text: str, length: int) -> str:
    """Return ``text`` with at most ``length`` characters, ended at a word by an ellipsis where some were left out."""
    if len(text) <= length:
        return text
    at = text.rfind(" ", length // 2, length)
    return text[: at if at > 0 else length - 1].rstrip(" ,;:-–—") + "…"
