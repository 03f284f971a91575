"""Probabilities that say how often what they are given to is right."""

from __future__ import annotations

import math

_LEAST = 1e-4


def cooled(chance: float, temperature: float) -> float:
    """Return a probability with its log-odds divided by ``temperature``; below 1 it makes surer.

    After Guo et al., "On Calibration of Modern Neural Networks" (2017). 0 and 1 come back as 0.0001 and 0.9999 would.
    """
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return 1.0 / (1.0 + math.exp((math.log(1 - bounded) - math.log(bounded)) / temperature))
