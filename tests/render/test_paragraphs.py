from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.render.paragraphs import LONG, paragraphs


def texts(body: str, start: int = 0) -> list[str]:
    return [body[first:last] for first, last in paragraphs(body, start)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("one\n\n  two  \n \n\nthree\n") == ["one", "two", "three"]


def test_lines_of_odd_lengths_are_paragraphs() -> None:
    assert texts("A headline\nA story that is short.\nThe end.") == ["A headline", "A story that is short.", "The end."]


def test_lines_of_one_length_are_one_paragraph() -> None:
    wrapped = "\n".join(["x" * 60 + " word"] * 4) + "\nend."

    assert texts(wrapped) == [wrapped]


def test_sentences_on_lines_of_their_own_are_paragraphs() -> None:
    lines = [
        "The harbour wall fell on Thursday, the port office said.",
        "Nobody was hurt, but four boats sank and a crane was lost in the mud.",
        "The mayor came at noon and promised a new wall before the winter.",
        "Fishermen said they had heard such promises before.",
        "Work on the old wall was to have begun in March.",
    ]

    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize("width", [45, 72, 95])
def test_wrapped_text_is_one_paragraph_at_every_width(width: int) -> None:
    wrapped = fill(
        "The harbour wall fell after a night of rain, and nobody could say who would pay for it. " * 6, width
    )

    assert texts(wrapped) == [wrapped]


def test_an_address_that_is_wider_than_the_column_does_not_part_the_text() -> None:
    wrapped = fill("The harbour wall fell after a night of rain, and nobody could say who would pay. " * 4, 60)
    wrapped = f"{wrapped}\nhttps://harbour.example/{'x' * 70}\n{wrapped}"

    assert texts(wrapped) == [wrapped]


def test_an_indent_begins_a_paragraph_of_wrapped_text() -> None:
    first = "\n".join(["x" * 60 + " word"] * 3)
    body = f"{first}\n    {first}"

    assert texts(body) == [first, first]


def test_short_paragraphs_that_begin_with_an_indent_are_wrapped_text() -> None:
    body = (
        "   The harbour wall fell on Thursday night, the port office said, and four boats went down in the mud\n"
        "behind it.\n"
        "   Nobody was hurt, said the mayor, who came at noon with a new plan for a wall that had stood since\n"
        "the war.\n"
        "   Fishermen laughed."
    )

    assert [text.split()[0] for text in texts(body)] == ["The", "Nobody", "Fishermen"]


def test_long_copy_without_line_ends_is_broken_after_sentences() -> None:
    sentence = "The wall fell into the sea on Thursday, and nobody was near it. "
    found = texts(sentence * 30)

    assert len(found) > 2
    assert all(part.endswith("near it.") for part in found)
    assert all(len(part) <= LONG for part in found)


def test_a_quote_is_not_broken() -> None:
    body = "He spoke. " * 30 + "She said: " + "It is long. " * 60 + "It was over. " + "He left. " * 60
    start = body.index("It is long")
    end = body.index("It was over")

    breaks = [last for _, last in paragraphs(body, 0, ((start, end),))]

    assert not any(start < place < end - 1 for place in breaks)


def test_a_line_without_blanks_is_cut_somewhere() -> None:
    assert len(texts("x" * 50_000)) == 13
    assert len(texts("word " * 10_000)) > 5


@given(st.text(st.sampled_from(list("ab. \n\tA")), max_size=300), st.integers(0, 20))
def test_no_letter_is_lost(body: str, start: int) -> None:
    start = min(start, len(body))

    assert "".join("".join(texts(body, start)).split()) == "".join(body[start:].split())
