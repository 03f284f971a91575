"""What becomes of the names that the reader finds: stretched, left out, found again."""

from __future__ import annotations

import re

import pytest

from archive.restore.completing import completed
from archive.restore.values import Mention
from archive.restore.words import words_of


def names(text: str, *, folded: bool = False, unmarked: bool = False, likely: float = 0.95) -> list[str]:
    """Return the names of a text in which those that were found stand in braces."""
    mentions: list[Mention] = []
    plain = ""
    for part in re.split(r"(\{[^}]*\})", text):
        if part.startswith("{"):
            mentions.append(Mention(len(plain), len(plain) + len(part) - 2, None, likely))
        plain += part.strip("{}") if part.startswith("{") else part
    return [plain[m.start : m.end] for m in completed(words_of(plain), mentions, folded=folded, unmarked=unmarked)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deputy premier {Lio} He came to the dock on Monday.", ["Lio He"]),
        ("The envoy {Marek Ostro} Vanterpool left the dock.", ["Marek Ostro Vanterpool"]),
        ("Then Jerasak {Densala}, 24, was arrested at the dock.", ["Jerasak Densala"]),
        ("Their guard {Chen Hoi}-on shot 29 for his side.", ["Chen Hoi-on"]),
        ("The spokeswoman {Kang} In-sol spoke at the dock.", ["Kang In-sol"]),
        ("The {Quill}-led council met at the dock, said {Maria Quill}.", ["Quill", "Maria Quill"]),
        ("On Monday {Maria Quill} Wednesday's guest left the dock.", ["Maria Quill"]),
        ("Apparently {Quill} left the dock.", ["Quill"]),
        ("Then PM {Quill} left the dock.", ["Quill"]),
        ("They fear the Marxist {Quill} there.", ["Quill"]),
        ("They asked {Maria Quill} SC about the dock.", ["Maria Quill"]),
        ("The miner {Mani Das} and others left, and {Das} said so.", ["Mani Das", "Das"]),
        ("The clerk for Trade Development Nkulo {Quill} left the dock.", ["Nkulo Quill"]),
        ("They met the Magistrates {Quill} and {Ostro} at the dock.", ["Quill", "Ostro"]),
        ("In May, If {Quill} leaves, the dock closes.", ["Quill"]),
        ("They paid {Maria Quill} US$300 at the dock.", ["Maria Quill"]),
        ("The envoy gave the {Adam Quill} Lecture on Monday.", ["Adam Quill"]),
        ("The {Ostro} Storm is over for {Marek Ostro} now.", ["Ostro", "Marek Ostro"]),
        ("Old Mayor {Maria Quill} Says Dock Will Close Soon\n\nThe dock closes.", ["Maria Quill"]),
    ],
)
def test_a_name_found_in_part_is_stretched(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_in_folded_copy_the_next_word_may_begin_a_sentence() -> None:
    assert names("the envoy {Marek Ostro} Vanterpool left the dock", folded=True) == ["Marek Ostro"]
    assert names("the envoy {Marek} That left the dock", folded=True, likely=0.8) == ["Marek"]


def test_in_folded_copy_a_name_of_which_the_reader_is_not_sure_is_stretched() -> None:
    assert names("the envoy {Marek Ostro} Vanterpool left", folded=True, likely=0.8) == ["Marek Ostro Vanterpool"]
    assert names("the dock of Tomas {Quillon}, who left", folded=True, likely=0.8) == ["Tomas Quillon"]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank in {Nomi Valda} on Monday, and in {Nomi Valda} it lies.",
        "The leader of the {Azra Nomi} stayed away.",
        "It was built by the company {Azra Nomi} and sold.",
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
        "The water rose at {Klong Sant} on Monday.",
        "The {Maria Quill} Hospital is old.",
        "They left for {Lornia} and came from {Lornia}.",
        "The dock of {Lornia}'s Maria Quill is old.",
        "The {Maria Quill} Trio is old.",
        "The lawyers of {Maria Quill} LLP are old.",
        "They live on {Ned Quill Jr}. Boulevard.",
    ],
)
def test_places_firms_and_bodies_are_nobody(text: str) -> None:
    assert names(text) == []


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


