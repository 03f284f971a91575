"""Given names that stand alone, and whose they are by who stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

import pytest

from index.people import LocalName, PeopleTable
from index.people_rules import parse_rules

HOME = ["Ivna Marl", "Derk Marl"]


def persons(*articles: list[str], rules: str = "") -> PeopleTable:
    """Return who is who in articles, given as lists of people."""

    def having(asked: Collection[str]) -> Iterator[list[str]]:
        return (people for people in articles if not {*people}.isdisjoint(asked))

    uses = Counter(name for people in articles for name in people)
    local = [LocalName(name, (name,), times) for name, times in uses.items()]
    return PeopleTable.build(local, parse_rules(rules), told=having)


def test_a_given_name_alone_is_whose_relative_stands_beside_it() -> None:
    people = persons(HOME, ["Ivna", "Derk Marl", "Jo Finch"])

    assert people.of("Ivna") == "Ivna Marl"
    assert people.forms("Ivna Marl") == ("Ivna", "Ivna Marl")


def test_a_relative_is_known_by_any_name() -> None:
    assert persons(HOME, ["Ivna", "Marl"], *[["Derk Marl"]] * 12).of("Ivna") == "Ivna Marl"


def test_of_several_with_one_given_name_it_is_the_one_whose_relative_is_named() -> None:
    people = persons(HOME, *[["Ivna Pell", "Jo Pell"]] * 30, ["Ivna", "Derk Marl"])

    assert people.of("Ivna") == "Ivna Marl"


@pytest.mark.parametrize(
    "beside",
    [
        ["Jo Finch"],  # nobody of theirs
        ["Otto Marl"],  # somebody of the surname who never stands beside her
        ["Derk Marl", "Ivna Marl"],  # she stands there herself
        ["Derk Marl", "Jo Pell"],  # a relative of each of two
    ],
)
def test_a_given_name_alone_stays_alone_where_it_may_be_another(beside: list[str]) -> None:
    assert persons(HOME, ["Ivna Pell", "Jo Pell"], ["Ivna", *beside]).of("Ivna") == "Ivna"


def test_a_given_name_that_is_mostly_somebody_elses_stays_alone() -> None:
    assert persons(HOME, ["Ivna", "Derk Marl"], ["Ivna", "Jo Finch"]).of("Ivna") == "Ivna"


def test_a_word_that_is_mostly_a_surname_stays_alone() -> None:
    people = persons(*[["Otto Finch"], ["Jan Finch"]] * 30, ["Finch Marl", "Jo Marl"], ["Finch", "Jo Marl"])

    assert people.of("Finch") == "Finch"


def test_what_the_user_says_comes_before_what_articles_show() -> None:
    split = persons(HOME, ["Ivna", "Derk Marl"], rules="Ivna != Ivna Marl")
    joined = persons(HOME, ["Ivna", "Derk Marl"], ["Ivna Pell"], rules="Ivna = Ivna Pell")

    assert split.of("Ivna") == "Ivna"
    assert joined.of("Ivna") == joined.of("Ivna Pell") != "Ivna Marl"


@pytest.mark.parametrize("alone", ["I", "Ivna Jr."])
def test_a_letter_and_a_name_with_a_suffix_are_no_given_name_alone(alone: str) -> None:
    fuller = alone.split()[0] + " Marl"

    assert persons([fuller, "Derk Marl"], [alone, "Derk Marl"]).of(alone) == alone


@pytest.mark.parametrize(("times", "who"), [(9, "Ivna"), (10, "Ivna Marl")])
def test_ten_articles_outweigh_one_that_does_not_tell(times: int, who: str) -> None:
    assert persons(HOME, *[["Ivna", "Derk Marl"]] * times, ["Ivna", "Jo Finch"]).of("Ivna") == who
