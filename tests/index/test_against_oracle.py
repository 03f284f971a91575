"""The stored engine answers as the oracle does: the same hits, scores, order, facets and marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from index.engine import SearchEngine, open_engine
from index.request import Facet, SearchPage
from tests.index.build import commit
from tests.index.generate import make_article, make_request
from tests.index.oracle import MemoryEngine

TOLERANCE = 1e-5


@contextmanager
def both(folder: Path, dice: Random, articles: int) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """Fill an oracle and a stored engine with the same articles in several commits, some replaced, some removed."""
    oracle = MemoryEngine()
    with open_engine(folder, "write", create=True) as stored:
        known = [f"a{number}" for number in range(articles)]
        for start in range(0, articles, 20):
            batch = [make_article(dice, name) for name in known[start : start + 20]]
            again = [make_article(dice, name) for name in dice.sample(known[: start + 1], min(start, 3))]
            gone = dice.sample(known[: start + 1], min(start, 2))
            reports = {commit(engine, [*batch, *again], gone) for engine in (oracle, stored)}
            assert len(reports) == 1
        yield oracle, stored


def compare(expected: SearchPage, found: SearchPage) -> None:
    """Fail where two answers to one question differ in more than a rounding error."""
    assert (found.total, found.entries) == (expected.total, expected.entries)
    assert found.query == expected.query
    assert found.notes == expected.notes
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    for one, other in zip(found.hits, expected.hits, strict=True):
        assert one.score == pytest.approx(other.score, rel=TOLERANCE, abs=TOLERANCE)
        assert (one.headline, one.headline_inferred, one.source, one.place) == (
            (other.headline, other.headline_inferred, other.source, other.place)
        )
        assert (one.path, one.published, one.people) == (other.path, other.published, other.people)
        assert one.snippets == other.snippets
        assert (one.copies, one.folded) == (other.copies, other.folded)
    assert [(quote.id, quote.utterance) for quote in found.quotes] == [
        (quote.id, quote.utterance) for quote in expected.quotes
    ]
    for said, meant in zip(found.quotes, expected.quotes, strict=True):
        assert said.score == pytest.approx(meant.score, rel=TOLERANCE, abs=TOLERANCE)
        assert (said.text, said.kind, said.speaker, said.person) == (
            meant.text,
            meant.kind,
            meant.speaker,
            meant.person,
        )
        assert (said.marks, said.start, said.confidence) == (meant.marks, meant.start, meant.confidence)
        assert (said.copies, said.folded) == (meant.copies, meant.folded)
    assert {name: _plain(facet) for name, facet in found.facets.items()} == {
        name: _plain(facet) for name, facet in expected.facets.items()
    }


def _plain(facet: Facet) -> tuple[object, ...]:
    return facet.counts, facet.missing, facet.values


@pytest.mark.parametrize("seed", range(3))
def test_answers_are_those_of_the_oracle(tmp_path: Path, seed: int) -> None:
    _compare_many(tmp_path, seed, articles=60, questions=150)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_thousands_of_answers_are_those_of_the_oracle(tmp_path: Path, seed: int) -> None:
    _compare_many(tmp_path, seed, articles=120, questions=400)


def _compare_many(folder: Path, seed: int, articles: int, questions: int) -> None:
    dice = Random(seed)
    with both(folder / "archive", dice, articles) as (oracle, stored):
        found = 0
        for _ in range(questions):
            request = make_request(dice)
            expected = oracle.search(request)
            found += expected.total > 0
            compare(expected, stored.search(request))
        assert found > questions / 3


@pytest.mark.parametrize("seed", range(3))
def test_people_and_counts_are_those_of_the_oracle(tmp_path: Path, seed: int) -> None:
    dice = Random(1000 + seed)
    with both(tmp_path / "archive", dice, 60) as (oracle, stored):
        assert stored.people() == oracle.people()
        for person in oracle.people():
            assert stored.person(person.name, quotes=3) == oracle.person(person.name, quotes=3)
        for name in ("ruiz", "John Marl", "nobody", "doun"):
            assert stored.find_people(name) == oracle.find_people(name)
        for field in ("person", "speaker", "source", "place", "date", "kind"):
            for prefix in ("", "r", "ve", "2016"):
                assert stored.complete(field, prefix) == oracle.complete(field, prefix)
        assert stored.ids() == oracle.ids()
        ours, theirs = oracle.stats(), stored.stats()
        assert (
            theirs.articles,
            theirs.hidden,
            theirs.utterances,
            theirs.people,
            theirs.first_day,
            theirs.last_day,
        ) == ((ours.articles, ours.hidden, ours.utterances, ours.people, ours.first_day, ours.last_day))
