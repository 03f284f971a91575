"""Pinned text: what is printed must equal a file byte for byte; ``GOLDEN=write`` writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path


def check(text: str, path: Path) -> None:
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")
