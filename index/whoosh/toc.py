"""The table of contents: which files make up the archive at one commit, switched by a rename."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import datetime
from pathlib import Path
from typing import Any

from index.errors import ArchiveError, DamagedArchiveError, NewerArchiveError, NoArchiveError, OlderArchiveError
from index.ledger import Run
from index.manifest import MANIFEST, Manifest, manifest_bytes, read_manifest
from index.values import dataclass
from index.whoosh.crc import crc32
from index.whoosh.disk import Disk
from index.whoosh.layout import FORMAT, OLDEST, SegmentInfo

NAME = "toc.json"
SEGMENTS = "segments"


@dataclass(frozen=True, slots=True)
class Toc:
    """One committed state.

    ``state`` is the file of bitmaps, ``people`` that of the people table, if it was worked out; ``ledger`` are the
    files of the ledger, oldest first. ``next`` numbers the next file. An empty archive has generation 0 and no state.
    """

    generation: int = 0
    segments: tuple[SegmentInfo, ...] = ()
    state: str | None = None
    people: str | None = None
    ledger: tuple[str, ...] = ()
    next: int = 1
    roots: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    last_run: Run | None = None

    def files(self) -> set[str]:
        """Return the names of all files that this state needs, in the folder of segments."""
        names = {f"{segment.name}.seg" for segment in self.segments}
        names.update(self.ledger)
        names.update(name for name in (self.state, self.people) if name)
        return names


def write_toc(disk: Disk, folder: Path, toc: Toc) -> None:
    """Make ``toc`` the state of the archive: durable and visible to others when this returns."""
    value = asdict(toc)
    if toc.last_run:
        value["last_run"] = {"ended": toc.last_run.ended.isoformat(), "counts": dict(toc.last_run.counts)}
    text = json.dumps(value, separators=(",", ":"))
    sealed = json.dumps({"newsmorgue": FORMAT, "crc": crc32(text.encode()), "toc": text})
    disk.write_whole(folder / NAME, sealed.encode())


def read_toc(folder: Path) -> Toc:
    """Return the state of the archive.

    Raises:
        NoArchiveError: the folder holds no archive.
        NewerArchiveError: a newer version of this program made it.
        OlderArchiveError: an older version made it, in a form that is no longer read.
        DamagedArchiveError: the table does not agree with its checksum.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        if (folder / MANIFEST).is_file() and any((folder / SEGMENTS).glob("*.seg")):
            raise DamagedArchiveError(f"{path}: the file is missing; rebuild the archive from its files") from None
        raise NoArchiveError(
            f"{folder}: here is no archive; name its folder with --archive, or make one with `newsmorgue index`"
        ) from None
    except OSError as error:
        raise DamagedArchiveError(f"{path}: cannot be read ({error.strerror}); check folder and permissions") from error
    try:
        return _read(path, json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DamagedArchiveError(
            f"{path}: the table of contents is damaged; rebuild the archive from its files"
        ) from None


def _read(path: Path, sealed: Any) -> Toc:
    version = sealed["newsmorgue"]
    if isinstance(version, int) and version > FORMAT:
        raise NewerArchiveError(
            f"{path.parent}: a newer version of this program made this archive (format {version}, known is {FORMAT}); "
            "upgrade newsmorgue"
        )
    if isinstance(version, int) and version < OLDEST:
        raise OlderArchiveError(
            f"{path.parent}: an older version of this program made this archive (format {version}, read from "
            f"{OLDEST} on); make it anew with `newsmorgue rebuild`"
        )
    text = sealed["toc"]
    if crc32(text.encode()) != sealed["crc"]:
        raise ValueError("checksum")
    value = json.loads(text)
    run = value["last_run"]
    return Toc(
        generation=int(value["generation"]),
        segments=tuple(SegmentInfo(**segment) for segment in value["segments"]),
        state=value["state"],
        people=value["people"],
        ledger=tuple(value["ledger"]),
        next=int(value["next"]),
        roots=tuple(value["roots"]),
        options=value["options"],
        last_run=Run(datetime.fromisoformat(run["ended"]), run["counts"]) if run else None,
    )


def write_manifest(disk: Disk, folder: Path, manifest: Manifest) -> None:
    """Write the plain file beside the index, durably."""
    disk.write_whole(folder / MANIFEST, manifest_bytes(manifest))


def stage_manifest(disk: Disk, folder: Path, manifest: Manifest) -> Path:
    """Write the plain file of a state that is about to be switched in; return its temporary name."""
    return disk.stage(folder / MANIFEST, manifest_bytes(manifest))


def known_manifest(folder: Path) -> Manifest | None:
    """Return what the plain file says; None where it is missing or damaged."""
    try:
        return read_manifest(folder)
    except ArchiveError:
        return None
