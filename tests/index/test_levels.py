"""Conditions brought to the level of the question: articles, or utterances."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import QuerySyntaxError, UnknownFieldError
from index.query import asks_quoted, question, understood
from index.query.nodes import (
    And,
    Dates,
    Every,
    Exact,
    Missing,
    Node,
    Not,
    OfArticle,
    OfSpeaker,
    OneUtterance,
    Or,
    Phrase,
    Stemmed,
    Unscored,
    ValueIs,
    Values,
    Word,
)
from index.request import DateRange, FacetRequest, Filter, SearchRequest

FLOOD = Word(("headline", "body"), Stemmed("flood"))
RUIZ = Values("speaker", (Exact("ruiz"),))
MARL = Values("speaker", (Exact("marl"),))
PEACE = Word(("quote",), Stemmed("peace"))
QUOTED = Values("kind", (Exact("quoted"),))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("flood", FLOOD),
        ("speaker:ruiz", OneUtterance(RUIZ)),
        ("speaker:ruiz quote:peace", OneUtterance(And((RUIZ, PEACE)))),
        ("speaker:ruiz flood quote:peace", And((FLOOD, OneUtterance(And((RUIZ, PEACE)))))),
        ("speaker:ruiz OR quote:peace", OneUtterance(Or((RUIZ, PEACE)))),
        ("speaker:ruiz OR flood", Or((OneUtterance(RUIZ), FLOOD))),
        ("(speaker:ruiz OR flood) quote:peace", And((Or((OneUtterance(RUIZ), FLOOD)), OneUtterance(PEACE)))),
        ("speaker:ruiz -quote:peace", OneUtterance(And((RUIZ, Not(PEACE))))),
        ("-quote:peace", Not(OneUtterance(PEACE))),
        ("flood -quote:peace", And((FLOOD, Not(OneUtterance(PEACE))))),
        ("-speaker:ruiz -quote:peace", And((Not(OneUtterance(RUIZ)), Not(OneUtterance(PEACE))))),
        ("speaker:marl OR -speaker:ruiz", Or((OneUtterance(MARL), Not(OneUtterance(RUIZ))))),
        ("-(speaker:ruiz quote:peace)", Not(OneUtterance(And((RUIZ, PEACE))))),
        ("(speaker:ruiz) (speaker:marl)", And((OneUtterance(RUIZ), OneUtterance(MARL)))),
        ("(speaker:ruiz quote:peace) speaker:marl", And((OneUtterance(And((RUIZ, PEACE))), OneUtterance(MARL)))),
        ("speaker:ruiz (quote:peace)", OneUtterance(And((RUIZ, PEACE)))),
        ("((speaker:ruiz) OR (speaker:marl)) quote:peace", OneUtterance(And((Or((RUIZ, MARL)), PEACE)))),
        ("kind:quoted quote:peace", OneUtterance(And((QUOTED, PEACE)), quoted=True)),
        ("-kind:quoted quote:peace", OneUtterance(And((Not(QUOTED), PEACE)))),
        ("", Every()),
    ],
)
def test_conditions_on_utterances_fuse_within_a_conjunction(text: str, tree: Node) -> None:
    assert question(SearchRequest(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("peace", PEACE),
        ("speaker:ruiz peace", And((RUIZ, PEACE))),
        ("-peace", Not(PEACE)),
        ("body:flood", OfArticle(Word(("body",), Stemmed("flood")))),
        (
            "body:flood source:wire peace",
            And((PEACE, OfArticle(And((Word(("body",), Stemmed("flood")), Values("source", (Exact("wire"),))))))),
        ),
        ("-source:wire peace", And((PEACE, OfArticle(Not(Values("source", (Exact("wire"),))))))),
        ("peace OR source:wire", Or((PEACE, OfArticle(Values("source", (Exact("wire"),)))))),
        ("role:mayor peace", And((OfSpeaker(Word(("role",), Stemmed("mayor"))), PEACE))),
        ('-role:"city council"', Not(OfSpeaker(Phrase(("role",), ("city", "council"))))),
        ("missing:role", OfSpeaker(Missing("role"))),
        ("missing:speaker", Missing("speaker")),
        ("missing:place", OfArticle(Missing("place"))),
        ("", Every()),
    ],
)
def test_conditions_on_articles_are_asked_of_the_article_of_an_utterance(text: str, tree: Node) -> None:
    assert question(SearchRequest(text, of="quotes")) == tree


def test_filters_join_the_question_without_a_score() -> None:
    filters = (Filter("speaker", ("ruiz", "marl")), Filter("place", ("New Velm",)), Filter("source", exclude=("wire",)))
    place = Values("place", (Exact("new"), Exact("velm")))
    wire = Values("source", (Exact("wire"),))

    assert question(SearchRequest("quote:peace", filters=filters)) == And(
        (Unscored(place), OneUtterance(And((PEACE, Unscored(Or((RUIZ, MARL)))))), Not(Unscored(wire)))
    )
    assert question(SearchRequest("quote:peace", filters=filters), without="speaker") == And(
        (Unscored(place), OneUtterance(PEACE), Not(Unscored(wire)))
    )


def test_an_excluded_speaker_says_nothing_in_the_whole_article() -> None:
    request = SearchRequest("quote:peace", filters=(Filter("speaker", exclude=("ruiz",)),))

    assert question(request) == And((OneUtterance(PEACE), Not(OneUtterance(Unscored(RUIZ)))))


def test_exact_filters_compare_whole_values_and_dates_are_always_read() -> None:
    exact = (Filter("person", ("Ana Ruiz",), exact=True), Filter("date", ("2016-07",), exact=True))
    july = Dates("date", date(2016, 7, 1), date(2016, 7, 31))

    assert question(SearchRequest(filters=exact)) == And((Unscored(ValueIs("person", "Ana Ruiz")), Unscored(july)))
    role = SearchRequest(filters=(Filter("role", ("secretary of state",), exact=True),))
    assert question(role) == Unscored(Phrase(("role",), ("secretary", "of", "state")))


def test_a_range_of_days_joins_the_question() -> None:
    since = DateRange(since=date(2016, 7, 1))

    assert question(SearchRequest("flood", dates=since)) == And((FLOOD, Dates("date", date(2016, 7, 1), None)))
    assert question(SearchRequest("flood", dates=DateRange())) == FLOOD


def test_other_words_in_marks_are_asked_for_by_kind() -> None:
    assert asks_quoted(question(SearchRequest("kind:quoted", of="quotes")))
    assert asks_quoted(question(SearchRequest("kind:(direct OR quoted)", of="quotes")))
    assert asks_quoted(question(SearchRequest("kind:q* peace", of="quotes")))
    exact = Filter("kind", ("quoted",), exact=True)
    assert asks_quoted(question(SearchRequest(filters=(exact,), of="quotes")))
    assert not asks_quoted(question(SearchRequest("-kind:quoted", of="quotes")))
    assert not asks_quoted(question(SearchRequest("kind:direct", of="quotes")))


def test_filters_that_cannot_serve_are_refused() -> None:
    with pytest.raises(UnknownFieldError, match="cannot filter by 'poeple': did you mean 'person'") as caught:
        question(SearchRequest(filters=(Filter("poeple", ("x",)),)))
    assert (caught.value.position, caught.value.suggestion) == (None, "person")
    with pytest.raises(UnknownFieldError, match="cannot count by 'role': there is person, speaker"):
        question(SearchRequest(facets=(FacetRequest("role"),)))
    with pytest.raises(QuerySyntaxError, match="filter by date: not a date: 'foo': write"):
        question(SearchRequest(filters=(Filter("date", ("foo",)),)))
    with pytest.raises(QuerySyntaxError, match='filter by place: "--" has no letters or digits'):
        question(SearchRequest(filters=(Filter("place", ("--",)),)))


def test_the_question_is_given_back_without_its_filters() -> None:
    request = SearchRequest("Flood  speaker:RUIZ", filters=(Filter("place", ("Velm",)),))

    assert understood(request) == "flood speaker:ruiz"
    assert understood(SearchRequest("Peace", of="quotes")) == "peace"
