"""Asking a question in the shell must not wait for heavy libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("whoosh", "numpy", "dateutil", "hypothesis", "urllib.request", "ssl", "sqlite3", "multiprocessing")


@pytest.mark.parametrize("module", ["index.query", "index.engine", "index.people", "index.snippets", "index.dates"])
def test_questions_import_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_reading_a_query_imports_no_heavy_library() -> None:
    code = (
        "import sys; from index.query import parse, understand; understand('storm OR \"a b\"~5 date:2016-07 head*');"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
