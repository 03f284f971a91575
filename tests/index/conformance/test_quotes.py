"""Utterances: found, ranked, filtered and counted by themselves, and conditions that must hold of one."""

from __future__ import annotations

from typing import Any

import pytest

from index.engine import SearchEngine
from index.request import FacetCount, FacetRequest, Filter, SearchRequest
from tests.index.build import Known, Said, article, article_id, commit, names, said


def find(engine: SearchEngine, text: str) -> list[str]:
    return sorted(names(engine.search(SearchRequest(text))))


def quotes(engine: SearchEngine, text: str, *filters: Filter) -> list[str]:
    return sorted(said(engine.search(SearchRequest(text, filters=filters, of="quotes"))))


@pytest.fixture
def debate(engine: SearchEngine) -> SearchEngine:
    """Two articles in which Ana Ruiz and Tom Marl speak."""
    commit(
        engine,
        [
            article(
                "debate",
                headline="Flood debate",
                people=("Ana Ruiz", "Tom Marl"),
                quotes=[Said("It was the right thing", "Ana Ruiz"), Said("We want peace", "Tom Marl")],
                place="Velm",
            ),
            article(
                "agreed",
                headline="Agreement",
                people=("Ana Ruiz", "Tom Marl"),
                quotes=[
                    Said("We want peace", "Ana Ruiz"),
                    Said("That is the right thing", "Tom Marl"),
                    Said("right on time", "Ana Ruiz", kind="indirect"),
                    Said("The Right Stuff", kind="quoted"),
                ],
            ),
        ],
    )
    return engine


def test_conditions_on_quotes_side_by_side_hold_of_one_utterance(debate: SearchEngine) -> None:
    assert find(debate, 'speaker:ruiz quote:"right thing"') == ["debate"]
    assert find(debate, "speaker:ruiz quote:peace") == ["agreed"]
    assert find(debate, "speaker:ruiz quote:right kind:indirect") == ["agreed"]
    assert find(debate, "speaker:ruiz (quote:thing OR quote:time)") == ["agreed", "debate"]
    assert find(debate, "flood (speaker:ruiz quote:peace)") == []
    assert find(debate, "speaker:ruiz speaker:marl") == []
    assert find(debate, "(speaker:ruiz) (speaker:marl)") == ["agreed", "debate"]
    assert find(debate, "(speaker:ruiz quote:peace) (speaker:marl)") == ["agreed"]


def test_the_facet_of_kinds_counts_the_articles_that_each_kind_finds(debate: SearchEngine) -> None:
    for text in ("", "kind:quoted"):
        counts = debate.search(SearchRequest(text, facets=(FacetRequest("kind"),))).facets["kind"].counts
        assert FacetCount("quoted", 1) in counts, text
    assert find(debate, "kind:quoted") == ["agreed"]


def test_an_utterance_beside_a_speaker_may_be_told_by_what_it_lacks(debate: SearchEngine) -> None:
    assert find(debate, "speaker:ruiz -quote:right") == ["agreed"]
    assert find(debate, "speaker:marl -quote:right") == ["debate"]


def test_a_lone_negation_speaks_of_the_whole_article(debate: SearchEngine) -> None:
    assert find(debate, "-quote:time") == ["debate"]
    assert find(debate, "peace -speaker:ruiz") == []


def test_speaker_filters_fuse_with_the_words_of_the_query(debate: SearchEngine) -> None:
    def by(text: str, *filters: Filter) -> list[str]:
        return sorted(names(debate.search(SearchRequest(text, filters=filters))))

    assert by("quote:peace", Filter("speaker", ("ruiz",))) == ["agreed"]
    assert by("quote:peace", Filter("speaker", ("ruiz", "marl"))) == ["agreed", "debate"]
    assert by("quote:time", Filter("speaker", exclude=("marl",))) == []


