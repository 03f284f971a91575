"""PDF, DOCX, EPUB, WARC and WACZ: what is refused, and what broken ones cost."""

from __future__ import annotations

import gzip
import logging
import random
import re
import zipfile
from io import BytesIO
from itertools import product

import pytest
from pypdf import PageObject, PdfWriter

from archive.errors import ReadError
from archive.extract.mending import mended
from archive.readers import pdf
from archive.readers.compressed import CompressedReader
from archive.readers.docx import DocxReader
from archive.readers.epub import EpubReader
from archive.readers.odt import OdtReader
from archive.readers.pdf import PdfDocumentReader
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


def test_a_scanned_pdf_is_named_as_such() -> None:
    with pytest.raises(ReadError, match=r"^a\.pdf: its pages are pictures without text: make it readable by OCR"):
        read(PdfDocumentReader(), making.scanned(), "a.pdf")


def test_a_page_that_is_a_picture_or_damaged_costs_itself_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = making.typeset(None, making.FLOOD)
    picture = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    data = making.pdf(
        [drawn, picture, b"(damaged) Tj", drawn], resources="<</Font<</F1 3 0 R>>/XObject<</Im1 13 0 R>>>>"
    )
    paragraphs = pdf._paragraphs

    def broken(page: PageObject) -> list[pdf._Paragraph]:
        if b"damaged" in page.get_contents().get_data():  # type: ignore[union-attr]
            raise KeyError("/Font")
        return paragraphs(page)

    monkeypatch.setattr(pdf, "_paragraphs", broken)
    (copy,) = copies(read(PdfDocumentReader(), data, "a.pdf"))

    assert copy.text == "\n\n".join(2 * making.FLOOD)
    assert copy.warnings == (
        "pages left out, since they are damaged: 3",
        "pages left out, since they are pictures without text: 2",
    )
    with pytest.raises(ReadError, match=r"^a\.pdf: damaged PDF \('/Font'\)"):
        read(PdfDocumentReader(), making.pdf([b"(damaged) Tj"]), "a.pdf")


@pytest.mark.parametrize(
    ("password", "method", "told"),
    [("harbour", "", "save it without a password"), ("", "AESV2", "encrypted with AES: print it to a new PDF")],
)
def test_an_encrypted_pdf_says_what_to_do(password: str, method: str, told: str) -> None:
    writer = PdfWriter(clone_from=BytesIO(making.pdf([making.typeset("T", making.FLOOD)])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    data = target.getvalue()
    if method:
        filters = f"/V 4/CF<</StdCF<</CFM/{method}/Length 16>>>>/StmF/StdCF/StrF/StdCF".encode()
        data = data.replace(b"/V 2", filters).replace(b"/R 3", b"/R 4")
    with pytest.raises(ReadError, match=rf"^a\.pdf: .*{told}"):
        read(PdfDocumentReader(), data, "a.pdf")


@pytest.mark.parametrize("cut", [20, 300, 700])
def test_a_pdf_cut_off_is_broken_or_read_as_far_as_it_goes(cut: int) -> None:
    data = making.pdf([making.typeset("T", making.FLOOD)])
    try:
        found = read(PdfDocumentReader(), data[:cut], "a.pdf")
    except ReadError as error:
        assert str(error).startswith("a.pdf: ")
    else:
        assert copies(found)


def test_an_odd_pdf_is_read_quietly_and_the_log_left_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger("pypdf").level
    data = making.pdf([making.typeset("T", making.FLOOD)]).replace(b"startxref\n", b"startxref\n1")

    assert copies(read(PdfDocumentReader(), data, "a.pdf"))
    assert (logging.getLogger("pypdf").level, caplog.records) == (level, [])


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("across", [False, True])
def test_columns_are_read_one_after_another_however_they_are_drawn(columns: int, across: bool) -> None:
    paragraphs = (*making.FLOOD, *making.STORY[1:3], *making.FLOOD[:2])
    drawn = making.typeset("Alder floods the lower town", paragraphs, columns=columns, across=across)
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([drawn, drawn])))

    assert copy.text == "\n\n".join(2 * ("Alder floods the lower town", *paragraphs))


