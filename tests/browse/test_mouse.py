"""What is under the mouse is what a click means."""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget

from index.request import DateRange
from tests.browse.room import Reader, sit


async def until_dates(reader: Reader, dates: DateRange) -> None:
    await reader.until(lambda: reader.main.question.dates == dates)
    await reader.answered()


async def until_values(reader: Reader, *values: str) -> None:
    await reader.until(lambda: tuple(chip.value for chip in reader.main.question.chips()) == values)
    await reader.answered()


async def until_entry(reader: Reader, entry: int) -> None:
    await reader.until(lambda: reader.main.results.cursor == entry)


async def click(reader: Reader, pane: Widget, words: str, right: int = 0, up: int = 0) -> None:
    """Click on words where they stand in a pane, or so many columns and lines away from there."""
    lines = reader.text(pane).split("\n")
    y = next(number for number, line in enumerate(lines) if words in line)
    await reader.pilot.click(pane, offset=(lines[y].index(words) + right, y - up))


def test_the_value_that_is_clicked_is_included(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for value in ("Lena Brandt", "Piet Kerry", "Daily Anchor"):
            await click(reader, reader.main.facets, value)
            await until_values(reader, value)
            await reader.press("c")
            await until_values(reader)

    sit(archive, act)


def test_the_months_under_the_bar_that_is_clicked_are_asked_for(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        facets = reader.main.facets
        cells = facets.cells()
        for cell in (cells[0], cells[2]):
            await click(reader, facets, "2016-", cells.index(cell), up=1)
            await until_dates(reader, DateRange(cell.since, cell.until))
        await click(reader, facets, "2016-", len(cells), up=1)
        await reader.pilot.pause(0.2)
        assert reader.main.question.dates == DateRange(cells[2].since, cells[2].until)

    sit(archive, act)


def test_a_result_is_chosen_by_any_of_its_lines_and_read_by_a_second_click(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        results = reader.main.results
        top = results.content_region.y - results.region.y
        for entry, line in ((1, results.HEIGHT), (0, results.HEIGHT - 1), (2, 2 * results.HEIGHT)):
            await reader.pilot.click(results, offset=(8, top + line))
            await until_entry(reader, entry)
        await reader.pilot.click(results, offset=(8, 0))
        assert results.cursor == 2 and results.has_focus
        await reader.pilot.click(results, offset=(8, top + 2 * results.HEIGHT + 1))
        await reader.until(lambda: reader.main.article.view.has_focus)

    sit(archive, act)
