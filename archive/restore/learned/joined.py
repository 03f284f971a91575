"""Finds apostrophes that were deleted, so that two words became one: ``dont``, ``kerrys``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from archive.restore.damage import SPARSE
from archive.restore.learned.words import is_marked, lowered
from archive.restore.lexicon import lexicon, word_set
from archive.restore.words import WORD

APOSTROPHE = re.compile("['’‘`´]")
_LONG = ("re", "ve", "ll")
_BEHIND = {
    "its": "behind_it_is",
    "lets": "behind_let_us",
    **dict.fromkeys(("id", "ill", "hell", "shell", "wed"), "behind_will"),
}
"""What stands behind words that may be two, where they are."""

_DAYS = word_set("days")
_TIMES = frozenset(["year", "month", "week", "weekend", "night", "season", "summer", "winter", "spring", "autumn"])
_ONE = frozenset(["this", "last", "next"])
_SINGULAR = re.compile(r"[^\W_]+[^\W_aeiou]ys")
_OWNER = 3
"""Letters at least of a word in front of an ``s`` that says whose something is."""

_FEWEST = 2
"""Contractions that show that apostrophes were deleted where other marks are left, or more than so many letters stand
apart as behind apostrophes: ``cant`` and ``im`` are words, too.
"""
_RARER, _RARER_PLACE, _FIRST = 20, 10, 50
"""How many times as far down the list of words a name with an ``s`` stands as the name, both counted from there."""


def joints(text: str, words: Sequence[str], known: Mapping[str, int]) -> list[int]:
    """Return where apostrophes stood within the words of a text in which none is left, nor a space for any.

    Contractions are known. An ``s`` behind a word that stands alone elsewhere is taken for one that says whose, if the
    word with it is hardly ever met. A text that has other marks must have several contractions, and one in which marks
    became spaces, as apostrophes do, must have one. Where apostrophes were
    deleted, the words beside them tell of others.

    Args:
        text: the text.
        words: its words.
        known: words in small letters, and which place each has among them, the commonest first.
    """
    if APOSTROPHE.search(text):
        return []
    low = lowered(" ".join(words)).split()
    parted = word_set("contracted").intersection(low)
    spaced = sum(map(low.count, ("s", "t")))
    if len(parted) < _FEWEST and (is_marked(text) or spaced > _FEWEST):
        return []
    if not parted and text.count("  ") * SPARSE > len(words):
        return []
    count = Counter(low)
    parted = parted | {word for word in count if _may_own(word) and _says_whose(word, count, known)}
    at = [i for i, word in enumerate(low) if word in parted or _are_two(low, i, known)]
    if sum(low[i] in parted or low[i] == "its" for i in at) <= spaced:
        return []
    found = list(WORD.finditer(text))
    return [joint for i in at for joint in _joints(found[i], low[i])]


def _joints(one: re.Match[str], word: str) -> list[int]:
    """Return where the apostrophes of a word stood: behind the ``O`` of ``O'Hara``, and before its last letters."""
    last = one.end() - (2 if word.endswith(_LONG) else 1)
    if not _is_irish(word):
        return [last]
    return [one.start() + 1, last] if word.endswith("s") else [one.start() + 1]


def _is_irish(word: str) -> bool:
    return word[0] == "o" and word[1:].removesuffix("s") in word_set("behind_o")


def _are_two(low: Sequence[str], i: int, known: Mapping[str, int]) -> bool:
    """Return whether a word is two by itself, or by what stands beside it: ``its a``, ``last years``."""
    word, owner = low[i], low[i][:-1]
    before, behind = low[i - 1] if i else "", low[i + 1] if i + 1 < len(low) else ""
    if word in _BEHIND:
        return behind in word_set(_BEHIND[word])
    if _is_irish(word):
        return True
    if not _may_own(word) or behind == "and" or behind in word_set("prepositions"):
        return False
    if owner in _DAYS:
        return before != "on"
    if owner in _TIMES:
        return before in _ONE
    if owner == "world":
        return before == "the"
    if before in word_set("determiners"):
        return behind in word_set("superlatives") and owner in known
    place = owner in lexicon().places or (before, owner) in lexicon().place_phrases
    return place and word not in lexicon().first_names and _is_rarer(word, owner, known, _RARER_PLACE)


def _may_own(word: str) -> bool:
    return word.endswith("s") and len(word) > _OWNER


def _says_whose(word: str, count: Mapping[str, int], known: Mapping[str, int]) -> bool:
    """Return whether the ``s`` that ends a word says that something is somebody's."""
    owner, common = word[:-1], lexicon().common
    if word in common or owner in lexicon().nationalities:
        return False
    if _SINGULAR.fullmatch(word) and word not in known:
        return True
    if owner in common or owner not in count:
        return False
    return _is_rarer(word, owner, known, _RARER)


def _is_rarer(word: str, owner: str, known: Mapping[str, int], times: int) -> bool:
    return word not in known or (owner in known and (known[owner] + _FIRST) * times < known[word])
