"""What certain producers write that others do not: archives of papers, content systems, programs for tables."""

from __future__ import annotations

import json

from archive.readers.registry import recognise
from tests.readers.support import FIRST, SECOND, STORY, THIRD, copies, only, read


def test_an_archive_of_a_paper_that_gives_the_first_paragraphs_twice() -> None:
    copy = only(
        '<nitf><head><meta name="dsk" content="Harbour Desk"/><docdata><identified-content><location>PORT ALDEN'
        '</location></identified-content></docdata><pubdata date.publication="19980103T000000" name="The Courier"/>'
        "</head>"
        '<body><body.head><hedline><hl1>Alder Floods</hl1></hedline><byline class="print_byline">By ANA RUIZ</byline>'
        '<byline class="normalized_byline">Ruiz, Ana</byline></body.head><body.content>'
        f'<block class="lead_paragraph"><p>{FIRST}</p></block><block class="full_text"><p>{FIRST}</p><p>{SECOND}</p>'
        f"<p>{THIRD}</p></block></body.content></body></nitf>",
        "1001.xml",
    )

    assert copy.text == STORY
    assert (copy.stated.byline, copy.stated.places) == (("Ana Ruiz",), ("Port Alden",))
    assert (copy.stated.section, copy.stated.publication) == ("Harbour Desk", "The Courier")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "1998-01-03"


def test_a_wire_that_names_itself_where_papers_do() -> None:
    copy = only(
        '<nitf><head><pubdata type="wire" name="Coastwire"/></head><body><body.head><distributor><org>Coastwire</org>'
        "</distributor></body.head><body.content><p>So <person>Joss Tarrow<function>fisherman</function></person> said."
        "</p></body.content></body></nitf>",
        "wire.xml",
    )

    assert (copy.stated.agency, copy.stated.publication) == ("Coastwire", None)
    assert copy.text == "So Joss Tarrow fisherman said."


def test_a_page_whose_paid_part_is_marked_and_whose_offer_stands_below() -> None:
    copy = only(
        f"<!doctype html><html><head><title>Alder floods</title></head><body><article><h1>Alder floods</h1>"
        f'<p>{FIRST}</p><div class="paywall"><p>{SECOND}</p><p>{THIRD}</p></div><div class="paywall-overlay"><p>All '
        "stories for one crown a week, and you may cancel whenever you like.</p></div></article></body></html>",
        "paid.html",
    )

    assert copy.text == STORY


def test_a_page_that_scripts_build_from_data() -> None:
    data = json.dumps({"props": {"pageProps": {"article": {"headline": "Alder floods", "body": f"<p>{FIRST}</p>"}}}})
    copy = only(
        "<!DOCTYPE html><html><head><title>Alder floods</title></head><body><div id='__next'></div>"
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>',
        "built.html",
    )

    assert (copy.stated.headline, copy.text) == ("Alder floods", FIRST)
    assert copy.warnings == ("the text is that of the data for scripts",)


def test_a_page_for_telephones() -> None:
    copy = only(
        f"<!doctype html><html amp><head><title>Alder floods</title></head><body><amp-sidebar><ul><li>Sport</li></ul>"
        f"</amp-sidebar><article><h1>Alder floods</h1><amp-img src=x></amp-img><p>{FIRST}</p><amp-ad><div fallback>"
        f"Advertisement</div></amp-ad><p>{SECOND}</p><p>{THIRD}</p></article></body></html>",
        "amp.html",
    )

    assert copy.text == STORY


def test_a_weblog_with_captions_that_come_late_and_lines_that_lead_away() -> None:
    copy = only(
        f'<html><head><title>Alder floods</title></head><body><div class="entry-content"><div class="wp-caption"><img '
        f'data-src=x><noscript><img src=x></noscript><p class="wp-caption-text">The river.</p></div><p>{FIRST}</p>'
        f'<div><img data-src=y><span class="photo-caption">The town.</span></div><p>{SECOND}</p><p><strong>Read more:'
        f'</strong> <a href="/x">The flood of 1931</a></p><p>{THIRD}</p></div></body></html>',
        "blog.html",
    )

    assert copy.text == STORY


