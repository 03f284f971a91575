"""What the weights are fitted to, and that fitting finds where headlines end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.extract.heading import likeliest
from training import heading
from training.heading import FORMS, Beginning, beginnings, drawn, fit, laid, main, parted, report

TITLE = "Rovers sign striker Park from Busan"
STORY = (
    "Kestren Rovers have signed striker Park Dae-un from Busan Harbour for a fee that neither club would name. The "
    "striker, who is 23, will join the squad in Velm on Monday, and the manager said he would start at once.\n\n"
    '"He is quick and he works," the manager said. "We have waited long enough for him."'
)
RECORD = {"title": TITLE, "text": STORY}


@pytest.fixture(scope="module")
def read() -> list[Beginning]:
    return list(beginnings([RECORD, RECORD]))


def test_a_story_is_laid_out_without_its_headline_and_below_it() -> None:
    assert list(laid(RECORD)) == [("", STORY), (TITLE, STORY)]
    assert list(laid({"text": STORY})) == [("", STORY)]


def test_a_headline_that_the_text_begins_with_stands_once() -> None:
    assert list(laid({"title": TITLE, "text": f"{TITLE}\n\n{STORY}"})) == [("", STORY), (TITLE, STORY)]


def test_the_site_behind_a_headline_is_left_out() -> None:
    assert list(laid({"title": f"{TITLE} – Velm Courier", "text": STORY}))[1] == (TITLE, STORY)


@pytest.mark.parametrize("odd", [{"dateline": "VELM"}, {"title": "Rovers sign striker Park from"}, {"title": None}])
def test_below_a_dateline_or_a_title_that_was_cut_no_headline_is_learned(odd: dict[str, Any]) -> None:
    assert list(laid(RECORD | odd)) == [("", STORY)]


def test_the_first_line_of_an_invented_article_is_its_headline_and_what_stands_below_is_no_part() -> None:
    assert parted(f"{TITLE}\n\nBy Ana Ruiz\n\n{STORY}") == RECORD
    assert parted(STORY) == {"text": STORY}
    assert parted("Rovers sign Park.\n\nHe is quick.\n") is None


def test_what_the_program_would_ask_knows_where_the_headline_ends(read: list[Beginning]) -> None:
    assert {(one.number, one.gaps) for one in read if one.end is None} == {(n, g) for n in (0, 1) for g in FORMS}
    assert {one.end for one in read if one.end} == {6}
    assert all(one.end in one.options for one in read if one.end)


def test_where_a_dateline_stands_the_program_does_not_ask() -> None:
    assert list(beginnings([{"text": f"WASHINGTON, March 3 (Reuters) - {STORY}"}])) == []


def test_fitting_finds_the_ends_that_it_was_fitted_to() -> None:
    headed = Beginning(0, "wide", {5: {"any": 1.0}, 6: {"any": 1.0, "again": 1.0}}, 6)
    bare = Beginning(1, "wide", {5: {"any": 1.0}, 6: {"any": 1.0}}, None)
    table = fit([headed, bare] * 20)

    found = likeliest(table["wide"], headed.options)
    assert found is not None
    assert found[0] == 6
    assert likeliest(table["wide"], bare.options) is None
    assert next(report([headed, bare], table)) == "wide  headlines     1  1.0000  1.0000   none     1  0.0000"


def test_articles_are_drawn_the_same_each_time_and_it_is_told_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    sources = {"velm": [{"text": str(n)} for n in range(40)], "few": [RECORD]}

    first, again = list(drawn(sources, 5)), list(drawn(sources, 5))

    assert first == again
    assert len(first) == 6
    assert capsys.readouterr().out.startswith("velm: 5 of 40 articles\nfew: 1 of 1 articles\n")


def test_the_command_writes_weights_and_tells_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(heading, "records", lambda folder: iter(()))
    (tmp_path / "velm.jsonl").write_text(json.dumps(RECORD) + "\n" + json.dumps(RECORD) + "\n", encoding="utf-8")

    assert main([str(tmp_path / "velm.jsonl"), "--out", str(tmp_path / "heading.json")]) == 0

    table = json.loads((tmp_path / "heading.json").read_text())
    assert table.keys() == {"wide", "bare"}
    assert table["bare"]["first"] > 0
    assert "velm: 2 of 2 articles\n" in capsys.readouterr().out
