"""What the word at the cursor of the query line could become."""

from __future__ import annotations

import re

from archive.clean import clean_line
from index.engine import SearchEngine
from index.fields import BY_NAME, FACETABLE, FIELDS
from index.values import dataclass

MOST = 8
"""How many candidates are offered."""

NAMED = ("person", "place", "source")
"""Fields whose values complete a word that names no field."""

_WORD = re.compile(r'(?P<minus>-)?(?:(?P<field>[A-Za-z]\w*):)?(?P<value>"[^"]*"?|[^\s"()\[\]{}]*)')


@dataclass(frozen=True, slots=True)
class Typed:
    """The word that ends at the cursor: where it starts and ends, its field if it has one, and its value so far."""

    start: int
    end: int
    field: str | None
    value: str


def typed(text: str, cursor: int) -> Typed | None:
    """Return the word before the cursor, or None where there is none to complete."""
    words = [found for found in _WORD.finditer(text[:cursor]) if found.group()]
    if not words or words[-1].end() < cursor:
        return None
    found = words[-1]
    start = found.end("minus") if found.group("minus") else found.start()
    value = found.group("value")
    if not value and found.group("field") is None:
        return None
    return Typed(start, cursor, found.group("field"), value.strip('"'))


def candidates(engine: SearchEngine, word: Typed) -> list[str]:
    """Return what may stand in place of a word, likeliest first: fields, or values of the archive with their field."""
    if word.field is None:
        fields = [f"{each.name}:" for each in FIELDS if each.name.startswith(word.value.lower())]
        values = [
            (entry.count, phrase(name, entry.value)) for name in NAMED for entry in engine.complete(name, word.value, 4)
        ]
        values.sort(key=lambda each: -each[0])
        return [*fields, *(text for _, text in values)][:MOST]
    known = BY_NAME.get(word.field.lower())
    if known is None:
        return []
    if known.choices:
        return [f"{known.name}:{choice}" for choice in known.choices if choice.startswith(word.value.lower())]
    if known.name not in FACETABLE:
        return []
    return [phrase(known.name, entry.value) for entry in engine.complete(known.name, word.value, MOST)]


def phrase(name: str, value: str) -> str:
    """Return a condition of the query language for one value of a field."""
    value = clean_line(value).replace('"', " ")
    return f"{name}:{value}" if re.fullmatch(r"\w+", value) else f'{name}:"{value}"'


def completed(text: str, word: Typed, candidate: str) -> tuple[str, int]:
    """Return the text with a candidate in place of the word, and where the cursor then stands.

    A blank follows a whole condition.
    """
    rest = text[word.end :]
    space = "" if candidate.endswith(":") or rest.startswith(" ") else " "
    before = text[: word.start] + candidate + space
    return before + rest, len(before)
