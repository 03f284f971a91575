"""A stretch of text as it is shown, with the way from its own offsets to the shown ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from archive.clean import BREAKS, CONTROLS, INVISIBLE, harmless
from archive.render.line import Line
from archive.render.wrap import wrap
from index.values import dataclass

Inserted = Sequence[tuple[int, str]]

_UNSAFE = f"[\n{BREAKS}{CONTROLS}{INVISIBLE}]"
_UNSAFE_FOLDING = f"[ \u00a0\n{BREAKS}]{{2,}}|{_UNSAFE}"


@dataclass(frozen=True, slots=True)
class Styled:
    """A stretch of text, in offsets of the whole, and how it is drawn; later ones lie over earlier ones."""

    start: int
    end: int
    style: str


class Marks:
    """Styled stretches of a long text, quick to find by place."""

    def __init__(self, styled: Iterable[Styled]) -> None:
        self._layers = sorted(enumerate(styled), key=lambda layer: layer[1].start)
        self._starts = [mark.start for _, mark in self._layers]
        self._longest = max((mark.end - mark.start for _, mark in self._layers), default=0)

    def within(self, start: int, end: int) -> list[Styled]:
        """Return what touches ``start`` to ``end``, cut to it, in the order given at first."""
        first = bisect_left(self._starts, start - self._longest)
        touching = sorted(
            layer for layer in self._layers[first : bisect_left(self._starts, end)] if layer[1].end > start
        )
        return [Styled(max(mark.start, start), min(mark.end, end), mark.style) for _, mark in touching]

    def shown(self, shown: Shown, start: int, end: int) -> list[Styled]:
        """Return what touches ``start`` to ``end``, in offsets of how that is shown."""
        return [Styled(*shown.span(mark.start, mark.end), mark.style) for mark in self.within(start, end)]


@dataclass(frozen=True, slots=True)
class Shown:
    """Line made fit to be shown: cleaned, runs of blanks as one blank, marks without room put in.

    ``text`` is one paragraph without line ends. ``offsets`` are those of the original at which the way to the shown
    ones changes, ascending, and ``shifts`` what is then added.
    """

    text: str
    offsets: tuple[int, ...]
    shifts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return where the character at ``offset`` of the original is shown."""
        found = bisect_right(self.offsets, offset) - 1
        shown = offset + self.shifts[found]
        if found + 1 < len(self.offsets):
            shown = min(shown, self.offsets[found + 1] + self.shifts[found + 1])
        return max(0, min(shown, len(self.text)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``start`` to ``end`` of the original is shown, marks put in at its ends left out."""
        return self.at(start), (self.at(end - 1) + 1 if end > start else self.at(end))

    def original(self, shown: int) -> int:
        """Return the first offset of the original that is shown at or after ``shown``."""
        starts = [offset + shift for offset, shift in zip(self.offsets, self.shifts, strict=True)]
        found = max(0, bisect_right(starts, shown) - 1)
        offset = max(self.offsets[0], shown - self.shifts[found])
        return min(offset, self.offsets[found + 1]) if found + 1 < len(self.offsets) else offset


def show(body: str, start: int, end: int, inserted: Inserted = (), *, fold: bool = True) -> Shown:
    """Make ``body[start:end]`` fit to be shown; ``inserted`` has offsets into ``body``, in order.

    ``fold`` makes runs of blanks one blank.
    """
    pieces: list[str] = []
    offsets, shifts = [start], [-start]
    at, length = start, 0
    for first, last, instead in merge(_edits(body, start, end, fold), _insertions(inserted, start, end)):
        if first < at:  # a mark inside a run of blanks that was folded
            first = at
            last = max(last, at)
        kept = body[at:first]
        pieces += (kept, instead)
        length += len(kept) + len(instead)
        at = last
        offsets.append(last)
        shifts.append(length - last)
    pieces.append(body[at:end])
    return Shown("".join(pieces), tuple(offsets), tuple(shifts))


def _edits(body: str, start: int, end: int, fold: bool) -> Iterator[tuple[int, int, str]]:
    part = body[start:end]
    if part.isprintable() and not (fold and "  " in part):
        return
    for found in re.compile(_UNSAFE_FOLDING if fold else _UNSAFE).finditer(body, start, end):
        text = found.group()
        yield found.start(), found.end(), " " if len(text) > 1 else harmless(text)


def _insertions(inserted: Inserted, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    first = bisect_left(inserted, start, key=lambda mark: mark[0])
    for offset, text in inserted[first:]:
        if offset > end:
            return
        yield offset, offset, "".join(harmless(char) if re.match(_UNSAFE, char) else char for char in text)


def lines(body: str, start: int, end: int, marks: Marks, width: int, inserted: Inserted = ()) -> Iterator[Line]:
    """Yield the lines of one paragraph, ``body[start:end]``, drawn with the styles that touch it."""
    shown = show(body, start, end, inserted)
    drawn = marks.shown(shown, start, end)
    for first, last in wrap(shown.text, width):
        yield draw(shown.text, first, last, drawn)


def draw(text: str, first: int, last: int, styled: Iterable[Styled]) -> Line:
    """Return ``text[first:last]`` with the styles that touch it; ``styled`` has offsets into ``text``."""
    line = Line(text[first:last])
    for mark in styled:
        if mark.start < last and mark.end > first:
            line.stylize(mark.style, max(mark.start, first) - first, min(mark.end, last) - first)
    return line
