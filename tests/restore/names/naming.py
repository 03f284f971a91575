"""Texts with the names that the reader found, and what becomes of them."""

from __future__ import annotations

import re

from archive.restore.names.completing import completed
from archive.restore.values import Mention
from archive.restore.words import words_of


def names(text: str, *, folded: bool = False, unmarked: bool = False, likely: float = 0.95) -> list[str]:
    """Return the names of a text in which those that were found stand in braces."""
    mentions: list[Mention] = []
    plain = ""
    for part in re.split(r"(\{[^}]*\})", text):
        if part.startswith("{"):
            mentions.append(Mention(len(plain), len(plain) + len(part) - 2, None, likely))
        plain += part.strip("{}") if part.startswith("{") else part
    return [plain[m.start : m.end] for m in completed(words_of(plain), mentions, folded=folded, unmarked=unmarked)]
