"""The app as a whole: its first screen, panes, help, looks, and its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.browse.arrangement import PANES
from archive.browse.keys import KEYS
from archive.browse.screens.help import Help
from tests.browse.room import Reader, sit


def test_the_first_screen_shows_everything_there_is(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        shown = reader.text()
        assert "60 articles" in shown and "Results · newest first" in shown
        assert "Facets" in shown and "Results" in shown and "person" in shown

    sit(archive, act)


def test_every_key_is_on_the_help_screen(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("question_mark")
        await reader.until(lambda: isinstance(reader.app.screen, Help))
        await reader.until(lambda: "Everywhere" in reader.text())
        shown = reader.text(reader.app.screen.query_one("#keys"))
        assert "…" not in shown
        for key in KEYS:
            assert key.shown in shown
        await reader.press("escape")

    sit(archive, act, size=(80, 24))


def test_the_palette_offers_what_keys_do(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        offered = [command.title for command in reader.app.get_system_commands(reader.main)]
        assert "Quotes mode" in offered and "Quit" in offered and "Open file in $EDITOR" in offered
        await reader.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) == 2)
        await reader.type("quotes mode")
        await reader.pilot.pause(0.5)
        await reader.press("enter")
        await reader.until(lambda: reader.main.question.of == "quotes")

    sit(archive, act)


def test_a_look_that_there_is_not_is_told_once(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMORGUE_THEME", "drak")

    async def act(reader: Reader) -> None:
        await reader.answered()
        told = [notice.message for notice in reader.app._notifications]
        assert told == ["NEWSMORGUE_THEME: there is no look 'drak': the looks are dark, light, terminal"]

    sit(archive, act, look="")


def test_ctrl_c_tells_which_key_quits(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("ctrl+c")
        await reader.until(lambda: any("to quit" in notice.message for notice in reader.app._notifications))

    sit(archive, act)


def test_look_is_changed(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        seen = []
        for _ in range(3):
            await reader.press("t")
            seen.append(reader.app.look.name)
        assert seen == ["light", "terminal", "dark"]
        await reader.until(lambda: "60 articles" in reader.text())

    sit(archive, act)


@pytest.mark.parametrize(("width", "panes"), [(60, 1), (79, 1), (80, 2), (119, 2), (120, 3), (200, 3)])
def test_panes_reflow_with_the_width(archive: Path, width: int, panes: int) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        shown = [pane for pane in PANES if reader.main.is_shown(pane)]
        assert len(shown) == panes and "results" in shown
        await reader.press("z")
        assert not reader.main.is_shown("facets") and not reader.main.is_shown("article")
        await reader.press("escape", "enter")
        assert reader.main.is_shown("article")
        await reader.press("tab", "tab")
        for _ in range(3):
            await reader.press("shift+tab")
        assert max(map(len, reader.text().splitlines())) <= width

    sit(archive, act, size=(width, 24))


def test_quitting_closes_the_archive(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("q")

    app = sit(archive, act)
    assert app.leaving and not app.return_code
