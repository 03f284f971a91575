"""Finds apostrophes that were deleted, so that two words became one: ``dont``, ``kerrys``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from archive.restore.learned.words import is_marked, lowered
from archive.restore.lexicon import lexicon, word_set
from archive.restore.words import WORD

APOSTROPHE = re.compile("['’‘`´]")
_LONG = ("re", "ve", "ll")
_WHOSE = re.compile(r"[^\W_]{3,}s")
_SINGULAR = re.compile(r"[^\W_]+[^\W_aeiou]ys")
_FEWEST = 2
"""Contractions that show that apostrophes were deleted where other marks are left, or more than so many letters stand
apart as behind apostrophes: ``cant`` and ``im`` are words, too.
"""
_RARER, _FIRST = 20, 50
"""How many times as far down the list of words a name with an ``s`` stands as the name, both counted from there."""


def joints(text: str, known: Mapping[str, int]) -> list[int]:
    """Return where apostrophes stood within the words of a text in which none is left, nor a space for any.

    Contractions are known. An ``s`` behind a word that stands alone elsewhere is taken for one that says whose, if the
    word with it is hardly ever met. A text that has other marks must have several contractions.

    Args:
        text: the text.
        known: words in small letters, and which place each has among them, the commonest first.
    """
    if APOSTROPHE.search(text):
        return []
    low = WORD.findall(lowered(text))
    parted = word_set("contracted").intersection(low)
    spaced = sum(map(low.count, ("s", "t")))
    if len(parted) < _FEWEST and (is_marked(text) or spaced > _FEWEST):
        return []
    count = Counter(low)
    parted = parted | {word for word in count if _WHOSE.fullmatch(word) and _says_whose(word, count, known)}
    is_ = {i for i in range(len(low) - 1) if low[i] == "its" and low[i + 1] in word_set("behind_it_is")}
    at = {i for i, word in enumerate(low) if word in parted or i in is_}
    if len(at) <= spaced:
        return []
    ends = ((one.end(), low[i]) for i, one in enumerate(WORD.finditer(text)) if i in at)
    return [end - (2 if word.endswith(_LONG) else 1) for end, word in ends]


def _says_whose(word: str, count: Mapping[str, int], known: Mapping[str, int]) -> bool:
    """Return whether the ``s`` that ends a word says that something is somebody's."""
    owner, common = word[:-1], lexicon().common
    if word in common:
        return False
    if _SINGULAR.fullmatch(word) and word not in known:
        return True
    if owner in common or owner not in count:
        return False
    return word not in known or (owner in known and (known[owner] + _FIRST) * _RARER < known[word])
