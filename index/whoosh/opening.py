"""Opens the archive in a folder, to read or to write, or makes one there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from index.engine import LOCK
from index.errors import NoArchiveError
from index.manifest import MANIFEST, Manifest
from index.people_rules import PEOPLE_RULES
from index.whoosh.disk import Disk, told
from index.whoosh.engine import WhooshEngine
from index.whoosh.toc import NAME, SEGMENTS, Toc, known_manifest, read_toc, write_manifest, write_toc

OWN = frozenset({NAME, f"{NAME}.tmp", MANIFEST, f"{MANIFEST}.tmp", SEGMENTS, LOCK, PEOPLE_RULES})
"""The names of what lies in the folder of an archive."""


def open_folder(
    folder: Path,
    mode: Literal["read", "write"],
    create: bool,
    wait: float,
    disk: Disk,
    memory: int | None = None,
) -> WhooshEngine:
    """Open the archive in ``folder``; see :func:`index.engine.open_engine`.

    ``memory`` is how many bytes of articles a commit may gather before it writes them; None for 96 MiB.
    """
    if mode == "read":
        if create and not (folder / NAME).exists():
            open_folder(folder, "write", create, wait, disk).close()
        return WhooshEngine(folder, None, disk)
    from index.whoosh.lock import WriterLock

    if not (folder / NAME).exists() and not create:
        read_toc(folder)
    with told(folder):
        if create:
            _refuse_foreign(folder)
            (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
        lock = WriterLock(folder, wait)
    try:
        if create and not (folder / NAME).exists():
            with told(folder):
                write_manifest(disk, folder, Manifest())
                write_toc(disk, folder, Toc())
        return WhooshEngine(folder, lock, disk, memory)
    except BaseException:
        lock.release()
        raise


def _refuse_foreign(folder: Path) -> None:
    """Refuse to make an archive among files that are none of its own, or over one that lost its table of contents."""
    if not folder.is_dir() or (folder / NAME).exists():
        return
    own = OWN if known_manifest(folder) is not None else OWN - {MANIFEST}
    other = sorted(path.name for path in folder.iterdir() if path.name not in own)
    if other:
        raise NoArchiveError(
            f"{folder}: the folder holds something else ({other[0]}); choose an empty folder with --archive"
        )
    if MANIFEST in own and any((folder / SEGMENTS).glob("*.seg")):
        read_toc(folder)
