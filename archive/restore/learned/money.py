"""Which words a sign of money may stand before: numbers, but no times, ages and decades."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NONE = re.compile(r"0\d|\d0s\b|\d{1,2} ?(?:[0-5]\d ?)?(?:am|pm|a m|p m|gmt|bst|utc|cet)\b")
_AGED = re.compile(r"(?:he|she|i|you|we|they) (?:is|was|am|are|were|s|m|re) \d+ and\b")
_BEFORE, _AFTER = 2, 4


def sums(words: Sequence[str], places: Sequence[int]) -> NDArray[np.bool_]:
    """Return which of the words at some places may be sums of money; the place behind the last word is none.

    Nobody costs anything: ``she was 18 and daft``.
    """
    return np.array([i < len(words) and words[i][0].isdigit() and _is_sum(words, i) for i in places], np.bool_)


def _is_sum(words: Sequence[str], i: int) -> bool:
    around = [word.lower() for word in words[max(0, i - _BEFORE) : i + _AFTER]]
    number = " ".join(around[min(i, _BEFORE) :])
    return _NONE.match(number) is None and _AGED.match(" ".join(around)) is None