def test_a_newsletter_set_in_tables() -> None:
    copy = only(
        "From: news@courier.example\nTo: you@w.example\nSubject: Alder floods\nDate: Fri, 15 Jan 2021 18:00:00 GMT\n"
        'Content-Type: text/html; charset=utf-8\n\n<html><body><div style="display:none">Forty houses under water</div>'
        '<table><tr><td><a href="x">View this email in your browser</a></td></tr><tr><td><table><tr><td>'
        f"<h1>Alder floods</h1><p>{FIRST}</p><p>{SECOND}</p></td></tr></table><table><tr><td>Level</td></tr>"
        f"</table><p>{THIRD}</p></td></tr><tr><td>Unsubscribe | 3 Quay Street</td></tr></table></body></html>\n",
        "letter.eml",
    )

    assert copy.text == f"Alder floods\n\n{STORY}"


def test_a_table_that_says_first_how_its_columns_are_divided() -> None:
    copy = only(f"sep=;\r\ntitle;text;date\r\nAlder floods;{FIRST};15/01/2021\r\n", "export.csv")

    assert (copy.stated.headline, copy.text) == ("Alder floods", FIRST)
    assert copy.raw == f"Alder floods;{FIRST};15/01/2021".encode()


def test_a_table_with_german_names() -> None:
    copy = only(f"\ufeffTitel;Text;Datum;Autor;Quelle\nFlut;{FIRST};15.01.2021;Ana Ruiz;Kurier\n", "export.csv")

    assert (copy.stated.headline, copy.stated.publication, copy.stated.byline) == ("Flut", "Kurier", ("Ana Ruiz",))
    assert copy.stated.published is not None


def test_titles_of_pages_that_end_in_the_name_of_the_paper() -> None:
    copy = only(f"id,title,publication,content\n7,Alder floods  - The Courier,The Courier,{FIRST}\n", "dump.csv")

    assert copy.stated.headline == "Alder floods"


def test_an_interface_of_a_content_system_that_gives_titles_as_html_and_numbers_for_names() -> None:
    post = {
        "id": 1,
        "date": "2021-01-15T18:00:00",
        "link": "https://w.example/flood",
        "title": {"rendered": "The river&#8217;s <em>flood</em> &amp; after"},
        "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p>"},
        "categories": [17],
        "tags": [4, 9],
    }
    copy = only(json.dumps([post]), "posts.json")

    assert copy.stated.headline == "The river’s flood & after"
    assert (copy.stated.section, copy.stated.keywords) == (None, ())
    assert copy.text == f"{FIRST}\n\n{SECOND}"


def test_a_scraper_that_keeps_pages_under_their_addresses() -> None:
    pages = {f"https://w.example/{n}": {"title": f"Flood {n}", "text": f"{FIRST} Part {n}."} for n in range(3)}
    data = json.dumps(pages, indent=1).encode()
    reader = recognise(data, "pages.json")
    assert reader is not None
    found = copies(read(reader, data, "pages.json"))

    assert [copy.stated.url for copy in found] == list(pages)
    assert [copy.stated.headline for copy in found] == ["Flood 0", "Flood 1", "Flood 2"]
    assert all(json.loads(copy.raw) == page for copy, page in zip(found, pages.values(), strict=True))
    assert all(data.find(copy.raw) > 0 for copy in found)


def test_the_longest_of_several_summaries_stands_for_the_text() -> None:
    doc = {
        "abstract": "A flood.",
        "lead_paragraph": FIRST,
        "headline": {"main": "Alder floods"},
        "pub_date": "2021-01-15",
    }
    copy = only(json.dumps({"response": {"docs": [doc]}}), "search.json")

    assert (copy.text, copy.warnings) == (FIRST, ("no text but 'lead_paragraph'",))


def test_markdown_of_a_site_builder() -> None:
    copy = only(
        f"---\ntitle: Alder floods\n---\n\n![The river](x.jpg)\n*The river on Friday*\n\n{FIRST}\n\n> {SECOND}\n\n"
        f"{{% include ad.html %}}\n\n{{{{< youtube x >}}}}\n\n{THIRD}[^1]\n\n[^1]: The weather office.\n",
        "post.md",
    )

    assert copy.text == STORY


def test_collections_older_than_gigaword() -> None:
    data = (
        f"<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> Alder Floods\n Lower Town </HL>\n<DD> 03/24/87</DD>\n"
        f"<SO> The Courier </SO>\n<TEXT>\n   {FIRST}\n</TEXT>\n</DOC>\n<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n"
        "<DATE><P>January 1, 1989, Sunday, Home Edition </P></DATE>\n<SECTION><P>Metro </P></SECTION>\n<HEADLINE><P>"
        f"ALDER FLOODS; </P><P>FORTY HOUSES</P></HEADLINE>\n<TEXT><P>{FIRST} </P></TEXT>\n</DOC>\n"
    ).encode()
    reader = recognise(data, "wsj.sgm")
    assert reader is not None
    first, second = copies(read(reader, data))

    assert (first.stated.headline, first.stated.publication) == ("Alder Floods Lower Town", "The Courier")
    assert (second.stated.headline, second.stated.section) == ("ALDER FLOODS; FORTY HOUSES", "Metro")
    assert [copy.stated.published and copy.stated.published.isoformat() for copy in (first, second)] == [
        "1987-03-24",
        "1989-01-01",
    ]


