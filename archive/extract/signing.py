"""Reads what the end of a story says of its writers: ``— Ana Ruiz``, ``Ana Ruiz is a staff writer``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.restore.lexicon import lexicon
from index.article import Span

END = 600
"""Characters at the end of a text in which its writers are told of."""

_WORD = r"[^\W\d_a-z](?:\.|[\w'’-]+)"
_SIGNED = re.compile(rf"[.!?]\s*\n\s*(?:[—–]|--?) ?({_WORD}(?: {_WORD}){{1,3}})\s*\Z")
"""A name behind a dash below the last sentence; behind a mark of quotation it would be who said that."""

_REACHED = r"(?:Follow|Contact|Reach(?: out to)?|E-?mail|Call|Tweet|Write to)"
_TELLS = r"(?:is|was|has|can|covers|reports|writes|contributed|worked)"


def signed_by(body: str) -> tuple[str, Span] | None:
    """Return the writer who signed below a story, and where; None for a name that the story tells of."""
    end = body[-END:]
    found = _SIGNED.search(end)
    if not found or found[1].split()[0].lower() not in lexicon().first_names:
        return None
    offset = len(body) - len(end)
    told = found[1].split()[-1] in body[: offset + found.start(1)]
    return None if told else (found[1], (offset + found.start(1), offset + found.end(1)))


def told_of(body: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where closing lines name the writers, to reach or to introduce them: they are nobody of the story."""
    offset = max(0, len(body) - END)
    end = body[offset:]
    for name in (re.escape(name) for name in names if name in end):
        line = re.compile(rf"^\W*(?:{_REACHED} {name}\b|{name},? {_TELLS}\b)", re.MULTILINE)
        yield from ((offset + m.start(), offset + m.end()) for m in line.finditer(end))
