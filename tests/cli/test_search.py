from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.request import DateRange, FacetRequest, Filter
from tests.cli.conftest import Runner
from tests.cli.fakes import FakeEngine
from tests.render import samples


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_words_become_one_query(run: Runner, engine: FakeEngine) -> None:
    run("search", "storm", "warning")

    assert engine.asked[0].text == "storm warning"
    assert engine.asked[0].of == "articles"


def test_a_word_with_a_minus_is_part_of_the_query_wherever_it_stands(run: Runner, engine: FakeEngine) -> None:
    run("search", "storm", "-flood", "--limit", "3", "-person:kerry", '-"no wind"')

    assert engine.asked[0].text == 'storm -flood -person:kerry -"no wind"'
    assert engine.asked[0].limit == 3


def test_what_stands_behind_two_dashes_is_query(run: Runner, engine: FakeEngine) -> None:
    run("search", "--sort", "date", "--", "--storm", "-0")

    assert engine.asked[0].text == "--storm -0"
    assert engine.asked[0].sort == "date"


@pytest.mark.parametrize("command", ["search", "quotes"])
def test_the_oldest_can_come_first(run: Runner, engine: FakeEngine, command: str) -> None:
    run(command, "storm", "--sort", "oldest")

    assert engine.asked[0].sort == "oldest"


@pytest.mark.parametrize("option", ["--person", "--since", "--limit"])
def test_an_option_without_its_value_is_told(run: Runner, engine: FakeEngine, option: str) -> None:
    result = run("search", "storm", "-flood", option)

    assert (result.status, engine.asked) == (2, [])
    assert result.err == f"Option '{option}' requires an argument.\n"


def test_filters_include_and_exclude(run: Runner, engine: FakeEngine) -> None:
    run("search", "--person", "ana ruiz", "--person", "not:okafor", "--source", "not:reuters", "--place", "lisbon")

    assert engine.asked[0].text == ""
    assert engine.asked[0].filters == (
        Filter("person", ("ana ruiz",), ("okafor",)),
        Filter("source", (), ("reuters",)),
        Filter("place", ("lisbon",)),
    )


def test_not_may_be_written_in_any_case(run: Runner, engine: FakeEngine) -> None:
    run("search", "--person", "NOT:okafor", "--source", "Not:reuters")

    assert engine.asked[0].filters == (Filter("person", (), ("okafor",)), Filter("source", (), ("reuters",)))


@pytest.mark.parametrize("value", ["-ruiz", "!ruiz"])
def test_a_filter_takes_no_minus(run: Runner, engine: FakeEngine, value: str) -> None:
    result = run("search", "harbour", "--person", value)

    assert (result.status, engine.asked) == (2, [])
    assert result.err == f"--person {value}: {value[0]!r} leaves nothing out here: say --person not:ruiz\n"


def test_newest_first_may_be_asked_for_by_that_word(run: Runner, engine: FakeEngine) -> None:
    run("search", "storm", "--sort", "newest")

    assert engine.asked[0].sort == "date"


def test_dates_may_be_words_months_and_days(run: Runner, engine: FakeEngine) -> None:
    run("search", "--since", "2016-07", "--until", "14 August 2016")

    assert engine.asked[0].dates == DateRange(date(2016, 7, 1), date(2016, 8, 14))


def test_facets_take_the_fields_behind_them(run: Runner, engine: FakeEngine) -> None:
    run("search", "harbour", "--facets", "person", "source", "--limit", "2")

    assert engine.asked[0].text == "harbour"
    assert engine.asked[0].facets == (FacetRequest("person"), FacetRequest("source"))


def test_facets_alone_are_the_usual_ones(run: Runner, engine: FakeEngine) -> None:
    run("search", "harbour", "--facets")

    assert [each.field for each in engine.asked[0].facets] == ["person", "speaker", "source", "place", "date"]


@pytest.mark.parametrize(
    "asked", ["--facets source --facets kind", "--facets=source,kind", "--facets=source --facets kind"]
)
def test_facets_may_be_asked_for_one_by_one(run: Runner, engine: FakeEngine, asked: str) -> None:
    run("search", "harbour", *asked.split())

    assert [each.field for each in engine.asked[0].facets] == ["source", "kind"]


