"""The labels of transcripts that tell parts alone: ``THE COURT:``, ``First officer:``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.parse import parse
from archive.readers.copy import Copy


def said(text: str) -> list[tuple[str, str | None, str]]:
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")
    return [(q.speaker or "", q.person, q.text) for q in article.quotes if q.kind == "direct"]


PARTS = """The recorder was found on Monday. Its last minute reads:

Captain: What was that light?

First officer: Left fuel pump. It comes on and off.

Captain: Tell them we are coming back.

Tower: You are cleared to land on any runway.
"""


@pytest.mark.parametrize("damage", [str, str.upper])
def test_labels_may_tell_parts_alone(damage: Callable[[str], str]) -> None:
    turns = said(damage(PARTS))

    assert [speaker.lower() for speaker, _, _ in turns] == ["captain", "first officer", "captain", "tower"]
    assert {person for _, person, _ in turns} == {None}


def test_the_court_speaks_beside_those_who_are_named() -> None:
    text = (
        "From the record of Thursday's hearing.\n\nTHE COURT: Is the defendant in the room?\n\n"
        "MR. HARROW: He is, in the second row.\n\nTHE COURT: Let him stand.\n\nTHE DEFENDANT: I was never on it.\n"
    )

    assert [speaker for speaker, _, _ in said(text)] == ["THE COURT", "HARROW", "THE COURT", "THE DEFENDANT"]


def test_a_part_is_nobody_whom_another_label_names() -> None:
    text = (
        "The Chairman: Please state your name.\n\nMr. Harrow: Tom Harrow. I kept the books.\n\nThe Chairman: And where "
        "are they now?\n\nMr. Harrow: In the river, I am told.\n"
    )

    assert [person for _, person, _ in said(text)] == [None, "Tom Harrow", None, "Tom Harrow"]


@pytest.mark.parametrize(
    "items",
    [
        [
            "Director: Ada Vass, who was born here.",
            "Writer: Jo Marsh, her son.",
            "Director: Tom Quill, whose first it is.",
        ],
        ["Teacher: must hold a degree in law.", "Nurse: must work at night.", "Teacher: in the evening, part time."],
        ["Bridge: closed until Monday for repairs.", "Tower: open from nine.", "Bridge: open from Tuesday on."],
    ],
)
def test_a_list_under_what_people_are_is_no_talk(items: list[str]) -> None:
    assert said("What is new this week.\n\n" + "\n\n".join(items) + "\n") == []


def test_headings_that_end_alike_are_no_parts() -> None:
    text = (
        "Who was named for the prizes on Monday, and who was not.\n\nDrama actress: Here the shock is Lena Marsh.\n\n"
        "Drama actor: With Jon Harrow gone this was open.\n\nComedy actress: Nobody knew Ana Ruiz.\n\n"
        "Comedy actor: It was good to see Tom Quill again.\n"
    )

    assert said(text) == []
