from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import parse
from index.snippets import phrase_positions, quote_marks, snippets
from tests.index.generate import make_query


def shown(body: str, query: str, limit: int = 2, chars: int = 60) -> list[tuple[str, list[str]]]:
    found = snippets(body, parse(query), limit, chars)
    return [(one.text, [one.text[start:end] for start, end in one.marks]) for one in found]


FILLER = "Nothing happened on that day. " * 10


def test_a_passage_begins_with_its_sentence() -> None:
    assert shown(FILLER + "The storm came at night.", "storm") == [("The storm came at night.", ["storm"])]


def test_a_passage_tells_whether_it_begins_within_a_sentence() -> None:
    inner = "The ferry that goes from the islands to Velm and to the towns behind it - to Osk - met a storm."

    (within,) = snippets(FILLER + inner, parse("storm"), 1, 60)
    (first,) = snippets("  A storm.", parse("storm"), 1, 60)
    (line,) = snippets(FILLER + "\nA storm.", parse("storm"), 1, 60)

    assert (within.text, within.within) == ("to Osk - met a storm.", True)
    assert not first.within and not line.within


@pytest.mark.parametrize("short", ["U.S.", "Sen.", "Mr."])
def test_a_dot_of_an_abbreviation_ends_no_sentence(short: str) -> None:
    said = f"It was {short} Harrow who saw the storm."

    assert shown(FILLER + said, "storm", chars=120) == [(said, ["storm"])]


def test_passages_with_more_of_the_question_come_first_and_stand_in_order() -> None:
    body = f"A storm. {FILLER} A flood and a storm. {FILLER} A flood."

    assert [text for text, _ in shown(body, "storm flood", limit=1)] == [
        "A flood and a storm. Nothing happened on that day. Nothing"
    ]
    assert [marks for _, marks in shown(body, "storm flood", limit=3)] == [["storm"], ["flood", "storm"], ["flood"]]


def test_negated_conditions_and_filters_are_not_marked() -> None:
    assert shown("A storm and a flood.", "storm -flood") == [("A storm and a flood.", ["storm"])]
    assert shown("A storm.", "headline:storm") == [("A storm.", [])]


TOP = "Storm in Velm\n\nMarch 3, 2016\n\nVELM (Wire) - "


def test_what_stands_above_a_story_is_not_shown_where_the_story_has_a_match() -> None:
    body = f"{TOP}The storm came at night. {FILLER}"

    (found,) = snippets(body, parse("storm velm"), 1, 60, story=len(TOP))

    assert (found.text[:24], found.start, found.within) == ("The storm came at night.", len(TOP), False)
    assert [found.text[start:end] for start, end in found.marks] == ["storm"]


def test_what_stands_above_a_story_is_shown_where_nothing_else_matches() -> None:
    (found,) = snippets(TOP + FILLER, parse("wire"), 1, 60, story=len(TOP))

    assert "VELM (Wire)" in found.text


def test_a_story_without_a_match_is_shown_from_where_it_begins() -> None:
    (found,) = snippets(f"{TOP} {FILLER}", parse("headline:velm"), 1, 60, story=len(TOP))
    (bare,) = snippets(TOP, parse("headline:velm"), 1, 60, story=len(TOP))

    assert (found.text[:16], found.within) == ("Nothing happened", False)
    assert bare.text == TOP[:44].rstrip(" -") + " -"


def test_every_kind_of_word_is_marked() -> None:
    body = "Floods flooded the harbour, co-operating colours and José."

    assert shown(body, "flood harb* colour~ jose", chars=100)[0][1] == [
        "Floods",
        "flooded",
        "harbour",
        "colours",
        "José",
    ]
    assert shown(body, '"the harbour"', chars=100)[0][1] == ["the", "harbour"]


def test_nothing_is_shown_of_an_empty_body_or_when_nothing_is_asked() -> None:
    assert snippets(" \n", parse("a"), 2, 50) == ()
    assert snippets("text", parse("a"), 0, 50) == ()


def test_a_word_longer_than_a_passage_does_not_harm() -> None:
    assert shown("x" * 500, "x*", chars=50) == [("x" * 50, [])]


def test_what_is_said_is_marked_in_quotes() -> None:
    assert quote_marks("The right thing", parse("right", of="quotes")) == ((4, 9),)
    assert quote_marks("The right thing", parse("quote:thing")) == ((10, 15),)
    assert quote_marks("The right thing", parse("right")) == ()


def test_words_take_part_in_a_phrase_where_it_is_whole() -> None:
    assert phrase_positions([[0, 5], [1, 9], [2]], 1) == [0, 1, 2]
    assert phrase_positions([[0], [3]], 2) == []
    assert phrase_positions([[0, 1], [2]], 2) == [0, 1, 2]
    assert phrase_positions([[3], []], 1) == []


@given(st.integers(min_value=0), st.integers(1, 4), st.integers(5, 120), st.text("ab flod.\n\"'é", max_size=300))
def test_passages_are_stretches_of_the_body_in_order_with_marks_inside(
    seed: int, limit: int, chars: int, body: str
) -> None:
    body = body.replace("f", " flood harbour’s ")
    tree, story = parse(make_query(Random(seed), 2)), seed % 50
    found = snippets(body, tree, limit, chars, spoken=((0, len(body) // 2),), story=story)

    assert len(found) <= limit
    for one in found:
        assert body[one.start : one.start + len(one.text)] == one.text
        assert 0 < len(one.text) <= chars
        assert all(0 <= start < end <= len(one.text) for start, end in one.marks)
        assert all(first[1] <= second[0] for first, second in pairwise(one.marks))
    assert all(one.start + len(one.text) <= other.start for one, other in pairwise(found))
