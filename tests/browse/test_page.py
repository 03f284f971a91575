"""The page about the app says what the app does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_keys_on_the_page_are_those_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docs.browse", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_pictures_of_the_page_are_there() -> None:
    for name in ("browse", "browse-quotes"):
        assert f"(screens/{name}.svg)" in (ROOT / "docs" / "browse.md").read_text(encoding="utf-8")
        assert (ROOT / "docs" / "screens" / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
