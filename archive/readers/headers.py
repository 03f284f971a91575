"""The lines above a text that tell of it, such as ``Title: ...`` and ``Date: ...``."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.readers.columns import mark, plan
from archive.readers.story import folded

SIGNS = r"-|=|_|\*|~|#|—|–|─|═"
RULE = rf"[ \t\f]{{0,80}}({SIGNS})(?:[ \t]{{0,8}}\1){{2,400}}[ \t]{{0,80}}"
"""A line of one sign over and over, without its ends; the sign is a group."""
_LABEL = re.compile(
    r"[ \t]{0,8}([^\W\d_][\w -]{0,30}):[ \t]*"
    r"(.*(?:\n[ \t]{2,80}[^\s:][^\n:]{0,200}(?=\n[^\W\d_][\w -]{0,30}:))?)(?:\n|\Z)"
)
"""Label and value; the value goes on in a line that is set in, if another label follows."""
_BETWEEN = re.compile(rf"(?:[ \t\f]*(?:\n|\Z)|{RULE}(?:\n|\Z))")
_HEADLINES = frozenset([
    "title", "headline", "hed", "titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titular", "titolo",
])  # fmt: skip
_ELSEWHERE = {
    name: usual
    for usual, names in {
        "title": "schlagzeile titular titolo",
        "date": "data",
        "source": "fuente fonte origem",
        "newspaper": "periódico giornale testata jornal",
        "byline": "verfasser verfasserin autorin autora auteure autore autrice",
        "section": "rubrik ressort rubrique sección sezione seção",
        "language": "sprache langue idioma lingua",
        "url": "lien enlace",
        "text": "volltext testo cuerpo corpo",
    }.items()
    for name in names.split()
}
"""Labels in German, French, Spanish, Italian and Portuguese that no table is asked for, and what they are there."""
_SETTING = (
    "headline", "published", "publication", "agency", "byline", "dateline", "url", "language", "section", "body",
)  # fmt: skip
"""What a label behind a blank line may hold: others begin a paragraph of the text as well."""
_MOST = 30
_LONGEST = 4_000


class Header(NamedTuple):
    """What the lines above a text say by their labels, the text, and whether a label is one of headlines alone."""

    values: dict[str, str]
    text: str
    titled: bool


def header(text: str) -> Header | None:
    """Return what the lines above a text tell, None where there are no such lines, or none of them is a headline.

    They end at a blank line, at a rule, or at the label of the text itself; where all labels are known, at any line.
    """
    values: dict[str, str] = {}
    seen: list[str] = []
    body: str | None = None
    at, apart, loose, strange = _behind(text, 0), False, False, False
    while len(seen) < _MOST and (found := _LABEL.match(text, at)):
        name, said = _name(found[1]), found[2].strip()
        field = _field(name)
        if name in seen or (loose and field not in _SETTING):
            break
        seen.append(name)
        if field == "body" and not _labels_follow(text, found.end()):
            at, apart = found.start(2) if said else found.end(), True
            break
        if field == "body":
            body = said
        elif said:
            values[name] = folded(said)
        at = _behind(text, found.end())
        apart = at > found.end() or at == len(text)
        loose, strange = loose or apart, strange or not field
    if len(seen) < 2 or (strange and not apart) or "headline" not in plan(values):
        return None
    titled = not _HEADLINES.isdisjoint(map(mark, values))
    return Header(values, "\n\n".join(filter(None, (body, text[at:].lstrip("\n")))), titled)


def _name(label: str) -> str:
    """Return a label as columns know it."""
    label = label.strip()
    return label if plan((label,)) else _ELSEWHERE.get(label.casefold(), label)


def _behind(text: str, at: int) -> int:
    """Return where the next line is that is neither blank nor a rule."""
    while at < len(text) and (found := _BETWEEN.match(text, at)):
        at = found.end()
    return at


def _field(name: str) -> str | None:
    return next(iter(plan((name,))), None)


def _labels_follow(text: str, at: int) -> bool:
    """Tell whether the lines up to the next blank one are labels, so that the text is all on the line before."""
    lines = text[at : at + _LONGEST].partition("\n\n")[0].strip("\n").split("\n")
    return all((found := _LABEL.fullmatch(line)) is not None and _field(_name(found[1])) for line in lines)
