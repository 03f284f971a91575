"""The right pane: one article set for reading, or as it was in its file, with its quotes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from archive.browse.keys import bindings
from archive.browse.panes.lines import Lines
from archive.browse.panes.quotes import QuoteList
from archive.browse.theme import Look
from archive.browse.typeset import Typeset, raw, story
from archive.render.layout import count, named
from archive.render.line import Line, line
from index.article import Article, ArticleId, Span
from index.values import dataclass

if TYPE_CHECKING:
    from textual import events

BESIDE = 108
"""From this many columns on the quotes stand beside the article."""

BELOW = 30
"""From this many lines on they stand below it."""

_AHEAD = 3
"""Views that are laid out below what is seen."""

_TALL = 60
"""A view may become this high at once, and is scrolled back where there are fewer lines than that."""

_TICK = 0.03


@dataclass(frozen=True, slots=True)
class Opened:
    """An article to read: what matches in it, and where to begin (an offset of its body), or None for the top."""

    article: Article
    matches: tuple[Span, ...] = ()
    start: int | None = None


class ArticleView(Lines):
    """The text of one article; what is far below is laid out when the view comes near it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("article")]

    class Stepped(Message):
        """Another match is looked at."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.opened: Opened | None = None
        self.as_raw = False
        self.raw_next: ArticleId | None = None
        self._set: Typeset | None = None
        self._width = 0
        self._target: tuple[int, bool] | None = None
        self._top: tuple[int, int] | None = None
        self._to_end = False
        self._left: tuple[int, bool] | None = None
        self._match = -1

    def on_mount(self) -> None:
        """Lay out a little more as long as there is need."""
        self.set_interval(_TICK, self._go_on)

    def show(self, opened: Opened | None) -> None:
        """Show an article, or nothing."""
        same = self.opened and opened and self.opened.article.id == opened.article.id
        self.opened = opened
        self._match = -1
        if not same:
            self.as_raw = opened is not None and opened.article.id == self.raw_next
            self._left = None
        self.raw_next = None
        self._lay_out((opened.start, False) if opened and opened.start is not None else None)

    def toggle_raw(self) -> None:
        """Show the record as it was in its file, or the article again, each where it was left."""
        self.as_raw = not self.as_raw
        target, self._left = self._left, self._here()
        self._lay_out(target)

    def redraw(self) -> None:
        """Lay out anew in another look or for another width, from the same place of the text."""
        to_end = self._to_end
        self._lay_out(self._here())
        self._to_end = to_end

    def _here(self) -> tuple[int, bool] | None:
        """Return the offset of the text that is on top, or that is on its way to be seen."""
        if self._target is not None or self._set is None:
            return self._target
        y = self.scroll_offset.y
        # What was put on top stays so however often that happens; lines of each width begin elsewhere.
        offset = self._top[1] if self._top and self._top[0] == y else self._set.offset(y)
        return None if offset is None else (offset, True)

    def jump(self, offset: int) -> None:
        """Scroll to an offset of the text, as soon as it is laid out."""
        self._target = offset, False
        self._go_on()

    def matches(self) -> tuple[Span, ...]:
        """Return what matches in the text that is shown."""
        return self.opened.matches if self.opened and not self.as_raw else ()

    def _lay_out(self, target: tuple[int, bool] | None) -> None:
        """Lay out from the top, and go to an offset of the text as soon as it is reached; True puts it on top."""
        self._width = self.room
        self._target, self._to_end, self._top = target, False, None
        if self.opened is None:
            self._set = None
            self.set_height(0)
        else:
            article = self.opened.article
            copy = raw(article) if self.as_raw else story(article, self.room - 1, self.look.palette, self.matches())
            self._set = Typeset(copy, min(self.room - 1, 10_000))
            self.to_line(0)
            self._go_on()
        self.refresh()

    def _go_on(self) -> None:
        if self._set is None:
            return
        known, ahead = self._set.height, _AHEAD * max(self.view, _TALL)
        if not self._set.done:
            self._set.grow(self.scroll_offset.y + ahead)
            if self._to_end:
                self._set.grow(1 << 60)
        if self._target is not None and self._set.reach(self._target[0]):
            offset, on_top = self._target
            target = self._set.place(offset)
            self._set.grow(target + ahead)
            if self._set.done or self._set.height >= target + ahead:
                self._target, self._top = None, (target, offset) if on_top else None
            self.set_height(self._set.height)
            self.to_line(target if on_top else max(0, target - self.view // 3))
        if self._set.height != known or self.virtual_size.height != self._set.height:
            self.set_height(self._set.height)
            self.refresh()
        if self._to_end:
            self.to_line(self._set.height)
            self._to_end = not self._set.done

    def drawn(self, y: int) -> tuple[Line, bool]:
        """Return one line of the text."""
        if self._set is None:
            return line(""), False
        return line(" ").append_line(self._set.line(y)), False

    def action_bottom(self) -> None:
        """Scroll to the end, however long it takes to lay out what lies before it."""
        self._to_end = True
        self._go_on()

    def action_top(self) -> None:
        """Scroll to the first line."""
        self._to_end = False
        super().action_top()

    def action_next_match(self) -> None:
        """Scroll to the next match."""
        self._step(1)

    def action_previous_match(self) -> None:
        """Scroll to the match before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        matches = self.matches()
        if not matches:
            return
        self._match = (self._match + step) % len(matches) if self._match >= 0 or step > 0 else len(matches) - 1
        self.jump(matches[self._match][0])
        self.post_message(self.Stepped())

    def told(self) -> str:
        """Return which match is looked at, of how many."""
        matches = self.matches()
        if not matches:
            return ""
        return (
            f"match {self._match + 1:,} of {len(matches):,}"
            if self._match >= 0
            else count(len(matches), "match", "matches")
        )

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for another width, from the same place of the text."""
        if self.room != self._width:
            self.redraw()
        else:
            self._go_on()


class ArticlePane(Container):
    """The article and the list of its quotes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = ArticleView(id="text")
        self.quotes = QuoteList(id="said")
        self._listed = False

    def compose(self) -> ComposeResult:
        """Put the article and its quotes into the pane."""
        yield self.view
        yield self.quotes

    def show(self, opened: Opened | None) -> None:
        """Show an article with its quotes, or nothing; what is shown already stays as it is."""
        if opened is not None and opened == self.view.opened:
            return
        self.view.show(opened)
        self.quotes.show(opened.article if opened else None, opened.start if opened else None)
        self._listed = False
        self.entitle()
        self.rearrange()

    @property
    def id_shown(self) -> ArticleId | None:
        """The id of the article that is shown."""
        return self.view.opened.article.id if self.view.opened else None

    def toggle_raw(self) -> None:
        """Show the record as it was in its file, or the article again."""
        self.view.toggle_raw()
        self.entitle()

    @on(ArticleView.Stepped)
    def entitle(self) -> None:
        """Say above the article where it comes from, and below it which match is looked at."""
        article = self.view.opened.article if self.view.opened else None
        source = named(article.source) if article and article.source else "Article"
        self.border_title = Content("Raw file" if self.view.as_raw else source)  # brackets in it are no markup
        self.border_subtitle = self.view.told()

    def set_look(self, look: Look) -> None:
        """Draw in another look from now on."""
        self.view.set_look(look)
        self.quotes.set_look(look)

    def list_quotes(self) -> None:
        """Go to the list of quotes, or back to the article."""
        if not self.quotes.count():
            return
        self._listed = not self.quotes.has_focus
        self.rearrange()
        (self.quotes if self._listed else self.view).focus()

    def rearrange(self) -> None:
        """Put the quotes beside the article, below it, or away until they are asked for."""
        wide, tall = self.size.width >= BESIDE, self.size.height >= BELOW
        room = bool(self.quotes.count()) and (wide or tall)
        in_use = self.quotes.has_focus
        self.set_class(wide, "-wide")
        self.quotes.display = room or self._listed
        self.view.display = room or not self._listed
        if in_use and not self.quotes.display:
            self.view.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Arrange for another size."""
        self.rearrange()
