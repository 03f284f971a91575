from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from archive.render import wrap as wrapping
from archive.render.wrap import columns, fit, wrap


def wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_lines_break_at_blanks() -> None:
    assert wrapped("the harbour wall fell into the sea", 12) == ["the harbour", "wall fell", "into the sea"]


def test_a_word_that_is_too_long_is_cut_without_a_hyphen() -> None:
    assert wrapped("an unbreakableword here", 8) == ["an", "unbreaka", "bleword", "here"]


def test_wide_characters_take_two_columns_and_break_anywhere() -> None:
    assert wrapped("港の壁が海に落ちた", 8) == ["港の壁が", "海に落ち", "た"]


def test_closing_marks_cling_to_the_wide_character_before() -> None:
    assert wrapped("港の壁が。海", 8) == ["港の壁", "が。海"]


def test_combining_marks_stay_with_their_letter() -> None:
    text = "e\u0301" * 6

    assert wrapped(text, 4) == ["e\u0301" * 4, "e\u0301" * 2]


@pytest.mark.parametrize("sign", ["か\u3099", "👍🏽"])
def test_what_changes_a_wide_character_stays_with_it(sign: str) -> None:
    assert wrapped(sign * 3, 3) == [sign] * 3


def test_empty_text_has_no_lines() -> None:
    assert wrapped("", 10) == []
    assert wrapped("   ", 10) == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Mn", "Me")), max_size=200))
def test_no_word_is_lost_and_no_line_is_too_wide(text: str) -> None:
    lines = wrapped(text, 20)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= 20 for line in lines)


@given(st.lists(st.text("ab", min_size=1, max_size=6), max_size=20), st.integers(6, 20))
def test_every_line_takes_the_words_that_fit_and_no_more(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width)

    assert " ".join(lines) == " ".join(words)
    assert all(len(line) <= width for line in lines)
    assert all(len(f"{line} {below.split()[0]}") > width for line, below in pairwise(lines))


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(0, 30))
def test_what_is_fitted_fits(text: str, width: int) -> None:
    assert columns(fit(text, width)) <= width


@pytest.mark.parametrize("first, last", [(0x20, 0x7F), (0xA0, 0x300), (0x2010, 0x2028)])
def test_letters_counted_without_a_table_take_the_column_that_the_table_says(first: int, last: int) -> None:
    assert {cell_len(chr(code)) for code in range(first, last)} == {1}
    assert columns("".join(map(chr, range(first, last)))) == last - first


@given(st.text(st.sampled_from("ab \n’…é́ᄀᄅ日本。、️⌚\U0001f9d1\u200d"), max_size=30), st.integers(2, 12))
def test_narrow_scripts_break_as_the_pattern_for_all_of_them_says(text: str, width: int) -> None:
    quickly = wrapped(text, width)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "_may_be_wide", lambda text: True)
        assert wrapped(text, width) == quickly


@pytest.mark.parametrize("sign", ["\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f468\u200d\U0001f469\u200d\U0001f467"])
def test_signs_that_are_emoji_by_what_follows_them_are_cut_by_their_columns(sign: str) -> None:
    assert wrapped(sign * 7, 6) == [sign * 3, sign * 3, sign]
    assert fit(sign * 7, 7) == sign * 3 + "…"
