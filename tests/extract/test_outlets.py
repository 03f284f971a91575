"""Agencies and papers are one source each, whatever they are called, and keep what they are called."""

from __future__ import annotations

import time

import pytest

from archive.extract.outlets import by_address, outlet, short_names
from archive.parse import parse
from archive.readers import Copy
from archive.readers.copy import Stated
from index import contents
from tests.extract.heads import STORY


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("nyt", "The New York Times"),
        ("NYT", "The New York Times"),
        ("New York Times", "The New York Times"),
        ("nytimes.com", "The New York Times"),
        ("New York Times (1923-Current file)", "The New York Times"),
        ("New York Times, Late Edition (East Coast); New York, N.Y.", "The New York Times"),
        ("The New York Times Company", "The New York Times"),
        ("latimes.com", "Los Angeles Times"),
        ("L.A. Times", "Los Angeles Times"),
        ("WaPo", "The Washington Post"),
        ("wash-post", "The Washington Post"),
        ("BBC News", "BBC"),
        ("AP", "Associated Press"),
        ("Associated Press (AP)", "Associated Press"),
        ("AP via a friend", "Associated Press"),
        ("Thomson Reuters", "Reuters"),
        ("Reuters UK", "Reuters"),
        ("Guardian", "The Guardian"),
        ("The Guardian - Final Edition", "The Guardian"),
        ("CNN.com", "CNN"),
        ("The Times (London)", "The Times"),
        ("New York Times (London)", "The New York Times"),
    ],
)
def test_a_source_has_one_name_however_it_is_printed(printed: str, name: str) -> None:
    found = outlet(printed)

    assert found and found.name == name


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Lorn Gazette",
        "Up",
        "Beta",
        "Map",
        "The New York Review",
        "Press",
        "ABC",
        "The Guardian (Nigeria)",
        "The Times (Malta)",
    ],
)
def test_what_is_on_no_list_or_is_a_word_is_no_source(printed: str) -> None:
    assert outlet(printed) is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.nytimes.com/2016/storm.html", "The New York Times"),
        ("http://news.bbc.co.uk/1/hi/storm.stm", "BBC"),
        ("https://uk.reuters.com/article/storm?x=1", "Reuters"),
        ("https://www.theguardian.com/world", "The Guardian"),
        ("https://www.independent.co.uk/storm", "The Independent"),
        ("https://www.independent.ie/storm", "Irish Independent"),
        ("https://economictimes.indiatimes.com/storm", "The Economic Times"),
        ("https://lorntimes.indiatimes.com/storm", None),
        ("https://guardian.example/storm", None),
        ("standard.co.uk", None),  # of which paper no more can be told
        ("https://up.com", None),
        ("https://lorn.example.com/reuters.com", None),
        ("Reuters", None),
    ],
)
def test_an_address_tells_whose_site_it_is(address: str, name: str | None) -> None:
    found = by_address(address)

    assert (found.name if found else None) == name


def test_short_names_are_single_words_that_the_name_does_not_hold() -> None:
    assert short_names("The New York Times") == ("nyt", "nytimes")
    assert short_names("Associated Press") == ("ap", "apnews")
    assert short_names("Lorn Gazette") == ()


@pytest.mark.parametrize("printed", ["nyt", "NYT (print)", "The New York Times"])
def test_an_article_is_counted_by_the_usual_name_and_found_by_the_printed_one(printed: str) -> None:
    (article,) = parse([Copy(b"a", STORY, "json", stated=Stated(publication=printed))], "a.json")

    assert contents.facet_values(article, "source") == ("The New York Times",)
    assert {printed.lower(), "nyt"} <= {value.lower() for value in contents.values(article, "source")}


def test_an_article_that_names_no_source_is_of_the_paper_whose_site_it_was_taken_from() -> None:
    url = "https://www.nytimes.com/2016/03/10/storm.html"
    (article,) = parse([Copy(b"a", STORY, "json", stated=Stated(url=url))], "a.json")

    assert article.publication == "The New York Times"
    assert dict(article.confidence)["publication"] == 0.9


@pytest.mark.parametrize("between", [" ", "\n", ", ", " - ", "("])
def test_however_long_a_name_is_it_is_looked_up_at_once(between: str) -> None:
    begun = time.process_time()

    assert outlet("Lorn" + 5_000 * between + "Reuters Gazette") is None
    assert time.process_time() - begun < 1.0
