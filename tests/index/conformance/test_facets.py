"""Counts of values over all matches."""

from __future__ import annotations

from datetime import date

from index.article import Value
from index.engine import SearchEngine
from index.request import DateRange, Facet, FacetCount, FacetRequest, Filter, SearchRequest
from index.values import replace
from tests.index.build import Said, article, commit, names


def count(engine: SearchEngine, field: str, text: str = "", *filters: Filter, **how: object) -> Facet:
    request = SearchRequest(text, filters=filters, facets=(FacetRequest(field, **how),))  # type: ignore[arg-type]
    return engine.search(request).facets[field]


def test_facets_count_every_match_not_just_the_page(engine: SearchEngine) -> None:
    commit(engine, [article(f"a{number}", body="flood", people=("Ana Ruiz",)) for number in range(3)])

    page = engine.search(SearchRequest("flood", facets=(FacetRequest("person"),), limit=1))

    assert len(page.hits) == 1
    assert page.facets["person"].counts == (FacetCount("Ana Ruiz", 3),)


def test_most_frequent_values_come_first_then_by_value(engine: SearchEngine) -> None:
    commit(engine, [article(f"a{number}", agency=agency) for number, agency in enumerate("CBBA")])
    commit(engine, [article("none")])

    facet = count(engine, "agency")

    assert facet == Facet("agency", (FacetCount("B", 2), FacetCount("A", 1), FacetCount("C", 1)), 1, 3)
    assert count(engine, "agency", limit=1) == Facet("agency", (FacetCount("B", 2),), 1, 3)
    assert count(engine, "agency", limit=None) == facet


def test_an_article_counts_once_for_each_of_its_values(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="Velm", places=(Value("Velm"), Value("Ost")))])

    assert count(engine, "place").counts == (FacetCount("Ost", 1), FacetCount("Velm", 1))


def test_a_place_is_asked_with_its_region_and_counted_by_itself(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="Velm", region=("Ostr.", "Ostria")), article("b", place="Velm")])

    for asked in ("Velm, Ostr.", "velm ostria", "Ostria"):
        assert names(engine.search(SearchRequest(filters=(Filter("place", (asked,)),)))) == ["a"]
    assert len(engine.search(SearchRequest(filters=(Filter("place", ("velm",)),))).hits) == 2
    assert count(engine, "place").counts == (FacetCount("Velm", 2),)


def test_the_source_of_an_article_counts_once(engine: SearchEngine) -> None:
    commit(engine, [article("both", agency="Wire", publication="Post"), article("post", publication="Post")])

    assert count(engine, "source").counts == (FacetCount("Post", 1), FacetCount("Wire", 1))
    assert count(engine, "publication").counts == (FacetCount("Post", 2),)


def test_a_paper_whose_copy_counts_for_an_agency_is_counted_where_it_is_chosen(engine: SearchEngine) -> None:
    both = [article(f"both{number}", agency="Wire", publication="Post") for number in range(2)]
    commit(engine, [*both, article("wire", agency="Wire")])

    chosen = count(engine, "source", "", Filter("source", ("post",)))
    excluded = count(engine, "source", "", Filter("source", (), ("post",)))

    assert chosen.counts == (FacetCount("Wire", 3), FacetCount("post", 2, "included"))
    assert excluded.counts == (FacetCount("Wire", 3), FacetCount("post", 2, "excluded"))
    assert count(engine, "source", "", Filter("source", ("Other",))).counts[1] == FacetCount("Other", 0, "included")


def test_words_printed_for_a_speaker_are_counted_where_they_are_chosen(engine: SearchEngine) -> None:
    commit(engine, [article("a", people=["Ana Ruiz"], quotes=[Said("Run", "Ana Ruiz"), Said("Go", speaker="a guard")])])
    guard = SearchRequest("", filters=(Filter("speaker", ("guard",)),), facets=(FacetRequest("speaker"),))

    said = engine.search(replace(guard, of="quotes"))

    assert (said.total, said.facets["speaker"].counts[1]) == (1, FacetCount("guard", 1, "included"))
    assert engine.search(guard).facets["speaker"].counts[1] == FacetCount("guard", 1, "included")


def test_a_choice_widens_its_own_facet_and_narrows_the_others(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("a", agency="Wire", place="Velm"),
            article("b", agency="Wire", place="Ost"),
            article("c", agency="Post", place="Velm"),
        ],
    )
    velm = Filter("place", ("Velm",))

    assert count(engine, "place", "", velm).counts == (FacetCount("Velm", 2, "included"), FacetCount("Ost", 1))
    assert count(engine, "agency", "", velm).counts == (FacetCount("Post", 1), FacetCount("Wire", 1))
    both = engine.search(SearchRequest(filters=(Filter("place", ("Velm", "Ost")), Filter("agency", ("Wire",)))))
    assert sorted(names(both)) == ["a", "b"]


