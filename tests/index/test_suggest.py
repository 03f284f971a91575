from __future__ import annotations

from datetime import date

from index.query import parse, question, suggest
from index.query.respell import Speller
from index.query.suggest import MAX_DROPS, unknown
from index.request import DateRange, Filter, Of, SearchRequest, Suggestion
from index.words import tokens

KNOWN = {"harbuor": "harbour", "strom": "storm", "riuz": "ruiz"}


def near(fields: tuple[str, ...], word: str) -> str | None:
    return KNOWN.get(word)


def whole(field: str, text: str) -> tuple[str, ...]:
    return ("Ana Ruiz", "Anna Orr", "Ana Orr") if text == "Ana O" else ()


def count(request: SearchRequest) -> int:
    """Find something for all but what is misspelt."""
    values = (value for one in request.filters for value in one.include)
    return int(not {*KNOWN, "ap"}.intersection(word for value in values for word in tokens(value)))


def tried(request: SearchRequest) -> list[tuple[str, str | None]]:
    return [(one.text, one.drop) for one in suggest(request, count, near, whole)]


def test_spelling_is_mended_everywhere_at_once() -> None:
    tree = parse('(harbuor OR "strom wall") person:riuz strom* -"strom" harbuor~ date:2016')

    mended = Speller(SearchRequest(), count, near, whole).tree(tree)

    assert mended == parse('(harbour OR "storm wall") person:ruiz strom* -"strom" harbuor~ date:2016')
    assert tried(SearchRequest("strom"))[0] == ("storm", None)


def test_each_condition_is_left_out_in_turn() -> None:
    assert tried(SearchRequest("a (b OR c d) -e")) == [
        ("(b OR (c d)) -e", None),
        ("a (b OR d) -e", None),
        ("a (b OR c) -e", None),
        ("a (b OR (c d))", None),
    ]


def test_the_words_of_a_phrase_apart_are_no_condition_less() -> None:
    found = suggest(SearchRequest('"storm wall" person:ruiz'), lambda less: 1, near, whole)

    assert [(one.kind, one.text) for one in found] == [
        ("any-order", "storm wall person:ruiz"),
        ("drop-word", "person:ruiz"),
        ("drop-word", '"storm wall"'),
    ]


def test_a_possessive_is_one_word() -> None:
    assert tried(SearchRequest("ruiz's storm")) == [("storm", None), ('ruiz OR "ruiz s"', None)]


def test_numbers_are_not_mended() -> None:
    assert suggest(SearchRequest("1000"), lambda less: 1, lambda fields, word: "000", whole) == ()


def test_a_sentence_is_offered_as_the_conditions_that_it_means() -> None:
    asked = "what did ana riuz say about the storm in 2016"

    def known(request: SearchRequest) -> int:
        told = [value for one in request.filters for value in one.include]
        return int(not told or set(told) <= {"ana", "ruiz"})

    def first(text: str, of: Of) -> str:
        return suggest(SearchRequest(text, of=of), known, near, whole)[0].text

    assert first(asked, "articles") == "ana ruiz storm date:2016"
    assert first(asked, "quotes") == 'speaker:"ana ruiz" storm date:2016'
    assert first("what did person:a say", "quotes") == "person:a"
    assert first("what did ruiz say about " + 5000 * "9", "articles").startswith("ruiz 99")


def test_who_is_named_in_a_sentence_may_be_who_is_spoken_of() -> None:
    def count(request: SearchRequest) -> int:
        return int(request.text in ("ruiz storm", "")) + any(one.field == "speaker" for one in request.filters)

    first = suggest(SearchRequest("who said ruiz storm", of="quotes"), count, near, whole)[0]

    assert first == Suggestion("spelling", "ruiz storm", 1)


def test_words_that_are_all_small_are_no_sentence() -> None:
    assert tried(SearchRequest("who said")) == [("said", None), ("who", None)]


def test_a_small_or_is_offered_as_a_choice() -> None:
    assert tried(SearchRequest("strom or flood wall person:a"))[:2] == [
        ("strom OR (flood wall person:a)", None),
        ("storm or flood wall person:a", None),
    ]
    assert tried(SearchRequest("a or b or c"))[0] == ("a OR b OR c", None)
    for text in ("or a", "a or", "or", "a OR (b or)"):
        assert all(" OR " not in offered or text.count("OR") for offered, _ in tried(SearchRequest(text))), text


