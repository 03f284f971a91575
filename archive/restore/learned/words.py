"""Cuts copy into words and the gaps between them, and describes both in small integers.

A text of n words has n + 1 gaps: the first lies before the first word, the last after the last word. To give every
gap a word that it follows, a word that is no word (``START``) stands before the text, so that both lists have n + 1
entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from archive.restore.damage import SPARSE
from archive.restore.words import WORD as WORD

START = "\x02"
"""Stands before the first word of a text."""

LOST = "\x01"
"""Stands in training for a letter that the archive could not keep."""

SHAPES = 48
"""How many shapes :func:`describe` tells: 16 lengths, each without digits, of digits alone, and with some."""

CASES = 5
LOWER, CAPITAL, UPPER, MIXED, CASELESS = range(CASES)
STATES = 18
"""How many kinds of surroundings :func:`states` tells: 3 of case, 3 of marks, 2 of quotation marks."""

WIDEST = 9
"""Spaces that a longer run of them is looked up as."""

_DIGIT = re.compile(r"\d")
_BREAKS = re.compile(r"\n{2,}")
_RUN = re.compile(r" {10,}")
_AROUND_BREAK = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[ \t\f\v]+")
_STRAIGHT = str.maketrans("“”„«»‘’`–—−\t\xa0\r", '"""""\'\'\'---   ')
_MARK = re.compile(r"[^\s]")
_SENTENCE = re.compile("[.,;:?!\"“”()]|''")
_QUOTATION = re.compile("[\"“”„«»]|''|``")


def lowered(text: str) -> str:
    """Return ``text`` in lower case, letters whose lower case is longer left as they are; same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def uppered(text: str) -> str:
    """Return ``text`` in upper case, letters whose upper case is longer left as they are; same length."""
    up = text.upper()
    return up if len(up) == len(text) else "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def case_of(word: str) -> int:
    """Return how a word is written; a single capital counts as ``CAPITAL``."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITAL
    if word[:1].isupper() and (word[1:].islower() or not any(c.isupper() for c in word[1:])):
        return CAPITAL
    return MIXED if any(c.isupper() for c in word) else CASELESS


def describe(word: str, vocabulary: Mapping[str, int], hashed: int, affixes: int) -> tuple[int, int, int, int]:
    """Return the row of a lower-case word, of its prefix, of its suffix, and of its shape.

    Words outside ``vocabulary`` share the ``hashed`` rows that follow it; prefixes, and suffixes, share ``affixes``.
    """
    digits = 0 if word.isalpha() else sum(c.isdigit() for c in word)
    key = _DIGIT.sub("0", word) if digits and word not in vocabulary else word
    row = vocabulary.get(key, -1)
    if row < 0:
        row = len(vocabulary) + crc32(key.encode()) % hashed
    kind = 0 if not digits else 1 if digits == len(word) else 2
    return (
        row,
        crc32(b"p" + word[:3].encode()) % affixes,
        crc32(b"s" + word[-3:].encode()) % affixes,
        min(len(word), 15) + 16 * kind,
    )


def pair_keys(rows: NDArray[np.integer], words: int) -> NDArray[np.int64]:
    """Return for each word but the last the number of the pair that it makes with the next one.

    Args:
        rows: the row of each word, as :func:`describe` tells it.
        words: how many words the vocabulary has; a pair with a word outside it has no number, which is -1.
    """
    first, second = rows[:-1].astype(np.int64), rows[1:]
    keys: NDArray[np.int64] = np.where((first < words) & (second < words), first * words + second, -1)
    return keys


