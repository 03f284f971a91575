"""Making an archive again from its files: a new one is built beside, and replaces the old when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.errors import UsageError
from archive.ingest.interrupt import Stop, ended_by_interrupt
from archive.ingest.places import Places
from archive.ingest.roots import lies_in
from archive.ingest.run import ingest
from archive.ingest.swap import exchange
from archive.ingest.values import Observer, Options, Store, Summary
from archive.ingest.worker import Parse
from index.article import Article, ArticleId
from index.engine import LOCK, SearchEngine, open_engine, own_names, writer_lock
from index.errors import ArchiveError, DamagedArchiveError, NoArchiveError
from index.ledger import FileRecord, Ledger, LedgerUpdate
from index.manifest import Manifest, read_manifest
from index.people_rules import PEOPLE_RULES
from index.request import CommitReport

_HELD = f"{LOCK}.held"
"""What the file that a writer holds is called for a moment in the new folder."""

_PART = 500
"""Files whose articles are taken over together."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of making an archive again.

    ``kept`` are the files that could not be read now, and whose articles were taken over from the old archive; the next
    run of indexing decides about them. ``lost`` are those whose articles, or some of them, were damaged there.
    ``old_unreadable`` is why the old archive could not help, or None.
    """

    summary: Summary
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
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
    cannot be read now are taken over, with ``options.prune`` unless they are gone. Until the new archive is whole, the
    old one stays and answers; for good when ``stop`` is set.

    Raises:
        UsageError: a root is missing and the old archive cannot help; ``options.prune`` goes on without it. Or the
            folder is a mount point.
        ArchiveError: there is no archive, another process writes it, or the disk is full; the old archive stays.
    """
    folder = folder.resolve()
    _manifest(folder)
    if os.path.ismount(folder):
        raise UsageError(f"{folder}: a mount point, whose place no new archive can take: index into a folder in it")
    beside = folder.with_name(f"{folder.name}.rebuilding")
    with ExitStack() as stack:
        with ended_by_interrupt():
            stack.enter_context(writer_lock(folder, wait))
        manifest = _manifest(folder)  # whoever held the lock may have changed it
        old = _Old.open(folder)
        stack.callback(old.close)
        missing = () if options.prune else tuple(root for root in manifest.roots if not os.path.lexists(root))
        _check_roots(missing, old, ())
        _clear(beside)
        stack.callback(_remove, beside)
        kept: tuple[str, ...] = ()
        lost: tuple[str, ...] = ()
        with open_engine(beside, "write", create=True) as new:
            store = _WithHistory(new, old)
            new.commit([], [], _first(manifest, options.prune))
            summary = ingest(store, (), replace(options, prune=False), observer, stop, parse)
            if not summary.interrupted:
                kept, lost = _take_over(store, old, options.prune)
                if stop.is_set():
                    summary, kept, lost = replace(summary, interrupted=True), (), ()
        if not summary.interrupted:
            _check_roots(missing, old, lost)
            _keep_users_files(folder, beside)
            old.close()
            exchange(beside, folder)
            _bring_along(beside, folder)
    return Rebuilt(summary, kept, lost, old.fault)


def _manifest(folder: Path) -> Manifest:
    """Return what the archive was asked to hold, by its index where the manifest is missing.

    Raises:
        ArchiveError: there is neither, or the manifest is damaged.
    """
    try:
        return read_manifest(folder)
    except NoArchiveError:
        old = _Old.open(folder)
        if old.engine is None:
            raise
        with closing(old):
            forgotten = tuple(path for path, record in old.files() if record.forgotten)
            return Manifest(old.ledger.roots, old.ledger.options, forgotten)


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

    def files(self) -> Iterator[tuple[str, FileRecord]]:
        """Yield what is known of each file, as far as it can be read."""
        for path in self.ledger.files:
            try:
                record = self.ledger.files[path]
            except ArchiveError as error:
                self._give_up(error)
                return
            yield path, record

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


def _first(manifest: Manifest, prune: bool) -> LedgerUpdate:
    """Return what the ledger of a new archive begins with."""
    mark = FileRecord(0, 0, None, "skipped", 0, reason="forgotten", forgotten=True)
    roots = tuple(root for root in manifest.roots if not prune or os.path.lexists(root))
    return LedgerUpdate(dict.fromkeys(manifest.forgotten, mark), roots=roots, options=manifest.options)


