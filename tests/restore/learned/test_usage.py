from __future__ import annotations

import pytest

from archive.restore.learned.reader import read
from archive.restore.learned.usage import british
from tests.gold.damage import collapsed, stripped

BRITISH = "The councillors of Harrow heard from a solicitor that the centre had lost £650 a week. Mr Quill wept."
AMERICAN = "The senators of Harrow heard from the attorney that the center had lost $650 a week. Mr. Quill wept."


@pytest.mark.parametrize(
    ("text", "more"),
    [("the councillor lost 5m", 2), ("five per cent of pensioners", 2), ("the u s senate", -2), ("a boat sank", 0)],
)
def test_words_tell_whose_english_an_article_is(text: str, more: int) -> None:
    assert british(text.split()) == more


@pytest.mark.parametrize("text", [BRITISH, AMERICAN])
def test_money_is_that_of_the_country(text: str) -> None:
    sign = "£" if "£" in text else "$"

    assert f"lost {sign}650 a week" in read([stripped(text)])[0].body


@pytest.mark.parametrize(("text", "stops"), [(BRITISH, False), (AMERICAN, True)])
def test_titles_have_a_stop_where_they_are_american(text: str, stops: bool) -> None:
    found = read([collapsed(text)])[0]
    at = found.body.index("Mr") + 2

    assert any(place == at and mark.startswith(".") for place, mark in found.inserted) == stops
