"""Who says what, by rules: one invented sentence for each way in which papers attribute speech."""

from __future__ import annotations

import re

import pytest

from archive.restore.attributing import TITLE, attributed
from archive.restore.rules.people import find_mentions
from archive.restore.rules.runs import find_runs
from archive.restore.rules.source import trimmed_source
from archive.restore.rules.subject import Subjects
from archive.restore.values import Mention, Run
from archive.restore.words import words_of

CAST = "Mayor Maria Quill met pilot Peter Harrow. "


def read(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return kind, words, source and cue of each run."""
    words = words_of(text)
    runs = find_runs(words, find_mentions(words, cased=True))

    def of(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [(r.kind, text[r.start : r.end], of(r.source), of(r.cue)) for r in runs]


def source(text: str) -> str | None:
    return next(r[2] for r in read(CAST + text) if r[0] == "direct")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The dock is closed," Quill said.', "Quill"),
        ('"The dock is closed," said Quill.', "Quill"),
        ('"The dock is closed," Mayor Maria Quill told reporters.', "Maria Quill"),
        ('"The dock is closed," she said.', "she"),
        ('"The dock is closed," he later added.', "he"),
        ('"Is the dock closed?" Harrow asked.', "Harrow"),
        ('"The dock is closed!" shouted a U.S. official.', "a U.S. official"),
        ('"The dock is closed," said the harbour spokesman, who asked not to be named.', "the harbour spokesman"),
        ('"The dock is closed," Quill, a former pilot, said.', "Quill"),
        ('"The dock is closed," according to Quill.', "Quill"),
        ('Quill said: "The dock is closed."', "Quill"),
        ('Quill said, "The dock is closed."', "Quill"),
        ('Harrow met Quill and said, "The dock is closed."', "Harrow"),
        ('Quill, the mayor of the town, said "the dock is closed" now.', "Quill"),
        ('Quill, who had met Harrow, said "the dock is closed" now.', "Quill"),
        ('A spokesman for Quill said "the dock is closed" now.', "A spokesman for Quill"),
        ('An aide to the pilots said the dock was "closed for good" now.', "An aide to the pilots"),
        ('Officials said the dock was "closed for good" now.', "Officials"),
        ('Quill called it "a sad day" for the town.', "Quill"),
        ('She also called for "more patience" from the pilots.', "She"),
        ('Quill opened the meeting, saying "the dock is closed" for good.', "Quill"),
        ('According to Harrow, the dock is "closed for good" now.', "Harrow"),
        ('"The dock is closed for good."\u2014 Peter Harrow\n', "Peter Harrow"),
        ('"A trap" for every boat that comes in from the sea, she said.', "she"),
        ('The dock is "closed for good" to every boat, according to a letter from the town.', "a letter from the town"),
        ('The dock is "closed for good" now, as a harbour memo put it.', "a harbour memo"),
        ('"The dock is closed," Harrow shot back.', "Harrow"),
        ('"The dock is closed," the young pilot shot back.', "the young pilot"),
        ('"The dock is closed," grumbled the pilot.', "the pilot"),
        ('Peter Harrow: "The dock is closed for good."', "Peter Harrow"),
        ('A transcript follows.\n\n"HARROW: We closed the dock for good."', "HARROW"),
        ('The papers seized on Quill\'s claim that the dock was "closed for good" now.', "Quill"),
        ('Quill says Harrow\'s early letters and claims about her are "lies from the sea" now.', "Quill"),
        ('The film has footage of Quill asking, "Why is the dock closed?"', "Quill"),
        ('Quill, opening the dock on Friday, said it would tell "a story of the sea" to all.', "Quill"),
        ('Quill said the noted pilot thought it was "a sad day" for the town.', "Quill"),
        ('Harrow told a woman who suggested otherwise that "the dock is closed" for good.', "Harrow"),
        ('Harrow was asked by Quill whether the dock is "closed for good" now.', "Quill"),
        ('Asked if he would close it, Quill smiled and said: "The dock is closed."', "Quill"),
        ('As he left the port, the young pilot smiled and said: "The dock is closed."', "the young pilot"),
        ('Harrow was told by Quill: "The dock is closed."', "Quill"),
        ('Harrow was called "a danger to the port" by pilot Maria Quill.', "Maria Quill"),
        ('Harrow was described as "a danger" by officials.', "officials"),
        ('Harrow was quoted as saying "the dock is closed" for good.', "Harrow"),
        ('IS announced a "dock for the sea" last week.', "IS"),
        ('When Harrow shouted, "Dock," Quill laughed at him.', "Harrow"),
        ('Added Quill, "The dock is closed."', "Quill"),
        ('The pilot, in a letter to the town, said "the dock is closed" for good.', "The pilot"),
        ('\n\n"The dock is closed for good." -- Peter Harrow, after the storm.\n\nQuill said no.', "Peter Harrow"),
        ('\n\nHarrow shakes his head. "It is closed for good now."\n\nThe mayor said no.', "Harrow"),
        ('"The dock is closed for good," narrated Peter Harrow, a pilot from the north.', "Peter Harrow"),
        ('"The dock is closed," a pilot who gave no name told the Gazette.', "a pilot"),
        ('The harbour was full of boats, said Quill, adding that "the dock is closed" now.', "Quill"),
    ],
)
def test_the_source_of_a_quote(text: str, expected: str) -> None:
    assert source(text) == expected


def test_words_of_saying_behind_a_full_stop_bring_what_follows() -> None:
    runs = read(CAST + 'Harrow said "the dock is closed for good." Quill said, "The sea is not a neighbour."')
    assert [r[2] for r in runs if r[0] == "direct"] == ["Harrow", "Quill"]


def test_speech_around_its_speaker_is_said_by_one() -> None:
    runs = read(CAST + '"The dock is closed," Quill said. "The sea is not a patient neighbour."')
    assert [r[2] for r in runs] == ["Quill", "Quill"]


def test_speech_over_paragraphs_is_said_by_one() -> None:
    runs = read(CAST + 'Quill said: "The dock is closed.\n\n"The sea is not a patient neighbour."')
    assert [r[2] for r in runs] == ["Quill", "Quill"]


def test_speech_over_paragraphs_is_said_by_who_is_named_at_its_end() -> None:
    told = CAST + '\n\n"{}.\n\n"{}.\n\n"{}," Harrow said.\n\nQuill said no.'
    said = "The dock is closed", "The sea is not a patient neighbour", "I lost my boots there"
    text = told.format(*said)
    assert [r[2] for r in read(text)] == ["Harrow", "Harrow", "Harrow"]
    quill = (text.rindex("Quill"), text.rindex("Quill") + 5)
    runs = [Run(text.index(s), text.index(s) + len(s), "direct", quill, None, 0.9, 0.3) for s in said]
    words = words_of(text)
    found = attributed(words, find_mentions(words, cased=True), runs)
    assert {text[slice(*run.source)] for run in found if run.source} == {"Harrow"}


def test_a_title_in_marks_is_nobodys_speech() -> None:
    assert read(CAST + 'A play titled "The Dock" opened.')[-1][:2] == ("quoted", "The Dock")


def test_speech_reported_with_that() -> None:
    assert read(CAST + "Quill said that the dock would be closed for good.")[-1] == (
        "indirect",
        "the dock would be closed for good",
        "Quill",
        "said",
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Quill told a court on Tuesday that the dock would be closed.", "the dock would be closed"),
        ("Quill told the pilots of the channel that the dock would be closed.", "the dock would be closed"),
        ("Quill told reporters she would close the old dock.", "she would close the old dock"),
        ("Quill said on Monday that she would close the dock.", "she would close the dock"),
        ("Quill said this morning that she would close the dock.", "she would close the dock"),
        ("Quill told Peter Harrow, a pilot, that she would close the dock.", "she would close the dock"),
        ("Quill said to-day that she would close the dock.", "she would close the dock"),
        ("Quill said in a letter to the town that she would close the dock.", "she would close the dock"),
        ("Quill said Monday was the day to close the old dock.", "Monday was the day to close the old dock"),
    ],
)
def test_what_is_reported_begins_behind_who_was_told(said: str, told: str) -> None:
    assert read(CAST + said)[-1][:2] == ("indirect", told)


@pytest.mark.parametrize(
    "text",
    [
        "Quill was later declared dead at the scene of the fall.",
        "Harrow was admitted to hospital with burns to both hands.",
        "Harrow is believed to have been alone in the boat.",
        "Quill was warned twice by the town about the dock.",
        "The fire claimed 14 lives in the streets behind the dock.",
        "Harrow added two goals and a penalty before the break.",
        "The dock, as Harrow could have told them, was rotten from end to end.",
        "Two pilots saw the boat, and Quill, the mayor, told the same story.",
    ],
)
def test_what_happens_to_somebody_is_not_what_they_say(text: str) -> None:
    assert [run for run in read(CAST + text) if run[0] == "indirect"] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A woman who lives nearby said the dock would be closed for good.", "A woman"),
        ("The harbour board today announced that the dock would be closed for good.", "The harbour board"),
        ("Lorn Tool & Die, Inc. (XYZ: LTD), a firm, today announced the dock would be closed.", "Lorn Tool & Die, Inc"),
        ("Col. Thos. B. Moody said the dock would be closed for good.", "Col. Thos. B. Moody"),
    ],
)
def test_who_reports_is_whole_and_no_more(text: str, source: str) -> None:
    assert [run[2] for run in read(text) if run[0] == "indirect"] == [source]


def test_speech_reported_before_its_speaker() -> None:
    assert read(CAST + "The dock would be closed for good, Harrow said.")[-1][:3] == (
        "indirect",
        "The dock would be closed for good",
        "Harrow",
    )


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("The dock would be closed for good, said Quill, a pilot.", "Quill"),
        ("The dock would be closed for good, said officials of the port.", "officials of the port"),
        ("The dock would be closed for good, according to Harrow, who lives there.", "Harrow"),
        ("Nobody had been told of it, according to Harrow.", "Harrow"),
        ("Nobody had been told of it, according to officials named in the letter.", "officials"),
        ("The dock would be closed for good, the board's paper reported.", "the board's paper"),
    ],
)
def test_speech_reported_before_a_verb_and_its_speaker(said: str, source: str) -> None:
    assert read(CAST + said)[-1][:3] == ("indirect", said.partition(",")[0], source)


@pytest.mark.parametrize(
    ("said", "source", "cue"),
    [
        ("Quill, who runs the port, said the dock would be closed for good.", "Quill", "said"),
        ("Harrow, a pilot of the port, said the dock would be closed for good.", "Harrow", "said"),
        ("According to Harrow, the dock would be closed for good.", "Harrow", "According to"),
        ("According to Harrow, a pilot of the port, the dock would be closed for good.", "Harrow", "According to"),
        ("According to the harbour board, the dock would be closed for good.", "the harbour board", "According to"),
    ],
)
def test_an_aside_about_a_speaker_is_not_what_is_reported(said: str, source: str, cue: str) -> None:
    reported = [run for run in read(CAST + said) if run[0] == "indirect"]
    assert reported == [("indirect", "the dock would be closed for good", source, cue)]


@pytest.mark.parametrize(
    ("said", "told", "source"),
    [
        ("Harrow, a pilot at the port, said the dock lost ground.", "the dock lost ground", "Harrow"),
        (
            "Quill, a pilot at Lorn, Velm, said officials removed the boats.",
            "officials removed the boats",
            "Quill",
        ),
        ("Harrow, 46, of Velm, admitted two counts of theft in court.", "two counts of theft in court", "Harrow"),
        ("The Lorn pilot, Peter Harrow, said the plan made sense.", "the plan made sense", "Peter Harrow"),
        (
            "Harrow, who announced the sack in a letter, said the pilots were those of the port.",
            "the pilots were those of the port",
            "Harrow",
        ),
    ],
)
def test_who_speaks_is_not_what_is_said(said: str, told: str, source: str) -> None:
    assert [run[1:3] for run in read(CAST + said) if run[0] == "indirect"] == [(told, source)]


@pytest.mark.parametrize(
    ("behind", "source"),
    [
        ("his daughter, Ada Harrow, said", "his daughter, Ada Harrow"),
        ("a spokesman for the port, Peter Harrow, said", "a spokesman for the port, Peter Harrow"),
        ("harbour board spokeswoman Ada Harrow said on Monday", "harbour board spokeswoman Ada Harrow"),
        ("Mayor Maria Quill told the Gazette", "Mayor Maria Quill"),
        ("Harrow told the news desk of the Gazette", "Harrow"),
        ("police said", "police"),
        ("Harrow said in an interview with the Gazette", "Harrow"),
        ("the board said, adding that nobody would pay", "the board"),
    ],
)
def test_a_role_in_front_of_the_speaker_is_not_what_is_said(behind: str, source: str) -> None:
    said = f"{CAST}Claims that the dock would close were false, {behind}."
    runs = [run[1:3] for run in read(said) if run[0] == "indirect"]
    assert runs == [("Claims that the dock would close were false", source)]


def test_what_is_reported_goes_on_behind_its_speaker() -> None:
    for goes_on in ("and 40 pilots would lose their work", "after a ship hit the quay in fog"):
        runs = read(f"{CAST}The dock would close on Monday, Mayor Maria Quill said, {goes_on}.")
        assert [run[:3] for run in runs] == [
            ("indirect", "The dock would close on Monday", "Mayor Maria Quill"),
            ("indirect", goes_on, "Mayor Maria Quill"),
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Asked about Peter Harrow, the mayor said nothing would change.",
        "When he met Peter Harrow, the coach said he would stay.",
        "At a meeting in the town, the mayor said she agreed.",
        "The boats that had come that, the mayor said, were lost.",
    ],
)
def test_when_something_was_said_is_not_what_was_said(text: str) -> None:
    assert [run for run in read(CAST + text) if run[0] == "indirect"] == []


def weighed(text: str, run: Run) -> Run:
    words = words_of(text)
    return attributed(words, find_mentions(words, cased=True), [run])[0]


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


def test_a_source_that_both_name_is_surer_than_one_of_the_reader_alone() -> None:
    text = CAST + '"The dock is closed," Quill, a pilot, said.'
    start, quill = text.index("The dock"), text.rindex("Quill")
    both = weighed(text, Run(start, start + 18, "direct", (quill, quill + 5), None, 0.9, 0.8))
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


def test_a_relative_pronoun_points_at_the_speaker_itself() -> None:
    text = CAST + 'The dock was shown to Quill, who said it was "closed for good" now.'
    start, who = text.index("closed"), text.index("who")
    run = weighed(text, Run(start, start + 15, "direct", (who, who + 3), None, 0.9, 0.5))
    assert run.source == (who, who + 3)


def test_marks_at_the_ends_of_a_run_are_left_out() -> None:
    text = CAST + "''The dock is closed,'' Quill said."
    start = text.index("''The")
    run = weighed(text, Run(start, start + 23, "direct", None, None, 0.9))
    assert text[run.start : run.end] == "The dock is closed,"


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


def reported(text: str, *runs: Run) -> list[tuple[str, str]]:
    words = words_of(text)
    found = attributed(words, find_mentions(words, cased=True), runs)
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
    words = words_of(text)
    (found,) = attributed(words, find_mentions(words, cased=True), [run])
    assert found.source and text[slice(*found.source)] == source


def test_nobody_named_in_a_clause_about_the_speaker_reports() -> None:
    text = CAST + "One of the pilots, who shares a cabin with a cook, said that the old dock would be closed for good."
    start, cook, cue = text.index("the old dock"), text.index("a cook"), text.index("said that")
    run = Run(start, len(text) - 1, "indirect", (cook, cook + 6), (cue, cue + 4), 0.9, 0.97)
    words = words_of(text)
    (found,) = attributed(words, find_mentions(words, cased=True), [run])
    assert found.source and text[slice(*found.source)] == "One of the pilots"


@pytest.mark.parametrize("could", ["could not", "couldn't", "cannot"])
def test_who_could_not_say_something_does_not_say_it(could: str) -> None:
    text = CAST + f"Quill {could} say what the old dock affair was about at all."
    start, who, cue = text.index("what the"), text.rindex("Quill"), text.index("say what")
    for begin in (cue, text.index(could)):
        run = Run(start, len(text) - 1, "indirect", (who, who + 5), (begin, cue + 3), 0.9, 0.97)
        assert reported(text, run) == []
        assert reported(text.replace(could, "would".ljust(len(could))), run) != []


def test_what_explains_words_in_marks_is_not_reported() -> None:
    text = CAST + 'Quill said she would take the port "upmarket," a plan that sent its shares down.'
    quill, cue, start = text.rindex("Quill"), text.index("said"), text.index("a plan")
    marked = Run(text.index("upmarket"), text.index('," a') + 1, "direct", (quill, quill + 5), (cue, cue + 4), 0.9)
    run = Run(start, len(text) - 1, "indirect", (quill, quill + 5), (cue, cue + 4), 0.9, 0.9)
    assert reported(text, marked, run) == [("direct", "upmarket,")]


def test_a_verb_of_saying_reaches_into_no_sentence_of_another_paragraph() -> None:
    text = "The dock is old, Maria Quill said.\n\nThe new plan of the port takes work from the pilots.\n\nIt rained."
    quill, cue = text.index("Maria"), text.index("said")
    for begin, kept in (("of the port", False), ("The new plan", True)):
        start = text.index(begin)
        run = Run(start, text.index(".\n\nIt"), "indirect", (quill, quill + 11), (cue, cue + 4), 0.9, 0.9)
        assert any(said.startswith(begin) for _, said in reported(text, run)) == kept


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
    assert reported(text, run)[-1][0] == kind


def test_speech_that_only_the_reader_finds_without_marks_needs_words_of_saying() -> None:
    text = CAST + "Quill, in telling them the old dock is rotten, did not smile."
    start = text.index("the old dock")
    quill, telling = text.rindex("Quill"), text.index("telling")
    said = Run(start, start + 22, "indirect", (quill, quill + 5), (telling, telling + 7), 0.9)
    mute = Run(start, start + 22, "indirect", (quill, quill + 5), None, 0.9)
    assert reported(text, said) == [("indirect", "the old dock is rotten")]
    assert reported(text, mute) == []


def test_who_reports_something_says_nothing() -> None:
    assert [
        r for r in read(CAST + "The board reported a loss of two million for the year.") if r[0] == "indirect"
    ] == []


def test_words_of_saying_end_with_their_paragraph() -> None:
    text = 'Maria Quill met Peter Harrow.\n\n"The dock is closed," he said.\n\nAccording to Quill, it is not.'
    start, he, cue = text.index("The dock"), text.index("he said"), text.index("said")
    words = words_of(text)
    run = Run(start, start + 19, "direct", (he, he + 2), (cue, text.index(" Quill, it")), 0.9, 0.99)
    found = attributed(words, find_mentions(words, cased=True), [run])[0]
    assert found.cue and text[slice(*found.cue)] == "said"


def test_signs_of_numbers_at_the_ends_of_what_is_reported_belong_to_it() -> None:
    text = CAST + "Quill said that $2 million would be missing and the dock would shrink by 12%."
    assert reported(text) == [("indirect", "$2 million would be missing and the dock would shrink by 12%")]


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
    words = words_of(text)
    run = Run(start, start + 15, "direct", (at, at + len(pointed)), None, 0.9, 0.99)
    (found,) = (r for r in attributed(words, find_mentions(words, cased=True), [run]) if r.kind == "direct")
    assert found.source and text[slice(*found.source)] == speaker


def test_an_age_behind_a_name_is_not_who_goes_on() -> None:
    told = "Shopkeeper Anjali Mehra, 52, who has sold papers since 1998, said: "
    text = f'{told}"The dock is closed.\n\n"Well, who believes that."'
    first, cue = (len(told) + 1, text.index(".\n") + 1), (text.index("said"), text.index("said") + 4)
    runs = [
        Run(*first, "direct", (0, text.index(", said")), cue, 0.9, 0.99),
        Run(text.index("Well"), len(text) - 1, "direct", None, None, 0.9),
    ]
    words = words_of(text)
    found = attributed(words, find_mentions(words, cased=True), runs)
    assert [run.source and text[slice(*run.source)] for run in found if run.kind == "direct"] == [
        "Shopkeeper Anjali Mehra",
        "Anjali Mehra",
    ]


def test_the_place_of_those_who_hear_words_in_marks_is_not_said() -> None:
    text = CAST + 'Quill spoke on Sunday, telling pilgrims in the old square that "the dock is closed" now.'
    start, quill, cue = text.index("in the old"), text.rindex("Quill"), text.index("telling")
    run = Run(start, text.index(' "the'), "indirect", (quill, quill + 5), (cue, cue + 7), 0.9)
    assert reported(text, run) == []


def test_speech_reported_under_a_dateline_begins_behind_it() -> None:
    for dateline in ("VELM, March 3 -- ", "VELM (AP) _ ", "VELM (Reuters) - ", "VELM — "):
        said = f"{dateline}A ferry sank on Monday and three people died, officials said."
        assert [text for kind, text, *_ in read(said) if kind == "indirect"] == [
            "A ferry sank on Monday and three people died"
        ]
