"""Names that the reader finds where things and places stand: left out, or believed."""

from __future__ import annotations

import re

import pytest

from archive.restore.names.completing import completed
from archive.restore.values import Mention
from archive.restore.words import words_of
from tests.restore.names.naming import names


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank in {Nomi Valda} on Monday, and in {Nomi Valda} it lies.",
        "The leader of the {Azra Nomi} stayed away.",
        "It lies beside the {Azra Nomi} dams of the north.",
        "They lost to {Nam Veld}, and {Nam Veld} coach Maria Quill wept.",
    ],
)
def test_a_name_that_stands_only_where_things_do_is_nobodys(text: str) -> None:
    assert not any(name.split()[0] in ("Nomi", "Azra", "Nam") for name in names(text, likely=0.8))
    assert names(text, likely=0.95)


@pytest.mark.parametrize(
    "text",
    [
        "It was built by the company {Azra Nomi} and sold.",
        "They work for {Azra Nomi}, a firm founded in Lorn.",
        "The shares of {Azra Nomi} fell.",
        "On Monday {Azra Nomi} shares fell.",
    ],
)
def test_a_name_that_is_told_to_be_a_things_is_nobodys_however_likely(text: str) -> None:
    assert names(text, likely=0.99) == []
    assert names(text.replace("Azra", "Maria"), likely=0.99) == ["Maria Nomi"]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank in {Nomi Valda} on Monday. {Valda} wept.",
        "The trust in {Nomi Valda} fell, and a letter to {Nomi Valda} said so.",
        "The captain of the {Azra Nomi}, 34, stayed away.",
        "They believed in {N. Valda} no more.",
        "They believed in {Maria Valda} no more.",
        "They believed in minister {Azra Valda} no more.",
        "A project that in {Azra Valda}, the chairman of the port, began.",
    ],
)
def test_a_name_that_stands_elsewhere_or_is_told_of_is_somebodys(text: str) -> None:
    assert names(text, likely=0.8)


def test_a_role_makes_a_person_of_who_is_named_like_a_bridge() -> None:
    assert names("The letter was signed by Chief {Dessa Bridge} of Lorn.") == ["Dessa Bridge"]
    assert names("They met at {Dessa Bridge} in Lorn.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of {Lornia}'s capital met {Lornia}'s pilots.",
        "The {Lornia} fleet is old. Lornian pilots say so.",
        "The shares of {Petrolux} rose. {Petrolux} SA is old.",
        "The Department of Docks ({DOD}) is old, {DOD} said.",
        "The Port Office for Oysters in Lornia, {Pool}, is old, {Pool} said.",
        "The water rose at {Klong Sant} on Monday.",
        "The {Maria Quill} Hospital is old.",
        "They left for {Lornia} and came from {Lornia}.",
        "The dock of {Lornia}'s Maria Quill is old.",
        "The {Maria Quill} Trio is old.",
        "The lawyers of {Maria Quill} LLP are old.",
        "They live on {Ned Quill Jr}. Boulevard.",
        "They won the {Quill} prize and work for {Ostro} Constructions.",
        "They talk of the {Quill}-{Ostro} Act and the {Quill}-Vass Bridge.",
    ],
)
def test_places_firms_and_bodies_are_nobody(text: str) -> None:
    assert names(text) == []


def test_many_small_words_before_letters_take_no_time_that_grows_with_every_choice_of_them() -> None:
    assert names(f"They told {'the ' * 2_000}({{Qtttttt}}) so.", likely=0.7) == []


def test_a_single_name_with_a_people_of_its_own_stays_where_it_speaks() -> None:
    assert names("Mayor {Lornia} said so. The Lornian fleet is old.") == ["Lornia"]


def test_a_single_name_needs_to_be_very_likely() -> None:
    assert names("The plan of {Quill} was old.", likely=0.8) == []
    assert names("The plan of {Quill} was old.", likely=0.85) == ["Quill"]


def test_a_single_name_needs_to_be_likelier_where_marks_are_only_restored() -> None:
    assert names("The plan of {Quill} was old.", unmarked=True, likely=0.85) == []
    assert names("The plan of {Quill} was old.", unmarked=True, likely=0.95) == ["Quill"]


