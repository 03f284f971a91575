from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import accepts, accepts_path, accepts_value, edits
from index.query.forms import within
from index.query.nodes import Exact, Fuzzy, Prefix, Stemmed, Wildcard
from index.spelling import begun_with, near_words, spelled_out


def test_forms_stand_for_words() -> None:
    assert accepts(Stemmed("floods"), "flooding")
    assert not accepts(Exact("floods"), "flooding")
    assert accepts(Prefix("flo"), "flood")
    assert accepts(Wildcard("f*d"), "flood")
    assert not accepts(Wildcard("f*d"), "floods")
    assert accepts(Fuzzy("flod", 1), "flood")


def test_all_forms_must_hold_of_one_value_and_patterns_may_cover_the_whole_of_it() -> None:
    assert accepts_value((Exact("post"), Exact("daily")), "The Daily Post")
    assert not accepts_value((Exact("post"), Exact("sun")), "The Daily Post")
    assert accepts_value((Prefix("the dai"),), "The  DAILY Post")
    assert accepts_value((Wildcard("urn:*:1"),), "URN:x:1")
    assert not accepts_value((Exact("a"),), "")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "/News/A.TXT", True),
        ("news/*", "/news/a.txt", True),
        ("ews/*", "/news/a.txt", False),
        ("/news/*/c", "/news/a/b/c", True),
        ("a?c", "/x/abc", True),
        ("a?c", "/x/abbc", False),
        ("a.c", "/x/abc", False),
        ("*", "", True),
    ],
)
def test_a_pattern_covers_a_path_or_the_rest_of_it(pattern: str, path: str, expected: bool) -> None:
    assert accepts_path(pattern, path) is expected


@given(st.text("ab*?.", max_size=8), st.text("ab.", max_size=8))
def test_wildcards_are_those_of_the_shell(pattern: str, text: str) -> None:
    assert accepts(Wildcard(pattern), text) is fnmatchcase(text, pattern)


def test_a_pattern_of_many_stars_is_no_slower_than_its_text() -> None:
    assert not accepts_path("*a" * 30 + "b", "/" + "a" * 4000)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("flood", "flood", 0),
        ("flood", "floods", 1),
        ("flood", "flodo", 1),
        ("", "ab", 2),
        ("abc", "xyz", 3),
        ("ab", "bca", 3),
    ],
)
def test_edits_insert_delete_replace_and_swap(one: str, other: str, distance: int) -> None:
    assert edits(one, other, 5) == distance
    assert within(one, other, distance)
    assert distance == 0 or not within(one, other, distance - 1)


@given(st.text("abc", min_size=1, max_size=6), st.lists(st.text("abc", min_size=1, max_size=6)))
def test_near_words_are_all_that_are_near(word: str, words: list[str]) -> None:
    assert near_words(word, words, 1) == sorted(
        (edits(word, other, 1), other) for other in words if within(word, other, 1)
    )


def test_short_words_have_few_near_ones() -> None:
    assert near_words("a", ["a", "b"]) == [(0, "a")]
    assert near_words("dam", ["dim", "dome", "dams"]) == [(1, "dams"), (1, "dim")]
    assert near_words("harbour", ["harbor", "harbourss", "arbor"]) == [(1, "harbor"), (2, "arbor"), (2, "harbourss")]


def test_words_may_mean_a_value_that_they_begin_with_or_that_is_their_initials() -> None:
    values = ["Astrel", "Astrel Post", "BPH", "P", "", "Post"]

    assert begun_with(["astrel", "post", "weekly"], values) == ["astrel post", "astrel"]
    assert (
        begun_with(["the", "bay", "post", "herald"], values) == begun_with(["bay", "post", "herald"], values) == ["bph"]
    )
    assert begun_with(["bay", "post"], ["BP", "B", "P"]) == ["bp"]
    assert begun_with(["post"], values) == ["post"] and begun_with(["the", "post"], values) == []


def test_words_may_mean_a_value_that_shortens_each_of_them() -> None:
    values = ["eve-herald", "Eve. Herald Wkly.", "herald", "B. P. H."]

    assert begun_with(["the", "evening", "herald"], values) == ["eve herald"]
    assert begun_with(["bay", "post", "herald"], values) == ["b p h"]
    assert begun_with(["heralds"], values) == begun_with(["herald", "eve"], values[:2]) == []


def test_initials_are_spelled_out_as_the_most_frequent_value() -> None:
    values = {"Astrel Post": 1, "Associated Press": 5, "The Bay Herald": 1, "Deutsche Presse-Agentur": 2, "": 1, "A": 1}

    assert spelled_out("ap", values) == "associated press"
    assert spelled_out("bh", values) == "the bay herald"
    assert spelled_out("dpa", values) == "deutsche presse agentur"
    assert spelled_out("asspress", values) is None
    assert spelled_out("aspre", values) == "associated press"
    assert [spelled_out(word, values) for word in ("a", "tbh", "press", "")] == [None] * 4
