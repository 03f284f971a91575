"""Files as content systems, sites and databases export them."""

from __future__ import annotations

import json

import pytest

from archive.errors import ReadError
from archive.readers.json import JsonReader
from tests.readers import making
from tests.readers.support import FIRST, HTML, SECOND, STORY, THIRD, copies, found, only, read


def test_an_export_of_wordpress_names_its_writers_and_leaves_out_pictures() -> None:
    head = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:wp="w"><channel><title>Alder '
        "Morning</title><wp:author><wp:author_login><![CDATA[ana]]></wp:author_login><wp:author_display_name><![CDATA["
        "Ana Ruiz]]></wp:author_display_name></wp:author>"
    )
    story = (
        f"<!-- wp:paragraph -->\n<p>{FIRST}</p>\n\n[caption id='7' width='300']<img src=x> Joss Tarrow[/caption]\n\n"
        f'{SECOND}\n\n[gallery ids="1,2"]\n\n{THIRD}'
    )
    post = (
        "<item><title>Alder floods</title><dc:creator><![CDATA[ana]]></dc:creator><content:encoded><![CDATA[{}]]>"
        "</content:encoded><wp:post_type>{}</wp:post_type><wp:status>{}</wp:status><pubDate>{}</pubDate></item>"
    )
    date, none = "Fri, 15 Jan 2021 18:00:00 +0000", "Wed, 30 Nov -0001 00:00:00 +0000"
    items = [
        (story, "post", "publish", date),
        ("A picture", "attachment", "inherit", date),
        ("x", "post", "draft", none),
    ]
    first, draft = copies(found(head + "".join(post.format(*each) for each in items) + "</channel></rss>", "wp.xml"))

    assert (first.stated.byline, first.stated.status, first.text) == (("Ana Ruiz",), None, STORY)
    assert (draft.stated.status, draft.stated.published) == ("draft", None)


def test_an_export_of_a_system_that_wraps_each_of_its_sites() -> None:
    posts = [{"title": f"Flood {n}", "html": HTML, "published_at": "2021-01-15T18:00:00.000Z"} for n in (1, 2)]
    data = json.dumps({"db": [{"meta": {"version": "3"}, "data": {"users": [{"name": "A"}], "posts": posts}}]})
    records = copies(found(data, "site.json"))

    assert [copy.stated.headline for copy in records] == ["Flood 1", "Flood 2"]
    assert {copy.text for copy in records} == {STORY}
    assert all(json.loads(copy.raw)["html"] == HTML for copy in records)


@pytest.mark.parametrize("rest", ['{"data": {"posts": []}}, 7]}', '{"data": {"posts": []}}', '{"data": {}'])
def test_a_wrapper_that_holds_something_else_is_an_error_that_names_the_place(rest: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.json"):
        read(JsonReader(), f'{{"db": [{rest}{" " * 40_000}'.encode(), "a.json")


def test_a_scraper_with_several_columns_for_the_text() -> None:
    copy = only(json.dumps({"title": "A", "text": None, "maintext": STORY, "description": "Floods."}), "a.json")

    assert (copy.text, copy.warnings) == (STORY, ())


@pytest.mark.parametrize("before", ["", '"Flood 0","Rain."\n'])
def test_a_table_with_marks_behind_backslashes(before: str) -> None:
    escaped = SECOND.replace('"', '\\"')
    *_, copy = copies(found(f'title,text\n{before}"Alder floods","{escaped} {THIRD}"\n', "dump.csv"))

    assert copy.text == f"{SECOND} {THIRD}"


def test_a_backslash_at_the_end_of_a_value_is_a_letter() -> None:
    first, second = copies(found('title,text\n"A ""b""","C:\\"\n"D","e"\n', "dump.csv"))

    assert (first.text, second.text) == ("C:\\", "e")


@pytest.mark.parametrize("text", [FIRST, f"{FIRST}\n\n> quoted"], ids=["without marks", "with marks"])
def test_calls_of_templates_in_a_site_are_no_text(text: str) -> None:
    copy = only(
        f'---\ntitle: Alder floods\n---\n{{% include toc.html %}}\n\n{text}\n\n{{{{< figure src="a.jpg" >}}}}\n\n'
        f"<!--more-->\n\n{SECOND}\n{{: .lead}}\n",
        "post.md",
    )

    assert copy.text == f"{text.replace('> ', '')}\n\n{SECOND}"


def test_what_one_site_writes_beyond_markdown() -> None:
    copy = only(
        f"# Alder floods\n\n> [!NOTE]\n> Updated.\n\n{FIRST} ~~It is dry.~~\n\n- [x] Rain\n- [ ] Sun\n\n```js\nlet x\n"
        f"```\n\n{SECOND}\n",
        "post.md",
    )

    assert copy.text == f"Updated.\n\n{FIRST}\n\nRain\n\nSun\n\n{SECOND}"


def test_notes_of_an_agency_to_editors_are_no_story() -> None:
    copy = only(
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><contentMeta><headline>Alder floods</headline>'
        '</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><section class="main">'
        f'{HTML}</section><section class="notepad"><h2># Notebook</h2><p>Call Ana.</p></section></body></html>'
        "</inlineXML></contentSet></newsItem>",
        "a.xml",
    )

    assert copy.text == STORY


def test_a_headline_in_lines_that_a_collection_marks() -> None:
    copy = only(
        f"<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> Alder Floods\n@  Lower Town\n@  ----\n@  By Ana Ruiz </HL>"
        f"\n<TEXT>\n   {FIRST}\n</TEXT>\n</DOC>\n",
        "wsj.sgm",
    )

    assert (copy.stated.headline, copy.stated.byline) == ("Alder Floods Lower Town", ("Ana Ruiz",))


def test_a_feed_that_leads_away_at_the_end() -> None:
    data = "<rss><channel><item><title>A</title><description>{}</description></item></channel></rss>"
    escaped = f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND} &lt;a href='/'&gt;Continue reading...&lt;/a&gt;&lt;/p&gt;"

    assert only(data.format(escaped), "feed.xml").text == f"{FIRST}\n\n{SECOND}"


