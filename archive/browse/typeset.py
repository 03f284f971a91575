"""Lays out a long text a little at a time: only what is looked at is ever drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from time import perf_counter

from archive.readers.encoding import text_of
from archive.render.layout import MEASURE
from archive.render.line import Line, line
from archive.render.palette import Palette
from archive.render.paragraphs import LONGEST, paragraphs
from archive.render.reading import filed, head, marks, story_start
from archive.render.shown import Marks, Shown, Styled, draw, show
from archive.render.wrap import columns, wrap
from index.article import Article, Span
from index.values import dataclass

Break = Callable[[str, int], Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Copy:
    """A text to lay out: its paragraphs in order, what is marked in it, and how its lines break.

    ``gap`` is how many empty lines stand between paragraphs; ``top`` and ``bottom`` are drawn lines that stand above
    and below all.
    """

    body: str
    spans: Iterator[Span]
    styled: Marks
    inserted: Sequence[tuple[int, str]]
    top: tuple[Line, ...]
    bottom: tuple[Line, ...]
    gap: int
    fold: bool
    breaks: Break


def story(article: Article, width: int, palette: Palette, matches: Sequence[Span] = ()) -> Copy:
    """Return an article set for reading, ``matches`` standing out."""
    width = min(width, MEASURE)
    styled = [*marks(article, palette), *(Styled(start, end, palette.match) for start, end in matches)]
    unbroken = tuple((quote.start, quote.end) for quote in article.quotes if quote.kind != "indirect")
    spans = paragraphs(article.body, story_start(article), unbroken)
    top = (*head(article, width, palette), line(""))
    bottom = (line(""), *filed(article, width, palette))
    return Copy(article.body, spans, Marks(styled), article.inserted, top, bottom, 1, True, wrap)


def raw(article: Article) -> Copy:
    """Return the record of an article as it was in its file, line by line."""
    text = text_of(article.raw, article.encoding)
    return Copy(text, _pieces(text), Marks(()), (), (), (), 0, False, _hard)


class Typeset:
    """The lines of one copy at one width; those further down are laid out when they are needed."""

    def __init__(self, copy: Copy, width: int) -> None:
        self._copy = copy
        self._width = max(2, width)
        self._spans: list[Span] = []
        self._starts: list[int] = []
        self._height = len(copy.top)
        self.done = False
        self._shown = lru_cache(maxsize=64)(self._lay_out)

    @property
    def height(self) -> int:
        """How many lines are laid out so far."""
        return self._height

    def grow(self, height: int, seconds: float = 0.02) -> None:
        """Lay out until there are ``height`` lines, all is laid out, or the time is over."""
        until = perf_counter() + seconds
        while not self.done and self._height < height:
            self._next()
            if perf_counter() > until:
                return

    def reach(self, offset: int, seconds: float = 0.02) -> bool:
        """Lay out up to an offset of the text; return False where the time was too short for that."""
        until = perf_counter() + seconds
        while not self.done and not (self._spans and self._spans[-1][1] > offset):
            if perf_counter() > until:
                return False
            self._next()
        return True

    def line(self, number: int) -> Line:
        """Return one line that is laid out already; an empty one where there is none."""
        if number < len(self._copy.top):
            return self._copy.top[number]
        if self.done and number >= (below := self._height - len(self._copy.bottom)):
            return self._copy.bottom[number - below] if number < self._height else line("")
        block = bisect_right(self._starts, number) - 1
        if block < 0 or number >= self._height:
            return line("")
        shown, broken, styled = self._shown(block)
        at = number - self._starts[block]
        return draw(shown.text, *broken[at], styled) if at < len(broken) else line("")

    def place(self, offset: int) -> int:
        """Return the line on which an offset of the text stands, as far as is laid out."""
        block = max(0, bisect_right(self._spans, (offset, len(self._copy.body))) - 1)
        if not self._spans:
            return 0
        shown, broken, _ = self._shown(block)
        at = shown.at(offset)
        inside = sum(1 for first, _ in broken if first <= at)
        return self._starts[block] + max(0, inside - 1)

    def offset(self, number: int) -> int | None:
        """Return the offset of the text at which a line that is laid out begins; None above the text."""
        block = bisect_right(self._starts, number) - 1
        if block < 0:
            return None
        shown, broken, _ = self._shown(block)
        at = min(number - self._starts[block], len(broken) - 1)
        return shown.original(broken[at][0]) if broken else self._spans[block][0]

    def _next(self) -> None:
        span = next(self._copy.spans, None)
        if span is None:
            self.done = True
            self._height += len(self._copy.bottom)
            return
        if self._spans:
            self._height += self._copy.gap
        self._spans.append(span)
        self._starts.append(self._height)
        self._height += len(self._shown(len(self._spans) - 1)[1])

    def _lay_out(self, block: int) -> tuple[Shown, list[Span], list[Styled]]:
        start, end = self._spans[block]
        shown = show(self._copy.body, start, end, self._copy.inserted, fold=self._copy.fold)
        return shown, list(self._copy.breaks(shown.text, self._width)), self._copy.styled.shown(shown, start, end)


def _pieces(text: str) -> Iterator[Span]:
    """Yield the lines of a text, long ones in pieces."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        for start in range(at, max(end, at + 1), LONGEST):
            yield start, min(start + LONGEST, end)
        at = end + 1


def _hard(text: str, width: int) -> Iterator[Span]:
    """Yield the lines of a text broken after ``width`` columns, wherever that is, blanks kept; at least one."""
    if text.isascii():
        yield from ((at, min(at + width, len(text))) for at in range(0, max(1, len(text)), width))
        return
    start = used = 0
    for at, char in enumerate(text):
        size = columns(char)
        if used + size > width and at > start:
            yield start, at
            start, used = at, 0
        used += size
    yield start, len(text)
