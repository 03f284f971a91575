"""Every key on one screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from archive.browse.keys import TITLES, table
from archive.browse.theme import Look
from archive.render.layout import beside, line, padded
from archive.render.palette import Palette

_COLUMN = 36
_NARROW = 24
_KEY = 10


def lines(width: int, height: int, palette: Palette) -> list[Text]:
    """Return every key, in as many columns as are needed to stay within ``height`` or as there is room for.

    What does the same in a later place is not told again.
    """
    blocks: list[list[Text]] = []
    told: set[tuple[str, str]] = set()
    for place, keys in table().items():
        block = [line((TITLES[place], palette.title))]
        rest = iter(keys)
        for key in rest:
            if (key.action, key.shown) in told:
                continue
            told.add((key.action, key.shown))
            shown, does = key.shown, key.does
            if key.both:
                other = next(rest)
                told.add((other.action, other.shown))
                shown, does = f"{shown} {other.shown}", key.both
            block.append(line((padded(shown, _KEY), palette.match), does))
        blocks.append(block)
    for across in range(1, max(1, (width + 1) // (_NARROW + 1)) + 1):
        each = min(_COLUMN, (width - (across - 1)) // across)
        columns = _filled(blocks, across)
        if max(len(column) for column in columns) <= height or width + 1 < (across + 1) * (_NARROW + 1):
            cut = [[_fit(entry, each) for entry in column] for column in columns]
            return list(beside(cut, [each] * across, 1))
    raise AssertionError("one column always has room")


def _filled(blocks: list[list[Text]], across: int) -> list[list[Text]]:
    """Spread blocks over columns in their order, a long one going on at the top of the next column."""
    flat = [entry for block in blocks for entry in block]
    most = -(-len(flat) // across)
    return [flat[start : start + most] for start in range(0, len(flat), most)] + [
        [] for _ in range(across - -(-len(flat) // most))
    ]


def _fit(entry: Text, width: int) -> Text:
    entry = entry.copy()
    entry.truncate(width, overflow="ellipsis")
    return entry


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
        self.query_one("#keys", Static).update(Text("\n").join(lines(width, height, self._look.palette)))
