"""Finds who took the pictures of a story: ``(AP Photo/Ana Ruiz)``, ``Photo: Ana Ruiz``, ``Ana Ruiz, Reuters``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.extract.openings.parts import RISKY, agency_at
from archive.extract.source import of_a_paper
from archive.restore.words import words_of
from index.article import Span

_CAPITAL = r"[^\W\d_a-z](?:\.|[\w'’-]*)"
_NAME = rf"{_CAPITAL}(?: (?:(?:d[aeiou]l?|la|le|el|al|bin|van|von|der|den|ter) ){{0,2}}{_CAPITAL}){{0,4}}"
_LABELLED = re.compile(
    rf"(?:^|[(\[|]|[.!?][\"”’]? )(?:{_CAPITAL} ){{0,2}}"
    r"(?i:photo(?:graph)?s?|pictures?|images?)(?i: credits?)?(?i: ?[:/] ?| by | courtesy (?:of )?)"
    rf"({_NAME}(?:(?: and | & ){_NAME})*)(?=\s*(?:[/|.,;)\]]|$)| for | via )",
    re.MULTILINE,
)
"""A label behind which nothing but the names stands, or who they work for: no sentence about a picture."""

_PICTURES = ("photo", "picture", "image")
"""What such a label has in small letters."""

_EMPLOYED = re.compile(rf", ({_NAME})$", re.MULTILINE)
_ALONE = re.compile(rf"(?:^|[.!?][\"”’]? )({_NAME})$", re.MULTILINE)
"""The employer at the end of a line, and the name before it, alone in the line or behind what a picture shows."""

_STROKE = re.compile(r"(?<=\w) ?/ ?(?=\w)")
_NEAR = 60
"""Characters on each side of a stroke, and before an employer, in which a name stands."""

_BEFORE, _BEHIND = re.compile(rf"{_NAME}$"), re.compile(_NAME)
_LIBRARIES = frozenset(["getty", "shutterstock", "alamy", "corbis", "file", "handout", "pool"])
"""First words of employers beside agencies and papers: ``Ana Ruiz/Getty Images``."""


def pictures_of(body: str) -> Iterator[Span]:
    """Yield where those who took pictures are named; they are nobody of the story, and did not write it."""
    if any(map(body.lower().__contains__, _PICTURES)):
        yield from (found.span(1) for found in _LABELLED.finditer(body))
    yield from _credited(body)
    for stroke in _STROKE.finditer(body) if "/" in body else ():
        a, b = stroke.span()
        before, behind = _BEFORE.search(body, max(0, a - _NEAR), a), _BEHIND.match(body, b, b + _NEAR)
        if before and behind:
            yield from [before.span()] if _employs(behind[0]) else [behind.span()] if _employs(before[0]) else []


def _credited(body: str) -> Iterator[Span]:
    """Yield who a line ends with, of whatever employer; lines that follow each other are a list of people."""
    lines = (
        (alone, employer)
        for employer in _EMPLOYED.finditer(body)
        if (alone := _ALONE.search(body, max(0, employer.start() - _NEAR), employer.start())) and _employs(employer[1])
    )
    found = [(alone.start(), alone.span(1), employer.end()) for alone, employer in lines]
    listed = {span for one, two in pairwise(found) if one[2] + 1 == two[0] for span in (one[1], two[1])}
    yield from (span for _, span, _ in found if span not in listed)


def _employs(name: str) -> bool:
    """Return whether a name is that of a library of pictures, an agency or a paper."""
    words = words_of(name)
    low = words.low
    wired = agency_at(low, 0)[0] and (words.word[0].isupper() or low[0] not in RISKY)
    return bool(wired) or low[0] in _LIBRARIES or (len(low) > 1 and of_a_paper(low))
