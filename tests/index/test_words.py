from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import fold, fold_token, spans, stem, stems_of, token_spans, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerry's", ["kerry", "s"]),
        ("Kerry’s", ["kerry", "s"]),
        ("don't", ["don", "t"]),
        ("U.S.", ["u", "s"]),
        ("al-Assad", ["al", "assad"]),
        ("snake_case 3.5%", ["snake", "case", "3", "5"]),
        ("José ÉLAN", ["jose", "elan"]),
        ("Jose\u0301 Fu\u0308hrer", ["jose", "fuhrer"]),
        ("Straße", ["strasse"]),
        ("Łódź Đoković SØREN Yıldırım", ["lodz", "dokovic", "soren", "yildirim"]),
        ("Æbeltoft Þór Sigurðsson ǿ", ["aebeltoft", "thor", "sigurdsson", "o"]),
        ("ΣΊΣΥΦΟΣ", ["σισυφοσ"]),
        ("москва 東京", ["москва", "東京"]),
        ("½ ﬁne", ["12", "fine"]),
        ("washington  reuters    as u s ", ["washington", "reuters", "as", "u", "s"]),
        (" -- ", []),
    ],
)
def test_tokens_are_folded_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_spans_and_tokens_agree_and_cover_every_letter_and_digit(text: str) -> None:
    found = list(token_spans(text))

    assert [token for token, _, _ in found] == tokens(text)
    assert [(start, end) for _, start, end in found] == spans(text)
    covered = "".join(text[start:end] for start, end in spans(text))
    assert [char for char in covered if char.isalnum()] == [char for char in text if char.isalnum()]
    assert all(end <= after for (_, end), (after, _) in zip(spans(text), spans(text)[1:], strict=False))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    for token in tokens(text):
        assert fold_token(token) == token
        assert tokens(token) == [token]
        assert token
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzY0189é", min_size=1))
def test_stemming_never_fails(token: str) -> None:
    assert stem(token)


@pytest.mark.parametrize(
    ("word", "other"),
    [("negotiating", "negotiate"), ("floods", "flooding"), ("ferries", "ferry"), ("skies", "sky"), ("ads", "ad")],
)
def test_english_forms_share_a_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_numbers_and_other_scripts_are_their_own_stem() -> None:
    for word in ("1990s", "москвы", "jose2s", "us"):
        assert stem(word) == word


@given(st.lists(st.sampled_from(["ads", "as", "us", "ies", "floods", "1990s", "jose2s", "москвы"])))
def test_many_words_have_the_stems_that_each_of_them_has(words: list[str]) -> None:
    assert stems_of(words) == [stem(word) for word in words]


def test_folding_a_value_keeps_its_marks() -> None:
    assert fold("  Élan  Vital-X\n(UK) ") == "elan vital-x (uk)"
    assert re.fullmatch(r"\S+( \S+)*", fold("a\u2003 b"))
