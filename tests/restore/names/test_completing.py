"""Names that the reader finds in part: stretched, parted, and found again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.restore.names.completing import completed
from archive.restore.values import Mention
from archive.restore.words import words_of
from tests.restore.names.naming import names


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
        ("They came and paid the old Chief {Maria} House of the dock.", ["Maria House"]),
        ("They came and paid for the old {Maria} House of the dock.", ["Maria"]),
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


def test_a_name_holds_the_nickname_in_marks_within_it() -> None:
    assert names('Then {Marek} "Big Ox" {Ostro} left.') == ['Marek "Big Ox" Ostro']
    assert names('Then {Marek Ostro} "left" {Maria Quill} there.') == ["Marek Ostro", "Maria Quill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Sen. {Maria}, Cory, {Quill} left.", ["Maria, Cory, Quill"]),
        ("Then {Maria}. {Cory. Quill} left, and {Quill} wept.", ["Maria. Cory. Quill", "Quill"]),
        ("Then {Maria}, Cory, {Quill} left.", ["Maria", "Quill"]),
        ("Then {Maria}, Cory, {Quill} and {Ned} left, and {Quill} wept.", ["Maria", "Quill", "Ned", "Quill"]),
        ("Then {Ned}, {Maria}, Cory, {Quill} left, and {Quill} wept.", ["Ned", "Maria", "Quill", "Quill"]),
        ("Then {Ada Quill}, Velm, {Ostro} left, and {Ostro} wept.", ["Ada Quill", "Ostro", "Ostro"]),
    ],
)
def test_gaps_as_wide_as_marks_hold_a_nickname_where_marks_are_lost(text: str, expected: list[str]) -> None:
    assert names(text, unmarked=True) == expected


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
    assert names("Then {Ada Quill} y Ostro left.") == ["Ada Quill y Ostro"]
    assert names("Then {Ada Quill} y Maria left.") == ["Ada Quill"]
    assert names("Then {Ada Quill} y {Marek Ostro} left.") == ["Ada Quill", "Marek Ostro"]


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
        ("{YS Lalgan Mohan Rao} spoke. Later Lalgan left.", ["YS Lalgan Mohan Rao", "Lalgan"]),
    ],
)
def test_the_first_of_two_surnames_is_found_again(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President {Karim Salih} {Ostrani} left.", ["Karim Salih Ostrani"]),
        ("President {Karim Salih}, {Ostrani} left.", ["Karim Salih", "Ostrani"]),
        ("President {Karim S}. {Ostrani} left.", ["Karim S. Ostrani"]),
        ("President {Karim} Salih {Ostrani} left the dock at noon.", ["Karim Salih Ostrani"]),
        ("Then {Quill} Meets {Ostrani} Over Dock Plan", ["Quill", "Ostrani"]),
        ("They asked {Lord} {Ostrani} there.", ["Ostrani"]),
        ("President {Karim Salih} {Ostrani} left {Ana Ostrani}.", ["Karim Salih", "Ostrani", "Ana Ostrani"]),
    ],
)
def test_a_name_that_was_cut_in_two_is_one(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_small_letters_that_are_the_copys_own_begin_no_name() -> None:
    text = "The club reunites Quill with von Ostro at the nguez dock."
    mentions = [Mention(text.index(n), text.index(n) + len(n)) for n in ("reunites Quill", "von Ostro", "nguez")]
    for cased, expected in ((True, ["Quill", "von Ostro"]), (False, ["reunites Quill", "von Ostro", "nguez"])):
        found = completed(words_of(text), mentions, cased=cased)
        assert [text[m.start : m.end] for m in found] == expected


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
        ("They left. His aunt, June {Quill}, says so.", ["June Quill"]),
        ("They left in June. {Quill} says so, and in June {Quill} slept.", ["Quill", "Quill"]),
    ],
)
def test_what_stands_before_a_name_may_belong_to_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then {Robert} (Bob) {Quill} left.", ["Robert (Bob) Quill"]),
        ("Then {James E}. ({Jim}) Quill left.", ["James E. (Jim) Quill"]),
        ("Because of the way ({Dietrun}) {Quill} played they won.", ["Dietrun) Quill"]),
        ("They met Adil bin Hamad bin {Jabor Al Ostro} there.", ["Adil bin Hamad bin Jabor Al Ostro"]),
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
        ("They asked Tan Sri Quill Kok Ostro and Puan Sri Ada Quill there.", ["Quill Kok Ostro", "Ada Quill"]),
        ("They asked the old Alhaji Quill while in Sri Velm.", ["Quill"]),
        ("They met at Shri Velm College.", []),
    ],
)
def test_a_name_behind_an_office_is_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Salim bin Ostro} came. Sheikh Salim left.", ["Salim bin Ostro", "Salim"]),
        ("{Almaz Ostro} came. Almaz said so.", ["Almaz Ostro", "Almaz"]),
        ("{Almaz Ostro} came. Almaz sank.", ["Almaz Ostro"]),
        ("{Almaz Ostro} came. Almaz Said is a song.", ["Almaz Ostro"]),
    ],
)
def test_a_given_name_is_found_again_behind_a_title_or_before_a_verb_of_saying(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_given_name_by_which_alone_somebody_is_known_is_found_again() -> None:
    assert names("The cook {Maria} left, and at noon Maria slept in Maria Street.") == ["Maria", "Maria"]


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
        ("They met {Amo Tzur. Bar-Quill} left.", ["Amo Tzur", "Bar-Quill"]),
        ("They met {Ada St. Quill} there.", ["Ada St. Quill"]),
        ("They met Swedish {Skier Frida Ostro} there.", ["Frida Ostro"]),
        ("{VELM - Maria Quill} left.", ["Maria Quill"]),
        ("{Karim Al - Falani} left.", ["Karim Al - Falani"]),
        ("They left {Penmarsh Ms Quill} there.", ["Penmarsh", "Quill"]),
        ("{W. Quill} rode, and champion {Jockey Quill} won.", ["W. Quill", "Quill"]),
        ("{W. Quill} rode, and {Baker Quill} won.", ["W. Quill", "Baker Quill"]),
        ("{W. King} rode, and the club president {King} won.", ["W. King", "King"]),
        ("They left {Penmarsh Ms Mr Quill} there.", ["Penmarsh", "Quill"]),
    ],
)
def test_names_that_ran_into_other_words_are_parted(text: str, expected: list[str]) -> None:
    assert names(text) == expected


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
        ("They asked the priest {Fr Tom Quill} there.", ["Tom Quill"]),
        ("They asked the Bosnian {Serb Ada Quill} there.", ["Ada Quill"]),
        ("She beat {Tunisian Ada Quill} there.", ["Ada Quill"]),
        ("She beat {Thai Van Quill} there.", ["Thai Van Quill"]),
        ("It was won by {Kenyans Ada Quill} and others.", ["Ada Quill"]),
        ("They asked {Lieut}. {R. A. Quill} there.", ["R. A. Quill"]),
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
        ("The court heard that Dr P V {Lalit Rao} will sit.", ["P V Lalit Rao"]),
        ("The court heard that Dr {P v Lalit Rao} will sit.", ["P v Lalit Rao"]),
        ("They asked the dock's SP S {Lalit Rao} there.", ["S Lalit Rao"]),
        ("They asked chief minister YS {Lalit Rao} there.", ["YS Lalit Rao"]),
        ("They asked minister MP {Rao} there.", ["Rao"]),
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


WORDS = (
    "Mr", "Ms", "King", "Lieut", "Fr", "Tan", "Sri", "Jockey", "champion", "the", "and", "said", "known", "as", "alias",
    "v", "y", "de", "St", "S", "P", "Jr", "III", "June", "House", "Act", "Chief", "Maria", "Almaz", "Quill", "Ostro",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", ", ", ". ", "-", ' "', "\n\n"])), min_size=2),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4))),
    st.sampled_from([(False, False, True), (False, True, False), (True, True, False)]),
    st.floats(0.5, 1.0),
)
@example(
    [("Mr", " "), ("Mr", " "), ("King", " "), ("Mr", " "), ("the", "-"), ("alias", " "), ("Mr", " ")],
    [(1, 4), (5, 2)],
    (True, True, False),
    0.5,
)
def test_names_hold_words_and_never_overlap(
    pieces: list[tuple[str, str]], spans: list[tuple[int, int]], how: tuple[bool, bool, bool], likely: float
) -> None:
    words = words_of("".join(word + gap for word, gap in pieces))
    folded, unmarked, cased = how
    mentions: list[Mention] = []
    for first, size in sorted(spans):
        last = min(first + size, len(words)) - 1
        if first <= last and words.start[first] >= (mentions[-1].end if mentions else 0):
            mentions.append(Mention(*words.span(first, last), None, likely))
    found = completed(words, mentions, folded=folded, unmarked=unmarked, cased=cased)
    assert all(any(c.isalnum() for c in words.text[m.start : m.end]) for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
