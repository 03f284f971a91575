"""Files as content systems, programs for mail, crawlers and databases export them."""

from __future__ import annotations

import json

import pytest

from archive.errors import ReadError
from archive.readers import Copy, FailedRecord
from archive.readers.dates import published
from archive.readers.json import JsonReader
from archive.readers.registry import recognise
from archive.readers.warc import WarcReader
from tests.readers import making
from tests.readers.support import FIRST, HEAD, SECOND, STORY, THIRD, copies, failures, only, read

HTML = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
FROM = "From: Ana Ruiz <ana@wire.example>\nTo: desk@wire.example\nDate: Fri, 15 Jan 2021 18:00:00 GMT\n"


def found(data: str, name: str) -> list[Copy | FailedRecord]:
    reader = recognise(data.encode()[:HEAD], name)
    assert reader is not None
    return read(reader, data.encode(), name)


def day(copy: Copy) -> str | None:
    return copy.stated.published.isoformat() if copy.stated.published else None


def page(body: str, title: str = "Alder floods") -> Copy:
    return only(f'<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>', "a.html")


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


def test_a_reply_as_some_programs_write_it() -> None:
    heads = "From: Tom Hale <t@w.example>\nSent: Friday, January 15, 2021 1:00 PM\nTo: Ana Ruiz\nSubject: Copy\n"
    copy = only(f"{FROM}Subject: RE: Copy\n\n{FIRST}\n\n{SECOND}\n\n{heads}\nWhere is it? asked Li Wei.\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{SECOND}"


def test_what_is_passed_on_is_the_message() -> None:
    heads = "---------- Forwarded message ---------\nFrom: Tom <t@w.example>\nDate: Fri, Jan 15, 2021\nSubject: Copy\n"
    copy = only(f"{FROM}Subject: Fwd: Copy\n\n{heads}To: <ana@wire.example>\n\n\n{FIRST}\n\n{SECOND}\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "below",
    [
        '<div class="gmail_quote"><div>On Fri, Tom Hale wrote:</div><blockquote>Where is it?</blockquote></div>',
        '<blockquote type="cite">Where is it?</blockquote>',
        '<div><p><b>Von:</b> Tom Hale &lt;t@w.example&gt;<br><b>Gesendet:</b> Freitag<br><b>An:</b> Ana<br><b>Betreff:'
        "</b> Copy</p></div><p>Where is it?</p>",
    ],
)  # fmt: skip
def test_a_reply_in_html_says_nothing_of_what_it_answers(below: str) -> None:
    copy = only(f"{FROM}Subject: Re: Copy\nContent-Type: text/html\n\n<div>{HTML}</div>{below}\n", "a.eml")

    assert copy.text.strip() == STORY


def test_a_letter_in_plain_text_has_lines_around_it_too() -> None:
    link = "https://letter.example/p/" + "x" * 300
    text = f"View this post on the web at {link}\n\n{FIRST}\n\n{SECOND}\n\nUnsubscribe {link}\n"
    copy = only(f"{FROM}Subject: Alder floods\nList-Id: 9c1mc list <9.1.list-id.example>\n\n{text}", "a.eml")

    assert (copy.text, copy.stated.publication) == (f"{FIRST}\n\n{SECOND}", None)


def test_a_message_as_a_program_counts_and_notes_it() -> None:
    message = f"{FROM}Subject: Alder floods\n\n{FIRST}\n".encode()
    copy = only(b"%d       \n" % len(message) + message + b'<?xml version="1.0"?>\n<plist><dict/></plist>\n', "1.emlx")

    assert (copy.raw, copy.text) == (message, FIRST)


LETTER = "Date: Fri, 15 Jan 2021 18:0{0}:00 GMT\nFrom: Ana Ruiz <a@w.example>\nSubject: Flood {0}\n\n{1}\n"
MIME = (
    f"{FROM}Subject: News Digest, Vol 3\nContent-Type: multipart/mixed; boundary=d0\n\n--d0\n\nToday's Topics: floods"
    '\n--d0\nContent-Type: multipart/digest; boundary="d1"\n\n--d1\nContent-Type: message/rfc822\n\n'
    + LETTER.format(1, FIRST) + "\n--d1\n\n" + LETTER.format(2, SECOND) + "\n--d1--\n\n--d0--\n"
)  # fmt: skip
PLAIN = (
    f"{FROM}Subject: News Digest, Vol 3\n\nTopics: floods\n\n{'-' * 70}\n\nMessage: 1\n{LETTER.format(1, FIRST)}"
    f"\n{'-' * 30}\n\nMessage: 2\n{LETTER.format(2, SECOND)}\n{'-' * 30}\n\nEnd of News Digest\n****\n"
)


@pytest.mark.parametrize("digest", [MIME, PLAIN], ids=["parts", "rules"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_message_of_a_digest_is_one_story(digest: str, ends: str) -> None:
    digest = digest.replace("\n", ends)
    border = "From b@w.example Fri Jan 15 18:00:00 2021\n"
    boxed = copies(found(f"{border}{digest}\n{border}{FROM}Subject: Flood 3\n\n{THIRD}\n", "a.mbox"))
    single = copies(found(digest, "a.eml"))

    assert [(copy.ordinal, copy.stated.headline, copy.text) for copy in boxed] == [
        (0, "Flood 1", FIRST),
        (1, "Flood 2", SECOND),
        (2, "Flood 3", THIRD),
    ]
    assert [copy.raw for copy in single] == [copy.raw for copy in boxed[:2]]
    assert all(copy.raw.decode() in digest for copy in single)


def test_a_message_that_only_speaks_of_a_digest_is_itself() -> None:
    copy = only(f"{FROM}Subject: The digest of the week\n\n{FIRST}\n\n{'-' * 40}\n\n{SECOND}\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{'-' * 40}\n\n{SECOND}"


@pytest.mark.parametrize("packed", ["br", "zstd"])
def test_pages_that_were_packed_in_newer_ways(packed: str) -> None:
    data = f"<html><head><title>Alder floods</title></head><body>{HTML}</body></html>".encode()
    for body in (_packed(packed, data), data):
        answer = making.answer(body).replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
        (copy,) = copies(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))
        assert (copy.text, copy.raw) == (STORY, data)


@pytest.mark.parametrize("packed", ["br", "zstd"])
def test_a_packed_page_larger_than_any_costs_itself(packed: str) -> None:
    answer = making.answer(_packed(packed, b"<p>" + b"a" * (65 << 20)))
    answer = answer.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
    (failed,) = failures(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))

    assert failed.reason == "https://w.example/1: larger than 64 MB, which no page is"


@pytest.mark.parametrize(("packed", "body"), [("br", b"\x00\x01\x02rubbish"), ("zstd", b"(\xb5/\xfdrubbish")])
def test_a_page_that_is_damaged_as_it_is_packed_costs_itself(packed: str, body: bytes) -> None:
    if packed == "br":
        pytest.importorskip("brotli")
    answer = making.answer(body).replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
    (failed,) = failures(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))

    assert failed.reason.startswith("https://w.example/1: damaged")


def _packed(way: str, data: bytes) -> bytes:
    if way == "zstd":
        import zstandard

        return zstandard.compress(data)
    packed: bytes = pytest.importorskip("brotli").compress(data, quality=1)
    return packed


def test_a_page_of_a_system_that_says_who_submitted_it() -> None:
    copy = page(
        '<h1>Alder floods</h1><div class="meta submitted"><span>Submitted by <span class="username">Ana Ruiz</span> on '
        'Fri</span></div><div class="content"><blockquote class="image-field-caption"><p>The river.</p></blockquote>'
        f'{HTML}</div><ul class="links inline"><li class="comment_forbidden"><a href="/l">Log in</a> to post</li></ul>'
    )

    assert (copy.stated.byline, copy.text) == (("Ana Ruiz",), STORY)


@pytest.mark.parametrize(
    "above",
    [
        "<dl><dt>Details</dt><dd>Written by Ana Ruiz</dd><dd>Published: 15 January 2021</dd><dd>Hits: 12</dd></dl>",
        "<table><tr><td><span class=small>Written by Ana Ruiz</span></td></tr><tr><td class=createdate>Friday, "
        "15 January 2021</td></tr></table>",
    ],
)
def test_a_page_that_says_in_words_who_wrote_it_and_when(above: str) -> None:
    copy = page(f"<h2>Alder floods</h2>{above}{HTML}")

    assert (copy.stated.byline, day(copy), copy.text) == (("Ana Ruiz",), "2021-01-15", STORY)


def test_what_a_page_marks_counts_more_than_what_it_says_in_words() -> None:
    copy = page(f"<time datetime=2021-01-15>x</time><p>Published: 3 March 1999</p>{HTML}")

    assert day(copy) == "2021-01-15"


def test_a_page_that_sells_the_rest_of_its_story() -> None:
    copy = page(f'{HTML}<div class="paywall"><h2>Subscribe to go on</h2><p>From 1 crown a week</p></div>')
    framed = page(f'<div class="paywall">{HTML}<p>Subscribers met again.</p></div>')

    assert copy.text == STORY
    assert framed.text.startswith(FIRST)


def test_a_page_whose_data_only_names_who_published_it() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Alder floods", "publisher": {"@id": "#o"}, "author": [{"@id": "#p"}]},
        {"@type": "Organization", "@id": "#o", "name": "Alder Morning"},
        {"@type": "Person", "@id": "#p", "name": "Ana Ruiz"},
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph})
    copy = page(f'<script type="application/ld+json">{data}</script>{HTML}')

    assert (copy.stated.publication, copy.stated.byline) == ("Alder Morning", ("Ana Ruiz",))


