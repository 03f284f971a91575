from __future__ import annotations

from datetime import date

from index.query import parse, suggest
from index.query.suggest import MAX_DROPS, respell
from index.request import DateRange, Filter, SearchRequest, Suggestion

KNOWN = {"harbuor": "harbour", "strom": "storm", "riuz": "ruiz"}


def near(fields: tuple[str, ...], word: str) -> str | None:
    return KNOWN.get(word)


def tried(request: SearchRequest) -> list[tuple[str, str | None]]:
    return [(one.text, one.drop) for one in suggest(request, lambda less: 1, near)]


def test_spelling_is_mended_everywhere_at_once() -> None:
    tree = parse('(harbuor OR "strom wall") person:riuz strom* -"strom" harbuor~ date:2016')

    assert respell(tree, near) == parse('(harbour OR "storm wall") person:ruiz strom* -"strom" harbuor~ date:2016')
    assert tried(SearchRequest("strom"))[0] == ("storm", None)


def test_each_condition_is_left_out_in_turn() -> None:
    assert tried(SearchRequest("a (b OR c d) -e")) == [
        ("(b OR (c d)) -e", None),
        ("a (b OR d) -e", None),
        ("a (b OR c) -e", None),
        ("a (b OR (c d))", None),
    ]


def test_a_possessive_is_one_word() -> None:
    assert tried(SearchRequest("ruiz's storm")) == [("storm", None), ('ruiz OR "ruiz s"', None)]


def test_numbers_are_not_mended() -> None:
    assert suggest(SearchRequest("1000"), lambda less: 1, lambda fields, word: "000") == ()


def test_a_small_or_is_offered_as_a_choice() -> None:
    assert tried(SearchRequest("strom or flood wall person:a"))[:2] == [
        ("strom OR (flood wall person:a)", None),
        ("storm or flood wall person:a", None),
    ]
    assert tried(SearchRequest("a or b or c"))[0] == ("a OR b OR c", None)
    for text in ("or a", "a or", "or", "a OR (b or)"):
        assert all(" OR " not in offered or text.count("OR") for offered, _ in tried(SearchRequest(text))), text


def test_words_and_a_filter_may_be_mended_together() -> None:
    request = SearchRequest("strom", filters=(Filter("person", ("riuz",)),))

    def count(one: SearchRequest) -> int:
        return int(one.text == "storm" and one.filters == (Filter("person", ("ruiz",)),))

    assert suggest(request, count, near) == (Suggestion("spell-filter", "storm", 1, drop="person", instead="ruiz"),)


def test_initials_are_offered_as_what_they_stand_for() -> None:
    def spell_out(fields: tuple[str, ...], word: str) -> str | None:
        return "associated press" if (fields, word) == (("source",), "ap") else None

    request = SearchRequest("source:ap ap", filters=(Filter("source", ("AP",)),))

    written, chosen, *_ = suggest(request, lambda less: 1, spell_out)

    assert written.text == 'source:"associated press" ap'
    assert (chosen.kind, chosen.drop, chosen.instead) == ("spell-filter", "source", "associated press")


def test_a_possessive_name_of_a_filter_is_mended_without_its_s() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("Riuz's",)),))

    assert suggest(request, lambda less: 1, near)[0].instead == "ruiz"


def test_each_filter_and_the_dates_are_left_out_in_turn() -> None:
    filters = (Filter("place", ("Velm",)), Filter("source", ("Wire",)))
    request = SearchRequest("a", filters=filters, dates=DateRange(since=date(2016, 1, 1)))

    assert tried(request) == [("", None), ("a", "place"), ("a", "source"), ("a", "date")]


def test_a_phrase_is_offered_as_its_words() -> None:
    assert tried(SearchRequest('"storm wall"')) == [("storm wall", None)]
    assert tried(SearchRequest('a "storm wall"~3')) == [('"storm wall"~3', None), ("a storm wall", None), ("a", None)]


def test_the_value_of_a_filter_is_mended_too() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("Ana Riuz",)), Filter("speaker", (), ("riuz",))))

    first = suggest(request, lambda less: 1, near)[0]

    assert first == Suggestion("spell-filter", "a", 1, drop="person", instead="ana ruiz")


def test_chosen_values_are_never_mended() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("riuz",), exact=True),))

    assert {one.kind for one in suggest(request, lambda less: 1, near)} == {"drop-word", "drop-filter"}


def test_what_would_leave_nothing_to_ask_is_not_offered() -> None:
    assert tried(SearchRequest("a")) == []
    assert tried(SearchRequest("", filters=(Filter("place", ("Velm",)),))) == []
    assert tried(SearchRequest("")) == []


def test_spelling_comes_first_then_what_brings_most_and_nothing_without_hits() -> None:
    totals = {"storm b": 1, "b": 2, "strom": 0}

    found = suggest(SearchRequest("strom b"), lambda request: totals[request.text], near)

    assert found == (Suggestion("spelling", "storm b", 1), Suggestion("drop-word", "b", 2))


def test_counting_asks_for_nothing_but_a_total() -> None:
    asked: list[SearchRequest] = []

    def count(request: SearchRequest) -> int:
        asked.append(request)
        return 0

    assert suggest(SearchRequest("a b", limit=10, offset=5), count, near) == ()
    assert {(one.limit, one.offset, one.facets, one.snippets, one.suggest) for one in asked} == {(0, 0, (), 0, False)}


def test_only_so_many_words_are_tried() -> None:
    text = " ".join(f"w{number}" for number in range(100))

    assert len(tried(SearchRequest(text))) == MAX_DROPS


def test_in_quotes_words_stay_words() -> None:
    assert tried(SearchRequest("strom", of="quotes")) == [("storm", None)]
