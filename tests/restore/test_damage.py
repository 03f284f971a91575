from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.restore.damage import find_damage
from index.article import Damage
from tests.gold.damage import stripped

CLEAN = (
    'PORT HALE (Reuters) - The harbour board voted on Tuesday to close the old dock, its chairman said. "We have no '
    'choice," Mara Lindqvist told reporters. "The piles are rotten, and the sea is not patient."'
)


def kinds(text: str) -> list[str]:
    return [d.kind for d in find_damage(text)]


def test_clean_copy_has_no_damage() -> None:
    assert find_damage(CLEAN) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (stripped(CLEAN), "stripped"),
        (" ".join(stripped(CLEAN).split()), "collapsed"),
        (CLEAN.upper(), "upper"),
        (CLEAN.lower(), "lower"),
    ],
)
def test_the_whole_text_is_covered_by_one_damage(text: str, kind: str) -> None:
    assert find_damage(text) == (Damage(0, len(text), kind),)  # type: ignore[arg-type]


def test_lost_marks_are_seen_where_capitals_were_kept() -> None:
    unmarked = "".join(c if c.isalnum() else " " for c in CLEAN)
    headed = f"Board closes old dock\n\n{unmarked}\n\nShips turn away"

    assert find_damage(unmarked) == (Damage(0, len(unmarked), "stripped"),)
    assert find_damage(" ".join(unmarked.split()))[0].kind == "collapsed"
    assert find_damage(headed) == (Damage(0, len(headed), "stripped"),)


def test_marks_within_words_may_be_kept_where_all_others_were_lost() -> None:
    text = re.sub(r"[^\w\s'-]", "", CLEAN.replace("dock", "dock-side").replace("sea is", "sea's")).lower()

    assert find_damage(text) == (Damage(0, len(text), "collapsed"),)


def test_a_line_without_marks_is_no_damage_in_clean_copy() -> None:
    listed = "Quill Lindqvist Rourke Harrow Brennick Varga Odeh Tully Marsh Hale " * 3

    assert find_damage(f"{CLEAN}\n\n{listed.strip()}\n\n{CLEAN}") == ()


def test_wide_gaps_of_dashes_alone_do_not_show_that_widths_were_kept() -> None:
    text = re.sub(r"[^\w\s]", "", f"{CLEAN} " + 2 * CLEAN.replace(" -", "")).lower()

    assert "  " in text
    assert find_damage(text)[0].kind == "collapsed"


def test_lost_quotation_marks_are_seen_by_the_space_they_leave_beside_words_of_saying() -> None:
    text = CLEAN + ' "Nor do we," said Olaf Rourke, a pilot.'
    assert kinds(text.replace('"', " ")) == ["unquoted"]


def test_two_spaces_between_sentences_are_a_habit_of_typists_not_a_lost_mark() -> None:
    assert kinds("The dock closed.  She said so.  He said it too.  They told us.  Nobody said why.") == []


def test_copy_without_speech_is_not_said_to_have_lost_its_quotation_marks() -> None:
    assert kinds("The board voted on Tuesday.  It closed the old dock,  and the new one.  Ships turned away.") == []


def test_one_pair_of_quotation_marks_proves_that_they_were_kept() -> None:
    assert kinds(CLEAN.replace('"', " ") + ' A "quay" stayed.') == []


def test_a_headline_in_capitals_is_no_damage() -> None:
    assert kinds("HARBOUR BOARD CLOSES DOCK AFTER STORM\n\n" + CLEAN) == []
    assert kinds("BREAKING NEWS\n\nBOARD CLOSES DOCK\n\nBY ADA QUILL\n\n" + CLEAN) == []


@pytest.mark.parametrize("kind", ["upper", "lower"])
def test_short_lines_above_the_first_long_one_lost_what_it_lost(kind: str) -> None:
    text = "Board closes dock\n\nBy Ada Quill\n\nPORT HALE - The dock is shut.\n\n* * *\n\n" + CLEAN
    hurt = text.upper() if kind == "upper" else text.lower()
    assert find_damage(hurt) == (Damage(0, len(text), kind),)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["upper", "lower"])
def test_a_headline_of_another_case_than_the_damage_below_it_is_none_of_it(kind: str) -> None:
    hurt = CLEAN.upper() if kind == "upper" else CLEAN.lower()
    head = "board closes dock\n\n" if kind == "upper" else "BOARD CLOSES DOCK\n\n"
    assert find_damage(head + hurt + " " + hurt) == (Damage(len(head), len(head) + 2 * len(hurt) + 1, kind),)  # type: ignore[arg-type]


def test_a_table_in_capitals_is_no_damage() -> None:
    table = (
        "SOFT RED WINTER 0 0 25 HARD RED WINTER 1639 1635 54 DARK NORTHERN SPRING 0 0 0 NORTHERN SPRING 8 5 0 (TOTAL)."
    )
    assert kinds(CLEAN + "\n" + table + "\n" + CLEAN) == []


def test_one_sentence_in_small_letters_alone_is_damaged_where_nothing_else_stands() -> None:
    text = "the harbour board, which met on tuesday in the hall by the quay, voted to close the dock for good, it said."
    assert kinds(text) == ["lower"]
    assert kinds(CLEAN + "\n" + text) == []


def test_a_list_of_short_lines_is_judged_as_a_whole() -> None:
    assert kinds("results of tuesday.\nrovers 2, city 1.\nathletic 0, united 3.\nvell 1, kestren 1.") == ["lower"]


def test_a_short_line_without_marks_is_no_damage() -> None:
    assert kinds("the dock closed") == []


def test_a_mixed_file_is_judged_by_its_passages() -> None:
    text = CLEAN + "\n" + stripped(CLEAN) + "\n" + CLEAN
    (damage,) = find_damage(text)
    assert (damage.kind, text[damage.start : damage.end]) == ("stripped", stripped(CLEAN))


def test_paragraphs_that_lost_the_same_are_one_stretch() -> None:
    text = CLEAN.upper() + "\n\nSHORT LINE.\n\n" + CLEAN.upper()
    assert find_damage(text) == (Damage(0, len(text), "upper"),)


@given(st.text())
def test_damage_lies_within_the_text_and_in_order(text: str) -> None:
    end = 0
    for d in find_damage(text):
        assert end <= d.start < d.end <= len(text)
        end = d.end
