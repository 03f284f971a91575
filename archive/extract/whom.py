"""Chooses whom words mean, among the people of a story and nobody named, by weights of what speaks for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from archive.extract.weights import Weights, weights

NOBODY = -1
"""Stands for whoever the story does not name."""

Kind = Literal["pronoun", "noun"]
Clues = Sequence[str]
"""What speaks for or against a person, each a name in the table of weights."""

Judge = Callable[[Kind, Mapping[int, Clues]], dict[int, float]]
"""Returns how likely each of the persons, and ``NOBODY``, is meant."""


def judged(kind: Kind, options: Mapping[int, Clues]) -> dict[int, float]:
    """Return how likely each is meant by the weights that ship; ``training.whom`` fits them."""
    return chances(weights("whom")[kind], options)


def chances(weights: Weights, options: Mapping[int, Clues]) -> dict[int, float]:
    """Return how likely each is meant: a softmax over the sums of the weights of their clues."""
    odds = {person: math.exp(sum([weights.get(clue, 0.0) for clue in clues])) for person, clues in options.items()}
    whole = sum(odds.values())
    return {person: odd / whole for person, odd in odds.items()}