def test_quotes_are_searched_by_their_own_words(debate: SearchEngine) -> None:
    assert quotes(debate, "right") == ["It was the right thing", "That is the right thing", "right on time"]
    assert quotes(debate, '"right thing"') == ["It was the right thing", "That is the right thing"]
    assert quotes(debate, "right speaker:ruiz") == ["It was the right thing", "right on time"]
    assert quotes(debate, "-right") == ["We want peace", "We want peace"]
    assert quotes(debate, "flood") == []
    assert quotes(debate, "headline:flood") == ["It was the right thing", "We want peace"]
    assert quotes(debate, "headline:flood peace") == ["We want peace"]
    assert quotes(debate, "", Filter("speaker", ("Tom Marl",), exact=True)) == [
        "That is the right thing",
        "We want peace",
    ]


def test_words_in_marks_that_nobody_says_are_found_by_kind_alone(debate: SearchEngine) -> None:
    assert quotes(debate, "right kind:quoted") == ["The Right Stuff"]
    assert quotes(debate, "", Filter("kind", ("quoted",))) == ["The Right Stuff"]
    assert quotes(debate, "stuff") == []
    assert find(debate, "quote:stuff") == []
    assert find(debate, "quote:stuff kind:quoted") == ["agreed"]
    assert debate.stats().utterances == 5


def test_a_quote_brings_what_it_takes_to_cite_it(engine: SearchEngine) -> None:
    body = '"We must go," Ana Ruiz said, "before the flood."'
    runs = [
        Said("We must go,", "Ana Ruiz", utterance=4, confidence=0.9),
        Said("before the flood.", "Ana Ruiz", speaker="she", utterance=4, confidence=0.8),
    ]
    ruiz = Known("Ana Ruiz", forms=("Ruiz",))
    printed: dict[str, Any] = {"agency": "Wire", "place": "Velm", "published": "2016-07", "headline": "Go"}
    commit(engine, [article("go", body=body, people=[ruiz], quotes=runs, **printed)])

    (quote,) = engine.search(SearchRequest("flood", of="quotes")).quotes

    assert (quote.id, quote.path, quote.utterance) == (article_id("go"), "/news/go.txt", 4)
    assert quote.text == "We must go, ... before the flood."
    assert (quote.kind, quote.speaker, quote.person, quote.confidence) == ("direct", "Ana Ruiz", "Ana Ruiz", 0.8)
    assert (quote.headline, quote.source, quote.place) == ("Go", "Wire", "Velm")
    assert quote.published is not None
    assert quote.published.isoformat() == "2016-07"
    assert quote.start == 1
    assert [quote.text[start:end] for start, end in quote.marks] == ["flood"]
    assert quote.score > 0


def test_a_phrase_runs_on_over_the_words_between_two_runs(engine: SearchEngine) -> None:
    body = '"It was right," she said, "to leave."'
    runs = [Said("It was right,", utterance=0), Said("to leave.", utterance=0), Said("she", utterance=1)]
    commit(engine, [article("right", body=body, quotes=runs)])

    assert quotes(engine, '"right to leave"') == ["It was right, ... to leave."]


def test_speakers_without_a_name_are_found_by_the_words_printed(engine: SearchEngine) -> None:
    commit(engine, [article("x", quotes=[Said("No comment", speaker="a senior U.S. official")])])

    assert quotes(engine, "speaker:official") == ["No comment"]
    assert quotes(engine, 'speaker:"senior official"') == ["No comment"]
    assert quotes(engine, "speaker:minister") == []


def test_who_speaks_for_somebody_that_the_article_names_is_another(engine: SearchEngine) -> None:
    won, lost = (Said(f"We {how}", "Li Wen", speaker="Ana Ruiz's manager Li Wen") for how in ("won", "lost"))
    staff = Said("So it was", speaker="Ruiz's staff")
    commit(engine, [article("hers", people=["Ana Ruiz", "Li Wen"], quotes=[won, staff])])
    commit(engine, [article("his", people=["Li Wen"], quotes=[lost])])

    assert quotes(engine, "speaker:ruiz") == ["We lost"]
    assert quotes(engine, "-speaker:ruiz") == ["So it was", "We won"]
    assert quotes(engine, 'speaker:"ruiz staff"') == ["So it was"]
    assert quotes(engine, "speaker:manager") == ["We lost", "We won"]


