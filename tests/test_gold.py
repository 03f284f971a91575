"""The sample articles, the seeds made from them and the gold agree with each other."""

from __future__ import annotations

import json
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
