"""What every engine can do, and how one is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self, runtime_checkable

from index.article import Article, ArticleId
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

LOCK = "lock"
"""The file in the folder of an archive that a writer holds."""


@runtime_checkable
class SearchEngine(Protocol):
    """Stores articles and answers questions about them.

    Answers come from the last commit that was seen by :meth:`refresh` or made by this engine. An article is *visible*
    when no later version and no cancellation of the same guid is stored; only visible articles are found and counted.
    """

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        """Make one durable commit: articles with their utterances, removals, and what changed in the ledger of files.

        An article whose id is stored already replaces it and keeps the old ``added``. An article in both ``add`` and
        ``remove`` is added. All or nothing: if ``add`` raises, the archive is as it was.

        Raises:
            LockedError: another process is writing, and waiting was in vain.
            ReadOnlyArchiveError: the folder cannot be written.
            NoSpaceError: the disk is full; the archive is as it was.
        """

    def ledger(self) -> Ledger:
        """Return the ledger of the last commit."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request.

        Raises:
            QuerySyntaxError: the query text does not parse.
            UnknownFieldError: a filter or facet names a field that cannot serve it.
        """

    def understand(self, text: str, of: Of = "articles") -> str:
        """Return how a query text of articles or quotes was understood, as an indented tree, one condition a line.

        Raises:
            QuerySyntaxError: the query text does not parse.
            UnknownFieldError: it names a field that does not exist.
        """

    def article(self, id: ArticleId) -> Article:
        """Return a stored article whole, hidden ones too.

        Raises:
            UnknownArticleError: no article, or more than one, has an id that begins so.
        """

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """Return stored articles by their whole ids, in the order asked; unknown ids are left out."""

    def ids(self) -> list[ArticleId]:
        """Return the ids of all stored articles, hidden ones too, in ascending order."""

    def people(self, limit: int | None = None, offset: int = 0) -> list[ArchivePerson]:
        """Return the people of the archive, most articles first, then by name."""

    def find_people(self, name: str) -> list[ArchivePerson]:
        """Return the people one of whose forms has all words of ``name`` (any case, accents folded).

        Most articles come first. Titles before the name are no part of it, but tell which people are meant, where any
        of them bears these.
        """

    def person(self, name: str, quotes: int = 5) -> PersonPage | None:
        """Return what the archive knows of the person with exactly this archive-wide name, or None."""

    def near_names(self, name: str, limit: int = 5) -> list[str]:
        """Return names of people spelled nearly like ``name``, nearest first, then most articles first."""

    def complete(self, field: str, prefix: str, limit: int = 20) -> list[FacetCount]:
        """Return values of a facetable field with words that begin with ``prefix`` (folded), most articles first."""

    def similar(self, id: ArticleId, limit: int = 10) -> SearchPage:
        """Return articles most like one article, itself left out."""

    def stats(self) -> ArchiveStats:
        """Count the whole archive."""

    def check(self) -> CheckReport:
        """Verify everything stored: checksums, counts and cross-references."""

    def refresh(self) -> bool:
        """Look for a newer commit, and for what the user says of people; return True when there was something new."""

    def close(self) -> None:
        """Let go of files and locks; closing twice does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_engine(
    folder: Path, mode: Literal["read", "write"] = "read", *, create: bool = False, wait: float = 30.0
) -> SearchEngine:
    """Open the archive in ``folder``; ``create`` makes an empty one where none is.

    Opening runs nothing that the folder holds. ``mode`` "write" takes the writer's lock, waiting ``wait`` seconds at
    most.

    Raises:
        NoArchiveError: the folder holds no archive and ``create`` is False, or it holds something else.
        NewerArchiveError: a newer version of this program made it.
        OlderArchiveError: an older version made it, in a form that is no longer read.
        ReadOnlyArchiveError: ``mode`` is "write" and the folder cannot be written.
        LockedError: another process is writing it.
        DamagedArchiveError: what it holds cannot be trusted.
    """
    from index.whoosh import open_archive

    return open_archive(folder, mode, create=create, wait=wait)


def writer_lock(folder: Path, wait: float = 30.0) -> AbstractContextManager[None]:
    """Hold the writer's lock of the archive in ``folder`` without opening it, waiting ``wait`` seconds at most.

    Raises:
        LockedError: another process is writing it.
        ReadOnlyArchiveError: the folder cannot be written.
    """
    from index.whoosh import writer_lock as lock

    return lock(folder, wait)


def own_names() -> frozenset[str]:
    """Return the names of what lies in the folder of an archive; all else that is there is none of its own."""
    from index.whoosh.opening import OWN

    return OWN
