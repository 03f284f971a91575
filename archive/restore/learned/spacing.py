"""What a text whose marks became spaces tells of its spacing: the gaps that hold one thing are of one width."""

from __future__ import annotations

import functools
import itertools

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import Classes
from archive.restore.learned.tables import Floats

STRICT = 5.0
"""Log-odds against marks that are not as wide as their gap, in a text that is evenly spaced."""

EVEN, FEWEST = 0.85, 8
"""The share of gaps that agree in an evenly spaced text, and of how many at least."""

WIDEST = 24
"""Characters of the widest gap that is looked at; none is so wide for its marks."""

USUAL = 0.15
"""The share of a text's line ends from which a width of them that is not the commonest is one that it has, too."""


def spaced(scores: Floats, sizes: NDArray[np.int64], classes: Classes) -> None:
    """Lower the scores of marks that are not as wide as their gap, in place, where the text is evenly spaced.

    How wide quotation marks, dashes, sentence ends and line ends are in it is told by the likeliest marks of all its
    gaps.

    Args:
        scores: of each gap and class.
        sizes: how wide each gap is, 0 where that says nothing.
        classes: the classes of marks.
    """
    told = np.flatnonzero((sizes > 1) & (sizes <= WIDEST))
    if len(told) < FEWEST:
        return
    best, size = scores[told].argmax(axis=1), sizes[told]
    widths, breaks = _widths(classes), classes.breaks[best]
    over = size - widths[:, best]
    lines = [_lines(each) for each in over[:, breaks == 1]]
    fitting = [np.count_nonzero(_fill(each, breaks, line)) for each, line in zip(over, lines, strict=True)]
    way = fitting.index(max(fitting))
    if fitting[way] / len(told) >= EVEN:
        every = np.arange(size.max() + 1)[:, None]
        scores[told] -= (STRICT * ~_fill(every - widths[way], classes.breaks, lines[way]))[size]


def _widths(classes: Classes) -> NDArray[np.int64]:
    """Return how wide each class is without line ends, (ways, classes): in each way, quotation marks, dashes and the
    spaces between sentences are as wide as one character or wider by one.
    """
    sentences = (classes.ending & ~classes.broken).astype(np.int64)
    wider = np.array(list(itertools.product((0, 1), repeat=3)))
    found: NDArray[np.int64] = wider @ np.stack([classes.quotes, classes.dashes, sentences])
    return found + (classes.lengths - classes.breaks)


def _lines(over: NDArray[np.int64]) -> set[int]:
    """Return how wide line ends are, by what is left of the gaps that likely hold one."""
    counts = np.bincount(over[over > 0], minlength=2)
    return {int(counts.argmax()) or 1, *np.flatnonzero(counts >= max(2.0, USUAL * counts.sum())).tolist()}


def _fill(over: NDArray[np.int64], breaks: NDArray[np.int64], lines: set[int]) -> NDArray[np.bool_]:
    """Return whether so many line ends are as wide as what is left of a gap."""
    return functools.reduce(np.logical_or, [over == line * breaks for line in lines])
