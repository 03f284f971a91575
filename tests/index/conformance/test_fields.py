"""Fields with values: names, sources, places, paths, dates and what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from index.article import Damage, Location, Value
from index.engine import SearchEngine
from index.errors import QuerySyntaxError, UnknownFieldError
from index.request import DateRange, FacetRequest, Filter, SearchRequest
from tests.index.build import Known, article, article_id, commit, names

TODAY = date(2016, 7, 14)


def find(engine: SearchEngine, text: str) -> list[str]:
    return sorted(names(engine.search(SearchRequest(text, today=TODAY))))


def test_all_words_asked_together_must_stand_in_one_value(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("both", agency="Northern Wire", publication="Daily Post", keywords=("sea ferry", "dam")),
            article("wire", agency="Northern Wire"),
            article("post", publication="The Daily Post of Velm"),
        ],
    )

    assert find(engine, "source:wire") == ["both", "wire"]
    assert find(engine, "source:post") == ["both", "post"]
    assert find(engine, 'source:"northern post"') == []
    assert find(engine, 'source:"post daily"') == ["both", "post"]
    assert find(engine, "agency:northern publication:daily") == ["both"]
    assert find(engine, "keyword:(sea ferry)") == ["both"]
    assert find(engine, "keyword:(sea dam)") == []
    assert find(engine, "keyword:(sea AND dam)") == ["both"]
    assert find(engine, "source:nor*") == ["both", "wire"]
    assert find(engine, "source:d?ily") == ["both", "post"]
    assert find(engine, "source:noothern~") == ["both", "wire"]
    assert find(engine, "publication:the*velm") == ["post"]


def test_roles_are_prose_and_phrases_do_not_cross_from_one_to_the_next(engine: SearchEngine) -> None:
    ruiz = Known("Ana Ruiz", roles=("secretary of state", "department head"))
    commit(engine, [article("ruiz", body="Ana Ruiz spoke.", people=[ruiz])])

    assert find(engine, 'role:"secretary of state"') == ["ruiz"]
    assert find(engine, "role:secretaries") == ["ruiz"]
    assert find(engine, 'role:"state department"') == []
    assert find(engine, 'role:"state department"~100') == []


def test_places_are_those_of_the_dateline_and_those_stated(engine: SearchEngine) -> None:
    commit(
        engine,
        [article("line", place="New Velm"), article("stated", places=(Value("Zürich"), Value("Velm", stated=False)))],
    )

    assert find(engine, "place:velm") == ["line", "stated"]
    assert find(engine, "place:zurich") == ["stated"]
    assert find(engine, 'place:"new velm"') == ["line"]
    assert {hit.place for hit in engine.search(SearchRequest()).hits} == {"New Velm", "Zürich"}


def test_damage_tells_clean_copy_from_the_rest(engine: SearchEngine) -> None:
    commit(engine, [article("lost", body="abc", damage=(Damage(0, 3, "stripped"),)), article("clean", body="abc")])

    assert find(engine, "damage:stripped") == ["lost"]
    assert find(engine, "damage:none") == ["clean"]
    assert find(engine, "-damage:none") == ["lost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("path:flood", ["a"]),
        ("path:2016/07", ["a", "b"]),
        ("path:07/2016", []),
        ("path:2016/*", ["a", "b"]),
        ("path:*/flood*", ["a"]),
        ("path:flood-?.txt", ["a"]),
        ("path:lood*", []),
        ('path:"*two blanks*"', ["b"]),
        ("path:/NEWS/*/b.xml", ["b"]),
        ("path:part.xml", ["b"]),
        ("path:*part.xml", ["b"]),
        ("path:mirror", ["a"]),
        ("url:example.org", ["b"]),
        ("url:*business/*", ["b"]),
    ],
)
def test_paths_are_asked_by_words_or_by_patterns(engine: SearchEngine, text: str, expected: list[str]) -> None:
    commit(
        engine,
        [
            article("a", locations=(Location("/news/2016/07/flood-1.txt"), Location("/mirror/x.txt"))),
            article(
                "b",
                locations=(Location("/news/2016/07/b.xml", "part.xml"), Location("/old/two  blanks.xml")),
                url="https://example.org/business/1",
            ),
        ],
    )

    found = [hit.id for hit in engine.search(SearchRequest(text)).hits]

    assert sorted(found) == sorted(article_id(name) for name in expected)


def test_ids_may_be_shortened(engine: SearchEngine) -> None:
    commit(engine, [article("one"), article("two")])
    one = article_id("one")

    for text in (one, one[:12], one[:12].upper(), f"{one[:12]}*"):
        assert find(engine, f"id:{text}") == ["one"], text
    assert find(engine, f"id:{one[1:12]}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date:2016", ["day", "month", "next", "year"]),
        ("date:2016-07", ["day", "month", "next", "year"]),
        ("date:2016-07-14", ["day", "month", "year"]),
        ('date:"14 July 2016"', ["day", "month", "year"]),
        ("date:today", ["day", "month", "year"]),
        ("date:tomorrow", ["month", "next", "year"]),
        ('date:"last month"', ["year"]),
        ("date:>2016-07-14", ["month", "next", "year"]),
        ("date:>=2016-07-15", ["month", "next", "year"]),
        ("date:<2016-07", ["old", "year"]),
        ("date:<=1969", ["old"]),
        ("date:[2016-07-15 TO 2016-07-20]", ["month", "next", "year"]),
        ("date:{2016-07-14 TO 2016-07-16}", ["month", "next", "year"]),
        ("date:[* TO 1970]", ["old"]),
        ("-date:2016", ["never", "old"]),
        ("missing:date", ["never"]),
        ("date:(1969 OR today)", ["day", "month", "old", "year"]),
    ],
)
def test_dates_touch_the_days_asked_for(engine: SearchEngine, text: str, expected: list[str]) -> None:
    commit(
        engine,
        [
            article("year", published="2016"),
            article("month", published="2016-07"),
            article("day", published="2016-07-14"),
            article("next", published="2016-07-15T01:00:00+00:00"),
            article("old", published="1969-05-05"),
            article("never"),
        ],
    )

    assert find(engine, text) == expected


def test_a_date_range_leaves_out_what_has_no_date(engine: SearchEngine) -> None:
    commit(engine, [article("day", published="2016-07-14"), article("never")])

    def within(since: date | None, until: date | None) -> list[str]:
        return names(engine.search(SearchRequest(dates=DateRange(since, until))))

    assert within(date(2016, 7, 14), None) == ["day"]
    assert within(None, date(2016, 7, 14)) == ["day"]
    assert within(date(2016, 7, 15), None) == []
    assert sorted(within(None, None)) == ["day", "never"]


def test_what_entered_when_can_be_asked(engine: SearchEngine) -> None:
    entered = datetime(2016, 7, 14, 23, 59).astimezone()
    commit(engine, [article("new", added=entered), article("unknown")])

    assert find(engine, "added:today") == ["new"]
    assert find(engine, "added:>=2016") == ["new"]
    assert find(engine, "added:yesterday") == []
    assert find(engine, "missing:added") == ["unknown"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", {"headline": "x"}),
        ("body", {"body": "x"}),
        ("person", {"people": ("Ana Ruiz",)}),
        ("role", {"people": (Known("Ana Ruiz", roles=("mayor",)),)}),
        ("source", {"publication": "x"}),
        ("agency", {"agency": "x"}),
        ("publication", {"publication": "x"}),
        ("place", {"place": "Velm"}),
        ("byline", {"byline": ("Eva Lind",)}),
        ("section", {"section": "x"}),
        ("keyword", {"keywords": ("x",)}),
        ("guid", {"guid": "x"}),
        ("status", {"status": "usable"}),
        ("url", {"url": "https://example.org"}),
        ("date", {"published": "2016"}),
        ("added", {"added": datetime(2016, 7, 14, tzinfo=UTC)}),
    ],
)
def test_what_is_missing_can_be_asked_of_every_field(engine: SearchEngine, field: str, value: dict[str, Any]) -> None:
    commit(engine, [article("has", **value), article("lacks")])

    assert find(engine, f"missing:{field}") == ["lacks"]
    assert find(engine, f"-missing:{field}") == ["has"]


def test_filters_match_as_quoted_values_and_exact_ones_whole(engine: SearchEngine) -> None:
    commit(engine, [article("one", agency="Northern Wire"), article("two", agency="Northern Wire Service")])

    def by(*filters: Filter) -> list[str]:
        return sorted(names(engine.search(SearchRequest(filters=filters))))

    assert by(Filter("agency", ("northern wire",))) == ["one", "two"]
    assert by(Filter("agency", ("Northern Wire",), exact=True)) == ["one"]
    assert by(Filter("agency", ("northern wire",), exact=True)) == []
    assert by(Filter("agency", ("service", "nothing"))) == ["two"]
    assert by(Filter("agency", exclude=("service",))) == ["one"]
    assert by(Filter("agency", ("northern",), exclude=("service",))) == ["one"]
    assert by(Filter("agency", ("northern",)), Filter("source", ("service",))) == ["two"]
    assert by(Filter("path", ("*/two.txt",))) == ["two"]


def test_filters_score_nothing(engine: SearchEngine) -> None:
    commit(engine, [article("one", body="flood", people=("Ana Ruiz",)), article("two", body="calm")])
    plain = engine.search(SearchRequest("flood"))
    filtered = engine.search(SearchRequest("flood", filters=(Filter("person", ("ruiz",)), Filter("headline", ()))))

    assert filtered.hits[0].score == pytest.approx(plain.hits[0].score)


def test_fields_that_cannot_serve_are_refused(engine: SearchEngine) -> None:
    with pytest.raises(UnknownFieldError, match="unknown field 'poeple': did you mean 'person'"):
        engine.search(SearchRequest("poeple:ruiz"))
    with pytest.raises(UnknownFieldError, match="cannot filter by 'sorce': did you mean 'source'"):
        engine.search(SearchRequest(filters=(Filter("sorce", ("x",)),)))
    with pytest.raises(UnknownFieldError, match="cannot count by 'boddy'"):
        engine.search(SearchRequest(facets=(FacetRequest("boddy"),)))
    with pytest.raises(UnknownFieldError, match="cannot count by 'body'"):
        engine.search(SearchRequest(facets=(FacetRequest("body"),)))
    with pytest.raises(QuerySyntaxError, match="not a date"):
        engine.search(SearchRequest(filters=(Filter("date", ("someday",)),)))
    with pytest.raises(QuerySyntaxError) as caught:
        engine.search(SearchRequest('storm "warning'))
    assert (caught.value.position, caught.value.suggestion) == (6, 'storm "warning"')
    with pytest.raises(QuerySyntaxError):
        engine.understand("(storm")
