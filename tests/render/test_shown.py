from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.render.shown import Marks, Styled, show


def test_blanks_are_folded_and_offsets_follow() -> None:
    body = "one   two  three"
    shown = show(body, 0, len(body))

    assert shown.text == "one two three"
    start, end = shown.span(6, 9)
    assert shown.text[start:end] == "two"
    start, end = shown.span(11, 16)
    assert shown.text[start:end] == "three"


def test_marks_without_room_are_put_in_where_they_belong() -> None:
    body = "We go she said"
    shown = show(body, 0, len(body), ((0, '"'), (5, ',"')))

    assert shown.text == '"We go," she said'
    start, end = shown.span(0, 5)
    assert shown.text[start:end] == "We go"


def test_a_part_of_a_body_is_shown_by_offsets_of_the_whole() -> None:
    body = "first\n\nsecond  part here"
    shown = show(body, 7, len(body), ((0, "X"), (13, ",")))

    assert shown.text == "second, part here"
    start, end = shown.span(15, 19)
    assert shown.text[start:end] == "part"


def test_controls_in_a_body_and_in_what_is_put_in_are_harmless() -> None:
    body = "a\x1b]0;title\x07b\u202ec"
    shown = show(body, 0, len(body), ((1, "\x9b"),))

    assert shown.text == "a\ufffd\ufffd]0;title\ufffdbc"


def test_marks_come_in_the_order_of_their_layers() -> None:
    marks = Marks([Styled(10, 20, "quote"), Styled(0, 40, "match"), Styled(12, 14, "person")])

    assert [mark.style for mark in marks.within(11, 13)] == ["quote", "match", "person"]
    assert [mark.style for mark in marks.within(15, 18)] == ["quote", "match"]
    assert marks.within(40, 50) == []
    assert marks.within(30, 50) == [Styled(30, 40, "match")]


bodies = st.text(st.sampled_from(list("ab \n\t\x1b\u202e日")), min_size=1, max_size=40)


@given(bodies, st.lists(st.tuples(st.integers(0, 39), st.sampled_from([",", '"', ',"'])), max_size=4))
def test_every_letter_is_found_again_at_its_offset(body: str, marks: list[tuple[int, str]]) -> None:
    inserted = sorted((offset, text) for offset, text in marks if offset < len(body))
    shown = show(body, 0, len(body), inserted)

    for offset, letter in enumerate(body):
        if letter in "ab日":
            assert shown.text[shown.at(offset)] == letter


@given(bodies)
def test_the_way_back_leads_to_the_same_letter(body: str) -> None:
    shown = show(body, 0, len(body), fold=False)

    for place, letter in enumerate(shown.text):
        if letter in "ab日":
            assert body[shown.original(place)] == letter