def test_a_name_printed_for_a_speaker_whom_nobody_knows_is_that_of_who_is_asked_for(engine: SearchEngine) -> None:
    said = [Said(words, speaker=speaker) for words, speaker in (("Yes", "Mayor Ruiz"), ("No", "an aide to Ruiz"))]
    commit(engine, [article("hers", people=["Ana Ruiz"], quotes=said)])

    assert quotes(engine, "speaker:ruiz") == quotes(engine, "", Filter("speaker", ("Ruiz",))) == ["Yes"]
    assert quotes(engine, "speaker:aide") == ["No"]


def test_facets_over_quotes_count_utterances(debate: SearchEngine) -> None:
    page = debate.search(SearchRequest("", of="quotes", facets=tuple(map(FacetRequest, ("speaker", "kind", "place")))))

    assert page.total == 5
    assert page.facets["speaker"].counts == (FacetCount("Ana Ruiz", 3), FacetCount("Tom Marl", 2))
    assert page.facets["kind"].counts == (FacetCount("direct", 4), FacetCount("indirect", 1))
    assert (page.facets["place"].counts, page.facets["place"].missing) == ((FacetCount("Velm", 2),), 3)


def test_facets_over_articles_count_articles_in_which_somebody_speaks(debate: SearchEngine) -> None:
    commit(debate, [article("silent")])

    speaker = debate.search(SearchRequest(facets=(FacetRequest("speaker"),))).facets["speaker"]

    assert speaker.counts == (FacetCount("Ana Ruiz", 2), FacetCount("Tom Marl", 2))
    assert speaker.missing == 1


def test_a_role_asked_of_quotes_is_that_of_who_says_them_there(engine: SearchEngine) -> None:
    mayor, clerk = Known("Ana Ruiz", roles=("mayor of Velm", "city chief")), Known("Tom Marl", roles=("clerk",))
    said = [Said("We want peace", "Ana Ruiz"), Said("So do we", "Tom Marl"), Said("Who does not", speaker="a mayor")]
    later = [Said("I was the mayor", "Ana Ruiz")]
    commit(
        engine,
        [article("then", people=(mayor, clerk), quotes=said), article("later", people=("Ana Ruiz",), quotes=later)],
    )

    assert quotes(engine, "role:mayors") == quotes(engine, 'role:"city chief"') == ["We want peace"]
    assert quotes(engine, "", Filter("role", ("clerk",))) == ["So do we"]
    assert quotes(engine, "role:(mayor clerk)") == quotes(engine, 'role:"velm city"') == []
    assert quotes(engine, "-role:mayor") == ["I was the mayor", "So do we", "Who does not"]
    assert quotes(engine, "missing:role") == ["I was the mayor", "Who does not"]
    assert quotes(engine, "missing:speaker") == ["Who does not"]
    assert find(engine, "role:mayor speaker:marl") == ["then"]


def test_an_article_with_a_better_utterance_ranks_higher(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("long", quotes=[Said("a very long sentence in which a flood is but one word of many more words")]),
            article("short", quotes=[Said("Flood"), Said("A very long flood of words that nobody reads to its end")]),
            article("none", quotes=[Said("calm")]),
        ],
    )

    assert names(engine.search(SearchRequest("quote:flood"))) == ["short", "long"]


def test_quotes_go_with_their_article(debate: SearchEngine) -> None:
    commit(debate, [article("debate", body="Withdrawn.")], remove=["agreed"])

    assert quotes(debate, "") == []
    assert debate.stats().utterances == 0
