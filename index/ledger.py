"""The ledger of files: what was seen, where, with which size, time and digest, and what came of it.

It travels inside every commit, so that articles and the knowledge of where they came from never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from index.article import ArticleId, Location
from index.values import dataclass

Outcome = Literal["read", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is known of one file.

    ``size`` in bytes, ``mtime_ns`` in nanoseconds since the epoch, ``digest`` of the whole file (None when never read).
    ``articles`` are the records found in it, with where they lie; ``reason`` tells why it was skipped or
    failed, or which of its records could not be read.
    ``format`` is the name of the reader that read it and ``reader`` its version; None where no reader knows the file.
    ``forgotten`` files stay out until they are named again; a forgotten folder has a record of its own.
    """

    size: int
    mtime_ns: int
    digest: str | None
    outcome: Outcome
    reader: int
    articles: tuple[tuple[Location, ArticleId], ...] = ()
    reason: str | None = None
    forgotten: bool = False
    format: str | None = None


Stamp = tuple[int, int, int, str]
"""Size, time of change, version and name of the reader: what tells whether a file has to be looked at again."""


@runtime_checkable
class Stamped(Protocol):
    """Offered by a mapping of records that can tell stamps faster than it makes records."""

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file that was read; None for one that is unknown, forgotten, skipped or failed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One indexing run: when it ended (UTC) and its counts by name ("new", "changed", "moved", ...)."""

    ended: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything the archive knows about files.

    ``files`` maps absolute paths (surrogate escapes for bytes that are not UTF-8) to records; ``roots`` are the files
    and folders that were asked for, in order; ``options`` are those of the last run that later runs repeat.
    """

    files: Mapping[str, FileRecord] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    last_run: Run | None = None


@dataclass(frozen=True, slots=True)
class LedgerUpdate:
    """What one commit changes in the ledger.

    ``put`` replaces or adds records, ``drop`` removes them; ``roots``, ``options`` and ``last_run`` replace the old
    ones unless None.
    """

    put: Mapping[str, FileRecord] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    roots: tuple[str, ...] | None = None
    options: Mapping[str, str] | None = None
    last_run: Run | None = None
