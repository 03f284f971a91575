"""The embedded engine: Whoosh's schema, analysis and query tree over a codec and an evaluator of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from index.engine import SearchEngine


def open_archive(folder: Path, mode: Literal["read", "write"], *, create: bool, wait: float) -> SearchEngine:
    """Open the archive in ``folder``; see :func:`index.engine.open_engine`."""
    raise NotImplementedError
