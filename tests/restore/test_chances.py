"""Probabilities keep their order when they are cooled, and odds are divided as they should be."""

from __future__ import annotations

import pytest

from archive.restore.chances import cooled


@pytest.mark.parametrize(
    ("chance", "temperature", "expected"),
    [(0.8, 1.0, 0.8), (0.5, 3.0, 0.5), (0.8, 2.0, 2 / 3), (0.8, 0.5, 16 / 17), (0.0, 1.0, 1e-4), (1.0, 1.0, 1 - 1e-4)],
)
def test_log_odds_are_divided_by_the_temperature(chance: float, temperature: float, expected: float) -> None:
    assert cooled(chance, temperature) == pytest.approx(expected)
