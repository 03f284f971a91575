from __future__ import annotations

import pytest

from archive.restore.learned.money import sums


@pytest.mark.parametrize(
    "text", ["paid 18 and left", "cost 23 58 each", "she won 100 and a car", "it was 40 and rising"]
)
def test_a_number_may_be_a_sum(text: str) -> None:
    words = text.split()

    assert sums(words, range(len(words))).tolist() == [word.isdigit() for word in words]


@pytest.mark.parametrize(
    "text",
    ["left at 23 58 BST", "left at 10 30pm", "left at 6 a m", "left at 08 15", "in the 90s", "she was 18 and daft"],
)
def test_a_time_a_decade_and_an_age_are_none(text: str) -> None:
    words = text.split()
    number = next(i for i, word in enumerate(words) if word[0].isdigit())

    assert sums(words, [number, len(words)]).tolist() == [False, False]
