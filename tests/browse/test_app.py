"""The app as somebody uses it: every key and every state, over a real archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.browse.arrangement import PANES
from archive.browse.keys import KEYS
from archive.browse.panes.lines import MARK
from archive.browse.screens.choose import Choose
from archive.browse.screens.export import Export
from archive.browse.screens.help import Help
from archive.browse.screens.person import PersonScreen
from archive.browse.state import Question
from index.engine import open_engine
from index.request import Filter
from tests.browse.room import PEOPLE, Reader, make, sit, stories
from tests.index.build import article, commit


def test_the_first_screen_shows_everything_there_is(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        shown = reader.text()
        assert "60 articles" in shown and "Results · best first" in shown
        assert "Facets" in shown and "Results" in shown and "person" in shown

    sit(archive, act)


def test_results_counts_and_facets_follow_the_typing(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("lighthouse")
        await reader.answered("lighthouse")
        assert reader.main.page is not None and reader.main.page.total == 15
        assert reader.main.facets.facets["place"].counts[0].count < 20
        await reader.press("enter")
        assert reader.main.results.has_focus

    sit(archive, act)


def test_what_is_typed_at_once_goes_to_the_query_line(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for key in ("slash", "f", "e", "r", "r", "y"):
            reader.app.simulate_key(key)
        await reader.answered("ferry")

    sit(archive, act)


def test_a_mistake_shows_its_mend_and_the_last_answer_stays(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type('harbour "wall')
        await reader.until(lambda: reader.main.failed)
        shown = reader.text()
        assert "never closed" in shown and "try:" in shown
        await reader.until(lambda: "1  " in reader.text(reader.main.results))
        await reader.type('"')
        await reader.answered('harbour "wall"')
        assert "never closed" not in reader.text()

    sit(archive, act)


def test_tab_completes_fields_and_values_and_then_goes_on(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("speak")
        await reader.press("tab")
        await reader.until(lambda: reader.main.line.value == "speaker:")
        await reader.type("johan")
        await reader.press("tab")
        await reader.until(lambda: reader.main.line.value == 'speaker:"Johanna Kerry" ')
        await reader.answered()
        assert {hit.people[0] for hit in reader.main.page.hits} <= set(PEOPLE)  # type: ignore[union-attr]
        await reader.press("tab")
        await reader.until(lambda: not reader.main.line.has_focus)

    sit(archive, act)


def test_several_candidates_are_offered_one_after_the_other(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("kerry")
        await reader.press("tab")
        await reader.until(lambda: "Kerry" in reader.main.line.value)
        first = reader.main.line.value
        await reader.press("tab")
        await reader.until(lambda: reader.main.line.value not in (first, "kerry"))
        await reader.until(lambda: "Johanna Kerry" in reader.text() and "Piet Kerry" in reader.text())
        await reader.press("escape")
        assert reader.main.line.has_focus

    sit(archive, act)


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


def test_results_are_fetched_page_by_page(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        assert len(list(reader.main.results.pages.here())) == 20
        await reader.press("G")
        await reader.until(lambda: reader.main.results.hit is not None)
        assert reader.main.results.cursor == 59
        assert len(list(reader.main.results.pages.here())) == 40
        await reader.press("k", "pageup", "pagedown", "g")
        await reader.until(lambda: reader.main.results.cursor == 0 and MARK in reader.text(reader.main.results))

    sit(archive, act)


def test_sort_mode_back_and_forward(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("s")
        await reader.until(lambda: reader.main.question.sort == "date")
        await reader.answered()
        await reader.until(lambda: "newest first" in reader.text())
        await reader.press("Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        await reader.answered()
        await reader.until(lambda: reader.main.page.quotes and "quotes" in reader.text(reader.main.tally))  # type: ignore[union-attr]
        assert "Quotes" in str(reader.main.results.border_title)
        await reader.press("less_than_sign", "less_than_sign")
        await reader.until(lambda: reader.main.question == Question())
        await reader.press("greater_than_sign")
        await reader.until(lambda: reader.main.question.sort == "date")

    sit(archive, act)


def test_what_was_typed_can_be_gone_back_to(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("dredging")
        await reader.answered("dredging")
        await reader.press("enter", "less_than_sign")
        await reader.answered("")
        assert reader.main.line.value == ""
        await reader.press("greater_than_sign")
        await reader.answered("dredging")
        assert reader.main.line.value == "dredging"

    sit(archive, act)


def test_reading_goes_from_match_to_match(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter")
        assert reader.main.article.view.has_focus
        assert "matches" in reader.main.article.view.told()
        await reader.press("n")
        assert "match 1 of" in reader.main.article.view.told()
        await reader.press("N", "J")
        await reader.until(lambda: reader.main.results.cursor == 1)
        await reader.read()
        await reader.press("K", "j", "k", "G", "g", "space", "left")
        await reader.until(lambda: reader.main.results.has_focus)

    sit(archive, act, question=Question("harbour"))


def test_the_raw_file_and_back(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("r")
        await reader.until(lambda: "port selwyn  northern wire    the ferry" in reader.text(reader.main.article))
        await reader.press("escape")
        await reader.until(lambda: "PORT SELWYN (Northern Wire)" in reader.text(reader.main.article))

    sit(archive, act, question=Question("ferry"))


def test_the_quotes_of_an_article_lead_into_it(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter", "i")
        assert reader.main.article.quotes.has_focus
        await reader.until(lambda: "Ana Ruiz" in reader.text(reader.main.article.quotes))
        await reader.press("y", "j", "k", "enter")
        assert reader.main.article.view.has_focus

    app = sit(archive, act, size=(80, 24), question=Question('"asked for it to be closed"'))
    assert app.clipboard.startswith("“We were told it would hold for another winter, ... ")
    assert "— Ana Ruiz, “Harbour wall gives way at Port Selwyn”, Northern Wire, 14 July 2016," in app.clipboard


def test_the_page_of_a_person_leads_to_articles_quotes_and_companions(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, Choose))
        await reader.press("j", "k", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, PersonScreen))
        await reader.until(lambda: "Appears with" in reader.text())
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, Choose))
        await reader.press("escape", "j", "Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        assert reader.main.question.filters[0].field == "speaker"
        await reader.answered()
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, PersonScreen))
        await reader.press("space")
        await reader.until(lambda: reader.main.question.filters[0].field == "person")

    sit(archive, act)


def test_more_like_this_is_a_chip(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("m")
        await reader.until(lambda: reader.main.question.like)
        await reader.answered()
        await reader.until(lambda: "like: " in reader.text(reader.main.chips))
        await reader.press("escape")
        await reader.until(lambda: reader.main.question.like is None)

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
        assert "Quotes mode" in offered and "Quit" in offered
        await reader.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) == 2)
        await reader.type("quotes mode")
        await reader.pilot.pause(0.5)
        await reader.press("enter")
        await reader.until(lambda: reader.main.question.of == "quotes")

    sit(archive, act)


def test_an_id_is_copied(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("y")
        assert reader.app.clipboard == reader.main.results.hit.id  # type: ignore[union-attr]

    sit(archive, act)


@pytest.mark.parametrize("presses", [0, 1, 2])
def test_the_result_is_exported(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, presses: int) -> None:
    monkeypatch.chdir(tmp_path)

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        await reader.press(*["tab"] * presses, "enter")
        await reader.until(lambda: list(tmp_path.glob("newsmorgue-dredging.*")))

    sit(archive, act, question=Question("dredging"))
    (written,) = tmp_path.glob("newsmorgue*")
    text = written.read_text()
    if written.suffix == ".json":
        assert len(json.loads(text)) == 15
    assert text.count("Council hears of the dredging") >= 15


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


def test_nothing_found_offers_mends_by_number(archive: Path) -> None:
    asked = Question("lighthous", filters=(Filter("source", ("Northern Wire",), exact=True),))

    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.page is not None)
        shown = reader.text(reader.main.results)
        assert "Nothing found" in shown and "1 did you mean" in shown
        await reader.press("1")
        await reader.answered("lighthouse")
        assert reader.main.page.total  # type: ignore[union-attr]

    sit(archive, act, question=Question("lighthuose", asked.filters))


def test_a_filter_too_many_is_dropped_by_its_number(archive: Path) -> None:
    asked = Question("ferry", (Filter("source", ("Daily Anchor",), exact=True),))

    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.mends())
        number = next(at for at, mend in enumerate(reader.main.mends(), 1) if mend.kind == "drop-filter")
        await reader.until(lambda: "the filter by source" in reader.text(reader.main.results))
        await reader.press(str(number))
        await reader.until(lambda: not reader.main.question.filters)

    sit(archive, act, question=asked)


def test_no_archive_says_what_to_run_and_appears_by_itself(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: "newsmorgue index FOLDER" in reader.text())
        make(tmp_path / "archive", stories(4))
        reader.main.look_again()
        await reader.answered()
        await reader.until(lambda: "4 articles" in reader.text())

    sit(tmp_path / "archive", act)


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: "holds no articles yet" in reader.text())

    sit(make(tmp_path / "archive", []), act)


def test_new_articles_of_another_process_appear_with_a_notice(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(4))

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("j")
        before = reader.main.results.hit
        reader.main.look_again()
        await reader.until(lambda: reader.main.articles == 4)
        with open_engine(folder, "write") as engine:
            commit(engine, [article("fresh", body="fog on the quay", published="2030-01-01")])
        await reader.press("ctrl+r")
        await reader.until(lambda: reader.main.articles == 5)
        await reader.answered()
        await reader.until(lambda: "5 articles" in reader.text())
        told = [notice.message for notice in reader.app._notifications]
        assert "1 new article came in: the results are up to date." in told, told
        assert reader.main.results.hit.id == before.id  # type: ignore[union-attr]

    sit(folder, act)


def test_a_damaged_part_is_a_warning_above_the_results(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(6))
    with open_engine(folder, "write") as engine:
        commit(engine, [article("other", body="fog on the quay")])
    segment = sorted((folder / "segments").glob("*.seg"))[-1]
    segment.write_bytes(segment.read_bytes()[:-40] + b"x" * 40)

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.until(lambda: "! a damaged part of the archive was left out" in reader.text(reader.main.notes))

    sit(folder, act)


def test_hostile_articles_are_shown_safely_and_aligned(tmp_path: Path) -> None:
    body = "fog \x1b[2J\x1b]0;gone\x07 over שלום עולם and e\u0301te\u0301 and 東京の港\u202e at the quay. " * 30
    bad = [article("bad\x1b[31m", body=body, headline="\x1b[31mRed\x07 東京 headline\u202e", agency="Evil\x1bWire")]

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        shown = reader.text()
        assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
        assert "東京" in shown
        await reader.press("r")
        assert "\x1b" not in reader.text()

    sit(make(tmp_path / "archive", bad), act)


def test_a_line_of_ten_megabytes_does_not_hold_up_the_view(tmp_path: Path) -> None:
    body = "fog " * 2_500_000 + "lighthouse"
    folder = make(tmp_path / "archive", [article("long", body=body, headline="Long")])

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        view = reader.main.article.view
        await reader.until(lambda: "fog fog" in reader.text(view))
        assert not view._set.done  # type: ignore[union-attr]
        await reader.press("enter", "pagedown", "j", "G")
        await reader.until(lambda: "lighthouse" in reader.text(view))

    sit(folder, act, size=(80, 24))


def test_quitting_closes_the_archive(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("q")

    app = sit(archive, act)
    assert app.leaving and not app.return_code