def test_a_short_page_keeps_its_paragraphs() -> None:
    copy = only(
        f"<html><head><title>Alder floods</title></head><body><h1>Alder floods</h1><p>{FIRST}</p></body></html>",
        "a.html",
    )

    assert (copy.stated.headline, copy.text) == ("Alder floods", FIRST)


def test_a_page_of_tables_whose_title_begins_with_the_paper() -> None:
    copy = only(
        "<HTML><HEAD><TITLE>The Evening Post - Alder floods</TITLE></HEAD><BODY><TABLE><TR><TD><A HREF=n.html>NEWS</A>"
        f"</TD><TD><FONT SIZE=5><B>Alder floods</B></FONT><P>{FIRST}<P>{SECOND}<P>{THIRD}"
        "<P><FONT SIZE=1>&copy; 1999 The Evening Post. All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>",
        "a.htm",
    )

    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Evening Post")
    assert copy.text == STORY


def test_a_page_that_states_its_day_in_attributes_and_its_name_above_the_menu() -> None:
    copy = only(
        '<html xml:lang="en"><head><title>Alder floods | City | Alder Morning</title>'
        '</head><body><div id="header"><a href="/">Alder Morning</a></div><h1>Alder floods</h1><div class="submitted">'
        '<span property="dc:date dc:created" content="2014-05-19T10:30:00+02:00">Monday</span></div>'
        '<span property="dc:date" content="2014-05-20T10:30:00+02:00">Tuesday</span>'
        f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>",
        "a.html",
    )

    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "Alder Morning")
    assert copy.stated.language == "en"
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2014-05-19T10:30:00+02:00"


def test_a_wire_that_writes_by_within_the_name() -> None:
    copy = only(
        "<nitf><body><body.head><byline><person>By ANA RUIZ</person><byttl>Staff Writer</byttl></byline></body.head>"
        f"<body.content><p>{FIRST}</p></body.content></body></nitf>",
        "a.xml",
    )

    assert copy.stated.byline == ("Ana Ruiz",)


def test_a_feed_signed_by_the_system_that_made_it() -> None:
    signed = 'The post <a href="/a">Alder floods</a> appeared first on <a href="/">Alder Morning</a>.'
    copy = only(
        f"<rss><channel><item><title>Alder floods</title><description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><p>{signed}"
        "</p>]]></description></item></channel></rss>",
        "feed.xml",
    )

    assert copy.text == f"{FIRST}\n\n{SECOND}"


def test_a_reply_says_nothing_of_whom_it_answers() -> None:
    said = "On Thu, Jan 1, 2015 at 9:00 AM, Press Office of the City of\nPort Alden <press@alden.example> wrote:"
    head = "From: Ana Ruiz <ana@wire.example>\nDate: Fri, 2 Jan 2015 10:00:00 +0000\nSubject: Re: Alder\n"
    copy = only(f"{head}\n{FIRST}\n\n{SECOND}\n\n{said}\n\n> The bridge opens.\n> On Sunday.\n\n{THIRD}\n", "a.eml")

    assert copy.text == STORY


def test_a_service_that_keeps_back_the_end_of_a_text() -> None:
    rows = [
        {"title": "Alder floods", "content": f"{FIRST}\r\n\r\nRain is… [+1234 chars]", "publishedAt": "2021-01-15"},
        {"title": "[Removed]", "content": "[Removed]", "publishedAt": "1970-01-01T00:00:00Z"},
    ]
    copy = only(json.dumps({"status": "ok", "articles": rows}), "news.json")

    assert copy.text == f"{FIRST}\n\nRain is"
    assert copy.warnings == ("cut off by its source: 1234 characters are missing",)


def test_a_full_text_beside_a_text_that_is_cut_off_is_the_story() -> None:
    copy = only(
        json.dumps([{"title": "Alder floods", "content": f"{FIRST} [+99 chars]", "full_text": STORY}]), "a.json"
    )

    assert (copy.text, copy.warnings) == (STORY, ())


