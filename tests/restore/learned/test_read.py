from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.restore.learned.capitals import agree
from archive.restore.learned.marks import Marks
from archive.restore.learned.model import Model
from archive.restore.learned.reader import WEIGHTS, read
from archive.restore.learned.words import CAPITAL, LOWER, lowered

STORY = (
    "PORT VELLA (Reuters) - Fishermen on the coast of Calderra said on Tuesday that they would not return to sea "
    "until the government pays for nets lost in the storm.\n\n"
    '"We have nothing left to lose," said Ana Ruiz, who leads the fishermen\'s union. "The minister has promised '
    'us help three times, and three times he has forgotten."\n\n'
    "Finance Minister Tomas Berg told parliament that the money would be found. Mr. Berg, speaking in the capital, "
    'said his ministry was "working day and night" on a plan.\n\n'
    '"I understand their anger," he said.'
)


def stripped(text: str) -> str:
    return "".join(lowered(c) if c.isalnum() else " " for c in text)


def test_weights_stay_within_eight_megabytes_and_hold_no_objects() -> None:
    assert WEIGHTS.stat().st_size <= 8_000_000
    with np.load(WEIGHTS, allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


def test_most_gaps_are_settled_at_once_and_come_back_as_they_would_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    settle = Marks._doubtful

    def counted(self: Marks, *arguments: Any) -> Any:
        found = settle(self, *arguments)
        looked_at.append(len(found[0]))
        return found

    monkeypatch.setattr(Marks, "_doubtful", counted)
    quick = read([stripped(STORY)])
    monkeypatch.setattr("archive.restore.learned.marks.CERTAIN", float("inf"))
    thorough = read([stripped(STORY)])

    assert quick == thorough
    assert looked_at[0] < looked_at[1] / 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
def test_reading_moves_no_character_and_loses_no_letter(texts: list[str]) -> None:
    for text, found in zip(texts, read(texts), strict=True):
        assert len(found.body) == len(text)
        for was, now in zip(text, found.body, strict=True):
            assert was == now or was == " " or was.lower() == now.lower()
        assert all(0 <= at <= len(text) for at, _ in found.inserted)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=" abcdefghij\n", max_size=400))
def test_marks_go_only_where_single_spaces_stood(text: str) -> None:
    body = read([text])[0].body

    assert all(was == " " for was, now in zip(text, body, strict=True) if now != was and not was.isalpha())


def test_stripped_copy_comes_back_as_english() -> None:
    found = read([stripped(STORY)])[0]

    same = sum(a == b for a, b in zip(found.body, STORY, strict=True)) / len(STORY)
    assert same > 0.95
    assert {found.body[m.start : m.end] for m in found.mentions} >= {"Ana Ruiz", "Tomas Berg", "Berg"}


@pytest.mark.parametrize("damage", [lambda t: t, str.upper, lowered, stripped])
def test_speech_and_its_speaker_are_found_in_every_state(damage: object) -> None:
    assert callable(damage)
    found = read([damage(STORY)])[0]

    said = [run for run in found.runs if run.kind == "direct"]
    first = STORY.index("We have nothing")
    run = next(run for run in said if abs(run.start - first) < 2)
    assert run.source is not None
    assert "ana ruiz" in found.body[slice(*run.source)].lower()
    assert 0.5 < run.probability <= 1.0


def test_a_transcript_in_marks_is_speech_word_by_word() -> None:
    lines = [
        "QUILL: The harbour was dredged twice last winter, and the council paid for it out of the levy on every boat "
        "that comes in. The pilots took their share of the money. The town lost nearly four million crowns. Which of "
        "these do they deny, and why was the levy raised again in March, a month before the vote?",
        "HARROW: The levy was raised because the dredger sank, and everybody on the quay knows it. The insurance "
        "covered a third of the cost. The council has published the accounts of three years.",
    ] * 2
    text = "Quill met Harrow on the radio.\n\nPartial transcript as follows:\n\n" + "\n\n".join(f'"{t}' for t in lines)

    found = read([f'{text}"\n\nThe vote is on Sunday.\n'])[0]

    assert [found.body[run.start : run.end] for run in found.runs if run.kind != "indirect"] == lines


def test_marks_without_room_are_told_apart_from_the_body() -> None:
    folded = " ".join(stripped(STORY).split())

    found = read([folded])[0]

    assert stripped(found.body) == folded
    assert found.inserted == tuple(sorted(found.inserted))
    assert any("." in marks for _, marks in found.inserted)


def test_sentence_ends_that_have_no_room_before_a_line_end_are_told_beside_the_text() -> None:
    lines = (
        "The harbour board voted on Tuesday to close the old dock because its piles were rotten",
        "We have no choice said Mara Lindqvist who has been its chairman for eleven years",
        "Ships will turn away from Friday on",
    )

    (found,) = read(["\n".join(lines)])

    ends = [len(lines[0]), len(lines[0]) + 1 + len(lines[1])]
    assert [marks for at, marks in found.inserted if at in ends] == [".", "."]
    assert found.body.count("\n") == 2


@pytest.mark.parametrize("last", ["a quiet old house near the harbour", "the dock", "of what they had paid"])
def test_copy_that_ends_in_a_lost_mark_ends_in_a_stop(last: str) -> None:
    damaged = stripped(f"{STORY} It was {last}.")

    assert read([damaged])[0].body.endswith(f"{last}.")
    assert read([damaged.rstrip()])[0].body.endswith(last)


