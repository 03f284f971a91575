"""Chooses whom words mean, among the people of a story and nobody named, by weights of what speaks for each."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

NOBODY = -1
"""Stands for whoever the story does not name."""

Kind = Literal["pronoun", "noun"]
Clues = Sequence[str]
"""What speaks for or against a person, each a name in the table of weights."""

Judge = Callable[[Kind, Mapping[int, Clues]], tuple[int, float]]
"""Returns the person chosen, or ``NOBODY``, and how likely that is right."""


@cache
def weights() -> Mapping[Kind, Mapping[str, float]]:
    """Return the weights of the clues for pronouns and for nouns; ``training.whom`` fits them."""
    table: dict[Kind, dict[str, float]] = json.loads(
        files("archive.extract").joinpath("whom.json").read_text(encoding="utf-8")
    )
    return table


def judged(kind: Kind, options: Mapping[int, Clues]) -> tuple[int, float]:
    """Return the likeliest of the persons by the weights of their clues, and its probability."""
    weigh = weights()[kind].get
    scores = {person: sum([weigh(clue, 0.0) for clue in clues]) for person, clues in options.items()}
    best = max(scores, key=scores.__getitem__)
    top = scores[best]
    return best, 1 / sum([math.exp(score - top) for score in scores.values()])
