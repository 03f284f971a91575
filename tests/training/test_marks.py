from __future__ import annotations

import pytest

from archive.restore.learned.words import WORD
from training.marks import quote_states


def spoken(text: str) -> list[str]:
    """Return the words inside marks, with ``?`` before those that are not known."""
    states = quote_states(WORD.split(text))
    words = ["", *WORD.findall(text)]
    return [("?" if s < 0 else "") + w for w, s in zip(words, states, strict=True) if s and w]


@pytest.mark.parametrize(
    "text",
    [
        'Ruiz said: "We wait." Then she left.',
        "Ruiz said: “We wait.” Then she left.",
        "Ruiz said: ''We wait.'' Then she left.",
        "Ruiz said: ``We wait.'' Then she left.",
    ],
)
def test_words_inside_marks_are_found_however_marks_are_written(text: str) -> None:
    assert spoken(text) == ["We", "wait"]


def test_speech_goes_on_over_paragraphs_that_open_anew() -> None:
    assert spoken('"We wait.\n\n"We go," she said.') == ["We", "wait", "We", "go"]


def test_a_paragraph_whose_marks_do_not_agree_is_not_known() -> None:
    assert spoken('He said "we wait.\n\nShe said "no".') == ["?He", "?said", "?we", "?wait", "no"]


def test_the_marks_of_the_last_paragraph_have_to_agree_too() -> None:
    assert spoken('It closed." Then it opened.') == ["?It", "?closed", "?Then", "?it", "?opened"]


def test_a_broken_paragraph_leaves_the_next_one_alone() -> None:
    assert spoken('It closed." Then it opened.\n\n"Go," he said.')[-1] == "Go"
