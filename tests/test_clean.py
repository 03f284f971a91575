from __future__ import annotations

import json
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import clean, clean_json, clean_line, clean_path

ANY = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;aGVsbG8=\x07", "�]52;c;aGVsbG8=�"),
        ("\x1b]0;your password\x1b\\", "�]0;your password�\\"),
        ("\x9b31mred", "�31mred"),
        ("a\x00b\x7fc", "a�b�c"),
        ("one\r\ntwo\tthree\x85four\u2028five", "one \ntwo three four five"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("\u2066left\u2069 \u200fright\ufeff", "left right"),
        ("lone \udce9 byte", "lone � byte"),
        ("tag\U000e0041", "tag"),
        ("نمی\u200cخواهم 👨\u200d👩", "نمی\u200cخواهم 👨\u200d👩"),
        ("José – “quoted” 日本", "José – “quoted” 日本"),
    ],
)
def test_what_steers_a_terminal_is_taken_out(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


@given(ANY)
def test_nothing_but_line_ends_is_left_of_the_controls(text: str) -> None:
    assert not [char for char in clean(text) if char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert "\n" not in clean_line(text)
    assert clean(text).encode().decode() == clean(text)


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_path_shows_the_bytes_that_are_no_text() -> None:
    assert clean_path(os.fsdecode(b"caf\xe9/\x1b[2J\xe2\x80\xae.txt")) == "caf\\xe9/\\x1b[2J\\u202e.txt"


def test_an_ordinary_path_is_left_alone() -> None:
    assert clean_path("/clippings/2016/José.txt") == "/clippings/2016/José.txt"


@given(ANY)
def test_json_means_the_same_after_cleaning(text: str) -> None:
    line = clean_json(json.dumps({"text": text}, ensure_ascii=False))

    assert line.encode()
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert json.loads(line)["text"] == text or "\ud800" <= max(text) <= "\udfff"
