"""What every pane is: lines drawn when they are seen, and a cursor over entries of one height."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from archive.browse.keys import bindings
from archive.browse.theme import LOOKS, Look
from archive.render.line import Line, line

if TYPE_CHECKING:
    from textual import events

MARK = "▌"
"""Stands before the entry in use, also where there are no colours."""


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of text that can be scrolled; a subclass says what stands on each."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("moving")]

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How large all lines are; room for the bar is always kept, so that another size moves nothing on the screen."""

    look: Look = LOOKS["dark"]
    _base: Style | None = None

    def watch_virtual_size(self, size: Size) -> None:
        """Draw the scroll bar for another height."""
        self._scroll_update(size)

    def notify_style_update(self) -> None:
        """Work out the colours of the pane anew."""
        self._base = None
        super().notify_style_update()

    @property
    def typing(self) -> bool:
        """True while keys are a text that is typed."""
        return False

    def drawn(self, y: int) -> tuple[Line, bool]:
        """Return one line, and whether it belongs to the entry in use."""
        raise NotImplementedError

    def set_look(self, look: Look) -> None:
        """Draw in another look from now on."""
        self.look = look
        self._base = None
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew."""
        self.refresh()

    def set_height(self, lines: int) -> None:
        """Say how many lines there are."""
        self.virtual_size = Size(self.room, lines)

    @property
    def room(self) -> int:
        """How many columns a line has."""
        return max(10, self.scrollable_content_region.width)

    @property
    def view(self) -> int:
        """How many lines are seen."""
        return max(1, self.scrollable_content_region.height)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        text, in_use = self.drawn(self.scroll_offset.y + y)
        if self._base is None:
            self._base = self.rich_style
        base = self._base
        if in_use:
            base += Style.parse(self.look.cursor)
            if text.plain[:1] == " ":
                text = line((MARK, self.look.palette.bar)).append_line(text.after(1))
        segments = list(text.text().render(self.app.console))
        return Strip(segments).adjust_cell_length(self.room, Style.null()).apply_style(base)

    def to_line(self, y: int) -> None:
        """Scroll so that a line is at the top."""
        self.scroll_to(y=y, animate=False, force=True)

    def action_down(self) -> None:
        """Scroll one line down."""
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Scroll one line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_top(self) -> None:
        """Scroll to the first line."""
        self.to_line(0)

    def action_bottom(self) -> None:
        """Scroll to the last line."""
        self.to_line(self.virtual_size.height)

    def action_page_down(self) -> None:
        """Scroll one page down, a line of it staying."""
        self.scroll_relative(y=max(1, self.view - 1), animate=False)

    def action_page_up(self) -> None:
        """Scroll one page up."""
        self.scroll_relative(y=-max(1, self.view - 1), animate=False)


class Rows(Lines):
    """Entries of one height, with a cursor over those that can be used."""

    HEIGHT = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0

    def count(self) -> int:
        """Return how many entries there are."""
        raise NotImplementedError

    def usable(self, index: int) -> bool:
        """Return True where the cursor may stand on an entry."""
        return True

    def entry(self, index: int) -> list[Line]:
        """Return the lines of one entry, at most ``HEIGHT``."""
        raise NotImplementedError

    def moved(self) -> None:
        """Do what follows when the cursor stands on another entry."""

    def drawn(self, y: int) -> tuple[Line, bool]:
        """Return one line of one entry."""
        index, inside = divmod(y, self.HEIGHT)
        if not 0 <= index < self.count():
            return line(""), False
        lines = self.entry(index)
        in_use = index == self.cursor and self.has_focus_within and (inside < len(lines) or self.HEIGHT == 1)
        text = lines[inside] if inside < len(lines) else line("")
        if index == self.cursor and not in_use and inside < len(lines) and text.plain[:1] == " ":
            text = line((MARK, self.look.palette.meta)).append_line(text.after(1))
        return text, in_use

    def measure(self) -> None:
        """Work out the height anew and keep the cursor on an entry."""
        self.set_height(self.count() * self.HEIGHT)
        self.cursor = self._nearest(self.cursor, 1)
        self.refresh()

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on an entry, or the next usable one in the direction of ``step``, and show it."""
        found = self._nearest(index, step)
        if found != self.cursor:
            self.cursor = found
            self.refresh()
            self.moved()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll so that the entry in use is seen."""
        first, last = self.cursor * self.HEIGHT, (self.cursor + 1) * self.HEIGHT
        top = self.scroll_offset.y
        if first < top or last - first > self.view:
            self.to_line(first)
        elif last > top + self.view:
            self.to_line(last - self.view)

    def _nearest(self, index: int, step: int) -> int:
        count = self.count()
        if not count:
            return 0
        index = max(0, min(count - 1, index))
        ahead, behind = range(index, count if step > 0 else -1, step), range(index, -1 if step > 0 else count, -step)
        for candidate in chain(ahead, behind):
            if self.usable(candidate):
                return candidate
        return index

    def action_down(self) -> None:
        """Move the cursor down."""
        self.move_to(self.cursor + 1, 1)

    def action_up(self) -> None:
        """Move the cursor up."""
        self.move_to(self.cursor - 1, -1)
        if not any(self.usable(index) for index in range(min(self.cursor, 50))):
            self.to_line(0)

    def action_top(self) -> None:
        """Move the cursor to the first entry."""
        self.move_to(0, 1)
        self.to_line(0)

    def action_bottom(self) -> None:
        """Move the cursor to the last entry."""
        self.move_to(self.count() - 1, -1)

    def action_page_down(self) -> None:
        """Move the cursor one page down."""
        self.move_to(self.cursor + max(1, self.view // self.HEIGHT), 1)

    def action_page_up(self) -> None:
        """Move the cursor one page up."""
        self.move_to(self.cursor - max(1, self.view // self.HEIGHT), -1)

    def on_focus(self) -> None:
        """Draw the cursor as the one in use."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that waits."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click there uses the entry."""
        place = event.get_content_offset(self)
        if place is None:  # on the frame
            return
        index = (int(self.scroll_offset.y) + place.y) // self.HEIGHT
        if 0 <= index < self.count() and self.usable(index):
            again = index == self.cursor
            self.move_to(index)
            self.clicked(place.x, again)

    def clicked(self, column: int, again: bool) -> None:
        """Do what a click on the entry in use means; ``again`` where it was in use before."""
