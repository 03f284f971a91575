"""What two parts of a record state of one article, put together."""

from __future__ import annotations

from dataclasses import fields, replace

from archive.readers.copy import Stated


def merged(first: Stated, second: Stated) -> Stated:
    """Return what ``first`` states, and of what it is silent on what ``second`` states."""
    silent = {field.name for field in fields(first) if not getattr(first, field.name)}
    return replace(first, **{name: getattr(second, name) for name in silent})


def status_of(text: str | None) -> str | None:
    """Return a status by its plain name: of ``stat:usable`` or an address its last part, in lower case."""
    if not text or not text.strip():
        return None
    return text.strip().rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2].lower()
