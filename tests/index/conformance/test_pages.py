"""The page of an answer: order, paging, snippets, and what to try where nothing was found."""

from __future__ import annotations

from datetime import date

import pytest

from index.engine import SearchEngine
from index.request import DateRange, Filter, SearchRequest, Suggestion
from tests.index.build import Said, article, article_id, commit, names


def test_equal_scores_are_ordered_newest_first_then_by_id(engine: SearchEngine) -> None:
    dates = {"old": "1969-05-05", "new": "2016-07-14", "none1": None, "none2": None, "month": "2016-07"}
    commit(engine, [article(name, body="flood", published=published) for name, published in dates.items()])
    undated = sorted(("none1", "none2"), key=article_id)

    assert names(engine.search(SearchRequest("flood"))) == ["new", "month", "old", *undated]
    assert names(engine.search(SearchRequest(""))) == ["new", "month", "old", *undated]


def test_moments_are_compared_across_zones(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("early", published="2016-07-15T01:00:00+02:00"),
            article("late", published="2016-07-14T20:00:00-05:00"),
        ],
    )

    assert names(engine.search(SearchRequest(sort="date"))) == ["late", "early"]


def test_sorting_by_date_ignores_scores(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("better", body="flood flood", published="2015"),
            article("newer", body="a flood among many other words", published="2016"),
        ],
    )

    assert names(engine.search(SearchRequest("flood"))) == ["better", "newer"]
    assert names(engine.search(SearchRequest("flood", sort="date"))) == ["newer", "better"]


def test_sorting_by_the_oldest_turns_dates_round_and_leaves_what_has_none_last(engine: SearchEngine) -> None:
    dates = {"old": "1969-05-05", "new": "2016-07-14", "none1": None, "none2": None, "month": "2016-07"}
    said = (Said("We saw the flood.", "Ana Ruiz"), Said("No flood came.", "Ana Ruiz"))
    commit(engine, [article(name, body="flood", published=day, quotes=said) for name, day in dates.items()])
    undated = sorted(("none1", "none2"), key=article_id)
    oldest = ["old", "month", "new", *undated]

    assert names(engine.search(SearchRequest("flood", sort="oldest"))) == oldest
    assert names(engine.search(SearchRequest(sort="oldest", limit=2))) == ["old", "month"]
    found = engine.search(SearchRequest("flood", of="quotes", sort="oldest")).quotes
    assert [(quote.id, quote.utterance) for quote in found] == [
        (article_id(name), number) for name in oldest for number in (0, 1)
    ]


def test_pages_follow_each_other_without_gap_or_overlap(engine: SearchEngine) -> None:
    commit(engine, [article(f"a{number}", body="flood " * (number % 3 + 1)) for number in range(7)])
    whole = names(engine.search(SearchRequest("flood", limit=100)))

    pages = [engine.search(SearchRequest("flood", limit=3, offset=offset)) for offset in (0, 3, 6, 9)]

    assert [name for page in pages for name in names(page)] == whole
    assert {page.total for page in pages} == {7}
    assert engine.search(SearchRequest("flood", limit=0)).hits == ()


def test_headline_matches_weigh_more_than_the_body(engine: SearchEngine) -> None:
    commit(
        engine,
        [article("body", headline="News", body="flood"), article("headline", headline="flood", body="News")],
    )

    assert names(engine.search(SearchRequest("flood"))) == ["headline", "body"]


def test_rare_words_weigh_more_than_common_ones(engine: SearchEngine) -> None:
    commit(engine, [article(f"a{number}", body="the common word") for number in range(5)])
    commit(engine, [article("rare", body="the uncommon thing")])

    assert names(engine.search(SearchRequest("uncommon OR common")))[0] == "rare"


def test_scores_follow_the_formula(engine: SearchEngine) -> None:
    commit(engine, [article("one", body="flood and calm"), article("two", body="calm")])

    (hit,) = engine.search(SearchRequest('"flood"')).hits

    idf, norm = 0.6931471805599453, 0.25 + 0.75 * 3 / 2
    assert hit.score == pytest.approx(idf * (1 / norm) * 2.2 / (1.2 + 1 / norm))


