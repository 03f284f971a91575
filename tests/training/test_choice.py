"""That fitting makes right options likely, by how much there is of each sign, and how weights are written."""

from __future__ import annotations

import json
from pathlib import Path

from training.choice import Choice, fitted, write


def test_a_sign_of_the_right_options_counts_for_them_and_one_of_the_wrong_against() -> None:
    weights = fitted([Choice([(True, [("again", 1.0)]), (False, [("open", 1.0)]), (False, [])])] * 9, {})

    assert weights["again"] > 0.5
    assert weights["open"] < -0.5


def test_the_more_there_is_of_a_sign_the_less_each_part_must_weigh() -> None:
    weights = fitted([Choice([(True, [("little", 0.5), ("much", 2.0)]), (False, [])])] * 9, {})

    assert weights["much"] > weights["little"] > 0


def test_a_choice_that_counts_more_prevails() -> None:
    one, other = [("one", 1.0)], [("other", 1.0)]

    weights = fitted([Choice([(True, one), (False, other)], 0.5), Choice([(False, one), (True, other)], 4.0)], {})

    assert weights["other"] > weights["one"]


def test_weights_are_written_rounded_and_those_of_nothing_left_out(tmp_path: Path) -> None:
    write({"wide": {"open": -0.4567, "again": 1.0, "line": 0.001}}, tmp_path / "weights.json")

    assert json.loads((tmp_path / "weights.json").read_text()) == {"wide": {"again": 1.0, "open": -0.46}}
