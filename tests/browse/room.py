"""A small archive of our own invention, and a way to sit before the app that shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

from rich.cells import set_cell_size
from textual.pilot import Pilot
from textual.widget import Widget

from archive.browse.app import BrowseApp
from archive.browse.screens.main import Main
from archive.browse.state import Question
from index.article import Article
from index.engine import open_engine
from tests.index.build import Known, Said, article, commit
from tests.render import samples

TOWNS = ("Port Selwyn", "Astrel", "Lower Quay", "Brackwater")
SOURCES = ("Northern Wire", "Daily Anchor", "Coast Gazette")
PEOPLE = ("Ana Ruiz", "Tom Okafor", "Lena Brandt", "Piet Kerry", "Johanna Kerry")
PATIENCE = 60.0


def stories(count: int = 60) -> list[Article]:
    """Return articles in which people of one coast speak of its harbour."""
    found = [samples.harbour(), samples.ferry()]
    for number in range(count - 2):
        who, other = PEOPLE[number % 5], PEOPLE[(number + 2) % 5]
        subject = ("dredging", "lighthouse", "fish market", "storm warning")[number % 4]
        said = f"The {subject} will not wait for a better year, and number {number} is the proof"
        body = (
            f"{who} told the council that the {subject} at the harbour needs money. {other} listened.\n\n"
            f'"{said}," {who} said.\n\nThe council meets again in spring. Berths {number}, {number + 61} and '
            f"{number + 122} cost {number + 183} crowns a year, and {number + 244} of {number + 305} boats pay."
        )
        found.append(
            article(
                f"story{number}",
                body=body,
                headline=f"Council hears of the {subject}, part {number}",
                people=[Known(who, (who.split()[-1],), ("councillor",)), Known(other)],
                quotes=[Said(said, who)],
                place=TOWNS[number % 4],
                published=f"{2016 + number // 24:04d}-{number % 12 + 1:02d}-{number % 27 + 1:02d}",
                agency=SOURCES[number % 3],
            )
        )
    return found


def make(folder: Path, articles: list[Article]) -> Path:
    """Make an archive of articles."""
    with open_engine(folder, "write", create=True) as engine:
        commit(engine, articles)
    return folder


class Reader:
    """Somebody who sits before the app: presses keys and waits until something is so."""

    def __init__(self, app: BrowseApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> Main:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Main))

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*(_NAMES.get(char, char) for char in text))

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds; fail where it never does."""
        waited = 0.0
        while not holds():
            assert waited < PATIENCE, "waited in vain"
            await self.pilot.pause(0.02)
            waited += 0.02
        await self.pilot.pause(0.05)  # what holds may not have been painted yet

    async def answered(self, text: str | None = None) -> None:
        """Wait until the question at hand has been answered and counted."""
        main = self.main
        await self.until(
            lambda: (
                main.page is not None
                and (text is None or main.question.text == text)
                and main.answered == main.question
                and main.counted == main.question
            )
        )

    async def read(self) -> None:
        """Wait until the article under the cursor is in its pane."""
        await self.until(lambda: self.main._hit and self.shown_id() == self.main._hit.id)

    def shown_id(self) -> str | None:
        """Return the id of the article in its pane."""
        opened = self.main.article.view.opened
        return opened.article.id if opened else None

    def text(self, widget: Widget | None = None) -> str:
        """Return what the screen, or one part of it, shows."""
        rows = self.app.screen._compositor.render_strips()
        area = (widget or self.app.screen).region
        lines = ["".join(segment.text for segment in strip) for strip in rows]
        return "\n".join(_columns(line, area.x, area.right) for line in lines[area.y : area.bottom])


_NAMES = {" ": "space", '"': "quotation_mark", ":": "colon", "-": "minus", "*": "asterisk", "(": "left_parenthesis"}


def _columns(line: str, start: int, end: int) -> str:
    return set_cell_size(line, end)[start:]


def sit(
    archive: Path,
    act: Callable[[Reader], Awaitable[None]],
    *,
    size: tuple[int, int] = (120, 40),
    question: Question | None = None,
    look: str = "dark",
) -> BrowseApp:
    """Open the app over an archive and let somebody act before it."""
    app = BrowseApp(lambda: open_engine(archive), question, look)

    async def session() -> None:
        async with app.run_test(size=size) as pilot:
            await act(Reader(app, pilot))

    run(session())
    return app


def run(what: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end."""
    asyncio.run(what)
