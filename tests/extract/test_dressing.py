"""Datelines of damaged copy, written as papers print them."""

from __future__ import annotations

import pytest

from archive.extract.dateline import head_words, opening_of
from archive.extract.dressing import dressed
from archive.restore.damage import find_damage
from archive.restore.restorer import by_rules
from archive.restore.values import Restored
from tests.extract.heads import stripped

STORY = (
    "The harbour board voted on Tuesday to close the old dock, its chairman said, and the pilots of the northern "
    "channel will wait for the tide to turn before they leave. The board will meet again, he said, when it is spring."
)

PRINTED = [
    "KABUL, Afghanistan (AP) - ",
    "TOPEKA, Kan. - ",
    "TOPEKA, Kan., March 3 - ",
    "RALEIGH, N.C. (Reuters) - ",
    "ALBANY, NY (AP) - ",
    "HARRISBURG, Pa. (Reuters) - ",
    "ST. LOUIS (AP) - ",
    "LONDON/PARIS, June 6 (Reuters) - ",
    "NEW DELHI, March 3 (PTI) ",
    "RIO DE JANEIRO (Reuters) - ",
    "BEIJING, Jan 9 (Xinhua) -- ",
    "Muscat: ",
]


def shown(restored: Restored) -> str:
    text = restored.body
    for at, mark in reversed(restored.inserted):
        text = text[:at] + mark + text[at:]
    return text


def dress(text: str) -> Restored:
    restored = by_rules(text, find_damage(text))
    words = head_words(restored)
    return dressed(restored, words, opening_of(restored, words))


@pytest.mark.parametrize("printed", PRINTED)
def test_a_dateline_is_written_as_it_was_printed(printed: str) -> None:
    text = stripped(printed + STORY)
    found = dress(text)

    assert found.body.startswith(printed)
    assert stripped(found.body) == text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("KABUL, Afghanistan (AP) - ", "KABUL, Afghanistan (AP) - "),
        ("TOPEKA, Kan., March 3 - ", "TOPEKA, Kan., March 3 - "),
        ("LONDON/PARIS, June 6 (Reuters) - ", "LONDON/PARIS, June 6 (Reuters) - "),
    ],
)
def test_marks_without_room_are_kept_aside(printed: str, expected: str) -> None:
    text = " ".join(stripped(printed + STORY).split())
    found = dress(text)

    assert shown(found).startswith(expected)
    assert stripped(found.body) == text
    assert list(found.inserted) == sorted(found.inserted)


@pytest.mark.parametrize("text", [STORY, "KABUL, Afghanistan (AP) - " + STORY, stripped(STORY), ""])
def test_what_is_clean_or_has_no_dateline_stays(text: str) -> None:
    restored = by_rules(text, find_damage(text))
    words = head_words(restored)

    assert dressed(restored, words, opening_of(restored, words)) is restored


def test_capitals_alone_are_lost_in_copy_of_one_case() -> None:
    found = dress(("KABUL, Afghanistan, July 4 (AP) - " + STORY).lower())

    assert found.body.startswith("KABUL, Afghanistan, July 4 (AP) - ")
