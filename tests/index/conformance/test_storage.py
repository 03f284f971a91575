"""Commits, identity, versions, and the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.article import Article, Damage, Location, Value
from index.engine import SearchEngine
from index.errors import UnknownArticleError
from index.ledger import FileRecord, Ledger, LedgerUpdate, Run
from index.request import SearchRequest
from tests.index.build import Known, Said, article, article_id, commit, names


def find(engine: SearchEngine, text: str = "") -> list[str]:
    return sorted(names(engine.search(SearchRequest(text))))


def test_an_article_comes_back_whole(engine: SearchEngine) -> None:
    made = article(
        "whole",
        body='Velm -- Ana Ruiz said: "Go," and more\u0000 \ud800.',
        people=[Known("Ana Ruiz", roles=("mayor", "engineer"))],
        quotes=[Said("Go,", "Ana Ruiz", confidence=0.25)],
        place="Velm",
        published="2016-07-14T10:42:00+02:00",
        keywords=("a", "b"),
        locations=(Location("/a/\udcff.txt", "member", 3), Location("/b.txt")),
        inserted=((4, ","), (9, '."')),
        damage=(Damage(0, 4, "upper"),),
        headline="Head",
        headline_span=(0, 4),
        agency="Wire",
        publication="Post",
        byline=("Eva Lind",),
        places=(Value("Ost", stated=False, confidence=0.5),),
        section="world",
        language="en",
        url="https://example.org",
        guid="urn:1",
        version="2",
        status="usable",
        rights="all",
        encoding="cp1252",
        stated=("date",),
        confidence=(("source", 0.75),),
        warnings=("odd",),
        added=datetime(2016, 7, 14, 12, 0, 0, 123456, tzinfo=UTC),
        raw=bytes(range(256)),
    )
    commit(engine, [made])

    assert engine.article(made.id) == made
    assert engine.articles([made.id, "0" * 64]) == [made]


def test_articles_are_found_by_the_beginning_of_their_id(engine: SearchEngine) -> None:
    commit(engine, [article("one"), article("two")])

    assert engine.article(article_id("one")[:10]) == article("one")
    assert engine.ids() == sorted(map(article_id, ("one", "two")))
    for unknown in ("", "zz", article_id("three")):
        with pytest.raises(UnknownArticleError):
            engine.article(unknown)


def test_commits_are_counted(engine: SearchEngine) -> None:
    first = commit(engine, [article("one"), article("two")])
    second = commit(engine, [article("two", body="new"), article("three")], remove=["one", "nothing"])

    assert (first.added, first.replaced, first.removed) == (2, 0, 0)
    assert (second.added, second.replaced, second.removed) == (1, 1, 1)
    assert second.generation == first.generation + 1
    assert find(engine) == ["three", "two"]


def test_an_article_stored_again_replaces_itself_and_keeps_when_it_came(engine: SearchEngine) -> None:
    came, later = datetime(2016, 7, 1, tzinfo=UTC), datetime(2016, 7, 2, tzinfo=UTC)
    commit(engine, [article("one", body="flood", added=came)])
    commit(engine, [article("one", body="storm", added=later)])

    assert find(engine, "flood") == []
    assert find(engine, "storm") == ["one"]
    assert engine.article(article_id("one")).added == came


def test_an_article_both_added_and_removed_is_added(engine: SearchEngine) -> None:
    commit(engine, [article("one", body="flood")])
    commit(engine, [article("one", body="storm")], remove=["one"])

    assert find(engine) == ["one"]
    assert find(engine, "storm") == ["one"]


def test_a_commit_that_fails_changes_nothing(engine: SearchEngine) -> None:
    commit(engine, [article("one", body="flood")])

    def failing() -> Iterator[Article]:
        yield article("two")
        yield article("one", body="storm")
        raise ValueError("cannot be read")

    with pytest.raises(ValueError, match="cannot be read"):
        engine.commit(failing(), [article_id("one")], LedgerUpdate(roots=("/new",)))

    assert find(engine) == ["one"]
    assert find(engine, "flood") == ["one"]
    assert engine.ledger() == Ledger()
    assert commit(engine, [article("three")]).added == 1


def test_the_ledger_travels_with_the_commit(engine: SearchEngine) -> None:
    record = FileRecord(10, 123456789, "abc", "read", 1, ((Location("/a.txt"), article_id("a")),))
    failed = FileRecord(10, 1, None, "failed", 1, reason="/b.txt: not text", forgotten=True)
    run = Run(datetime(2016, 7, 14, tzinfo=UTC), {"new": 1})
    files = {"/a.txt": record, "/b\udcff.txt": failed}
    update = LedgerUpdate(files, roots=("/a.txt", "/b"), options={"jobs": "2"}, last_run=run)
    engine.commit([article("a")], [], update)

    assert engine.ledger() == Ledger(files, ("/a.txt", "/b"), {"jobs": "2"}, run)

    changed = replace(record, size=11)
    engine.commit([], [], LedgerUpdate({"/a.txt": changed}, drop=frozenset({"/b\udcff.txt", "/unknown"})))

    assert engine.ledger() == Ledger({"/a.txt": changed}, ("/a.txt", "/b"), {"jobs": "2"}, run)


def test_only_the_latest_version_can_be_found(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("v2", guid="g", version="2", body="flood", published="2016-07-14"),
            article("v10", guid="g", version="10", body="flood", published="2016-07-13"),
            article("other", guid="h", body="flood"),
        ],
    )

    assert find(engine, "flood") == ["other", "v10"]
    assert engine.stats().hidden == 1
    assert engine.article(article_id("v2")).version == "2"
    assert len(engine.ids()) == 3


def test_without_versions_the_later_published_one_is_the_latest(engine: SearchEngine) -> None:
    commit(engine, [article("old", guid="g", published="2016-07-13"), article("new", guid="g", published="2016-07-14")])

    assert find(engine) == ["new"]


@pytest.mark.parametrize("status", ["canceled", "Cancelled", "WITHHELD"])
def test_a_cancellation_hides_all_versions_until_it_is_taken_out(engine: SearchEngine, status: str) -> None:
    commit(engine, [article("story", guid="g", version="1"), article("lone", status=status)])
    assert find(engine) == ["story"]

    commit(engine, [article("cancel", guid="g", version="2", status=status)])
    assert find(engine) == []

    commit(engine, remove=["cancel"])
    assert find(engine) == ["story"]


def test_hidden_articles_count_nowhere(engine: SearchEngine) -> None:
    quotes = [Said("flood", "Ana Ruiz")]
    commit(engine, [article("v1", guid="g", version="1", body="flood", people=["Ana Ruiz"], quotes=quotes)])
    alone = engine.search(SearchRequest("flood")).hits[0].score
    commit(engine, [article("v2", guid="g", version="2", body='flood "flood" Ana Ruiz said.')])

    assert engine.people() == []
    assert engine.search(SearchRequest(of="quotes")).total == 0
    stats = engine.stats()
    assert (stats.articles, stats.hidden, stats.utterances, stats.people) == (1, 1, 0, 0)
    assert engine.search(SearchRequest("flood")).hits[0].score == pytest.approx(alone, rel=0.5)
    assert engine.search(SearchRequest("flood")).total == 1


def test_stats_tell_the_first_and_last_day_and_how_many_articles_have_none(engine: SearchEngine) -> None:
    commit(engine, [article("a", published="2016-07"), article("b", published="1969-05-05"), article("c")])

    stats = engine.stats()

    assert (str(stats.first_day), str(stats.last_day), stats.articles) == ("1969-05-05", "2016-07-31", 3)
    assert stats.undated == 1
    assert engine.check().faults == ()


def test_an_empty_commit_is_a_commit(engine: SearchEngine) -> None:
    report = commit(engine)

    assert (report.generation, report.added, report.replaced, report.removed) == (1, 0, 0, 0)
    assert engine.stats().articles == 0
    assert engine.stats().first_day is None


def test_closing_twice_does_nothing(engine: SearchEngine) -> None:
    engine.close()
    engine.close()
