"""What has to be done: a walk compared with the ledger of the last commit."""

from __future__ import annotations

import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.errors import ReadError
from archive.ingest.digest import digest_file, trusted_time
from archive.ingest.interrupt import Stop
from archive.ingest.roots import absolute, below, holders, lies_in, root_of, with_roots
from archive.ingest.values import COLUMNS, Failure, Found, HeldBack, Observer, Options, Plan
from archive.ingest.versions import Versions
from archive.ingest.walk import Walk
from archive.readers.columns import columns_from, map_columns
from index.ledger import FileRecord, Ledger, Stamp, Stamped


def make_plan(
    ledger: Ledger, paths: Sequence[str | os.PathLike[str]], options: Options, observer: Observer, stop: Stop
) -> Plan:
    """Walk the files and folders named, or all remembered roots where none is, and say what has to be done.

    Nothing is changed, and nothing read but files that moved or were touched. Once ``stop`` is set the plan is empty.
    From here on the readers of this process know the columns that the user names, or named before.
    """
    map_columns(columns_from(options.remember.get(COLUMNS, ledger.options.get(COLUMNS, ""))))
    stamp = ledger.files.stamp if isinstance(ledger.files, Stamped) else _stamps(ledger.files)
    return _Planner(ledger, tuple(absolute(path) for path in paths), options, observer, stop, stamp).plan()


@dataclass(slots=True)
class _Planner:
    ledger: Ledger
    named: tuple[str, ...]
    options: Options
    observer: Observer
    stop: Stop
    stamp: Callable[[str], Stamp | None]
    versions: Versions = field(default_factory=Versions)
    seen: set[str] = field(default_factory=set)
    new: list[Found] = field(default_factory=list)
    changed: list[Found] = field(default_factory=list)
    reread: list[Found] = field(default_factory=list)
    retried: list[Found] = field(default_factory=list)
    touched: list[Found] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    failed_before: int = 0
    forgotten: int = 0

    def plan(self) -> Plan:
        known = self.ledger.files
        walk = Walk(known)
        scopes = [scope for scope in self.named or self.ledger.roots if self._walk(walk, scope)]
        if self.stop.is_set():
            return Plan()
        walked = set(scopes) - self.absent
        there = [path for path in self.named if path in walked and _can_be_root(path)]
        roots = with_roots([root for root in self.ledger.roots if root not in self.absent], there, known)
        gone = self._gone(scopes, walk)
        moved = self._moved(gone)
        if self.stop.is_set():
            return Plan()
        if self.options.keep_missing:
            gone = []
        held = self._held(gone, roots)
        return Plan(
            new=tuple(self.new),
            changed=tuple(self.changed),
            reread=tuple(self.reread),
            retried=tuple(self.retried),
            moved=tuple(moved),
            touched=tuple(self.touched),
            gone=tuple(path for path in gone if known[path].articles),
            dropped=tuple(path for path in gone if not known[path].articles),
            held=held,
            failures=(*self.failures, *walk.unreadable),
            missing=tuple(self.missing),
            skipped=self.skipped | walk.skipped,
            unchanged=self.unchanged,
            failed_before=self.failed_before,
            forgotten=self.forgotten + walk.forgotten,
            named_again=tuple(path for path in self.named if path in known and known[path].forgotten),
            roots=roots,
        )

    def _walk(self, walk: Walk, scope: str) -> bool:
        """Walk one scope, and return whether it is, or was, there to be walked."""
        try:
            for folder in walk.files(scope):
                if self.stop.is_set():
                    return False
                self.observer.walked(len(folder))
                self._compare(folder)
        except OSError as error:
            return self._absent(scope, error)
        return True

    def _absent(self, scope: str, error: OSError) -> bool:
        """Decide about a scope that cannot be looked at: only if it was named and may be pruned has it gone."""
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            self.failures.append(Failure(scope, f"it cannot be looked at: {(error.strerror or str(error)).lower()}"))
        elif scope not in self.named:
            self.missing.append(scope)
        elif scope not in self.ledger.roots and not any(lies_in(path, scope) for path in self.ledger.files):
            self.failures.append(Failure(scope, "there is no such file or folder"))
        elif self.options.prune:
            self.absent.add(scope)
            return True
        else:
            kept = "there is no such file or folder; its articles stay, unless you run again with --prune"
            self.failures.append(Failure(scope, kept))
        return False

    def _compare(self, folder: Iterable[Found]) -> None:
        known, seen, stamp, current = self.ledger.files, self.seen, self.stamp, self.versions.current
        unchanged = 0
        for file in folder:
            path = file.path
            if path in seen:
                continue
            seen.add(path)
            was = stamp(path)
            if was is not None and was[0] == file.size and was[1] == file.mtime_ns and current(was[2], was[3]):
                unchanged += 1
                continue
            record = known.get(path)
            if record is None:
                self.new.append(file)
            else:
                self._look_closer(file, record)
        self.unchanged += unchanged

    def _look_closer(self, file: Found, record: FileRecord) -> None:
        if record.forgotten:
            if file.path in self.named:
                self.new.append(file)
            else:
                self.forgotten += 1
            return
        if (record.size, record.mtime_ns) != (file.size, file.mtime_ns):
            if self.stop.is_set():
                return
            if not _same_bytes(file, record):
                self.changed.append(file)
                return
            if trusted_time(file.mtime_ns, time.time_ns()) == file.mtime_ns:
                self.touched.append(file)
        self._known_bytes(file, record)

    def _known_bytes(self, file: Found, record: FileRecord) -> None:
        again = self.versions.outdated(record)
        if record.outcome == "failed":
            if again or self.options.retry or record.digest is None:
                self.retried.append(file)
            else:
                self.failed_before += 1
        elif again:
            self.reread.append(file)
        elif record.outcome == "skipped":
            self.skipped[file.path] = record.reason or "no article"
        else:
            self.unchanged += 1

    def _gone(self, scopes: Sequence[str], walk: Walk) -> list[str]:
        """Return the known files that are no longer where a folder that can be listed had them.

        Those that are there in a folder that the walk entered by another name, that of a link, are compared instead.
        """
        unreadable = {failure.path for failure in walk.unreadable}
        unlisted = tuple(map(below, unreadable))
        files, seen, within = self.ledger.files, self.seen, _within(scopes)
        unseen = [path for path in files if path not in seen and within(path)]
        gone: list[str] = []
        for path in unseen:
            if path.startswith(unlisted) or path in unreadable or files[path].forgotten:
                continue
            if _is_gone(path):
                gone.append(path)
            elif walk.entered(os.path.dirname(path)):  # noqa: PTH120
                self._compare(_found(path))
        return gone

    def _moved(self, gone: list[str]) -> list[tuple[str, Found]]:
        """Pair new files with the gone ones whose bytes they hold, and take both off their lists."""
        files = self.ledger.files
        alike: dict[tuple[str, str], list[str]] = {}
        sizes: set[int] = set()
        for path in reversed(gone):
            record = files[path]
            if record.articles and record.digest and record.outcome == "read" and not self.versions.outdated(record):
                for key in _likeness(record.digest, path):
                    alike.setdefault(key, []).append(path)
                sizes.add(record.size)
        pairs: list[tuple[str, Found]] = []
        left: list[Found] = []
        taken: set[str] = set()
        for file in self.new:
            if self.stop.is_set():
                break
            old = self._origin(file, alike, taken) if file.size in sizes else None
            if old is None:
                left.append(file)
            else:
                taken.add(old)
                pairs.append((old, file))
        self.new = left
        gone[:] = [path for path in gone if path not in taken]
        return pairs

    def _origin(self, file: Found, alike: Mapping[tuple[str, str], list[str]], taken: set[str]) -> str | None:
        if file.path in self.ledger.files:
            return None
        try:
            digest = digest_file(file.path)
        except (ReadError, OSError):
            return None
        for key in _likeness(digest, file.path):
            olds = alike.get(key, [])
            while olds:
                if (old := olds.pop()) not in taken:
                    return old
        return None

    def _held(self, gone: list[str], roots: Sequence[str]) -> tuple[HeldBack, ...]:
        """Keep back the gone files of every root that would lose more than half of what holds articles."""
        if self.options.prune or not gone:
            return ()
        files = self.ledger.files
        all_roots = {*roots, *self.ledger.roots}
        lost = Counter(root_of(path, all_roots) for path in gone if files[path].articles)
        had = Counter(root_of(path, all_roots) for path in files if files[path].articles) if lost else Counter()
        held = {root: n for root, n in lost.items() if root is not None and n * 2 > had[root]}
        gone[:] = [path for path in gone if root_of(path, all_roots) not in held]
        return tuple(HeldBack(root, n, had[root]) for root, n in held.items())


