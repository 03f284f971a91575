from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.names import told_apart
from index.people import LocalName, PeopleTable, several
from index.people_rules import PeopleRules, parse_rules
from index.query.nodes import Exact, Fuzzy, Prefix, Wildcard


def table(rules: str = "", /, **counts: int) -> PeopleTable:
    """Return the table of names (``_`` for a space) with their articles."""
    return build({name.replace("_", " "): count for name, count in counts.items()}, rules)


def build(counts: dict[str, int], rules: str = "") -> PeopleTable:
    return PeopleTable.build((LocalName(name, (name,), count) for name, count in counts.items()), parse_rules(rules))


def persons(counts: dict[str, int], rules: str = "") -> dict[str, str]:
    people = build(counts, rules)
    return {name: people.of(name) for name in counts}


def test_all_forms_of_one_name_are_one_person() -> None:
    names = {"John Kerry": 50, "John F. Kerry": 3, "John Forbes Kerry": 1, "J. Kerry": 1, "J. F. Kerry": 1, "Kerry": 9}

    assert set(persons(names).values()) == {"John Kerry"}


def test_the_name_most_used_is_shown_but_never_a_bare_surname_or_initial() -> None:
    assert persons({"Kerry": 90, "J. Kerry": 50, "John Kerry": 1})["Kerry"] == "John Kerry"
    assert persons({"John Kerry": 2, "John F. Kerry": 3})["John Kerry"] == "John F. Kerry"
    assert persons({"Kerry": 90, "J. Kerry": 50})["Kerry"] == "J. Kerry"


def test_accents_case_titles_and_the_arabic_article_do_not_count() -> None:
    assert set(persons({"José Díaz": 2, "JOSE DIAZ": 1, "Jose Diaz": 1}).values()) == {"José Díaz"}
    assert set(persons({"Jørn Łaska": 2, "Jorn Laska": 1}).values()) == {"Jørn Łaska"}
    assert set(persons({"Bashar al-Assad": 2, "Bashar Assad": 1, "al-Assad": 1, "Assad": 1}).values()) == {
        "Bashar al-Assad"
    }
    assert persons({"Ana Ruiz": 2, "Mrs. Ruiz": 1, "Mayor Lind": 1})["Mrs. Ruiz"] == "Ana Ruiz"


def test_a_surname_with_an_elided_particle_may_stand_alone() -> None:
    assert set(persons({"Pat O'Brannock": 2, "P. O’Brannock": 1, "O'Brannock": 1}).values()) == {"Pat O'Brannock"}
    assert set(persons({"Ana d’Ostro": 2, "Mrs. D'Ostro": 1}).values()) == {"Ana d’Ostro"}
    assert persons({"Olaf Brannock": 2, "Pat O'Brannock": 2, "O. Brannock": 1})["O. Brannock"] == "Olaf Brannock"


def test_two_people_who_share_a_surname_stay_two() -> None:
    assert persons({"Ana Ruiz": 3, "Tom Ruiz": 2, "Ruiz": 5}) == {
        "Ana Ruiz": "Ana Ruiz",
        "Tom Ruiz": "Tom Ruiz",
        "Ruiz": "Ruiz",
    }


def test_a_bare_surname_means_who_has_ten_times_the_articles_of_all_others() -> None:
    assert persons({"Ana Ruiz": 30, "Tom Ruiz": 2, "Eva Ruiz": 1, "Ruiz": 5})["Ruiz"] == "Ana Ruiz"
    assert persons({"Ana Ruiz": 29, "Tom Ruiz": 2, "Eva Ruiz": 1, "Ruiz": 5})["Ruiz"] == "Ruiz"


def test_a_bare_name_that_is_oftener_given_is_no_surname() -> None:
    assert persons({"Dara Ivan": 2, "Ivan Quill": 2, "Ivan Marl": 1, "Ivan": 4})["Ivan"] == "Ivan"
    assert persons({"Dara Ivan": 3, "Ivan Quill": 2, "Ivan Marl": 1, "Ivan": 4})["Ivan"] == "Dara Ivan"
    assert persons({"Pope Ivan": 30, "Dara Ivan": 2, "Ivan": 4})["Ivan"] == "Pope Ivan"


