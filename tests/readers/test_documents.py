"""DOCX, ODT, EPUB, WARC and WACZ: what is refused, and what broken ones cost."""

from __future__ import annotations

import gzip
import random
import re
import zipfile
from io import BytesIO

import pytest

from archive.errors import ReadError
from archive.readers.compressed import CompressedReader
from archive.readers.docx import DocxReader
from archive.readers.epub import EpubReader
from archive.readers.odt import OdtReader
from archive.readers.warc import WaczReader, WarcReader
from tests.readers import making
from tests.readers.support import SAMPLES, copies, failures, known_as, read


def test_the_samples_are_what_the_script_makes() -> None:
    for place, data in making.samples().items():
        assert (SAMPLES / place).read_bytes() == data, place


def test_documents_are_known_by_their_content_whatever_their_name() -> None:
    for place, data in making.samples().items():
        format = place.partition("/")[0] if not place.startswith("same_story") else place.rpartition(".")[2]
        known = {"packed.warc.gz": "compressed"}.get(place.rpartition("/")[2], format)
        known = "wacz" if place.endswith(".wacz") else known
        assert known_as(data, "a" if not place.endswith("plain-inside.wacz") else "a.wacz") == known, place


def test_a_docx_without_its_text_is_named() -> None:
    with pytest.raises(ReadError, match=r"^a\.docx: not a text document"):
        read(DocxReader(), making.packed({"[Content_Types].xml": "", "word/styles.xml": ""}), "a.docx")
    with pytest.raises(ReadError, match=r"^a\.docx!/word/document\.xml:1: not well-formed DOCX"):
        read(DocxReader(), making.docx("<w:p>"), "a.docx")
    with pytest.raises(ReadError, match=r"^a\.docx: damaged"):
        read(DocxReader(), making.docx(making.para("x"))[:200], "a.docx")


def test_a_docx_is_read_whatever_its_text_is_called_and_wherever_it_stands() -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    body = f"<w:body>{making.para('Tide.')}</w:body>"
    members: dict[str, str | bytes] = {
        "docProps/thumbnail.jpeg": random.Random(1).randbytes(70_000),
        "_rels/.rels": f'<Relationships><Relationship Type="{relation}" Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": f'<w:document xmlns:w="{making.WORD}">{body}</w:document>',
    }
    data = making.packed(members)

    assert known_as(data, "a.docx") == "docx"
    assert [copy.text for copy in copies(read(DocxReader(), data, "a.docx"))] == ["Tide."]


def test_a_chapter_that_is_missing_costs_itself() -> None:
    data = making.epub({"a.xhtml": making.chapter("A", making.FLOOD)}, "<dc:title>T</dc:title>")
    package = data.replace(b"a.xhtml", b"b.xhtml", 1)
    records = read(EpubReader(), package, "a.epub")
    assert len(failures(records)) + len(copies(records)) == 1


def test_a_story_named_after_a_cover_or_a_copyright_is_no_cover() -> None:
    names = ("cover.xhtml", "00_toc.xhtml", "copyright-page-1.xhtml", "cover-story.xhtml", "copyright_law.xhtml")
    data = making.epub({name: making.chapter(name, making.FLOOD) for name in names}, "")

    found = copies(read(EpubReader(), data, "a.epub"))
    assert [copy.stated.headline for copy in found] == ["cover-story.xhtml", "copyright_law.xhtml"]


@pytest.mark.parametrize("kind", ["text/x-oeb1-document", "application/x-dtbook+xml", "text/xml"])
def test_a_chapter_is_read_whatever_kind_is_stated(kind: str) -> None:
    data = making.packed(
        {
            "mimetype": "application/epub+zip",
            "book.opf": '<package><manifest><item id="a" href="a.html" media-type="KIND"/>'
            '<item id="b" href="b.svg" media-type="image/svg+xml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'.replace("KIND", kind),
            "a.html": making.chapter("Alder floods", making.FLOOD),
            "b.svg": "<svg><text>Tide</text></svg>",
        },
        first="mimetype",
    )
    assert [copy.stated.headline for copy in copies(read(EpubReader(), data, "a.epub"))] == ["Alder floods"]