def test_snippets_are_passages_of_the_body_with_the_matches_marked(engine: SearchEngine) -> None:
    body = "Nothing here. " * 20 + "The storm came at night. " + "Nothing here. " * 20 + "A warning came late."
    commit(engine, [article("storm", body=body)])

    (hit,) = engine.search(SearchRequest("storms warn*", snippet_chars=80)).hits

    assert len(hit.snippets) == 2
    for snippet in hit.snippets:
        assert body[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert len(snippet.text) <= 80
    marked = [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks]
    assert marked == ["storm", "warning"]
    assert len(engine.search(SearchRequest("storms warn*", snippets=1)).hits[0].snippets) == 1
    assert engine.search(SearchRequest("storm", snippets=0)).hits[0].snippets == ()


def test_words_of_a_phrase_are_marked_only_where_it_stands(engine: SearchEngine) -> None:
    commit(engine, [article("x", body="A storm. A storm warning. A warning.")])

    (snippet,) = engine.search(SearchRequest('"storm warning"')).hits[0].snippets

    assert [snippet.text[start:end] for start, end in snippet.marks] == ["storm", "warning"]
    assert snippet.marks[0][0] == snippet.text.index("storm warning")


def test_a_passage_shows_what_is_said_by_who_is_asked_for(engine: SearchEngine) -> None:
    filler = "Nothing happened. " * 20
    body = f'A calm day. {filler}"A flood," said Li Wen. {filler}The flood came, Ana Ruiz said. {filler}'
    quotes = [Said("A flood,", "Li Wen"), Said("The flood came,", "Ana Ruiz", kind="indirect")]
    commit(engine, [article("x", body=body, people=["Li Wen", "Ana Ruiz"], quotes=quotes)])

    def shown(text: str, *filters: Filter) -> list[tuple[str, int]]:
        (hit,) = engine.search(SearchRequest(text, filters=filters, snippet_chars=40)).hits
        return [(one.text[:8], len(one.marks)) for one in hit.snippets]

    assert shown("speaker:ruiz") == shown("", Filter("speaker", ("Ana Ruiz",), exact=True)) == [("The floo", 0)]
    assert shown("speaker:wen quote:flood") == [('"A flood', 1)]
    assert shown("-speaker:marl") == [("A calm d", 0)]


def test_words_of_quotes_are_marked_only_where_somebody_speaks(engine: SearchEngine) -> None:
    commit(engine, [article("x", body='A flood. "The flood came," he said.', quotes=[Said("The flood came,")])])

    (snippet,) = engine.search(SearchRequest("quote:flood")).hits[0].snippets

    assert [(snippet.start + start, snippet.start + end) for start, end in snippet.marks] == [(14, 19)]


def test_a_hit_without_matches_in_its_body_shows_its_beginning(engine: SearchEngine) -> None:
    commit(engine, [article("x", headline="Flood", body="It began in the night. " * 30)])

    (snippet,) = engine.search(SearchRequest("headline:flood", snippet_chars=50)).hits[0].snippets

    assert snippet.start == 0
    assert snippet.text.startswith("It began")
    assert snippet.marks == ()


def test_headless_copy_is_called_by_its_first_sentence(engine: SearchEngine) -> None:
    commit(engine, [article("x", body="The mayor of Velm resigned. Nobody knew why.")])

    (hit,) = engine.search(SearchRequest()).hits

    assert (hit.headline, hit.headline_inferred) == ("The mayor of Velm resigned.", True)


def test_the_question_is_given_back_as_it_was_understood(engine: SearchEngine) -> None:
    page = engine.search(SearchRequest('  Storm   OR (marl\'s date:"14 July 2016") '))

    assert page.query == 'storm OR ((marl OR "marl s") date:2016-07-14)'
    assert engine.understand("storm -headline:flood") == (
        'all of\n  the word "storm" in any English form in headline or body\n'
        '  not\n    the word "flood" in any English form in headline'
    )
    assert engine.understand("storm", "quotes") == 'the word "storm" in any English form in quote'


def test_where_nothing_is_found_the_nearest_spelling_is_offered(engine: SearchEngine) -> None:
    commit(engine, [article("a", body="the harbour of Velm"), article("b", body="harbour gates")])

    page = engine.search(SearchRequest("harbuor"))

    assert page.total == 0
    assert [(one.kind, one.text, one.total) for one in page.suggestions] == [("spelling", "harbour", 2)]
    assert engine.search(SearchRequest("harbuor", suggest=False)).suggestions == ()
    assert engine.search(SearchRequest("harbour")).suggestions == ()


def test_initials_of_a_source_and_a_small_or_are_understood_where_nothing_is_found(engine: SearchEngine) -> None:
    commit(engine, [article("a", body="storm", agency="Astrel Press"), article("b", body="flood", agency="Post")])

    filtered = engine.search(SearchRequest("storm", filters=(Filter("source", ("AP",)),)))
    either = engine.search(SearchRequest("storm or flood"))

    assert [(one.kind, one.drop, one.instead) for one in filtered.suggestions[:1]] == [
        ("spell-filter", "source", "astrel press")
    ]
    assert [(one.text, one.total) for one in either.suggestions[:1]] == [("storm OR flood", 2)]


def test_where_nothing_is_found_values_are_offered_as_the_archive_has_them(engine: SearchEngine) -> None:
    people = ("Jon Marl", "Clara O'Dell", "Ana Ruiz")
    commit(
        engine,
        [
            article("one", people=people[:1], place="Velm", region=("Ostr.", "Ostria"), agency="Northern Wire"),
            *(article(f"john{number}", people=["John Marl"], place="Port Ost") for number in range(12)),
            article("other", people=people[1:], body="A storm."),
        ],
    )

    def offered(text: str = "", **values: str) -> list[tuple[str, str | None, str | None, int]]:
        filters = tuple(Filter(field, (value,)) for field, value in values.items())
        found = engine.search(SearchRequest(text, filters=filters)).suggestions
        return [(one.text, one.drop, one.instead, one.total) for one in found]

    assert offered(person="Jon Marrl") == [("", "person", "john marl", 12)]
    assert offered(person="odell") == [("", "person", "o dell", 1)]
    assert offered(person="Clara Odell Ruiz Lind") == [("", "person", "clara o dell", 1)]
    assert offered('person:"Jon Marrl"') == [('person:"john marl"', None, None, 12)]
    assert offered(place="Velm, Marl.") == [("", "place", "velm", 1)]
    assert offered(place="Prt Ost, Marl.") == [("", "place", "port ost", 12)]
    assert offered(place="Port Marl") == offered(byline="Ana Ruiz") == []
    both = engine.search(SearchRequest("", filters=(Filter("person", ("Riuz",)), Filter("place", ("Vlem",)))))
    assert both.suggestions == ()
    both = engine.search(SearchRequest("", filters=(Filter("person", ("Jonn",)), Filter("place", ("Prt Ost",)))))
    assert both.suggestions == (Suggestion("spell-filter", "", 12, "person", "john", (("place", "port ost"),)),)
    assert offered("strom", person="riuz") == [("storm", "person", "ruiz", 1)]


def test_a_value_that_nothing_has_is_told_though_others_are_found(engine: SearchEngine) -> None:
    commit(engine, [article("a", people=["Ana Ruiz"], agency="Wire"), article("b", people=["Tom Marl"])])

    without = engine.search(SearchRequest("", filters=(Filter("person", (), ("Anna Riuz",)),)))
    either = engine.search(SearchRequest("", filters=(Filter("person", ("Ana Ruiz", "Quark")),)))

    assert (without.total, without.notes) == (2, ('no person is called "anna riuz": did you mean "ana ruiz"?',))
    assert (either.total, either.notes) == (1, ("no person is called quark",))
    assert engine.search(SearchRequest("", filters=(Filter("source", (), ("Wire",)),))).notes == ()


def test_where_nothing_is_found_the_word_to_leave_out_is_named(engine: SearchEngine) -> None:
    commit(engine, [article("a", body="storm warning"), article("b", body="storm"), article("c", body="calm")])

    page = engine.search(SearchRequest("storm warning calm"))

    assert [(one.kind, one.text, one.total) for one in page.suggestions] == [("drop-word", "storm warning", 1)]


def test_where_nothing_is_found_the_filter_to_leave_out_is_named(engine: SearchEngine) -> None:
    commit(engine, [article("a", body="storm", place="Velm", published="2016")])

    page = engine.search(
        SearchRequest("storm", filters=(Filter("place", ("Velm",)), Filter("source", ("Wire",))), dates=None)
    )
    dated = engine.search(SearchRequest("storm", dates=DateRange(since=date(2017, 1, 1))))

    assert [(one.kind, one.drop, one.text, one.total) for one in page.suggestions] == [
        ("drop-filter", "source", "storm", 1)
    ]
    assert [(one.kind, one.drop) for one in dated.suggestions] == [("drop-filter", "date")]


def test_similar_articles_leave_out_the_one_asked_about(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("one", body="The ferry sank in the harbour of Velm during the storm."),
            article("near", body="A ferry in the harbour of Velm survived the storm."),
            article("far", body="Grain prices rose again."),
        ],
    )

    found = names(engine.similar(article_id("one"), limit=5))

    assert found[0] == "near"
    assert "one" not in found


def test_an_article_that_a_later_version_hides_is_similar_to_what_shares_its_rare_words(engine: SearchEngine) -> None:
    common = "a about an and as at be by for from had has have in is it of on or that the they this to was were with"
    old = "The ferry Ostrava sank in the harbour of Velm during the storm. " + common
    commit(
        engine,
        [
            article("old", body=old, guid="urn:ferry", version="1"),
            article("new", body="The ferry Ostrava sank off Velm. It was old.", guid="urn:ferry", version="2"),
            *(article(f"far{number}", body=f"Prices rose again. {common}") for number in range(9)),
        ],
    )

    assert names(engine.similar(article_id("old"), limit=5))[0] == "new"
