"""Breaking text into lines by the columns it takes, never inside a word that fits, never with a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_WIDE = "ᄀ-ᅟ⺀-ꓐ가-힯豈-﫿︰-﹏＀-｠￠-￦\U0001f300-\U0001faff\U00020000-\U0003fffd"
_CLINGS = "\ufe0e\ufe0f\u0300-\u036f\u3099\u309a\U0001f3fb-\U0001f3ff、。，．！？；：）」』】〉》"
"""Variations, accents, colours of skin and closing marks, which stay with the wide character before them."""

_ONE_EACH = re.compile("[ -~\u00a0-\u02ff\u2010-\u2027]*")
"""Letters and marks of one column each, by far the most; the table of all others takes 2 ms to load."""

_WORD = re.compile(r"\S+")
_FIRST_WIDE = "⺀"
_WIDE_BEFORE = re.compile("[ᄀ-ᅟ]")
_JOINER = "\u200d"
_AS_EMOJI = "\ufe0f"
"""Behind a sign it makes it an emoji, which may be wider."""


@cache
def _piece() -> re.Pattern[str]:
    """Return what matches a piece that no line ends inside; 4 ms to compile, and only some scripts need it.

    A line may break at blanks, and after a wide character unless something that clings to it follows.
    """
    return re.compile(f"[{_WIDE}](?:\u200d.|[{_CLINGS}])*|[^\\s{_WIDE}]+")


def _may_be_wide(text: str) -> bool:
    return not text.isascii() and (max(text) >= _FIRST_WIDE or _WIDE_BEFORE.search(text) is not None)


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line of one paragraph, as offsets into ``text``.

    Blanks at the ends of lines belong to none; a word wider than ``width`` is cut. ``width`` is at least 2.
    """
    start = end = -1
    used = 0
    for piece in (_piece() if _may_be_wide(text) else _WORD).finditer(text):
        first, last = piece.span()
        size = columns(text[first:last])
        gap = first - end
        if start >= 0 and used + gap + size <= width:
            end, used = last, used + gap + size
            continue
        if start >= 0:
            yield start, end
        while size > width:
            cut = _cut(text, first, last, width)
            yield first, cut
            size -= columns(text[first:cut])
            first = cut
        start, end, used = first, last, size
    if start >= 0 and start < end:
        yield start, end


def columns(text: str) -> int:
    """Return how many columns ``text`` takes."""
    if text.isascii() or _ONE_EACH.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fit(text: str, width: int) -> str:
    """Return ``text``, or as much of its beginning as fits into ``width`` columns together with an ellipsis."""
    if columns(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    kept = beginning(text, width - 1)
    return (kept.rstrip() if columns(kept) < width else "") + "…"


def beginning(text: str, width: int) -> str:
    """Return as much of the beginning of ``text`` as fits into ``width`` columns; at least one character."""
    return text if columns(text) <= width else text[: _cut(text, 0, len(text), width)]


def _cut(text: str, first: int, last: int, width: int) -> int:
    """Return where the beginning of ``text[first:last]`` that fits into ``width`` ends; at least one character."""
    if text[first : first + width].isascii():
        return min(first + width, last)
    used, at = 0, first
    while at < last:
        whole = text[at : at + 2] if text[at + 1 : at + 2] == _AS_EMOJI else text[at]
        size = 0 if at > first and text[at - 1] == _JOINER else columns(whole)
        if size and used + size > width and at > first:
            break
        used += size
        at += 1
    return at