def _can_be_root(path: str) -> bool:
    """Tell whether later runs should look at a path again: a pipe that a shell made for this one is gone then."""
    return os.path.isdir(path) or os.path.isfile(path)  # noqa: PTH112, PTH113


def _likeness(digest: str, path: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what two files share of which one may be the other, moved: bytes and name, or else the ending by which
    readers may know it; a Maildir writes behind that what became of the letter.
    """
    name = os.path.basename(path)  # noqa: PTH119
    return (digest, os.sep + name), (digest, os.path.splitext(name.partition(":2,")[0])[1])  # noqa: PTH122


def _stamps(files: Mapping[str, FileRecord]) -> Callable[[str], Stamp | None]:
    def stamp(path: str) -> Stamp | None:
        record = files.get(path)
        if record is None or record.forgotten or record.outcome != "read" or record.format is None:
            return None
        return record.size, record.mtime_ns, record.reader, record.format

    return stamp


def _same_bytes(file: Found, record: FileRecord) -> bool:
    if record.digest is None or record.size != file.size:
        return False
    try:
        return digest_file(file.path) == record.digest
    except (ReadError, OSError):
        return False


def _within(scopes: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a path is one of some files and folders or lies in one, looking up each folder once."""
    whole = frozenset(scopes)
    folders: dict[str, bool] = {}

    def within(path: str) -> bool:
        folder = path.rpartition(os.sep)[0] or os.sep
        inside = folders.get(folder)
        if inside is None:
            inside = folders[folder] = any(each in whole for each in holders(folder))
        return inside or path in whole

    return within


def _is_gone(path: str) -> bool:
    """Tell whether there is certainly no file at a path; what cannot be looked at is not gone."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return not stat.S_ISREG(mode) and (not stat.S_ISLNK(mode) or os.path.isdir(path))  # noqa: PTH112


def _found(path: str) -> list[Found]:
    """Return a file that lies at a path, as a walk would have; empty where none can be looked at."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return []
    return [Found(path, status.st_size, status.st_mtime_ns)] if stat.S_ISREG(status.st_mode) else []
