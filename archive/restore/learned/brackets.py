"""Lets brackets open and close in turn: of the marks that gaps may get back, only those that pair."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import NO

NONE, OPENS, CLOSES, BOTH = range(4)
"""What the marks of a gap do: nothing, open a bracket, close one, or close one and open the next."""

LIKELY = -5.0
"""Log-odds, against no bracket, from which one is looked at."""

LONGEST = 40
"""Words between two brackets at most."""

Floats = NDArray[np.float32]


def kinds_of(classes: Sequence[str]) -> NDArray[np.int64]:
    """Return what each class of marks does."""
    found = []
    for name in classes:
        opens, closes = name.find("("), name.find(")")
        both = BOTH if closes < opens else NONE
        found.append(both if opens >= 0 <= closes else OPENS if opens >= 0 else CLOSES if closes >= 0 else NONE)
    return np.array(found)


def balanced(scores: Floats, places: NDArray[np.int64], kinds: NDArray[np.int64]) -> Floats:
    """Return the scores of each gap without those classes whose brackets pair with none on the best path.

    Args:
        scores: of each gap and class.
        places: the word before each gap, in order.
        kinds: what each class does.
    """
    plain = scores[:, kinds == NONE].max(axis=1, initial=NO)
    odds = np.stack(
        [scores[:, kinds == kind].max(axis=1, initial=NO) - plain for kind in (OPENS, CLOSES, BOTH)], axis=1
    )
    likely = np.flatnonzero(odds.max(axis=1, initial=NO) > LIKELY)
    does = np.zeros(len(scores), np.int64)
    does[likely] = _paired(odds[likely].tolist(), places[likely].tolist())
    found: Floats = np.where(kinds == does[:, None], scores, np.float32(NO))
    return found


def _paired(odds: list[list[float]], places: list[int]) -> list[int]:
    """Return what each gap does on the likeliest path, which is outside brackets at both ends.

    ``odds`` are those of opening, closing and both, against neither.
    """
    n = len(odds)
    outside = [0.0] * (n + 1)
    opened: list[tuple[float, int]] = []
    closed = [-1] * n
    for i, (opens, closes, both) in enumerate(odds):
        begun = next((j for j in range(i - 1, -1, -1) if places[i] - places[j] > LONGEST), -1) + 1
        from_ = max(range(begun, i), key=lambda j: opened[j][0], default=-1)
        inside = opened[from_][0] if from_ >= 0 else NO
        outside[i + 1] = outside[i]
        if inside + closes > outside[i]:
            outside[i + 1], closed[i] = inside + closes, from_
        opened.append((inside + both, from_) if inside + both > outside[i] + opens else (outside[i] + opens, -1))
    does = [NONE] * n
    i = n
    while i:
        i -= 1
        if closed[i] < 0:
            continue
        does[i], i = CLOSES, closed[i]
        while opened[i][1] >= 0:
            does[i], i = BOTH, opened[i][1]
        does[i] = OPENS
    return does
