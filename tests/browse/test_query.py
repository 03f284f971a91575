"""The query line: what is typed is asked, completed, mended, and gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.browse.screens.export import Export
from archive.browse.state import Question
from index.request import Filter
from tests.browse.room import PEOPLE, Reader, sit


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


def test_what_is_typed_is_answered_in_sight_where_one_pane_has_the_screen(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("enter", "slash")
        assert reader.main.is_shown("article")
        await reader.type("lighthouse")
        await reader.answered("lighthouse")
        assert "Council hears of the lighthouse" in reader.text(reader.main.results)
        assert reader.main.line.has_focus
        await reader.press("enter", "enter", "slash")
        await reader.type("zzz")
        await reader.answered("zzz")
        assert "Nothing found" in reader.text()

    sit(archive, act, size=(60, 20))


def test_where_nothing_is_left_to_read_the_results_say_so(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("enter", "Q")
        await reader.answered()
        assert reader.main.results.has_focus and "Nothing found" in reader.text()

    sit(archive, act, size=(60, 20), question=Question("headline:ferry spring", sort="date"))


def test_what_is_typed_at_once_goes_to_the_query_line(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for key in ("slash", "f", "e", "r", "r", "y"):
            reader.app.simulate_key(key)
        await reader.answered("ferry")
        for key in ("enter", "slash", "f", "o", "g", "enter", "Q"):
            reader.app.simulate_key(key)
        await reader.until(lambda: reader.main.question == Question("fog", of="quotes"))

    sit(archive, act)


def test_keys_that_come_at_once_are_done_in_their_order(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for key in ("slash", "f", "o", "x", "backspace", "g", "home", "delete", "d"):
            reader.app.simulate_key(key)
        await reader.until(lambda: reader.main.line.value == "dog")
        for key in ("ctrl+u", "ctrl+k", "f", "o", "g"):
            reader.app.simulate_key(key)
        await reader.answered("fog")
        await reader.press("ctrl+u", "enter")
        await reader.answered("")
        for key in ("j", "j", "enter"):
            reader.app.simulate_key(key)
        await reader.until(lambda: reader.main.pane == "article")
        assert reader.main.results.cursor == 2 and reader.main.article.view.scroll_offset.y == 0

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


def test_up_in_the_query_line_brings_the_search_before_it(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for text in ("harbour", "dredging"):
            reader.main.visit(Question(text))
            await reader.answered(text)
        await reader.press("slash", "ctrl+u")
        await reader.answered("")
        reader.main._settle()  # as where the line stands empty for a while
        await reader.press("up")
        await reader.answered("dredging")
        await reader.press("up")
        await reader.answered("harbour")
        assert reader.main.line.value == "harbour"
        assert reader.main.line.has_focus

    sit(archive, act)


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


def test_the_query_line_is_left_before_a_number_takes_a_mend(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("lighthuose")
        await reader.until(lambda: "Enter, then a number takes it:" in reader.text(reader.main.results))
        await reader.press("enter")
        await reader.until(lambda: "  A number takes it:" in reader.text(reader.main.results))
        await reader.press("1")
        await reader.answered("lighthouse")

    sit(archive, act)


def test_a_filter_too_many_is_dropped_by_its_number(archive: Path) -> None:
    asked = Question("ferry", (Filter("source", ("Daily Anchor",), exact=True),))

    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.mends())
        number = next(at for at, mend in enumerate(reader.main.mends(), 1) if mend.kind == "drop-filter")
        await reader.until(lambda: "the filter by source" in reader.text(reader.main.results))
        await reader.press(str(number))
        await reader.until(lambda: not reader.main.question.filters)

    sit(archive, act, question=asked)


def test_the_nearest_spelling_of_a_filter_is_taken_by_its_number(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.mends())
        await reader.until(lambda: "1 did you mean person: okafor?" in reader.text(reader.main.results))
        await reader.press("1")
        await reader.until(lambda: reader.main.question.filters == (Filter("person", ("okafor",)),))
        await reader.answered()
        assert reader.main.page.total == 24  # type: ignore[union-attr]

    sit(archive, act, question=Question(filters=(Filter("person", ("okafr",)),)))


def test_words_and_a_filter_are_mended_together_by_one_number(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.mends())
        await reader.until(lambda: "1 did you mean harbour · person:" in reader.text(reader.main.results))
        await reader.press("1")
        await reader.until(lambda: reader.main.question.filters == (Filter("person", ("okafor",)),))
        await reader.answered()
        assert reader.main.question.text == "harbour"

    sit(archive, act, question=Question(text="harbuor", filters=(Filter("person", ("okafr",)),)))


def test_several_filters_are_mended_together_by_one_number(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.mends())
        await reader.until(lambda: "source: northern wire? finds 9" in reader.text(reader.main.results))
        await reader.press("1")
        await reader.until(
            lambda: [each.include for each in reader.main.question.filters] == [("okafor",), ("northern wire",)]
        )
        await reader.answered()
        assert reader.main.page.total  # type: ignore[union-attr]

    asked = (Filter("person", ("okafr",)), Filter("source", ("nrthern wire",)))
    sit(archive, act, question=Question(filters=asked))


def test_going_back_twice_at_once_keeps_the_way_forward(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for text in ("harbour", "dredging", "spring"):
            reader.main.visit(Question(text))
            await reader.answered(text)
        reader.main.action_back()
        reader.main.action_back()
        await reader.answered("harbour")
        assert [question.text for question in reader.main.history.future] == ["dredging", "spring"]

    sit(archive, act)


def test_the_last_good_answer_is_read_on_and_exported_under_a_mistake(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def act(reader: Reader) -> None:
        await reader.answered("harbour")
        await reader.press("slash")
        await reader.type("(")
        await reader.until(lambda: reader.main.failed)
        reader.main.action_to_results()
        await reader.press("G")
        await reader.until(lambda: reader.main.results.hit is not None)
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        await reader.press("enter")
        await reader.until(lambda: (tmp_path / "newsmorgue-harbour.csv").exists())

    sit(archive, act, question=Question("harbour"))


def test_the_query_is_seen_on_a_narrow_terminal(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("slash")
        await reader.type("dredging")
        await reader.answered("dredging")
        assert "dredging" in reader.text().splitlines()[0]

    sit(archive, act, size=(40, 12))