def test_an_archive_whose_keywords_say_which_are_people_and_places() -> None:
    keywords = [{"name": "persons", "value": "Ruiz, Ana"}, {"name": "glocations", "value": "Port Alden"}]
    copy = only(json.dumps({"headline": {"main": "Alder floods"}, "body": STORY, "keywords": keywords}), "a.json")

    assert [person.name for person in copy.stated.people] == ["Ana Ruiz"]
    assert copy.stated.places == ("Port Alden",)


def test_tags_of_an_interface_that_names_everything_for_the_web() -> None:
    tags = [{"id": "world/floods", "type": "keyword", "webTitle": "Floods"}]
    copy = only(json.dumps({"webTitle": "Alder floods", "bodyText": STORY, "tags": tags}), "a.json")

    assert (copy.stated.headline, copy.stated.keywords) == ("Alder floods", ("Floods",))


def test_a_blog_whose_name_is_its_heading() -> None:
    copy = only(
        "<html><head><title>Alder Watch: The river rose</title></head><body><h1><a href='http://alder.example/'>Alder "
        "Watch</a></h1><h2>Friday, January 15, 2021</h2><div class='hentry'><h3 class='post-title entry-title'>The "
        f"river rose</h3><div class='post-body'>{FIRST}<br/><br/>{SECOND}<br/><br/>Rain is forecast.</div><div class="
        "'post-footer'>Posted by <span class='fn'>Ana Ruiz</span> at <abbr class='published' "
        "title='2021-01-15T18:00:00+01:00'>18:00</abbr></div></div></body></html>",
        "a.html",
    )

    assert (copy.stated.headline, copy.stated.byline) == ("The river rose", ("Ana Ruiz",))
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2021-01-15T18:00:00+01:00"
    assert copy.text == f"{FIRST}\n\n{SECOND}\n\nRain is forecast."


def test_a_page_saved_by_a_browser_names_its_address_and_old_names_of_values() -> None:
    copy = only(
        "<!-- saved from url=(0042)http://www.alder.example/news/river.html -->\n<html><head><title>ALDER | Coast | "
        'The river rose</title><meta name="Headline" content="The river rose"><meta name="OriginalPublicationDate" '
        f'content="2006/03/04 11:02:03"></head><body><p class="byline">By Ana Ruiz</p><p>{FIRST}</p><p>{SECOND}</p>'
        "</body></html>",
        "a.html",
    )

    assert (copy.stated.headline, copy.stated.url) == ("The river rose", "http://www.alder.example/news/river.html")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2006-03-04T11:02:03"
    assert (copy.stated.byline, copy.text) == (("Ana Ruiz",), f"{FIRST}\n\n{SECOND}")


def test_lines_that_tell_a_database_where_to_put_the_next_are_no_records() -> None:
    lines = [{"index": {"_index": "news", "_id": "1"}}, {"headline": "Alder floods", "body": STORY}]
    copy = only("".join(json.dumps(line) + "\n" for line in lines), "bulk.ndjson")

    assert (copy.stated.headline, copy.text) == ("Alder floods", STORY)


def test_a_database_that_writes_days_as_numbers_within_objects() -> None:
    copy = only(
        json.dumps({"title": "A", "body": STORY, "date": {"$date": {"$numberLong": "1610733600000"}}}), "a.json"
    )

    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2021-01-15T18:00:00+00:00"


def test_a_headline_broken_into_lines() -> None:
    copy = only(
        "<nitf><body><body.head><hedline><hl1>Alder<br/>floods the <em>lower</em> town</hl1></hedline></body.head>"
        f"<body.content><p>{FIRST}</p></body.content></body></nitf>",
        "a.xml",
    )

    assert copy.stated.headline == "Alder floods the lower town"


def test_the_frame_of_a_story_may_have_a_class_that_speaks_of_a_byline() -> None:
    copy = only(
        '<html><head><title>Alder floods</title></head><body><div class="has-byline"><p class="byline">By Ana Ruiz</p>'
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>The council meets again on Monday, it said in a note.</p></div>"
        "</body></html>",
        "a.html",
    )

    assert copy.text == f"{STORY}\n\nThe council meets again on Monday, it said in a note."


def test_a_system_that_puts_all_of_a_page_into_a_form() -> None:
    copy = only(
        f"<html><head><title>Alder floods</title></head><body><form id='aspnet'><div><div>{FIRST}</div><div>{SECOND}"
        f"</div><div>{THIRD}</div></div><select><option>Freedonia</option></select><input type='submit'></form>"
        "<form><p>Sign up for our letter</p><input name='mail'></form></body></html>",
        "a.aspx.html",
    )

    assert copy.text == STORY
