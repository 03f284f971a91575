"""The part of BM25 that speaks of the length of a text."""

from __future__ import annotations

import numpy as np

from index.whoosh.arrays import Array

_B = 0.75


class Norms:
    """Boost over the length part of BM25: boost / (1 - b + b * length / average length), for each of some documents.

    It is worked out where it is asked for: a number for each document would take four times the memory of ``lengths``.
    """

    def __init__(self, lengths: Array, average: float, boost: float) -> None:
        self.lengths = lengths
        self._slope = _B / average if average else 0.0
        self._base = 1 - _B if average else 1.0
        self._boost = boost

    def at(self, docs: Array) -> Array:
        """Return it for some documents."""
        return self.of(self.lengths[docs])

    def of(self, lengths: Array) -> Array:
        """Return it for documents of some lengths."""
        found: Array = lengths * self._slope
        found += self._base
        np.divide(self._boost, found, out=found)
        return found
