from __future__ import annotations

import pytest

from archive.restore.learned.gaps import AGAIN, BOTH, CLOSE, EITHER, KEEP, OPEN, Classes, Forms, effect_of, placed
from archive.restore.learned.words import GapTable

NAMES = (" ", ", ", ". ", "'", "-", '," ', ' "', '. "', ".¶", '.¶"', "¶")


@pytest.mark.parametrize(
    ("gap", "effect"),
    [
        (", ", KEEP),
        (' "', OPEN),
        ('." ', CLOSE),
        ('"', EITHER),
        ('"¶"', BOTH),
        ('.¶"', AGAIN),
        (".\n\n“", AGAIN),
        (" ('' ", EITHER),
        ("''. ", CLOSE),
        (' --"\n\n"', BOTH),
        (' ... "¶¶"', BOTH),
        (' ". ', EITHER),
    ],
)
def test_what_a_quotation_mark_does_follows_from_the_spaces_around_it(gap: str, effect: int) -> None:
    assert effect_of(gap) == effect


def fitting(gap: str, unquoted: bool = False) -> set[str]:
    classes = Classes(NAMES)
    mask = classes.unquoted(gap) if unquoted else classes.lost(gap)
    return {name for name, odds in zip(NAMES, mask.tolist(), strict=True) if odds == 0}


def test_only_marks_that_fit_the_width_are_restored() -> None:
    assert fitting(" ") == {" ", "'", "-"}
    assert '," ' not in fitting("  ")
    assert {'," ', '. "', ".¶"} <= fitting("   ")


def test_what_may_close_a_text() -> None:
    names = (".", ". ", '."', ").", ")", "? ", ".¶", ", ", " ", '" ', ". (", "- ", ".¶(")
    closing = Classes((*names,)).closing
    assert [name for name, closes in zip(names, closing.tolist(), strict=True) if closes] == list(names[:7])


def test_a_gap_that_keeps_a_hyphen_keeps_it() -> None:
    assert fitting("-") == {"-"}


def test_lost_quotation_marks_leave_the_other_marks_alone() -> None:
    assert fitting(",  ", unquoted=True) == {", ", '," '}
    assert fitting(", ", unquoted=True) == {", "}
    assert fitting("  ", unquoted=True) >= {" ", ' "'}


@pytest.mark.parametrize(
    ("gap", "marks"),
    [
        (" ", {" ", ' "'}),
        (", ", {", ", '," '}),
        (". ", {". ", '. "'}),
        (".\n\n", {".¶", '.¶"'}),
        ("-", {"-"}),
        ("; ", {" "}),
    ],
)
def test_quotation_marks_that_were_deleted_left_the_other_marks_as_they_are(gap: str, marks: set[str]) -> None:
    mask = Classes(NAMES).closed_up(gap)
    assert {name for name, odds in zip(NAMES, mask.tolist(), strict=True) if odds == 0} == marks


def test_a_gap_that_nothing_fits_is_left_alone() -> None:
    assert fitting("%%%") == {" "}


def test_marks_stand_at_the_words_that_they_belong_to() -> None:
    assert placed('." ') == ([(0, "."), (1, '"')], [], False)
    assert placed('. "') == ([(0, ".")], [(1, '"')], False)
    assert placed('.¶"') == ([(0, ".")], [(1, '"')], True)


def test_each_form_of_a_gap_is_described_once() -> None:
    forms = Forms(GapTable(["", " ", ". "]), Classes(NAMES))

    assert forms.numbers([". ", " ", ". "]).tolist() == forms.numbers([". ", " ", ". "]).tolist()
    assert len(forms.column("row")) == 2
