"""Words, phrases and patterns in headline and body."""

from __future__ import annotations

import pytest

from index.engine import SearchEngine
from index.request import SearchRequest
from tests.index.build import article, commit, names


def find(engine: SearchEngine, text: str) -> list[str]:
    return sorted(names(engine.search(SearchRequest(text))))


def test_all_words_must_stand_somewhere_in_headline_or_body(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("split", headline="Storm over Velm", body="A warning was given."),
            article("storm", headline="Storm over Velm", body="Nobody was warned of it in time, or so they claim."),
            article("warning", body="A warning without any weather."),
        ],
    )

    assert find(engine, '"storm" "warning"') == ["split"]
    assert find(engine, "storm warning") == ["split", "storm"]
    assert find(engine, "storm OR warning") == ["split", "storm", "warning"]
    assert find(engine, "warning -storm") == ["warning"]
    assert find(engine, "NOT storm") == ["warning"]
    assert find(engine, 'headline:storm -body:"warning"') == ["storm"]


def test_empty_text_finds_everything(engine: SearchEngine) -> None:
    commit(engine, [article("one", body="x"), article("empty")])

    assert find(engine, "") == ["empty", "one"]
    assert find(engine, "-x") == ["empty"]


def test_words_match_in_any_english_form_and_exact_ones_rank_higher(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("negotiating", body="They are negotiating a treaty today."),
            article("negotiate", body="They will negotiate a treaty today."),
        ],
    )

    assert names(engine.search(SearchRequest("negotiating"))) == ["negotiating", "negotiate"]
    assert names(engine.search(SearchRequest("negotiate"))) == ["negotiate", "negotiating"]
    assert find(engine, '"negotiating"') == ["negotiating"]


def test_accents_and_case_do_not_count(engine: SearchEngine) -> None:
    commit(engine, [article("jose", body="JOSÉ met Zürich's mayor on the Große Straße."), article("other", body="x")])

    for text in ("jose", "José", "JOSE", "zurich", "strasse", "Jose\u0301"):
        assert find(engine, text) == ["jose"], text


def test_strokes_through_letters_do_not_count(engine: SearchEngine) -> None:
    people = ("Jørn Łaska",)
    commit(
        engine, [article("there", body="Jørn Łaska spoke.", people=people), article("here", body="Jorn Laska left.")]
    )

    for text in ("laska", "ŁASKA", "jorn łaska", '"Jørn Laska"', "lask*", "j?rn"):
        assert find(engine, text) == ["here", "there"], text
    assert find(engine, "person:laska") == ["there"]


def test_copy_that_lost_its_apostrophes_still_matches(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("clean", body="Marl's plan doesn't work."),
            article("curly", body="Marl’s plan doesn’t work."),
            article("stripped", body="marl s plan doesn t work "),
            article("owner", body="Marl has a plan."),
        ],
    )

    assert find(engine, "marl's") == ["clean", "curly", "owner", "stripped"]
    assert names(engine.search(SearchRequest("marl's")))[-1] == "owner"
    for text in ("doesn't", "doesn’t", '"doesn t"', '"marl\'s plan"'):
        assert find(engine, text) == ["clean", "curly", "stripped"], text


def test_stop_words_are_words_and_count_as_positions(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("hamlet", body="He asked: to be or not to be, that is it."),
            article("bank", body="The bank of the river."),
            article("near", body="The bank river."),
        ],
    )

    assert find(engine, '"to be or not to be"') == ["hamlet"]
    assert find(engine, '"bank river"') == ["near"]
    assert find(engine, '"bank of the river"') == ["bank"]
    assert find(engine, "the") == ["bank", "near"]


def test_a_phrase_stands_within_one_field(engine: SearchEngine) -> None:
    commit(engine, [article("across", headline="The flood", body="gates opened"), article("in", body="flood gates")])

    assert find(engine, '"flood gates"') == ["in"]


def test_a_loose_phrase_keeps_order_and_counts_positions(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("d1", body="storm warning"),
            article("d3", body="storm and flood warning"),
            article("back", body="warning of a storm"),
        ],
    )

    assert find(engine, '"storm warning"') == ["d1"]
    assert find(engine, '"storm warning"~2') == ["d1"]
    assert find(engine, '"storm warning"~3') == ["d1", "d3"]
    assert find(engine, '"storm warning"~100') == ["d1", "d3"]


def test_a_word_with_marks_in_it_is_the_phrase_of_its_parts(engine: SearchEngine) -> None:
    commit(
        engine,
        [
            article("us", body="A U.S. ship."),
            article("u s", body="a u s ship"),
            article("apart", body="S is not far from U"),
        ],
    )

    assert find(engine, "U.S.") == ["u s", "us"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("head*", ["head", "headed", "heads"]),
        ("h?ad", ["head"]),
        ("*ad", ["ahead", "head"]),
        ("h*d*", ["head", "headed", "heads"]),
        ("hea?s", ["heads"]),
        ("hxad~", ["head"]),
        ("haed~", ["head"]),
        ("ahad~", ["ahead"]),
        ("xhexd~2", ["ahead", "head"]),
        ("zzzzz~2", []),
        ("HEAD*", ["head", "headed", "heads"]),
    ],
)
def test_patterns_and_near_spellings_stand_for_words(engine: SearchEngine, text: str, expected: list[str]) -> None:
    commit(engine, [article(word, body=f"the {word} of it") for word in ("ahead", "head", "headed", "heads", "tail")])

    assert find(engine, text) == expected


def test_words_of_scripts_without_blanks_are_found_within_their_clause(engine: SearchEngine) -> None:
    commit(
        engine, [article("zh", body="港口的墙在星期四倒了。"), article("ja", body="港の壁は木曜日にガラガラと倒れた。")]
    )

    assert find(engine, "星期四") == find(engine, '"港口"') == ["zh"]
    assert find(engine, "ガラ") == ["ja"]
    assert find(engine, "港 倒") == ["ja", "zh"]
    assert find(engine, "港口 -星期四") == find(engine, "木星") == []


def test_an_empty_archive_finds_nothing(engine: SearchEngine) -> None:
    for text in ("", "storm", '"to be"', "-storm", "head*", "person:ruiz", "date:2016", "missing:date"):
        page = engine.search(SearchRequest(text))
        assert (page.total, page.hits) == (0, ()), text
