"""Reads what the end of a story says of its writers: ``— Ana Ruiz``, ``Ana Ruiz is a staff writer``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.restore.lexicon import lexicon
from index.article import Span

END = 600
"""Characters at the end of a text in which its writers are told of."""

_WORD = r"[^\W\d_a-z](?:\.|[\w'’-]+)"
_NAME = rf"{_WORD}(?: {_WORD}){{1,3}}"
_SIGNED = re.compile(rf"[.!?]\s*\n\s*(?:[—–]|--?) ?({_NAME})\s*\Z")
"""A name behind a dash below the last sentence; behind a mark of quotation it would be who said that."""

_REACHED = r"(?:Follow|Contact|Reach(?: out to)?|E-?mail|Call|Tweet|Write to)"
_BEGINS = r"(?:^|[.!?][\"”]?\s+)"
_INTRODUCED = re.compile(
    rf"{_BEGINS}({_NAME}),? (?:is (?:an?|the|our)\b[^.\n]{{0,60}}\b"
    r"(?:reporter|correspondent|columnist|writer|journalist|critic)|covers)\b"
    r"[^.\n]{0,40} (?:for|at|with) (?:[Tt]he )?[A-Z]",
    re.MULTILINE,
)
"""Whom a closing line introduces with an employer: ``Ana Ruiz is a staff writer at the Courier``."""

_TO_REACH = re.compile(rf"{_BEGINS}{_REACHED} ({_NAME})(?= on [TX]|:? @| at \S+@|: |, \S+@)", re.MULTILINE)
_FROM = re.compile(
    rf"(?:{_BEGINS}|, and )({_NAME}) (?:reported )?from (?=[A-Z][^.\n]{{1,40}}(?:, and [^.\n]*)?\.\s*\Z)",
    re.MULTILINE,
)
"""Who reported from where, at the very end: ``Ana Ruiz reported from Lima, and Jo Finch from Quito.``"""

_MAILED = re.compile(r"\n\s*([a-z]+)\.([a-z]+)@\S+\s*\Z")
_TELLS = r"(?:is|was|has|can|covers|reports|writes|contributed|worked)"


def signed_by(body: str) -> Iterator[tuple[str, Span]]:
    """Yield the writers who signed below a story, or whom its last lines introduce or tell how to reach, and where;
    none whom the story tells of.
    """
    end = body[-END:]
    offset = len(body) - len(end)
    for found in (found for form in (_SIGNED, _INTRODUCED, _TO_REACH, _FROM) for found in form.finditer(end)):
        told = found[1].split()[-1] in body[: offset + found.start(1)]
        if found[1].split()[0].lower() in lexicon().first_names and not told:
            yield found[1], (offset + found.start(1), offset + found.end(1))
    mailed = _MAILED.search(end)
    if mailed and mailed[1] in lexicon().first_names:
        yield f"{mailed[1].title()} {mailed[2].title()}", (offset + mailed.start(1), offset + mailed.end())


def told_of(body: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where closing lines name the writers, to reach or to introduce them: they are nobody of the story."""
    offset = max(0, len(body) - END)
    end = body[offset:]
    for name in (re.escape(name) for name in names if name in end):
        line = re.compile(rf"^\W*(?:{_REACHED} {name}\b|{name},? {_TELLS}\b)", re.MULTILINE)
        yield from ((offset + m.start(), offset + m.end()) for m in line.finditer(end))
