"""Finds marks that close a quote within a quote where none was opened."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import Classes

Ints = NDArray[np.int64]


def unopened(chosen: Ints, states: NDArray[np.int8], classes: Classes) -> Ints:
    """Return the gaps that close two quotes at once, as ``.'"`` does, of which the inner one nowhere opened.

    Args:
        chosen: the class of each gap, -1 where it stays as it is.
        states: of each word, and of the end, whether it stands inside marks.
        classes: what the classes do.
    """
    restored = chosen >= 0
    closing = np.flatnonzero(restored & classes.nested[chosen])
    opening = np.flatnonzero(restored & classes.within[chosen])
    outside = np.flatnonzero(states[:-1] == 0)
    before = np.searchsorted(outside, closing) - 1
    begun = np.where(before >= 0, outside[before], -1) if len(outside) else np.full(len(closing), -1)
    found: Ints = closing[np.searchsorted(opening, begun) == np.searchsorted(opening, closing)]
    return found
