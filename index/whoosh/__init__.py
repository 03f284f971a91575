"""The embedded engine: the query tree of :mod:`index.query` over a codec and an evaluator of our own.

Whoosh's own searchers, queries and scorers run over the same files: see :mod:`index.whoosh.tree` for a searcher,
:mod:`index.whoosh.schema` for the schema and :mod:`index.whoosh.codec` for the codec.

Importing this package loads neither NumPy nor Whoosh; opening an archive loads NumPy alone.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from index.engine import SearchEngine


def open_archive(folder: Path, mode: Literal["read", "write"], *, create: bool, wait: float) -> SearchEngine:
    """Open the archive in ``folder``; see :func:`index.engine.open_engine`."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy would start threads that nothing here uses
    from index.whoosh.disk import Disk
    from index.whoosh.opening import open_folder

    return open_folder(Path(folder), mode, create, wait, Disk())


@contextlib.contextmanager
def writer_lock(folder: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of the archive in ``folder`` without opening it.

    Raises:
        LockedError: another process is writing, and waiting ``wait`` seconds was in vain.
        ReadOnlyArchiveError: the folder cannot be written.
    """
    from index.whoosh.disk import told
    from index.whoosh.lock import WriterLock

    with told(folder):
        lock = WriterLock(folder, wait)
    try:
        yield
    finally:
        lock.release()
