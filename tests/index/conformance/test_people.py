"""People across the archive: one person under many names, several under one."""

from __future__ import annotations

import pytest

from index.engine import SearchEngine
from index.errors import UnknownFieldError
from index.request import FacetCount, FacetRequest, Filter, SearchRequest
from tests.index.build import Known, Said, article, commit, names


def find(engine: SearchEngine, text: str) -> list[str]:
    return sorted(names(engine.search(SearchRequest(text))))


def marl(engine: SearchEngine) -> None:
    """One Marl in three articles, each of which names him otherwise."""
    full = Known("John F. Marl", forms=("Marl",), roles=("secretary of state",))
    commit(
        engine,
        [
            article("full", body="John F. Marl spoke. Marl left.", people=[full], place="Velm", published="2016-07"),
            article("short", body="John Marl spoke.", people=["John Marl", "Li Wen"], published="2016-07-14"),
            article("bare", body="Then Marl spoke.", people=["Marl"], quotes=[Said("Go", "Marl")]),
            article("other", body="Somebody else."),
        ],
    )


def test_a_person_is_found_by_any_form_used_anywhere(engine: SearchEngine) -> None:
    marl(engine)

    for text in ("person:marl", "person:MARL", "person:john", 'person:"john f marl"', "person:mar*", "person:marll~"):
        assert find(engine, text) == ["bare", "full", "short"], text
    assert find(engine, "person:(marl AND wen)") == ["short"]
    assert find(engine, "person:(marl wen)") == []
    assert find(engine, "speaker:john") == ["bare"]


def test_a_title_tells_which_of_several_people_is_meant(engine: SearchEngine) -> None:
    senator = Known("Ana Marl", roles=("Velm senator",))
    commit(
        engine,
        [
            article("senator", body="Ana Marl spoke.", people=[senator], quotes=[Said("Go", "Ana Marl")]),
            article("later", body="Marl spoke.", people=["Ana Marl"]),
            article("wife", body="Eva Marl left.", people=[Known("Eva Marl", roles=("wife of Sen.",))]),
            article("pope", body="Pope Ivan.", people=["Pope Ivan"]),
            article("ivan", body="Dara Ivan.", people=["Dara Ivan"], quotes=[Said("No", "Dara Ivan")]),
        ],
    )

    assert find(engine, 'person:"Sen. Marl"') == find(engine, "person:(Senator Mar*)") == ["later", "senator"]
    assert find(engine, 'person:"Mr. Marl"') == find(engine, 'person:"Gov. Marl"') == ["later", "senator", "wife"]
    assert find(engine, 'speaker:"Senator Marl"') == ["senator"]
    assert find(engine, 'person:"Pope Ivan"') == ["pope"]
    assert find(engine, 'speaker:"Pope Ivan"') == []
    assert engine.complete("person", "Pope I") == [FacetCount("Pope Ivan", 1)]
    assert [person.name for person in engine.find_people("sen marl")] == ["Ana Marl"]
    page = engine.search(
        SearchRequest("", filters=(Filter("person", ("Sen. Marl",)),), facets=(FacetRequest("person"),))
    )
    assert page.total == 2 and not page.notes
    assert page.facets["person"].counts[0] == FacetCount("Ana Marl", 2, "included")


def test_a_title_that_another_has_much_oftener_is_the_others(engine: SearchEngine) -> None:
    senator, once = Known("Ana Marl", roles=("senator",)), Known("Eva Marl", roles=("senator",))
    commit(engine, [article("once", body="Eva Marl.", people=[once])])
    commit(engine, [article(f"{n}", body=f"Ana Marl spoke {n} times.", people=[senator]) for n in range(11)])

    assert "once" not in find(engine, 'person:"Sen. Marl"')


