"""One line to be drawn, apart from what draws it: importing rich takes a fifth of a search in the shell.

Colours need rich, which :meth:`Line.text` asks for; a pipe takes :attr:`Line.plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from archive.render.wrap import beginning, columns

if TYPE_CHECKING:
    from rich.text import Text


class Stretch(NamedTuple):
    """Part of a line, from ``start`` to ``end``, and the rich style it is drawn in."""

    start: int
    end: int
    style: str


class Line:
    """A text without line ends, and the styles of stretches of it; later ones lie over earlier ones."""

    __slots__ = ("plain", "spans")

    def __init__(self, plain: str = "") -> None:
        self.plain = plain
        self.spans: list[Stretch] = []

    def append(self, text: str, style: str = "") -> Self:
        """Add text at the end."""
        if style and text:
            self.spans.append(Stretch(len(self.plain), len(self.plain) + len(text), style))
        self.plain += text
        return self

    def append_line(self, other: Line) -> Self:
        """Add another line at the end, its styles with it."""
        shift = len(self.plain)
        self.spans += [Stretch(start + shift, end + shift, style) for start, end, style in other.spans]
        self.plain += other.plain
        return self

    def stylize(self, style: str, start: int, end: int) -> None:
        """Draw a stretch in a style, over those it has."""
        if style and start < end:
            self.spans.append(Stretch(start, end, style))

    def after(self, start: int) -> Line:
        """Return what stands from ``start`` on, in its styles."""
        rest = Line(self.plain[start:])
        rest.spans = [Stretch(max(0, each.start - start), each.end - start, each.style) for each in self.spans]
        rest.spans = [each for each in rest.spans if each.end > 0]
        return rest

    def truncate(self, width: int) -> Self:
        """Take away what goes beyond ``width`` columns."""
        return self._keep(beginning(self.plain, width))

    def cut(self, width: int) -> Self:
        """Take away what goes beyond ``width`` columns, an ellipsis standing for it."""
        return self._keep(beginning(self.plain, width - 1) + "…") if columns(self.plain) > width else self

    def rstrip(self) -> Self:
        """Take blanks away from the end."""
        return self._keep(self.plain.rstrip())

    def _keep(self, plain: str) -> Self:
        end = len(plain)
        self.plain = plain
        self.spans = [each._replace(end=min(each.end, end)) for each in self.spans if each.start < end]
        return self

    def text(self) -> Text:
        """Return the line for rich to draw."""
        from rich.text import Text

        drawn = Text(self.plain, end="\n", no_wrap=True)
        for start, end, style in self.spans:
            drawn.stylize(style, start, end)
        return drawn


def line(*parts: str | tuple[str, str]) -> Line:
    """Return one line made of plain parts and (part, style) pairs."""
    drawn = Line()
    for part in parts:
        if isinstance(part, str):
            drawn.append(part)
        else:
            drawn.append(*part)
    return drawn