def test_a_name_holds_the_nickname_in_marks_within_it() -> None:
    assert names('Then {Marek} "Big Ox" {Ostro} left.') == ['Marek "Big Ox" Ostro']
    assert names('Then {Marek Ostro} "left" {Maria Quill} there.') == ["Marek Ostro", "Maria Quill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Then [{Maria}] Quill left," he said.', ["Maria] Quill"]),
        ('"Then ({Maria}) {Quill} left," he said.', ["Maria) Quill"]),
        ('"Then [{Maria}] left," he said.', ["Maria"]),
        ("It was {Quill} [{Maria}] ", ["Quill", "Maria"]),
    ],
)
def test_a_given_name_that_a_paper_adds_in_brackets_is_one_with_the_surname(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_goes_on_behind_its_particles() -> None:
    assert names("Then {Ada van} der Quill left.") == ["Ada van der Quill"]
    assert names("Then {Ada van} der left.") == ["Ada van"]


def test_a_name_goes_on_with_particles_behind_it() -> None:
    assert names("Deputy mayor {Ana Vila} de la Cruz left for the port.") == ["Ana Vila de la Cruz"]
    assert names("The envoy {Ana Vila} of Velm left for the port.") == ["Ana Vila"]
    assert names("{D. Harrow} st Quill b {Vass} 24") == ["D. Harrow", "Vass"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then {Adio Nyan}'o won.", ["Adio Nyan'o"]),
        ("Then {Adio Nyan}’o’s film won.", ["Adio Nyan’o"]),
        ("Then {Peter Nya'ro'a. Nyan}'o left.", ["Peter Nya'ro'a", "Nyan'o"]),
        ("Then {Adio Nyan'o sang} there.", ["Adio Nyan'o"]),
        ("Then {Maria Quill}'s boat sank, and {Ned Ostro}'d gone.", ["Maria Quill", "Ned Ostro"]),
    ],
)
def test_a_name_goes_on_behind_an_apostrophe(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Question time: {Quill v Ostro}\n\n{Maria Quill} met {Ned Ostro}.",
            ["Quill", "Ostro", "Maria Quill", "Ned Ostro"],
        ),
        ("They heard {Quill v. Ostro}, said {Maria Vass}.", ["Maria Vass"]),
        ("They heard {Maria Quill v Ostro}.", ["Maria Quill"]),
        ("They saw {Ned Quill V Tom Ostro}.", ["Ned Quill", "Tom Ostro"]),
        (
            "They heard {Quill V Ostro}, said {Maria V Vass} and {Ned V. Ostro}.",
            ["Ostro", "Maria V Vass", "Ned V. Ostro"],
        ),
    ],
)
def test_two_that_meet_in_a_match_or_in_court_are_two(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_firm_with_analysts_is_nobody() -> None:
    assert names("Shares fell, {J.P. Harrow} analysts said, and {Maria Quill} supporters cheered.") == ["Maria Quill"]


def test_a_pupil_of_a_school_is_not_named_by_it() -> None:
    assert names("The 16-year-old {Lornton junior} won, said {Maria Quill}.") == ["Maria Quill"]


def test_a_person_may_be_named_as_places_begin() -> None:
    assert names("{Val Ostro} came to {Val Gardena}, past {Cerro Quill}.", likely=0.95)[:1] == ["Val Ostro"]


def test_a_bare_surname_of_somebody_named_in_full_is_found_again() -> None:
    assert names("{Maria Quill} spoke. Later Quill left.") == ["Maria Quill", "Quill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Ana Ostro Quill} spoke. Later Ostro left.", ["Ana Ostro Quill", "Ostro"]),
        ("{Ana Maria Quill} spoke. Later Maria left.", ["Ana Maria Quill"]),
        ('{Ana "Ox" Quill} spoke. Later an "Ox" left.', ['Ana "Ox" Quill']),
        ("{Ana J. Quill} spoke of the J.O.B. there.", ["Ana J. Quill"]),
    ],
)
def test_the_first_of_two_surnames_is_found_again(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President {Karim Salih} {Ostrani} left.", ["Karim Salih Ostrani"]),
        ("President {Karim Salih}, {Ostrani} left.", ["Karim Salih", "Ostrani"]),
        ("They asked {Lord} {Ostrani} there.", ["Ostrani"]),
        ("President {Karim Salih} {Ostrani} left {Ana Ostrani}.", ["Karim Salih", "Ostrani", "Ana Ostrani"]),
    ],
)
def test_a_name_that_was_cut_in_two_is_one(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_ends_with_its_paragraph() -> None:
    assert names("said {Maria Quill\n\nHarrow} left.") == ["Maria Quill"]


def test_a_name_is_without_the_title_in_front() -> None:
    assert names("{Datuk Seri Azlan Quill} met {Tan Sri Hamid Quill} and {Tan Wei}.") == [
        "Azlan Quill",
        "Hamid Quill",
        "Tan Wei",
    ]
    assert names("Then {Baron Quill} met {Ana Vass} BL at the dock.") == ["Quill", "Ana Vass"]
    assert names("Then {DCI Quill} met {Clr Mohan Quill} and {MK Vass}.") == ["Quill", "Mohan Quill", "MK Vass"]
    assert names("Then {Shri Mohan Quill} met {Ayatollah Quillani} and {Pope Quill XV}.") == [
        "Mohan Quill",
        "Quillani",
        "Quill XV",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met S {V Quill} at the dock.", ["S V Quill"]),
        ("So I {V Quill} swear.", ["V Quill"]),
        ("He met D'{Arden Quill} at the dock.", ["D'Arden Quill"]),
        ("He met Gholan-{Reza Quill} at the dock.", ["Gholan-Reza Quill"]),
        ("He met Anglo-{Maria Quill} at the dock.", ["Anglo-Maria Quill"]),
        ("The pro-{Maria Quill} camp won, and the Velm-{Quill} road is shut.", ["Maria Quill", "Quill"]),
        ("They left. Tegest {Quill}, the mayor, came.", ["Tegest Quill"]),
        ("They left. Interestingly {Quill}, the mayor, is old.", ["Quill"]),
        ("They met the senator there: Sen. Rond {Quill} came in late.", ["Rond Quill"]),
    ],
)
def test_what_stands_before_a_name_may_belong_to_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then {Robert} (Bob) {Quill} left.", ["Robert (Bob) Quill"]),
        ("Then {Maria} (Ostro) {Quill} left.", ["Maria (Ostro) Quill"]),
        ("Then {Maria} (Ostro) Quill left.", ["Maria (Ostro) Quill"]),
        ("Then {Maria} (Ostro) was there.", ["Maria"]),
        ("Then {Robert Ostro} (Velm) {Maria Quill} won.", ["Robert Ostro", "Maria Quill"]),
        ("Then {Ostro} (SWE) {Quill} won.", ["Ostro", "Quill"]),
    ],
)
def test_brackets_hold_a_name_of_the_person_around_them_or_a_club(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["The trawler {Maria Quill} sank.", "The HMS {Maria Quill} sank.", "At {Ostro & Quill}."]
)
def test_ships_and_firms_are_nobody(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday President Quill left the dock, and Quill slept.", ["Quill", "Quill"]),
        ("They asked Chief Maria House there.", ["Maria House"]),
        ("They asked Viscount Harl-Ostro there.", ["Harl-Ostro"]),
        ("They asked the Chief Guest, the Premier Dock League and Director Quill Dock Ltd.", []),
        ("They asked Sen. Quill, but met no director. Ostro left.", ["Quill"]),
        ("Then Miss Violet Quill, of the port, left for Miss Velm.", ["Violet Quill"]),
        ("They asked Ms Ostro about MS Quillware.", ["Ostro"]),
        ("They asked a speaker Quill and Mayor Harbour.", []),
    ],
)
def test_a_name_behind_an_office_is_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_given_name_by_which_alone_somebody_is_known_is_found_again() -> None:
    assert names("The cook {Maria} left, and at noon Maria slept in Maria Street.") == ["Maria", "Maria"]