def test_the_s_of_a_possessive_is_no_part_of_a_name(engine: SearchEngine) -> None:
    marl(engine)
    request = SearchRequest("", filters=(Filter("person", ("John Marl’s",)),), facets=(FacetRequest("person"),))

    page = engine.search(request)

    assert sorted(names(page)) == find(engine, "person:Marl's") == ["bare", "full", "short"]
    assert page.facets["person"].counts[0] == FacetCount("John F. Marl", 3, "included")
    assert find(engine, "speaker:marl's") == ["bare"]
    assert [person.name for person in engine.find_people("Marl's")] == ["John F. Marl"]
    assert engine.near_names("Mral's") == ["John F. Marl"]


def test_a_title_before_a_name_is_left_out(engine: SearchEngine) -> None:
    marl(engine)
    request = SearchRequest("", filters=(Filter("person", ("Sen. John Marl",)),), facets=(FacetRequest("person"),))

    page = engine.search(request)

    assert sorted(names(page)) == ["bare", "full", "short"]
    assert page.facets["person"].counts[0] == FacetCount("John F. Marl", 3, "included")
    assert find(engine, 'person:"President Marl"') == find(engine, "person:(mr ma*)") == ["bare", "full", "short"]
    assert find(engine, 'speaker:"Sen. John"') == ["bare"]
    assert [person.name for person in engine.find_people("Secretary Marl")] == ["John F. Marl"]
    assert engine.complete("person", "Mr. Jo") == [FacetCount("John F. Marl", 3)]


def test_a_star_in_a_name_to_filter_by_is_any_run_of_letters(engine: SearchEngine) -> None:
    marl(engine)
    request = SearchRequest("", filters=(Filter("person", ("john ma*",)),), facets=(FacetRequest("person"),))

    page = engine.search(request)

    assert sorted(names(page)) == ["bare", "full", "short"]
    assert page.facets["person"].counts[0] == FacetCount("John F. Marl", 3, "included")


def test_hits_and_facets_name_people_archive_wide(engine: SearchEngine) -> None:
    marl(engine)

    page = engine.search(SearchRequest("spoke", facets=(FacetRequest("person"), FacetRequest("speaker"))))

    assert {hit.people for hit in page.hits} == {("John F. Marl",), ("John F. Marl", "Li Wen")}
    assert page.facets["person"].counts == (FacetCount("John F. Marl", 3), FacetCount("Li Wen", 1))
    assert page.facets["speaker"].counts == (FacetCount("John F. Marl", 1),)


def test_a_hit_names_who_is_mentioned_most_before_the_others(engine: SearchEngine) -> None:
    body = "Ana Ruiz spoke. Tom Marl and Eva Holt listened. Marl left, Holt slept, and Marl's dog barked."
    people = [Known("Li Wen"), Known("Ana Ruiz"), Known("Eva Holt", ("Holt",)), Known("Tom Marl", ("Marl",))]
    commit(engine, [article("a", body=body, people=people)])

    assert engine.search(SearchRequest()).hits[0].people == ("Tom Marl", "Eva Holt", "Li Wen", "Ana Ruiz")


def test_a_role_is_one_however_its_letters_are_written(engine: SearchEngine) -> None:
    printed = ("Senate Leader", "senate leader", "Senate Leader", "SENATE LEADER", "mayor")
    commit(
        engine,
        [
            article(f"a{number}", body="Ana Ruiz spoke.", people=[Known("Ana Ruiz", roles=(role,))])
            for number, role in enumerate(printed)
        ]
        + [article("both", body="Ana Ruiz.", people=[Known("Ana Ruiz", roles=("Senate Leader", "senate leader"))])],
    )

    page = engine.person("Ana Ruiz")

    assert page is not None
    assert page.roles == (("Senate Leader", 5), ("mayor", 1))


def test_a_person_of_a_hit_is_named_once(engine: SearchEngine) -> None:
    commit(engine, [article("x", body="Ana Ruiz, A. Ruiz.", people=["Ana Ruiz", "A. Ruiz"])])

    assert engine.search(SearchRequest()).hits[0].people == ("Ana Ruiz",)


