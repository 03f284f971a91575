"""Taking files out of an archive; they stay out until they are named again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.clean import clean_path
from archive.errors import UsageError
from archive.ingest.batch import Batches
from archive.ingest.places import Places
from archive.ingest.roots import absolute, holders, reaches
from archive.ingest.values import Store
from index.ledger import FileRecord


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out: ``files`` of the ledger, ``articles`` that lie nowhere else."""

    files: int
    articles: int


@dataclass(slots=True)
class _Out:
    files: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def forget(store: Store, paths: Sequence[str | os.PathLike[str]]) -> Forgotten:
    """Take files, and folders with all that is and will be in them, out of the archive, in one commit.

    An article that also lies elsewhere stays with that place.

    Raises:
        UsageError: a path names nothing that the archive knows; nothing was taken out.
        ArchiveError: the archive cannot be written.
    """
    ledger = store.ledger()
    out = _Out()
    below = _known(ledger.files, dict.fromkeys(absolute(path) for path in paths))
    for path, known in below.items():
        if not known and path not in ledger.files and path not in ledger.roots:
            raise UsageError(f"{clean_path(path)}: the archive knows no such file or folder: see `newsmorgue status`")
        out.files += known
        out.marks.append(path)
    places = Places(ledger.files)
    before = len(places)
    batches = Batches(store, places, lambda _: None, keep_added=False)
    for file in dict.fromkeys(out.files):
        batches.touch(places.take(ledger.files[file].articles))
        batches.drop(file)
    marks = set(out.marks)
    roots = tuple(root for root in ledger.roots if marks.isdisjoint(holders(root)))
    left = set(roots)
    batches.roots = roots if roots != ledger.roots else None
    for mark in out.marks:
        record = ledger.files.get(mark)
        # A walk comes by what was found below even where it passes by the folder itself, a hidden one of a Maildir.
        wider = [root for root in holders(mark) if root in left]
        if record is not None or (below[mark] and wider) or any(reaches(root, mark, ledger.files) for root in wider):
            batches.put(mark, _mark(record))
    batches.flush()
    return Forgotten(len(set(out.files)), before - len(places))


def _known(files: Mapping[str, FileRecord], paths: Iterable[str]) -> dict[str, list[str]]:
    """Return for each path the files that are it or lie below it, and are not forgotten yet."""
    found: dict[str, list[str]] = {path: [] for path in paths}
    for file in files:
        for path in holders(file):
            if path in found and not files[file].forgotten:
                found[path].append(file)
    return found


def _mark(record: FileRecord | None) -> FileRecord:
    if record is None:
        return FileRecord(0, 0, None, "skipped", 0, reason="forgotten", forgotten=True)
    return FileRecord(record.size, record.mtime_ns, None, "skipped", 0, reason="forgotten", forgotten=True)
