"""What is read out of the gold articles stays as good as it was; the measure itself is checked too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.article import Article, Dateline, Person, Published, Quote, QuoteKind
from tests import gold_score
from tests.gold.damage import DAMAGE

FIXED = ("capitals", "marks_quotation", "marks_period", "marks_comma", "marks_apostrophe")


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return gold_score.load()


def perfect(g: dict[str, Any]) -> Article:
    """Return the article that a reader without fault would make of a gold text."""
    mentions: dict[str, list[tuple[int, int]]] = {}
    for p in g["people"]:
        mentions.setdefault(p["name"], []).append((p["start"], p["end"]))
    kinds: list[tuple[QuoteKind, Any]] = [("direct", g["quotes"]), ("indirect", g["indirect"])]
    quotes = [
        Quote(
            q["start"],
            q["end"],
            q["text"],
            kind,
            q["utterance"],
            q["speaker"],
            (q["speaker_start"], q["speaker_end"]),
            q["who"],
        )
        for kind, found in kinds
        for q in found
    ]
    return Article(
        id=g["id"],
        locations=(),
        format="text",
        reader=1,
        body=g["text"],
        raw=b"",
        headline=g["headline"],
        agency=g["source"] if g["source_printed"] else None,
        dateline=Dateline(g["dateline"], g["dateline"]) if g["dateline"] else None,
        published=Published.fromisoformat(g["published"]) if g["published"] else None,
        byline=tuple(g["byline"]),
        people=tuple(Person(name, mentions=tuple(spans)) for name, spans in mentions.items()),
        quotes=tuple(quotes),
    )


def test_a_reader_without_fault_scores_one_in_everything(gold: list[dict[str, Any]]) -> None:
    figures = gold_score.score(gold, [perfect(g) for g in gold], "stripped")

    assert {name: value for name, value in figures.items() if value != 1} == {}


def test_a_reader_that_finds_nothing_scores_nothing(gold: list[dict[str, Any]]) -> None:
    empty = [Article(g["id"], (), "text", 1, DAMAGE["stripped"](g["text"]), b"") for g in gold]

    figures = gold_score.score(gold, empty, "stripped")

    none_right = {
        "people",
        "mentions",
        "quotes_exact",
        "said_by",
        "persons_name",
        "speakers_pronoun",
        "indirect",
        *FIXED,
    }
    assert {name for name in none_right if figures[name]} == set()


def test_a_speech_by_nobody_counts_against_the_reader() -> None:
    g = gold_score.load()[0]
    right = perfect(g)
    title = Quote(0, 6, g["text"][:6], "direct", 99)
    wrong = Article(g["id"], (), "text", 1, g["text"], b"", quotes=(*right.quotes, title))

    exact = gold_score.score([g], [wrong], "clean")["quotes_exact"]

    assert exact == pytest.approx(2 * len(g["quotes"]) / (2 * len(g["quotes"]) + 1))


def test_reported_speech_that_is_cut_short_or_anothers_counts_against_the_reader() -> None:
    g = next(g for g in gold_score.load() if len(g["indirect"]) == 2 and len(g["quotes"]) > 1)
    right = perfect(g)
    first = next(q for q in right.quotes if q.kind == "indirect")
    cut = replace(right, quotes=(*(q for q in right.quotes if q != first), replace(first, end=first.start + 9)))
    anothers = replace(right, quotes=tuple(replace(q, speaker_span=(0, 1)) for q in right.quotes))

    figures = [gold_score.score([g], [article], "clean") for article in (cut, anothers)]

    assert [(found["indirect"], found["indirect_by"]) for found in figures] == [(0.5, 0.5), (1.0, 0.0)]


def test_the_floors_were_set_for_this_gold_and_these_weights() -> None:
    table = gold_score.pinned()

    assert {key: table[key] for key in ("gold", "model")} == gold_score.digests(), (
        "the gold articles or the weights changed: run python -m tests.gold_score --pin"
    )


@pytest.mark.parametrize("form", DAMAGE)
def test_reading_is_as_good_as_it_was(form: str, gold: list[dict[str, Any]]) -> None:
    floors = gold_score.pinned()["floors"][form]

    figures = gold_score.score(gold, gold_score.read(gold, form), form)

    assert sorted(figures) == sorted(floors)
    assert {name: (round(figures[name], 3), floor) for name, floor in floors.items() if figures[name] < floor} == {}
