"""Gives the names of people back the letters outside ASCII that their archive lost: ``Jos  Garc a`` is José García.

The text itself stays as it is, since no character may move or change in it; who is named is shown, and found, by the
whole name. Only names that a list knows are mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from archive.extract.people import Cast
from archive.restore.lexicon import word_list
from archive.restore.values import Restored
from index.article import Person, Span

_AROUND = 2
"""Characters beside a name in which lost letters may stand."""


def lettered(restored: Restored, cast: Cast) -> Cast:
    """Return ``cast`` with whole names, where the copy lost its marks and holds no letter outside ASCII."""
    if not cast.persons or not restored.body.isascii() or restored.gaps == "marked":
        return cast
    return replace(cast, persons=tuple(_whole(restored.body, p) for p in cast.persons))


def _whole(body: str, person: Person) -> Person:
    span = next(((a, b) for a, b in person.mentions if " ".join(body[a:b].split()) == person.name), None)
    return replace(person, name=mended(body, span)) if span else person


def mended(body: str, span: Span) -> str:
    """Return the name at ``span`` with the letters that its archive lost, single spaces between its words."""
    start = max(0, span[0] - _AROUND)
    while 0 < start < span[0] and body[start - 1].isalnum() and body[start].isalnum():
        start += 1
    near = body[start : span[1] + _AROUND]
    first, last = span[0] - start, span[1] - start
    for m in _pattern().finditer(near.lower()):
        if m.end() <= first or m.start() >= last:
            continue
        whole = _names()[_ascii(m[0])]
        near = near[: m.start()] + whole[0].upper() + whole[1:] + near[m.end() :]
        first, last = min(first, m.start()), max(last, m.end())
    return " ".join(near[first:last].split())


def _ascii(name: str) -> str:
    """Return a name as archives keep it that know no letter outside ASCII."""
    return "".join(c if c.isascii() and c.isalpha() else " " for c in name)


@cache
def _names() -> Mapping[str, str]:
    return {_ascii(name): name for name in word_list("lettered_names")}


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds names that lost letters; the reader may have set an apostrophe into the place of one."""
    forms = sorted(_names(), key=lambda form: (-len(form), form))
    held = ("".join("[ '’]" if c == " " else c for c in form) for form in forms)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(held)})(?![^\W_])")
