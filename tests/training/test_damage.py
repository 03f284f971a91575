"""What archives do to a gap, and what they leave of it."""

from __future__ import annotations

import pytest

from archive.restore.learned.words import LOST
from training.damage import LEFT, NOISE


@pytest.mark.parametrize(
    ("kind", "gap", "expected"),
    [
        ("doubled", ' "', " ''"),
        ("tex", ' "', " ``"),
        ("tex", '," ', ",'' "),
        ("curly", ' "', " “"),
        ("curly", '," ', ",” "),
        ("paragraphs lost", ".\n\n", ". "),
        ("single breaks", ".\n\n", ".\n"),
        ("double breaks", ".\n", ".\n\n"),
        ("indented", ".\n\n", ".\n    "),
        ("typewriter", ". ", ".  "),
        ("run on", ". ", "."),
        ("run on", ":\n", ":"),
        ("run on", "\n", " "),
        ("stray", ", ", ",   "),
        ("wrapped", " ", "\n"),
        ("wrapped", ", ", ", "),
        ("trailing", ".\n", ". \n"),
    ],
)
def test_the_same_text_is_written_in_other_ways(kind: str, gap: str, expected: str) -> None:
    assert NOISE[kind](gap) == expected


@pytest.mark.parametrize(
    ("state", "gap", "expected"),
    [
        ("known", f", {LOST}", ", "),
        ("unquoted", ', "', ",  "),
        ("unquoted, closed up", ", ''", ", "),
        ("unquoted, closed up", '"', " "),
        ("width", ',"\n', "   "),
        ("width, breaks kept", '."\n', "  \n"),
        ("folded", ". ", " "),
        ("folded, breaks kept", ".\n", "\n\n"),
        ("folded, breaks kept", ". ", " "),
    ],
)
def test_each_state_leaves_of_a_gap_what_it_keeps(state: str, gap: str, expected: str) -> None:
    assert LEFT[state](gap) == expected
