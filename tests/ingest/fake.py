"""A store in memory and parse functions of every temper; importable, since worker processes import them by name."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.readers import Copy
from index.article import Article, ArticleId, Location
from index.errors import NoSpaceError
from index.ledger import Ledger, LedgerUpdate
from index.request import CommitReport


@dataclass(slots=True)
class MemoryStore:
    """Keeps what is committed, as an engine would; ``room`` is how many commits succeed before the disk is full."""

    stored: dict[ArticleId, Article] = field(default_factory=dict)
    known: Ledger = field(default_factory=Ledger)
    commits: list[tuple[list[ArticleId], list[ArticleId], LedgerUpdate]] = field(default_factory=list)
    room: int | None = None

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        added, removed = list(add), list(remove)
        if self.room is not None and len(self.commits) >= self.room:
            raise NoSpaceError("archive: no space left on the device: free some, and run again")
        for id in removed:
            self.stored.pop(id, None)
        for article in added:
            had = self.stored.get(article.id)
            since = had.added if had else article.added
            self.stored[article.id] = replace(article, added=since)
        self._note(ledger)
        self.commits.append(([article.id for article in added], removed, ledger))
        return CommitReport(len(self.commits), len(added), 0, len(removed))

    def _note(self, update: LedgerUpdate) -> None:
        known = self.known
        files = {path: record for path, record in known.files.items() if path not in update.drop}
        self.known = Ledger(
            files={**files, **update.put},
            roots=known.roots if update.roots is None else update.roots,
            options=known.options if update.options is None else update.options,
            last_run=update.last_run or known.last_run,
        )

    def ledger(self) -> Ledger:
        return self.known

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        return [self.stored[id] for id in ids if id in self.stored]

    def bodies(self) -> dict[str, list[str]]:
        """Return where every article lies, by its body."""
        return {
            article.body: [f"{Path(place.path).name}" for place in article.locations]
            for article in self.stored.values()
        }

    def check(self) -> None:
        """Assert that articles and ledger agree."""
        places: dict[ArticleId, set[Location]] = {}
        for path, record in self.known.files.items():
            for place, id in record.articles:
                assert place.path == path
                places.setdefault(id, set()).add(place)
        assert places == {id: set(article.locations) for id, article in self.stored.items()}


def parse(copies: Sequence[Copy], path: str) -> list[Article]:
    """Make an article of each copy, without reading anything out of it."""
    return [
        Article(
            id=hashlib.sha256(copy.raw).hexdigest(),
            locations=(Location(path, copy.member, copy.ordinal),),
            format=copy.format,
            reader=1,
            body=copy.text,
            raw=copy.raw,
            encoding=copy.encoding,
        )
        for copy in copies
    ]


def hostile(copies: Sequence[Copy], path: str) -> list[Article]:
    """Do what the first word of the story says to the worker process; read other stories well."""
    for copy in copies:
        word = copy.text.split()[0]
        if word == "DIE":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "EXIT":
            os._exit(3)
        elif word == "HANG":
            time.sleep(600)
        elif word == "GROW":
            held = [bytearray(1 << 24) for _ in range(10_000)]
            assert len(held) == 10_000
        elif word == "RAISE":
            raise ValueError("a fault in the extractor")
        elif word == "ODD":
            raise OddError("one", two="two")
        elif word == "LEAVE":
            raise SystemExit(4)
    return parse(copies, path)


def slow(copies: Sequence[Copy], path: str) -> list[Article]:
    """Take a while over each story."""
    time.sleep(0.05)
    return parse(copies, path)


class OddError(Exception):
    """Cannot be made again from its arguments alone, as unpickling does."""

    def __init__(self, one: str, *, two: str) -> None:
        super().__init__(one)
        self.two = two
