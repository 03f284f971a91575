from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import EFFECTS, EITHER, KEEP, SOFT
from archive.restore.learned.quotes import clearest, inside, paths_of, transitions, turns

N = 30


def gaps(marks: dict[int, float]) -> NDArray[np.float32]:
    """Return the changes in the gaps of 30 words, given log-odds of a mark in some."""
    changes = np.zeros((N, 2, 2), np.float32)
    changes[:] = EFFECTS[KEEP]
    for at, odds in marks.items():
        changes[at] = np.maximum(EFFECTS[KEEP], EFFECTS[EITHER] + odds)
    return changes


def path(marks: dict[int, float], words: range = range(0)) -> list[int]:
    """Return the states of those words, given which of them sound like speech."""
    own = np.full(N, -4.0, np.float32)
    own[words] = 4.0
    found: list[int] = inside(gaps(marks), own).tolist()
    return found


def test_speech_opens_and_closes() -> None:
    states = path({4: 5.0, 14: 5.0}, range(5, 15))

    assert states == [0] * 5 + [1] * 10 + [0] * (N + 1 - 15)


def test_one_missing_mark_does_not_turn_later_speech_inside_out() -> None:
    spoken = [*range(5, 10), *range(20, 25)]
    changes = np.zeros((N, 2, 2), np.float32)
    changes[:] = EFFECTS[KEEP]
    for at in (4, 19, 24):
        changes[at] = np.maximum(EFFECTS[KEEP], EFFECTS[EITHER] + 5.0)
    changes[9] = np.maximum(EFFECTS[KEEP], EFFECTS[EITHER] - 2.0)
    odds = np.full(N, -6.0, np.float32)
    odds[spoken] = 6.0

    assert np.flatnonzero(inside(changes, odds)).tolist() == spoken


def test_speech_that_is_clear_opens_and_closes_where_nothing_of_the_gaps_is_left() -> None:
    states = clearest(paths_of(gaps({4: 5.0, 14: 5.0}), np.zeros(N, np.float32)))

    assert np.flatnonzero(states).tolist() == list(range(5, 15))


def test_speech_that_may_open_anywhere_is_not_told_where_nothing_of_the_gaps_is_left() -> None:
    changes, own = gaps({**dict.fromkeys(range(2, 9), -2.0), 20: 8.0}), np.zeros(N, np.float32)

    assert inside(changes, own).any()
    assert not clearest(paths_of(changes, own)).any()


def test_speech_that_goes_on_to_the_end_may_be_clear() -> None:
    states = clearest(paths_of(gaps({20: 7.0}), np.zeros(N, np.float32)))

    assert np.flatnonzero(states).tolist() == list(range(21, N + 1))


def test_speech_that_never_closes_is_not_begun_lightly() -> None:
    assert sum(path({25: 2.0})) == 0


def test_marks_that_stand_in_the_copy_are_followed() -> None:
    changes = np.zeros((N, 2, 2), np.float32)
    changes[:] = SOFT[KEEP]
    changes[[3, 8]] = SOFT[EITHER]

    assert np.flatnonzero(inside(changes, np.zeros(N, np.float32))).tolist() == [4, 5, 6, 7, 8]


def test_many_likely_forms_of_a_mark_add_up() -> None:
    effects: NDArray[np.int64] = np.array([KEEP, EITHER, EITHER])
    one, two = np.array([[0.0, 0.0, -50.0]], np.float32), np.zeros((1, 3), np.float32)

    assert transitions(two, effects)[0, 0, 1] > transitions(one, effects)[0, 0, 1]


def test_a_run_ends_where_marks_open_anew() -> None:
    states = np.array([0, 1, 1, 1, 1, 0, 0], np.int8)
    effects = np.array([EITHER, KEEP, EITHER, KEEP, EITHER, KEEP])

    assert turns(states, effects) == [(1, 3), (3, 5)]
