"""Columns of tables by their names: the usual ones, with other words around them, and a text alone."""

from __future__ import annotations

import pytest

from archive.readers.columns import plan
from archive.readers.dates import published
from archive.readers.tables import TableReader
from tests.readers.support import FIRST, copies, found, known_as, read

READER = TableReader()


@pytest.mark.parametrize("name", ["text", '"Article"', "content"])
def test_a_column_alone_is_one_of_texts_by_its_name(name: str) -> None:
    data = f'{name}\n"{FIRST}, and rain."\n"{FIRST}"\n'

    assert [copy.text for copy in copies(found(data, "a.csv"))] == [f"{FIRST}, and rain.", FIRST]
    assert known_as(b"town\nLorn\nVell\n", "a.csv") is None
    assert known_as(data.encode(), "a.txt") == "text"


@pytest.mark.parametrize(
    "names",
    [
        "Headline,Byline,Full Article,Date Published",
        "STORY_HEADLINE,STORY_AUTHOR,STORY_BODY,STORY_DATE",
        "articleTitle,articleAuthor,articleContent,articlePublishedDate",
        "news_headline,written_by,news_article,date_of_publication",
        "doc_title,writers,cleaned_text,publishedAt",
        "title_s,author_ss,body_txt,pubdate_dt",
        "raw_title,by_line,text_clean,article_published_date",
    ],
)
def test_words_around_the_name_of_a_column_that_say_nothing_are_passed_by(names: str) -> None:
    (copy,) = copies(read(READER, f'{names}\nHarbour open,Ana Ruiz,"{FIRST}",2016-07-14\n'.encode(), "a.csv"))

    assert (copy.text, copy.stated.headline, copy.stated.byline) == (FIRST, "Harbour open", ("Ana Ruiz",))
    assert copy.stated.published == published("2016-07-14")


@pytest.mark.parametrize("name", ["full_name", "post_name", "articleName"])
def test_what_a_person_or_an_address_is_called_is_no_headline(name: str) -> None:
    assert "headline" not in plan((name, "text"))


def test_a_usual_name_of_a_column_counts_before_one_with_other_words_around_it() -> None:
    (copy,) = copies(read(READER, f'raw_title,title,doc_body,text\nA,B,no,"{FIRST}"\n'.encode(), "a.csv"))

    assert (copy.text, copy.stated.headline) == (FIRST, "B")


@pytest.mark.parametrize("name", ["text_length", "article_id", "story_count", "content_type", "main"])
def test_a_column_that_measures_or_numbers_a_text_holds_none(name: str) -> None:
    assert "body" not in plan((name,))
