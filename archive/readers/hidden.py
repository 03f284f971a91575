"""What is hidden in a folder, on disk or packed, and so passed by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

LETTERS = ("cur", "new")
"""The folders of a Maildir that hold its messages; of its sub-folders, such as ``.Sent``, they are no less open."""


LOCKS = "~$"
"""How Office begins the names of what it puts beside a document as long as somebody has it open."""


def is_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a path, divided into its parts, leads through something hidden."""
    return any(
        name.startswith((".", LOCKS)) and name not in (".", "..") and following not in LETTERS
        for name, following in pairwise((*parts, ""))
    )
