"""Joins words that were parted at the ends of lines, as typesetters and programs that read pages leave them."""

from __future__ import annotations

import re
from functools import cache

_MARKS = "-\u2010\u00ad"
_PARTED = re.compile(rf"([^\W\d_]+)([{_MARKS}])\n[ \t]*+([^\W\d_]+)(\S*)[ \t]*+(\n?)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COMPOUND = 4
"""Letters that both halves of a compound have at least: shorter ones are syllables more often than words."""
_SHORT = frozenset(["two", "six", "ten", "mid", "non", "ex", "pro", "co"])
"""First halves of compounds all the same."""

_USUAL = 12_000
"""So many of the commonest words are surely written as one; rarer ones may be compounds that somebody ran together."""


def joined(text: str) -> str:
    """Return ``text`` with parted words whole on the line that they began on; the text itself where there are none.

    The hyphen stays where the text, or else English, has the word with it; a soft one never does. Readers that put the
    lines of a paragraph together leave those that end in a hyphen: there a space comes behind the word, not a line end.
    """
    if not any(f"{mark}\n" in text for mark in _MARKS) or not any(map(_parts_word, _PARTED.finditer(text))):
        return text
    own = {word.lower() for word in _WORD.findall(text)}
    return "\n\n".join(_whole(paragraph, own) for paragraph in text.split("\n\n"))


def _parts_word(parted: re.Match[str]) -> bool:
    return parted[3][0].islower()


def _whole(paragraph: str, own: set[str]) -> str:
    """Return a paragraph with its parted words whole, given the words of the text."""
    count = sum(map(_parts_word, _PARTED.finditer(paragraph)))
    behind = "\n" if paragraph.strip("\n").count("\n") > count else " "

    def joined(parted: re.Match[str]) -> str:
        if not _parts_word(parted):
            return parted[0]
        first, mark, second, rest, end = parted.groups()
        hyphen = "-" if mark != "\u00ad" and _compound(first.lower(), second.lower(), own) else ""
        return f"{first}{hyphen}{second}{rest}{end if parted.end() == len(paragraph) else behind}"

    return _PARTED.sub(joined, paragraph) if count else paragraph


def _compound(first: str, second: str, own: set[str]) -> bool:
    """Return whether two halves are written with a hyphen: as the text has them elsewhere, else as English does."""
    if first + second in own:
        return False
    if f"{first}-{second}" in own:
        return True
    if min(len(first), len(second)) == 1:
        return True
    usual, known = _known()
    if first + second in usual:
        return False
    return (
        (len(first) >= _COMPOUND or first in _SHORT) and len(second) >= _COMPOUND and first in known and second in known
    )


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return usual words, and all that are known."""
    from archive.restore.learned.reader import known_words

    words = known_words()
    return frozenset(words[:_USUAL]), frozenset(words)
