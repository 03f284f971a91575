"""Names that were passed over, and what stands beside them."""

from __future__ import annotations

import re

import pytest

from archive.restore.names.introducing import introduced
from archive.restore.words import words_of


def names(text: str, *, unmarked: bool = False) -> list[str]:
    """Return the names that are brought in by a text in which those that were found stand in braces."""
    words = words_of(text.replace("{", "").replace("}", ""))
    covered = bytearray(len(words) + 1)
    for name in re.findall(r"\{([^}]*)\}", text):
        first = next(i for i in range(len(words)) if words.text.startswith(name, words.start[i]))
        covered[first : first + len(name.split())] = b"\x01" * len(name.split())
    spans = [words.span(a, b - 1) for a, b in introduced(words, covered, unmarked=unmarked)]
    return [words.text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They wept in the arms of her sister Velma.", ["Velma"]),
        ("On Monday Ostro's mum Raelna thanked all who came.", ["Raelna"]),
        ("He leaves his wife, Velma, and an infant son, Daniel.", ["Velma", "Daniel"]),
        ("He leaves his widow and their daughters {Ana} and Olra.", ["Olra"]),
        ("They asked his father, Republican and baker.", []),
        ("They met his wife, Tuesday's guest at the dock.", []),
        ("They met his Uncle Chuyo there while others slept at the dock.", ["Chuyo"]),
        ("They wept, since Uncle Chuyo was there while others slept.", []),
        ("Then the brother Dock Company won.", []),
        ("They met the twin Velma ships at the dock.", []),
    ],
)
def test_kin_is_named(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They heard that King Ostrald of Velm sent a note.", ["Ostrald"]),
        ("In the square Pope Francisco spoke.", ["Francisco"]),
        ("They crossed Queen Street, and a king Ostrald is unknown.", []),
        ("The King Ostrald Museum is old.", []),
        ("They crossed King Ostrald bridge at noon.", []),
        ("Velm King Dies\n\nThe realm is sad.", []),
        ("They asked Sister Velm about the dock.", []),
    ],
)
def test_a_ruler_is_named_behind_the_title(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police seek Chase Rivers, 17, of Velm.", ["Chase Rivers"]),
        ("Charged is Dontario Rice, 19, of Velm.", ["Dontario Rice"]),
        ("The score was Velm Rovers, 19, to our 20.", []),
        ("They built the Mary Bridge, 19, of steel.", []),
    ],
)
def test_an_age_tells_a_person(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_other_half_of_a_couple_is_named() -> None:
    assert names("They are parents of Robert and {Maria Quill} there.") == ["Robert"]
    assert names("They are friends of the Robert Club and {Maria Quill} there.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('They seek {Oscar Quill}, alias "El Ostro", and El Ostro hides.', ["El Ostro", "El Ostro"]),
        ('They seek {Oscar Quill} (a.k.a. "Chuyo") at the dock.', ["Chuyo"]),
        ("They seek {Oscar Quill}, more widely known as Don Ostro, there.", ["Don Ostro"]),
        ("They seek {Oscar Quill}, whose nom de guerre was Comandante Ox.", ["Comandante Ox"]),
        ("They seek {Oscar Quill} (nom de guerre Comandante Ox) there.", ["Comandante Ox"]),
        ("They seek {Oscar Quill}, known as the Ox, at the dock.", []),
        ("They seek the drug, also known as Ostro, at the dock.", []),
    ],
)
def test_another_name_of_somebody_is_found_behind_the_first(text: str, expected: list[str]) -> None:
    assert names(text) == expected
    assert names(text, unmarked=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lost to the team of Daniel Ostro while others slept.", ["Daniel Ostro"]),
        ("They sailed on the Daniel Ostro while others slept.", []),
        ("They asked at Daniel Ostro & Sons while others slept.", []),
        ("They came to St. Daniel Ostro while others slept.", []),
        ("They came to Daniel Street while others slept.", []),
        ("They came past Daniel Lane while others slept.", []),
        ("They came together in Daniel Ostro while others slept.", []),
        ("They came to Daniel Ostro hospital while others slept.", []),
        ("They heard the spokesman Christian Ostro while others slept.", ["Christian Ostro"]),
        ("They heard the devout Christian Ostro while others slept.", []),
        ("They heard the fire chief Daniel Banks while others slept.", ["Daniel Banks"]),
        ("They heard of the old Daniel Banks while others slept.", []),
        ("They heard the fire chief Daniel Bank while others slept.", []),
    ],
)
def test_a_given_name_tells_a_person_where_the_marks_are_the_papers_own(text: str, expected: list[str]) -> None:
    assert names(text) == expected
    assert names(text, unmarked=True) == []
