"""Datelines of damaged copy, written as papers print them."""

from __future__ import annotations

import pytest

from archive.extract.dateline import head_words, opening_of
from archive.extract.dressing import dressed
from archive.restore.values import Restored
from index.article import Damage
from tests.extract.heads import read
from tests.gold.damage import stripped

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
    restored = read(text)
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
    restored = read(text)
    words = head_words(restored)

    assert dressed(restored, words, opening_of(restored, words)) is restored


def test_capitals_alone_are_lost_in_copy_of_one_case() -> None:
    found = dress(("KABUL, Afghanistan, July 4 (AP) - " + STORY).lower())

    assert found.body.startswith("KABUL, Afghanistan, July 4 (AP) - ")


@pytest.mark.parametrize(
    ("came_back", "expected"),
    [
        ("Council BACKS HARBOUR BILL", "Council backs harbour bill"),
        ("COUNCIL BACKS BILL", "Council backs bill"),
        ("UNHCR warns LONDON of FLOODS", "UNHCR warns London of floods"),
        ("NATO meets QUILL", "NATO meets Quill"),
        ("Council meets AGNES over a BILL", "Council meets Agnes over a bill"),
        ("UPDATE 2 - SNP wins the MARGIN", "UPDATE 2 - SNP wins the margin"),
    ],
)
def test_a_headline_above_a_dateline_loses_the_capitals_that_it_did_not_have(came_back: str, expected: str) -> None:
    body = f"{came_back}\n\nKABUL (AP) - Quill met the UNHCR. {STORY}"
    restored = Restored(body, damage=(Damage(0, len(body), "lower"),))
    words = head_words(restored)

    assert dressed(restored, words, opening_of(restored, words)).body.startswith(expected + "\n")


@pytest.mark.parametrize("printed", ["KABUL (AP) - ", "KABUL. March 12 (Interfax) - ", "KABUL, 9 February — "])
def test_the_story_begins_with_a_capital_behind_its_dateline(printed: str) -> None:
    assert dress((printed + "Allegations rose. " + STORY).lower()).body.startswith(printed + "Allegations rose.")


def test_a_headline_that_is_not_damaged_keeps_its_capitals() -> None:
    head = "COUNCIL BACKS BILL\n\n"
    body = f"{head}KABUL (AP) - {STORY}"
    restored = Restored(body, damage=(Damage(len(head), len(body), "lower"),))
    words = head_words(restored)

    assert dressed(restored, words, opening_of(restored, words)).body.startswith(head)


@pytest.mark.parametrize(
    ("came_back", "expected"),
    [
        ("Quill BACKS BOARD, Paris, Aug 2 (Reuters) - ", "Quill backs board\n\nPARIS, Aug 2 (Reuters) - "),
        (
            'Board calls dock "ROTTEN." Paris, Aug 2 (Reuters) - ',
            'Board calls dock "rotten"\n\nPARIS, Aug 2 (Reuters) - ',
        ),
    ],
)
def test_a_headline_that_ran_into_the_dateline_is_parted_from_it(came_back: str, expected: str) -> None:
    body = came_back + STORY
    restored = Restored(body, damage=(Damage(0, len(body), "stripped"),))
    words = head_words(restored)

    assert dressed(restored, words, opening_of(restored, words)).body.startswith(expected)
