"""Marks are as wide as their gaps in a text that is evenly spaced, however it writes quotation marks and line ends."""

from __future__ import annotations

import numpy as np
import pytest

from archive.restore.learned.gaps import Classes
from archive.restore.learned.spacing import FEWEST, STRICT, WIDEST, spaced
from archive.restore.learned.tables import Floats

NAMES = [" ", ", ", ". ", ".¶", ', "', '." ', '."¶"', ". ... ", " - ", "-"]
CLASSES = Classes(NAMES)


def lowered(gaps: list[tuple[str, int]]) -> list[set[str]]:
    """Return which classes lose for each gap of (likeliest class, width)."""
    scores: Floats = np.zeros((len(gaps), len(NAMES)), np.float32)
    for row, (name, _) in zip(scores, gaps, strict=True):
        row[NAMES.index(name)] = 2.0
    before = scores.copy()
    spaced(scores, np.array([size for _, size in gaps]), CLASSES)
    assert set(np.unique(before - scores)) <= {0.0, STRICT}
    return [{NAMES[i] for i in np.flatnonzero(row)} for row in before - scores]


STORY = [(", ", 2)] * 5 + [(". ", 2)] * 3 + [(".¶", 3)] * 3 + [(', "', 3), ('." ', 3)]


def test_a_gap_wider_than_a_line_end_holds_an_ellipsis() -> None:
    assert lowered([*STORY, ('."¶"', 6)])[-1] == set(NAMES) - {". ... "}
    assert '."¶"' not in lowered([*STORY, ('."¶"', 5)])[-1]


def test_marks_that_fit_keep_their_scores() -> None:
    assert all(name not in lost for lost, (name, _) in zip(lowered(STORY), STORY, strict=True))


@pytest.mark.parametrize(
    "wider",
    [
        [(', "', 4), (', "', 4), ('." ', 4), ('."¶"', 7), (".¶", 3), (", ", 2), (". ", 2), (", ", 2)],
        [(". ", 3), (". ", 3), (". ", 3), (", ", 2), (", ", 2), (', "', 3), (". ", 3), (", ", 2)],
        [(" - ", 4), (" - ", 4), (" - ", 4), (", ", 2), (", ", 2), (', "', 3), (". ", 2), (", ", 2)],
        [(".¶", 2), (".¶", 2), (".¶", 4), (".¶", 4), (", ", 2), (', "', 3), (". ", 2), (", ", 2)],
    ],
    ids=["doubled quotation marks", "two spaces behind a sentence", "doubled dashes", "line ends of two widths"],
)
def test_a_text_is_evenly_spaced_in_its_own_way(wider: list[tuple[str, int]]) -> None:
    found = lowered([*wider, (", ", 5)])
    assert all(name not in lost for lost, (name, _) in zip(found, wider, strict=False))
    assert ", " in found[-1]


@pytest.mark.parametrize("gaps", [[*STORY[: FEWEST - 2], (", ", 5)], [(", ", n) for n in (2, 3, 4, 2, 5, 3, 2, 6, 4)]])
def test_few_gaps_and_uneven_ones_say_nothing(gaps: list[tuple[str, int]]) -> None:
    assert not any(lowered(gaps))


@pytest.mark.parametrize("size", [0, 1, WIDEST + 1, 10**12])
def test_a_gap_whose_width_says_nothing_is_left_alone(size: int) -> None:
    assert lowered([*STORY, (", ", size)])[-1] == set()