def test_conditions_of_the_text_narrow_every_facet(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="Velm"), article("b", place="Ost")])

    assert count(engine, "place", "place:velm").counts == (FacetCount("Velm", 1),)


def test_an_excluded_value_is_shown_with_what_it_would_bring(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="Velm"), article("b", place="Ost")])

    facet = count(engine, "place", "", Filter("place", exclude=("Velm",)))

    assert facet.counts == (FacetCount("Ost", 1), FacetCount("Velm", 1, "excluded"))


def test_chosen_values_are_always_listed(engine: SearchEngine) -> None:
    commit(engine, [article(f"a{n}", place="Ost") for n in range(2)] + [article("v", place="Velm", body="dry")])

    chosen = Filter("place", ("velm",))
    whole = Filter("place", ("Nowhere",), exact=True)

    assert count(engine, "place", "-dry", chosen, limit=1).counts == (
        FacetCount("Ost", 2),
        FacetCount("Velm", 0, "included"),
    )
    assert count(engine, "place", "", whole, limit=1).counts == (
        FacetCount("Ost", 2),
        FacetCount("Nowhere", 0, "included"),
    )


def test_a_part_of_a_name_chooses_every_value_it_matches(engine: SearchEngine) -> None:
    commit(
        engine, [article("a", people=["Ana Ruiz"]), article("b", people=["Tom Ruiz"]), article("c", people=["Li Wen"])]
    )

    facet = count(engine, "person", "", Filter("person", ("ruiz",)))

    assert [(value.value, value.selected) for value in facet.counts] == [
        ("Ana Ruiz", "included"),
        ("Li Wen", "no"),
        ("Tom Ruiz", "included"),
    ]


def test_values_can_be_narrowed_by_how_a_word_begins(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="New Velm"), article("b", place="Zürich"), article("c", place="Ost")])

    assert [value.value for value in count(engine, "place", containing="VE").counts] == ["New Velm"]
    assert [value.value for value in count(engine, "place", containing="zur").counts] == ["Zürich"]
    assert count(engine, "place", containing="elm").counts == ()
    assert count(engine, "place", containing="o").values == 1


def test_dates_are_counted_by_step_in_order_of_time_and_never_cut(engine: SearchEngine) -> None:
    days = ("2016-07-14", "2016-07-15", "2015-12-31", "2016-07", "1969")
    commit(engine, [article(day, published=day) for day in days] + [article("never")])

    def histogram(step: str) -> list[tuple[str, int]]:
        facet = count(engine, "date", step=step, limit=1)
        assert (facet.missing, facet.values) == (1, len(facet.counts))
        return [(value.value, value.count) for value in facet.counts]

    assert histogram("year") == [("1969", 1), ("2015", 1), ("2016", 3)]
    assert histogram("month") == [("1969", 1), ("2015-12", 1), ("2016-07", 3)]
    assert histogram("day") == [
        ("1969", 1),
        ("2015-12-31", 1),
        ("2016-07", 1),
        ("2016-07-14", 1),
        ("2016-07-15", 1),
    ]


def test_what_is_dated_by_the_year_alone_counts_for_the_year_and_is_found_by_its_months(engine: SearchEngine) -> None:
    days = ("2016", "2016-01-31", "2016-07")
    commit(engine, [article(day, published=day) for day in days])
    june = DateRange(since=date(2016, 6, 1), until=date(2016, 6, 30))

    assert count(engine, "date").counts == (FacetCount("2016", 1), FacetCount("2016-01", 1), FacetCount("2016-07", 1))
    chosen = count(engine, "date", "", Filter("date", ("2016-07",))).counts
    assert [(value.value, value.selected) for value in chosen] == [
        ("2016", "included"),
        ("2016-01", "no"),
        ("2016-07", "included"),
    ]
    assert names(engine.search(SearchRequest(dates=june))) == ["2016"]
    assert names(engine.search(SearchRequest("date:>2016"))) == []


def test_a_chosen_month_does_not_shrink_the_histogram_but_a_range_does(engine: SearchEngine) -> None:
    commit(engine, [article("june", published="2016-06-01"), article("july", published="2016-07-01")])
    july = Filter("date", ("2016-07",))

    assert count(engine, "date", "", july).counts == (FacetCount("2016-06", 1), FacetCount("2016-07", 1, "included"))
    assert names(engine.search(SearchRequest(filters=(july,)))) == ["july"]
    request = SearchRequest(dates=DateRange(since=date(2016, 7, 1)), facets=(FacetRequest("date"),))
    assert engine.search(request).facets["date"].counts == (FacetCount("2016-07", 1),)


def test_facets_of_nothing_are_empty(engine: SearchEngine) -> None:
    commit(engine, [article("a", place="Velm")])

    assert count(engine, "place", "flood") == Facet("place", (), 0, 0)
