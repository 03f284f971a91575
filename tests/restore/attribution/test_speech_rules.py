"""Who says what, by rules: one invented sentence for each way in which papers attribute speech."""

from __future__ import annotations

import pytest

from archive.restore.attribution.attributing import attributed
from archive.restore.attribution.pairing import goes_on
from archive.restore.values import Run
from archive.restore.words import words_of
from tests.restore.telling import names_in, speech_in

CAST = "Mayor Maria Quill met pilot Peter Harrow. "


def read(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return kind, words, source and cue of each run."""
    runs = attributed(words_of(text), names_in(text), speech_in(text))

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
        ('Quill, 61, had written to Harrow on Friday: "The dock is closed."', "Quill"),
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
        ('"The dock is closed," sobbed the mum-of-two.', "the mum-of-two"),
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
        ('His Worship, in closing the hearing, said: "The dock is closed."', "His Worship"),
        ('\n\n"The dock is closed for good." -- Peter Harrow, after the storm.\n\nQuill said no.', "Peter Harrow"),
        ('\n\nHarrow shakes his head. "It is closed for good now."\n\nThe mayor said no.', "Harrow"),
        ('"The dock is closed for good," narrated Peter Harrow, a pilot from the north.', "Peter Harrow"),
        ('"The dock is closed," a pilot who gave no name told the Gazette.', "a pilot"),
        ('"The dock is closed," one of the pilots, who asked not to be named, said.', "one of the pilots"),
        ('"The dock is closed," according to pilots\' union leader Peter Harrow.', "Peter Harrow"),
        ('The harbour was full of boats, said Quill, adding that "the dock is closed" now.', "Quill"),
        ('The harbour would make the boats wait, said Quill: "The dock is closed."', "Quill"),
        ('Harrow was seen by neighbours. "He closed the dock," said one, who gave no name.', "one"),
        ('Harrow was seen by neighbours. "He closed the dock," said another.', "another"),
        ('Harrow left the port in tears. "The dock is closed," were his only words.', "his"),
        ('Quill sent a letter from her ship, which was read out: "The dock is closed."', "a letter from her ship"),
        ('"The dock is closed," was Quill\'s reply.', "Quill"),
        ('"The dock is closed," were the last words of Peter Harrow before the storm, pilots said.', "Peter Harrow"),
        ('Here is the statement from the harbour board: "The dock is closed."', "the harbour board"),
        ('The dock, in the words of Harrow, is "a hole with a view" now.', "Harrow"),
        ('Pilots were angry.\n\n@quill84: "The dock is closed again."\n\n"We wait," Harrow said.', "quill84"),
        ('"The dock is closed," Quill is expected to say.', "Quill"),
        ('The dock, said Harrow, the pilot, is "closed for good" now.', "Harrow"),
        ('Quill, who leads the board, said Harrow, the pilot, was "a danger" now.', "Quill"),
        ('North Dock, a group of pilots that had closed it, called it "a sad day" now.', "North Dock"),
        ('Quill on Peter Harrow: "He is never late for the ferry."', "Quill"),
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


def test_turns_without_words_of_saying_are_those_of_who_asks_and_who_answers() -> None:
    text = (
        '"Who closed the dock?" Quill asked.\n\n"I did, my lady," Harrow said.\n\n"And who told you to?" Quill asked.'
        '\n\n"The sea told me."\n\n"Did it write to you?"\n\n"Every morning."'
    )

    assert [r[2] for r in read(text)] == ["Quill", "Harrow", "Quill", "Harrow", "Quill", "Harrow"]


def test_turns_of_an_exchange_go_back_and_forth_also_where_they_ask_nothing() -> None:
    text = (
        '"Where is the dock?" Quill asked.\n\n"You are on it," Harrow said.\n\n"I am in the water."\n\n'
        '"Then swim to the left."\n\n"I see a light."'
    )

    assert [r[2] for r in read(text)] == ["Quill", "Harrow", "Quill", "Harrow", "Quill"]


def test_a_witness_answers_who_stands_in_the_paragraph_in_front_of_the_questions() -> None:
    text = (
        'Peter Harrow was the fourth witness.\n\n"Where did the dock lie?" asked Quill, for the board.\n\n'
        '"Behind the mill."\n\n"Was it closed?"\n\n"It never was open."'
    )

    assert [r[2] for r in read(text)] == ["Quill", "Peter Harrow", "Quill", "Peter Harrow"]


@pytest.mark.parametrize(
    ("lead", "asks", "answers"),
    [
        ("Maria Quill asked him about the dock. Harrow said he knew it well.", "Maria Quill", "him"),
        ("Maria Quill asked Peter Harrow about the dock.", "Maria Quill", "Peter Harrow"),
        ("Cross-examined by the mayor, Maria Quill, Peter Harrow agreed.", "Maria Quill", "Peter Harrow"),
        ("Peter Harrow was questioned by Maria Quill.", "Maria Quill", "Peter Harrow"),
    ],
)
def test_who_asks_whom_in_front_of_an_exchange_tells_whose_its_turns_are(lead: str, asks: str, answers: str) -> None:
    text = f'The board met.\n\n{lead}\n\n"Was it closed?"\n\n"It never was open."\n\n"Who said so?"\n\n"The sea."'

    assert [r[2] for r in read(text) if r[0] == "direct"] == [asks, answers, asks, answers]


@pytest.mark.parametrize(
    "lead", ["Peter Harrow asked her lawyer about the dock.", "Peter Harrow asked her old lawyer about the dock."]
)
def test_who_owns_whom_somebody_asks_does_not_answer(lead: str) -> None:
    text = f'Maria Quill met the board.\n\n{lead}\n\n"Was it closed?"\n\n"It never was open."'

    assert "Quill" not in str([r[2] for r in read(text) if r[0] == "direct"])
    assert "her" not in [r[2] for r in read(text)]


@pytest.mark.parametrize("held", ["is said to be", "is alleged to have been", "was believed to be"])
def test_what_somebody_is_held_to_be_is_not_what_he_says(held: str) -> None:
    told = [r[2] for r in read(f'Maria Quill {held} "furious with the board" this week.') if r[0] == "direct"]

    assert told in ([None], [])


def test_paragraphs_of_one_speaker_are_no_exchange_where_nobody_asks() -> None:
    text = 'Harrow agreed.\n\n"The dock is closed," Quill said.\n\n"It has been closed for years."\n\n"We wait here."'

    assert [r[2] for r in read(text)] == ["Quill", "Quill", "Quill"]


def test_speech_over_paragraphs_is_said_by_one() -> None:
    runs = read(CAST + 'Quill said: "The dock is closed.\n\n"The sea is not a patient neighbour."')
    assert [r[2] for r in runs] == ["Quill", "Quill"]


@pytest.mark.parametrize("mark", ['"', "“", "«", "''", "``"])
def test_speech_goes_on_behind_a_paragraph_that_opens_with_a_mark_of_any_style(mark: str) -> None:
    words = words_of(f"He left. {mark}We wait.\n\n{mark}We hope.\n\nThey {mark}waited.")
    assert [first for first in range(2, len(words)) if goes_on(words, first - 1, first)] == [4]


def test_speech_over_paragraphs_is_said_by_who_is_named_at_its_end() -> None:
    told = CAST + '\n\n"{}.\n\n"{}.\n\n"{}," Harrow said.\n\nQuill said no.'
    said = "The dock is closed", "The sea is not a patient neighbour", "I lost my boots there"
    text = told.format(*said)
    assert [r[2] for r in read(text)] == ["Harrow", "Harrow", "Harrow"]
    quill = (text.rindex("Quill"), text.rindex("Quill") + 5)
    runs = [Run(text.index(s), text.index(s) + len(s), "direct", quill, None, 0.9, 0.3) for s in said]
    found = attributed(words_of(text), names_in(text), runs)
    assert {text[slice(*run.source)] for run in found if run.source} == {"Harrow"}


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
        ("Quill told the crowd no pilot would lose a berth.", "no pilot would lose a berth"),
        ("Quill told reporters the dock would be closed.", "the dock would be closed"),
        ("Quill told reporters Lorn would close the dock.", "Lorn would close the dock"),
        ("Quill told him Lorn would close the dock.", "Lorn would close the dock"),
        ("Quill told reporters she would close the old dock.", "she would close the old dock"),
        ("Quill said on Monday that she would close the dock.", "she would close the dock"),
        ("Quill said this morning that she would close the dock.", "she would close the dock"),
        ("Quill told Peter Harrow, a pilot, that she would close the dock.", "she would close the dock"),
        ("Quill said to-day that she would close the dock.", "she would close the dock"),
        ("Quill said in a letter to the town that she would close the dock.", "she would close the dock"),
        ("Quill said Monday was the day to close the old dock.", "Monday was the day to close the old dock"),
        ("According to pilots' union leader Peter Harrow, the dock would be closed.", "the dock would be closed"),
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
        "The pilots claimed responsibility for the fire behind the dock.",
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
        ("Lorn Tool & Die, Inc. (XYZ: LTD), a firm, today announced the dock would be closed.", "Lorn Tool & Die"),
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
    for more in ("and 40 pilots would lose their work", "after a ship hit the quay in fog"):
        runs = read(f"{CAST}The dock would close on Monday, Mayor Maria Quill said, {more}.")
        assert [run[:3] for run in runs] == [
            ("indirect", "The dock would close on Monday", "Mayor Maria Quill"),
            ("indirect", more, "Mayor Maria Quill"),
        ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Asked about Peter Harrow, the mayor said nothing would change.", ["nothing would change"]),
        ("When he met Peter Harrow, the coach said he would stay.", ["he would stay"]),
        ("At a meeting in the town, the mayor said she agreed.", []),
        ("The boats that had come that, the mayor said, were lost.", []),
    ],
)
def test_when_something_was_said_is_not_what_was_said(text: str, told: list[str]) -> None:
    assert [run[1] for run in read(CAST + text) if run[0] == "indirect"] == told


def test_who_reports_something_says_nothing() -> None:
    assert [
        r for r in read(CAST + "The board reported a loss of two million for the year.") if r[0] == "indirect"
    ] == []


def test_speech_reported_under_a_dateline_begins_behind_it() -> None:
    for dateline in ("VELM, March 3 -- ", "VELM (AP) _ ", "VELM (Reuters) - ", "VELM — "):
        said = f"{dateline}A ferry sank on Monday and three people died, officials said."
        assert [text for kind, text, *_ in read(said) if kind == "indirect"] == [
            "A ferry sank on Monday and three people died"
        ]


def test_nothing_is_reported_where_a_text_ends_with_the_verb() -> None:
    for cut in ("Quill quoted the agency as telling", "The dock was old, the agency quoting as saying", "Quill told"):
        assert [run for run in read(CAST + cut) if run[0] == "indirect"] == []


@pytest.mark.parametrize(
    ("said", "told", "source"),
    [
        ("The agency quoted Peter Harrow as saying that the dock was lost.", "the dock was lost", "Peter Harrow"),
        ("The radio quoted witnesses as telling police that the dock had burned.", "the dock had burned", "witnesses"),
        ("The dock had burned, the agency quoted him as saying on Monday.", "The dock had burned", "him"),
    ],
)
def test_who_is_quoted_reports_and_not_who_quotes(said: str, told: str, source: str) -> None:
    assert [run[1:3] for run in read(CAST + said) if run[0] == "indirect"] == [(told, source)]
