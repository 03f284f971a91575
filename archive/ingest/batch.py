"""Commits: articles and what the ledger says of their files, gathered until they are worth one write."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain

from archive.ingest.filed import dated
from archive.ingest.places import Places
from archive.ingest.values import GATHERED, Store
from index.article import Article, ArticleId
from index.ledger import FileRecord, LedgerUpdate, Run

_MOST_ARTICLES = 2_000
"""How many articles are gathered in :data:`GATHERED` bytes; more where more bytes are."""
_MOST_SECONDS = 30.0
"""How much work a loss of power may cost."""
_AT_ONCE = 64
"""Stored articles in memory at a time."""


@dataclass(slots=True)
class Batches:
    """Gathers changes and commits them; every commit carries articles and ledger together.

    ``places`` must be told of every change before it is gathered here. ``roots`` and ``options`` go with the first
    commit. While ``keep_added`` is set, what is removed keeps the moment it was first added, in case it comes again.
    """

    store: Store
    places: Places
    committed: Callable[[int], None]
    roots: tuple[str, ...] | None = None
    options: Mapping[str, str] | None = None
    keep_added: bool = True
    most_bytes: int = GATHERED
    _articles: dict[ArticleId, Article] = field(default_factory=dict)
    _touched: set[ArticleId] = field(default_factory=set)
    _put: dict[str, FileRecord] = field(default_factory=dict)
    _drop: set[str] = field(default_factory=set)
    _added: dict[ArticleId, datetime | None] = field(default_factory=dict)
    _bytes: int = 0
    _now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _since: float = field(default_factory=time.monotonic)

    def add(self, article: Article) -> None:
        """Gather an article that was read; its places are filled in when it is committed."""
        self._articles[article.id] = article
        self._bytes += len(article.raw) + len(article.body)

    def touch(self, ids: set[ArticleId]) -> None:
        """Gather articles whose places have changed; those without any leave the archive."""
        self._touched |= ids

    def put(self, path: str, record: FileRecord) -> None:
        """Gather what the ledger shall say of a file."""
        self._put[path] = record
        self._drop.discard(path)

    def drop(self, path: str) -> None:
        """Gather that the ledger shall forget a file."""
        self._put.pop(path, None)
        self._drop.add(path)

    def flush_if_full(self) -> None:
        """Commit if what is gathered is worth a commit."""
        count = len(self._articles) + len(self._touched) + len(self._put) // 16
        most = _MOST_ARTICLES * max(1, self.most_bytes / GATHERED)
        if count >= most or self._bytes >= self.most_bytes or time.monotonic() - self._since >= _MOST_SECONDS:
            self.flush()

    def pending(self) -> bool:
        """Tell whether there is anything to commit."""
        return bool(
            self._articles
            or self._touched
            or self._put
            or self._drop
            or self.roots is not None
            or self.options is not None
        )

    def flush(self, last_run: Run | None = None) -> None:
        """Commit everything gathered, if there is anything."""
        if self.pending() or last_run is not None:
            self._commit(last_run)
        self._articles, self._touched, self._put, self._drop = {}, set(), {}, set()
        self._bytes, self._since = 0, time.monotonic()
        self.roots = self.options = None

    def _commit(self, last_run: Run | None) -> None:
        remove: list[ArticleId] = []
        stored: list[ArticleId] = []
        for id in sorted(self._touched - self._articles.keys()):
            (stored if self.places.of(id) else remove).append(id)
        if self.keep_added:
            self._remember(remove)
        add = map(self._placed, chain(self._articles.values(), self._stored(stored)))
        ledger = LedgerUpdate(self._put, frozenset(self._drop), self.roots, self.options, last_run)
        self.store.commit(add, remove, ledger)
        self.committed(len(self._articles))

    def _placed(self, article: Article) -> Article:
        from archive.ingest.credited import credited

        places = self.places.of(article.id) or article.locations
        article = credited(dated(article, filter(self.places.alone, places)), places)
        return replace(article, locations=places, added=article.added or self._added.get(article.id) or self._now)

    def _remember(self, remove: list[ArticleId]) -> None:
        """Keep the moments articles entered the archive, in case a later file of this run holds them again."""
        for article in self._stored(remove):
            self._added[article.id] = article.added

    def _stored(self, ids: Sequence[ArticleId]) -> Iterator[Article]:
        """Yield stored articles, a few in memory at a time: a file that moved may hold a million."""
        for start in range(0, len(ids), _AT_ONCE):
            yield from self.store.articles(ids[start : start + _AT_ONCE])