def test_two_people_of_one_name_both_come_and_the_answer_says_so(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("ana", people=["Ana Ruiz"]),
            article("tom", people=["Tom Ruiz"]),
            article("tom2", people=["Tom Ruiz"]),
        ],
    )

    page = engine.search(SearchRequest("person:ruiz"))

    assert sorted(names(page)) == ["ana", "tom", "tom2"]
    assert page.notes == ("ruiz is 2 people: Tom Ruiz (2), Ana Ruiz (1)",)
    assert engine.search(SearchRequest("person:ana")).notes == ()


def test_articles_about_a_person_rank_before_those_that_mention_one(engine: SearchEngine) -> None:
    about = "Ana Ruiz spoke. Ana Ruiz left. Ana Ruiz slept."
    others = ["Tom Marl", "Li Wen", "Eva Lind"]
    commit(
        engine,
        [
            article("mention", body=f"Ana Ruiz met {', '.join(others)}.", people=["Ana Ruiz", *others]),
            article("about", body=about, people=["Ana Ruiz"]),
            article("none", body="x"),
        ],
    )

    assert names(engine.search(SearchRequest("person:ruiz"))) == ["about", "mention"]


def test_people_are_listed_with_what_they_do(engine: SearchEngine) -> None:
    marl(engine)

    everyone = engine.people()

    assert [(person.name, person.articles, person.mentions, person.quotes) for person in everyone] == [
        ("John F. Marl", 3, 5, 1),
        ("Li Wen", 1, 0, 0),
    ]
    assert set(everyone[0].forms) == {"John F. Marl", "John Marl", "Marl"}
    assert engine.people(limit=1) == everyone[:1]
    assert engine.people(offset=1) == everyone[1:]
    assert engine.find_people("marl") == everyone[:1]
    assert engine.find_people("Wen li") == everyone[1:]
    assert engine.find_people("nobody") == []


def test_a_page_of_a_person_tells_roles_places_company_months_and_quotes(engine: SearchEngine) -> None:
    marl(engine)

    page = engine.person("John F. Marl")

    assert page is not None
    assert page.person == engine.people()[0]
    assert page.roles == (("secretary of state", 1),)
    assert page.places == (("Velm", 1),)
    assert page.companions == (("Li Wen", 1),)
    assert page.months == (("2016-07", 2),)
    assert [quote.text for quote in page.quotes] == ["Go"]
    assert engine.person("marl") is None


def test_the_latest_quotes_of_a_person_come_first(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article(f"a{day}", people=["Li Wen"], quotes=[Said(f"Day {day}", "Li Wen")], published=f"2016-07-{day}")
            for day in (12, 14, 13)
        ],
    )

    page = engine.person("Li Wen", quotes=2)

    assert page is not None
    assert [quote.text for quote in page.quotes] == ["Day 14", "Day 13"]


def test_near_misses_of_a_name_are_offered(engine: SearchEngine) -> None:
    marl(engine)

    assert engine.near_names("Jon Marrl")[0] == "John F. Marl"
    assert engine.near_names("Li Wenn")[0] == "Li Wen"
    assert engine.near_names("Zebedee") == engine.near_names("Zebedee Quark") == []

    commit(
        engine, [article("two", people=["Ana O'Dell"]), *(article(f"z{n}", people=["Zoe O’Dell"]) for n in range(2))]
    )

    assert engine.near_names("ODell") == ["Zoe O’Dell", "Ana O'Dell"]
    assert engine.near_names("ODell", limit=1) == ["Zoe O’Dell"]
    assert engine.near_names("Ana Odel") == ["Ana O'Dell"]


def test_values_are_completed_by_the_beginning_of_any_word(engine: SearchEngine) -> None:
    marl(engine)

    commit(engine, [article("marks", people=["Eva O’Dell-Lind"])])
    for typed in ("O'D", "dell L", "Eva O'Dell", "o’dell lind"):
        assert engine.complete("person", typed) == [FacetCount("Eva O’Dell-Lind", 1)], typed
    for typed in ("O'Del L", "ell", "'"):
        assert engine.complete("person", typed) == [], typed
    commit(engine, [], ["marks"])

    assert engine.complete("person", "m") == [FacetCount("John F. Marl", 3)]
    assert engine.complete("person", "") == [FacetCount("John F. Marl", 3), FacetCount("Li Wen", 1)]
    assert engine.complete("person", "", limit=1) == [FacetCount("John F. Marl", 3)]
    assert engine.complete("place", "VE") == [FacetCount("Velm", 1)]
    assert engine.complete("place", "x") == []
    with pytest.raises(UnknownFieldError, match="cannot count by 'body'"):
        engine.complete("body", "m")


