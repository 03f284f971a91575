from __future__ import annotations

import numpy as np

from archive.restore.learned.speech import FARTHEST, Speech, attribute
from archive.restore.learned.tables import Floats
from index.values import replace

DRAW = np.random.default_rng(4)
WORDS = 1_500
SIZES = {"speech": 3, "speaker": 3, "cue": 1} | {
    f"{what}_{part}": 24 for what in ("source", "verb") for part in ("first", "last", "key")
}
REACH = np.zeros((2, 25), np.float32)


def heads(*speakers: int) -> dict[str, Floats]:
    """Return what an encoder may tell of words, of which those at some places alone may speak."""
    told = {name: DRAW.normal(size=(WORDS, size)).astype(np.float32) for name, size in SIZES.items()}
    told["speaker"][:] = (20.0, 0.0, 0.0)
    told["speaker"][list(speakers)] = (0.0, 20.0, 0.0)
    return told


def alone(told: dict[str, Floats], run: tuple[int, int]) -> Speech:
    return attribute(told, REACH, [run], [1.0], [])[0]


def test_runs_point_to_the_same_words_whichever_others_stand_in_the_text() -> None:
    told = heads(*range(5, WORDS, 9))
    runs = [(first, first + 4) for first in range(1, WORDS - 5, 13)]

    found = attribute(told, REACH, runs, [1.0] * len(runs), [])

    for one, run in zip(found, runs, strict=True):
        expected = alone(told, run)
        assert replace(one, sure=0.0) == replace(expected, sure=0.0)
        assert abs(one.sure - expected.sure) < 1e-5


def test_nobody_farther_off_is_pointed_to() -> None:
    run = (600, 610)

    before, behind = (run[0] - FARTHEST, run[0] - FARTHEST - 1), (run[1] + FARTHEST - 1, run[1] + FARTHEST)

    assert alone(heads(before[0]), run).source == (before[0], before[0] + 1)
    assert alone(heads(before[1]), run).source is None
    assert alone(heads(behind[0]), run).source == (behind[0], behind[0] + 1)
    assert alone(heads(behind[1]), run).source is None


def test_the_start_of_a_text_is_no_source() -> None:
    assert alone(heads(0), (1, 5)).source is None
    assert alone(heads(WORDS - 1), (WORDS - 5, WORDS - 1)).source == (WORDS - 1, WORDS)
