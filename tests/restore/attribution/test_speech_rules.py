"""Who says what, by rules: one invented sentence for each way in which papers attribute speech."""

from __future__ import annotations

import pytest

from archive.restore.attribution.attributing import attributed
from archive.restore.attribution.pairing import goes_on
from archive.restore.values import Run
from archive.restore.words import words_of
from tests.restore.telling import CAST, names_in, ruled


def source(text: str) -> str | None:
    return next(r[2] for r in ruled(CAST + text) if r[0] == "direct")


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
    runs = ruled(CAST + 'Harrow said "the dock is closed for good." Quill said, "The sea is not a neighbour."')
    assert [r[2] for r in runs if r[0] == "direct"] == ["Harrow", "Quill"]


def test_speech_around_its_speaker_is_said_by_one() -> None:
    runs = ruled(CAST + '"The dock is closed," Quill said. "The sea is not a patient neighbour."')
    assert [r[2] for r in runs] == ["Quill", "Quill"]


def test_turns_without_words_of_saying_are_those_of_who_asks_and_who_answers() -> None:
    text = (
        '"Who closed the dock?" Quill asked.\n\n"I did, my lady," Harrow said.\n\n"And who told you to?" Quill asked.'
        '\n\n"The sea told me."\n\n"Did it write to you?"\n\n"Every morning."'
    )

    assert [r[2] for r in ruled(text)] == ["Quill", "Harrow", "Quill", "Harrow", "Quill", "Harrow"]


def test_turns_of_an_exchange_go_back_and_forth_also_where_they_ask_nothing() -> None:
    text = (
        '"Where is the dock?" Quill asked.\n\n"You are on it," Harrow said.\n\n"I am in the water."\n\n'
        '"Then swim to the left."\n\n"I see a light."'
    )

    assert [r[2] for r in ruled(text)] == ["Quill", "Harrow", "Quill", "Harrow", "Quill"]


def test_a_witness_answers_who_stands_in_the_paragraph_in_front_of_the_questions() -> None:
    text = (
        'Peter Harrow was the fourth witness.\n\n"Where did the dock lie?" asked Quill, for the board.\n\n'
        '"Behind the mill."\n\n"Was it closed?"\n\n"It never was open."'
    )

    assert [r[2] for r in ruled(text)] == ["Quill", "Peter Harrow", "Quill", "Peter Harrow"]


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

    assert [r[2] for r in ruled(text) if r[0] == "direct"] == [asks, answers, asks, answers]


@pytest.mark.parametrize(
    "lead", ["Peter Harrow asked her lawyer about the dock.", "Peter Harrow asked her old lawyer about the dock."]
)
def test_who_owns_whom_somebody_asks_does_not_answer(lead: str) -> None:
    text = f'Maria Quill met the board.\n\n{lead}\n\n"Was it closed?"\n\n"It never was open."'

    assert "Quill" not in str([r[2] for r in ruled(text) if r[0] == "direct"])
    assert "her" not in [r[2] for r in ruled(text)]


@pytest.mark.parametrize("held", ["is said to be", "is alleged to have been", "was believed to be"])
def test_what_somebody_is_held_to_be_is_not_what_he_says(held: str) -> None:
    told = [r[2] for r in ruled(f'Maria Quill {held} "furious with the board" this week.') if r[0] == "direct"]

    assert told in ([None], [])


def test_turns_between_those_of_two_who_are_told_of_are_theirs() -> None:
    turns = '"Where were you?" asked Quill.\n\n"At home."\n\n"All day?"\n\n"All day," Harrow answered.'

    assert [r[2] for r in ruled(CAST + turns) if r[0] == "direct"] == ["Quill", "Harrow", "Quill", "Harrow"]


def test_paragraphs_of_one_speaker_are_no_exchange_where_nobody_asks() -> None:
    text = 'Harrow agreed.\n\n"The dock is closed," Quill said.\n\n"It has been closed for years."\n\n"We wait here."'

    assert [r[2] for r in ruled(text)] == ["Quill", "Quill", "Quill"]


def test_speech_over_paragraphs_is_said_by_one() -> None:
    runs = ruled(CAST + 'Quill said: "The dock is closed.\n\n"The sea is not a patient neighbour."')
    assert [r[2] for r in runs] == ["Quill", "Quill"]


@pytest.mark.parametrize("mark", ['"', "“", "«", "''", "``"])
def test_speech_goes_on_behind_a_paragraph_that_opens_with_a_mark_of_any_style(mark: str) -> None:
    words = words_of(f"He left. {mark}We wait.\n\n{mark}We hope.\n\nThey {mark}waited.")
    assert [first for first in range(2, len(words)) if goes_on(words, first - 1, first)] == [4]


def test_speech_over_paragraphs_is_said_by_who_is_named_at_its_end() -> None:
    told = CAST + '\n\n"{}.\n\n"{}.\n\n"{}," Harrow said.\n\nQuill said no.'
    said = "The dock is closed", "The sea is not a patient neighbour", "I lost my boots there"
    text = told.format(*said)
    assert [r[2] for r in ruled(text)] == ["Harrow", "Harrow", "Harrow"]
    quill = (text.rindex("Quill"), text.rindex("Quill") + 5)
    runs = [Run(text.index(s), text.index(s) + len(s), "direct", quill, None, 0.9, 0.3) for s in said]
    found = attributed(words_of(text), names_in(text), runs)
    assert {text[slice(*run.source)] for run in found if run.source} == {"Harrow"}