@pytest.mark.parametrize(
    ("above", "below", "order"),
    [
        *product((2, 3), (2, 3), ("as read", "line by line", "column by column", "headlines last")),
        *product((1,), (2, 3), ("as read", "line by line")),
        *product((2, 3), (1,), ("as read", "line by line")),
    ],
)
def test_a_story_below_another_follows_it(above: int, below: int, order: str) -> None:
    one, two = (*making.FLOOD, *making.STORY[1:3]), (*making.STORY[3:6], *making.FLOOD[1:3])
    upper = making.typeset("Alder floods the lower town", one, columns=above)
    lowest = min(y for _, y, _ in _lines(upper))
    lower = making.typeset("Ferry to run on Sundays", two, columns=below, top=lowest - 34)
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([_drawn_in(order, upper + b"\n" + lower)])))

    assert copy.text == "\n\n".join(("Alder floods the lower town", *one, "Ferry to run on Sundays", *two))


def _drawn_in(order: str, drawing: bytes) -> bytes:
    """Return a drawing whose lines are drawn in another order."""
    lines = _lines(drawing)
    if order == "line by line":
        lines.sort(key=lambda line: (-line[1], line[0]))
    elif order == "column by column":
        lines.sort(key=lambda line: (line[0], -line[1]))
    elif order == "headlines last":
        lines.sort(key=lambda line: line[2] in ("Alder floods the lower town", "Ferry to run on Sundays"))
    return "\n".join(["BT /F1 10 Tf", *(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in lines), "ET"]).encode(
        "cp1252"
    )


def _lines(drawing: bytes) -> list[tuple[int, int, str]]:
    found = re.findall(r"1 0 0 1 (\d+) (\d+) Tm\n\((.*)\) Tj", drawing.decode("cp1252"))
    return [(int(x), int(y), text) for x, y, text in found]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    cut = [
        "PORT ALDEN (Coastwire) - The river Alder rose over its banks on Friday and flooded forty",
        "houses in the lower town, where soup was handed out.",
        '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisher-',
        "man who has lived there since the old bridge was built, and whose boat was lost.",
    ]
    pages = [making.typeset(None, cut[:3], columns=3), making.typeset(None, cut[3:])]
    (copy,) = copies(read(PdfDocumentReader(), making.pdf(pages)))

    assert mended(copy).text == f"{cut[0]} {cut[1]}\n\n{cut[2][:-1]}{cut[3]}"


def test_a_line_drawn_in_pieces_stays_in_its_column() -> None:
    whole = making.typeset(None, (*making.FLOOD, *making.STORY[1:3]), columns=2, across=True)
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([_in_pieces(whole)])))

    assert copy.text.replace(" ", "") == "\n\n".join((*making.FLOOD, *making.STORY[1:3])).replace(" ", "")


def test_lines_drawn_word_by_word_are_no_columns() -> None:
    whole = making.typeset(None, (*making.FLOOD, *making.STORY))
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([_in_pieces(whole)])))

    assert copy.text.replace(" ", "") == "\n\n".join((*making.FLOOD, *making.STORY)).replace(" ", "")


def _in_pieces(drawing: bytes) -> bytes:
    """Return a drawing in which each word is drawn by itself."""

    def pieces(found: re.Match[str]) -> str:
        x, y, words = int(found[1]), found[2], found[3].split(" ")
        begins = [x + 5 * sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
        return "\n".join(f"1 0 0 1 {at} {y} Tm ({word}) Tj" for at, word in zip(begins, words, strict=True))

    return re.sub(r"1 0 0 1 (\d+) (\d+) Tm\n\((.*)\) Tj", pieces, drawing.decode("cp1252")).encode("cp1252")


def test_a_table_is_read_row_by_row() -> None:
    cells = "".join(
        f"1 0 0 1 50 {700 - 12 * row} Tm (Place {row}) Tj 1 0 0 1 250 {700 - 12 * row} Tm ({row} boats) Tj\n"
        for row in range(9)
    )
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([f"BT /F1 10 Tf {cells} ET".encode()])))

    assert copy.text.startswith("Place 0 0 boats Place 1 1 boats")


@pytest.mark.parametrize(
    ("upper", "lower", "right"),
    [
        ("The har-", "bour is open.", "The harbour is open."),
        ("The long-", "term plan for it.", "The long-term plan for it."),
        ("The e-", "mail that he sent.", "The e-mail that he sent."),
        ("The Anglo-", "French treaty.", "The Anglo-French treaty."),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_joined_with_the_hyphen_that_they_have(
    upper: str, lower: str, right: str
) -> None:
    drawn = f"BT /F1 10 Tf 1 0 0 1 50 700 Tm ({upper}) Tj 1 0 0 1 50 688 Tm ({lower}) Tj ET"
    (copy,) = copies(read(PdfDocumentReader(), making.pdf([drawn.encode()])))
    assert mended(copy).text == right


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
