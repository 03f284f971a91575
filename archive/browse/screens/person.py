"""The page of one person: roles, places, companions, articles over time, quotes."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from archive.browse.keys import bindings
from archive.browse.panes.keyline import KeyLine
from archive.browse.panes.lines import Lines
from archive.browse.screens.choose import Choose
from archive.browse.theme import Look
from archive.render import people
from archive.render.line import Line, line
from index.request import PersonPage

Then = tuple[Literal["articles", "quotes", "person"], str]
"""What is to follow, and with whom."""


class PageView(Lines):
    """The lines of the page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("person")]

    def __init__(self, page: PersonPage, look: Look) -> None:
        super().__init__(id="page")
        self.page = page
        self.look = look
        self._lines: list[Line] = []

    def on_resize(self) -> None:
        """Set the page for another width."""
        self._lines = list(people.person(self.page, self.room - 1, self.look.palette))
        self.set_height(len(self._lines))
        self.refresh()

    def drawn(self, y: int) -> tuple[Line, bool]:
        """Return one line of the page."""
        return line(" ").append_line(self._lines[y]) if y < len(self._lines) else line(""), False


class PersonScreen(Screen[Then | None]):
    """Shows one person; dismissed with what is to follow."""

    def __init__(self, page: PersonPage, look: Look) -> None:
        super().__init__()
        self.page = page
        self._look = look

    def compose(self) -> ComposeResult:
        """Put the page on the screen."""
        yield PageView(self.page, self._look)
        yield KeyLine(self._look.palette)

    def on_mount(self) -> None:
        """Let keys go to the page."""
        self.query_one(PageView).focus()

    def action_dismiss_page(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_only_person(self) -> None:
        """Ask for articles with this person."""
        self.dismiss(("articles", self.page.person.name))

    def action_their_quotes(self) -> None:
        """Ask for all quotes of this person."""
        self.dismiss(("quotes", self.page.person.name))

    def action_companion(self) -> None:
        """Choose somebody of the same articles, and go to their page."""
        names = [name for name, _ in self.page.companions[:30]]
        if not names:
            self.app.bell()
            return
        self.app.push_screen(Choose("Page of", names, self._look), self._go_on)

    def _go_on(self, name: str | None) -> None:
        if name is not None:
            self.dismiss(("person", name))
