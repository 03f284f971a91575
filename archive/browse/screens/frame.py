"""The frame of the main screen: its panes, which of them are shown, and where keys go."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from archive.browse import arrangement
from archive.browse.arrangement import PANES, Pane
from archive.browse.keys import bindings
from archive.browse.panes.article import ArticlePane
from archive.browse.panes.chips import Chips
from archive.browse.panes.facets import Facets
from archive.browse.panes.keyline import KeyLine
from archive.browse.panes.query import QueryLine
from archive.browse.panes.results import Results
from archive.browse.state import History, Question
from archive.browse.theme import Look
from archive.render.palette import TERMINAL

if TYPE_CHECKING:
    from textual import events
    from textual.notifications import SeverityLevel
    from textual.worker import Worker

    from archive.browse.app import BrowseApp


class Frame(Screen[None]):
    """Panes side by side, as many as there is room for."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    AUTO_FOCUS = None

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.history = History(question)
        self.line = QueryLine(id="query")
        self.tally = Static(id="count")
        self.hint = Static(id="hint")
        self.chips = Chips(id="chips")
        self.notes = Static(id="notes")
        self.facets = Facets(id="facets")
        self.results = Results(id="results")
        self.article = ArticlePane(id="article")
        self.keys = KeyLine(TERMINAL)
        self.zoomed = False
        self.pane: Pane = "results"

    @property
    def browse(self) -> BrowseApp:
        """The app that this screen belongs to."""
        return cast("BrowseApp", self.app)

    @property
    def look(self) -> Look:
        """The look of everything."""
        return self.browse.look

    def begin(self, work: Callable[[], Coroutine[Any, Any, None]], group: str = "") -> None:
        """Do something while keys are answered; of one ``group`` only what was begun last goes on.

        Work that has not begun when the app closes is let go.
        """
        _: Worker[None] = self.run_worker(work, group=group or "default", exclusive=bool(group))

    async def _act(self, action: str) -> None:
        await self.run_action(action)

    def compose(self) -> ComposeResult:
        """Put the panes on the screen."""
        with Horizontal(id="top"):
            yield Static("/", id="prompt")
            yield self.line
            yield self.tally
        yield self.hint
        yield self.chips
        yield self.notes
        with Horizontal(id="panes"):
            yield self.facets
            yield self.results
            yield self.article
        yield self.keys

    def wear(self, look: Look) -> None:
        """Draw everything in a look."""
        for part in (self.chips, self.facets, self.results, self.article):
            part.set_look(look)
        self.keys.palette = look.palette
        self.keys.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for another width."""
        self.rearrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the pane that keys go to now."""
        pane = self._pane_of(event.widget)
        if pane is not None and pane != self.pane:
            self.pane = pane
            self.rearrange()

    def _pane_of(self, widget: Widget | None) -> Pane | None:
        for name in PANES:
            pane = self._widget(name)
            if widget is pane or (widget is not None and pane in widget.ancestors):
                return name
        return None

    def _widget(self, pane: Pane) -> Widget:
        return {"facets": self.facets, "results": self.results, "article": self.article}[pane]

    def rearrange(self) -> None:
        """Show the panes that there is room for."""
        width = self.app.size.width
        shown = arrangement.shown(width, self.pane, zoomed=self.zoomed)
        for name in PANES:
            self._widget(name).display = name in shown
        self.facets.styles.width = "1fr" if len(shown) == 1 else arrangement.facets_width(width)
        self.panes_changed()

    def panes_changed(self) -> None:
        """Do what follows when other panes are shown."""

    def bring(self, pane: Pane) -> None:
        """Show a pane, wherever keys go."""
        if not self.is_shown(pane):
            self.pane = pane
            self.rearrange()

    def is_shown(self, pane: Pane) -> bool:
        """Return True where a pane is on the screen."""
        return bool(self._widget(pane).display)

    def go(self, pane: Pane) -> None:
        """Let keys go to a pane, and show it."""
        if pane != self.pane:
            self.pane = pane
            self.rearrange()
        target: Widget = self.article.view if pane == "article" else self._widget(pane)
        if pane == "article" and not target.display:
            target = self.article.quotes
        self.set_focus(target)

    def _stops(self) -> list[Widget]:
        """Return where Tab goes, in order."""
        stops: list[Widget] = [self.line, *([self.chips] if self.chips.display else [])]
        stops += [self.facets, self.results, self.article.view]
        if self.article.quotes.display and self.article.view.display and self.article.display:
            stops.append(self.article.quotes)
        return stops

    def _step(self, step: int) -> None:
        stops = self._stops()
        at = stops.index(self.focused) if self.focused in stops else 0
        target = stops[(at + step) % len(stops)]
        pane = self._pane_of(target)
        if pane is None or target is self.article.quotes:
            self.set_focus(target)
        else:
            self.go(pane)

    def action_next_pane(self) -> None:
        """Let keys go to the next pane."""
        self._step(1)

    def action_previous_pane(self) -> None:
        """Let keys go to the pane before."""
        self._step(-1)

    def action_ask(self) -> None:
        """Let keys go to the query line."""
        self.set_focus(self.line)

    def action_to_results(self) -> None:
        """Let keys go to the results."""
        self.go("results")

    def action_zoom(self) -> None:
        """Give the pane in use the whole screen, or let the others back."""
        self.zoomed = not self.zoomed
        self.rearrange()

    def action_leave(self) -> None:
        """Go back: out of what is being done, else one pane towards the query line."""
        if self.focused is self.line:
            if not self.line.leave():
                self.go("results")
        elif self.facets.has_focus and self.facets.leave():
            return
        elif self.zoomed:
            self.action_zoom()
        elif self.article.view.as_raw and self.pane == "article":
            self.article.toggle_raw()
        elif self.article.quotes.has_focus:
            self.article.list_quotes()
        elif self.focused is not self.results:
            self.go("results")
        elif self.history.now.like is not None:
            self.begin(partial(self._act, "back"))
        else:
            self.set_focus(self.line)

    def tell(self, told: str, severity: SeverityLevel = "information") -> None:
        """Show a notice for a while; brackets in it are no markup."""
        self.app.notify(told, severity=severity, markup=False)

    def say(self, part: Static, text: Text | str) -> None:
        """Show a line, or take it away when it is empty."""
        if part is self.tally:
            part.update(text, layout=False)
        elif text or part.display:
            part.update(text)
            part.display = bool(text)
