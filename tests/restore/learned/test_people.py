from __future__ import annotations

import numpy as np

from archive.restore.learned.copy import Copy
from archive.restore.learned.model import ANY
from archive.restore.learned.people import names
from archive.restore.learned.words import START


def found(text: str, tags: str) -> list[str]:
    """Return the names in a text whose words are tagged ``O``, ``B`` or ``I``, in small letters where barely;
    ``,`` and ``"`` stand before a word.
    """
    words = [START, *(word.lstrip(',"') for word in text.split())]
    none = np.zeros(len(words), np.int64)
    copy = Copy(text, words, none, none, none, none, none, none, ANY)
    scores = np.full((len(words), 3), -4.0, np.float32)
    scores[0, 0] = 4.0
    for i, tag in enumerate(tags.split(), 1):
        scores[i, 1], scores[i, "OBI".index(tag.upper())] = -4.0 if tag == "O" else 0.0, 4.0
        scores[i, 0] = 3.5 if tag.islower() else scores[i, 0]
    broken, quoted = (np.array([False, *(word.startswith(mark) for word in text.split())]) for mark in ',"')
    return [" ".join(words[a:b]) for a, b, _ in names(copy, scores, broken, quoted)]


def test_a_name_goes_over_a_comma_to_its_suffix_alone() -> None:
    assert found("met voss ,berg and tomas ruiz ,jr", "O B I O B I I") == ["voss", "berg", "tomas ruiz jr"]


def test_a_name_holds_both_marks_around_a_nickname_or_none() -> None:
    assert found('by tomas "skip "berg and lena "voss', "O B I I O B I") == ["tomas skip berg", "lena", "voss"]


def test_a_name_is_its_first_word_and_those_that_go_on() -> None:
    assert found("mayor lena voss met tomas berg", "O B I O B I") == ["lena voss", "tomas berg"]


def test_a_name_beside_a_name_is_another_one() -> None:
    assert found("with voss berg and ruiz", "O B B O B") == ["voss", "berg", "ruiz"]


def test_a_possessive_is_not_of_the_name() -> None:
    assert found("lena voss s plan", "B I I O") == ["lena voss"]


def test_a_word_barely_of_a_name_is_of_the_one_beside_it() -> None:
    assert found("met lena voss berg here", "O b I i O") == ["lena voss berg"]
    assert found("met lena ,voss here", "O b I O") == ["voss"]


def test_a_word_barely_of_a_name_is_none_by_itself() -> None:
    assert found("met lena here", "O b O") == []
    assert found("met voss lena here", "O B b O") == ["voss"]
