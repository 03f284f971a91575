"""What indexing is asked to do, what it found, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple, Protocol

from index.article import Article, ArticleId
from index.ledger import Ledger, LedgerUpdate
from index.request import CommitReport
from index.values import dataclass


class Store(Protocol):
    """The part of a search engine that indexing needs; see :class:`index.engine.SearchEngine`."""

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        """Make one durable commit."""

    def ledger(self) -> Ledger:
        """Return the ledger of the last commit."""

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """Return stored articles by their whole ids, in the order asked; unknown ids are left out."""


class Found(NamedTuple):
    """A regular file that a walk came by; ``size`` in bytes, ``mtime_ns`` in nanoseconds since the epoch."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, and why, in one line."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Files of one root that are gone but stay in the archive, since they are more than half of it."""

    root: str
    gone: int
    known: int

    def __str__(self) -> str:
        return (
            f"{self.root}: {self.gone:,} of its {self.known:,} files are gone, more than half: nothing was removed;"
            " if they are meant to go, run again with --prune"
        )


COLUMNS = "map"
"""The remembered option that names the columns of tables."""


SPREAD = 10
"""Articles take eight times the bytes of body and raw record in memory, with what is made of them to write them."""

GATHERED = (256 << 20) // SPREAD
"""Bytes of articles, raw and restored, that are gathered unless another amount is asked for: 256 MB in memory."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to index.

    ``seconds`` and ``memory`` (bytes) limit the reading of one file; a file gets more time by its size. ``jobs`` is the
    number of worker processes, 0 for one a processor. ``gathered`` is how many bytes of articles, raw and restored, are
    gathered until they are committed; in memory they take up to :data:`SPREAD` times as much. ``remember`` joins the
    options that later runs repeat; under ``COLUMNS`` stand the columns that hold the fields of tables, as
    :func:`archive.readers.columns.columns_to` writes them.
    """

    prune: bool = False
    keep_missing: bool = False
    retry: bool = False
    jobs: int = 0
    seconds: float = 60.0
    memory: int = 2 << 30
    gathered: int = GATHERED
    remember: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done, found without reading more than the files that moved or were touched.

    ``reread`` files were read by an older reader, ``retried`` ones failed before. ``moved`` pairs an old path with the
    file that now holds the same bytes. ``touched`` files have a new time and the old bytes. ``gone`` files leave the
    archive, ``held`` tells of those that do not; ``dropped`` are those gone files of which it held no article.
    ``skipped`` is what holds no article as far as is known without reading, each path with its kind; ``failed_before``
    files failed in an earlier run and have not changed. ``missing`` are roots that are not there.
    """

    new: tuple[Found, ...] = ()
    changed: tuple[Found, ...] = ()
    reread: tuple[Found, ...] = ()
    retried: tuple[Found, ...] = ()
    moved: tuple[tuple[str, Found], ...] = ()
    touched: tuple[Found, ...] = ()
    gone: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    held: tuple[HeldBack, ...] = ()
    failures: tuple[Failure, ...] = ()
    missing: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    unchanged: int = 0
    failed_before: int = 0
    forgotten: int = 0
    named_again: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()

    def to_read(self) -> list[Found]:
        """Return every file whose content must be read, in path order."""
        return sorted(self.new + self.changed + self.reread + self.retried)


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did, counted in files; ``articles`` counts the records read, ``took`` is in seconds.

    ``failed`` are the failures of this run; ``failed_before`` counts files that failed earlier and were left alone.
    ``skipped`` counts by kind what holds no article. ``interrupted``: what was finished is committed, the rest is not
    done.
    """

    new: int = 0
    changed: int = 0
    moved: int = 0
    gone: int = 0
    unchanged: int = 0
    reread: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[Failure, ...] = ()
    failed_before: int = 0
    forgotten: int = 0
    held: tuple[HeldBack, ...] = ()
    missing: tuple[str, ...] = ()
    articles: int = 0
    interrupted: bool = False
    took: float = 0.0

    def counts(self) -> dict[str, int]:
        """Return the counts by name, as the ledger and ``--json`` show them."""
        return {
            "new": self.new,
            "changed": self.changed,
            "moved": self.moved,
            "gone": self.gone,
            "unchanged": self.unchanged,
            "reread": self.reread,
            "skipped": sum(self.skipped.values()),
            "failed": len(self.failed),
            "articles": self.articles,
        }


class Observer:
    """Hears how a run goes; this one does nothing, and what shows progress overrides what it needs."""

    def walked(self, files: int) -> None:
        """Hear that so many more files were found."""

    def planned(self, plan: Plan) -> None:
        """Hear what will be done, once, before any file is read."""

    def reading(self, file: Found, position: int) -> None:
        """Hear that a large file is read up to a byte; told again and again until it is done."""

    def done(self, file: Found, articles: int) -> None:
        """Hear that a file was read, skipped or given up; ``articles`` were found in it."""

    def failed(self, failure: Failure) -> None:
        """Hear of a failure as soon as it is known; the summary repeats it."""

    def committed(self, articles: int) -> None:
        """Hear that so many more articles are safe."""
