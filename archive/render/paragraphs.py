"""Where the paragraphs of an article stand, also where its copy has lost them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from index.article import Span

LONG = 900
"""From this many characters on a paragraph without line ends is set as several, broken where sentences end."""

SHORTEST = 320
"""The fewest characters between two such breaks."""

LONGEST = 4000
"""The most characters that are laid out as one paragraph."""

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_LINE = re.compile(r"[^\n]+")
_INDENTED = re.compile(r"\n(?=[ \t]{2,}\S)")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*\s+(?=[\"'“‘(]?[^\W\d_a-z])")
_WORD = re.compile(r"[ \t]*(\S*)")
_HARD_WRAPPED = range(40, 101)


def paragraphs(body: str, start: int = 0, unbroken: tuple[Span, ...] = ()) -> Iterator[Span]:
    """Yield the spans of the paragraphs of ``body`` from ``start`` on, blanks around them left out.

    Lines as full as they can be are taken for hard-wrapped text. A long paragraph is broken where sentences end,
    outside the ``unbroken`` spans (quotes), which are in order.
    """
    for first, last in _blocks(body, start):
        for begin, end in _lines(body, first, last):
            yield from _pieces(body, begin, end, unbroken)


def _blocks(body: str, start: int) -> Iterator[Span]:
    at = start
    for gap in _BLANK_LINE.finditer(body, start):
        yield at, gap.start()
        at = gap.end()
    yield at, len(body)


def _lines(body: str, first: int, last: int) -> Iterator[Span]:
    """Yield the paragraphs of a block without blank lines: its lines, or groups of them where they are hard-wrapped."""
    found = [match.span() for match in _LINE.finditer(body, first, last)]
    if len(found) < 2:
        yield from (_trim(body, *span) for span in found)
        return
    if not _hard_wrapped(body, found):
        yield from (_trim(body, *span) for span in found)
        return
    at = first
    for indent in _INDENTED.finditer(body, first, last):
        yield _trim(body, at, indent.start())
        at = indent.end()
    yield _trim(body, at, last)


def _hard_wrapped(body: str, lines: list[Span]) -> bool:
    """Tell whether lines end where a column did: after most of them there was no room for the next word.

    A line before an indent does not tell, since a paragraph ends there. The longest tenth of the lines, such as
    addresses that no column breaks, does not tell how wide it was.
    """
    flowing = [(end - begin, after) for (begin, end), (after, _) in pairwise(lines) if not _indented(body, after)]
    if not flowing:
        return False
    lengths = [length for length, _ in flowing]
    if int(median(lengths)) not in _HARD_WRAPPED or max(lengths) > _HARD_WRAPPED.stop + 20:
        return False
    every = sorted(end - begin for begin, end in lines)
    width = every[-1 - len(every) // 10]
    full = sum(length + 1 + len(_WORD.match(body, after)[1]) > width for length, after in flowing)  # type: ignore[index]
    return 2 * full > len(flowing)


def _indented(body: str, line: int) -> bool:
    return _INDENTED.match(body, line - 1) is not None


def _trim(body: str, first: int, last: int) -> Span:
    while first < last and body[first].isspace():
        first += 1
    while last > first and body[last - 1].isspace():
        last -= 1
    return first, last


def _pieces(body: str, first: int, last: int, unbroken: tuple[Span, ...]) -> Iterator[Span]:
    if first == last:
        return
    at = first
    while last - at > LONG:
        end, after = _break(body, at, min(last, at + LONGEST), unbroken)
        yield _trim(body, at, end)
        at = after
    if at < last:
        yield at, last


def _break(body: str, first: int, last: int, unbroken: tuple[Span, ...]) -> tuple[int, int]:
    """Return where a paragraph ends and the next one begins: after a sentence, else at a blank, else anywhere."""
    for stop in _SENTENCE_END.finditer(body, first + SHORTEST, last):
        before = bisect_left(unbroken, (stop.end() - 1, 0))
        if not before or unbroken[before - 1][1] <= stop.end() - 1:
            return stop.end(), stop.end()
    if last - first < LONGEST:
        return last, last
    blank = body.rfind(" ", first + LONGEST // 2, last)
    return (blank, blank + 1) if blank > 0 else (last, last)
