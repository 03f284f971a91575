"""Columns of a printed page, and stories above each other in columns, in whatever order their lines are drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from index.values import dataclass

SHOWS = frozenset([b"Tj", b"TJ", b"'", b'"'])
"""What draws text in PDF; the last operand of each is the text."""
_NARROWEST = 100
"""Points from the begin of one column to that of the next."""
_GUTTER = 8
_FEWEST_LINES = 3
_SHARE = 0.4
"""Of the lines with anything about a margin, those that begin at it: paragraphs may be indented, lines in pieces."""
_SHORTEST = 20
"""Characters of a line of prose in a column, on average; tables have less in a cell."""
_MOST = 10_000
_MOST_TRIED = 40
_MOST_PARTS = 20
_STRIPE = 2.25
"""Lines that would fit into an empty stripe between stories; between paragraphs there are two at most."""


@dataclass(frozen=True, slots=True)
class Show:
    """One piece of text as it is drawn: where it begins, in points from the lower left, and its bytes or characters."""

    x: float
    y: float
    length: int


def show(operands: Sequence[Any], page: Sequence[Any], line: Sequence[Any]) -> Show:
    """Return what an operator draws with these matrices of the page and of the text."""
    x, y = float(line[4]), float(line[5])
    return Show(
        x * float(page[0]) + y * float(page[2]) + float(page[4]),
        x * float(page[1]) + y * float(page[3]) + float(page[5]),
        _length(operands[-1]),
    )


def parts(shows: Sequence[Show]) -> list[int]:
    """Return the part of the page that each piece is in, parts being counted in the order in which they are read.

    Empty stripes across all of a page divide it into bands, such as one story above another, and each band has columns
    of its own. Nothing is returned where pieces are drawn in that order, or nothing shows that they are not.
    """
    if len(shows) > _MOST:
        return []
    found, whole = [0] * len(shows), _columns(shows)
    count, stories, across = 0, 0, False
    for band in _bands(shows):
        pieces = [shows[number] for number in band]
        own = _within(pieces, [whole[number] for number in band if whole])
        rows = _rows(pieces, own).values()
        if len(rows) > 1:
            stories += 1
            across |= sum(a != b for a, b in pairwise(own)) >= min(map(len, rows))
        for number, column in zip(band, own, strict=True):
            found[number] = count + column
        count += max(own) + 1
    unsorted = any(a > b for a, b in pairwise(found))
    return found if count <= _MOST_PARTS and unsorted and (across or stories > 1) else []


def _bands(shows: Sequence[Show]) -> list[list[int]]:
    """Return the numbers of the pieces of each band of a page, from the top, as they are drawn."""
    bands: list[list[int]] = []
    stripe, last = _STRIPE * _leading(shows), 0.0
    for number in sorted(range(len(shows)), key=lambda number: -shows[number].y):
        if not bands or last - shows[number].y > stripe > 0:
            bands.append([])
        bands[-1].append(number)
        last = shows[number].y
    return [sorted(band) for band in bands]


def _within(pieces: Sequence[Show], whole: Sequence[int]) -> list[int]:
    """Return the column of each piece of a band: by its own columns, or by those of the page where it is too short."""
    beside = any(left & right for left, right in combinations(_rows(pieces, whole).values(), 2))
    return _columns(pieces) or (list(whole) if beside else [0] * len(pieces))


def _leading(shows: Sequence[Show]) -> float:
    """Return how far most lines are below the one before that begins where they do; 0 for a page of single lines."""
    from statistics import median

    begun: dict[int, set[int]] = defaultdict(set)
    for each in shows:
        begun[round(each.x)].add(round(each.y))
    steps = [above - below for ys in begun.values() for below, above in pairwise(sorted(ys))]
    return float(median(steps)) if steps else 0.0


def _columns(shows: Sequence[Show]) -> list[int]:
    """Return the column of each piece, counted from the left; nothing where there is but one."""
    margins = _margins(shows)
    while len(margins) > 1:
        found = [max(0, sum(margin <= each.x + 2 for margin in margins) - 1) for each in shows]
        lengths = [0] * len(margins)
        for each, column in zip(shows, found, strict=True):
            lengths[column] += each.length
        short = [column for column, ys in _rows(shows, found).items() if lengths[column] < _SHORTEST * len(ys)]
        if not short:
            return found
        del margins[max(short)]
    return []


def _rows(shows: Sequence[Show], columns: Sequence[int]) -> dict[int, set[int]]:
    """Return the heights of the lines of each column."""
    rows: dict[int, set[int]] = defaultdict(set)
    for each, column in zip(shows, columns, strict=False):
        rows[column].add(round(each.y))
    return rows


def _margins(shows: Sequence[Show]) -> list[int]:
    """Return where columns begin: where many lines do, with an empty stripe before."""
    begun: dict[int, set[int]] = defaultdict(set)
    for each in shows:
        begun[round(each.x)].add(round(each.y))
    chosen: list[int] = []
    for x in sorted(begun, key=lambda x: -len(begun[x]))[:_MOST_TRIED]:
        if len(begun[x]) < _FEWEST_LINES:
            break
        if all(abs(x - other) >= _NARROWEST for other in chosen) and _is_margin(x, begun[x], shows):
            chosen.append(x)
    return sorted(chosen)


def _is_margin(x: int, begun: set[int], shows: Sequence[Show]) -> bool:
    lines = {round(each.y) for each in shows if abs(each.x - x) < _NARROWEST}
    return len(begun) >= _SHARE * len(lines) and not any(x - _GUTTER <= each.x < x - 2 for each in shows)


def _length(text: Any) -> int:
    if isinstance(text, str | bytes):
        return len(text)
    return sum(len(part) for part in text if isinstance(part, str | bytes)) if isinstance(text, list) else 0
