"""One run: what the plan says, done batch by batch, the archive true to its ledger after each."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archive.ingest.batch import Batches
from archive.ingest.digest import trusted_time
from archive.ingest.interrupt import Stop
from archive.ingest.places import Places
from archive.ingest.plan import make_plan
from archive.ingest.pool import FilePart, read_all
from archive.ingest.values import Failure, Observer, Options, Plan, Store, Summary
from archive.ingest.versions import Versions
from archive.ingest.worker import FileResult, Parse, lost_of
from index.article import Article, ArticleId, Location
from index.ledger import FileRecord, Ledger, Run


def ingest(
    store: Store,
    paths: Sequence[str | os.PathLike[str]],
    options: Options,
    observer: Observer,
    stop: Stop,
    parse: Parse | None = None,
) -> Summary:
    """Bring the archive up to date with files and folders, or with all it was ever asked for where none is named.

    Once ``stop`` is set, what is finished is committed and the summary says so. ``parse`` stands in for
    :func:`archive.parse.parse`, and must be importable by its name.

    Raises:
        ArchiveError: the archive cannot be written; what was committed before stays.
    """
    started = time.monotonic()
    ledger = store.ledger()
    plan = make_plan(ledger, paths, options, observer, stop)
    observer.planned(plan)
    for failure in plan.failures:
        observer.failed(failure)
    run = _Run(store, ledger, plan, options, observer, stop)
    run.work(parse)
    return replace(run.summary(), took=time.monotonic() - started)


@dataclass(slots=True)
class _Run:
    store: Store
    ledger: Ledger
    plan: Plan
    options: Options
    observer: Observer
    stop: Stop
    done: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    versions: Versions = field(default_factory=Versions)
    begun: dict[str, list[tuple[Location, ArticleId]]] = field(default_factory=dict)
    """What was found so far in the files that come in parts."""

    def work(self, parse: Parse | None) -> None:
        """Carry the plan out; additions come before removals, so that what only changed its file keeps its history."""
        plan = self.plan
        options = {**self.ledger.options, **self.options.remember}
        batches = Batches(
            self.store,
            Places(self.ledger.files if self._has_work() else {}),
            self.observer.committed,
            plan.roots if plan.roots != self.ledger.roots and not self.stop.is_set() else None,
            options if options != self.ledger.options else None,
            most_bytes=self.options.gathered,
        )
        self._note(batches)
        self._move(batches)
        with closing(read_all(plan.to_read(), self.options, self.observer, self.stop, parse)) as results:
            kinds = self._kinds()
            for result in results:
                if isinstance(result, FilePart):
                    self._begin(batches, result)
                else:
                    self._take(batches, result, kinds[result.found.path])
                batches.flush_if_full()
        if not self.stop.is_set():
            batches.keep_added = False
            self._remove(batches)
        if batches.pending() or not self.stop.is_set():
            batches.flush(Run(datetime.now(UTC), self.summary().counts()))

    def summary(self) -> Summary:
        """Return what was done so far."""
        plan, done = self.plan, self.done
        return Summary(
            new=done["new"],
            changed=done["changed"],
            moved=done["moved"],
            gone=done["gone"],
            unchanged=plan.unchanged,
            reread=done["reread"],
            skipped=Counter(plan.skipped.values()) + self.skipped,
            failed=(*plan.failures, *self.failed),
            failed_before=plan.failed_before,
            forgotten=plan.forgotten,
            held=plan.held,
            missing=plan.missing,
            articles=done["articles"],
            interrupted=self.stop.is_set(),
        )

    def _has_work(self) -> bool:
        plan = self.plan
        return bool(plan.moved or plan.gone or plan.new or plan.changed or plan.reread or plan.retried)

    def _kinds(self) -> dict[str, str]:
        plan = self.plan
        groups = (("new", plan.new), ("changed", plan.changed), ("reread", plan.reread), ("retried", plan.retried))
        return {file.path: kind for kind, files in groups for file in files}

    def _note(self, batches: Batches) -> None:
        """Bring the ledger up to date where no article changes: new times, unlisted folders, forgotten folders."""
        files = self.ledger.files
        for file in self.plan.touched:
            batches.put(file.path, replace(files[file.path], mtime_ns=file.mtime_ns))
        for path in self.plan.named_again:
            batches.drop(path)
        for failure in self.plan.failures:
            record = FileRecord(0, 0, None, "failed", 0, reason=failure.reason)
            if os.path.isdir(failure.path) and files.get(failure.path) != record:  # noqa: PTH112
                batches.put(failure.path, record)

    def _move(self, batches: Batches) -> None:
        for old, file in self.plan.moved:
            if self.stop.is_set():
                return
            record = self.ledger.files[old]
            articles = tuple((replace(place, path=file.path), id) for place, id in record.articles)
            batches.places.put(articles)
            batches.touch(batches.places.take(record.articles))
            batches.drop(old)
            mtime_ns = trusted_time(file.mtime_ns, time.time_ns())
            batches.put(file.path, replace(record, mtime_ns=mtime_ns, articles=articles))
            self.done["moved"] += 1
            batches.flush_if_full()

    def _take(self, batches: Batches, result: FileResult, kind: str) -> None:
        file = result.found
        before = self.ledger.files.get(file.path)
        found = self.begun.pop(file.path, [])
        self._gather(batches, found, result.articles)
        if result.outcome == "failed":
            self._fail(batches, result, before, found)
        else:
            self._finish(batches, result, before, found, kind)
        self.observer.done(file, len(found))

    def _begin(self, batches: Batches, part: FilePart) -> None:
        """Take in a part of a file, which counts as not read until the last one is safe, so that it is read again."""
        file = part.found
        before = self.ledger.files.get(file.path)
        found = self.begun.setdefault(file.path, [])
        self._gather(batches, found, part.articles)
        record = FileRecord(file.size, file.mtime_ns, None, "failed", 0, _united(before, found), "not read to the end")
        batches.put(file.path, record)

    def _gather(self, batches: Batches, found: list[tuple[Location, ArticleId]], articles: Iterable[Article]) -> None:
        """Take in articles of a file, and add them to those ``found`` in it before."""
        begun, alone = len(found), batches.places.alone
        last = found[-1] if found and alone(found[-1][0]) else None
        for article in articles:
            places = [(place, article.id) for place in article.locations]
            batches.places.put(places)
            batches.add(article)
            found += places
        if last and not alone(last[0]):
            # it may be safe already, as an article that lies alone in its file
            batches.touch({last[1]})
        self.done["articles"] += len(found) - begun

    def _finish(
        self,
        batches: Batches,
        result: FileResult,
        before: FileRecord | None,
        found: list[tuple[Location, ArticleId]],
        kind: str,
    ) -> None:
        reason = result.reason
        if result.outcome == "read":
            self.done[_counted(kind, before)] += 1
        else:
            self.skipped[reason or "no article"] += 1
        if result.lost:
            reason = lost_of(result.lost)
            self._report(Failure(result.found.path, reason))
        now = frozenset(found)
        if before is not None:
            batches.touch(batches.places.take(entry for entry in before.articles if entry not in now))
        batches.put(result.found.path, self._record(result, tuple(found), reason))

    def _fail(
        self,
        batches: Batches,
        result: FileResult,
        before: FileRecord | None,
        found: list[tuple[Location, ArticleId]],
    ) -> None:
        """Report a failure; what was read of the file before stays in the archive until the file is read again."""
        self._report(Failure(result.found.path, result.reason or "it cannot be read"))
        if result.digest is None and not os.path.lexists(result.found.path):
            return
        batches.put(result.found.path, self._record(result, _united(before, found), result.reason))

    def _record(
        self, result: FileResult, articles: tuple[tuple[Location, ArticleId], ...], reason: str | None
    ) -> FileRecord:
        return FileRecord(
            size=result.size,
            mtime_ns=result.mtime_ns,
            digest=result.digest,
            outcome=result.outcome,
            reader=self.versions.now(result.format) or 0,
            articles=articles,
            reason=reason,
            format=result.format,
        )

    def _report(self, failure: Failure) -> None:
        self.failed.append(failure)
        self.observer.failed(failure)

    def _remove(self, batches: Batches) -> None:
        for path in self.plan.dropped:
            batches.drop(path)
        for path in self.plan.gone:
            batches.touch(batches.places.take(self.ledger.files[path].articles))
            batches.drop(path)
            self.done["gone"] += 1
            batches.flush_if_full()


def _counted(kind: str, before: FileRecord | None) -> str:
    if kind == "retried":
        return "changed" if before is not None and before.articles else "new"
    return kind


def _united(
    before: FileRecord | None, found: list[tuple[Location, ArticleId]]
) -> tuple[tuple[Location, ArticleId], ...]:
    return tuple(dict.fromkeys((*(before.articles if before else ()), *found)))
