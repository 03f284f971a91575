"""Who says what, of what the reader and the rules tell: which of them is believed."""

from __future__ import annotations

import re

import pytest

from archive.restore.attribution.attributing import TITLE, attributed
from archive.restore.attribution.source import trimmed_source
from archive.restore.attribution.subject import Subjects
from archive.restore.values import Mention, Run
from archive.restore.words import words_of
from tests.restore.telling import CAST, names_in


def weighed(text: str, run: Run) -> Run:
    return next(r for r in attributed(words_of(text), names_in(text), [run]) if r.kind != "indirect")


def test_a_run_without_a_source_gets_the_one_that_the_rules_find() -> None:
    text = CAST + '"The dock is closed," Quill said.'
    start = text.index("The dock")
    run = weighed(text, Run(start, start + 18, "direct", None, None, 0.9))
    assert run.source and text[run.source[0] : run.source[1]] == "Quill"


def test_rules_overrule_the_reader_only_where_they_are_surest() -> None:
    text = CAST + '"The dock is closed," said Quill.'
    start = text.index("The dock")
    harrow = (text.index("Peter"), text.index("Peter") + 12)
    run = weighed(text, Run(start, start + 18, "direct", harrow, None, 0.9))
    assert run.source and text[run.source[0] : run.source[1]] == "Quill"
    assert run.sure < 1


def test_doubtful_words_in_marks_that_nobody_says_are_no_speech() -> None:
    text = CAST + 'A play titled "The Dock" opened.'
    start = text.index("The Dock")
    assert weighed(text, Run(start, start + 8, "direct", (6, 17), None, 0.6)).kind == "quoted"
    assert weighed(text, Run(start, start + 8, "direct", (6, 17), None, 0.9)).kind == "direct"


@pytest.mark.parametrize(
    ("source", "trimmed"),
    [
        ("Mayor Maria Quill (I-Lorn), a pilot,", "Mayor Maria Quill"),
        ("Quill, who had met Harrow", "Quill"),
        ("Thanking Peter Harrow, 33, Mayor Maria Quill", "Mayor Maria Quill"),
        ("Lorn Town Court, Mayor Maria Quill", "Mayor Maria Quill"),
        ("Quill campaign spokesman Peter Harrow", "Quill campaign spokesman Peter Harrow"),
        ("the harbour spokesman, who asked not to be named", "the harbour spokesman"),
        ("The harbour pilot, Peter Harrow", "The harbour pilot, Peter Harrow"),
        ("Harrow.\n\nMaria Quill, the mayor of the town", "Maria Quill"),
        ("an aide to Maria Quill", "an aide to Maria Quill"),
        ("a pilot who has sat in the harbour since April", "a pilot"),
        ("The Lorn Harbour Board today", "The Lorn Harbour Board"),
        ("The Lorn Harbour Board on Friday", "The Lorn Harbour Board"),
        ("a poll published on Friday", "a poll published on Friday"),
        ("Relief Commissioner (RC) Peter Harrow", "Relief Commissioner (RC) Peter Harrow"),
        ("Justice (Rtd) Peter Harrow", "Justice (Rtd) Peter Harrow"),
        ("snack maker Lorn Foods Corp <LRN.X", "snack maker Lorn Foods Corp"),
    ],
)
def test_a_source_is_cut_to_what_points_at_the_speaker(source: str, trimmed: str) -> None:
    text = f'{source} said "the dock is closed" now.'
    words = words_of(text)
    spans = [m.span() for name in ("Maria Quill", "Peter Harrow", "Harrow", "Quill") for m in re.finditer(name, text)]
    whole = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    mentions = [Mention(a, b) for a, b in sorted(whole)]
    cue = (text.index("said"), text.index("said") + 4)

    a, b = trimmed_source(words, Subjects(words, mentions), (0, len(source)), cue)

    assert text[a:b] == trimmed


@pytest.mark.parametrize("acts", ["Quill corrects him", "pilot Maria Quill (I-Lorn), a mother of two, said later"])
def test_who_stands_behind_a_whole_sentence_of_speech_says_it(acts: str) -> None:
    text = CAST + f'He left.\n\n"Two weeks more," {acts}.'
    start, he = text.index("Two weeks"), text.index("He left")
    run = weighed(text, Run(start, start + 15, "direct", (he, he + 2), None, 0.9, 0.93))
    assert run.source and text[run.source[0] : run.source[1]].endswith("Quill")


def test_a_source_that_both_name_is_surer_than_one_of_the_reader_alone() -> None:
    text = CAST + '"The dock is closed," the young pilot said.'
    start, young = text.index("The dock"), text.index("the young")
    both = weighed(text, Run(start, start + 18, "direct", (young, young + 15), None, 0.9, 0.8))
    alone = weighed(text, Run(start, start + 18, "direct", (0, 5), None, 0.9, 0.8))
    assert both.sure > 0.8 > alone.sure


