"""Every test here runs over every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import SearchEngine, open_engine
from tests.index.oracle import MemoryEngine


@pytest.fixture(params=["memory", "stored"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty engine to write to."""
    if request.param == "memory":
        yield MemoryEngine()
        return
    with open_engine(tmp_path / "archive", "write", create=True) as stored:
        yield stored
