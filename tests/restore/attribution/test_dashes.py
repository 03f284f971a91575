"""Speech behind dashes is what its speakers say; the items of lists are not."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from archive.parse import parse
from archive.readers.copy import Copy
from archive.restore.attribution.dashes import behind_dashes
from archive.restore.words import words_of
from index.article import Quote

TALK = """Inspector Ramiro Quintal came back to the stall with his notebook.

— Where were you on Sunday? asked Quintal.

— At home, with my sister.

— All day?

— All day, answered Aldo Ferrante, the owner. — Ask her, if you like.

The inspector closed his book and went away.
"""


def quotes(text: str) -> tuple[Quote, ...]:
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")
    return article.quotes


def said(text: str) -> list[tuple[str | None, str]]:
    return [(q.speaker, q.text) for q in quotes(text) if q.kind == "direct"]


def test_talk_behind_dashes_is_said_by_those_who_take_turns() -> None:
    assert said(TALK) == [
        ("Quintal", "Where were you on Sunday?"),
        ("Aldo Ferrante", "At home, with my sister."),
        ("Quintal", "All day?"),
        ("Aldo Ferrante", "All day,"),
        ("Aldo Ferrante", "Ask her, if you like."),
    ]


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_dashes_bring_speech_in_copy_of_one_case_too(case: Callable[[str], str]) -> None:
    assert [words.lower() for _, words in said(case(TALK))] == [words.lower() for _, words in said(TALK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "—The bridge will open in June —announced Carmen Ibarra—, and we shall all cross it.",
            ["The bridge will open in June", "and we shall all cross it."],
        ),
        ("--Whose horse is that? demanded the constable.", ["Whose horse is that?"]),
        ("- I thought it was a bucket, said Pekka Lehto, 61.", ["I thought it was a bucket,"]),
        ("– We can wait, says Maja Lind, 9, who reads well.", ["We can wait,"]),
        ("The mate called out:\n\n— It sails tonight.\n\n— When? I asked.", ["It sails tonight.", "When?"]),
        ("— We asked them, said Joaquim Serra.\n\nSerra laughed: — They ran.", ["We asked them,", "They ran."]),
    ],
)
def test_what_stands_behind_a_dash_is_speech_up_to_the_words_of_saying(text: str, expected: list[str]) -> None:
    lead = "The harbour was full of people on Monday, and nobody had slept.\n\n"

    assert [words for _, words in said(lead + text + "\n")] == expected


@pytest.mark.parametrize(
    "items",
    [
        "- The bridge will open in May, the minister said.\n- The ferry goes to a museum.\n- Tolls stay as they are.",
        "-- Lorn Steel cut its dividend.\n-- Velm Paper said it would raise prices.\n-- We expect rain.",
        '- "The chair was empty," said Hugh Darrow.\n- The minutes were lost.\n- Nobody asked.',
        "- You should eat early, says Ana Ruiz.\n- Drink water.\n- Sleep, says Tom Harrow.\n- Do you walk? Start now.",
        "— Ana Ruiz, baker\n— Tom Harrow, pilot\n— Lena Marsh, teacher",
    ],
)
def test_items_of_a_list_are_no_speech(items: str) -> None:
    text = f"The council met on Monday and talked for three hours.\n\n{items}\n"

    assert [words for _, words in said(text)] == (["The chair was empty,"] if '"' in items else [])


def test_copy_with_speech_behind_dashes_has_lost_no_marks() -> None:
    text = "— We sold the piano, said Hilda Benavente, a singer.\n\n— Whose was it? asked a man.\n\n— Ours, she said."

    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert (article.body, article.damage, article.inserted) == (text, (), ())


def test_time_to_read_a_line_behind_a_dash_grows_with_its_length() -> None:
    def spent(length: int) -> float:
        words = words_of("— Ada said, " * length)
        begun = time.process_time()
        behind_dashes(words, [])
        return time.process_time() - begun

    assert spent(4_000) < 10 * max(spent(1_000), 0.01)