def test_a_feed_that_gathers_those_of_others() -> None:
    copy = only(
        '<rss version="2.0"><channel><title>"alder" - News</title><item><title>Alder floods - Alder Morning</title>'
        "<description>&lt;a href='x'&gt;Alder floods&lt;/a&gt;&amp;nbsp;&lt;i&gt;Alder Morning&lt;/i&gt;</description>"
        '<source url="https://alder.example">Alder Morning</source></item></channel></rss>',
        "feed.xml",
    )

    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "Alder Morning")
    assert (copy.text, copy.warnings) == ("Alder floods", ("no text but a title",))


def test_a_paper_with_its_article_or_without_behind_a_headline() -> None:
    row = {"title": "Alder floods - The Lorn Gazette", "publication": "Lorn Gazette", "content": STORY}

    assert only(json.dumps(row), "a.json").stated.headline == "Alder floods"


def test_lists_within_lists_of_an_interface() -> None:
    nodes = [{"node": {"title": f"Flood {n}", "body": STORY}} for n in (1, 2)]
    records = copies(found(json.dumps({"data": {"articles": {"edges": nodes}}}), "a.json"))

    assert [copy.stated.headline for copy in records] == ["Flood 1", "Flood 2"]


def test_lines_of_a_dataset_that_has_only_summaries() -> None:
    line = json.dumps({"headline": "Alder floods", "short_description": FIRST, "date": "2021-01-15"})
    first, _ = copies(found(f"{line}\n{line}\n", "dataset.json"))

    assert (first.text, first.warnings) == (FIRST, ("no text but 'short_description'",))


def test_an_item_of_a_newsroom_whose_headline_is_html() -> None:
    item = {
        "guid": "tag:1",
        "pubstatus": "usable",
        "headline": "<b>Alder</b> floods",
        "body_html": HTML,
        "type": "text",
    }
    copy = only(json.dumps(item | {"versioncreated": "2021-01-15", "bylines": [{"value": "By Ana Ruiz"}]}), "a.json")

    assert (copy.format, copy.stated.headline, copy.stated.byline) == ("ninjs", "Alder floods", ("Ana Ruiz",))


def test_what_stands_on_every_page_of_a_document_is_left_out() -> None:
    pages = [
        making.typeset(None, [FIRST]) + f"\nBT /F1 8 Tf 1 0 0 1 50 40 Tm (The Courier, page {n}) Tj ET".encode()
        for n in (1, 2)
    ]
    copy = only(making.pdf(pages), "a.pdf")

    assert copy.text == f"{FIRST}\n\n{FIRST}"