def test_stripped_plurals_own_what_they_own() -> None:
    text = (
        "Ana Ruiz said the pilots' union had signed it. She said that the owners' lawyers had read the dockers' letter."
    )

    body = read([stripped(text)])[0].body

    assert [owner in body for owner in ("pilots' union", "owners' lawyers", "dockers' letter")] == [True] * 3


@pytest.mark.parametrize(
    ("words", "gaps", "agreed"),
    [
        (["omar", "al", "rashidi"], [" ", "-", " "], [CAPITAL, LOWER, CAPITAL]),
        (["omar", "al", "rashidi"], [" ", " ", " "], [CAPITAL, CAPITAL, CAPITAL]),
        (["al", "rashidi"], ["-", " "], [CAPITAL, CAPITAL]),
        (["adio", "nyan", "o"], [" ", "'", " "], [CAPITAL, CAPITAL, LOWER]),
        (["ann", "o", "quill"], [" ", "'", " "], [CAPITAL, CAPITAL, CAPITAL]),
    ],
)
def test_what_is_written_small_within_a_name(words: list[str], gaps: list[str], agreed: list[int]) -> None:
    case = np.full(len(words), CAPITAL, np.int64)

    agree(words, case, gaps)

    assert case.tolist() == agreed


def test_addresses_and_handles_are_written_small() -> None:
    text = (
        "Ana Ruiz told the Harbour Post: write to ana.ruiz@post.example, @anaruiz or www.post.example/news on Monday."
    )

    body = read([text.upper()])[0].body

    assert [address in body for address in ("ana.ruiz@post.example", "@anaruiz", "www.post.example/news")] == [True] * 3


def test_where_line_ends_are_kept_none_are_given_back_beside_them() -> None:
    text = 'Captain of lost ferry: "I asked for pumps. I was given paint"\n\nBy Hannah Quill\n\n' + STORY

    body = read([text.replace('"', " ")])[0].body

    assert body.count("\n") == text.count("\n")


def test_several_texts_are_read_as_each_alone() -> None:
    other = "The bridge at Orsk was closed on Friday, the mayor, Lena Voss, said."

    together = read([STORY, other])
    alone = read([STORY])[0], read([other])[0]

    assert [r.body for r in together] == [r.body for r in alone]
    assert [[(m.start, m.end) for m in r.mentions] for r in together] == [
        [(m.start, m.end) for m in r.mentions] for r in alone
    ]


def test_long_copy_is_read_in_windows_without_seams() -> None:
    long = "\n\n".join([STORY] * 12)

    found = read([long])[0]

    assert found.body == long
    assert sum(found.body[m.start : m.end] == "Ana Ruiz" for m in found.mentions) == 12


@pytest.mark.parametrize("day", ["march 4 2019  7 14 pm", "wednesday  april 17  2019", "august 21  2019  8 02 am"])
def test_a_word_of_everyday_life_stands_in_capitals_beside_others_alone(day: str) -> None:
    found = read([f"{day}  cape town  reuters    the council met at noon on {day}  "])[0].body

    assert not {"MARCH", "APRIL", "AUGUST", "WEDNESDAY"} & set(found.replace(",", " ").split())


@pytest.mark.parametrize(
    "line", ["PRESSURE ON PHONE COMPANIES", "TOUGH ON PRIVACY", "NUCLEAR DEAL", "CHEAP PHONES, OLD NETWORKS"]
)
def test_a_crosshead_comes_back_in_capitals_throughout(line: str) -> None:
    assert between_paragraphs(line) == line


@pytest.mark.parametrize("line", ["Early lessons for Europe", "South China Sea"])
def test_a_short_line_of_small_letters_keeps_them(line: str) -> None:
    assert between_paragraphs(line) == line


def between_paragraphs(line: str) -> str:
    """Return a line as it comes back from lower case."""
    story = (
        "PORT VELLA (Reuters) - Lawmakers in Calderra voted on Tuesday to limit what phone companies may keep.\n\n"
        '"We were slow, and we know it," said Ana Ruiz, who leads the committee. "Other countries were not."\n\n'
        f"{line}\n\nLast month the government set up a group of experts, which has not met since then, officials said."
    )
    return read([story.lower()])[0].body.split("\n\n")[2]


def test_weights_are_those_that_the_figures_were_measured_with() -> None:
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()

    assert digest[:16] == DIGEST
    assert Model.load(WEIGHTS).meta.heads["cap"] == 4


DIGEST = "c628f37c3d468c30"


def test_what_is_read_beside_an_article_leaves_no_trace_in_it() -> None:
    texts = [stripped(STORY), STORY.split("\n")[0], 40 * STORY]

    assert read(texts) == [read([text])[0] for text in texts]


def test_more_words_than_are_remembered_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.restore.learned.copy.REMEMBERED", 20)
    texts = [STORY, stripped(STORY), "Somebody else entirely said nothing of it."]

    assert [read(texts), read(texts)] == 2 * [[read([text])[0] for text in texts]]


def test_a_stop_of_an_abbreviation_ends_no_sentence() -> None:
    body = read(["the storm hit two u s  army bases on the coast and u s  officials said that nobody was hurt"])[0].body

    assert "U.S. " in body
    assert "Officials" not in body


def test_behind_an_abbreviation_with_its_stop_words_keep_their_own_case() -> None:
    text = (
        "The council met on Monday. Martin Quill Jr. said the plan was good. Lorn Inc. has lost money. It has a plant "
        "in Dunmere, Calif. that makes glass. He works for Velm Corp. The firm closed in May."
    )

    body = " ".join(read([stripped(text)])[0].body.split())

    told = ("Jr. said", "Inc. has", "Calif. that", "Corp. The firm")
    assert [words in body for words in told] == [True] * len(told)
