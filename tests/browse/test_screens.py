"""The main screens as pictures, pinned; ``GOLDEN=write`` draws them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.browse.screens.help import Help
from archive.browse.screens.person import PersonScreen
from archive.browse.state import Question
from tests import golden
from tests.browse.room import Reader, sit

SCREENS = Path(__file__).parent / "screens"
SIZES = [(80, 24), (120, 40), (200, 50)]


def picture(svg: str) -> str:
    """Return a picture without what changes from one drawing to the next."""
    number = re.search(r"terminal-(\d+)-", svg)
    return svg.replace(f"terminal-{number[1]}", "terminal") if number else svg


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["search", "quotes", "person", "help", "nothing"])
def test_the_screen_is_as_pinned(archive: Path, name: str, size: tuple[int, int]) -> None:
    asked = {"quotes": Question("proof", of="quotes"), "nothing": Question("lighthuose market")}
    drawn: list[str] = []

    async def act(reader: Reader) -> None:
        if name == "nothing":
            await reader.until(lambda: reader.main.counted == reader.main.question)
        else:
            await reader.answered()
            await reader.read()
        if name == "help":
            await reader.press("question_mark")
            await reader.until(lambda: isinstance(reader.app.screen, Help))
        if name == "person":
            reader.main._show_person("Ana Ruiz")
            await reader.until(lambda: isinstance(reader.app.screen, PersonScreen))
        await reader.pilot.pause(0.1)
        drawn.append(picture(reader.app.export_screenshot()))

    sit(archive, act, size=size, question=asked.get(name, Question("harbour")))
    golden.check(drawn[0], SCREENS / f"{name}-{size[0]}x{size[1]}.svg")
