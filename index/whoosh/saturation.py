"""The part of BM25 that grows with frequency: frequency * (k1 + 1) / (frequency + k1).

S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; k1 and, in
:mod:`index.whoosh.norms`, b have their usual values.
"""

from __future__ import annotations

from index.whoosh.arrays import Array

_K1 = 1.2


def saturate(frequencies: Array, weight: float) -> Array:
    """Make frequencies ``weight`` times the part of BM25 that grows with them, and return them."""
    divisor = frequencies + _K1
    frequencies *= weight * (_K1 + 1)
    frequencies /= divisor
    return frequencies