def test_of_several_speakers_each_is_offered_an_utterance_of_its_own() -> None:
    assert tried(SearchRequest("speaker:a storm speaker:b")) == [
        ("(speaker:a) storm (speaker:b)", None),
        ("storm speaker:b", None),
        ("speaker:a speaker:b", None),
        ("speaker:a storm", None),
    ]
    assert tried(SearchRequest("(speaker:riuz quote:strom) speaker:a"))[0] == (
        "(speaker:ruiz quote:storm) speaker:a",
        None,
    )
    assert tried(SearchRequest("(speaker:a quote:b) c"))[0] == ("(quote:b) c", None)
    assert all(text[0] != "(" for text, _ in tried(SearchRequest("speaker:a speaker:b", of="quotes")))


def test_words_and_a_filter_may_be_mended_together() -> None:
    request = SearchRequest("strom", filters=(Filter("person", ("riuz",)),))

    def count(one: SearchRequest) -> int:
        return int(one.text in ("", "storm") and one.filters == (Filter("person", ("ruiz",)),))

    assert suggest(request, count, near, whole) == (
        Suggestion("spell-filter", "storm", 1, drop="person", instead="ruiz"),
    )


def test_filters_are_mended_together() -> None:
    filters = (Filter("person", ("riuz",)), Filter("place", ("Velm",)), Filter("source", ("strom",)))

    first, *rest = suggest(SearchRequest("harbuor", filters=filters), count, near, whole)

    assert first == Suggestion("spell-filter", "harbuor", 1, "person", "ruiz", (("source", "storm"),))
    assert rest == []


def test_where_a_mended_filter_finds_nothing_a_word_is_left_out_too() -> None:
    def count(one: SearchRequest) -> int:
        return int(one.text in ("", "a") and one.filters == (Filter("person", ("ruiz",)),))

    request = SearchRequest("a b", filters=(Filter("person", ("riuz",)),))

    assert suggest(request, count, near, whole) == (Suggestion("spell-filter", "a", 1, "person", "ruiz"),)


def test_a_mended_filter_is_offered_although_leaving_it_out_finds_more() -> None:
    def count(one: SearchRequest) -> int:
        chosen = [one.text, *(filter_.include[0] for filter_ in one.filters)]
        return {("ruiz",): 0, ("a",): 9, ("", "ruiz"): 4}.get(tuple(chosen), 0)

    request = SearchRequest("a", filters=(Filter("person", ("riuz",)),))

    assert suggest(request, count, near, whole) == (
        Suggestion("spell-filter", "", 4, "person", "ruiz"),
        Suggestion("drop-filter", "a", 9, drop="person"),
    )


def test_of_whole_names_the_nearest_is_meant_or_one_of_many_more() -> None:
    totals = {"ana ruiz": 2, "anna orr": 20, "ana orr": 21}

    def count(one: SearchRequest) -> int:
        return totals.get(one.filters[0].include[0], 0) if one.filters else 1

    speller = Speller(SearchRequest(), count, near, whole)

    assert speller.value("person", "Ana O") == "ana orr"
    totals["ana orr"] = 20
    assert speller.value("person", "Ana O") == "ana ruiz"
    totals["ana o"] = 1
    assert speller.value("person", "Ana O") is None


def test_of_several_words_of_a_place_those_that_are_one_are_offered() -> None:
    def count(one: SearchRequest) -> int:
        return sum(each.include == ("velm",) for each in one.filters)

    request = SearchRequest("", filters=(Filter("place", ("Velm, Ostr.",)),))

    assert suggest(request, count, near, lambda field, text: ("velm",) if text == "velm ostr" else ()) == (
        Suggestion("spell-filter", "", 1, drop="place", instead="velm"),
    )


