"""What is reported partly in marks is told whole; several statements in one sentence are told apart."""

from __future__ import annotations

import pytest

from archive.restore.attribution.attributing import attributed
from archive.restore.values import Run
from archive.restore.words import words_of
from tests.restore.telling import CAST, names_in, speech_in


def told(text: str, *more: Run) -> list[tuple[str, str | None]]:
    """Return the words and the source of each run of reported speech."""
    runs = attributed(words_of(text), names_in(text), sorted([*speech_in(text), *more], key=lambda r: r.start))
    return [
        (text[r.start : r.end], r.source and text[slice(*r.source)]) for r in runs if r.kind == "indirect" and r.source
    ]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ('Quill said the plan was "a disaster" for the port.', 'the plan was "a disaster" for the port'),
        ('Quill said the plan was "a disaster."', 'the plan was "a disaster."'),
        ("Quill said the plan was “a disaster”.", "the plan was “a disaster”"),
        ('Quill said it was "late".', 'it was "late"'),
        ('Quill said that "real pilots" would never leave the dock.', '"real pilots" would never leave the dock'),
        ('Quill said the "old" dock and the "new" one were lost.', 'the "old" dock and the "new" one were lost'),
        ('The old dock was "a disaster", Quill said.', 'The old dock was "a disaster"'),
    ],
)
def test_what_is_reported_partly_in_marks_is_told_whole(said: str, whole: str) -> None:
    assert told(CAST + said) == [(whole, "Quill")]


@pytest.mark.parametrize(
    "said",
    [
        'Quill said "the plan is a disaster".',
        'Quill said: "The plan is a disaster for the port."',
        '"The plan is a disaster for the port," Quill said on Monday.',
        '"It is late," Quill said. "The plan is a disaster."',
    ],
)
def test_words_in_marks_alone_are_not_reported_besides(said: str) -> None:
    assert told(CAST + said) == []


def test_the_pieces_that_the_reader_finds_around_words_in_marks_are_one_statement() -> None:
    text = CAST + 'Quill believes, she said, it has "the wind" and that it is "late" now.'
    quill, cue = text.rindex("Quill"), text.index("said")
    pieces = [
        Run(text.index(s), text.index(s) + len(s), "indirect", (quill, quill + 5), (cue, cue + 4), 0.9, 0.9)
        for s in ("it has", "and that it is")
    ]
    assert told(text, *pieces) == [('it has "the wind" and that it is "late"', "Quill")]


@pytest.mark.parametrize(
    ("said", "statements"),
    [
        (
            "Quill said the dock was lost, adding that nobody would pay.",
            [("the dock was lost", "Quill"), ("nobody would pay", "Quill")],
        ),
        (
            "Quill said the dock was lost and said the port would pay.",
            [("the dock was lost", "Quill"), ("the port would pay", "Quill")],
        ),
        (
            "Quill said the dock was lost, while Harrow said the port would pay.",
            [("the dock was lost", "Quill"), ("the port would pay", "Harrow")],
        ),
        (
            "Quill said the dock was lost and that Harrow said nothing of it.",
            [("the dock was lost and that Harrow said nothing of it", "Quill")],
        ),
        (
            "Quill said the dock, which was old, was lost, adding a sigh.",
            [("the dock, which was old, was lost, adding a sigh", "Quill")],
        ),
    ],
)
def test_several_statements_in_one_sentence_are_told_apart(said: str, statements: list[tuple[str, str]]) -> None:
    assert told(CAST + said) == statements


def test_who_said_it_behind_the_last_comma_is_not_reported() -> None:
    text = CAST + "Quill said they would sell the dock, but they would not close it, they said."
    assert told(text)[0] == ("they would sell the dock, but they would not close it", "Quill")


@pytest.mark.parametrize("refused", ["did not say", "didn't say", "refused to say", "would not say", "declined to say"])
def test_what_somebody_does_not_say_is_not_what_they_say(refused: str) -> None:
    text = CAST + f"Quill {refused} whether the old dock would be closed."
    start, quill, say = text.index("whether"), text.rindex("Quill"), text.index("say")
    run = Run(start, len(text) - 1, "indirect", (quill, quill + 5), (say, say + 3), 0.9, 0.97)
    assert told(text, run) == []


@pytest.mark.parametrize("refused", ["did not tell reporters", "never said", "refused to tell reporters"])
def test_what_somebody_never_said_is_not_what_they_say(refused: str) -> None:
    assert told(CAST + f"Quill {refused} that the old dock would be closed for good.") == []


def test_one_word_that_is_said_does_not_run_into_the_next_sentence() -> None:
    assert told(CAST + "Quill said yes. Peter Harrow left the old dock.") == []


def test_what_was_said_when_and_where_is_told_before_its_speaker() -> None:
    text = CAST + "The old dock would be sold, Harrow said on Monday, as it makes no money for the port."
    assert told(text) == [("The old dock would be sold", "Harrow")]


def test_the_reader_tells_where_a_statement_begins_behind_a_long_hearer() -> None:
    text = CAST + "Quill told the board of the Lorn and Velm Company for the Sale of Docks that it was lost."
    start, quill, cue = text.index("it was"), text.rindex("Quill"), text.index("told")
    run = Run(start, len(text) - 1, "indirect", (quill, quill + 5), (cue, cue + 4), 0.9, 0.97)
    assert told(text, run) == [("it was lost", "Quill")]
