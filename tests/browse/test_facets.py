"""Facets, the dates, and the chips of what was chosen."""

from __future__ import annotations

from pathlib import Path

from archive.browse.state import Question
from index.request import Filter
from tests.browse.room import Reader, make, sit
from tests.index.build import article


def test_facet_values_are_included_excluded_and_let_go(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        reader.main.go("facets")
        await reader.press("space")
        await reader.until(lambda: len(reader.main.question.filters) == 1)
        await reader.answered()
        narrowed = reader.main.page.total  # type: ignore[union-attr]
        await reader.until(lambda: 0 < narrowed < 60 and "✕]" in reader.text(reader.main.chips))
        await reader.press("j", "space")
        await reader.until(lambda: len(reader.main.question.filters[0].include) == 2)
        await reader.answered()
        assert reader.main.page.total > narrowed  # type: ignore[union-attr]
        await reader.press("k", "x")
        await reader.until(lambda: len(reader.main.question.filters[0].exclude) == 1)
        await reader.answered()
        await reader.until(lambda: "not person: " in reader.text(reader.main.chips))
        await reader.press("c")
        await reader.until(lambda: not reader.main.question.filters)
        await reader.answered()
        assert not reader.main.chips.display

    sit(archive, act)


def test_who_says_them_stands_first_beside_quotes(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        shown = reader.text(reader.main.facets)
        assert shown.index("person") < shown.index("speaker")
        await reader.press("Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        await reader.answered()
        shown = reader.text(reader.main.facets)
        assert shown.index("speaker") < shown.index("person")

    sit(archive, act)


def test_articles_dated_by_the_year_alone_are_counted_below_the_dates(tmp_path: Path) -> None:
    stories = [article("month", body="fog", published="2016-07-14"), article("year", body="fog", published="2015")]

    async def act(reader: Reader) -> None:
        await reader.answered()
        shown = reader.text(reader.main.facets)
        assert "2016-07" in shown and "(year alone) 1" in shown and "2015" not in shown

    sit(make(tmp_path / "archive", stories), act)


def test_articles_without_a_date_are_counted_below_the_dates(tmp_path: Path) -> None:
    stories = [article("dated", body="fog", published="2016-07-14"), article("undated", body="fog")]

    async def act(reader: Reader) -> None:
        await reader.answered()
        facets = reader.text(reader.main.facets)
        assert "(none) 1" in facets[facets.index("2016-07") :]

    sit(make(tmp_path / "archive", stories), act)


def test_a_facet_is_searched_by_typing(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        reader.main.go("facets")
        await reader.press("f")
        await reader.type("ker")
        await reader.until(
            lambda: (
                {each.value for each in reader.main.facets.facets["person"].counts} == {"Johanna Kerry", "Piet Kerry"}
            )
        )
        await reader.press("enter", "space")
        await reader.until(lambda: reader.main.question.filters)
        assert reader.main.question.filters[0].include[0].endswith("Kerry")
        await reader.press("escape")
        await reader.until(lambda: len(reader.main.facets.facets["person"].counts) > 2)
        await reader.press("f")
        await reader.type("ker")
        await reader.press("enter")
        assert reader.main.facets.finding is not None
        await reader.press("c")
        await reader.until(lambda: reader.main.facets.finding is None and not reader.main.question.filters)

    sit(archive, act)


def test_long_facets_page(tmp_path: Path) -> None:
    many = [article(f"a{n}", body="fog", agency=f"Paper {n}") for n in range(30)]

    async def act(reader: Reader) -> None:
        await reader.answered()
        facets = reader.main.facets
        before = len(facets.facets["source"].counts)
        reader.main.go("facets")
        await reader.press("plus")
        await reader.until(lambda: len(facets.facets["source"].counts) > before)
        await reader.until(lambda: "… 12 more" in reader.text(facets))

    sit(make(tmp_path / "archive", many), act)


def test_the_dates_are_narrowed_with_the_keyboard(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        facets = reader.main.facets
        reader.main.go("facets")
        while facets.row is None or facets.row.kind != "dates":
            await reader.press("j")
        bars = len(facets.cells())
        await reader.press("left", "left", "left_square_bracket")
        await reader.until(lambda: reader.main.question.dates)
        await reader.answered()
        assert 0 < reader.main.page.total < 60  # type: ignore[union-attr]
        assert len(facets.cells()) == bars
        await reader.press("right", "right_square_bracket")
        await reader.until(lambda: reader.main.question.dates and reader.main.question.dates.until)
        await reader.press("x")
        await reader.until(lambda: reader.main.question.dates is None)
        await reader.press("space")
        await reader.until(lambda: reader.main.question.dates is not None)

    sit(archive, act)


def test_chips_are_removed_one_by_one(archive: Path) -> None:
    asked = Question(filters=(Filter("source", ("Northern Wire",)), Filter("place", (), ("Astrel",))))

    async def act(reader: Reader) -> None:
        await reader.answered()
        reader.main.chips.focus()
        await reader.until(lambda: "[source: Northern Wire ✕] [not place: Astrel ✕]" in reader.text(reader.main.chips))
        await reader.press("right", "left", "enter")
        await reader.until(lambda: len(reader.main.question.filters) == 1)
        reader.main.go("results")
        await reader.press("backspace")
        await reader.until(lambda: not reader.main.question.filters)

    sit(archive, act, question=asked)


def test_the_footer_shows_what_works_on_the_row_in_use(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        reader.main.go("facets")
        keys = reader.main.keys
        await reader.until(lambda: "x Exclude" in reader.text(keys) and "p Person" in reader.text(keys))
        assert "[ From" not in reader.text(keys)
        while reader.main.facets.row is None or reader.main.facets.row.kind != "dates":
            await reader.press("j")
        await reader.until(lambda: "[ From" in reader.text(keys) and "p Person" not in reader.text(keys))
        await reader.press("g", "f")
        await reader.until(lambda: "Exclude" not in reader.text(keys) and "Sort" not in reader.text(keys))

    sit(archive, act, size=(200, 50))