def test_words_that_nobody_says_stay_so() -> None:
    text = CAST + 'A play titled "The Dock" opened, said Quill.'
    start = text.index("The Dock")
    assert weighed(text, Run(start, start + 8, "quoted", None, None, 0.9)).kind == "quoted"


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("Quill said on NBC's", "Ships at Noon"),
        ("Quill told listeners of the show", "Ships at Noon"),
        ("Quill wrote in her memoir,", "A Life at Sea"),
        ("Quill said she was the author of", "A Life at Sea"),
        ("Quill told Harrow on", "Ships at Noon"),
    ],
)
def test_a_title_behind_what_brings_titles_is_nobodys_speech(before: str, title: str) -> None:
    text = f'{CAST}{before} "{title}" last week.'
    start, quill = text.index(title), text.rindex("Quill")
    run = Run(start, start + len(title), "direct", (quill, quill + 5), None, 0.9)
    assert weighed(text, run) == Run(start, start + len(title), "quoted", None, None, TITLE)


def test_a_title_before_what_tells_of_a_work_is_nobodys_speech() -> None:
    text = CAST + '"Ships at Noon," Harrow\'s second film, pleased Quill.'
    start, harrow = text.index("Ships"), text.rindex("Harrow")
    run = Run(start, start + 14, "direct", (harrow, harrow + 6), None, 0.9)
    assert weighed(text, run).kind == "quoted"
    reviewed = text.replace("film, pleased", "film said to")
    assert weighed(reviewed, run).kind == "direct"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Quill commented on", "a life at sea"),
        ("Quill commented on", "Harrow"),
        ("Quill said in her show:", "Harrow Is Mad"),
        ("Quill said, of the show.", "Harrow Is Mad"),
        ("Quill shouted", "Harrow Is Mad"),
    ],
)
def test_words_that_are_no_title_or_stand_elsewhere_are_speech(before: str, said: str) -> None:
    text = f'{CAST}{before} "{said}" last week.'
    start, quill = text.index(f'"{said}') + 1, text.rindex("Quill")
    assert weighed(text, Run(start, start + len(said), "direct", (quill, quill + 5), None, 0.9)).kind == "direct"


def test_a_byname_within_a_name_is_nobodys_speech() -> None:
    text = CAST + 'Peter "The Gull" Harrow told Quill that "The Dock" was old.'
    name, dock = text.index("The Gull"), text.index("The Dock")
    speaker = (text.rindex("Harrow"), text.rindex("Harrow") + 6)
    runs = [Run(a, a + 8, "direct", speaker, None, 0.9) for a in (name, dock)]
    found = attributed(words_of(text), names_in(text), runs)
    assert [r.kind for r in found if r.kind != "indirect"] == ["quoted", "direct"]


def test_a_relative_pronoun_points_at_the_speaker_itself() -> None:
    text = CAST + 'The dock was shown to Quill, who said it was "closed for good" now.'
    start, who = text.index("closed"), text.index("who")
    run = weighed(text, Run(start, start + 15, "direct", (who, who + 3), None, 0.9, 0.5))
    assert run.source == (who, who + 3)


def test_whose_spokesman_speaks_is_not_who_speaks() -> None:
    text = CAST + 'He met Maria Quill, whose deputy, Peter Harrow, called the dock "very old indeed".'
    start, whose = text.index("very old"), text.index("whose")
    run = weighed(text, Run(start, start + 15, "direct", (whose, text.index("Harrow, called") + 6), None, 0.9))
    assert run.source and text[run.source[0] : run.source[1]] == "whose deputy, Peter Harrow"


def test_marks_at_the_ends_of_a_run_are_left_out() -> None:
    text = CAST + "''The dock is closed,'' Quill said."
    start = text.index("''The")
    run = weighed(text, Run(start, start + 23, "direct", None, None, 0.9))
    assert text[run.start : run.end] == "The dock is closed,"


def test_who_was_asked_in_the_sentence_of_a_question_did_not_ask_it_though_the_reader_looks_further() -> None:
    text = CAST + '"Is the dock closed?" he was asked.\n\n"It is," replied Harrow.'
    start, he, cue = text.index("Is the dock"), text.index("he was asked"), text.index("replied")
    run = weighed(text, Run(start, start + 19, "direct", (he, he + 2), (cue, cue + 7), 0.9, 0.8))
    assert (run.kind, run.source, run.cue) == ("direct", None, None)


