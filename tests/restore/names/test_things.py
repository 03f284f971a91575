"""Names that an article itself tells to be those of things."""

from __future__ import annotations

import pytest

from tests.restore.names.naming import names


@pytest.mark.parametrize(
    "text",
    [
        "The store {Konda} opened. {Konda} said so.",
        "{Konda}, the online store, opened on Monday.",
        "The old agency, {Konda}, opened on Monday.",
        "{Konda} said on Monday that it had no comment. {Konda} lost its lease.",
        "{Konda}, which rents boats, said so. Most boats of Konda leak.",
        "They bought shares of {Konda} on Monday.",
        "They bought {Konda} shares on Monday.",
        "{Konda}'s big machines are old, and {Konda}'s shares fell.",
        "{Konda}'s said it would open.",
        "{Konda} said so. A clerk of Konda Holdings wept.",
        "They fear {Konda}. The {Konda} virus is carried by ticks.",
    ],
)
def test_what_stands_where_things_do_is_nobody(text: str) -> None:
    assert names(text, likely=0.99) == []


@pytest.mark.parametrize(
    "text",
    [
        "{Konda} said it was cold.",
        "{Konda} said if it rained he would go, and if it froze, {Konda} said, it was late.",
        "Analyst {Konda} said so. Most shares of {Konda} fell.",
        "{Konda}, who rents boats, sold his shares. {Konda} stores nothing with him.",
        "The store was his, said {Konda}.",
        "{Konda}'s comments on it were short.",
        "{Konda} wrote it down. A voice asked Konda.",
        "{Konda}'s workers were angry. It was late, {Konda} said.",
        "{Konda}, the brand's owner, came. {Konda} sang.",
        "{Konda}'s wife and {Konda}'s boats are at sea.",
        "{Konda} Mills said so. The shares of {Ana Konda} fell, and {Konda} stores nothing.",
        "{Maria} said it was cold. {Maria} said it rained. {Maria} said it froze.",
    ],
)
def test_who_stands_where_people_do_is_somebody(text: str) -> None:
    assert names(text, likely=0.99)


def test_in_folded_copy_a_pronoun_tells_nothing() -> None:
    text = "{Konda} wept it was cold that day and {Konda} spoke it would rain"

    assert names(text, likely=0.99, folded=True) == ["Konda", "Konda"]
    assert names(text, likely=0.99) == []
