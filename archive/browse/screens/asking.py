"""Asking on the main screen: what is typed, chosen or proposed becomes the question that is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual import on
from textual.widgets import Input

from archive.browse import wording
from archive.browse.completing import Typed, candidates
from archive.browse.panes.chips import Chips
from archive.browse.panes.facets import Facets
from archive.browse.panes.query import QueryLine
from archive.browse.screens.answering import Answering
from archive.browse.searching import Stale
from archive.browse.state import History, Question
from index.errors import ArchiveError

_DEBOUNCE = 0.01
"""Seconds after a key until what is typed is asked; what is typed meanwhile goes with it."""

_SETTLES = 1.5
"""Seconds without typing after which a query can be gone back to."""


class Asking(Answering):
    """The main screen as one that asks."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._before_typing: Question | None = None

    def visit(self, question: Question) -> None:
        """Ask another question."""
        self.history = self._settled().visit(question)
        self.line.set_text(question.text)
        self.ask()

    def _settled(self) -> History:
        before, self._before_typing = self._before_typing, None
        return self.history.settle(before) if before is not None else self.history

    @on(Input.Changed, "#query")
    def typed(self) -> None:
        """Ask what is typed, a moment after the last key."""
        text = self.line.value  # not the event's, which may be older than what has been asked since
        if text == self.question.text:
            return
        self.bring("results")
        if self._before_typing is None:
            self._before_typing = self.question
        self.history = self.history.visit(replace(self.question, text=text, like=None), typing=True)
        self._debounce("ask", _DEBOUNCE, self.ask)
        self._debounce("settle", _SETTLES, self._settle)

    def _settle(self) -> None:
        if self.question.text or not self.line.has_focus:  # an empty line waits for other words
            self.history = self._settled()

    def action_mend(self, number: int) -> None:
        """Take one of the questions proposed."""
        mends = self.mends()
        if self.page is None or number > len(mends):
            return
        mend = mends[number - 1]
        if mend.kind == "drop-filter" and mend.drop:
            self.visit(self.question.without_field(mend.drop))
        elif mend.kind == "spell-filter" and mend.drop and mend.instead:
            changed = self.question
            for name, value in ((mend.drop, mend.instead), *mend.also):
                changed = changed.respelled(name, value)
            self.visit(replace(changed, text=mend.text) if wording.is_respelled(self.page, mend) else changed)
        else:
            self.visit(replace(self.question, text=mend.text))

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
        self.say(self.hint, wording.completions(event.candidates, event.taken, self.look.palette))

    @on(QueryLine.Passed)
    def passed(self) -> None:
        """Let keys go to the next pane."""
        self.action_next_pane()