def test_middle_names_that_conflict_keep_people_apart() -> None:
    bushes = {"George W. Marsh": 5, "George H. W. Marsh": 4, "George Marsh": 1, "Marsh": 1}

    assert persons(bushes) == {name: name for name in bushes}
    assert persons({"Jo Ann Lee": 1, "Jo A. Lee": 1, "Jo Alan Lee": 1})["Jo A. Lee"] == "Jo A. Lee"


def test_an_initial_joins_one_person_only() -> None:
    assert persons({"John Kerry": 1, "Bob Kerry": 1, "J. Kerry": 1})["J. Kerry"] == "John Kerry"
    assert persons({"John Kerry": 1, "Jane Kerry": 1, "J. Kerry": 1})["J. Kerry"] == "J. Kerry"
    assert persons({"John Edgar Marl": 1, "J. Edgar Marl": 1})["J. Edgar Marl"] == "John Edgar Marl"


def test_an_initial_in_front_of_a_given_name_may_be_left_out() -> None:
    assert set(persons({"J. Edgar Marl": 3, "Edgar Marl": 1}).values()) == {"Edgar Marl"}
    assert set(persons({"W. J. Edgar Marl": 1, "Edgar Marl": 1, "Marl": 1}).values()) == {"Edgar Marl"}
    apart = {"J. Edgar Marl": 1, "K. Edgar Marl": 1, "Edgar Marl": 1}
    assert persons(apart) == {name: name for name in apart}
    assert len(set(persons({"John Edgar Marl": 1, "Edgar Marl": 1}).values())) == 2


def test_initials_may_stand_without_stops() -> None:
    assert set(persons({"J.K. Marl": 6, "JK Marl": 4, "Marl": 1}).values()) == {"J.K. Marl"}
    assert set(persons({"George H. W. Marl": 6, "George HW Marl": 4}).values()) == {"George H. W. Marl"}
    assert persons({"JO MARL": 6, "J. O. Marl": 4})["JO MARL"] == "JO MARL"
    assert set(persons({"LI Wen": 6, "Li Wen": 4}).values()) == {"LI Wen"}
    assert set(persons({"LT Ana Ruiz": 6, "Ana Ruiz": 4}).values()) == {"LT Ana Ruiz"}


def test_father_and_son_stay_two() -> None:
    names = {"Martin King": 5, "Martin King Jr.": 4, "Martin King, Sr": 1, "King": 1}

    assert persons(names) == {name: name for name in names}


def test_a_formal_name_may_go_without_its_suffix_where_no_article_has_both() -> None:
    names = {"Robert S. Marl III": 5, "Robert S. Marl": 2, "Robert Marl": 40, "Marl": 1}

    assert set(persons(names).values()) == {"Robert Marl"}
    assert persons(names | {"Robert A. Marl": 1})["Robert Marl"] == "Robert Marl"
    assert persons({"Robert Marl III": 5, "Robert Marl": 4})["Robert Marl"] == "Robert Marl"
    assert persons({"Robert S. Marl Sr.": 5, "Robert Marl": 4})["Robert Marl"] == "Robert Marl"
    apart = PeopleTable.build(
        (LocalName(name, (name,), count) for name, count in names.items()),
        apart=told_apart(["Ana Ruiz", "Robert S. Marl III", "Robert Marl"]),
    )
    assert apart.of("Robert Marl") == "Robert Marl"
    assert apart.of("Robert S. Marl III") == apart.of("Robert S. Marl") == "Robert S. Marl III"


def test_a_ruler_is_one_with_and_without_a_number() -> None:
    names = {"Queen Mara II": 5, "Queen Mara": 9, "Mara II": 1, "Mara Quill": 20}

    assert {persons(names)[name] for name in ("Queen Mara II", "Queen Mara", "Mara II")} == {"Queen Mara"}
    assert persons({"Pope Ivan XVI": 5, "Pope Ivan": 1})["Pope Ivan"] == "Pope Ivan XVI"
    assert persons({"King Karim I": 5, "King Karim II": 1, "King Karim": 1})["King Karim"] == "King Karim"