def pair_rows(rows: NDArray[np.integer], words: int, pairs: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return for each word the row of the pair that it makes with the next one, 0 where that pair is not known.

    ``pairs`` are the numbers of the known pairs in ascending order; that of the first has row 1.
    """
    found = np.zeros(len(rows), np.int64)
    if len(pairs):
        keys = pair_keys(rows, words)
        at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
        found[:-1] = np.where(pairs[at] == keys, at + 1, 0)
    return found


def gap_key(gap: str) -> str:
    """Return the form under which an observed gap is looked up: straight quotes, one sign for paragraph breaks."""
    if gap in {" ", "  ", ", ", ". "}:
        return gap
    gap = gap.translate(_STRAIGHT).replace("''", '"').replace("--", "-").replace("…", "...")
    return _RUN.sub(" " * WIDEST, _BREAKS.sub("¶", gap))


def gap_label(gap: str) -> str:
    """Return the marks of a clean gap as one of the forms that the reader restores: ``'. "'``, ``'," '``, ``'¶'``."""
    gap = gap.replace(LOST, "").translate(_STRAIGHT).replace("''", '"').replace("--", "-").replace("…", "...")
    return _SPACES.sub(" ", _AROUND_BREAK.sub("¶", gap)) or " "


def is_marked(gap: str) -> bool:
    """Return whether a gap holds a mark that plain text cannot do without; hyphens and apostrophes do not count."""
    return _SENTENCE.search(gap) is not None


def is_quoted(gap: str) -> bool:
    """Return whether a gap holds a quotation mark."""
    return _QUOTATION.search(gap) is not None


def is_wide(gap: str) -> bool:
    """Return whether a gap holds two spaces beside each other."""
    return "  " in gap


class GapTable:
    """Finds the row of an observed gap, by its key or, for a gap never met in training, by what is left of it."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._rows = {key: i for i, key in enumerate(keys)}
        self._seen: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, gap: str) -> int:
        """Return the row of ``gap``; row 0 when nothing about it is known."""
        found = self._seen.get(gap)
        if found is None:
            found = self._find(gap)
            if len(self._seen) < 100_000:
                self._seen[gap] = found
        return found

    def _find(self, gap: str) -> int:
        key = gap_key(gap)
        folded = re.sub(r" +", " ", key)
        plain = re.sub(r"[^\s¶\"',.!?()-]", "", folded)
        for form in (key, folded, plain, re.sub(r"(.)\1+", r"\1", plain), plain[:1] + plain[-1:]):
            if form in self._rows and (form or not key):
                return self._rows[form]
        return self._rows.get('"' if '"' in key else ".", 0) if _MARK.search(key) else self._rows.get(" ", 0)


def _near(flags: NDArray[np.bool_], reach: int, every: int = 1 << 30) -> NDArray[np.bool_]:
    """Return where a flag is set within ``reach`` places, and for at least one in ``every`` of them."""
    total = np.concatenate([[0], np.cumsum(flags)])
    at = np.arange(len(flags))
    first, end = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(flags))
    count = total[end] - total[first]
    near: NDArray[np.bool_] = (count > 0) & (count * every >= end - first)
    return near


def states(
    case: NDArray[np.integer], marked: NDArray[np.bool_], quoted: NDArray[np.bool_], wide: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return for each word which kinds of evidence its surroundings still hold, as one number below ``STATES``.

    Args:
        case: how each word is written.
        marked: whether the gap after it holds any mark.
        quoted: whether that gap holds a quotation mark.
        wide: whether that gap is wider than one place; where few are, they are those of dashes, and all other marks
            left no width.
    """
    capitals = _near((case == CAPITAL) | (case == UPPER) | (case == MIXED), 60)
    small = _near(case == LOWER, 60)
    cased = np.where(capitals & small, 0, np.where(capitals, 2, 1))
    marks = np.where(_near(marked, 60), 0, np.where(_near(wide, 60, SPARSE), 1, 2))
    found: NDArray[np.int64] = (cased * 6 + marks * 2 + _near(quoted, 400)).astype(np.int64)
    return found


def known_unquoted(state: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the states of words of a text of which it is known that its quotation marks were deleted.

    It is that of words with quotation marks around them and no other marks, which occurs nowhere else.
    """
    return state // 6 * 6 + 5
