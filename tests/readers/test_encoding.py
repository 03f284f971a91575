"""What encoding a file is in, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readers.encoding import decode, text_of
from tests.readers.support import FIRST, SECOND, only

STORY = "PORT ALDEN (Coastwire) - The café’s owner said: “We stay — whatever the sea does.”\n"
RUSSIAN = "Губернатор сказал, что порт откроется на следующей неделе. " * 6
POLISH = "Burmistrz powiedział, że władze zrobią wszystko, żeby pomóc mieszkańcom. " * 6
CHINESE = "市长表示，港口将于下周重新开放。" * 12


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marked_and_plain_unicode_is_read_without_a_warning(encoding: str) -> None:
    decoded = decode(STORY.encode(encoding))

    assert decoded.text == STORY
    assert decoded.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unmarked_wide_text_is_told_by_its_nuls_and_said_so(encoding: str) -> None:
    decoded = decode(STORY.encode(encoding))

    assert decoded.text == STORY
    assert decoded.encoding == encoding
    assert decoded.warnings == (f"no byte order mark; read as {encoding}",)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_bytes_are_read_and_said_so(encoding: str) -> None:
    text = "Ana Müller, naïve? Señor Núñez thinks so."
    text += " “Très bien”" if encoding == "cp1252" else ""
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.encoding == encoding
    assert decoded.warnings == (f"not utf-8; read as {encoding}",)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "It’s over.",
        "“Storm?” “Yes.”",
        "The owner said: “We stay.”",
        "Más de cien vecinos de Málaga pidieron ayuda al alcalde, según él. “No sé qué pasará en España”, declaró.",
        "Le maire de l’île a déclaré que la tempête était passée, et que les écoles rouvriraient après Pâques.",
        "Der Bürgermeister erklärte, die Häuser würden geräumt. „Wir bleiben hier“, sagte er später. Größe ist nötig.",
    ],
)
def test_text_of_old_macs_is_told_by_its_words(text: str) -> None:
    decoded = decode(text.encode("mac-roman"))

    assert decoded.text == text
    assert decoded.warnings == ("not utf-8; read as mac-roman",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Más de cien vecinos de Málaga pidieron ayuda, según él. “No sé”, declaró. ¿Qué? “Sí”.", "cp1252"),
        ("L’état d’urgence… «Où?» À Pâques, dit-elle, l’Œuvre ŽIŽEK paraît.", "cp1252"),
        ("Der Bürgermeister erklärte… „Größe“ – Ölpreise. Übermut.", "cp1252"),
        ("Òmnium diu que això és català. Ó é isso? É!", "latin-1"),
        ("He said no… twice… and left… then won’t.", "cp1252"),
    ],
)
def test_other_western_text_is_not_taken_for_that_of_old_macs(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (POLISH, "cp1250"), (CHINESE, "gb18030")],
)
def test_other_encodings_are_guessed_and_said_so(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.warnings == (f"not utf-8; guessed to be {encoding}",)


def test_lines_of_two_encodings_in_one_file_are_both_read() -> None:
    decoded = decode("Zoë said “yes”.\n".encode() + "José’s answer came later.\n".encode("cp1252"))

    assert decoded.text == "Zoë said “yes”.\nJosé’s answer came later.\n"
    assert decoded.encoding == "utf-8+cp1252"
    assert "2 bytes were not utf-8" in decoded.warnings[0]


def test_a_stray_byte_in_a_line_of_utf8_spoils_nothing_else() -> None:
    decoded = decode("Zoë ".encode() + b"\x93now\x94" + " – Núñez".encode())

    assert decoded.text == "Zoë “now” – Núñez"


def test_utf8_cut_within_a_character_keeps_all_that_was_whole() -> None:
    assert decode(CHINESE.encode()[:-1]).text.startswith(CHINESE[:-1])


def test_utf16_cut_within_a_character_keeps_all_that_was_whole_and_says_so() -> None:
    decoded = decode("Storm ahead".encode("utf-16") + b"x")

    assert decoded.text == "Storm ahead\ufffd"
    assert "not all of it is utf-16-le" in decoded.warnings[0]


def test_nuls_are_dropped_and_said_so() -> None:
    decoded = decode(b"The tide\0 rose.\0\0")

    assert decoded.text == "The tide rose."
    assert decoded.warnings == ("NUL characters were dropped",)


def test_the_bytes_that_cp1252_leaves_open_do_not_stop_it() -> None:
    assert decode("Ünder “water” ".encode("cp1252") + b"\x81").text == "Ünder “water” \x81"


def test_surrogates_spelled_as_utf8_give_text() -> None:
    assert decode(b"sea \xed\xa0\x80 wall").text.startswith("sea ")


def test_a_file_of_mostly_english_is_guessed_from_its_foreign_lines() -> None:
    english = "The harbour stays open, the mayor of Port Alden said. " * 800

    decoded = decode((english + "\n" + RUSSIAN + "\n" + english).encode("koi8-r"))

    assert RUSSIAN in decoded.text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_without_nuls_and_carriage_returns(data: bytes) -> None:
    text = decode(data).text

    assert "\0" not in text
    assert "\r" not in text
    text.encode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(("x" + text).encode()).text == "x" + text
    assert decode(text.encode("utf-8-sig")).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=200))
def test_marked_wide_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-16")).text == text
    assert decode(text.encode("utf-32")).text == text


@given(st.text("abc \r\n", max_size=60))
def test_every_line_end_becomes_a_newline(text: str) -> None:
    assert decode(text.encode()).text == "\n".join(text.replace("\r\n", "\n").split("\r"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [b"the sea rose " * 4_000_000, "die Flut käme “bald” ".encode("cp1252") * 2_500_000],
    ids=["ascii", "cp1252"],
)
def test_one_line_of_fifty_megabytes_is_decoded_whole(line: bytes) -> None:
    assert len(line) >= 50_000_000
    assert len(decode(line).text) == len(line)


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "iso8859-5"])
def test_a_line_of_russian_within_english_is_read_in_its_encoding(encoding: str) -> None:
    line = "Я вас любил, сказал он."
    copy = only(f"{FIRST}\n\n".encode() + line.encode(encoding) + f"\n\n{SECOND}\n".encode(), "a.txt")

    assert copy.text == f"{FIRST}\n\n{line}\n\n{SECOND}\n"


@pytest.mark.parametrize(
    "data",
    [
        "Zoë said “yes”.\n".encode() + "José’s answer came later.\n".encode("cp1252"),
        "José’s answer came later.\n".encode("cp1252"),
        CHINESE.encode("gb18030"),
        "Zoë\n".encode("utf-16-le"),
    ],
)
def test_a_record_becomes_the_text_that_it_was_read_as(data: bytes) -> None:
    decoded = decode(data)

    assert text_of(data, decoded.encoding) == decoded.text


def test_a_record_in_an_encoding_that_python_does_not_know_is_read_as_utf8() -> None:
    assert text_of("Zoë\n".encode(), "of-some-package") == text_of("Zoë\n".encode(), None) == "Zoë\n"
