"""The headline that plain text begins with."""

from __future__ import annotations

import pytest

from archive.parse import parse
from archive.readers import Copy
from index.article import Article

STORY = (
    "PORT ALDEN (Coastwire) - The river Alder rose over its banks on Friday and flooded forty houses in the lower "
    "town.\n\nThe council met at noon.\n"
)
STAMPS = (
    "November 4, 2019 / 7:14 PM",
    "November 4, 2019 / 7:14 PM / 2 years ago",
    "Mon 4 Nov 2019 19.14 GMT",
    "Published on November 4th, 2019 at 7:14 p.m.",
    "NOVEMBER 4, 2019",
)


def article(text: str) -> Article:
    return parse([Copy(text.encode(), text, "text")], "a.txt")[0]


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_line_that_only_says_when_is_no_headline(stamp: str) -> None:
    read = article(f"{stamp}\n\n{STORY}")

    assert read.headline is None
    assert read.published is not None
    assert read.published.isoformat() == "2019-11-04"


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_headline_is_found_above_and_below_such_a_line(stamp: str) -> None:
    for text in (
        f"{stamp}\n\nAlder floods the lower town\n\n{STORY}",
        f"Alder floods the lower town\n{stamp}\n\n{STORY}",
    ):
        assert article(text).headline == "Alder floods the lower town"


@pytest.mark.parametrize(
    "above",
    [
        "FOR IMMEDIATE RELEASE\n\nContact: Ada Quill, 202-555-0117",
        "NEWS RELEASE",
        "FILE PHOTO: A ferry leaves Port Alden on January 9, 2018. Lars Holm/File Photo",
    ],
)
def test_what_stands_above_a_headline_is_none(above: str) -> None:
    read = article(f"{above}\n\nAlder floods the lower town\n\n{STORY}")

    assert read.headline == "Alder floods the lower town"
    assert read.published is None


@pytest.mark.parametrize(
    "desk",
    [
        "Velm Bureau",
        "Our Own Correspondent",
        "(From our own correspondent)",
        "From Our Staff Reporter",
        "Court Correspondent",
    ],
)
def test_a_desk_is_no_headline(desk: str) -> None:
    assert article(f"{desk}\n\nThe river Alder rose over its banks on Friday.\n\n{STORY}").headline is None


def test_a_headline_with_a_day_in_it_stays_one() -> None:
    assert article(f"Alder floods on November 4\n\n{STORY}").headline == "Alder floods on November 4"


@pytest.mark.parametrize(
    "run",
    ["2019-11-04", "4 November 2019", "12/07/2019", "Published November 4, 2019"],
)
def test_a_headline_ends_before_a_day_that_it_ran_into(run: str) -> None:
    assert article(f"Alder floods the lower town {run}\n\n{STORY}").headline == "Alder floods the lower town"


@pytest.mark.parametrize(
    "headline", ["The best floods of 2019", "Alder floods town in May 2019", "Alder 3 Lower Town 2"]
)
def test_a_year_alone_or_a_score_is_of_the_headline(headline: str) -> None:
    assert article(f"{headline}\n\n{STORY}").headline == headline


@pytest.mark.parametrize(
    "above",
    [
        "Sport",
        "OPINION",
        "Exclusive",
        "BREAKING NEWS",
        "Page 1",
        "Home / World / News",
        "© 2019 Coastwire. All rights reserved.",
    ],
)
def test_a_label_is_no_headline(above: str) -> None:
    assert article(f"{above}\n\nAlder floods the lower town\n\n{STORY}").headline == "Alder floods the lower town"
    assert article(f"{above}\n\nThe river Alder rose on Friday.\n\nThe council met at noon.\n").headline is None


@pytest.mark.parametrize(
    "above",
    [
        "THE STANDARD\nEditorial",
        "The Guardian (London)\nNovember 4, 2019 Monday",
        "Special to The Velm Courier",
        "Emily Quill, The Guardian",
        "TNN | Nov 4, 2019, 10:30 IST",
    ],
)
def test_the_paper_is_no_headline(above: str) -> None:
    read = article(f"{above}\n\nAlder floods the lower town\n\nThe river Alder rose on Friday.\n")

    assert read.headline == "Alder floods the lower town"
    assert read.source in ("The Standard", "The Guardian", "Velm Courier", "Times News Network")


@pytest.mark.parametrize(
    "tail", [" | The Alden Courier", " | World | Coastwire", " - BBC News", " – The Alden Courier"]
)
def test_the_paper_behind_a_headline_is_none_of_it(tail: str) -> None:
    for below in ("", "By Ada Quill\n\n"):
        assert article(f"Alder floods town{tail}\n\n{below}{STORY}").headline == "Alder floods town"


@pytest.mark.parametrize(
    "headline",
    [
        "Alder floods town - mayor of Alden",
        "Mayor of Alden to resign - Interfax",
        "Opinion | Why rivers rise",
        "Words: how rivers shape us",
        "Writer: I was never paid",
        "Reporter: Ana Ruiz freed from jail",
        "Alden has more floods reported by few",
    ],
)
def test_other_words_behind_a_dash_or_a_bar_are_of_the_headline(headline: str) -> None:
    assert article(f"{headline}\n\n{STORY}").headline == headline


def test_a_first_sentence_is_no_headline() -> None:
    lead = "The mayor of Alden resigned on Friday after a vote of the council."
    below = "Ada Quill, 44, told the council that she had been asked to go by her own party a week before."
    assert article(f"{lead}\n\n{below}\n\n{below}\n").headline is None


def test_an_article_behind_a_label_speaks_against_no_headline() -> None:
    assert (
        article(f"The Latest: Alder floods towns again.\n\n{STORY}").headline == "The Latest: Alder floods towns again."
    )


def test_a_sentence_with_its_verbs_is_no_headline() -> None:
    assert article(f"Quill has offered the flooded towns some help.\n\n{STORY}").headline is None