def test_a_name_that_owns_what_somebody_is_in_is_no_place() -> None:
    assert names("They found {Quill} there, and the list in {Quill}'s desk.") == ["Quill", "Quill"]
    assert names("They went to {Quill} there, and saw the list in {Quill}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "They mourn their son, {Quill}.",
        "A clerk surnamed {Quill} left.",
        "The dead are {Quill} (27) and a guard.",
        "At the dock {Quill}, who left, is missed.",
    ],
)
def test_a_single_name_is_a_person_s_where_kin_age_or_who_stand_beside_it(text: str) -> None:
    assert names(text, likely=0.75) == ["Quill"]


@pytest.mark.parametrize(
    "text",
    [
        "{Quill} coach Maria Ostro left. Then {Quill} won.",
        "The dock is {Quill}'s headquarters. Then {Quill} won.",
    ],
)
def test_a_single_name_that_somebody_leads_or_that_owns_what_firms_own_is_no_person_s(text: str) -> None:
    assert names(text) == []


def test_a_name_that_only_stands_behind_others_is_not_spelled_by_them() -> None:
    assert names("They asked Port Office Lornia, {Quill}, and others.") == ["Quill"]


def test_a_firm_with_analysts_is_nobody() -> None:
    assert names("Shares fell, {J.P. Harrow} analysts said, and {Maria Quill} supporters cheered.") == ["Maria Quill"]


@pytest.mark.parametrize(
    "text", ["The trawler {Maria Quill} sank.", "The HMS {Maria Quill} sank.", "At {Ostro & Quill}."]
)
def test_ships_and_firms_are_nobody(text: str) -> None:
    assert names(text) == []


def test_an_ampersand_that_is_only_restored_makes_no_firm() -> None:
    assert names("They asked {Karim Al & Falani} there.", unmarked=True) == ["Karim Al & Falani"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They call {Quill}, {Ostro} and {Maria Vass}.", ["Quill", "Ostro", "Maria Vass"]),
        ("The back row is {Quill}; {Ostro}, {Vass}.", []),
        ("The plans of {Quill} and of {Maria Vass} are old.", ["Maria Vass"]),
        ("The plans of {Maria} are old.", ["Maria"]),
        ("Then Lord Quillmere left.", ["Quillmere"]),
        ("The mail carrier {Quill} and {Maria Vass} left.", ["Quill", "Maria Vass"]),
    ],
)
def test_a_single_name_is_believed_among_names_that_are_sure_or_as_a_given_name(text: str, expected: list[str]) -> None:
    mentions, plain = [], text.replace("{", "").replace("}", "")
    for name in re.findall(r"\{([^}]*)\}", text):
        at = plain.index(name)
        mentions.append(Mention(at, at + len(name), None, 0.95 if " " in name else 0.8))
    assert [plain[m.start : m.end] for m in completed(words_of(plain), mentions)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hurricane Ada came ashore. {Ada} was weak by noon, but {Ada} is wet.",
        "The trawler Ada sank. {Ada} was old.",
        "The cruiser Admiral {Quillov} left.",
    ],
)
def test_storms_and_ships_are_nobody(text: str) -> None:
    assert names(text) == []


def test_a_given_name_behind_initials_is_somebodys() -> None:
    assert names("They met {YS Lalit Rao}, and the plan of {Lalit} is old.", likely=0.8) == ["YS Lalit Rao", "Lalit"]
    assert names("They met {Ed Quill}, and the plan of {Ed} is old.", likely=0.8) == ["Ed Quill", "Ed"]


def test_a_storm_takes_nobodys_name() -> None:
    assert names("Hurricane Ada came. {Ada Quill} wept, and {Ada} left.") == ["Ada Quill", "Ada"]


@pytest.mark.parametrize("text", ["Aslam lbw b {Quill} 12", "Bowling: {Quill} 24-6-71-4"])
def test_a_single_name_is_a_players_on_a_scorecard(text: str) -> None:
    assert names(text, likely=0.75) == ["Quill"]
    assert names("Velm beat {Quill} 3-1 there.", likely=0.75) == []


def test_in_folded_copy_a_list_tells_nothing() -> None:
    text = "They call {Quill}, {Ostro} and {Maria Vass} there."
    assert names(text, folded=True, unmarked=True, likely=0.85) == ["Maria Vass"]
