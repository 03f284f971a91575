"""The forms that results are printed in for other programs: ids, JSON cut short, tables."""

from __future__ import annotations

import csv
import io

from index.request import FacetRequest
from tests.cli.conftest import Runner
from tests.cli.fakes import FakeEngine
from tests.render import samples


def test_every_match_is_a_row_of_csv(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--csv")

    first, second = csv.DictReader(io.StringIO(result.out))
    assert (first["id"], second["id"]) == (samples.id_of(samples.HARBOUR), samples.id_of(samples.STRIPPED))
    assert first["people"] == "Ana Ruiz; Tom Okafor"
    assert engine.asked[0].limit > 1_000_000
    assert run("search", "harbour", "--csv", "--limit", "1").out.count("\n") == 2


def test_quotes_are_a_table_that_says_how_sure_each_is(run: Runner, engine: FakeEngine) -> None:
    (row,) = csv.DictReader(io.StringIO(run("quotes", "--csv").out))

    assert (row["person"], row["speaker"], row["published"]) == ("Ana Ruiz", "Ruiz", "2016-07-14")
    assert float(row["confidence"]) == samples.quote_hit().confidence


def test_facets_as_csv_are_the_counts_alone(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--facets", "source", "--csv")

    assert result.out == "field,value,count\n" + "".join(
        f"source,{each.value},{each.count}\n" for each in samples.search_page().facets["source"].counts
    )
    assert engine.asked[0].limit == 0
    assert engine.asked[0].facets == (FacetRequest("source", None),)


def test_a_table_of_nothing_has_its_columns_and_the_mends_go_to_the_reader(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "nothing", "--csv")

    assert result.status == 1
    assert result.out == "id,published,source,place,headline,people,passage,path\n"
    assert result.err.startswith("Nothing found for nothing.\n")


def test_json_that_is_cut_short_says_so_unless_a_limit_was_given(run: Runner, engine: FakeEngine) -> None:
    assert run("search", "harbour", "--json").err == "2 of 19: --limit all prints every one\n"
    assert run("search", "harbour", "--json", "--limit", "2").err == ""
    assert run("search", "harbour", "--limit", "all").status == 0
    assert engine.asked[-1].limit > 1_000_000


def test_ids_are_bare_and_all_of_them(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--ids")

    assert result.out == f"{samples.id_of(samples.HARBOUR)}\n{samples.id_of(samples.STRIPPED)}\n"
    assert result.err == ""
    assert engine.asked[0].limit > 1_000_000


def test_ids_obey_a_limit_that_was_given(run: Runner, engine: FakeEngine) -> None:
    result = run("search", "harbour", "--ids", "-0", "--limit", "1")

    assert result.out == samples.id_of(samples.HARBOUR) + "\0"


def test_ids_obey_a_page_that_was_given(run: Runner, engine: FakeEngine) -> None:
    run("search", "harbour", "--ids", "--page", "2")

    assert (engine.asked[0].limit, engine.asked[0].offset) == (10, 10)