def test_a_headline_that_stands_twice_above_the_story_is_none_of_it() -> None:
    assert page(f"<article><h1>Alder floods</h1><h3>Alder floods</h3>{HTML}</article>").text == STORY


def test_a_page_made_for_printers() -> None:
    copy = page(f"<div><p><b>Alder Morning</b></p><p>Alder floods</p><hr>{HTML}</div>", "Print - Alder floods")

    assert (copy.stated.headline, copy.text) == ("Alder floods", STORY)


def test_one_tag_that_is_a_list() -> None:
    assert only(
        f'<html><head><meta property="article:tag" content="Floods,Rain"></head><body>{HTML}</body></html>', "a.html"
    ).stated.keywords == ("Floods", "Rain")


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


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "iso8859-5"])
def test_a_line_of_russian_within_english_is_read_in_its_encoding(encoding: str) -> None:
    line = "Я вас любил, сказал он."
    copy = only(f"{FIRST}\n\n".encode() + line.encode(encoding) + f"\n\n{SECOND}\n".encode(), "a.txt")

    assert copy.text == f"{FIRST}\n\n{line}\n\n{SECOND}\n"


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("MARSEILLE, France", "Marseille", None),
        ("AUGUSTA, March 3", "Augusta", "March 3"),
        ("JUNEAU, Alaska, Dec. 7 -", "Juneau", "Dec. 7"),
        ("MARROW, Feb 16, 2021 (AFP) -", "Marrow", "Feb 16, 2021"),
    ],
)
def test_a_place_that_begins_like_a_month_is_a_place(text: str, place: str, date: str | None) -> None:
    from archive.readers.datelines import stated_dateline

    dateline, _ = stated_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.date) == (place, date)


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


@pytest.mark.parametrize(
    ("text", "day_"),
    [
        ("16 février 2021", "2021-02-16"),
        ("mardi 16 février 2021", "2021-02-16"),
        ("Dienstag, 16. Februar 2021 14:12", "2021-02-16T14:12:00"),
        ("9. März 2019", "2019-03-09"),
        ("1er août 2020", "2020-08-01"),
        ("3 de octubre de 2018", "2018-10-03"),
        ("4 maggio 2017", "2017-05-04"),
        ("30 Nov -0001", None),
        ("16 pluviôse 2021", None),
    ],
)
def test_days_spelled_in_other_languages(text: str, day_: str | None) -> None:
    when = published(text)

    assert (when.isoformat() if when else None) == day_
