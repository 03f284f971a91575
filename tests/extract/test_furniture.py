"""What a page or a wire prints around a story is no part of what stands above it, in any state of the copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.extract.dateline import head_words
from archive.extract.furniture import is_furniture
from tests.extract.heads import STORY, byline, folded, headline, place, read
from tests.gold.damage import stripped


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "Skip to main content",
        "This article is more than 3 years old",
        "4 min read",
        "EMBARGOED UNTIL 0001 GMT MONDAY",
        "Embargo: 6 a.m. Monday",
        "BC-Dock-Closure, 2nd Ld-Writethru,0420",
        "Eds: UPDATES with vote of the board",
        "Home » News » Harbour",
        "News » Harbour › Docks",
        "Home » Harbour",
    ],
)
def test_a_line_of_furniture_is_told(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fall",
        "Dock to close",
        "Read more of Quill",
        "US-backed pilots, board at odds",
        "Home rule",
        "Embargo on docks hurts farmers",
        "Embargoed goods found",
        "US-led, EU-backed pilots to leave by 2013",
        "Quill closes dock » Lorn Courier",
        "Quill: »We are shut« still divides",
    ],
)
def test_a_headline_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("damage", [str, str.upper, stripped])
def test_a_headline_ends_where_furniture_begins(damage: Callable[[str], str]) -> None:
    text = f"Board votes to close dock\n\nShare this article\n\nAdvertisement\n\nLIMA, Peru (AP) - {STORY}\n"
    found = headline(damage(text))

    assert found and found.lower() == "board votes to close dock"
    assert place(damage(text)) == "Lima"


@pytest.mark.parametrize("damage", [str, stripped, folded])
def test_what_is_unlike_any_sentence_is_left_out_without_its_line(damage: Callable[[str], str]) -> None:
    words = head_words(read(damage(f"Skip to main content\n\nBoard votes to close dock\n\n{STORY}\n")))

    assert [word.lower() for word in words.word[:2]] == ["board", "votes"]


def test_a_writer_below_furniture_is_read() -> None:
    text = f"Dock to close\nThis article is more than 3 years old\nAda Quill\nTue 9 Jul 2019 06.00 BST\n\n{STORY}\n"

    assert (headline(text), byline(text)) == ("Dock to close", ("Ada Quill",))


def test_a_story_without_furniture_keeps_all_its_words() -> None:
    text = "Ships share this article of faith: home is where one listens."

    assert [w.lower() for w in head_words(read(text)).word][:4] == ["ships", "share", "this", "article"]
