"""Which words in marks are a part of which statement is kept with the segments, and lacks in older ones."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.engine import SearchEngine, open_engine
from index.request import SearchRequest
from tests.index.build import Said, article, commit
from tests.index.whoosh.test_older import rewrite

STATED = "the sea was “stronger than any wall”"
FAN = 8
"""So many commits of one size make a merge due."""


def reporting(name: str) -> Article:
    quotes = [Said(STATED, "Ana Ruiz", "Ruiz", kind="indirect"), Said("stronger than any wall", "Ana Ruiz", "Ruiz")]
    return article(name, body=f"In {name} Ruiz said {STATED}.", people=["Ana Ruiz"], quotes=quotes)


def told(engine: SearchEngine) -> list[str]:
    page = engine.search(SearchRequest("stronger", grouped=True, of="quotes", limit=50))
    return sorted(quote.text for quote in page.quotes)


def test_statements_are_known_after_segments_are_merged(tmp_path: Path) -> None:
    with open_engine(tmp_path / "a", "write", create=True) as engine:
        for at in range(FAN):
            commit(engine, [article(f"before{at}", body="In June.", quotes=[Said("Nothing of it", speaker="he")])])
            commit(engine, [reporting(f"story{at}")])
    with open_engine(tmp_path / "a", "write") as engine:
        commit(engine, remove=["before0"])
        assert list((tmp_path / "a" / "segments").glob("m*.seg"))
        assert told(engine) == [STATED] * FAN


def test_words_in_marks_of_older_segments_stand_by_themselves(tmp_path: Path) -> None:
    with open_engine(tmp_path / "a", "write", create=True) as engine:
        commit(engine, [reporting("story")])
    for path in (tmp_path / "a" / "segments").glob("*.seg"):
        rewrite(path, ("u.statement",))

    with open_engine(tmp_path / "a", "read") as engine:
        assert told(engine) == ["stronger than any wall", STATED]