def test_an_encrypted_chapter_is_named_and_no_story() -> None:
    chapters = {"open.xhtml": making.chapter("Open", making.FLOOD), "Sold%20one.xhtml": "\x8f\x02\x1d" * 300}
    data = BytesIO(making.epub(chapters, ""))
    sealed = (
        '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData>'
        '<CipherReference URI="OEBPS/Sold%20one.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("META-INF/encryption.xml", sealed)

    records = read(EpubReader(), data.getvalue(), "a.epub")
    assert [copy.stated.headline for copy in copies(records)] == ["Open"]
    (failed,) = failures(records)
    assert (failed.member, failed.reason[:10]) == ("OEBPS/Sold one.xhtml", "encrypted:")


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ('<dc:date opf:event="modification">2021-01-02</dc:date><dc:date opf:event="publication">2019-03-09</dc:date>',
         "2019-03-09"),
        ('<dc:date opf:event="creation">2021-01-02</dc:date>', None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ("<dc:date>2019-03</dc:date>", "2019-03"),
    ],
)  # fmt: skip
def test_the_day_of_a_book_is_that_of_its_publication(dates: str, day: str | None) -> None:
    metadata = dates.replace("<dc:date", '<dc:date xmlns:opf="http://www.idpf.org/2007/opf"')
    (copy,) = copies(read(EpubReader(), making.epub({"a.xhtml": making.chapter("A", making.FLOOD)}, metadata)))

    assert (copy.stated.published and copy.stated.published.isoformat()) == day


@pytest.mark.parametrize("element", ["section", "article"])
def test_a_chapter_of_several_articles_gives_each_of_them(element: str) -> None:
    def article(title: str, paragraphs: tuple[str, ...]) -> str:
        text = "".join(f"<p>{each}</p>" for each in paragraphs)
        return f"<{element} class='a'>\n<header><h2>{title}</h2></header>{text}</{element}>"

    inside = article("Alder floods", making.FLOOD) + article("A lock closes", making.STORY[1:3])
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>News</title></head><body>{inside}</body></html>'
    data = making.epub({"news.xhtml": page, "last.xhtml": making.chapter("Tides", ["High at six."])}, "")
    first, second, last = copies(read(EpubReader(), data, "week.epub"))

    assert [copy.stated.headline for copy in (first, second, last)] == ["Alder floods", "A lock closes", "Tides"]
    assert [copy.ordinal for copy in (first, second, last)] == [0, 1, 2]
    assert first.text == "\n\n".join(making.FLOOD)
    assert page.encode().find(second.raw) > page.encode().find(first.raw) > 0


def test_parts_of_one_article_stay_together() -> None:
    page = making.chapter("Tides", making.FLOOD, "<section><p>First.</p></section><section><p>Then.</p></section>")
    (copy,) = copies(read(EpubReader(), making.epub({"tides.xhtml": page}, ""), "week.epub"))

    assert copy.text.startswith("First.\n\nThen.")


def test_a_book_without_a_list_of_chapters_is_named() -> None:
    with pytest.raises(ReadError, match=r"^a\.epub: not a book"):
        read(EpubReader(), making.packed({"mimetype": "application/epub+zip"}), "a.epub")


def test_the_same_page_comes_once_and_only_pages_come() -> None:
    found = copies(read(WarcReader(), making.crawl(), "a.warc"))
    assert [(copy.stated.url, copy.ordinal) for copy in found] == [
        ("https://w.example/flood", 2),
        ("https://w.example/lock", 6),
    ]
    assert found[0].raw in making.crawl()


