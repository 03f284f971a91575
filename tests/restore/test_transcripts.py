"""The turns of interviews and debates are speech of those who are named before them."""

from __future__ import annotations

import pytest

from archive.parse import parse
from archive.readers.copy import Copy
from index.article import Article

DEBATE = """The candidates for mayor of Velm, Lena Marsh and Jon Harrow, met on Monday. Here is what they said.

ANA RUIZ, VELM RADIO: Good evening. Ms. Marsh, why should the pier be closed?

MARSH: The piles are rotten. My opponent said, "It will stand for ever." It will not stand for one year more.

HARROW: That is nonsense, and she knows it.

RUIZ: Mr. Harrow, you have a minute for your answer.

MODERATOR: Thank you both. We will be back after the news.

MARSH (laughing): If we really must, we shall.

(APPLAUSE)
"""


def read(text: str) -> Article:
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")
    return article


def said(text: str) -> list[tuple[str, str | None, str]]:
    return [(q.speaker or "", q.person, q.text) for q in read(text).quotes if q.kind == "direct"]


def test_each_turn_of_a_debate_is_said_by_whom_its_label_names() -> None:
    turns = said(DEBATE)

    assert [speaker for speaker, _, _ in turns] == ["ANA RUIZ", "MARSH", "HARROW", "RUIZ", "MODERATOR", "MARSH"]
    assert {speaker: person for speaker, person, _ in turns if speaker != "MODERATOR"} == {
        "ANA RUIZ": "ANA RUIZ",
        "MARSH": "Lena Marsh",
        "HARROW": "Jon Harrow",
        "RUIZ": "ANA RUIZ",
    }
    assert turns[1][2].startswith("The piles are rotten.")
    assert turns[1][2].endswith("one year more.")


def test_labels_may_be_names_in_small_letters_and_turns_lines() -> None:
    text = "".join(
        f"{who}: {words}\n"
        for who, words in (
            ("Lena Marsh", "Why was the old pier of Velm closed?"),
            ("Mr. Harrow", "The piles were rotten, and we had no choice."),
            ("Lena Marsh", "When will it be opened again?"),
            ("Mr. Harrow", "Not before the autumn, I am afraid."),
        )
    )

    assert [(speaker, words[:8]) for speaker, _, words in said(text)] == [
        ("Lena Marsh", "Why was "),
        ("Harrow", "The pile"),
        ("Lena Marsh", "When wil"),
        ("Harrow", "Not befo"),
    ]


def test_marks_around_a_turn_are_left_out_of_it() -> None:
    text = DEBATE.replace("That is nonsense, and she knows it.", '"That is nonsense, and she knows it."')

    assert ("HARROW", "Jon Harrow", "That is nonsense, and she knows it.") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "VELM: 4\n\nDUNMERE: 3\n\nVELM: 5\n\nDUNMERE: 2\n",
        "What happened: The old pier fell down.\n\nWhy it matters: The ferry used it.\n\n" * 3,
        "MARSH: We had to go.\n\nMARSH: We had to go.\n\nMARSH: We had to go.\n\nMARSH: We had to go.\n",
    ],
)
def test_other_lists_are_no_transcripts(text: str) -> None:
    assert said(text) == []
