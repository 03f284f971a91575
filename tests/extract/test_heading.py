"""Where a headline ends, by its words and those of the story below it."""

from __future__ import annotations

import pytest

from archive.extract.heading import heading_end
from archive.restore.values import Gaps
from archive.restore.words import words_of

WIDE = (
    "Rovers sign striker Park from Busan, Kestren Rovers have signed striker Park Dae-un from Busan Harbour for a fee"
)
FOLDED = "Rovers sign striker Park Kestren Rovers have signed striker Park Dae-un from Busan Harbour for a fee that"


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        (WIDE, "wide", 6),
        (WIDE.replace(", ", "\n\n"), "wide", 6),
        (FOLDED.replace("Park K", "Park. K"), "bare", 4),
    ],
)
def test_a_headline_ends_where_a_sentence_tells_the_same(text: str, gaps: Gaps, expected: int) -> None:
    found = heading_end(words_of(text), gaps)

    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("In a letter to the board, which met on Tuesday, the pilots of the channel said that they would wait", "wide"),
        ("The pilots of the northern channel will wait for the tide to turn before they leave the dock", "bare"),
        (WIDE, "marked"),
        ("Dock", "wide"),
        ("", "bare"),
    ],
)
def test_a_sentence_is_no_headline(text: str, gaps: Gaps) -> None:
    assert heading_end(words_of(text), gaps) is None