def test_texts_that_were_taken_out_of_pages_are_read_as_they_are() -> None:
    text = f"Alder floods\n{making.FLOOD[0]}\nMöwen, {making.FLOOD[1]}\n".encode()
    told = making.record("warcinfo", "", b"software: x\r\n", content="application/warc-fields")
    data = told + making.record("conversion", "https://w.example/1", text, content="text/plain") * 2
    (copy,) = copies(read(CompressedReader(), gzip.compress(data), "a.warc.wet.gz"))

    assert (copy.text, copy.raw, copy.stated.url) == (text.decode(), text, "https://w.example/1")
    assert (copy.format, copy.ordinal, copy.encoding) == ("warc", 1, "utf-8")


def test_the_archives_of_the_first_crawlers_are_read_as_those_of_today() -> None:
    about = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    answer = making.answer(making.page("Tide", making.FLOOD, "2001-03-09"), "text/html")
    data = b"filedesc://a.arc 0.0.0.0 20010309142103 text/plain %d\n%s\n" % (len(about), about)
    for number, body in enumerate(
        (answer, making.answer(b"x", "text/plain"), making.answer(b"x", status="404 Gone")), 1
    ):
        data += b"http://w.example/%d 127.0.0.1 20010309142103 text/html %d\n%s\n" % (number, len(body), body)
    (copy,) = copies(read(WarcReader(), data, "a.arc"))

    assert known_as(data, "a") == "warc"
    assert (copy.stated.headline, copy.stated.url) == ("Tide", "http://w.example/1")
    assert copy.text == "\n\n".join(making.FLOOD)
    with pytest.raises(ReadError, match=r"^a\.arc: record \d: "):
        read(WarcReader(), data[:-3], "a.arc")


def test_a_warc_that_breaks_off_keeps_what_came_before() -> None:
    seen = []
    with pytest.raises(ReadError, match=r"^a\.warc\.gz: cut off"):
        for record in CompressedReader().read(BytesIO(making.samples()["warc/packed.warc.gz"][:-60]), "a.warc.gz"):
            seen.append(record)
    broken = making.crawl() + b"JUNK/1.0\r\n\r\n"
    with pytest.raises(ReadError, match=r"^a\.warc: record \d+: no WARC record"):
        for record in WarcReader().read(BytesIO(broken), "a.warc"):
            seen.append(record)
    assert len(seen) >= 2


@pytest.mark.parametrize(("cut", "kept"), [(100, 1), (-200, 1), (-5, 1), (-4, 2), (0, 2)])
def test_a_page_that_a_warc_ends_within_is_not_taken_for_whole(cut: int, kept: int) -> None:
    page = making.page("Alder floods", making.FLOOD)
    first, second = (making.record("response", f"https://w.example/{n}", making.answer(page)) for n in range(2))
    seen = []
    try:
        for record in WarcReader().read(BytesIO(first + (second[:cut] if cut else second)), "a.warc"):
            seen.append(record)
    except ReadError as error:
        assert str(error) == "a.warc: record 1: cut off: the file ends within it; fetch it again"
        assert kept == 1
    assert len(seen) == kept


@pytest.mark.parametrize("said", ["Content-Encoding: x-gzip\r\n", ""])
def test_a_page_packed_with_gzip_is_read_whatever_the_server_calls_it(said: str) -> None:
    packed = gzip.compress(making.page("Alder floods", making.FLOOD))
    (copy,) = copies(
        read(WarcReader(), making.record("response", "https://w.example/1", making.answer(packed, fields=said)))
    )

    assert copy.text == "\n\n".join(making.FLOOD)


def test_pages_inside_a_wacz_know_their_member() -> None:
    found = copies(read(WaczReader(), making.samples()["warc/two.wacz"], "a.wacz"))
    assert [copy.member for copy in found] == ["archive/a.warc"] * 2 + ["archive/b.warc"] * 2


HIDES = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'


