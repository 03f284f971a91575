"""The middle pane: what was found, page after page as it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from archive.browse.keys import bindings
from archive.browse.pages import SIZE, Pages
from archive.browse.panes.lines import Rows
from archive.browse.panes.unfolding import Place, Unfolding
from archive.render import results
from archive.render.line import Line, line
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

    class Unfolded(Message):
        """The copies of a hit, an entry of the answer, are to be shown under it."""

        def __init__(self, entry: int, hit: Found) -> None:
            super().__init__()
            self.entry = entry
            self.hit = hit

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pages: Pages[Found] = Pages()
        self.unfolding = Unfolding()
        self._drawn: dict[Place, list[Line]] = {}
        self._width = 0
        self._asked: set[int] = set()
        self._told: list[Line] = []
        self._telling: Callable[[int], list[Line]] = lambda width: []

    @property
    def hit(self) -> Found | None:
        """The hit under the cursor, if its page is here."""
        return self._at(self.place)

    @property
    def place(self) -> Place:
        """What the cursor stands on."""
        return self.unfolding.place(self.cursor)

    def _at(self, place: Place) -> Found | None:
        return self.pages.get(place.entry) if place.copy < 0 else self.unfolding.copy(place)

    def show_page(
        self,
        page: SearchPage,
        around: Mapping[int, SearchPage] | None = None,
        entry: int = 0,
        before: Found | None = None,
    ) -> None:
        """Show a new answer.

        With ``around``, further pages by number, the cursor goes to the article ``before``, or else to ``entry``.
        """
        below = self.cursor * self.HEIGHT - self.scroll_offset.y
        self.pages = Pages(entries(page), page.hits or page.quotes)
        self._told = []
        self._forget()
        self.cursor = 0
        if around is not None:
            for number, each in around.items():
                self.pages.put(number, each.hits or each.quotes)
            found = (at for at, hit in self.pages.here() if before is not None and _same(hit, before))
            self.cursor = next(found, min(entry, self.count() - 1))
        self.measure()
        self.to_line(max(0, self.cursor * self.HEIGHT - below) if around is not None else 0)
        self.post_message(self.Chosen(self.hit))

    def show_more(self, number: int, page: SearchPage) -> None:
        """Show a further page of the same answer."""
        self._asked.discard(number)
        self.pages.put(number, page.hits or page.quotes)
        self.refresh()
        if self.place.entry // SIZE == number:
            self.post_message(self.Chosen(self.hit))

    def tell(self, telling: Callable[[int], list[Line]]) -> None:
        """Show a text in place of hits, drawn for as many columns as it is given."""
        self.pages = Pages()
        self._forget()
        self._telling = telling
        self.tell_anew()
        self.to_line(0)
        self.post_message(self.Chosen(None))

    def tell_anew(self) -> None:
        """Draw the text in place of hits anew."""
        self._told = self._telling(max(20, self.room - 4))
        self.set_height(len(self._told))
        self.refresh()

    def redraw(self) -> None:
        """Draw every hit anew."""
        self._drawn.clear()
        self.refresh()

    def count(self) -> int:
        """Return how many rows there are in all."""
        return self.pages.total + self.unfolding.extra()

    def drawn(self, y: int) -> tuple[Line, bool]:
        """Return one line of one hit, or of the text in its place."""
        if not self.pages.total:
            return (self._told[y] if 0 <= y < len(self._told) else line("")), False
        return super().drawn(y)

    def entry(self, index: int) -> list[Line]:
        """Return the lines of one hit."""
        if self._width != self.room:
            self._width = self.room
            self._drawn.clear()
        place = self.unfolding.place(index)
        known = self._drawn.get(place)
        if known is not None:
            return known
        hit = self._at(place)
        if hit is None:
            self._want(place.entry)
            return [line((f"{place.entry + 1:>2,}  …", self.look.palette.meta))]
        if len(self._drawn) > 500:
            self._drawn.clear()
        self._drawn[place] = self._draw(hit, place)
        return self._drawn[place]

    def _draw(self, hit: Found, place: Place) -> list[Line]:
        palette, most, number = self.look.palette, self.HEIGHT - 1, None if place.copy >= 0 else place.entry + 1
        if isinstance(hit, Hit):
            lines = list(results.hit(hit, self.room, palette, number, short=True))
        else:
            lines = list(results.quote(hit, self.room, palette, number, short=True))
        if number is None:
            lines[0] = line("  ", ("↳ ", palette.chosen)).append_line(lines[0].after(4))
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
        self.unfolding = Unfolding()

    def moved(self) -> None:
        """Tell which hit the cursor stands on."""
        if self.hit is None:
            self._want(self.place.entry)
        self.post_message(self.Chosen(self.hit))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for unfolding where there are no copies."""
        if action != "unfold":
            return True
        return self.place.copy >= 0 or (self.hit is not None and self.hit.copies > 0)

    def action_unfold(self) -> None:
        """Show the copies of the hit under the cursor, or fold them again."""
        place, hit = self.place, self.hit
        if self.unfolding.fold(place.entry):
            self.cursor = self.unfolding.row(place.entry)
            self.measure()
            self.moved()
            self.show_cursor()
        elif hit is not None:
            self.post_message(self.Unfolded(place.entry, hit))

    def unfold(self, entry: int, copies: tuple[Found, ...]) -> None:
        """Show copies under an entry, the cursor staying where it is."""
        before = self.place
        self.unfolding.unfold(entry, copies)
        self.cursor = self.unfolding.row(before.entry) + before.copy + 1
        self.measure()
        self.show_cursor()

    def clicked(self, column: int, again: bool) -> None:
        """Open a hit that is clicked twice."""
        if again:
            self.post_message(self.Chosen(self.hit, open=True))

    def on_resize(self, event: events.Resize) -> None:
        """Set the hits, or the text in their place, anew for another width."""
        if not self.pages.total:
            self.tell_anew()
        self.redraw()


def entries(page: SearchPage) -> int:
    """Return how many entries an answer has, copies folded."""
    return page.total if page.entries is None else page.entries


def _same(one: Found, other: Found) -> bool:
    if isinstance(one, QuoteHit) and isinstance(other, QuoteHit):
        return (one.id, one.utterance) == (other.id, other.utterance)
    return one.id == other.id


def _cut(text: Line, width: int) -> Line:
    if text.plain.endswith("…"):
        return text
    return line("").append_line(text).truncate(width - 1).append("…")
