"""A short list to choose one of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from archive.browse.panes.lines import Rows
from archive.browse.theme import Look
from archive.render.layout import named
from archive.render.line import Line, line
from archive.render.wrap import fit


class Choices(Rows):
    """The entries of the list."""

    def __init__(self, entries: Sequence[str], look: Look) -> None:
        super().__init__(id="choices")
        self.look = look
        self._entries = entries

    def on_mount(self) -> None:
        """Measure the list."""
        self.measure()

    def count(self) -> int:
        """Return how many entries there are."""
        return len(self._entries)

    def entry(self, index: int) -> list[Line]:
        """Return one entry."""
        return [line("  ", (fit(named(self._entries[index]), self.room - 2), self.look.palette.person))]

    def clicked(self, column: int, again: bool) -> None:
        """Take the entry that is clicked."""
        self.screen.dismiss(self._entries[self.cursor])


class Choose(ModalScreen[str | None]):
    """Asks for one of several names; dismissed with it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "take", "Choose"),
        Binding("escape,q", "dismiss(None)", "Back"),
    ]

    def __init__(self, title: str, entries: Sequence[str], look: Look) -> None:
        super().__init__()
        self._title = title
        self._list = Choices(entries, look)

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box") as box:
            box.border_title = self._title
            yield self._list

    def on_mount(self) -> None:
        """Make the box as high as the list."""
        self._list.styles.height = min(self._list.count(), max(3, self.size.height - 4))
        self._list.focus()

    def action_take(self) -> None:
        """Take the entry under the cursor."""
        self.dismiss(self._list._entries[self._list.cursor])