def test_who_is_told_words_does_not_say_them() -> None:
    text = CAST + '"Is the dock closed?" Harrow was asked.'
    start = text.index("Is the")
    who = text.index("Harrow was")
    run = weighed(text, Run(start, start + 19, "direct", (who, who + 6), (who + 7, who + 16), 0.9, 0.9))
    assert (run.kind, run.source, run.cue) == ("direct", None, None)


@pytest.mark.parametrize(("cue", "more"), [("was accused of", ""), ("had been warned", " that he was")])
def test_whom_words_are_said_of_does_not_say_them(cue: str, more: str) -> None:
    text = CAST + f'Harrow {cue}{more} "steering into the quay" on Monday.'
    start, who = text.index("steering"), text.index("Harrow " + cue)
    run = weighed(text, Run(start, start + 22, "direct", (who, who + 6), (who + 7, who + 7 + len(cue)), 0.9, 0.9))
    assert (run.kind, run.source, run.cue) == ("direct", None, None)


def test_words_of_saying_end_with_their_paragraph() -> None:
    text = 'Maria Quill met Peter Harrow.\n\n"The dock is closed," he said.\n\nAccording to Quill, it is not.'
    start, he, cue = text.index("The dock"), text.index("he said"), text.index("said")
    run = Run(start, start + 19, "direct", (he, he + 2), (cue, text.index(" Quill, it")), 0.9, 0.99)
    found = attributed(words_of(text), names_in(text), [run])[0]
    assert found.cue and text[slice(*found.cue)] == "said"


@pytest.mark.parametrize(
    ("told", "pointed", "speaker"),
    [
        ('Quill (Letters, June 1) said the dock was "closed for good" now.', "1", "Quill"),
        (
            'Another pilot, who asked not to be named, said the dock was "closed for good" now.',
            "who",
            "Another pilot",
        ),
    ],
    ids=["a number or a day is nobody", "who points at the speaker in its own clause alone"],
)
def test_words_that_name_nobody_give_way_to_the_subject(told: str, pointed: str, speaker: str) -> None:
    text = CAST + told
    start, at = text.index("closed"), text.index(pointed, len(CAST))
    run = Run(start, start + 15, "direct", (at, at + len(pointed)), None, 0.9, 0.99)
    (found,) = (r for r in attributed(words_of(text), names_in(text), [run]) if r.kind == "direct")
    assert found.source and text[slice(*found.source)] == speaker


def test_an_age_behind_a_name_is_not_who_goes_on() -> None:
    told = "Shopkeeper Anjali Mehra, 52, who has sold papers since 1998, said: "
    text = f'{told}"The dock is closed.\n\n"Well, who believes that."'
    first, cue = (len(told) + 1, text.index(".\n") + 1), (text.index("said"), text.index("said") + 4)
    runs = [
        Run(*first, "direct", (0, text.index(", said")), cue, 0.9, 0.99),
        Run(text.index("Well"), len(text) - 1, "direct", None, None, 0.9),
    ]
    found = attributed(words_of(text), names_in(text), runs)
    assert [run.source and text[slice(*run.source)] for run in found if run.kind == "direct"] == [
        "Shopkeeper Anjali Mehra",
        "Anjali Mehra",
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"The dock is closed," the agency quoted Harrow as saying.', "Harrow"),
        ('"The dock is closed," the agency quoted Harrow, a pilot of the port, as saying.', "Harrow"),
        ('The agency cited a harbour official as saying: "The dock is closed."', "a harbour official"),
        ('"The dock is closed," the agency was quoted as saying.', "the agency"),
    ],
)
def test_who_is_quoted_speaks_and_not_who_quotes(text: str, speaker: str) -> None:
    text = CAST + text
    start, cue, agency = text.index("The dock"), text.index("saying"), text.lower().index("the agency")
    read = Run(start, start + 18, "direct", (agency, agency + 10), (cue, cue + 6), 0.9)

    run = weighed(text, read)

    assert run.source and text[run.source[0] : run.source[1]] == speaker


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The so-called “reform” of the port takes from the old.", "quoted"),
        ("Traffic on the “road to nowhere” was light.", "quoted"),
        ("The plan is, “road to nowhere” or not, to go on.", "direct"),
        ("Traffic is light on the “road to nowhere that nobody ever wanted” at all.", "direct"),
        ("Harrow called it a “road to nowhere” again.", "direct"),
    ],
)
def test_a_few_words_in_marks_are_not_said_by_who_spoke_in_a_paragraph_above(text: str, kind: str) -> None:
    text = f"{CAST}Quill said no.\n\n{text}"
    start, quill = text.index("“") + 1, text.rindex("Quill")
    run = Run(start, text.index("”"), "direct", (quill, quill + 5), None, 0.9)
    assert weighed(text, run).kind == kind
