"""The sample articles, the seeds made from them and the gold agree with each other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.gold import make
from tests.gold.damage import DAMAGE
from tests.gold.markup import Marked, MarkupError, read_article, read_sources


@pytest.fixture(scope="module")
def articles() -> list[Marked]:
    return read_sources(make.SOURCES)


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in make.GOLD.read_text(encoding="utf-8").splitlines()]


def marked(body: str) -> Marked:
    return read_article("slug\ndate: 2019-03-01\noutlet: Reuters\n\n" + body)


def test_the_seeds_on_disk_are_those_that_the_sources_make(articles: list[Marked]) -> None:
    seeds, _ = make.build(articles)
    found = {p.relative_to(make.SEEDS).as_posix(): p.read_bytes() for p in make.SEEDS.rglob("*.txt")}

    assert sorted(found) == sorted(seeds), "run python -m tests.gold.make"
    assert [name for name in seeds if found[name] != seeds[name]] == [], "run python -m tests.gold.make"


def test_the_gold_on_disk_is_what_the_sources_make(articles: list[Marked]) -> None:
    assert make.GOLD.read_text(encoding="utf-8") == make.build(articles)[1], "run python -m tests.gold.make"


def test_every_seed_decodes_to_the_damaged_gold_text(articles: list[Marked]) -> None:
    for a in articles:
        data = (Path(make.SEEDS) / make.seed_path(a)).read_bytes()
        text = data.decode(a.header.get("encoding", "utf-8")).replace("\r\n", "\n")
        assert text.rstrip("\n") == DAMAGE[a.header.get("form", "clean")](a.text).rstrip("\n")


def test_spans_of_the_gold_hold_what_they_say(gold: list[dict[str, Any]]) -> None:
    for g in gold:
        text = g["text"]
        for q in g["quotes"] + g["indirect"]:
            assert text[q["start"] : q["end"]] == q["text"]
            assert text[q["speaker_start"] : q["speaker_end"]] == q["speaker"]
            assert q["text"] == q["text"].strip()
        for q in g["quotes"] + g["quoted"]:
            assert text[q["start"] - 1] in "\"“'"
        for p in g["people"]:
            shown = text[p["start"] : p["end"]]
            assert shown == shown.strip()
            assert not shown.endswith(("'s", "’s"))


def test_every_pair_of_quotation_marks_is_annotated(gold: list[dict[str, Any]]) -> None:
    for g in gold:
        marks = sum(g["text"].count(m) for m in ('"', "“"))
        runs = len(g["quotes"]) + len(g["quoted"]) + len(g["open_quoted"])
        assert runs <= marks <= 2 * runs or "''" in g["text"]


def test_the_seeds_come_in_every_form_and_about_half_of_them_clean(gold: list[dict[str, Any]]) -> None:
    forms = Counter(g["form"] for g in gold)

    assert len(gold) >= 66
    assert set(forms) == set(DAMAGE)
    assert 0.4 <= forms["clean"] / len(gold) <= 0.6


def test_the_gold_has_speakers_and_datelines_of_every_kind(gold: list[dict[str, Any]]) -> None:
    quotes = [q for g in gold for q in g["quotes"]]
    kinds = Counter(q["source_type"] for q in quotes)
    unnamed = [q for q in quotes if q["source_type"] == "nominal" and not q["who"]]
    shared = [g for g in gold if len({p["name"] for p in g["people"] if p["name"].endswith(" Varga")}) == 2]

    assert min(kinds["name"], kinds["pronoun"], kinds["nominal"]) >= 60
    assert len(unnamed) >= 20
    assert len(shared) >= 5
    assert sum(g["dateline"] is None for g in gold) >= 8
    assert sum(len(g["indirect"]) for g in gold) >= 60
    assert sum(len(g["quoted"]) for g in gold) >= 8
    assert sum("harbour" in g["text"].lower() for g in gold) >= 40


def test_an_unmarked_surname_is_refused() -> None:
    with pytest.raises(MarkupError, match=r"unmarked.*Varga"):
        make.check([marked("[Ilse Varga] came. Then Varga left.")])


def test_a_surname_that_two_people_share_must_say_whose_it_is() -> None:
    with pytest.raises(MarkupError, match="may be any of"):
        marked("[Ilse Varga] met [Henrik Varga]. [Varga] spoke.")


def test_an_utterance_needs_a_speaker() -> None:
    with pytest.raises(MarkupError, match="no speaker"):
        make.check([marked('"No,"@1 she said.')])


def test_a_quote_without_its_number_is_refused() -> None:
    with pytest.raises(MarkupError, match=r"without @number|left open"):
        marked('She said "no" and went.')
