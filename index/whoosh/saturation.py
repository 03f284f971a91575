"""The part of BM25 that grows with frequency."""

from __future__ import annotations

from index.whoosh.arrays import Array

_K1 = 1.2


def saturate(frequencies: Array, weight: float) -> Array:
    """Make frequencies ``weight`` times the part of BM25 that grows with them, and return them."""
    divisor = frequencies + _K1
    frequencies *= weight * (_K1 + 1)
    frequencies /= divisor
    return frequencies
