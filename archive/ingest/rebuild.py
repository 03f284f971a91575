"""Making an archive again from its files: a new one is built beside, and replaces the old when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.errors import UsageError
from archive.ingest.interrupt import Stop
from archive.ingest.manifest import Manifest, read_manifest
from archive.ingest.places import Places
from archive.ingest.run import ingest
from archive.ingest.swap import exchange
from archive.ingest.values import Observer, Options, Store, Summary
from archive.ingest.worker import Parse
from index.article import Article, ArticleId
from index.engine import SearchEngine, open_engine, writer_lock
from index.errors import ArchiveError, DamagedArchiveError
from index.ledger import FileRecord, Ledger, LedgerUpdate
from index.request import CommitReport

USERS_FILES = ("people.txt",)
"""Files in the archive folder that people write themselves."""

LOCK = "lock"
"""The file in the archive folder that a writer holds."""

_PART = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of making an archive again.

    ``kept`` are the files that could not be read now, and whose articles were taken over from the old archive; the next
    run of indexing decides about them. ``old_unreadable`` is why the old archive could not help, or None.
    """

    summary: Summary
    kept: tuple[str, ...] = ()
    old_unreadable: str | None = None


def rebuild(
    folder: Path,
    options: Options,
    observer: Observer,
    stop: Stop,
    *,
    wait: float = 30.0,
    parse: Parse | None = None,
) -> Rebuilt:
    """Make the archive in ``folder`` again from the files that its manifest names.

    The old index is not needed. If it can be read, articles keep the moment they were added, and those whose files
    cannot be read now are taken over. Until the new archive is whole, the old one stays and answers; for good when
    ``stop`` is set.

    Raises:
        UsageError: a root is missing and the old archive cannot help; ``options.prune`` goes on without it.
        ArchiveError: there is no archive, another process writes it, or the disk is full; the old archive stays.
    """
    folder = folder.resolve()
    manifest = read_manifest(folder)
    beside = folder.with_name(f"{folder.name}.rebuilding")
    with ExitStack() as stack:
        stack.enter_context(writer_lock(folder, wait))
        old = _Old.open(folder)
        stack.callback(old.close)
        _check_roots(manifest, old, options)
        _clear(beside)
        stack.callback(shutil.rmtree, beside, ignore_errors=True)
        with open_engine(beside, "write", create=True) as new:
            store = _WithHistory(new, old)
            new.commit([], [], _first(manifest))
            summary = ingest(store, (), replace(options, prune=False), observer, stop, parse)
            kept = () if summary.interrupted else _take_over(store, old)
        if not summary.interrupted:
            _keep_users_files(folder, beside)
            old.close()
            exchange(beside, folder)
    return Rebuilt(summary, kept, old.fault)


@dataclass(slots=True)
class _Old:
    """The old archive, as far as it can still be read."""

    engine: SearchEngine | None = None
    fault: str | None = None
    ledger: Ledger = field(default_factory=Ledger)

    @classmethod
    def open(cls, folder: Path) -> _Old:
        """Open the archive in ``folder`` for reading, or note why that is not possible."""
        try:
            engine = open_engine(folder, "read")
        except ArchiveError as error:
            return cls(fault=str(error))
        old = cls(engine)
        try:
            old.ledger = engine.ledger()
        except ArchiveError as error:
            old._give_up(error)
        return old

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """Return stored articles whose record is still the one their id was made of."""
        from archive.parse import article_id

        if self.engine is None:
            return []
        try:
            return [article for article in self.engine.articles(ids) if article_id(article.raw) == article.id]
        except ArchiveError as error:
            self._give_up(error)
            return []

    def close(self) -> None:
        """Let go of the old archive."""
        if self.engine is not None:
            self.engine.close()
            self.engine = None

    def _give_up(self, error: ArchiveError) -> None:
        self.fault = str(error)
        self.close()
        self.ledger = Ledger()


@dataclass(slots=True)
class _WithHistory:
    """A new archive whose articles keep the moments they entered the old one."""

    new: SearchEngine
    old: _Old

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        articles = list(add)
        since = {article.id: article.added for article in self.old.articles([article.id for article in articles])}
        aged = [replace(article, added=since.get(article.id, article.added)) for article in articles]
        return self.new.commit(aged, remove, ledger)

    def ledger(self) -> Ledger:
        return self.new.ledger()

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        return self.new.articles(ids)


def _first(manifest: Manifest) -> LedgerUpdate:
    """Return what the ledger of a new archive begins with."""
    mark = FileRecord(0, 0, None, "skipped", 0, reason="forgotten", forgotten=True)
    return LedgerUpdate(dict.fromkeys(manifest.forgotten, mark), roots=manifest.roots, options=manifest.options)


def _check_roots(manifest: Manifest, old: _Old, options: Options) -> None:
    missing = [root for root in manifest.roots if not os.path.lexists(root)]
    if missing and old.engine is None and not options.prune:
        raise UsageError(
            f"{missing[0]}: there is no such file or folder, and the old archive cannot be read either: bring it back,"
            " or go on without its articles with --prune"
        )


def _take_over(store: Store, old: _Old) -> tuple[str, ...]:
    """Carry over the articles of files that the old archive had read and the new one could not."""
    now = store.ledger().files
    lost: dict[str, FileRecord] = {}
    for path in old.ledger.files:
        if path not in now or (now[path].outcome == "failed" and not now[path].articles):
            record = old.ledger.files[path]
            if record.articles:
                lost[path] = replace(now[path], articles=record.articles) if path in now else record
    places = Places(now)
    paths = list(lost)
    for start in range(0, len(paths), _PART):
        _carry(store, old, places, {path: lost[path] for path in paths[start : start + _PART]})
    return tuple(paths) if old.engine is not None else ()


def _carry(store: Store, old: _Old, places: Places, lost: Mapping[str, FileRecord]) -> None:
    ids = list(dict.fromkeys(id for record in lost.values() for _, id in record.articles))
    have = {article.id: article for article in (*old.articles(ids), *store.articles(ids))}
    put: dict[str, FileRecord] = {}
    for path, record in lost.items():
        put[path] = replace(record, articles=tuple(entry for entry in record.articles if entry[1] in have))
        places.put(put[path].articles)
    store.commit([replace(it, locations=places.of(it.id)) for it in have.values()], [], LedgerUpdate(put))


def _clear(beside: Path) -> None:
    """Remove what an earlier attempt left behind, and nothing else."""
    if not os.path.lexists(beside):
        return
    try:
        read_manifest(beside)
    except DamagedArchiveError:
        pass
    except ArchiveError:
        if beside.is_symlink() or not beside.is_dir() or any(beside.iterdir()):
            raise UsageError(f"{beside}: it is in the way: move it elsewhere") from None
    shutil.rmtree(beside)


def _keep_users_files(folder: Path, beside: Path) -> None:
    """Let the new folder have what belongs to the place rather than to the index.

    The very lock that is held goes with it: whoever waits for it must not be left with that of a removed folder.
    """
    shutil.copymode(folder, beside)
    held = beside / f"{LOCK}.held"
    with suppress(OSError):  # a file system without hard links
        held.hardlink_to(folder / LOCK)
        held.replace(beside / LOCK)
    for name in USERS_FILES:
        if (folder / name).is_file():
            shutil.copy2(folder / name, beside / name)
