"""The lines of those who wrote, put back where the lines of copy were lost."""

from __future__ import annotations

import pytest

from archive.extract.byline import byline_of
from archive.extract.dateline import head_words, opening_of
from archive.extract.lining import lined
from archive.extract.masthead import masthead_of
from archive.restore.values import Mention, Restored
from index.article import Damage, DamageKind
from tests.extract.heads import STORY


def given(body: str, *people: str, kind: DamageKind = "stripped") -> Restored:
    """Return copy as it is given back, all of it damaged, with the people that were found in it."""
    spans = [(body.index(name), body.index(name) + len(name)) for name in people]
    return Restored(body, (), (Damage(0, len(body), kind),), tuple(Mention(*span) for span in spans))


def copy_of(body: str) -> str:
    return "".join(c.lower() if c.isalnum() else " " for c in body)


@pytest.mark.parametrize(
    ("body", "people", "expected"),
    [
        ("Dock to close soon By Ada Quill  The tide", ["Ada Quill"], "Dock to close soon\nBy Ada Quill\n\nThe tide"),
        (
            "Dock to close soon By Ada Quill and Lena Vass  The tide",
            ["Ada Quill", "Lena Vass"],
            "Dock to close soon\nBy Ada Quill and Lena Vass\n\nThe tide",
        ),
        (
            "Dock to close By Ada Quill-Riga  The tide",
            ["Ada Quill-Riga"],
            "Dock to close\nBy Ada Quill\nRiga  The tide",
        ),
        (
            "Dock to close  By Ada Quill  March 4, 2019, The tide turned",
            ["Ada Quill"],
            "Dock to close\n\nBy Ada Quill\n\nMarch 4, 2019\n\nThe tide turned",
        ),
        (
            "Dock to close  By Ada Ni QUILLAN, June 4, 2019: The tide turned",
            ["Ada Ni"],
            "Dock to close\n\nBy Ada Ni Quillan\n\nJune 4, 2019\n\nThe tide turned",
        ),
        ("Dock to close By our Crime Reporter  The tide", [], "Dock to close\nBy our Crime Reporter\n\nThe tide"),
        (
            "Dock to close From Ada Quill in Paris  The tide turned",
            ["Ada Quill"],
            "Dock to close\nFrom Ada Quill in Paris\n\nThe tide turned",
        ),
    ],
)
def test_a_writer_gets_back_a_line_of_their_own(body: str, people: list[str], expected: str) -> None:
    assert lined(given(body, *people), copy_of(body)).body == expected


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("The dock was sold by Ada Quill on Monday  The tide turned", ["Ada Quill"]),
        ("A letter from Ada Quill in Paris told of the tide", ["Ada Quill"]),
        ("By Monday the tide turned, Ada Quill said", ["Ada Quill"]),
    ],
)
def test_who_acts_in_a_sentence_is_no_writer(body: str, people: list[str]) -> None:
    restored = given(body, *people)

    assert lined(restored, copy_of(body)) is restored


def test_whole_copy_stays_as_it_is() -> None:
    body = "Dock to close By Ada Quill  " + STORY
    restored = Restored(body, (), (), (Mention(17, 26),))

    assert lined(restored, body) is restored


def test_a_line_end_of_the_file_stays_where_it_is() -> None:
    text = "dock to close\nby ada quill\nquern\nthe tide turned"
    restored = given("Dock to close\nBy Ada Quill\nQuern\nThe tide turned", "Ada Quill", kind="collapsed")

    assert lined(restored, text).body == restored.body


def test_credits_at_the_end_of_folded_copy_name_the_writers() -> None:
    body = STORY + " reporting by Ada Quill and Lena Vass editing by Jo Marsh"
    restored = lined(given(body, "Ada Quill", "Lena Vass", "Jo Marsh", kind="collapsed"), copy_of(body))
    words = head_words(restored)

    assert byline_of(restored.body, words, None, None).names == ("Ada Quill", "Lena Vass", "Jo Marsh")


@pytest.mark.parametrize(
    ("head", "person", "expected"),
    [
        ("Dock to close soon\n\nCaoimhe Quill\n\n", "Caoimhe Quill", ("Caoimhe Quill",)),
        ("Dock to close soon\n\nPilots fear for their work\n\nAda Quill\n\n", "Ada Quill", ("Ada Quill",)),
        ("Ada Quill in Brussels\n\n", "Ada Quill", ("Ada Quill",)),
        ("Dock to close soon\n\nPilots fear for their work\n\nPeter Harrow\n\nHarrow, ", "Peter Harrow", ()),
    ],
)
def test_a_person_alone_on_a_line_above_a_story_wrote_it(head: str, person: str, expected: tuple[str, ...]) -> None:
    body = head + STORY
    restored = Restored(body, (), (), (Mention(body.index(person), body.index(person) + len(person)),))
    words = head_words(restored)
    opening = opening_of(restored, words)
    above = masthead_of(words, opening, people=restored.mentions)

    assert byline_of(body, words, opening, above, restored.mentions).names == expected


def test_a_name_in_capitals_stays_as_long_as_it_is() -> None:
    body = "Dock to close soon By CEMİL KAYA  The tide turned"

    found = lined(given(body, "CEMİL KAYA"), copy_of(body))

    assert found.body == "Dock to close soon\nBy Cemİl Kaya\n\nThe tide turned"
