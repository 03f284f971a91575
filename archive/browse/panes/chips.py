"""The conditions besides the query, as chips above the results."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from archive.browse.keys import bindings
from archive.browse.state import Chip
from archive.browse.theme import LOOKS, Look
from archive.render.wrap import columns, fit

if TYPE_CHECKING:
    from textual import events

_LONGEST = 36


class Chips(Widget, can_focus=True):
    """A line of chips; the one in use can be removed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("chips")]

    class Removed(Message):
        """A chip is to go."""

        def __init__(self, chip: Chip) -> None:
            super().__init__()
            self.chip = chip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look: Look = LOOKS["dark"]
        self._chips: tuple[Chip, ...] = ()
        self._at = 0
        self.display = False

    def show(self, chips: tuple[Chip, ...]) -> None:
        """Show other chips; the line is away when there are none."""
        if chips == self._chips:
            return
        self._chips = chips
        self._at = max(0, min(self._at, len(chips) - 1))
        self.display = bool(chips)
        self.refresh()

    def set_look(self, look: Look) -> None:
        """Draw in another look from now on."""
        self.look = look
        self.refresh()

    def render(self) -> Text:
        """Draw the chips that there is room for, the one in use among them."""
        palette = self.look.palette
        drawn = Text(" ", no_wrap=True, overflow="ellipsis")
        for number, chip in list(enumerate(self._chips))[self._first() :]:
            label = fit(chip.label, _LONGEST)
            style = palette.excluded if chip.excluded else palette.chosen
            in_use = number == self._at and self.has_focus
            drawn.append(f"[{label} ✕]", f"{style} reverse" if in_use else style).append(" ")
        return drawn

    def _first(self) -> int:
        """Return the first chip shown, so that the one in use has room."""
        used, first = 1, self._at
        for number in range(self._at, -1, -1):
            used += self._width(self._chips[number]) if self._chips else 0
            if used > self.size.width:
                break
            first = number
        return first

    def _width(self, chip: Chip) -> int:
        return columns(fit(chip.label, _LONGEST)) + 5

    def action_left(self) -> None:
        """Go to the chip before."""
        self._at = max(0, self._at - 1)
        self.refresh()

    def action_right(self) -> None:
        """Go to the next chip."""
        self._at = max(0, min(len(self._chips) - 1, self._at + 1))
        self.refresh()

    def action_remove(self) -> None:
        """Remove the chip in use."""
        if self._chips:
            self.post_message(self.Removed(self._chips[self._at]))

    def on_click(self, event: events.Click) -> None:
        """Remove the chip that is clicked."""
        at = 1
        for number in range(self._first(), len(self._chips)):
            if at <= event.x < at + self._width(self._chips[number]) - 1:
                self.post_message(self.Removed(self._chips[number]))
                return
            at += self._width(self._chips[number])
