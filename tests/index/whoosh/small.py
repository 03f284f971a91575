"""A small archive whose every committed state is known, for tests that break it."""

from __future__ import annotations

from pathlib import Path

from index.article import Article, Location
from index.engine import SearchEngine
from index.ledger import FileRecord, LedgerUpdate
from index.request import FacetRequest, SearchPage, SearchRequest
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.opening import open_folder
from tests.index.build import Said, article, article_id

PER_COMMIT = 3
FACETS = tuple(FacetRequest(field) for field in ("person", "speaker", "source", "place", "date"))
QUESTIONS = (
    SearchRequest("flood", facets=FACETS),
    SearchRequest('"the old harbour"'),
    SearchRequest("har* person:ruiz"),
    SearchRequest("quote:rebuild", of="quotes"),
    SearchRequest("harbor~ path:news"),
    SearchRequest("", sort="date", limit=100),
)


def batch(number: int) -> list[Article]:
    """Return the articles of commit ``number``, from 1."""
    return [
        article(
            f"n{number}x{at}",
            body=f"The flood number {number} reached the old harbour of town {at}. Ana Ruiz saw it.",
            headline=f"Flood {number}",
            people=["Ana Ruiz"],
            quotes=[Said("We will rebuild", "Ana Ruiz")],
            place="Velm",
            published=f"2016-0{1 + at}-1{number % 10}",
            agency="Northern Wire",
        )
        for at in range(PER_COMMIT)
    ]


def update(number: int) -> LedgerUpdate:
    """Return the change of the ledger that belongs to commit ``number``."""
    records = {
        f"/news/n{number}x{at}.txt": FileRecord(
            number, at, "d", "read", 1, ((Location(f"/news/n{number}x{at}.txt"), article_id(f"n{number}x{at}")),)
        )
        for at in range(PER_COMMIT)
    }
    return LedgerUpdate(put=records, roots=("/news",))


def make_commit(engine: SearchEngine, number: int) -> None:
    """Make commit ``number``: its articles come, the first of the commit before goes."""
    gone = [article_id(f"n{number - 1}x0")] if number > 1 else []
    engine.commit(iter(batch(number)), gone, update(number))


def expected_ids(commits: int) -> list[str]:
    """Return the ids of the archive after so many commits."""
    names = [f"n{number}x{at}" for number in range(1, commits + 1) for at in range(PER_COMMIT)]
    gone = {f"n{number}x0" for number in range(1, commits)}
    return sorted(article_id(name) for name in names if name not in gone)


def make(folder: Path, commits: int, disk: Disk | None = None, first: int = 1) -> None:
    """Make an archive of so many commits, or go on with one from commit ``first`` on."""
    with open_folder(folder, "write", create=True, wait=5, disk=disk or Disk()) as engine:
        for number in range(first, commits + 1):
            make_commit(engine, number)


def answers(engine: SearchEngine) -> list[tuple[object, ...]]:
    """Return what an engine answers, without what differs from run to run."""
    return [plain(engine.search(question)) for question in QUESTIONS]


def plain(page: SearchPage) -> tuple[object, ...]:
    """Return a page without the time it took and without notes."""
    return page.total, page.hits, page.quotes, dict(page.facets)


def assert_sound(folder: Path, commits: int) -> None:
    """Fail unless the archive is whole and in the state after ``commits``."""
    with open_folder(folder, "read", create=False, wait=0, disk=Disk()) as engine:
        report = engine.check()
        assert not report.faults, report.faults
        assert engine.ids() == expected_ids(commits)
        assert engine.search(SearchRequest("")).total == report.articles == len(engine.ids())
        assert len(engine.ledger().files) == commits * PER_COMMIT
        for stored in engine.articles(engine.ids()):
            assert stored.body.startswith("The flood number")


def opened(folder: Path) -> WhooshEngine:
    """Open an archive for reading."""
    return open_folder(folder, "read", create=False, wait=0, disk=Disk())