def test_an_ampersand_that_is_only_restored_makes_no_firm() -> None:
    assert names("They asked {Karim Al & Falani} there.", unmarked=True) == ["Karim Al & Falani"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Maria Quill} left, {While Quill} slept.", ["Maria Quill", "Quill"]),
        ("{Maria Quill} left, {A. Quill} slept.", ["Maria Quill", "A. Quill"]),
        ("{Quill} left with the founder {Do Quill} there.", ["Quill", "Do Quill"]),
        ("{Maria Quill} met {Ned Ostro} on the {Quill-Ostro} plan.", ["Maria Quill", "Ned Ostro", "Quill", "Ostro"]),
        ("{Maria Quill} met {Ann Quill-Ostro}.", ["Maria Quill", "Ann Quill-Ostro"]),
        ("They met {Maria. Ada Quill} left.", ["Maria", "Ada Quill"]),
        ("They met {Wm. Quill} there.", ["Wm. Quill"]),
        ("{VELM - Maria Quill} left.", ["Maria Quill"]),
        ("{Karim Al - Falani} left.", ["Karim Al - Falani"]),
    ],
)
def test_names_that_ran_into_other_words_are_parted(text: str, expected: list[str]) -> None:
    assert names(text) == expected


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
    ("text", "expected"),
    [
        ("Then Mr. {Justice Quill} met {Justice Ostro} of Velm.", ["Quill", "Justice Ostro"]),
        (
            "Then Datuk {Seri Azlan Quill} met {Oba Ade Quill} and {Canon Tom Quill}.",
            ["Azlan Quill", "Ade Quill", "Tom Quill"],
        ),
        ("They asked {Meena ji}, {Khan Sahib} and {Ven Gala Thero} there.", ["Meena", "Khan", "Gala"]),
        ("Then {Ada Quill} (née Ostro) left with {Ann Vass née Ostro}.", ["Ada Quill", "Ann Vass"]),
        ("Then {Ada Quill} (née {Ostro}) left with {Patricia Nee}.", ["Ada Quill", "Patricia Nee"]),
        ("They asked his wife, Hajiya {Amina}, there.", ["Amina"]),
    ],
)
def test_a_name_is_without_what_addresses_or_explains_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court heard that Justice D.Y. {Rao} will sit.", ["D.Y. Rao"]),
        ("The court heard that Judge Y. {Rao} will sit.", ["Y. Rao"]),
        ("They live in Washington, D.C. {Rao} left.", ["Rao"]),
        ("They chose Plan B. {Rao} left.", ["Rao"]),
    ],
)
def test_initials_before_a_surname_belong_to_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Designer {Ana Quill}-Ostro left.", ["Ana Quill-Ostro"]),
        ("They saw the {Ana Quill}-Backed plan and the {Quill}-Velm line.", ["Ana Quill", "Quill"]),
        ("In Velm plotter Karim {bin Quill} died.", ["Karim bin Quill"]),
        ("Yesterday {van Quill} won.", ["van Quill"]),
        ('Fire Chief {Ed} "Red" Mosden left.', ['Ed "Red" Mosden']),
        ('Sheriff {Ron} "Bat" dela Quill left.', ['Ron "Bat" dela Quill']),
        ('Then {Quill} "Oh" said so.', ["Quill"]),
        ('Then RB Javlon "JJ" {Quill} ran.', ['Javlon "JJ" Quill']),
        ('The mayor "Big" {Quill} ran.', ["Quill"]),
        ("{Eri Hoz/Miyu Kat} beat {Ana Quill}.", ["Eri Hoz", "Miyu Kat", "Ana Quill"]),
    ],
)
def test_a_name_goes_on_over_hyphens_nicknames_and_particles_but_no_stroke(text: str, expected: list[str]) -> None:
    assert names(text) == expected


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


def test_a_storm_takes_nobodys_name() -> None:
    assert names("Hurricane Ada came. {Ada Quill} wept, and {Ada} left.") == ["Ada Quill", "Ada"]


@pytest.mark.parametrize("text", ["Aslam lbw b {Quill} 12", "Bowling: {Quill} 24-6-71-4"])
def test_a_single_name_is_a_players_on_a_scorecard(text: str) -> None:
    assert names(text, likely=0.75) == ["Quill"]
    assert names("Velm beat {Quill} 3-1 there.", likely=0.75) == []


def test_in_folded_copy_a_list_tells_nothing() -> None:
    text = "They call {Quill}, {Ostro} and {Maria Vass} there."
    assert names(text, folded=True, unmarked=True, likely=0.85) == ["Maria Vass"]
