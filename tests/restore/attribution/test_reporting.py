"""What is reported, of what the reader and the rules tell: which of it is believed, and how far it reaches."""

from __future__ import annotations

import pytest

from archive.restore.attribution.attributing import attributed
from archive.restore.values import Run
from archive.restore.words import words_of
from index.values import replace
from tests.restore.telling import CAST, names_in


def reported(text: str, *runs: Run) -> list[tuple[str, str]]:
    found = attributed(words_of(text), names_in(text), runs)
    return [(r.kind, text[r.start : r.end]) for r in found]


def test_speech_that_rules_find_without_marks_is_kept_whole() -> None:
    text = CAST + "Quill said that the old dock would be closed for good."
    part = text.index("the old dock")
    run = Run(part, part + 20, "indirect", (text.rindex("Quill"), text.rindex("Quill") + 5), None, 0.8)
    assert reported(text, run) == [("indirect", "the old dock would be closed for good")]


@pytest.mark.parametrize(("sure", "source"), [(0.9, "The tall old man"), (0.6, "Quill")])
def test_the_surer_of_reader_and_rules_tells_who_reports(sure: float, source: str) -> None:
    text = CAST + "The tall old man, like Quill, said that the old dock would be closed for good."
    start, man, cue = text.index("the old dock"), text.index("The tall"), text.index("said")
    run = Run(start, len(text) - 1, "indirect", (man, man + 16), (cue, cue + 4), 0.9, sure)
    (found,) = attributed(words_of(text), names_in(text), [run])
    assert found.source and text[slice(*found.source)] == source


def test_nobody_named_in_a_clause_about_the_speaker_reports() -> None:
    text = CAST + "One of the pilots, who shares a cabin with a cook, said that the old dock would be closed for good."
    start, cook, cue = text.index("the old dock"), text.index("a cook"), text.index("said that")
    run = Run(start, len(text) - 1, "indirect", (cook, cook + 6), (cue, cue + 4), 0.9, 0.97)
    (found,) = attributed(words_of(text), names_in(text), [run])
    assert found.source and text[slice(*found.source)] == "One of the pilots"


@pytest.mark.parametrize("could", ["could not", "couldn't", "cannot"])
def test_who_could_not_say_something_does_not_say_it(could: str) -> None:
    text = CAST + f"Quill {could} say what the old dock affair was about at all."
    start, who, cue = text.index("what the"), text.rindex("Quill"), text.index("say what")
    for begin in (cue, text.index(could)):
        run = Run(start, len(text) - 1, "indirect", (who, who + 5), (begin, cue + 3), 0.9, 0.97)
        assert reported(text, run) == []
        assert reported(text.replace(could, "would".ljust(len(could))), run) != []


def test_who_is_told_of_in_a_clause_that_has_ended_speaks() -> None:
    text = CAST + "The pilot, who asked not to be named, said the dock was closed for good."
    who, cue, start = text.index("who"), text.index("said"), text.index("the dock was")
    read = Run(start, len(text) - 1, "indirect", (who, who + 3), (cue, cue + 4), 0.9, 0.99)

    found = attributed(words_of(text), names_in(text), [read])[-1]

    assert found.source and text[slice(*found.source)] == "The pilot"


@pytest.mark.parametrize(
    ("text", "cue", "told"),
    [
        ('Quill tells the pilots of the port to "close the dock" at last.', "tells", "the pilots of the port to"),
        ("The plan announced by the board of the port last year was Quill's.", "announced", "by the board of the port"),
    ],
)
def test_who_is_told_to_do_something_and_who_announced_it_is_not_reported(text: str, cue: str, told: str) -> None:
    text = CAST + text
    quill, at, start = text.rindex("Quill"), text.index(cue), text.index(told)
    run = Run(start, start + len(told), "indirect", (quill, quill + 5), (at, at + len(cue)), 0.9, 0.9)
    assert reported(text, run) == []


def test_what_explains_words_in_marks_is_not_reported() -> None:
    text = CAST + 'Quill said she would take the port "upmarket," a plan that sent its shares down.'
    quill, cue, start = text.rindex("Quill"), text.index("said"), text.index("a plan")
    marked = Run(text.index("upmarket"), text.index('," a') + 1, "direct", (quill, quill + 5), (cue, cue + 4), 0.9)
    run = Run(start, len(text) - 1, "indirect", (quill, quill + 5), (cue, cue + 4), 0.9, 0.9)
    assert reported(text, marked, run) == [
        ("indirect", 'she would take the port "upmarket,"'),
        ("direct", "upmarket,"),
    ]


def test_a_verb_of_saying_reaches_into_no_sentence_of_another_paragraph() -> None:
    text = "The dock is old, Maria Quill said.\n\nThe new plan of the port takes work from the pilots.\n\nIt rained."
    quill, cue = text.index("Maria"), text.index("said")
    for begin, kept in (("of the port", False), ("The new plan", True)):
        start = text.index(begin)
        run = Run(start, text.index(".\n\nIt"), "indirect", (quill, quill + 11), (cue, cue + 4), 0.9, 0.9)
        assert any(said.startswith(begin) for _, said in reported(text, run)) == kept


