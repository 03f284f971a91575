"""Asking and answering on the main screen: what is typed or chosen is asked, and what comes back is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.timer import Timer
from textual.widgets import Input

from archive.browse import asked
from archive.browse.completing import Typed, candidates
from archive.browse.panes.chips import Chips
from archive.browse.panes.facets import Facets
from archive.browse.panes.query import QueryLine
from archive.browse.panes.results import Found, Results, entries
from archive.browse.screens.frame import Frame
from archive.browse.searching import Desk, Stale
from archive.browse.state import History, Question
from archive.clean import clean_line
from archive.render.layout import count, flowed, named
from archive.render.line import Line, line
from index.errors import ArchiveError, NoArchiveError, QueryError, QuerySyntaxError, UnknownFieldError
from index.request import Hit, SearchPage, Suggestion

if TYPE_CHECKING:
    from textual import events

DEBOUNCE = 0.01
"""Seconds after a key until what is typed is asked; what is typed meanwhile goes with it."""

SETTLES = 1.5
"""Seconds without typing after which a query can be gone back to."""

_PREVIEW = 0.1
_WHILE_TYPING = 0.25
_LOOK_AGAIN = 3.0


class Asking(Frame):
    """The main screen as one that asks."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.page: SearchPage | None = None
        self.failed = False
        self.answered = question
        self.counted: Question | None = None
        self.articles: int | None = None
        self._trouble = ""
        self._before_typing: Question | None = None
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

    def visit(self, question: Question) -> None:
        """Ask another question."""
        self.history = self._settled().visit(question)
        self.line.set_text(question.text)
        self.ask()

    @property
    def desk(self) -> Desk:
        """Where questions are answered."""
        return self.browse.desk

    def _debounce(self, what: str, seconds: float, then: Callable[[], None]) -> None:
        """Do something a moment after this was last called."""
        if timer := self._waiting.get(what):
            timer.stop()
        self._waiting[what] = self.set_timer(seconds, then)

    def _settled(self) -> History:
        before, self._before_typing = self._before_typing, None
        return self.history.settle(before) if before is not None else self.history

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
        wanted = self.facets.requests()
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
        notes = Text("\n").join(line((f"! {clean_line(note)}", palette.warning)).text() for note in page.notes[:3])
        self.say(self.notes, notes)
        self.say(self.tally, self._tally(question, page))
        self.results.border_title = _titled(question)
        if not page.total:
            self.results.tell(partial(self._nothing, question, page))

    def _tally(self, question: Question, page: SearchPage) -> Text:
        told = [count(page.total, "quote" if question.of == "quotes" else "article")]
        if page.entries not in (None, page.total):
            told.append(count(entries(page), "story", "stories"))
        room = self.tally.content_size.width
        shown = " · ".join(told)
        return line((shown if not room or len(shown) <= room else told[0], self.look.palette.meta)).text()

    def _nothing(self, question: Question, page: SearchPage, width: int) -> list[Line]:
        palette = self.look.palette
        if not question.text and not question.chips():
            told = "This archive holds no articles yet. newsmorgue index FOLDER takes a folder into it."
            return [line(""), *(line("  ").append_line(each) for each in flowed([(told, "")], width))]
        lines = [line(""), line("  Nothing found.")]
        if mends := self.mends():
            told = "Enter, then a number takes it:" if self.line.has_focus else "A number takes it:"
            lines += [line(""), line((f"  {told}", palette.meta))]
        for number, each in enumerate(mends, 1):
            drawn = list(flowed(_proposed(each, palette.headline, palette.meta, self._is_respelled(each)), width - 4))
            for place, part in enumerate(drawn):
                lines.append(line((f"  {number} " if not place else "    ", palette.match)).append_line(part))
        return lines

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say how a mend is taken from where keys go now: in the query line a number is a part of the query."""
        if self.mends():
            self.results.tell_anew()

    def mends(self) -> tuple[Suggestion, ...]:
        """Return the questions proposed where nothing was found, at most nine."""
        return self.page.suggestions[:9] if self.page is not None and not self.page.total else ()

    def _is_respelled(self, mend: Suggestion) -> bool:
        """Tell whether the words of a proposal are others than those that were asked for."""
        return self.page is not None and mend.text != self.page.query

    def action_mend(self, number: int) -> None:
        """Take one of the questions proposed."""
        mends = self.mends()
        if number > len(mends):
            return
        mend = mends[number - 1]
        if mend.kind == "drop-filter" and mend.drop:
            self.visit(self.question.without_field(mend.drop))
        elif mend.kind == "spell-filter" and mend.drop and mend.instead:
            changed = self.question
            for name, value in ((mend.drop, mend.instead), *mend.also):
                changed = changed.respelled(name, value)
            self.visit(replace(changed, text=mend.text) if self._is_respelled(mend) else changed)
        else:
            self.visit(replace(self.question, text=mend.text))

    def _fault(self, error: QueryError) -> None:
        """Say what is wrong with the query; the last good answer stays."""
        self.failed = True
        palette = self.look.palette
        told = line((clean_line(str(error)), palette.fault))
        if isinstance(error, QuerySyntaxError | UnknownFieldError) and error.suggestion:
            told.append("  try: ", palette.meta).append(clean_line(error.suggestion), palette.good)
        self.say(self.hint, told.text())

    def _no_archive(self, error: ArchiveError) -> None:
        self.page = None
        for part in (self.tally, self.hint, self.notes):
            self.say(part, "")
        self.results.tell(partial(self._lacking, error))
        self.facets.show({}, None)

    def _lacking(self, error: ArchiveError, width: int) -> list[Line]:
        lines = [line(""), *(line("  ").append_line(each) for each in flowed([(clean_line(str(error)), "")], width))]
        if isinstance(error, NoArchiveError):
            lines += [line(""), line("  Run this, here or in another terminal:"), line("")]
            lines.append(line(("    newsmorgue index FOLDER", self.look.palette.match)))
            lines += [line(""), line("  What is taken in appears here by itself.")]
        return lines

    @on(Input.Changed, "#query")
    def typed(self) -> None:
        """Ask what is typed, a moment after the last key."""
        text = self.line.value  # not the event's, which may be older than what has been asked since
        if text == self.question.text:
            return
        if self._before_typing is None:
            self._before_typing = self.question
        self.history = self.history.visit(replace(self.question, text=text, like=None), typing=True)
        self._debounce("ask", DEBOUNCE, self.ask)
        self._debounce("settle", SETTLES, self._settle)

    def _settle(self) -> None:
        self.history = self._settled()

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

    async def _unfold(self, entry: int, hit: Hit, question: Question) -> None:
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

    @on(Facets.Toggled)
    def toggle(self, event: Facets.Toggled) -> None:
        """Choose or exclude a value."""
        self.visit(self.question.toggled(event.field, event.value, exclude=event.exclude, shown=event.shown))

    @on(Facets.Narrowed)
    def narrow(self, event: Facets.Narrowed) -> None:
        """Narrow to a range of days."""
        self.visit(self.question.narrowed(event.dates.since, event.dates.until))

    @on(Facets.Asked)
    def recount(self) -> None:
        """Count other values."""
        self.begin(partial(self._count, self.question), "count")

    @on(Chips.Removed)
    def drop(self, event: Chips.Removed) -> None:
        """Take a condition away."""
        self.visit(self.question.without(event.chip))

    @on(QueryLine.Completing)
    def complete(self, event: QueryLine.Completing) -> None:
        """Find what the word at the cursor could become."""
        self.begin(partial(self._complete, event.word), "complete")

    async def _complete(self, word: Typed) -> None:
        try:
            self.line.offer(await self.desk.ask("complete", lambda engine: candidates(engine, word)))
        except (Stale, ArchiveError):
            return

    @on(QueryLine.Offered)
    def offered(self, event: QueryLine.Offered) -> None:
        """Show the candidates, the one that was taken first among them."""
        palette = self.look.palette
        told = Text("  ").join(
            Text(named(each), palette.match if at == event.taken else palette.meta)
            for at, each in enumerate(event.candidates)
        )
        self.say(self.hint, told)

    @on(QueryLine.Passed)
    def passed(self) -> None:
        """Let keys go to the next pane."""
        self.action_next_pane()

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


def _titled(question: Question) -> str:
    """Return what is listed, and in which order."""
    if question.like is not None:
        return "More like it"
    what = "Quotes" if question.of == "quotes" else "Results"
    newest = question.sort == "date" or not question.text.strip()  # where nothing is better than the rest
    return f"{what} · {'newest first' if newest else 'best first'}"


def _proposed(found: Suggestion, strong: str, weak: str, respelled: bool) -> list[tuple[str, str]]:
    """Return one proposal in words."""
    if found.kind == "drop-filter":
        what = [("without ", ""), ("the dates" if found.drop == "date" else f"the filter by {found.drop}", strong)]
    elif found.kind == "spell-filter":
        words = f"{found.text} · " if respelled and found.text else ""
        filters = " · ".join(f"{name}: {value}" for name, value in ((found.drop, found.instead), *found.also))
        what = [("did you mean ", ""), (named(f"{words}{filters}"), strong), ("?", "")]
    elif found.kind == "drop-word":
        what = [("one condition less: ", ""), (named(found.text) or "no words at all", strong)]
    else:
        what = [("did you mean ", ""), (named(found.text), strong), ("?", "")]
    return [*what, (f" finds {found.total:,}", weak)]