def test_facets_with_an_equals_sign_leave_the_words_behind_them_alone(run: Runner, engine: FakeEngine) -> None:
    run("search", "--facets=person,place", "harbour")

    assert engine.asked[0].text == "harbour"
    assert [each.field for each in engine.asked[0].facets] == ["person", "place"]


def test_an_unknown_facet_offers_the_nearest(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--facets", "peopel")

    assert result.status == 2
    assert result.out == ""
    assert "cannot count by 'peopel': did you mean 'person'?" in result.err


def test_pages_become_offsets(run: Runner, engine: FakeEngine) -> None:
    run("search", "--limit", "20", "--page", "3")

    assert (engine.asked[0].limit, engine.asked[0].offset) == (20, 40)


@pytest.mark.parametrize("command", ["search", "quotes"])
@pytest.mark.parametrize(
    ("args", "grouped"),
    [
        ((), True),
        (("--no-group",), False),
        (("--json",), False),
        (("--ids",), False),
        (("--csv",), False),
        (("--json", "--group"), True),
    ],
)
def test_copies_are_folded_for_readers_and_kept_apart_for_programs(
    run: Runner, engine: FakeEngine, args: tuple[str, ...], grouped: bool, command: str
) -> None:
    run(command, "harbour", *args)

    assert engine.asked[0].grouped is grouped


def test_the_summary_tells_stories_from_articles(run: Runner, engine: FakeEngine) -> None:
    engine.page = samples.search_page(entries=17)

    assert "1–2 of 17 stories in 19 articles" in run("search", "harbour").err


@pytest.mark.parametrize("args", [("--ids", "--json"), ("--json", "--csv"), ("--ids", "--facets", "source"), ("-0",)])
def test_options_that_exclude_each_other_are_refused(run: Runner, engine: FakeEngine, args: tuple[str, ...]) -> None:
    result = run("search", "harbour", *args)

    assert result.status == 2
    assert engine.asked == []
    assert result.err.count("\n") == 1


def test_json_has_hits_then_facets_then_the_summary(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--facets", "person", "source", "--json")

    found = lines(result.out)
    assert [each["type"] for each in found] == ["hit"] * 2 + ["facet"] * 5 + ["summary"]
    assert all(each["schema"] == 1 for each in found)
    assert found[0] == {
        "schema": 1,
        "type": "hit",
        "id": samples.id_of(samples.HARBOUR),
        "path": "/clippings/2016/harbour.txt",
        "headline": "Harbour wall gives way at Port Selwyn",
        "headline_inferred": False,
        "source": "Northern Wire",
        "place": "Port Selwyn",
        "published": "2016-07-14",
        "people": ["Ana Ruiz", "Tom Okafor"],
        "score": 7.25,
        "snippets": [
            {
                "text": "Part of the old harbour wall at Port Selwyn fell into the sea on Thursday",
                "marks": [[16, 23]],
                "start": 79,
            }
        ],
        "copies": 0,
        "folded": [],
    }
    copies = [
        {"id": samples.id_of("anchor"), "path": "/clippings/anchor.txt", "source": "Daily Anchor"}
        | {"published": "2016-07-15"},
        {"id": samples.id_of("nobody"), "path": "/clippings/nobody.txt", "source": None, "published": None},
    ]
    assert (found[1]["copies"], found[1]["folded"]) == (2, copies)
    assert [(each["field"], each["value"], each["count"], each["selected"]) for each in found[2:7]] == [
        ("person", "Ana Ruiz", 12, True),
        ("person", "Tom Okafor", 3, False),
        ("person", None, 4, False),
        ("source", "Northern Wire", 9, False),
        ("source", "Daily Anchor", 6, "excluded"),
    ]
    assert {key: found[-1][key] for key in ("total", "shown", "query", "suggestions")} == {
        "total": 19,
        "shown": 2,
        "query": "harbour",
        "suggestions": [],
    }


def test_json_has_every_value_of_a_facet(run: Runner, engine: FakeEngine) -> None:
    run("search", "harbour", "--json", "--facets", "person")
    run("quotes", "harbour", "--json", "--facets=person")
    run("search", "harbour", "--facets", "person")

    assert [asked.facets[0].limit for asked in engine.asked] == [None, None, 10]


def test_nothing_found_says_what_would_help_and_ends_with_one(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "nothing", "--place", "lisbon")

    assert result.status == 1
    assert result.out == ""
    assert result.err == (
        "Nothing found for nothing --place lisbon.\n"
        "  Without --place it would find 7.\n"
        "  Did you mean harbour? It would find 19.\n"
        "  Did you mean --place 'port selwyn'? It would find 3.\n"
        "  One condition less: storm would find 4.\n"
    )


def test_nothing_found_as_json_carries_the_suggestions(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "nothing", "--json")

    (summary,) = lines(result.out)
    assert result.status == 1
    assert result.err == ""
    assert summary["suggestions"] == [
        {"kind": "drop-filter", "text": "harbor storm", "drop": "place", "total": 7, "instead": None, "also": []},
        {"kind": "spelling", "text": "harbour", "drop": None, "total": 19, "instead": None, "also": []},
        {
            "kind": "spell-filter",
            "text": "harbor storm",
            "drop": "place",
            "total": 3,
            "instead": "port selwyn",
            "also": [],
        },
        {"kind": "drop-word", "text": "storm", "drop": None, "total": 4, "instead": None, "also": []},
    ]


def test_a_query_that_does_not_parse_is_shown_with_a_caret(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "日本", 'storm "warning')

    assert result.status == 2
    assert result.out == ""
    assert result.err == (
        'unbalanced quote: close it\n  日本 storm "warning\n             ^\n  try: 日本 storm warning\n'
    )


def test_a_date_that_is_none_points_nowhere_in_the_query(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "storm", "--since", "32 July 2016")

    assert result.status == 2
    assert "32 July 2016" in result.err
    assert "^" not in result.err


def test_a_filter_that_asks_for_nothing_points_nowhere_in_the_query(run: Runner, tmp_path: Path) -> None:
    run("index", str(tmp_path))

    result = run("search", "storm", "--person", "...")

    assert (result.status, result.out) == (2, "")
    assert result.err == 'filter by person: "..." has no letters or digits to search for: take it out or fill it\n'


def test_explain_prints_the_tree_and_the_filters(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "storm", "--person", "kerry", "--source", "not:reuters", "--since", "2016", "--explain")

    assert result.status == 0
    assert result.out == (
        "articles: all of\n  word storm\nand person: kerry\nbut not source: reuters\nand date: 2016-01-01 to any\n"
    )
    assert engine.asked == []


def test_explain_as_json_tells_the_filters_too(run: Runner, engine: FakeEngine) -> None:
    line = run("search", "storm", "--person", "kerry", "--explain", "--json").out

    assert json.loads(line)["understood"] == "articles: all of\n  word storm\nand person: kerry"


def test_explain_of_quotes_speaks_of_quotes(run: Runner, engine: FakeEngine) -> None:
    assert run("quotes", "storm", "--explain").out == "quotes: all of\n  word storm\n"


def test_results_go_to_standard_output_and_the_count_to_standard_error(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour")

    assert "Harbour wall gives way" in result.out
    assert "1–2 of 19 articles" not in result.out
    assert "1–2 of 19 articles" in result.err


def test_a_page_beyond_the_last_finds_nothing(run: Runner, engine: FakeEngine) -> None:
    engine.page = samples.search_page(hits=())

    result = run("search", "harbour", "--page", "9")

    assert result.status == 1
    assert "none of 19 articles on this page" in result.err


def test_quotes_ask_for_utterances_and_by_is_speaker(run: Runner, engine: FakeEngine) -> None:
    result = run("quotes", "winter", "--by", "ana ruiz", "--by", "not:okafor", "--json")

    assert engine.asked[0].of == "quotes"
    assert engine.asked[0].filters == (Filter("speaker", ("ana ruiz",), ("okafor",)),)
    quote, summary = lines(result.out)
    assert quote["type"] == "quote"
    assert (quote["speaker"], quote["person"], quote["utterance"]) == ("Ruiz", "Ana Ruiz", 0)
    assert summary["total"] == 1


@pytest.mark.parametrize("value", ["many", "-1", "1.5"])
def test_a_limit_that_is_no_number_is_told_in_plain_words(run: Runner, engine: FakeEngine, value: str) -> None:
    result = run("search", "storm", "--limit", value)

    assert result.status == 2
    assert result.err.startswith(f"Invalid value for '--limit': '{value}' is no whole number from 0 on, nor all.\n")


def test_the_help_tells_bounds_in_words_alone(run: Runner, engine: FakeEngine) -> None:
    told = run("search", "--help").out

    assert "[default: 10]" in told and "x>=" not in told
