from __future__ import annotations

import re

import numpy as np
import pytest

from archive.restore.learned.beginnings import told
from archive.restore.learned.copy import Copy
from archive.restore.learned.gaps import Classes
from archive.restore.learned.model import ANY
from archive.restore.learned.reader import read
from archive.restore.learned.words import CAPITAL, START
from tests.gold.damage import stripped

TEXT = """\
The town once employed 750 people, but the mill closed in 2001. Its last machines were sold, and if somebody is not
paid, it is not the boat which is guilty. She had no sail left. They left.
"""


def test_words_that_are_no_names_stand_small_behind_a_comma() -> None:
    assert not re.search(r", (It|Its|She|And|But|If|They)\b", read([stripped(TEXT)])[0].body)


@pytest.mark.parametrize(("behind", "least", "most"), [("it", 1.0, 9.0), ("quill", -0.1, 0.1)])
def test_a_word_that_wants_a_capital_and_is_no_name_begins_a_sentence(behind: str, least: float, most: float) -> None:
    words = [START, "the", "boat", "led", behind, "sank"]
    none = np.zeros(len(words), np.int64)
    stripped_of_all = np.full(len(words), 8, np.int64)
    copy = Copy(" ".join(words), words, none, none, none, stripped_of_all, none, none, ANY)
    wants = np.zeros((len(words), 5), np.float32)
    wants[:, CAPITAL] = 3.0

    goes_on, ends = told(copy, wants, np.array([3]), np.array([False]), Classes([", ", ". "]))[0]

    assert least <= ends - goes_on <= most