def _check_roots(missing: Sequence[str], old: _Old, lost: Iterable[str]) -> None:
    """Check that no root is missing whose articles the old archive does not have either.

    Raises:
        UsageError: one is.
    """
    bare = missing if old.engine is None else [root for root in missing if any(lies_in(path, root) for path in lost)]
    if bare:
        raise UsageError(
            f"{bare[0]}: there is no such file or folder, and the old archive cannot be read either: bring it back,"
            " or go on without its articles with --prune"
        )


def _take_over(store: Store, old: _Old, prune: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Carry over the articles of files that the old archive had read and the new one could not; return the files whose
    articles came whole, and those whose did not.
    """
    now = store.ledger().files
    wanted: dict[str, FileRecord] = {}
    for path, record in old.files():
        if not record.articles or (prune and not os.path.lexists(path)):
            continue
        if path not in now:
            wanted[path] = record
        elif now[path].outcome == "failed" and not now[path].articles:
            wanted[path] = replace(now[path], articles=record.articles)
    places = Places(now)
    paths = list(wanted)
    lost: list[str] = []
    for start in range(0, len(paths), _PART):
        lost += _carry(store, old, places, {path: wanted[path] for path in paths[start : start + _PART]})
    bad = set(lost)
    return tuple(path for path in paths if path not in bad), tuple(lost)


def _carry(store: Store, old: _Old, places: Places, wanted: Mapping[str, FileRecord]) -> list[str]:
    """Carry over the articles of some files; return the files some of whose articles could not be read."""
    ids = list(dict.fromkeys(id for record in wanted.values() for _, id in record.articles))
    have = {article.id: article for article in (*old.articles(ids), *store.articles(ids))}
    put: dict[str, FileRecord] = {}
    lost: list[str] = []
    for path, record in wanted.items():
        found = tuple(entry for entry in record.articles if entry[1] in have)
        if len(found) < len(record.articles):
            lost.append(path)
            # Without its digest it is read again as soon as it is there.
            record = replace(record, outcome="failed", digest=None, reason="its articles were damaged in the archive")
        if found:
            put[path] = replace(record, articles=found)
            places.put(found)
    store.commit([replace(it, locations=places.of(it.id)) for it in have.values()], [], LedgerUpdate(put))
    return lost


def _clear(beside: Path) -> None:
    """Remove what an earlier attempt left behind, and nothing else."""
    if not os.path.lexists(beside):
        return
    if beside.is_symlink() or not beside.is_dir() or not _is_ours(beside):
        raise UsageError(f"{beside}: it is in the way: move it elsewhere")
    shutil.rmtree(beside)


def _is_ours(beside: Path) -> bool:
    names = {path.name for path in beside.iterdir()}
    try:
        read_manifest(beside)
    except DamagedArchiveError:
        pass
    except ArchiveError:
        return not names
    return not names - _own()


def _own() -> frozenset[str]:
    return own_names() | {_HELD}


def _remove(beside: Path) -> None:
    """Remove an archive, and its folder if nothing else is in it."""
    for name in _own():
        if (beside / name).is_dir():
            shutil.rmtree(beside / name, ignore_errors=True)
        else:
            (beside / name).unlink(missing_ok=True)
    with suppress(OSError):
        beside.rmdir()


def _bring_along(old: Path, new: Path) -> None:
    """Move what lies in an archive's folder and is none of its own to the folder that took its place."""
    for path in list(old.iterdir()):
        if path.name not in _own():
            path.rename(new / path.name)


def _keep_users_files(folder: Path, beside: Path) -> None:
    """Let the new folder have what belongs to the place rather than to the index.

    The very lock that is held goes with it: whoever waits for it must not be left with that of a removed folder.
    """
    shutil.copymode(folder, beside)
    held = beside / _HELD
    with suppress(OSError):  # a file system without hard links
        held.hardlink_to(folder / LOCK)
        held.replace(beside / LOCK)
    if (folder / PEOPLE_RULES).is_file():
        shutil.copy2(folder / PEOPLE_RULES, beside / PEOPLE_RULES)
