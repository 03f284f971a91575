"""Finds the names of people among tagged words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.copy import Copy, softmax
from archive.restore.learned.tables import Floats
from index.names import SUFFIXES

LIKELY = 0.8
"""A word is of a name from this chance on; at a half, other words are taken for names where no text was trained on."""

HELD = 0.5
"""A word beside one of a name is of the same name from this chance on."""

BARRED = -8.0
"""Log-odds against a name that goes on over a mark which ends a clause, other than with ``Jr.`` and its like."""


def names(
    copy: Copy, scores: Floats, broken: NDArray[np.bool_], quoted: NDArray[np.bool_]
) -> list[tuple[int, int, float]]:
    """Return the people's names as (first word, end word, probability).

    Args:
        copy: the text, cut into words.
        scores: of each word, for no name, the first word of a name, a further word of it.
        broken: whether the gap before each word ends a clause.
        quoted: whether it holds a quotation mark.
    """
    scores = scores.copy()
    for i in np.flatnonzero(broken).tolist():
        scores[i, 2] += 0.0 if copy.words[i].lower() in SUFFIXES else BARRED
    chances = softmax(scores)
    odds = 1.0 - chances[:, 0]
    odds[0] = 0.0
    likely = odds > LIKELY
    named = _held(likely, odds > HELD, broken | quoted)
    before, after = np.concatenate([[False], named[:-1]]), np.concatenate([named[1:], [False]])
    begins = named & (~before | (chances[:, 1] > chances[:, 2]))
    firsts = np.flatnonzero(begins)
    ends = np.flatnonzero(named & (~after | np.concatenate([begins[1:], [True]]))) + 1
    found = []
    chance_of, surely, marked = odds.tolist(), likely.tolist(), quoted.tolist()
    for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
        if not any(surely[first:end]):
            continue
        chance = min(chance_of[first:end])
        if end - first > 1 and copy.words[end - 1].lower() == "s":
            end -= 1
        marks = [i for i in range(first + 1, end) if marked[i]]
        if len(marks) == 1:
            found.append((first, marks[0], chance))
            first = marks[0]
        found.append((first, end, chance))
    return found


def _held(likely: NDArray[np.bool_], held: NDArray[np.bool_], parted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which words are of names: the likely ones, and what holds to one with no mark between."""
    named = likely.copy()
    doubtful = np.flatnonzero(held & ~likely).tolist()
    for i in doubtful:
        named[i] = named[i - 1] and not parted[i]
    for i in reversed(doubtful):
        named[i] |= i + 1 < len(named) and named[i + 1] and not parted[i + 1]
    return named
