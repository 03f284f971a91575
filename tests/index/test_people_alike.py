"""Names that are one person's by what articles tell: who stands beside them, and in which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

import pytest

from index.names import head_of
from index.people import LocalName, PeopleTable
from index.people_rules import parse_rules

HOME = ["Ivna Marl", "Derk Marl"]


def persons(*articles: str | list[str], rules: str = "") -> PeopleTable:
    """Return who is who in articles, given as lists of people; ``role: name`` tells a role."""
    told = [_people(article) for article in articles]

    def having(asked: Collection[str]) -> Iterator[list[tuple[str, list[str]]]]:
        return (people for people in told if any(name in asked for name, _ in people))

    uses = Counter(name for people in told for name, _ in people)
    local = [LocalName(name, (name,), times) for name, times in uses.items()]
    return PeopleTable.build(local, parse_rules(rules), told=having)


def _people(article: str | list[str]) -> list[tuple[str, list[str]]]:
    parts = [one.rpartition(": ") for one in ([article] if isinstance(article, str) else article)]
    return [(name, [role] if role else []) for role, _, name in parts]


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


def test_names_a_letter_apart_are_one_with_office_and_company_in_common() -> None:
    people = persons(
        *[["Velm senator: Lindsey Marl", "Jo Finch"]] * 2, ["Sen.: Lindsay Marl", "Jo Finch"], ["Lindsay Marl"]
    )

    assert people.of("Lindsay Marl") == "Lindsey Marl"
    assert persons(["chief: Ana Preibus", "Jo Finch"], ["party chief: Ana Priebus", "Jo Finch"]).names() == [
        "Ana Priebus",
        "Jo Finch",
    ]


@pytest.mark.parametrize(
    "other",
    [
        ["minister: Lindsay Marl", "Jo Finch"],  # another office
        ["Lindsay Marl", "Jo Finch"],  # none
        ["senator: Lindsay Marl", "Otto Quill"],  # other company
        ["senator: Lindsay Marl", "senator: Lindsey Marl", "Jo Finch"],  # both in one article
        ["senator: Lindsay Marl Jr.", "Jo Finch"],
        ["senator: Windsey Marl", "Jo Finch"],  # another initial
        ["senator: Linsay Marl", "Jo Finch"],  # two letters
    ],
)
def test_names_a_letter_apart_are_two_without(other: list[str]) -> None:
    people = persons(["senator: Lindsey Marl", "Jo Finch"], other)

    assert {"Lindsey Marl", other[0].removeprefix("senator: ").removeprefix("minister: ")} <= {*people.names()}


@pytest.mark.parametrize(("one", "other"), [("Martin", "Martina"), ("Mario", "Maria"), ("Ivan", "Ivana")])
def test_names_of_a_man_and_a_woman_are_two(one: str, other: str) -> None:
    people = persons([f"senator: {one} Marl", "Jo Finch"], [f"senator: {other} Marl", "Jo Finch"])

    assert people.of(f"{one} Marl") != people.of(f"{other} Marl")


def test_relatives_with_like_names_are_two() -> None:
    people = persons(["son: Keiran Marl", "Derk Marl"], ["eldest son: Kieran Marl", "Derk Marl"])

    assert people.of("Keiran Marl") == "Keiran Marl"


def test_what_the_user_says_comes_before_what_articles_show() -> None:
    split = persons(HOME, ["Ivna", "Derk Marl"], rules="Ivna != Ivna Marl")
    joined = persons(HOME, ["Ivna", "Derk Marl"], ["Ivna Pell"], rules="Ivna Pell = Ivna")

    assert split.of("Ivna") == "Ivna"
    assert joined.of("Ivna") == "Ivna Pell"


@pytest.mark.parametrize(
    ("role", "head"),
    [("Foreign Secretary", "secretary"), ("head of the port", "head"), ("Velm", "velm"), ("of", "of"), ("", "")],
)
def test_the_head_of_a_role_tells_what_it_is(role: str, head: str) -> None:
    assert head_of(role) == head
