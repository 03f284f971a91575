"""Weights of what speaks for an answer and against it: a table for each question, fitted by ``training``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

Weights = Mapping[str, float]
"""What each sign adds to the log-odds of an answer; a sign that is missing adds nothing."""


def table(name: str) -> Path:
    """Return where the weights of a question lie: ``heading``, ``reported`` or ``whom``."""
    return Path(__file__).with_name(f"{name}.json")


@cache
def weights(name: str) -> Mapping[str, Weights]:
    """Return the weights that ship for a question, those of each kind of answer."""
    found: dict[str, dict[str, float]] = json.loads(table(name).read_text(encoding="utf-8"))
    return found


def log_odds(weights: Weights, signs: Iterable[tuple[str, float]]) -> float:
    """Return the sum of the weights of signs, each as often as there is of it."""
    return sum([weights.get(name, 0.0) * value for name, value in signs])
