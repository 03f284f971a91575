"""Answering on the main screen: what is asked now is answered, and shown, down to the article under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from archive.browse import asked, wording
from archive.browse.panes.results import Found, Results
from archive.browse.screens.frame import Frame
from archive.browse.searching import Desk, Stale
from archive.browse.state import Question
from archive.clean import clean_line
from archive.render.layout import count
from archive.render.line import Line
from index.errors import ArchiveError, QueryError
from index.request import SearchPage, Suggestion

if TYPE_CHECKING:
    from textual import events

_PREVIEW = 0.1
_WHILE_TYPING = 0.25
_LOOK_AGAIN = 3.0


class Answering(Frame):
    """The main screen as one that answers."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.page: SearchPage | None = None
        self.failed = False
        self.answered = question
        self.counted: Question | None = None
        self.articles: int | None = None
        self._trouble = ""
        self._hit: Found | None = None
        self._left: dict[Question, tuple[int, Found | None]] = {}
        self._opened: tuple[Found, str, str] | None = None
        self._waiting: dict[str, Timer] = {}

    def on_mount(self) -> None:
        """Ask the first question; look for newer commits from time to time."""
        self.wear(self.look)
        self.line.set_text(self.question.text)
        self.results.focus()
        self.facets.border_title = "Facets"
        self.ask()
        self.set_interval(_LOOK_AGAIN, self.look_again)

    @property
    def question(self) -> Question:
        """What is asked now."""
        return self.history.now

    @property
    def desk(self) -> Desk:
        """Where questions are answered."""
        return self.browse.desk

    def _debounce(self, what: str, seconds: float, then: Callable[[], None]) -> None:
        """Do something a moment after this was last called."""
        if timer := self._waiting.get(what):
            timer.stop()
        self._waiting[what] = self.set_timer(seconds, then)

    def ask(self, *, keep: bool = False) -> None:
        """Ask what is to be asked now; with ``keep`` the cursor stays on its article, or goes back to it."""
        self.desk.drop("search")
        self.desk.drop("more")
        self.desk.drop("facets")
        self.begin(partial(self._ask, keep), "search")

    async def _ask(self, keep: bool) -> None:
        question = self.question
        if self.chips.has_focus and not question.chips():
            self.go("results")
        self.chips.show(question.chips())
        entry, _ = self._stood(question) if keep else (0, None)
        try:
            page, around = await self.desk.ask("search", lambda engine: asked.pages(engine, question, entry))
        except Stale:
            return
        except QueryError as error:
            self._fault(error)
            self.browse.at_rest()
            return
        except ArchiveError as error:
            self._no_archive(error)
            self.browse.at_rest()
            return
        self._show(question, page, around if keep else None)
        await self._painted()  # counting in the other thread would hold the painting up
        if self.counted is None:
            self.browse.at_rest()
        await self._count(question)

    def _stood(self, question: Question) -> tuple[int, Found | None]:
        """Return which entry of an answer the cursor stands on, or stood on when the answer was left, and its hit."""
        if question == self.answered:
            return self.results.place.entry, self.results.hit
        return self._left.get(question, (0, None))

    async def _painted(self) -> None:
        """Wait until what was shown so far is on the screen."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    async def _count(self, question: Question) -> None:
        wanted = self.facets.requests(question.of)
        try:
            found = await self.desk.ask("facets", lambda engine: asked.facets(engine, question, wanted))
        except (Stale, ArchiveError):
            return
        self.facets.show(found, question.dates)
        self.counted = question

    def _show(self, question: Question, page: SearchPage, around: Mapping[int, SearchPage] | None) -> None:
        """Show an answer; ``around`` are the pages near the article where the cursor is to stand."""
        entry, hit = self._stood(question)
        self._left[self.answered] = self._stood(self.answered)
        self.page, self.failed, self.answered = page, False, question
        if not self.line.offering:
            self.say(self.hint, "")
        if page.total:
            self.results.show_page(page, around, entry, hit)
        self.describe(page)
        self.refresh_bindings()

    def describe(self, page: SearchPage) -> None:
        """Say what was found, as far as no list of it does."""
        question, palette = self.answered, self.look.palette
        self.say(self.notes, wording.notes(page, palette))
        self.say(self.tally, wording.tally(question, page, self.tally.content_size.width, palette))
        self.results.border_title = wording.title(question)
        if not page.total:
            self.results.tell(partial(self._nothing, question, page))
            if self.pane == "article" and not self.is_shown("results"):
                self.go("results")

    def _nothing(self, question: Question, page: SearchPage, width: int) -> list[Line]:
        return wording.nothing(question, page, self.look.palette, width, typing=self.line.has_focus)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say how a mend is taken from where keys go now: in the query line a number is a part of the query."""
        if self.mends():
            self.results.tell_anew()

    def mends(self) -> tuple[Suggestion, ...]:
        """Return the questions proposed where nothing was found."""
        return wording.mends(self.page)

    def _fault(self, error: QueryError) -> None:
        """Say what is wrong with the query; the last good answer stays."""
        self.failed = True
        self.say(self.hint, wording.fault(error, self.look.palette))

    def _no_archive(self, error: ArchiveError) -> None:
        self.page = None
        for part in (self.tally, self.hint, self.notes):
            self.say(part, "")
        self.results.tell(lambda width: wording.lacking(error, self.look.palette, width))
        self.facets.show({}, None)

    @on(Results.Wanted)
    def fetch(self, event: Results.Wanted) -> None:
        """Fetch a page that has come into view."""
        self.begin(partial(self._fetch, event.number, self.answered))

    async def _fetch(self, number: int, question: Question) -> None:
        try:
            page = await self.desk.ask(f"page {number}", lambda engine: asked.page(engine, question, number))
        except (Stale, ArchiveError):
            return
        if question == self.answered:
            self.results.show_more(number, page)

    @on(Results.Unfolded)
    def unfold(self, event: Results.Unfolded) -> None:
        """Fetch the copies of a hit, and show them under it."""
        self.begin(partial(self._unfold, event.entry, event.hit, self.answered), "copies")

    async def _unfold(self, entry: int, hit: Found, question: Question) -> None:
        try:
            found = await self.desk.ask("copies", lambda engine: asked.copies(engine, question, hit))
        except (Stale, ArchiveError):
            return
        if question == self.answered and self.results.pages.get(entry) == hit:
            self.results.unfold(entry, found)

    @on(Results.Chosen)
    def chosen(self, event: Results.Chosen) -> None:
        """Show the article under the cursor, if there is a pane for it."""
        self._hit = event.hit
        self.refresh_bindings()
        if event.open and event.hit is not None:
            self.go("article")
        elif self.is_shown("article"):
            self._debounce("preview", _WHILE_TYPING if self.line.has_focus else _PREVIEW, self.preview)

    def panes_changed(self) -> None:
        """Show the article under the cursor once its pane is there."""
        if self.is_shown("article") and self.page is not None:
            self.preview()

    def preview(self) -> None:
        """Open the article under the cursor in its pane."""
        if self._hit is None:
            self.desk.drop("open")
            self._opened = None
            self.article.show(None)
            return
        self.begin(partial(self._open, self._hit, self.answered), "open")

    async def _open(self, hit: Found, question: Question) -> None:
        key = (hit, question.text, question.of)
        if key == self._opened:
            return
        try:
            found = await self.desk.ask("open", lambda engine: asked.opened(engine, hit, question))
        except (Stale, ArchiveError):
            return
        self._opened = key
        self.article.show(found)
        self.refresh_bindings()

    def look_again(self) -> None:
        """Look for a newer commit."""
        self.begin(self._look_again)

    async def _look_again(self, *, told: bool = False) -> None:
        before = self.articles
        try:
            found = await self.desk.ask(f"refresh {told}", lambda engine: asked.grown(engine, before))
        except Stale:
            return
        except (ArchiveError, OSError) as error:
            fault = clean_line(str(error))
            if told or (self.page is not None and fault != self._trouble):
                self.tell(fault, "warning")
            self._trouble = fault
            return
        self._trouble = ""
        self.articles = found.articles
        if found.changed or self.page is None:
            self.ask(keep=True)
        if found.changed and before is not None:
            more = found.articles - before
            what = f"{count(more, 'new article')} came in" if more > 0 else "The archive has changed"
            self.tell(f"{what}: the results are up to date.")
        elif told:
            self.tell("Nothing new in the archive.")
