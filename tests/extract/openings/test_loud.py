"""Datelines of copy that kept its capitals and no mark."""

from __future__ import annotations

import pytest

from archive.extract.openings.loud import find_loud_opening
from archive.restore.words import words_of


@pytest.mark.parametrize(
    ("text", "place", "region", "date", "agency"),
    [
        ("Dock shut\n\nLORN The lamp was put out", "LORN", None, None, None),
        ("Dock shut\n\nLORN Marenia May 3 Reuters Pilots met", "LORN", "Marenia", "May 3", "Reuters"),
        ("SAN AURELIO Kansas Pilots met at the dock", "SAN AURELIO", "Kansas", None, None),
        ("KESTREN Kestren Rovers won and all of Kestren sang", "KESTREN", None, None, None),
        ("LORN AFP Pilots met", "LORN", None, None, "AFP"),
        ("Rovers win\nLORN 12 May 40 boats sank", "LORN", None, "12 May", None),
        ("Dock shut\nBy Ada Quill\nQUERN Peter Harrow met pilots", "QUERN", None, None, None),
        ("Dock shut board says QUERN Kansas Pilots met", "QUERN", "Kansas", None, None),
        ("Dock shut\nQUERN KANSAS May 3 Pilots met", "QUERN", "KANSAS", "May 3", None),
        ("Dock shut\nPort QUERN Kansas Pilots met", "Port QUERN", "Kansas", None, None),
        ("Dock shut\nLORN May 3 Calder Press Pilots met", "LORN", None, "May 3", "Calder Press"),
        ("Dock shut\nLORN May 3 CNW The pilots met", "LORN", None, "May 3", "CNW"),
    ],
)
def test_the_place_stands_in_capitals_at_the_begin_of_a_line(
    text: str, place: str, region: str | None, date: str | None, agency: str | None
) -> None:
    words = words_of(text)

    found = find_loud_opening(words)

    assert found is not None
    (told,) = found.places
    spans = (told, found.region, found.date, found.agency)
    assert [words.words_of(*span) if span else None for span in spans] == [place, region, date, agency]


@pytest.mark.parametrize(
    "text",
    [
        "NATO Secretary General Ana Ruiz met pilots",
        "FBI Director Ana Ruiz met pilots",
        "The pilots of LORN The Orrin company said",
        "THU Sep 12 Reuters Pilots met",
        "DOCK SHUT BY STORM\n\nPilots met on Tuesday",
        "LORN said that it would pay",
        "Dock shut\nBy Ada Quill\nREP Peter Harrow met pilots",
        "Dock shut\nBy Ada Quill\nQUERN MAYOR Peter Harrow met pilots",
        "Dock shut\nBy Ada Quill\nTHE pilots met",
        "Storm ahead for HARROW Washington Pilots met on the quay",
        "",
    ],
)
def test_short_forms_labels_and_days_in_capitals_are_no_place(text: str) -> None:
    assert find_loud_opening(words_of(text)) is None