def test_values_that_nothing_has_are_told_where_the_answer_does_not_show_it() -> None:
    def told(request: SearchRequest) -> list[str]:
        return unknown(request, question(request), count, near, whole)

    assert told(SearchRequest("", filters=(Filter("person", (), ("Ana Riuz",)),))) == [
        'no person is called "ana riuz": did you mean "ana ruiz"?'
    ]
    assert told(SearchRequest("", filters=(Filter("source", ("Wire", "Strom")),))) == [
        "no source is called strom: did you mean storm?"
    ]
    assert told(SearchRequest("(person:ap OR person:ruiz) -speaker:riuz")) == [
        "no person is called ap",
        "no speaker is called riuz: did you mean ruiz?",
    ]
    for request in (
        SearchRequest("person:riuz -person:ruiz -strom -kind:direct"),
        SearchRequest("", filters=(Filter("person", ("Riuz",)), Filter("person", (), ("Riuz",), exact=True))),
    ):
        assert told(request) == []


def test_initials_are_offered_as_what_they_stand_for() -> None:
    def spell_out(fields: tuple[str, ...], word: str) -> str | None:
        return "associated press" if (fields, word) == (("source",), "ap") else None

    def tried(request: SearchRequest) -> Suggestion:
        return suggest(request, count, spell_out, whole)[0]

    written = tried(SearchRequest("source:ap ap"))
    chosen = tried(SearchRequest("ap", filters=(Filter("source", ("AP",)),)))

    assert written.text == 'source:"associated press" ap'
    assert (chosen.kind, chosen.drop, chosen.instead) == ("spell-filter", "source", "associated press")


def test_a_possessive_name_of_a_filter_is_mended_without_its_s() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("Riuz's",)),))

    assert suggest(request, count, near, whole)[0].instead == "ruiz"


def test_each_filter_and_the_dates_are_left_out_in_turn() -> None:
    filters = (Filter("place", ("Velm",)), Filter("source", ("Wire",)))
    request = SearchRequest("a", filters=filters, dates=DateRange(since=date(2016, 1, 1)))

    assert tried(request) == [("", None), ("a", "place"), ("a", "source"), ("a", "date")]


def test_a_phrase_is_offered_as_its_words() -> None:
    assert tried(SearchRequest('"storm wall"')) == [("storm wall", None)]
    assert tried(SearchRequest('a "storm wall"~3')) == [('"storm wall"~3', None), ("a storm wall", None), ("a", None)]


def test_the_value_of_a_filter_is_mended_too() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("Ana Riuz",)), Filter("speaker", (), ("riuz",))))

    first = suggest(request, count, near, whole)[0]

    assert first == Suggestion("spell-filter", "a", 1, drop="person", instead="ana ruiz")


def test_chosen_values_are_never_mended() -> None:
    request = SearchRequest("a", filters=(Filter("person", ("riuz",), exact=True),))

    assert {one.kind for one in suggest(request, count, near, whole)} == {"drop-filter"}


def test_what_would_leave_nothing_to_ask_is_not_offered() -> None:
    assert tried(SearchRequest("a")) == []
    assert tried(SearchRequest("", filters=(Filter("place", ("Velm",)),))) == []
    assert tried(SearchRequest("")) == []


def test_spelling_comes_first_then_what_brings_most_and_nothing_without_hits() -> None:
    totals = {"storm b": 1, "b": 2, "strom": 0}

    found = suggest(SearchRequest("strom b"), lambda request: totals[request.text], near, whole)

    assert found == (Suggestion("spelling", "storm b", 1), Suggestion("drop-word", "b", 2))


def test_counting_asks_for_nothing_but_a_total() -> None:
    asked: list[SearchRequest] = []

    def count(request: SearchRequest) -> int:
        asked.append(request)
        return 0

    assert suggest(SearchRequest("a b", limit=10, offset=5), count, near, whole) == ()
    assert {(one.limit, one.offset, one.facets, one.snippets, one.suggest) for one in asked} == {(0, 0, (), 0, False)}


def test_only_so_many_words_are_tried() -> None:
    text = " ".join(f"w{number}" for number in range(100))

    assert len(tried(SearchRequest(text))) == MAX_DROPS


def test_in_quotes_words_stay_words() -> None:
    assert tried(SearchRequest("strom", of="quotes")) == [("storm", None)]
