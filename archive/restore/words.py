"""Cuts restored copy into words and the gaps between them, with the marks that had no room put back into the gaps."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from index.article import Span
from index.values import dataclass

WORD = re.compile(r"[^\W_]+")
_KEPT = re.compile(f"({WORD.pattern})")
"""Words that stay between the gaps where a text is split."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words and gaps.

    Invariants: ``gap`` has one entry more than the others; ``gap[i]`` stands before word ``i``, the last one after
    the last word. ``low`` are the words in lower case.
    """

    text: str
    start: Sequence[int]
    end: Sequence[int]
    word: Sequence[str]
    low: Sequence[str]
    gap: Sequence[str]

    def __len__(self) -> int:
        return len(self.word)

    def first_in(self, span: Span) -> int:
        """Return the index of the first word that ends after the start of ``span``."""
        return bisect_right(self.end, span[0])

    def last_in(self, span: Span) -> int:
        """Return one more than the index of the last word that starts before the end of ``span``."""
        return bisect_left(self.start, span[1])

    def span(self, first: int, last: int) -> Span:
        """Return the characters from word ``first`` to word ``last``, both included."""
        return self.start[first], self.end[last]

    def words_of(self, first: int, last: int) -> str:
        """Return words ``first`` to ``last``, both included, as they stand in the text."""
        return self.text[self.start[first] : self.end[last]]


def cut(text: str, joints: Sequence[int] = ()) -> list[str]:
    """Return the gaps and words of ``text`` in turn, gaps first and last; ``joints`` are offsets that part words."""
    if not joints:
        return _KEPT.split(text)
    pieces = [""]
    for begin, end in pairwise([0, *joints, len(text)]):
        first, *others = _KEPT.split(text[begin:end])
        pieces[-1] += first
        pieces += others
    return pieces


def parts_word(text: str, at: int) -> bool:
    """Return whether an offset lies within a word."""
    return 0 < at < len(text) and text[at - 1 : at + 1].isalnum()


def words_of(text: str, inserted: Sequence[tuple[int, str]] = ()) -> Words:
    """Return ``text`` cut into words and gaps; each inserted mark joins the gap that it stands in, or parts a word."""
    pieces = cut(text, [at for at, _ in inserted if parts_word(text, at)])
    gap, word = pieces[::2], pieces[1::2]
    if not word:
        return Words(text, (), (), (), (), (text,))
    ends = list(accumulate(map(len, pieces)))
    start, end = ends[:-1:2], ends[1::2]
    for at, mark in reversed(inserted):
        i = bisect_right(end, at)
        begin = end[i - 1] if i else 0
        before = max(0, at - begin)
        gap[i] = gap[i][:before] + mark + gap[i][before:]
    return Words(text, start, end, word, list(map(str.lower, word)), gap)


@lru_cache(maxsize=1)
def words_of_story(body: str, inserted: tuple[tuple[int, str], ...]) -> Words:
    """Return what :func:`words_of` does, and remember it: a story is cut to be restored, and then to be understood."""
    return words_of(body, inserted)