def test_single_names_that_are_nobodys_surname_stay_themselves() -> None:
    assert persons({"Madonna": 3, "Ana Ruiz": 1, "Ana": 1}) == {
        "Madonna": "Madonna",
        "Ana Ruiz": "Ana Ruiz",
        "Ana": "Ana",
    }


def test_a_name_without_letters_is_itself() -> None:
    assert persons({"???": 1, "Ana Ruiz": 1})["???"] == "???"


def test_a_surname_with_particles_is_a_surname() -> None:
    assert persons({"Anna van der Meer": 2, "Van der Meer": 1})["Van der Meer"] == "Anna van der Meer"


def test_merges_of_the_user_come_first_and_name_the_person() -> None:
    names = {"John Marl": 3, "Jack Marl": 9, "Marl": 1, "Li Wen": 1}

    assert persons(names, "John Marl = Jack Marl") == {
        "John Marl": "John Marl",
        "Jack Marl": "John Marl",
        "Marl": "John Marl",
        "Li Wen": "Li Wen",
    }
    assert persons(names, "Uncle Sam = Li Wen = Sam")["Li Wen"] == "Uncle Sam"
    assert persons(names, "Marl = Li Wen")["Li Wen"] == "Marl"
    assert persons({"Jo Marl": 1, "Bob Marl": 1, "Marl": 1}, "Jo Marl = Marl")["Bob Marl"] == "Bob Marl"


def test_splits_of_the_user_undo_what_spelling_concludes() -> None:
    names = {"John Marl": 3, "John F. Marl": 9, "Marl": 1}

    split = persons(names, "John Marl != John F. Marl")
    assert split == {name: name for name in names}
    assert persons(names, "Marl != John Marl\nMarl != John F. Marl")["Marl"] == "Marl"


def test_forms_are_most_frequent_first_and_hold_the_name_shown() -> None:
    people = PeopleTable.build(
        [LocalName("John Marl", ("John Marl", "Marl", "Johnny"), 2), LocalName("Marl", ("Marl",), 5)]
    )

    assert people.forms("John Marl") == ("Marl", "John Marl", "Johnny")
    assert people.forms("nobody") == ()
    assert people.names() == ["John Marl"]
    assert len(people) == 1


def test_two_names_that_articles_use_for_one_person_are_one() -> None:
    def shown(name: str, *names: LocalName) -> str:
        return PeopleTable.build(names).of(name)

    kit = LocalName("Kit Marl", ("Kit Marl", "Karin Marl", "Marl"), 1)
    assert shown("Karin Marl", kit, LocalName("Karin Marl", ("Karin Marl",), 10)) == "Karin Marl"
    assert shown("Kit Marl", kit, LocalName("Karin Marl", ("Karin Marl",), 10)) == "Karin Marl"
    assert shown("Kit Marl", kit, LocalName("Karin Marl", ("Karin Marl",), 11)) == "Kit Marl"
    assert shown("Kit Marl", kit, LocalName("Karin Marl Jr.", (), 1)) == "Kit Marl"
    another = LocalName("Kat Marl", ("Kat Marl", "Karin Marl"), 1)
    assert shown("Karin Marl", kit, another, LocalName("Karin Marl", (), 1)) == "Karin Marl"
    assert shown("Kit Marl", kit, another, LocalName("Karin Marl", (), 1)) == "Kit Marl"


