"""Columns of a printed page whose lines are drawn across all of them, left, right, left, right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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


def columns(shows: Sequence[Show]) -> list[int]:
    """Return the column of each piece, counted from the left; nothing where a page is not drawn line by line."""
    margins = _margins(shows) if len(shows) <= _MOST else []
    while len(margins) > 1:
        found = [max(0, sum(margin <= each.x + 2 for margin in margins) - 1) for each in shows]
        lines: dict[int, set[int]] = defaultdict(set)
        lengths = [0] * len(margins)
        for each, column in zip(shows, found, strict=True):
            lines[column].add(round(each.y))
            lengths[column] += each.length
        short = [column for column in lines if lengths[column] < _SHORTEST * len(lines[column])]
        if not short:
            changes = sum(a != b for a, b in pairwise(found))
            return found if changes >= min(map(len, lines.values())) else []
        del margins[max(short)]
    return []


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
