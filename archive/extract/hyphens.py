"""Joins words that were parted at the ends of lines, as typesetters and programs that read pages leave them."""

from __future__ import annotations

import re
from functools import cache

from archive.restore.lexicon import lexicon

_PARTED = re.compile(r"([^\W\d_]{2,})[-\u2010]\n[ \t]*([a-z\u00df-\u00f6\u00f8-\u00ff]{2,}[^\s\w]*)[ \t]*(\n?)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COMPOUND = 4
"""Letters that both halves of a compound have at least: shorter ones are syllables more often than words."""

_USUAL = 12_000
"""So many of the commonest words are surely written as one; rarer ones may be compounds that somebody ran together."""


def joined(text: str) -> str:
    """Return ``text`` with parted words whole on the line that they began on; the text itself where there are none.

    The hyphen stays where the text, or else English, has the word with it.
    """
    if "-\n" not in text and "\u2010\n" not in text:
        return text
    if not _PARTED.search(text):
        return text
    own = {word.lower() for word in _WORD.findall(text)}

    def whole(parted: re.Match[str]) -> str:
        first, rest = parted[1], parted[2]
        second = _WORD.match(rest)
        hyphen = "-" if second and _compound(first.lower(), second[0].lower(), own) else ""
        return f"{first}{hyphen}{rest}\n"

    found = _PARTED.sub(whole, text)
    return found if text.endswith("\n") or not found.endswith("\n") else found[:-1]


def _compound(first: str, second: str, own: set[str]) -> bool:
    """Return whether two halves are written with a hyphen: as the text has them elsewhere, else as English does."""
    if first + second in own:
        return False
    if f"{first}-{second}" in own:
        return True
    usual, known = _known()
    if first + second in usual:
        return False
    return min(len(first), len(second)) >= _COMPOUND and first in known and second in known


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return usual words, and all that are known."""
    from archive.restore.learned import reader

    if not reader.WEIGHTS.exists():
        return lexicon().common, lexicon().common
    words = reader.known_words()
    return frozenset(words[:_USUAL]), frozenset(words)