def test_a_filter_by_a_whole_name_takes_all_articles_of_the_person(engine: SearchEngine) -> None:
    marl(engine)

    def by(value: str) -> list[str]:
        return sorted(names(engine.search(SearchRequest(filters=(Filter("person", (value,), exact=True),)))))

    assert by("John F. Marl") == ["bare", "full", "short"]
    assert by("John Marl") == []


def test_names_change_with_what_is_stored(engine: SearchEngine) -> None:
    marl(engine)
    commit(engine, [article("kim", people=["Kim Marl"])])

    assert find(engine, "person:kim") == ["kim"]
    assert [person.name for person in engine.people()] == ["John F. Marl", "Kim Marl", "Li Wen", "Marl"]

    commit(engine, remove=["kim"])

    assert [person.name for person in engine.people()] == ["John F. Marl", "Li Wen"]


def test_who_is_named_by_a_given_name_alone_is_one_person_with_the_full_name(engine: SearchEngine) -> None:
    home = ["Ivna Marl", "Derk Marl", "Jo Finch"]
    met = "Ivna Marl, Derk Marl and Jo Finch met."
    commit(engine, [article(name, body=met, people=home) for name in ("full", "fuller")])
    commit(
        engine,
        [
            article(
                "alone", body="Derk Marl and Ivna left.", people=["Ivna", "Derk Marl"], quotes=[Said("Go", "Ivna")]
            ),
        ],
    )

    assert [(one.name, one.articles, one.quotes) for one in engine.find_people("ivna marl")] == [("Ivna Marl", 3, 1)]
    assert engine.find_people("ivna marl")[0].forms == ("Ivna Marl", "Ivna")
    assert find(engine, "person:ivna") == ["alone", "full", "fuller"]

    commit(engine, remove=["full", "fuller"])

    assert {one.name for one in engine.find_people("ivna")} == {"Ivna"}


def test_what_was_withdrawn_does_not_tell_who_is_who(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("full", body="Ivna Marl left.", people=["Ivna Marl"]),
            article("alone", body="Derk Marl and Ivna left.", people=["Ivna", "Derk Marl"]),
            article("couple", body="Ivna and Derk Marl.", people=["Ivna Marl", "Derk Marl"], status="canceled"),
            article("son", body="Ian B. Finch left.", people=["Ian B. Finch Jr."]),
            article("father", body="Ian Finch stayed.", people=["Ian Finch"]),
            article("both", body="Father and son.", people=["Ian B. Finch Jr.", "Ian Finch"], status="canceled"),
        ],
    )

    assert [person.name for person in engine.people()] == ["Ian B. Finch Jr.", "Derk Marl", "Ivna", "Ivna Marl"]

    commit(engine, remove=["both"])
    commit(engine, [article("couple", body="Ivna and Derk Marl.", people=["Ivna Marl", "Derk Marl"])])

    assert {person.name for person in engine.people()} == {"Ian B. Finch Jr.", "Derk Marl", "Ivna Marl"}


def test_a_given_name_that_oftener_stands_without_relatives_stays_alone(engine: SearchEngine) -> None:
    commit(engine, [article("full", body="Ivna and Derk Marl.", people=["Ivna Marl", "Derk Marl"])])
    commit(engine, [article("alone", body="Derk Marl and Ivna.", people=["Ivna", "Derk Marl"])])
    commit(engine, [article("other", body="Ivna sang.", people=["Ivna"])])

    assert {person.name for person in engine.people()} == {"Ivna Marl", "Derk Marl", "Ivna"}
