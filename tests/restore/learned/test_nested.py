"""Marks that close two quotes stand where two are open."""

from __future__ import annotations

import numpy as np
import pytest

from archive.restore.learned.gaps import Classes
from archive.restore.learned.nested import unopened

NAMES = (" ", ", ", ' "', '," ', ".'\" ", " '", "' ")


@pytest.mark.parametrize(
    ("gaps", "states", "found"),
    [
        ([' "', " ", ".'\" "], "0110", [2]),
        ([' "', " '", ".'\" "], "0110", []),
        ([' "', " '", '," ', ' "', ".'\" "], "011010", [4]),
        ([" ", " '", ' "', ".'\" "], "00010", [3]),
        ([" '", ".'\" "], "110", []),
        ([' "', None, ".'\" "], "0110", [2]),
        ([' "', "' ", '," '], "0110", []),
    ],
    ids=[
        "nothing opened",
        "opened",
        "opened in another quote",
        "opened before the quote",
        "open from the start",
        "a gap that stays",
        "no double close",
    ],
)
def test_what_closes_two_quotes_of_which_one_was_opened(gaps: list[str | None], states: str, found: list[int]) -> None:
    chosen = np.array([-1 if gap is None else NAMES.index(gap) for gap in gaps])
    inside = np.array(list(map(int, states)), np.int8)

    assert unopened(chosen, inside, Classes(NAMES)).tolist() == found


def test_a_plural_and_a_question_for_it_are_no_quotes_within() -> None:
    classes = Classes(NAMES)

    assert [name for name, is_ in zip(NAMES, classes.nested, strict=True) if is_] == [".'\" "]
    assert [name for name, is_ in zip(NAMES, classes.within, strict=True) if is_] == [" '"]
