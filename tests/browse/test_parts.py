"""The parts of the app that know nothing of a screen."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from archive.browse import arrangement, completing, histogram, keys, theme
from archive.browse.pages import KEPT, SIZE, Pages
from archive.browse.panes import keyline
from archive.browse.searching import Desk, Stale
from archive.browse.state import History, Like, Question
from archive.browse.typeset import Typeset, raw, story
from archive.render.palette import TERMINAL
from index.engine import SearchEngine
from index.errors import NoArchiveError
from index.request import DateRange, FacetCount, Filter
from tests.cli.fakes import FakeEngine
from tests.render import samples


def test_values_of_one_facet_widen_in_one_filter() -> None:
    asked = Question().toggled("person", "Ana Ruiz").toggled("person", "Tom Okafor")

    assert asked.filters == (Filter("person", ("Ana Ruiz", "Tom Okafor"), exact=True),)
    assert asked.toggled("person", "Ana Ruiz").toggled("person", "Tom Okafor").filters == ()


def test_excluding_a_value_ends_its_inclusion() -> None:
    asked = Question().toggled("person", "Ana Ruiz").toggled("person", "Ana Ruiz", exclude=True)

    assert asked.filters == (Filter("person", (), ("Ana Ruiz",), exact=True),)


def test_words_from_the_shell_become_values_when_more_are_chosen() -> None:
    shown = (FacetCount("Johanna Kerry", 3, "included"), FacetCount("Ana Ruiz", 2))

    asked = Question(filters=(Filter("person", ("kerry",)),)).toggled("person", "Ana Ruiz", shown=shown)

    assert asked.filters == (Filter("person", ("Johanna Kerry", "Ana Ruiz"), exact=True),)


def test_every_chip_takes_its_own_condition_away() -> None:
    asked = Question(
        "fog",
        (Filter("person", ("kerry",), ("ruiz",)), Filter("source", ("Wire",), exact=True)),
        DateRange(date(2016, 7, 1), None),
        like=Like("ab", "Fog"),
    )
    assert [chip.label for chip in asked.chips()] == [
        "like: Fog",
        "person: kerry",
        "not person: ruiz",
        "source: Wire",
        "date: from 2016-07-01",
    ]

    for chip in asked.chips():
        asked = asked.without(chip)

    assert asked == Question("fog")


def test_orders_follow_each_other_and_where_nothing_is_better_only_those_by_date() -> None:
    asked = Question("fog")

    assert asked.resorted().sort == "date" and asked.resorted().resorted().sort == "oldest"
    assert asked.resorted().resorted().resorted() == asked
    assert Question().order == "date" and Question().resorted().sort == "oldest"
    assert Question(sort="date").resorted().resorted() == Question()


def test_the_same_range_of_days_again_is_let_go() -> None:
    asked = Question().narrowed(date(2016, 7, 1), date(2016, 7, 31))

    assert asked.narrowed(date(2016, 7, 1), date(2016, 7, 31)).dates is None
    assert asked.narrowed(None, None).dates is None


def test_history_goes_back_and_forward_and_a_new_question_ends_what_was_ahead() -> None:
    one, two, three = Question("1"), Question("2"), Question("3")
    history = History(one).visit(two).visit(three)

    assert history.back().back().now == one
    assert history.back().back().back().now == one
    assert history.back().forward() == history
    assert history.back().visit(one).future == ()


def test_typing_leaves_one_step_behind() -> None:
    history = History(Question()).visit(Question("f"), typing=True).visit(Question("fog"), typing=True)

    assert history.past == ()
    assert history.settle(Question()).back().now == Question()


def test_months_become_as_many_cells_as_there_is_room_for() -> None:
    months = [FacetCount("2016-11", 1), FacetCount("2017-02", 4)]

    assert [cell.label for cell in histogram.cells(months, 9)] == ["2016-11", "2016-12", "2017-01", "2017-02"]
    narrow = histogram.cells(months, 2)
    assert [(cell.label, cell.count) for cell in narrow] == [("2016-11 to 2016-12", 1), ("2017-01 to 2017-02", 4)]
    assert (narrow[1].since, narrow[1].until) == (date(2017, 1, 1), date(2017, 2, 28))
    assert histogram.spark(histogram.cells(months, 9)) == "▂  █"
    assert histogram.cells([], 9) == () and histogram.cells(months, 0) == ()


def test_many_months_become_years_which_alone_hold_what_is_dated_by_the_year() -> None:
    counts = [FacetCount("2015", 3), FacetCount("2016", 2), FacetCount("2016-11", 1), FacetCount("2018-02", 4)]

    first, *_, last = histogram.cells(counts, 9)
    assert (first.label, first.count, last.label, last.count) == ("2016-11 to 2016-12", 1, "2018-01 to 2018-02", 4)
    years = histogram.cells(counts, 2)
    assert [(cell.label, cell.count) for cell in years] == [("2015 to 2016", 6), ("2017 to 2018", 4)]
    assert (years[0].since, years[0].until) == (date(2015, 1, 1), date(2016, 12, 31))
    assert [cell.label for cell in histogram.cells(counts[:2], 9)] == ["2015", "2016"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fog per", ("per", None)),
        ("fog -per", ("per", None)),
        ('person:"Ana R', ("Ana R", "person")),
        ("-place:po", ("po", "place")),
        ("speaker:", ("", "speaker")),
    ],
)
def test_the_word_at_the_cursor_is_found(text: str, word: tuple[str, str | None]) -> None:
    found = completing.typed(text, len(text))

    assert found is not None
    assert (found.value, found.field) == word


@pytest.mark.parametrize("text", ["", "fog ", 'person:"Ana Ruiz" ', "(fog)"])
def test_there_is_nothing_to_complete_behind_a_blank(text: str) -> None:
    assert completing.typed(text, len(text)) is None


def test_fields_come_before_values_and_values_with_their_field() -> None:
    engine: SearchEngine = FakeEngine()

    def offered(text: str) -> list[str]:
        word = completing.typed(text, len(text))
        assert word is not None
        return completing.candidates(engine, word)

    assert offered("pla") == ["place:"]
    assert offered("ana") == ['person:"Ana Ruiz"']
    assert offered("kind:d") == ["kind:direct"]
    assert offered("place:port") == ['place:"Port Selwyn"']
    assert offered("nonsense:x") == offered("body:x") == []


def test_a_completed_condition_is_followed_by_a_blank() -> None:
    word = completing.typed("fog pla wall", 7)

    assert word is not None
    assert completing.completed("fog pla wall", word, "place:") == ("fog place: wall", 10)
    assert completing.completed("fog pla", word, "place:Astrel") == ("fog place:Astrel ", 17)


def test_only_some_pages_are_kept() -> None:
    pages: Pages[int] = Pages(10_000)
    for number in range(KEPT + 5):
        pages.put(number, range(number * SIZE, number * SIZE + SIZE))

    assert pages.get(0) is None
    assert pages.get(KEPT * SIZE) == KEPT * SIZE
    assert pages.lacking(0, 5) == [0]
    assert len(list(pages.here())) == KEPT * SIZE


def test_an_article_is_laid_out_as_far_as_it_is_looked_at() -> None:
    laid = Typeset(story(samples.harbour(), 40, TERMINAL), 40)
    laid.grow(6, 60)
    first = laid.height
    assert not laid.done
    laid.grow(1_000, 60)
    whole = "\n".join(laid.line(number).plain for number in range(laid.height))

    assert first < laid.height and laid.done
    assert whole.startswith("Harbour wall gives way at Port Selwyn\n")
    assert "Saturday" in laid.line(laid.place(samples.HARBOUR.index("Saturday"))).plain
    assert laid.line(10_000).plain == ""


def test_the_raw_record_keeps_its_blanks() -> None:
    laid = Typeset(raw(samples.ferry()), 30)
    laid.grow(1_000, 60)

    assert "".join(laid.line(number).plain for number in range(laid.height)) == samples.STRIPPED


def test_panes_are_chosen_by_width_and_use() -> None:
    assert arrangement.shown(79, "article") == ("article",)
    assert arrangement.shown(80, "facets") == ("facets", "results")
    assert arrangement.shown(119, "results") == ("results", "article")
    assert arrangement.shown(120, "facets") == ("facets", "results", "article")
    assert arrangement.shown(200, "facets", zoomed=True) == ("facets",)


def test_the_look_follows_what_the_terminal_says() -> None:
    assert theme.first_look(None, "truecolor", {}).name == "dark"
    assert theme.first_look(None, "truecolor", {"COLORFGBG": "0;15"}).name == "light"
    assert theme.first_look(None, "standard", {}).name == "terminal"
    assert theme.first_look(None, "truecolor", {"NO_COLOR": "1"}).name == "terminal"
    assert theme.first_look(None, "truecolor", {"NEWSMORGUE_THEME": "light"}).name == "light"
    assert theme.first_look("dark", "standard", {"NEWSMORGUE_THEME": "light"}).name == "dark"


def test_a_look_that_there_is_not_is_told_with_those_there_are() -> None:
    misspelt = {"NEWSMORGUE_THEME": "drak"}

    assert theme.first_look(None, "truecolor", misspelt).name == "dark"
    told = "NEWSMORGUE_THEME: there is no look 'drak': the looks are dark, light, terminal"
    assert theme.fault_of(None, misspelt) == told
    assert theme.fault_of("light", misspelt) == theme.fault_of(None, {"NEWSMORGUE_THEME": ""}) == ""


def test_no_key_means_two_things_in_one_place() -> None:
    for place, listed in keys.table().items():
        pressed = [each for key in listed for each in key.keys.split(",")]
        assert len(pressed) == len(set(pressed)), place


def test_help_and_quit_stand_in_the_footer_however_narrow_it_is() -> None:
    entries = [("a", "a", "Something long"), ("question_mark", "?", "Help"), ("q", "q", "Quit")]

    drawn, places = keyline.line(entries, 18, TERMINAL)

    assert drawn.plain == " ? Help  q Quit "
    assert [key for *_, key in places] == ["question_mark", "q"]


def test_only_the_last_of_several_questions_is_answered() -> None:
    asked: list[str] = []
    engine = FakeEngine()
    desk = Desk(lambda: engine)

    def question(text: str, engine: SearchEngine) -> str:
        asked.append(text)
        return text

    async def session() -> list[str | BaseException]:
        waiting = [desk.ask("search", partial(question, text)) for text in ("a", "b", "c")]
        return await asyncio.gather(*waiting, return_exceptions=True)

    found = asyncio.run(session())
    desk.close()

    assert found[-1] == "c" and asked[-1] == "c"
    assert all(isinstance(each, Stale) for each in found[:-1])


def test_what_opening_the_archive_came_to_is_told_and_tried_again() -> None:
    tries: list[int] = []

    def open_engine() -> SearchEngine:
        tries.append(1)
        raise NoArchiveError("nowhere: there is no archive")

    desk = Desk(open_engine)

    async def session() -> None:
        for _ in range(2):
            with pytest.raises(NoArchiveError):
                await desk.ask("search", lambda engine: engine.ids())

    asyncio.run(session())
    desk.close()
    assert len(tries) == 2


def test_a_desk_that_was_closed_answers_nothing() -> None:
    desk = Desk(FakeEngine)
    desk.close()
    desk.close()

    async def session() -> None:
        with pytest.raises(Stale):
            await desk.ask("search", lambda engine: engine.ids())

    asyncio.run(session())


def test_lines_of_help_have_every_key_at_any_width() -> None:
    from archive.browse.screens.help import lines

    for width in (40, 76, 116, 196):
        shown = "\n".join(each.plain for each in lines(width, 22, TERMINAL))
        assert all(key.shown in shown for key in keys.KEYS)
