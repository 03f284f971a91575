"""Pages and feeds: what hostile and careless ones give."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from archive.readers.feeds import FeedReader
from archive.readers.html import HtmlReader
from archive.readers.jsonfeed import JsonFeedReader
from tests.readers.support import FIRST, HTML, SECOND, THIRD, copies, known_as, only, read

PAGE = "<!doctype html><html><head><title>Tide</title>%s</head><body><p>%s</p></body></html>"
WORDS = "The harbour of Port Alden stays open all winter, the harbour master said on Monday. " * 4


@pytest.fixture(autouse=True)
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("data", "name", "known"),
    [
        (b"<!DOCTYPE html><html><p>x", "a", "html"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<html lang=en>", "a.txt", "html"),
        ("<!doctype html><html><p>x".encode("utf-16"), "a.html", "html"),
        (b"<div class=story><p>x</p></div>", "a.html", "html"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "a.xml", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "a", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "a.json", "jsonfeed"),
    ],
)
def test_pages_and_feeds_are_known_by_their_content(data: bytes, name: str, known: str) -> None:
    assert known_as(data, name) == known


def test_a_page_without_words_holds_no_article() -> None:
    assert read(HtmlReader(), b"<!doctype html><html><body><img src=x></body></html>") == []


def test_a_page_with_nothing_but_a_summary_says_so() -> None:
    head = '<meta property="og:description" content="The lock closes for six weeks.">'
    (copy,) = copies(read(HtmlReader(), f"<html><head>{head}</head><body></body></html>".encode()))
    assert copy.text == "The lock closes for six weeks."
    assert copy.warnings == ("no text but a summary",)


def test_broken_data_for_search_engines_is_passed_by() -> None:
    for script in ('{"@type": "NewsArticle", "headline": ', "[" * 100_000, '{"@type": 4, "headline": []}', "null"):
        page = PAGE % (f'<script type="application/ld+json">{script}</script>', WORDS)
        (copy,) = copies(read(HtmlReader(), page.encode()))
        assert copy.stated.headline == "Tide"
        assert copy.text.startswith("The harbour")


@pytest.mark.parametrize(
    ("identifier", "guid"),
    [
        ({"@type": "PropertyValue", "name": "CMS ID", "value": "12345"}, "Gazette:12345"),
        ([{"@type": "PropertyValue", "propertyID": "cms", "value": 12345}], "Gazette:12345"),
        ("12345", "Gazette:12345"),
        ({"@id": "urn:gazette:1"}, "urn:gazette:1"),
        ("urn:gazette:1", "urn:gazette:1"),
    ],
)
def test_a_page_has_a_guid_that_is_its_own(identifier: object, guid: str) -> None:
    node = {"@type": "NewsArticle", "headline": "Tide", "publisher": {"name": "Gazette"}, "identifier": identifier}
    script = f"<script type='application/ld+json'>{json.dumps(node)}</script>"

    assert only(f"<html><head>{script}</head><body>{HTML}</body></html>", "a.html").stated.guid == guid


@pytest.mark.parametrize("more", [0, 8])
def test_paragraphs_that_are_left_open_within_the_type_that_they_choose_stay_apart(more: int) -> None:
    told = ["By Ana Ruiz", FIRST, *(f"{THIRD} {n}" for n in range(more)), SECOND]
    page = (
        "<HTML><HEAD><TITLE>Tide</TITLE></HEAD><BODY><TABLE><TR><TD><A HREF=/>Home</A></TD><TD><H1>Tide</H1>"
        f"<P><FONT SIZE=2>{'<P>'.join(told)}</FONT></TD></TR></TABLE></BODY></HTML>"
    )

    assert only(page, "a.html").text.split("\n\n") == told


def test_the_numbers_of_one_paper_are_not_those_of_another() -> None:
    entry = f"<item><title>Tide</title><guid isPermaLink='false'>7</guid><description>{FIRST}</description></item>"
    feeds = [
        f"<rss version='2.0'><channel><title>{paper}</title>{entry}</channel></rss>" for paper in ("Gazette", "Courier")
    ]
    row = json.dumps({"guid": "7", "publication": "Gazette", "title": "Tide", "text": FIRST})

    assert [only(feed, "a.rss").stated.guid for feed in feeds] == ["Gazette:7", "Courier:7"]
    assert only(row, "a.json").stated.guid == "Gazette:7"


def test_a_page_nested_a_hundred_thousand_deep_gives_its_words() -> None:
    page = "<html><body>" + "<div>" * 100_000 + "The lock closes on Monday." + "</div>" * 100_000
    (copy,) = copies(read(HtmlReader(), page.encode()))
    assert "The lock closes on Monday." in copy.text


def test_a_declared_encoding_that_does_not_hold_is_told() -> None:
    page = PAGE % ('<meta charset="utf-8">', WORDS + "Grève à Saint-Armel.")
    (copy,) = copies(read(HtmlReader(), page.encode("latin-1")))
    assert "Grève" in copy.text
    assert copy.warnings[0] == "declared to be utf-8, but read as latin-1"


def test_the_site_is_cut_from_the_end_of_a_title() -> None:
    head = '<meta property="og:title" content="Tide - high - Courier"><meta property="og:site_name" content="Courier">'
    (copy,) = copies(read(HtmlReader(), (PAGE % (head, WORDS)).encode()))
    assert copy.stated.headline == "Tide - high"
    assert copy.stated.publication == "Courier"


def test_a_feed_with_an_entity_bomb_expands_nothing() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title><item><title>T</title>
    <description>Story &b; &x; end of it.</description></item></channel></rss>"""
    (copy,) = copies(read(FeedReader(), bomb))
    assert copy.text == "Story   end of it."
    assert "no entity is expanded" in copy.warnings[0]


def test_a_broken_entry_costs_nothing_of_the_next() -> None:
    data = b"<rss><channel><item><title>A</title><description>One <b</description></item>" + (
        b"<item><title>B</title><description>Two.</description></item></channel></rss>"
    )
    broken, whole = copies(read(FeedReader(), data))
    assert (broken.text, whole.text) == ("One <b", "Two.")
    assert broken.warnings[-1].startswith("read by its tags alone: line 1: not well-formed feed")


def test_the_raw_record_of_an_item_is_its_own_bytes() -> None:
    item = b'{"id": 1, "title": "A", "content_text": "It snowed on Monday."}'
    data = b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + item + b"]}"
    (copy,) = copies(read(JsonFeedReader(), data))
    assert copy.raw == item


@pytest.mark.parametrize(
    ("title", "paper"),
    [
        ("Alder floods | The Lorn Gazette", "The Lorn Gazette"),
        ("Alder floods - The Courier", "The Courier"),
        ("Alder floods - What to Watch on Sunday", None),
        ("Alder floods - The river in pictures", None),
        ("Home | Home", None),
    ],
)
def test_a_title_that_ends_as_a_paper_is_called_names_it(title: str, paper: str | None) -> None:
    copy = only(f"<html><head><title>{title}</title></head><body><h1>Alder floods</h1>{HTML}</body></html>", "a.html")

    assert (copy.stated.publication, copy.stated.headline) == (paper, "Alder floods")
