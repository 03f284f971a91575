"""What a text whose marks became spaces tells of its spacing: the gaps that hold one thing are of one width."""

from __future__ import annotations

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
    ways = (_fitting(classes, size, best, extra) for extra in itertools.product((0, 1), repeat=3))
    share, fits = max(((float(way[size, best].mean()), way) for way in ways), key=lambda way: way[0])
    if share >= EVEN:
        scores[told] -= (STRICT * ~fits)[size]


def _fitting(
    classes: Classes, sizes: NDArray[np.int64], best: NDArray[np.int64], extra: tuple[int, ...]
) -> NDArray[np.bool_]:
    """Return for each width which classes are as wide, with line ends as wide as the gaps say that likely hold one.

    ``extra`` is how much wider than one character quotation marks, dashes and the spaces between sentences are.
    """
    widths = classes.lengths - classes.breaks
    sentences = (classes.ending & ~classes.broken).astype(np.int64)
    for more, count in zip(extra, (classes.quotes, classes.dashes, sentences), strict=True):
        widths = widths + more * count
    over = (sizes - widths[best])[classes.breaks[best] == 1]
    counts = np.bincount(over[over > 0], minlength=2)
    every = np.arange(sizes.max() + 1)[:, None]
    fits = np.zeros((len(every), len(widths)), np.bool_)
    for line in {int(counts.argmax()) or 1, *np.flatnonzero(counts >= max(2.0, USUAL * counts.sum())).tolist()}:
        fits |= widths + line * classes.breaks == every
    return fits
