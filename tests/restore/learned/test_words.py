from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.restore.learned.words import (
    CAPITAL,
    CASELESS,
    LOWER,
    MIXED,
    UPPER,
    GapTable,
    case_of,
    describe,
    gap_key,
    gap_label,
    is_wide,
    lowered,
    pair_rows,
    states,
    uppered,
)


@given(st.text())
def test_changing_case_never_changes_length(text: str) -> None:
    assert len(lowered(text)) == len(text) == len(uppered(text))


@pytest.mark.parametrize(
    ("word", "case"),
    [("harbour", LOWER), ("Harbour", CAPITAL), ("A", CAPITAL), ("UN", UPPER), ("McCall", MIXED), ("1987", CASELESS)],
)
def test_a_word_is_lower_capital_upper_mixed_or_caseless(word: str, case: int) -> None:
    assert case_of(word) == case


def test_words_outside_the_vocabulary_share_the_hashed_rows_behind_it() -> None:
    known = {"harbour": 0, "0000": 1}

    assert describe("harbour", known, 16, 8)[0] == 0
    assert describe("1987", known, 16, 8)[0] == 1
    assert 2 <= describe("zerrin", known, 16, 8)[0] < 18
    assert describe("zerrin", known, 16, 8)[1] == describe("zermatt", known, 16, 8)[1]


def test_curly_doubled_and_straight_quotes_look_the_same() -> None:
    assert gap_key(", “") == gap_key(", ``").replace("``", '"') or gap_key(", “") == ', "'
    assert gap_key(",” ") == gap_key(",'' ") == gap_key('," ') == '," '


def test_a_label_forgets_how_wide_a_break_was() -> None:
    assert gap_label('."\n\n  ') == gap_label('." \n') == '."¶'
    assert gap_label("") == " "


def test_a_gap_never_met_is_looked_up_by_what_is_left_of_it() -> None:
    table = GapTable(["", " ", ". ", ", ", ".", '"'])

    assert table.row(".     ") == 2
    assert table.row(", §") == table.row(", ") or table.row(", §") == 4
    assert table.row("\u2603") == 4


def test_copy_without_marks_is_told_from_copy_whose_spaces_were_folded() -> None:
    none = np.zeros(9, np.bool_)
    wide = none.copy()
    wide[4] = True
    lower = np.full(9, LOWER)

    assert set((states(lower, none, none, wide) % 6 // 2).tolist()) == {1}
    assert set((states(lower, none, none, none) % 6 // 2).tolist()) == {2}
    assert set((states(lower, wide, none, wide) % 6 // 2).tolist()) == {0}


def test_a_few_wide_gaps_among_many_words_do_not_tell_that_widths_were_kept() -> None:
    none = np.zeros(200, np.bool_)
    wide = none.copy()
    wide[100] = True
    often = none.copy()
    often[::12] = True
    lower = np.full(200, LOWER)

    assert set((states(lower, none, none, wide) % 6 // 2).tolist()) == {2}
    assert set((states(lower, none, none, often) % 6 // 2).tolist()) == {1}


def test_spaces_on_both_sides_of_a_line_end_are_no_wide_gap() -> None:
    assert is_wide("  ")
    assert is_wide(" \n  ")
    assert not is_wide(" \n\n ")


def test_case_is_known_where_both_cases_occur() -> None:
    none = np.zeros(3, np.bool_)

    assert (states(np.array([CAPITAL, LOWER, LOWER]), none, none, none) // 6).tolist() == [0, 0, 0]
    assert (states(np.array([LOWER, LOWER, LOWER]), none, none, none) // 6).tolist() == [1, 1, 1]
    assert (states(np.array([UPPER, UPPER, CASELESS]), none, none, none) // 6).tolist() == [2, 2, 2]


def test_a_word_is_given_the_row_of_the_known_pair_that_it_begins() -> None:
    white, house, other, unknown = 0, 1, 2, 3
    pairs = np.array([white * 3 + house, house * 3 + other], np.uint32)

    found = pair_rows(np.array([white, house, other, white, other, house, unknown, white, house]), 3, pairs)

    assert found.tolist() == [1, 2, 0, 0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize("rows", [[], [0], [0, 1, 2]])
def test_no_pair_is_found_where_none_is_known(rows: list[int]) -> None:
    assert pair_rows(np.array(rows, np.int64), 3, np.zeros(0, np.uint32)).tolist() == [0] * len(rows)
