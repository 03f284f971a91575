"""The app: a desk that answers, and a screen that asks."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.events import Key
from textual.screen import Screen

from archive.browse.keys import KEYS
from archive.browse.panes.lines import Lines
from archive.browse.screens.main import Main
from archive.browse.searching import Desk
from archive.browse.state import Question
from archive.browse.theme import Look, fault_of, first_look
from index.engine import SearchEngine

if TYPE_CHECKING:
    from textual.events import Event

GRACE = 2.0
"""Seconds that the app has to leave by itself once its terminal has gone."""

_ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class BrowseApp(App[int]):
    """The archive as a full-screen reading room."""

    TITLE = "newsmorgue"
    CSS_PATH = "browse.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = []

    def __init__(
        self, open_engine: Callable[[], SearchEngine], question: Question | None = None, look: str | None = None
    ) -> None:
        super().__init__()
        self.question = question or Question()
        self.desk = Desk(open_engine)
        self.leaving = False
        self.at_rest: Callable[[], None] = lambda: None
        self.look = first_look(look, self.console.color_system, os.environ)
        self.theme = self.look.theme
        self._fault = fault_of(look, os.environ)

    @property
    def native_ansi_color(self) -> bool:
        """True where the terminal's own colours are kept, or where there are to be none at all."""
        return "NO_COLOR" in os.environ or bool(super().native_ansi_color)

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return Main(self.question)

    def on_mount(self) -> None:
        """Leave the terminal as it was also when the process is told to end; tell of a look that there is not."""
        loop = asyncio.get_running_loop()
        for each in _ENDINGS:
            loop.add_signal_handler(each, self._end, each)
        if self._fault:
            self.notify(self._fault, severity="warning", markup=False)

    async def on_event(self, event: Event) -> None:
        """Do in a list what a key means before the next key is looked at, which belongs to what it goes to afterwards.

        Textual lets a key rise through every widget first, and hands out those that came with it meanwhile.
        """
        if isinstance(event, Key) and not event.is_forwarded:
            list_in_use = isinstance(self.focused, Lines) and not self.focused.typing
            bound = self.screen.active_bindings.get(event.key) if list_in_use else None
            if bound and await self.run_action(bound.binding.action, bound.node):
                return
        await super().on_event(event)

    def _end(self, number: int) -> None:
        self.exit(128 + number, return_code=128 + number)

    def on_unmount(self) -> None:
        """Let go of the archive."""
        self.leaving = True
        self.desk.close()

    def wear(self, look: Look) -> None:
        """Change the look."""
        self.look = look
        self.theme = look.theme

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield what the command palette offers: the actions of the table of keys."""
        if isinstance(screen, Main):
            seen = set()
            for key in KEYS:
                name = key.action.removeprefix("screen.")
                if key.palette and name not in seen and screen.check_action(name, ()):
                    seen.add(name)
                    yield SystemCommand(
                        key.does[0].upper() + key.does[1:], f"key {key.shown}", self._doing(screen, name)
                    )
        yield SystemCommand("Quit", "key q", self.action_quit)

    def _doing(self, screen: Main, name: str) -> Callable[[], None]:
        return getattr(screen, f"action_{name}")  # type: ignore[no-any-return]


def settle() -> None:
    """Take what is in memory now for what stays: looking through it for garbage takes 40 ms each time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


def _end_with(terminal: int) -> None:
    """Wait until a terminal has gone, and end the process that could go on reading and drawing there for ever."""
    looked = select.poll()
    looked.register(terminal, select.POLLHUP)
    looked.poll()
    time.sleep(GRACE)
    os._exit(128 + signal.SIGHUP)


def run(open_engine: Callable[[], SearchEngine], question: Question, look: str | None = None) -> int:
    """Run the app until it is left, and return the exit status."""
    app = BrowseApp(open_engine, question, look)
    app.at_rest = settle
    if sys.__stdin__ and sys.__stdin__.isatty():
        threading.Thread(target=_end_with, args=(sys.__stdin__.fileno(),), daemon=True).start()
    try:
        app.run()
    finally:
        app.desk.close()
    return app.return_code or 0
