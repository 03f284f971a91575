from __future__ import annotations

import numpy as np
import pytest

from archive.restore.learned.asking import asked, asks


@pytest.mark.parametrize("clause", ["how many ships", "What is it", "so are you", "but why did he", "don t they know"])
def test_a_clause_that_asks(clause: str) -> None:
    assert asks(clause.split())


@pytest.mark.parametrize("clause", ["he is", "when the ship sank", "what", "can openers sell", "so far the", "is"])
def test_a_clause_that_does_not_ask(clause: str) -> None:
    assert not asks(clause.split())


def test_the_next_wide_gap_ends_the_question() -> None:
    words = ["", *"she left  will you go now  he asked  he stayed".replace("  ", " ").split()]
    wide = np.zeros(len(words), np.bool_)
    wide[[2, 6, 8, 10]] = True

    assert np.flatnonzero(asked(words, wide)).tolist() == [6]
