"""Bars are as long as what they stand for."""

from __future__ import annotations

import pytest

from archive.render.layout import bar


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(4, 4, "████"), (2, 4, "██"), (3, 32, "▍"), (1, 100_000, "▏"), (0, 4, ""), (0, 0, "")],
)
def test_a_bar_is_as_long_as_its_count_is_of_the_most_and_never_empty_for_one(
    count: int, most: int, expected: str
) -> None:
    assert bar(count, most, 4) == expected
