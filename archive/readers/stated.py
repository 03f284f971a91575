"""What two parts of a record state of one article, put together."""

from __future__ import annotations

import re
from operator import attrgetter

from archive.readers.copy import Stated

_NUMBER = re.compile(r"[\d./-]{1,20}")
_values = attrgetter(*Stated.__match_args__)


def merged(first: Stated, second: Stated) -> Stated:
    """Return what ``first`` states, and of what it is silent on what ``second`` states."""
    said = _values(second)
    return Stated(*(a or b for a, b in zip(_values(first), said, strict=True))) if any(said) else first


def own_guid(guid: str | None, *owners: str | None) -> str | None:
    """Return a guid: before one that is a mere number whose it is, since others number their stories, too.

    The number of nobody is none: stories of others would count as its later versions, and hide it.
    """
    if not guid or not _NUMBER.fullmatch(guid):
        return guid
    owner = next(filter(None, owners), None)
    return f"{owner}:{guid}" if owner else None


def status_of(text: str | None) -> str | None:
    """Return a status by its plain name: of ``stat:usable`` or an address its last part, in lower case."""
    if not text or not text.strip():
        return None
    return text.strip().rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2].lower()
