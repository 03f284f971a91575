"""Finds the names of people among tagged words, and the role that stands beside each."""

from __future__ import annotations

import numpy as np

from archive.restore.net_copy import Copy, softmax
from archive.restore.net_model import Floats

BARRED = -4.0
"""Log-odds against a name that goes on over a mark which ends a clause."""


def names(copy: Copy, scores: Floats, broken: np.ndarray) -> list[tuple[int, int, float]]:
    """Return the people's names as (first word, end word, probability).

    Args:
        copy: the text, cut into words.
        scores: of each word, for no name, the first word of a name, a further word of it.
        broken: whether the gap before each word ends a clause.
    """
    scores = scores.copy()
    scores[broken, 2] += BARRED
    tags = scores.argmax(axis=1)
    chances = softmax(scores)
    firsts = np.flatnonzero((tags == 1) | ((tags == 2) & (np.concatenate([[0], tags[:-1]]) == 0)))
    found = []
    for first in firsts.tolist():
        end = first + 1
        while end < len(tags) and tags[end] == 2:
            end += 1
        if first and copy.words[end - 1].lower() == "s" and end - first > 1:
            end -= 1
        if first:
            found.append((first, end, float((1.0 - chances[first:end, 0]).min())))
    return found