def test_what_an_odt_hides_or_sets_beside_its_text_is_none_of_it() -> None:
    body = (
        '<text:p>High<text:span text:style-name="T1">not</text:span><text:s/>tide<text:s text:c="2"/>at\n  six'
        "<text:tab/>or<text:line-break/>ten<draw:frame><draw:text-box><text:p>A</text:p></draw:text-box></draw:frame>."
        "</text:p>"
        '<text:p text:style-name="T1">Not this.</text:p><text:list><text:list-item><text:p>A point</text:p>'
        "</text:list-item></text:list><text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
    )
    (copy,) = copies(read(OdtReader(), making.odt(body, styles=HIDES), "a.odt"))

    assert copy.text == "High tide  at six or\nten.\n\nA point"


def test_a_table_of_an_odt_that_holds_most_of_the_prose_only_places_it() -> None:
    cell = f"<table:table-cell>{''.join(map(making.odt_para, making.FLOOD))}</table:table-cell>"
    body = f"{making.odt_para('Alder Morning')}<table:table><table:table-row>{cell}</table:table-row></table:table>"
    (copy,) = copies(read(OdtReader(), making.odt(body), "a.odt"))

    assert copy.text == "\n\n".join(("Alder Morning", *making.FLOOD))


def test_an_odt_is_known_by_the_kind_that_it_states_and_else_by_its_name() -> None:
    data = making.odt(making.odt_para("Tide."))
    bare = making.packed({"META-INF/manifest.xml": "<x/>", "content.xml": data})

    assert [known_as(data, name) for name in ("a.odt", "a", "a.zip")] == ["odt"] * 3
    assert known_as(bare, "a.odt") == "odt"
    assert known_as(data.replace(b"opendocument.text", b"opendocument.calc"), "a.odt") != "odt"


def test_an_odt_that_cannot_be_read_says_why() -> None:
    locked = '<manifest><encryption-data manifest:checksum="x"/></manifest>'
    for data, told in (
        (making.packed({"mimetype": "x", "META-INF/manifest.xml": locked}), "encrypted: save it without a password"),
        (making.packed({"mimetype": "x"}), "not a text document: it has no content.xml"),
        (making.odt("<text:p>"), "!/content.xml:1: not well-formed ODT"),
        (making.odt(making.odt_para("x"))[:300], "damaged"),
    ):
        with pytest.raises(ReadError, match=rf"^a\.odt:? ?{re.escape(told)}"):
            read(OdtReader(), data, "a.odt")


def test_a_paper_that_calibre_made_a_book_of() -> None:
    bar = '<div class="calibre_navbar">| <a href="../index.html">Next</a> | <a href="../../index.html">Menu</a> |</div>'
    end = '<div class="calibre_navbar1"><p>Article downloaded by <b>calibre</b> from <a href="{0}">{0}</a></p></div>'
    story = "".join(f"<p>{each}</p>" for each in making.FLOOD)
    point = f'<li><a href="article_{{}}/index.html">{{}}</a><div>{making.FLOOD[0]}</div></li>'
    book = {
        f"feed_0/{place}": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{bar}{body}</body></html>'
        for place, body in {
            "index.html": f"<h2>Local</h2><ul>{point.format(0, 'River rises')}{point.format(1, 'Tides')}</ul>",
            "article_0/index.html": f"<h1>River rises</h1>{story}{end.format('https://w.example/1')}",
            "article_1/index.html": f'<h1>Tides</h1><li>See <a href="../article_0/index.html">it</a></li>{story}',
        }.items()
    }
    told = "<dc:title>The Lorn Gazette [Fri, 15 Jan 2021]</dc:title>" + "".join(
        f"<dc:{each}>calibre</dc:{each}>" for each in ("creator", "publisher")
    )
    first, second = copies(read(EpubReader(), making.epub(book, told), "a.epub"))

    assert (first.stated.headline, first.stated.publication) == ("River rises", "The Lorn Gazette")
    assert (first.text, first.stated.url) == ("\n\n".join(making.FLOOD), "https://w.example/1")
    assert (second.stated.headline, second.stated.url) == ("Tides", None)
