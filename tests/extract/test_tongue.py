"""Copy in other languages is told by its words, and what is read out of it is held back; English is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.extract.tongue import HELD_BACK, OTHER, foreign_tongue
from archive.parse import parse
from archive.readers.copy import Copy, Stated
from index.article import Article

GERMAN = (
    "PORT ALDEN (dpa) - Das Wasser der Alder ist am Freitag über die Ufer getreten und hat vierzig Häuser in der "
    "Unterstadt überflutet. „Es kam zur Hintertür herein“, sagte der Fischer Joachim Tarrow. Bürgermeisterin Clara "
    "Weiß kündigte Hilfe an. „Niemand wird allein gelassen“, sagte Weiß. Der Landtag will am Montag beraten."
)
FRENCH = (
    "La rivière Alder est sortie de son lit vendredi et a inondé quarante maisons de la ville basse, a annoncé la "
    "préfecture. « L'eau est entrée par la porte de derrière », a déclaré Pierre Tarrow, un pêcheur."
)
SPANISH = (
    "El río Alder se desbordó el viernes e inundó cuarenta casas de la ciudad baja. La alcaldesa, María García, "
    "prometió ayuda y pidió calma a los vecinos. Según García, nadie quedará solo."
)
RUSSIAN = (
    "Река Альдер вышла из берегов в пятницу и затопила сорок домов в нижнем городе, сообщила мэр Клара Вайс. "
    "Никого не бросят, сказала она журналистам на набережной."
)
GOLD = Path(__file__).parents[1] / "gold" / "articles.jsonl"


def article(text: str, stated: Stated | None = None) -> Article:
    (found,) = parse([Copy(text.encode(), text, "text", stated=stated or Stated())], "a.txt")
    return found


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        (GERMAN, "de", ["Joachim Tarrow", "Clara Weiß"]),
        (FRENCH, "fr", ["Pierre Tarrow"]),
        (SPANISH, "es", ["María García"]),
        (RUSSIAN, OTHER, []),
        (GERMAN.lower(), "de", []),
    ],
)
def test_people_of_other_languages_are_those_named_in_full(text: str, language: str, people: list[str]) -> None:
    found = article(text)

    assert found.language == language
    assert "language" in dict(found.confidence)
    assert [person.name for person in found.people] == people
    assert [person.roles for person in found.people] == [()] * len(people)
    assert found.body == text
    assert found.warnings == (HELD_BACK,)


def test_a_surname_alone_is_whoever_is_named_in_full_with_it() -> None:
    (weiss,) = [person for person in article(GERMAN).people if person.name == "Clara Weiß"]

    assert {GERMAN[a:b] for a, b in weiss.mentions} == {"Clara Weiß", "Weiß"}


def test_speech_of_other_languages_is_what_stands_between_marks() -> None:
    assert [quote.text for quote in article(GERMAN).quotes] == [
        "Es kam zur Hintertür herein",
        "Niemand wird allein gelassen",
    ]


def test_a_language_that_is_stated_is_kept_as_it_is() -> None:
    found = article(GERMAN, Stated(language="de-AT"))

    assert (found.language, "language" in found.stated, "language" in dict(found.confidence)) == ("de-AT", True, False)
    assert found.warnings == (HELD_BACK,)


def test_english_is_english_whatever_is_stated_and_a_language_without_list_is_believed() -> None:
    english = "The river rose over its banks on Friday, and it was said that forty houses were under water by noon."
    finnish = (
        "Joki nousi perjantaina yli äyräiden ja neljäkymmentä taloa jäi veden alle alakaupungissa, kertoi pormestari."
    )

    assert foreign_tongue(english, "de") is None
    assert foreign_tongue(finnish, "fi") == "fi"
    assert foreign_tongue(finnish, "en") is None
    assert foreign_tongue("Hochwasser", "de_DE") == "de"


def test_lists_in_english_that_have_few_of_its_small_words_are_no_other_language() -> None:
    prices = (
        "April offered 0.40 over, bid 0.10 over. May offered 0.45 over, bid 0.25 over. June offered 1.40 over. " * 4
    )
    players = "Real Union: Juan de la Cruz, Pedro de la Torre, Luis de los Ríos, Ana de la Vega, Rosa del Mar. " * 3

    assert foreign_tongue(prices, None) is None
    assert foreign_tongue(players, None) is None


def test_no_article_of_the_gold_is_held_back_in_any_state() -> None:
    texts = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]

    assert len(texts) > 20
    for each in texts:
        assert foreign_tongue(each["text"], None) is None