def test_a_nickname_is_short_for_a_full_name_where_the_surname_alone_means_the_two() -> None:
    names = {"Joe Marl": 6, "Joseph R. Marl Jr.": 4, "J. Marl": 1, "Marl": 3, "Ana Marl": 1}

    assert set(persons(names).values()) == {"Joe Marl", "Ana Marl"}
    assert persons({"Bob Marl": 1, "Robert Marl": 1})["Robert Marl"] == "Robert Marl"
    assert len(set(persons({"Mike Lee": 6, "Michael Lee": 3, "Ana Lee": 1}).values())) == 3
    assert len(set(persons({"Ron Marl": 9, "Ronald A. Marl": 1, "Ronald B. Marl": 1}).values())) == 3
    assert len(set(persons({"Tom Marl": 9, "Thomas Marl Jr.": 1}).values())) == 2
    assert len(set(persons({"Joe A. Marl": 2, "Joseph B. Marl": 2}).values())) == 2
    assert len(set(persons({"Joe Marl": 2, "Joseph Marl": 2}, "Joe Marl != Joseph Marl").values())) == 2


def test_people_are_found_by_words_of_one_form() -> None:
    people = PeopleTable.build(
        [LocalName("Ana Ruiz", ("Ana Ruiz", "Mayor Ruiz"), 2), LocalName("Tom Marl", ("Tom Marl",), 1)]
    )

    assert people.find([Exact("ruiz")]) == ["Ana Ruiz"]
    assert people.find([Exact("mayor"), Exact("ruiz")]) == ["Ana Ruiz"]
    assert people.find([Exact("mayor"), Exact("ana")]) == []
    assert people.find([Prefix("m")]) == ["Ana Ruiz", "Tom Marl"]
    assert people.find([Wildcard("t*l")]) == ["Tom Marl"]
    assert people.find([Fuzzy("riuz", 1)]) == ["Ana Ruiz"]
    assert people.find([]) == []


def test_near_names_have_words_spelled_nearly_so() -> None:
    people = build({"Ana Ruiz": 1, "Tom Ruiz": 1, "Li Wen": 1})

    assert people.near("Anna Riuz") == ["Ana Ruiz"]
    assert people.near("Ruis") == ["Ana Ruiz", "Tom Ruiz"]
    assert people.near("Ruis", limit=1) == ["Ana Ruiz"]
    assert people.near("Zebedee Quark") == []


def test_a_word_near_to_none_is_let_pass_beside_words_that_tell_few_people() -> None:
    five = {f"John {surname}": 1 for surname in ("Marl", "Lind", "Weiss", "Brandt", "Osk")} | {"Li Wen Ostrau": 1}
    people = build(five)

    assert people.near("Tom Marl") == ["John Marl"]
    assert people.near("Li Wen Zebedee") == ["Li Wen Ostrau"]
    assert people.near("Jon Zebedee") == people.near("Zebedee Mral") == []
    assert len(people.near("John Zebedee")) == 5
    assert build(five | {"John Rhee": 1}).near("John Zebedee") == []


def test_all_whose_every_word_is_near_are_offered_however_many_they_are() -> None:
    names = [f"{name} Ruiz" for name in ("Ana", "Eva", "Ida", "Jo", "Ola", "Una")]

    assert build(dict.fromkeys(names, 1)).near("Ruis", limit=9) == names


def test_names_much_farther_off_than_the_nearest_are_not_near() -> None:
    people = build({"Anton Ruizan": 1, "Anton Ruisan": 1, "Entom Rizam": 1})

    assert people.near("Anton Ruizam") == ["Anton Ruizan", "Anton Ruisan"]


def test_an_unknown_name_is_the_person_whose_key_it_has_or_itself() -> None:
    people = build({"José Díaz": 1})

    assert people.of("Jose Diaz") == "José Díaz"
    assert people.of("Eva Lind") == "Eva Lind"


def called(by_it: int, alone: int, **others: int) -> str:
    """Return who Ivna is, alone in so many articles, where Ivna Marl is called by it in some of forty."""
    names = [LocalName("Ivna Marl", ("Ivna Marl", "Ivna"), by_it), LocalName("Ivna Marl", ("Ivna Marl",), 40 - by_it)]
    more = [LocalName(name.replace("_", " "), (name.replace("_", " "),), times) for name, times in others.items()]
    return PeopleTable.build([*names, LocalName("Ivna", ("Ivna",), alone), *more]).of("Ivna")