def test_speech_that_only_the_reader_finds_without_marks_needs_words_of_saying() -> None:
    text = CAST + "Quill, in telling them the old dock is rotten, did not smile."
    start = text.index("the old dock")
    quill, telling = text.rindex("Quill"), text.index("telling")
    said = Run(start, start + 22, "indirect", (quill, quill + 5), (telling, telling + 7), 0.9)
    mute = Run(start, start + 22, "indirect", (quill, quill + 5), None, 0.9)
    assert reported(text, said) == [("indirect", "the old dock is rotten")]
    assert reported(text, mute) == []


@pytest.mark.parametrize(
    ("text", "cue", "told"),
    [
        (
            "Quill asked the pilots whether they would close the old dock.",
            "asked",
            "whether they would close the old dock",
        ),
        ("Quill asked both if they would close the old dock.", "asked", "if they would close the old dock"),
        ("Quill left, referring to the old dock of the town.", "referring", None),
    ],
)
def test_what_is_asked_begins_behind_who_was_asked_and_what_is_meant_is_not_said(
    text: str, cue: str, told: str | None
) -> None:
    text = CAST + text
    quill, at = text.rindex("Quill"), text.index(cue)
    run = Run(at + len(cue) + 1, len(text) - 1, "indirect", (quill, quill + 5), (at, at + len(cue)), 0.9, 0.9)
    assert reported(text, run) == ([("indirect", told)] if told else [])


def test_signs_of_numbers_at_the_ends_of_what_is_reported_belong_to_it() -> None:
    text = CAST + "Quill said that $2 million would be missing and the dock would shrink by 12%."
    assert reported(text) == [("indirect", "$2 million would be missing and the dock would shrink by 12%")]


def test_the_place_of_those_who_hear_words_in_marks_is_not_said() -> None:
    text = CAST + 'Quill spoke on Sunday, telling pilgrims in the old square that "the dock is closed" now.'
    start, quill, cue = text.index("in the old"), text.rindex("Quill"), text.index("telling")
    run = Run(start, text.index(' "the'), "indirect", (quill, quill + 5), (cue, cue + 7), 0.9)
    assert reported(text, run) == []


def both(text: str, *runs: Run) -> list[tuple[str, str | None]]:
    found = attributed(words_of(text), names_in(text), runs)
    return [(text[r.start : r.end], r.source and text[slice(*r.source)]) for r in found]


def test_speech_around_its_speaker_is_told_on_both_sides() -> None:
    text = CAST + "The old dock of the port, said Quill, was closed for good. "
    text += "The pilots, said Vass, had known for weeks."
    assert both(text) == [
        ("The old dock of the port", "Quill"),
        ("was closed for good", "Quill"),
        ("had known for weeks", "Vass"),
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "told"),
    [
        ("The club, drawing on old maps, said the tall dock was closed.", "The club", "the tall dock was closed"),
        ("The old dock was closed, said the owner of the boat, a pilot.", "the owner", "The old dock was closed"),
    ],
)
def test_who_speaks_is_not_reported_by_what_he_says(sentence: str, speaker: str, told: str) -> None:
    text = CAST + sentence
    owner, cue = text.find("the owner"), text.index(" said") + 1
    right = Run(text.index(told), text.index(told) + len(told), "indirect", None, (cue, cue + 4), 0.9, 0.9)
    spoken = text.index(speaker)
    right = replace(right, source=(spoken, spoken + len(speaker)))
    inside = (right.start, right.start + 12)
    wrong = replace(right, start=spoken, end=len(text) - 1 if owner > 0 else cue - 2, source=inside, sure=0.99)
    assert [told for told, _ in both(text, right, wrong)] == [told]


def test_who_stands_before_a_comma_and_the_verb_does_not_speak_where_somebody_stands_behind_it() -> None:
    text = CAST + "The pilots, said Vass, had known for weeks."
    who, cue, start = text.index("The pilots"), text.index("said"), text.index("had known")
    read = Run(start, len(text) - 1, "indirect", (who, who + 10), (cue, cue + 4), 0.9, 0.99)
    assert both(text, read) == [("had known for weeks", "Vass")]


def test_what_somebody_was_asked_is_not_what_he_said() -> None:
    text = CAST + "Asked by the pilots why the old dock no longer opened, Harrow replied with a shrug of a shoulder."
    start, who, cue = text.index("the old dock"), text.rindex("Harrow"), text.index("replied")
    read = Run(start, text.index(", Harrow replied"), "indirect", (who, who + 6), (cue, cue + 7), 0.9, 0.97)

    assert reported(text, read) == []
    assert reported(text.replace("Asked by", "Aware of"), read) != []


def test_who_stands_behind_according_to_reports_however_sure_the_reader_is_of_another() -> None:
    text = CAST + "A report told of the first dock. The second dock was no better, according to Harrow."
    start, who, cue = text.index("dock was no"), text.index("A report"), text.index("according")
    read = Run(start, text.index(", according"), "indirect", (who, who + 8), (cue, cue + 12), 0.9, 0.97)

    (found,) = attributed(words_of(text), names_in(text), [read])

    assert found.source and text[slice(*found.source)] == "Harrow"
