"""XML of no standard: what is taken for records of articles, and what is not."""

from __future__ import annotations

import time

import pytest

from archive.readers.dates import published
from archive.readers.plainxml import XmlReader
from tests.readers.support import FIRST, HTML, SECOND, STORY, THIRD, copies, failures, found, known_as, only, read

FIELDS = "<title>Alder floods</title><author>Ana Ruiz</author><date>2019-03-08</date>"


@pytest.mark.parametrize(
    "record",
    [
        f"<item>{FIELDS}<body>{HTML}</body></item>",
        f"<STORY>{FIELDS}<STORY_TEXT>{STORY}</STORY_TEXT></STORY>",
        f"<doc><meta>{FIELDS}</meta><content><![CDATA[{HTML}]]></content></doc>",
        f"<n:doc xmlns:n='urn:x'><n:head>{FIELDS}</n:head><n:text>{HTML}</n:text></n:doc>",
        f"<paper><issue><piece>{FIELDS}<text>{HTML}</text></piece></issue></paper>",
        f'<piece title="Alder floods" author="Ana Ruiz" date="2019-03-08">{HTML}</piece>',
        f'<r><headline value="Alder floods"/><by>Ana Ruiz</by><pub_date when="2019-03-08"/><text>{HTML}</text></r>',
    ],
)
def test_a_record_is_told_by_the_names_in_it(record: str) -> None:
    copy = only(f"<?xml version='1.0'?>\n<all>{record}</all>", "a.xml")

    assert (copy.format, copy.text, copy.stated.headline) == ("xml", STORY, "Alder floods")
    assert (copy.stated.byline, copy.stated.published) == (("Ana Ruiz",), published("2019-03-08"))


def test_a_heading_within_the_text_is_none_of_the_record() -> None:
    copy = only(f"<all><piece><date>2019-03-08</date><text><title>Not this</title>{HTML}</text></piece></all>", "a.xml")

    assert copy.stated.headline is None


def test_a_text_in_several_elements_beside_each_other_is_one() -> None:
    parts = f"<text>{FIRST} {SECOND}</text><text>{THIRD}</text>"

    assert only(f"<all><item>{FIELDS}{parts}</item></all>", "a.xml").text == f"{FIRST} {SECOND}\n\n{THIRD}"


def test_comments_of_readers_beside_a_text_are_no_records_and_tell_nothing_of_it() -> None:
    comment = f"<comment><author>Jo Finch</author><date>2020-01-01</date><body>{THIRD * 2}</body></comment>"
    titled = "<title>Alder floods</title><date>2019-03-08</date>"
    record = f"<post>{titled}<body>{FIRST} {SECOND}</body><comments>{comment}</comments></post>"
    bare = f"<post>{titled}<comments>{comment}</comments></post>"
    got = found(f"<all>{record}{bare}</all>", "a.xml")

    (copy,) = copies(got)
    assert (copy.text, copy.stated.headline, copy.stated.byline) == (f"{FIRST} {SECOND}", "Alder floods", ())
    assert copy.stated.published == published("2019-03-08")
    assert len(failures(got)) == 1


def test_articles_below_what_tells_of_all_of_them_are_the_records() -> None:
    inner = "".join(f"<item><title>{each}</title><text>{STORY}</text></item>" for each in "AB")
    got = found(f"<all><title>Courier</title><date>2019</date><text>{THIRD * 2}</text>{inner}</all>", "a.xml")

    assert [copy.stated.headline for copy in copies(got)] == ["A", "B"]


def test_letters_without_headlines_in_an_issue_with_one_are_the_records() -> None:
    names = ("Ana Ruiz", "Li Wei")
    letters = "".join(f"<letter><author>{name}</author><text>{STORY}</text></letter>" for name in names)
    got = found(f"<issue><title>Courier</title><text>{THIRD * 2}</text>{letters}</issue>", "a.xml")

    assert [copy.stated.byline for copy in copies(got)] == [("Ana Ruiz",), ("Li Wei",)]


@pytest.mark.parametrize(
    "data",
    [
        f"<resources><string name='title'>{STORY}</string></resources>",
        "<config><title>A</title><text>Open the file</text></config>",
        f"<svg><title>A</title><desc>{STORY}</desc><text>40 houses</text></svg>",
        f"<svg><title>A</title><date>2019-03-08</date><text>{STORY}</text></svg>",
        f"<tt xmlns='urn:x'><head><title>A</title></head><body><p>{STORY}</p></body></tt>",
        f"<plist><dict><key>title</key><string>{STORY}</string></dict></plist>",
        f"<urlset><url><loc>https://lorn.example/</loc></url><note>{STORY}</note></urlset>",
    ],
)
def test_xml_that_holds_no_articles_is_none_of_its(data: str) -> None:
    assert XmlReader().recognises(data.encode(), "a.xml") == 0.0


def test_a_record_that_is_broken_is_read_by_its_tags_and_one_without_a_text_costs_itself() -> None:
    broken = f"<item><title>A & B<br></title><body>{FIRST}</item>"
    empty = "<item><title>Nothing</title><body/></item>"
    got = found(f"<all><item>{FIELDS}<body>{HTML}</body></item>\n{broken}\n{empty}</all>", "a.xml")

    assert [copy.text for copy in copies(got)] == [STORY, FIRST]
    assert any("read by its tags alone" in each for each in copies(got)[1].warnings)
    assert [each.reason for each in failures(got)] == ["line 3: <item>: no text in 'body'"]


def test_what_a_document_type_declares_is_never_expanded() -> None:
    door = '<!DOCTYPE all [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyy">]>'
    copy = only(f"{door}<all><item>{FIELDS}<body><p>{FIRST} &x;&y;</p><p>{SECOND}</p></body></item></all>", "a.xml")

    assert copy.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 20_000,
        b"<a><b>" + b"".join(b"<n%d/>" % n for n in range(8_000)) + b"</b></a>",
        b"<a x='" * 10_000,
        b"<!--" * 16_000,
        b"<![CDATA[" * 7_000,
        b"<a><b></b></a>" * 4_600,
    ],
)
def test_a_beginning_that_is_meant_to_hang_it_takes_no_time(data: bytes) -> None:
    begun = time.process_time()
    XmlReader().recognises(data[:65_536], "a.xml")

    assert time.process_time() - begun < 2


def test_other_markup_stays_what_it_is() -> None:
    assert known_as(f"<html><body><h1>A</h1>{HTML}</body></html>".encode(), "a.xml") == "html"
    rss = f"<rss version='2.0'><channel><item><title>A</title><body>{THIRD}</body></item></channel></rss>"
    assert known_as(rss.encode(), "a.xml") == "feed"
    assert read(XmlReader(), f"<all><item>{FIELDS}<body>{HTML}</body></item></all>".encode())
