"""Dumps of wikis: which pages are articles, and what the marks of their text become."""

from __future__ import annotations

import bz2
from html import escape

import pytest

from archive.readers.compressed import CompressedReader
from archive.readers.mediawiki import MediaWikiReader
from archive.readers.wikitext import read_wikitext
from tests.readers import fuzz
from tests.readers.support import FIRST, SECOND, STORY, copies, failures, known_as, only, read

HEAD = (
    '<mediawiki xml:lang="en"><siteinfo><sitename>Coastnews</sitename><dbname>encoast</dbname>'
    "<base>https://w.example/wiki/Main</base></siteinfo>"
)


def dump(*texts: str, space: int = 0) -> bytes:
    pages = (
        f"<page><title>Tide {at}</title><ns>{space}</ns><id>{at}</id><revision><id>9</id>"
        f"<timestamp>2021-01-16T08:30:00Z</timestamp><text>{escape(text)}</text></revision></page>"
        for at, text in enumerate(texts)
    )
    return f"{HEAD}{''.join(pages)}</mediawiki>".encode()


def story(text: str) -> str:
    return read_wikitext(text, {"file", "image"}, {"category"}).story


def test_a_dump_is_no_feed_and_packed_is_read_as_it_is_unpacked() -> None:
    data = dump("{{date|January 15, 2021}} " + STORY)
    (copy,) = copies(read(CompressedReader(), bz2.compress(data), "pages-articles.xml.bz2"))

    assert known_as(data, "a.xml") == known_as(data, "a") == "mediawiki"
    assert (copy.text, copy.format) == (STORY, "mediawiki")
    assert copy.raw in data


def test_an_article_knows_its_day_its_wiki_and_its_address() -> None:
    stated = only(dump("{{Date|January 15, 2021}}\nA.\n[[Category:Floods]][[category:January 15, 2021]]"), "a").stated

    assert stated.published is not None
    assert stated.published.isoformat() == "2021-01-15"
    assert (stated.headline, stated.publication, stated.language) == ("Tide 0", "Coastnews", "en")
    assert (stated.url, stated.guid, stated.version) == ("https://w.example/wiki/Tide_0", "encoast:0", "9")
    assert stated.keywords == ("Floods",)


def test_without_a_day_of_its_own_that_of_the_last_edit_counts_and_is_told() -> None:
    copy = only(dump(STORY), "a")

    assert copy.stated.published is not None
    assert copy.stated.published.isoformat().startswith("2021-01-16T08:30:00")
    assert copy.warnings == ("no date but that of the last edit",)


def test_pages_that_are_no_articles_are_passed_by_and_the_last_edit_counts() -> None:
    edited = dump(STORY).replace(b"<revision>", b"<revision><text>Draft.</text></revision><revision>", 1)

    assert only(edited, "a").text == STORY
    for data in (
        dump("#REDIRECT [[Tide]]", " #weiterleitung [[Flut]]", "", "{{publish}}"),
        dump(STORY, space=1),
        dump(STORY).replace(b"<revision>", b'<redirect title="x"/><revision>'),
    ):
        assert read(MediaWikiReader(), data) == []


def test_a_broken_page_costs_itself() -> None:
    records = read(MediaWikiReader(), dump("A.", "B.", "C.").replace(b"B.", b"B.</i>"))

    assert [copy.text for copy in copies(records)] == ["A.", "C."]
    assert "not well-formed MediaWiki XML" in failures(records)[0].reason


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("'''Astrel''' is ''not'' '''''shut'''''.", "Astrel is not shut."),
        ("[[Tide]]s, [[Tide|high water]], [[w:Tide]], [[:Category:Sea]].", "Tides, high water, Tide, Category:Sea."),
        ("[[File:a.jpg|thumb|The [[tide]], {{w|Ana Ruiz}}]]Rain.", "Rain."),
        ("{{w|Ana Ruiz}}, {{w|Li Wei|Li|lang=de}}, {{lang|fr|la mer}}.", "Ana Ruiz, Li, la mer."),
        ("{{infobox|a={{b|[[c]]|}}|}}Rain{{'}}s.", "Rain's."),
        ("It fell [https://w.example/a?b=c a metre] [https://w.example]today.", "It fell a metre today."),
        ("Rain<ref name=a>[[b]]</ref>, <ref name=a />wind<!-- c\n\nd -->, <i class=x>snow</i>.", "Rain, wind, snow."),
        ("{|\n! a\n|-\n| {{b|}}\n{|\n| c\n|}\n|}\nRain.", "Rain."),
        ("One\nline.\nTwo.\n\n* Item\n# Item\n: Said.", "One line. Two.\n\nItem\n\nItem\n\nSaid."),
        ("Rain.\n== Wind ==\nWind.\n===Sources===\n* x", "Rain.\n\nWind\n\nWind."),
        ("{{quote|The sea &amp; I.|Joss Tarrow}}__NOTOC__", "The sea & I."),
        ("Rain.\n[[de:Regen]]\n[[zh-min-nan:Hō]]", "Rain."),
        ("Rain {{w|Ana [[b]] and [[c", "Rain w|Ana b and c"),
        ("Rain}} and]] wind | snow", "Rain and wind | snow"),
    ],
)  # fmt: skip
def test_marks_become_what_they_show(text: str, shown: str) -> None:
    assert story(text) == shown


@pytest.mark.parametrize(
    "text",
    ["[[" * 200_000, "{{a|" * 100_000 + "}}" * 100_000, "<!--" * 100_000, "<ref>" * 80_000, "\n|}" * 100_000,
     "[[" * 40 + "x" * 400_000 + "]]" * 40, "[//a " * 80_000, "=" * 400_000, "''" * 200_000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_marks_that_repeat_over_and_over_take_no_time_that_grows_with_its_square(text: str) -> None:
    assert fuzz.outcome(MediaWikiReader(), "a", dump(f"{FIRST}\n\n{text}")).fault is None


def test_marks_deeper_than_any_are_left_out() -> None:
    assert story("[[" * 1000 + SECOND + "]]" * 1000) == SECOND
