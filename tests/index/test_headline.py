from __future__ import annotations

import pytest

from index.article import Dateline
from index.headline import LENGTH, cut, headline
from tests.index.build import article


def test_a_printed_headline_is_taken_as_it_is() -> None:
    assert headline(article("a", headline="  Flood \n in Velm ", body="x")) == ("Flood in Velm", False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The mayor resigned. Nobody knew why.", "The mayor resigned."),
        ("Did the mayor resign? Yes.", "Did the mayor resign?"),
        ('"We must go." Ana Ruiz said so.', '"We must go."'),
        ("The U.S. Army came. It left.", "The U.S. Army came."),
        ("Mr. Ruiz met J. Marl of St. Velm. It rained.", "Mr. Ruiz met J. Marl of St. Velm."),
        ("Prices rose 3.5 percent. They fell.", "Prices rose 3.5 percent."),
        ("One line\n\nwithout  an end", "One line without an end"),
        ("  -- Late news. More.", "Late news."),
        ("(Wire) - The mayor resigned. More.", "The mayor resigned."),
        ("(He resigned.) More.", "(He resigned.)"),
    ],
)
def test_headless_copy_is_called_by_its_first_sentence(body: str, expected: str) -> None:
    assert headline(article("a", body=body)) == (expected, True)


def test_the_dateline_is_left_out() -> None:
    body = "VELM, July 14 (Wire) - The mayor resigned. Nobody knew why."
    line = Dateline("VELM, July 14 (Wire)", "Velm", span=(0, 20))

    assert headline(article("a", body=body, dateline=line)) == ("The mayor resigned.", True)


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title, inferred = headline(article("a", body="many words " * 50))

    assert inferred
    assert len(title) <= LENGTH
    assert title.endswith(("words…", "many…"))
    assert cut("x" * 200, 120) == "x" * 119 + "…"
    assert cut("short", 120) == "short"


def test_an_article_without_words_is_called_by_its_file() -> None:
    assert headline(article("empty")) == ("empty.txt", True)
    assert headline(article("empty", body=" \n ", headline=" ")) == ("empty.txt", True)
