"""Every key on one screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from archive.browse.keys import TITLES, Key, table
from archive.browse.theme import Look
from archive.render.layout import beside, padded
from archive.render.line import Line, line
from archive.render.palette import Palette

_COLUMN = 36
_NARROW = 24
_KEY = 10


def lines(width: int, height: int, palette: Palette) -> list[Line]:
    """Return every key, in as many columns as are needed to stay within ``height`` or as there is room for.

    What does the same in an article as in the results, or everywhere, is not told again.
    """
    told: set[tuple[str, str]] = set()
    blocks = [_block(keys, TITLES[place], told, palette) for place, keys in table().items()]
    for gap in (1, 0):
        for across in range(1, max(1, (width + 1) // (_NARROW + 1)) + 1):
            each = min(_COLUMN, (width - (across - 1)) // across)
            columns = _filled(blocks, across, gap)
            narrow = width + 1 < (across + 1) * (_NARROW + 1)
            if max(len(column) for column in columns) <= height or (narrow and not gap):
                cut = [[_fit(entry, each) for entry in column] for column in columns]
                return list(beside(cut, [each] * across, 1))
    raise AssertionError("one column always has room")


def _block(keys: list[Key], title: str, told: set[tuple[str, str]], palette: Palette) -> list[Line]:
    """Return a title and the keys under it but those ``told``, to which those of results and articles are added."""
    block = [line((title, palette.title))]
    rest = iter(keys)
    for key in rest:
        both = [key, next(rest)] if key.both else [key]
        if (key.action, key.shown) in told:
            continue
        if key.place in ("everywhere", "moving", "results", "article"):
            told.update((each.action, each.shown) for each in both)
        shown = " ".join(each.shown for each in both)
        block.append(line((padded(shown, _KEY), palette.match), key.both or key.does))
    return block


def _filled(blocks: list[list[Line]], across: int, gap: int) -> list[list[Line]]:
    """Spread blocks over columns in their order, a long one going on at the top of the next column.

    Between blocks stand ``gap`` empty lines; no title stands at the end of a column.
    """
    total = sum(len(block) + gap for block in blocks) - gap
    columns: list[list[Line]] = [[]]
    most = -(-total // across)
    for block in blocks:
        if columns[-1] and len(columns[-1]) + gap + 1 < most:
            columns[-1] += [line("")] * gap
        elif columns[-1]:
            columns.append([])
        for entry in block:
            if len(columns[-1]) >= most and len(columns) < across:
                columns.append([])
            columns[-1].append(entry)
    return columns + [[] for _ in range(across - len(columns))]


def _fit(entry: Line, width: int) -> Line:
    return line("").append_line(entry).cut(width)


class Help(ModalScreen[None]):
    """Shows the table of keys until any of them is pressed to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss(None)", "Back"),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def compose(self) -> ComposeResult:
        """Put the table into a box."""
        with VerticalScroll(id="box") as box:
            box.border_title = "Keys"
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Draw the table."""
        self._fill()

    def on_resize(self) -> None:
        """Draw the table for another size."""
        self._fill()

    def _fill(self) -> None:
        width, height = self.app.size.width - 4, self.app.size.height - 2
        self.query_one("#keys", Static).update(
            Text("\n").join(each.text() for each in lines(width, height, self._look.palette))
        )
