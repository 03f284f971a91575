"""Collections of quotations whose names have no verb, each above its quotation or each below it."""

from __future__ import annotations

import pytest

from archive.restore.attribution.attributing import attributed
from archive.restore.words import words_of
from index.article import QuoteKind
from index.values import replace
from tests.restore.telling import names_in, speech_in

QUILL, HARROW = "Maria Quill, 41, mayor", "Peter Harrow, pilot"
SAID = '"The dock is closed for good."', '"We knew it all along, of course."'


def speakers(text: str) -> list[str | None]:
    runs = attributed(words_of(text), names_in(text), speech_in(text))
    return [text[slice(*r.source)] if r.source else None for r in runs if r.kind == "direct"]


def alternating(*lines: str) -> str:
    return "\n\n".join(["We asked in the town.", *lines, "The dock was built long ago and by others."])


def test_names_below_quotations_are_told_by_the_last_one() -> None:
    text = alternating(SAID[0], QUILL, SAID[1], HARROW)

    assert speakers(text) == ["Maria Quill", "Peter Harrow"]


def test_names_above_quotations_are_told_by_the_first_one() -> None:
    text = alternating(QUILL, SAID[0], HARROW, SAID[1])

    assert speakers(text) == ["Maria Quill", "Peter Harrow"]


def test_a_colon_tells_that_all_names_stand_above_where_the_ends_tell_nothing() -> None:
    text = alternating(f"{QUILL}: {SAID[0]}", f"{HARROW}: {SAID[1]}")

    assert speakers(text) == ["Maria Quill", "Peter Harrow"]


@pytest.mark.parametrize("kind", ["direct", "quoted"])
def test_words_in_marks_that_may_be_said_are_of_a_collection(kind: QuoteKind) -> None:
    text = alternating(SAID[0], QUILL, SAID[1], HARROW)
    first, second = speech_in(text)
    doubted = replace(first, kind=kind, probability=0.5)

    runs = attributed(words_of(text), names_in(text), [doubted, second])

    assert [(r.kind, text[slice(*r.source)]) for r in runs if r.source] == [
        ("direct", "Maria Quill"),
        ("direct", "Peter Harrow"),
    ]


def test_the_last_words_of_a_text_are_a_name_below_though_nobody_is_known_by_them() -> None:
    text = f"We asked.\n\n{SAID[0]} - {QUILL}: {SAID[1]} {HARROW}: {SAID[0]} The Lorn Reader"

    assert speakers(text) == ["Maria Quill", "Peter Harrow", "The Lorn Reader"]


@pytest.mark.parametrize(
    "between", ["Peter Harrow had left by then.", "She looked at Peter Harrow.", "Harrow shrugged."]
)
def test_a_sentence_in_which_somebody_acts_is_no_line_with_a_name(between: str) -> None:
    text = f"{SAID[0]} Mayor Maria Quill said. {between} {SAID[1]}"

    assert speakers(text)[0] == "Maria Quill"


def test_the_last_words_are_who_speaks_last_where_others_have_names_below() -> None:
    text = f"We asked.\n\n{SAID[0]} - {QUILL}\n\n{SAID[1]} - {HARROW}\n\n{SAID[0]} - The Lorn Reader"

    assert speakers(text) == ["Maria Quill", "Peter Harrow", "The Lorn Reader"]


def test_words_in_marks_that_belong_to_a_name_make_no_collection() -> None:
    text = 'Quill savaged all of them ("Low tide and energy," Peter Harrow, "Little bridge of ours," Maria Quill).'

    assert speakers(text) == [None, None]
