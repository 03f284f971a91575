"""The middle pane: what was found, page after page as it is scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.message import Message

from archive.browse.keys import bindings
from archive.browse.pages import Pages
from archive.browse.panes.lines import Rows
from archive.render import results
from archive.render.layout import line
from index.request import Hit, QuoteHit, SearchPage

if TYPE_CHECKING:
    from textual import events

Found = Hit | QuoteHit


class Results(Rows):
    """Articles or quotes found, one under the other; asks for the pages that come into view."""

    HEIGHT = 6
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]

    class Wanted(Message):
        """A page of hits has come into view and is not here."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Chosen(Message):
        """The cursor stands on another hit; ``open`` where it is to be read now."""

        def __init__(self, hit: Found | None, *, open: bool = False) -> None:
            super().__init__()
            self.hit = hit
            self.open = open

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pages: Pages[Found] = Pages()
        self._drawn: dict[int, list[Text]] = {}
        self._width = 0
        self._asked: set[int] = set()
        self._told: list[Text] = []

    @property
    def hit(self) -> Found | None:
        """The hit under the cursor, if its page is here."""
        return self.pages.get(self.cursor)

    def show_page(self, page: SearchPage, keep: bool = False) -> None:
        """Show a new answer; with ``keep`` the cursor stays on the article that it is on."""
        before = self.hit
        top = self.scroll_offset.y
        self.pages = Pages(page.total, page.hits or page.quotes)
        self._told = []
        self._forget()
        self.cursor = 0
        if keep and before is not None:
            self.cursor = next((at for at, hit in self.pages.here() if _same(hit, before)), 0)
        self.measure()
        self.to_line(min(top, self.cursor * self.HEIGHT) if keep else 0)
        self.post_message(self.Chosen(self.hit))

    def show_more(self, number: int, page: SearchPage) -> None:
        """Show a further page of the same answer."""
        self._asked.discard(number)
        self.pages.put(number, page.hits or page.quotes)
        self.refresh()
        if self.cursor // max(1, len(page.hits or page.quotes)) == number:
            self.post_message(self.Chosen(self.hit))

    def tell(self, told: list[Text]) -> None:
        """Show a text in place of hits."""
        self.pages = Pages()
        self._forget()
        self._told = told
        self.set_height(len(told))
        self.to_line(0)
        self.refresh()
        self.post_message(self.Chosen(None))

    def redraw(self) -> None:
        """Draw every hit anew."""
        self._drawn.clear()
        self.refresh()

    def count(self) -> int:
        """Return how many hits there are in all."""
        return self.pages.total

    def drawn(self, y: int) -> tuple[Text, bool]:
        """Return one line of one hit, or of the text in its place."""
        if not self.pages.total:
            return (self._told[y] if 0 <= y < len(self._told) else Text("")), False
        return super().drawn(y)

    def entry(self, index: int) -> list[Text]:
        """Return the lines of one hit."""
        if self._width != self.room:
            self._width = self.room
            self._drawn.clear()
        known = self._drawn.get(index)
        if known is not None:
            return known
        hit = self.pages.get(index)
        if hit is None:
            self._want(index)
            return [line((f"{index + 1:>2,}  …", self.look.palette.meta))]
        if len(self._drawn) > 500:
            self._drawn.clear()
        self._drawn[index] = self._draw(hit, index + 1)
        return self._drawn[index]

    def _draw(self, hit: Found, number: int) -> list[Text]:
        palette, most = self.look.palette, self.HEIGHT - 1
        if isinstance(hit, Hit):
            lines = list(results.hit(hit, self.room, palette, number, short=True))
        else:
            lines = list(results.quote(hit, self.room, palette, number, short=True))
        if len(lines) > most:
            lines = [*lines[: most - 1], _cut(lines[most - 1], self.room)]
        return lines

    def _want(self, index: int) -> None:
        for number in self.pages.lacking(index, index):
            if number not in self._asked:
                self._asked.add(number)
                self.post_message(self.Wanted(number))

    def _forget(self) -> None:
        self._drawn.clear()
        self._asked.clear()

    def moved(self) -> None:
        """Tell which hit the cursor stands on."""
        if self.hit is None:
            self._want(self.cursor)
        self.post_message(self.Chosen(self.hit))

    def clicked(self, again: bool) -> None:
        """Open a hit that is clicked twice."""
        if again:
            self.post_message(self.Chosen(self.hit, open=True))

    def on_resize(self, event: events.Resize) -> None:
        """Set the hits anew for another width."""
        self.redraw()


def _same(one: Found, other: Found) -> bool:
    if isinstance(one, QuoteHit) and isinstance(other, QuoteHit):
        return (one.id, one.utterance) == (other.id, other.utterance)
    return one.id == other.id


def _cut(text: Text, width: int) -> Text:
    if text.plain.endswith("…"):
        return text
    text = text.copy()
    text.truncate(width - 1)
    return text.append("…")