def test_who_lost_the_apostrophe_of_what_is_his_is_himself() -> None:
    names = {"Ana Ruiz": 30, "Ana Ruizs": 2, "Ruizs": 1, "Bo Ruiz": 10, "Bo Ruizs": 1}

    assert persons(names)["Ana Ruizs"] == "Ana Ruiz"
    assert persons(names)["Bo Ruizs"] == "Bo Ruiz"
    assert persons(names, "Ana Ruizs != Ana Ruiz")["Ana Ruizs"] == "Ana Ruizs"
    assert persons(names | {"Ana Ruiz": 19})["Ana Ruizs"] == "Ana Ruizs"
    assert persons(names | {"Eva Ruizs": 1})["Ana Ruizs"] == "Ana Ruizs"


def test_a_given_name_alone_is_who_is_called_by_it_in_many_articles_and_nearly_alone_has_it() -> None:
    assert called(12, 3, Ivna_Pell=4) == "Ivna Marl"
    assert called(12, 3, Ivna_Pell=5) == "Ivna"
    assert called(9, 3) == "Ivna"
    assert called(12, 12) == "Ivna"
    assert called(12, 3, Mia_Ivna=5) == "Ivna"


def test_a_name_that_is_several_people_is_told() -> None:
    assert several("ruiz", [("Ana Ruiz", 1)]) is None
    assert several("ruiz", [("Ana Ruiz", 1), ("Tom Ruiz", 2)]) == "ruiz is 2 people: Tom Ruiz (2), Ana Ruiz (1)"
    many = [(f"{first} Ruiz", 1) for first in "ABCDEFG"]
    assert several("ruiz", many) == (
        "ruiz is 7 people: A Ruiz (1), B Ruiz (1), C Ruiz (1), D Ruiz (1), E Ruiz (1) and 2 more"
    )


_GIVEN = st.sampled_from(["John", "J.", "Jane", "Bob", "", "John F.", "John Forbes", "John Francis", "J. F.", "al"])
_SURNAME = st.sampled_from(["Kerry", "Marl", "al-Marl", "Kerry Jr.", "Díaz"])
_NAMES = st.lists(
    st.tuples(st.builds(lambda given, surname: f"{given} {surname}".strip(), _GIVEN, _SURNAME), st.integers(1, 40)),
    max_size=12,
)
_RULES = st.sampled_from(
    [PeopleRules(), parse_rules("John Kerry = Bob Marl"), parse_rules("Kerry != John Kerry\nJane Marl = Marl")]
)


@given(_NAMES, _RULES, st.randoms())
def test_the_order_of_names_plays_no_part(names: list[tuple[str, int]], rules: PeopleRules, dice: object) -> None:
    locals_ = [LocalName(name, (name,), count) for name, count in names]
    shuffled = list(locals_)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = PeopleTable.build(locals_, rules), PeopleTable.build(shuffled, rules)

    assert {name: one.of(name) for name, _ in names} == {name: other.of(name) for name, _ in names}
    assert {name: one.forms(name) for name in one.names()} == {name: other.forms(name) for name in other.names()}


@given(_NAMES)
def test_every_name_is_a_form_of_its_person(names: list[tuple[str, int]]) -> None:
    people = PeopleTable.build(LocalName(name, (name,), count) for name, count in names)

    for name, _ in names:
        assert name in people.forms(people.of(name))
        assert people.of(people.of(name)) == people.of(name)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_text_may_be_a_name(names: list[str]) -> None:
    people = PeopleTable.build(LocalName(name, (), 1) for name in names)

    assert {people.of(name) for name in names} == set(people.names())


def test_a_thousand_people_of_one_surname_stay_apart() -> None:
    given = [f"Q{first}{second}" for first in _LETTERS for second in _LETTERS]
    people = PeopleTable.build(LocalName(name, (), 1) for name in [*(f"{one} Smith" for one in given), "Smith"])

    assert len(people) == len(given) + 1


_LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]
