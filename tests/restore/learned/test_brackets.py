"""Brackets that are given back open and close in turn, on the likeliest of all such paths."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from archive.restore.learned.brackets import BOTH, CLOSES, LONGEST, NONE, OPENS, balanced, kinds_of

CLASSES = [" ", ", ", " (", ") ", "), ", ") (", "()"]


def valid(path: tuple[int, ...], places: list[int]) -> bool:
    opened = -1
    for kind, place in zip(path, places, strict=True):
        if kind in (CLOSES, BOTH) and (opened < 0 or place - opened > LONGEST):
            return False
        if kind == OPENS and opened >= 0:
            return False
        opened = place if kind in (OPENS, BOTH) else -1 if kind == CLOSES else opened
    return opened < 0


def test_classes_open_close_or_do_both() -> None:
    assert kinds_of(CLASSES).tolist() == [NONE, NONE, OPENS, CLOSES, CLOSES, BOTH, NONE]


@pytest.mark.parametrize("seed", range(40))
def test_the_likeliest_balanced_path_is_chosen(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(0, 2, (6, len(CLASSES))).astype(np.float32)
    places = np.cumsum(dice.integers(1, 25, 6))
    kinds = kinds_of(CLASSES)

    def weight(path: tuple[int, ...]) -> float:
        return float(sum(scores[i, kinds == kind].max() for i, kind in enumerate(path)))

    paths = [path for path in itertools.product(range(4), repeat=6) if valid(path, places.tolist())]
    chosen = balanced(scores, places, kinds)

    found = tuple(int(kinds[row.argmax()]) for row in chosen)
    assert valid(found, places.tolist())
    assert weight(found) == pytest.approx(max(map(weight, paths)), abs=1e-4)
    kept = chosen > -1000
    assert (chosen[kept] == scores[kept]).all()


def test_no_gaps_give_no_scores() -> None:
    assert balanced(np.zeros((0, len(CLASSES)), np.float32), np.zeros(0, np.int64), kinds_of(CLASSES)).shape == (0, 7)
