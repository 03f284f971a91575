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


def test_a_question_ends_where_its_sentence_does() -> None:
    story = "she left will you go now or stay he asked he stayed"
    words = ["", *story.split()]
    parted, ended = np.zeros((2, len(words)), np.bool_)
    parted[[2, 6, 8, 10, 12]] = ended[[2, 8, 12]] = True

    part, whole = asked(words, parted, ended)

    assert np.flatnonzero(part).tolist() == [6]
    assert np.flatnonzero(whole).tolist() == [8]
