"""The embedded engine: answers from the last state of an archive, and writes new ones."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np

from index.article import Article, ArticleId
from index.errors import ArchiveError, DamagedArchiveError, ReadOnlyArchiveError
from index.ledger import Ledger, LedgerUpdate
from index.request import (
    ArchivePerson,
    ArchiveStats,
    CheckReport,
    CommitReport,
    FacetCount,
    Of,
    PersonPage,
    SearchPage,
    SearchRequest,
)
from index.whoosh.disk import Disk
from index.whoosh.files import SegmentFaultError
from index.whoosh.snapshot import Snapshot
from index.whoosh.states import TRIES, States
from index.whoosh.toc import SEGMENTS, read_toc

if TYPE_CHECKING:
    from index.whoosh.ledgers import LedgerFiles
    from index.whoosh.lock import WriterLock
    from index.whoosh.merging import Merging

_KEPT = 1 << 24
"""Bytes of the block that is taken and given back as an archive is opened, untouched: the C library of Linux keeps as
much freed memory as twice the greatest block ever freed. Else the arrays of every question would be fetched from the
system anew, half of the time that it takes."""

T = TypeVar("T")


class WhooshEngine:
    """One open archive; see :class:`index.engine.SearchEngine` for what it can do."""

    def __init__(self, folder: Path, lock: WriterLock | None, disk: Disk, memory: int | None = None) -> None:
        np.empty(_KEPT, dtype=np.uint8)
        self._folder = folder
        self._memory = memory
        self._lock = lock
        self._disk = disk
        self._changed = False
        self._merging: Merging | None = None
        self._states = States(folder)
        self._snapshot = self._states.load()

    @property
    def generation(self) -> int:
        """The commit that answers come from."""
        return self._states.toc.generation

    @property
    def snapshot(self) -> Snapshot:
        """The state that answers come from."""
        return self._snapshot

    def _load(self) -> Snapshot:
        """Answer from the last state from now on, and return it; a merge that is part of it has ended."""
        self._snapshot = self._states.load()
        if self._merging is not None and self._merging.name in {segment.name for segment in self._snapshot.segments}:
            self._merging = None
        return self._snapshot

    def ask(self, question: Callable[[Snapshot], T]) -> T:
        """Answer from the last state; a segment whose damage comes to light is left out, with a note."""
        while True:
            snapshot = self._snapshot
            try:
                with _nothing_collected():
                    return question(snapshot)
            except SegmentFaultError as error:
                self._snapshot = self._states.without(snapshot, error)

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        """Make one durable commit; see :meth:`index.engine.SearchEngine.commit`."""
        from index.whoosh.commit import Commit, sweep

        if self._lock is None:
            raise ReadOnlyArchiveError(
                f"{self._folder}: the archive was opened for reading; open it with mode 'write' to change it"
            )
        self._refuse_damage()
        commit = Commit(self._disk, self._folder, self._snapshot, self._memory)
        try:
            with _nothing_collected():
                commit.add(add)
                self._refuse_damage()  # which may have come to light while ``add`` took from what is stored
                commit.remove(remove)
                toc = commit.finish(ledger, self._merging)
        except BaseException:
            commit.abandon()
            self.refresh()
            raise
        self._changed = True
        before = self._states.toc
        self._load()
        self._merge_beside()
        # The state before is left for readers that are opening it just now.
        sweep(self._disk, self._folder, toc.files() | before.files() | self._being_written())
        return commit.report(toc)

    def _refuse_damage(self) -> None:
        if self._snapshot.faults:
            raise DamagedArchiveError(f"{self._snapshot.faults[0]}; nothing was written")

    def _merge_beside(self) -> None:
        """Begin the merge that is due, unless one is under way or has failed."""
        from index.whoosh.merging import Merging, due

        if self._merging is None:
            snapshot = self._snapshot
            parts = due(list(zip(snapshot.segments, snapshot.bits("live"), strict=True)))
            if parts:
                self._merging = Merging(self._disk, self._folder / SEGMENTS, snapshot.toc.next, parts)

    def _being_written(self) -> set[str]:
        return {f"{self._merging.name}.seg"} if self._merging else set()

    def _files(self) -> LedgerFiles:
        from index.whoosh.ledgers import Layer, LedgerFiles

        return LedgerFiles([Layer(self._folder / SEGMENTS / name) for name in self._snapshot.toc.ledger])

    def ledger(self) -> Ledger:
        """Return the ledger of the last commit."""
        toc = self._snapshot.toc
        return Ledger(self._files(), toc.roots, toc.options, toc.last_run)

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request; see :meth:`index.engine.SearchEngine.search`."""
        from index.whoosh.answers import answer

        return self.ask(lambda snapshot: answer(snapshot, request))

    def understand(self, text: str, of: Of = "articles") -> str:
        """Return how a query text of articles or quotes was understood, as an indented tree."""
        from index.query import understand

        return understand(text, of)

    def article(self, id: ArticleId) -> Article:
        """Return a stored article whole, hidden ones too, by the beginning of its id."""
        from index.whoosh.by_id import article

        return self.ask(lambda snapshot: article(snapshot, id))

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """Return stored articles by their whole ids; unknown ids are left out."""
        from index.whoosh.by_id import articles

        return self.ask(lambda snapshot: articles(snapshot, ids))

    def ids(self) -> list[ArticleId]:
        """Return the ids of all stored articles, in ascending order."""
        from index.whoosh.by_id import ids

        return self.ask(ids)

    def people(self, limit: int | None = None, offset: int = 0) -> list[ArchivePerson]:
        """Return the people of the archive, most articles first, then by name."""
        from index.whoosh.people_pages import people

        return self.ask(lambda snapshot: people(snapshot, limit, offset))

    def find_people(self, name: str) -> list[ArchivePerson]:
        """Return the people one of whose forms has all words of ``name``, most articles first."""
        from index.whoosh.people_pages import find_people

        return self.ask(lambda snapshot: find_people(snapshot, name))

    def person(self, name: str, quotes: int = 5) -> PersonPage | None:
        """Return what the archive knows of the person with exactly this archive-wide name, or None."""
        from index.whoosh.people_pages import person_page

        return self.ask(lambda snapshot: person_page(snapshot, name, quotes))

    def near_names(self, name: str, limit: int = 5) -> list[str]:
        """Return names of people spelled nearly like ``name``, nearest first, then most articles first."""
        from index.whoosh.near import near_names

        return self.ask(lambda snapshot: near_names(snapshot, name, limit))

    def complete(self, field: str, prefix: str, limit: int = 20) -> list[FacetCount]:
        """Return values of a facetable field with words that begin with ``prefix``, most articles first."""
        from index.whoosh.completions import complete

        return self.ask(lambda snapshot: complete(snapshot, field, prefix, limit))

    def similar(self, id: ArticleId, limit: int = 10) -> SearchPage:
        """Return articles most like one article, itself left out."""
        from index.whoosh.similar import similar

        article = self.article(id)
        return self.ask(lambda snapshot: similar(snapshot, article, limit))

    def stats(self) -> ArchiveStats:
        """Count the whole archive."""
        from index.whoosh.stats import stats

        size = sum(map(_size, (self._folder / SEGMENTS).iterdir()))
        return self.ask(lambda snapshot: stats(snapshot, size))

    def check(self) -> CheckReport:
        """Verify everything stored: checksums, counts and cross-references."""
        from index.whoosh.check import check

        toc = self._states.toc
        for _ in range(TRIES):
            report = check(self._folder, toc)
            before = toc
            if not report.faults or (toc := read_toc(self._folder)) == before:
                break  # else a writer has gone on meanwhile, and removed files of the state that was verified
        return report

    def refresh(self) -> bool:
        """Look for a newer commit, and for what the user says of people; return True when there was something new."""
        if not self._states.changed():
            return False
        before = self._snapshot
        now = self._load()
        return (now.toc.generation, now.toc.last_run, now.rules) != (
            before.toc.generation,
            before.toc.last_run,
            before.rules,
        )

    def close(self) -> None:
        """Let go of files and locks; closing twice does nothing."""
        if self._lock is not None:
            try:
                if self._changed:
                    self._finish()
            finally:
                if self._merging is not None:
                    self._merging.result()  # nobody else may write before it has ended
                self._lock.release()
                self._lock = None

    def _finish(self) -> None:
        """Merge, and work out the people that the last commits left out; where that fails, readers do so themselves."""
        from index.whoosh.commit import Commit, sweep

        if self._snapshot.faults:
            return
        commit = Commit(self._disk, self._folder, self._snapshot)
        with contextlib.suppress(ArchiveError):
            try:
                with _nothing_collected():
                    toc = commit.settle(self._merging)
            except BaseException:
                commit.abandon()
                raise
            sweep(self._disk, self._folder, toc.files())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage while an archive is written or asked: there is none that counting references leaves.

    Looking takes up to a third of the time of writing. Among the many objects of a program that runs on, it would take
    longer than most answers, in the midst of one; the next thing that is made behind it begins it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _size(path: Path) -> int:
    """Return the size of a file; 0 for one that a writer has removed since it was listed."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
