from __future__ import annotations

import pytest

from index.article import Dateline
from index.headline import LENGTH, cut, headline, story_start
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


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("Flood in Velm\n\nThe mayor resigned.", "The mayor"),
        ("Flood in Velm\nMarch 3, 2016\n\nThe mayor resigned.", "The mayor"),
        ("Flood in Velm\n\nMarch 3, 2015\n\nThe mayor resigned.", "March 3, 2015"),
        ("Flood in Velm\n\nMarch 3, 2016\n\nVELM (Wire) - The mayor resigned.", "The mayor"),
        ("A word before.\nFlood in Velm\n\nThe mayor resigned.", "A word before."),
    ],
)
def test_a_story_begins_behind_what_a_hit_tells_beside_it(body: str, begins: str) -> None:
    at, line = body.index("Flood in Velm"), body.find("VELM (Wire)")
    found = article(
        "a",
        body=body,
        headline="Flood in Velm",
        headline_span=(at, at + len("Flood in Velm")),
        published="2016-03-03",
        dateline=Dateline("VELM (Wire)", "Velm", span=(line, line + 11)) if line >= 0 else None,
    )

    assert body[story_start(found) :].startswith(begins)


def test_a_dateline_far_down_begins_no_story() -> None:
    body = "The mayor resigned. " * 60 + "VELM (Wire) - Later."
    at = body.index("VELM")

    assert story_start(article("a", body=body, dateline=Dateline("VELM (Wire)", "Velm", span=(at, at + 11)))) == 0
