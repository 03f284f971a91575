"""Where a question may end: news asks too seldom for the encoder to learn it, but English says at once that it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BEFORE = "and|but|so|or|well|then|now|because"
_ASKING = "what|why|how|who|where|when|whose|which"
_AUXILIARY = (
    "is|are|was|were|am|do|does|did|can|could|will|would|should|has|have|had|may|might|must"
    "|isn|aren|wasn|weren|don|doesn|didn|couldn|won|wouldn|shouldn|hasn|haven|ain"
)
_FIRST = frozenset(f"{_BEFORE}|{_ASKING}|{_AUXILIARY}".split("|"))
_ASKS = re.compile(
    rf"""(?:(?:{_BEFORE})[ ])?
    (?:(?:{_ASKING})[ ]
        (?:{_AUXILIARY}|much|many|long|far|often|about|come|exactly|kind|sort|type|else|if|s|re)
      |(?:{_AUXILIARY})[ ](?:t[ ])?
        (?:i|you|he|she|it|we|they|this|that|these|those|there|any(?:one|body)|(?:some|no)body|someone
          |your|his|her|its|our|their|my|the|an?|mrs?|ms|not))\b""",
    re.VERBOSE,
)
_ENOUGH = 4


def asks(words: Sequence[str]) -> bool:
    """Tell whether a clause of these words asks, by how it begins: ``how many``, ``so is he``, ``don t you``."""
    opens = bool(words) and words[0].lower() in _FIRST
    return opens and _ASKS.match(" ".join(words[:_ENOUGH]).lower()) is not None


def asked(
    words: Sequence[str], parted: NDArray[np.bool_], ended: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return behind which words a clause ends that asks, and behind which a sentence with such a clause.

    Args:
        words: of a text; the first stands for its start.
        parted: whether marks may have stood in the gap after each word.
        ended: whether a sentence seems to end there.
    """
    part, whole = np.zeros(len(words), np.bool_), np.zeros(len(words), np.bool_)
    begin, asking = 1, False
    for gap in np.flatnonzero(parted | ended).tolist():
        part[gap] = asks(words[begin : min(gap + 1, begin + _ENOUGH)])
        asking = asking or bool(part[gap])
        if ended[gap]:
            whole[gap], asking = asking, False
        begin = gap + 1
    return part, whole
