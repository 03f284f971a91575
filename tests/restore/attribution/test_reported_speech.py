"""What is reported, whole and no more, and by whom: one invented sentence for each way in which papers do it."""

from __future__ import annotations

import pytest

from tests.restore.telling import CAST, ruled


def test_speech_reported_with_that() -> None:
    assert ruled(CAST + "Quill said that the dock would be closed for good.")[-1] == (
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
        ("Quill warned the pilots of Velm that she would close the dock.", "she would close the dock"),
        ("Quill assured them she would close the dock.", "she would close the dock"),
        ("Quill told her the dock would be closed.", "the dock would be closed"),
        ("The court held that a canal is no road at all.", "a canal is no road at all"),
        ("The dock, according to Quill, would be closed for good.", "would be closed for good"),
        ("The dock, Quill told the pilots on Monday, would be closed for good.", "would be closed for good"),
        ("10.42am: The mayor says she would close the dock.", "she would close the dock"),
        ("According to pilots' union leader Peter Harrow, the dock would be closed.", "the dock would be closed"),
    ],
)
def test_what_is_reported_begins_behind_who_was_told(said: str, told: str) -> None:
    assert ruled(CAST + said)[-1][:2] == ("indirect", told)


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
        "The old pilots held a party behind the dock and stressed nobody.",
    ],
)
def test_what_happens_to_somebody_is_not_what_they_say(text: str) -> None:
    assert [run for run in ruled(CAST + text) if run[0] == "indirect"] == []


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
    assert [run[2] for run in ruled(text) if run[0] == "indirect"] == [source]


def test_speech_reported_before_its_speaker() -> None:
    assert ruled(CAST + "The dock would be closed for good, Harrow said.")[-1][:3] == (
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
    assert ruled(CAST + said)[-1][:3] == ("indirect", said.partition(",")[0], source)


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
    reported = [run for run in ruled(CAST + said) if run[0] == "indirect"]
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
    assert [run[1:3] for run in ruled(CAST + said) if run[0] == "indirect"] == [(told, source)]


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
    runs = [run[1:3] for run in ruled(said) if run[0] == "indirect"]
    assert runs == [("Claims that the dock would close were false", source)]


def test_what_is_reported_goes_on_behind_its_speaker() -> None:
    for more in ("and 40 pilots would lose their work", "after a ship hit the quay in fog"):
        runs = ruled(f"{CAST}The dock would close on Monday, Mayor Maria Quill said, {more}.")
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
    assert [run[1] for run in ruled(CAST + text) if run[0] == "indirect"] == told


def test_who_reports_something_says_nothing() -> None:
    assert [
        r for r in ruled(CAST + "The board reported a loss of two million for the year.") if r[0] == "indirect"
    ] == []


def test_speech_reported_under_a_dateline_begins_behind_it() -> None:
    for dateline in ("VELM, March 3 -- ", "VELM (AP) _ ", "VELM (Reuters) - ", "VELM — "):
        said = f"{dateline}A ferry sank on Monday and three people died, officials said."
        assert [text for kind, text, *_ in ruled(said) if kind == "indirect"] == [
            "A ferry sank on Monday and three people died"
        ]


def test_nothing_is_reported_where_a_text_ends_with_the_verb() -> None:
    for cut in ("Quill quoted the agency as telling", "The dock was old, the agency quoting as saying", "Quill told"):
        assert [run for run in ruled(CAST + cut) if run[0] == "indirect"] == []


@pytest.mark.parametrize(
    ("said", "told", "source"),
    [
        ("The agency quoted Peter Harrow as saying that the dock was lost.", "the dock was lost", "Peter Harrow"),
        ("The radio quoted witnesses as telling police that the dock had burned.", "the dock had burned", "witnesses"),
        ("The dock had burned, the agency quoted him as saying on Monday.", "The dock had burned", "him"),
    ],
)
def test_who_is_quoted_reports_and_not_who_quotes(said: str, told: str, source: str) -> None:
    assert [run[1:3] for run in ruled(CAST + said) if run[0] == "indirect"] == [(told, source)]


def test_copy_that_was_cut_off_behind_a_conjunction_is_read() -> None:
    told = ruled(CAST + "Quill said that the dock would close in March, and")[-1]

    assert told[0] == "indirect" and told[1].startswith("the dock would close in March")


def test_who_is_told_of_behind_according_to_may_be_named_behind_what_explains_him() -> None:
    text = CAST + "The second dock was better, according to its keeper, Peter Harrow."

    assert ruled(text)[-1][:3] == ("indirect", "The second dock was better", "Peter Harrow")


def test_the_pilots_guild_is_one_that_speaks() -> None:
    assert ruled(CAST + "Half of the docks are shut, the pilots' guild says.")[-1][:3] == (
        "indirect",
        "Half of the docks are shut",
        "the pilots' guild",
    )
