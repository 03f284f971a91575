"""Whoosh itself searches our segments through the codec, and finds what the engine finds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from whoosh import query
from whoosh.collectors import UnlimitedCollector
from whoosh.qparser import QueryParser

from index.engine import open_engine
from index.query import parse
from index.request import Filter, SearchRequest
from index.whoosh.layout import TEXTS
from index.whoosh.schema import STEM, schema
from index.whoosh.tree import open_searcher, whoosh_query
from tests.index.build import article, commit
from tests.index.generate import make_article
from tests.index.test_against_stock import has_fuzzy, text_query


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dice = Random(7)
    with open_engine(tmp_path / "archive", "write", create=True) as engine:
        for start in range(0, 90, 30):
            commit(engine, [make_article(dice, f"a{number}") for number in range(start, start + 30)])
        commit(engine, remove=[f"a{number}" for number in range(0, 90, 9)])
    return tmp_path / "archive"


def found_by_whoosh(folder: Path, asked: query.Query) -> set[str]:
    with open_searcher(folder) as searcher:
        collector = UnlimitedCollector()
        searcher.search_with_collector(asked, collector)
        return {hit["id"] for hit in collector.results()}


def test_whoosh_finds_the_articles_that_the_engine_finds(folder: Path) -> None:
    dice = Random(11)
    hits = 0
    with open_engine(folder) as engine:
        for _ in range(150):
            text = text_query(dice, 2)
            tree = parse(text)
            if has_fuzzy(tree):  # a swap of neighbours is two edits to Whoosh, one to us
                continue
            page = engine.search(SearchRequest(text, limit=1000, snippets=0, suggest=False))
            assert found_by_whoosh(folder, whoosh_query(tree)) == {hit.id for hit in page.hits}, text
            hits += bool(page.hits)
    assert hits > 40


def test_whoosh_counts_terms_as_they_are_stored(folder: Path) -> None:
    with open_searcher(folder) as searcher:
        reader = searcher.reader()
        terms = list(reader.all_terms())
        assert terms == sorted(set(terms))
        assert {field for field, _ in terms} >= {"body", "body" + STEM, "person"}
        field, text = next(term for term in terms if term[0] == "body")
        posted = list(reader.postings(field, text).all_ids())
        assert posted == sorted(posted)
        assert reader.doc_frequency(field, text) >= len(posted) > 0
        assert reader.field_length("body") == sum(
            reader.doc_field_length(number, "body") for number in reader.all_doc_ids()
        )


def test_whoosh_scores_and_its_own_query_parser_run_over_an_archive(tmp_path: Path) -> None:
    with open_engine(tmp_path / "archive", "write", create=True) as engine:
        commit(
            engine,
            [
                article("once", body="A flood came to the harbour and the quay, and then the rain went on for days."),
                article("twice", body="Flood after flood came."),
                article("never", body="The sun came."),
            ],
        )
        ranked = engine.search(SearchRequest('body:"flood" body:"came"')).hits
    with open_searcher(tmp_path / "archive") as searcher:
        by_whoosh = searcher.search(QueryParser("body", schema()).parse("flood came"))
        assert [hit["id"] for hit in by_whoosh] == [hit.id for hit in ranked]
        assert by_whoosh.score(0) > by_whoosh.score(1) > 0


def test_the_ten_best_of_whoosh_are_the_best_of_all(folder: Path) -> None:
    with open_searcher(folder) as searcher:
        for word in ("the", "flood", "harbour", "said"):
            asked = query.Or([query.Term("body", word), query.Term("body", "ruiz")])
            every = [hit.score for hit in searcher.search(asked, limit=None)]
            assert [hit.score for hit in searcher.search(asked, limit=10)] == pytest.approx(every[:10])
        assert len(searcher.search(query.Every(), limit=10)) > 10


def test_values_are_terms_of_their_own(tmp_path: Path) -> None:
    with open_engine(tmp_path / "archive", "write", create=True) as engine:
        commit(engine, [article("a", body="Ana Ruiz came.", people=["Ana Ruiz"]), article("b", body="Nobody came.")])
        page = engine.search(SearchRequest("", filters=(Filter("person", ("Ana Ruiz",), exact=True),)))
    assert found_by_whoosh(tmp_path / "archive", query.Term("person", "Ana Ruiz")) == {hit.id for hit in page.hits}


def test_conditions_that_whoosh_has_no_word_for_are_refused() -> None:
    with pytest.raises(ValueError, match="ask the engine"):
        whoosh_query(parse("person:ruiz"))


def test_every_text_field_has_a_field_of_stems() -> None:
    assert all(name + STEM in schema() for name in TEXTS)
