from __future__ import annotations

import pytest

from archive.restore.learned.reader import read
from tests.gold.damage import collapsed, stripped


@pytest.mark.parametrize(
    "text",
    [
        "She was born in Dunmere, Calif. and lives in Quay, Conn.",
        "A crew from Dunmere, Calif. arrived at noon, and one from Reno, Nev. later.",
    ],
)
def test_a_state_that_is_cut_short_has_its_stop_and_no_comma(text: str) -> None:
    assert read([stripped(text)])[0].body == text


def test_no_point_alone_joins_two_words() -> None:
    text = "Two boats sank off Dunmere, Calif., and three men drowned. The mayor of Dunmere said so."
    found = read([collapsed(text)])[0]

    assert "." not in found.body.removesuffix(".")
