"""Exports of databases of newspapers in documents: the same articles as in text, whatever the document is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

import pytest

from archive.readers import Copy, Stated, registry
from archive.readers.docx import DocxReader
from archive.readers.html import HtmlReader
from archive.readers.nexis import NexisReader
from archive.readers.odt import OdtReader
from archive.readers.rtf import RtfReader
from tests.readers import making, rich
from tests.readers.printing import printed
from tests.readers.rich import as_docx, as_odt, as_rtf, lines_of
from tests.readers.support import HTML, SAMPLES, copies, failures, found, known_as, only
from tests.readers.support import STORY as TOLD
from tests.readers.test_exports import EXPORTS, STORY, Make, nexis

Document = Callable[[Iterable[str]], bytes]
KINDS: dict[Document, str] = {as_docx: "docx", as_rtf: "rtf", as_odt: "odt"}
ALL = [pytest.param(document, id=kind) for document, kind in KINDS.items()]
PLACES = [
    f"{format}/{path.name}"
    for format in ("nexis", "factiva", "proquest", "ebsco", "newsbank", "gale")
    for path in sorted((SAMPLES / format).glob("*.txt"))
]
UNWRAPPED = [
    place
    for place in PLACES
    if not place.endswith(("academic.txt", "older-fields.txt", "historical.txt", "older.txt", "labelled.txt"))
]
"""Samples whose paragraphs are lines."""


def articles(data: bytes) -> list[tuple[str, Stated, str]]:
    read = copies(found(data, "export"))
    return [(copy.format, copy.stated, copy.text.replace("\xa0", " ")) for copy in read]


def as_page(lines: Iterable[str]) -> bytes:
    body = "".join(f"<div><p><span>{escape(line)}</span></p></div>" for line in lines)
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def test_the_samples_are_what_the_script_makes() -> None:
    for place, data in rich.samples().items():
        assert (SAMPLES / place).read_bytes() == data, place


@pytest.mark.parametrize("document", ALL)
@pytest.mark.parametrize("place", PLACES)
def test_an_export_in_a_document_holds_the_articles_that_it_holds_in_text(place: str, document: Document) -> None:
    data = document(lines_of(place))

    assert articles(data) == articles((SAMPLES / place).read_bytes())
    assert known_as(data, "export") == KINDS[document]


@pytest.mark.parametrize("place", UNWRAPPED)
def test_an_export_that_is_saved_as_a_page_holds_the_articles_that_it_holds_in_text(place: str) -> None:
    data = as_page(lines_of(place))

    assert articles(data) == articles((SAMPLES / place).read_bytes())
    assert known_as(data, "export") == "html"


def test_the_fields_of_an_export_may_be_the_rows_of_a_page() -> None:
    fields = [("HD", "Alder floods"), ("WC", "30 words"), ("PD", "9 March 2019"), ("SN", "The Lorn Gazette")]
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{text}</td></tr>" for code, text in fields)
    ends = "<tr><td>LP</td><td>{}</td></tr><tr><td>AN</td><td>Document LORNG0002019030{}ef380000p</td></tr>".format
    tables = "".join(f"<div class=article><table>{rows}{ends(HTML, day)}</table></div>" for day in (8, 9))
    told = copies(found(f"<html><body>{tables}</body></html>", "a.html"))

    assert [(each.format, each.stated.headline, each.stated.publication, each.text) for each in told] == [
        ("factiva", "Alder floods", "The Lorn Gazette", TOLD)
    ] * 2


@pytest.mark.parametrize("document", ALL)
@pytest.mark.parametrize("place", UNWRAPPED)
def test_it_does_so_where_styles_set_the_paragraphs_apart(place: str, document: Document) -> None:
    data = document(line for line in lines_of(place) if line.strip())

    assert articles(data) == articles((SAMPLES / place).read_bytes())


@pytest.mark.parametrize("make", [pytest.param(each.values[1], id=str(each.id)) for each in EXPORTS])
def test_an_article_is_the_same_in_every_document(make: Make) -> None:
    first, second = ("".join(map(make, numbers)).split("\n") for numbers in ((1, 2), (2, 3)))
    one, other, text = (copies(found(data, "a")) for data in (as_docx(first), as_rtf(second), make(2).encode()))

    assert one[1].raw == other[0].raw
    assert one[1].raw.split() == text[0].raw.split()
    assert [(copy.ordinal, copy.encoding) for copy in one] == [(0, "utf-8"), (1, "utf-8")]


@pytest.mark.parametrize("document", ALL)
def test_a_broken_article_costs_itself_and_names_its_line(document: Document) -> None:
    lines = (nexis(1) + nexis(2).replace(STORY, "") + nexis(3)).split("\n")
    records = found(document(lines), "export")

    assert [copy.stated.headline for copy in copies(records)] == ["Alder floods 1", "Alder floods 3"]
    assert [failed.reason.partition(" ")[0] for failed in failures(records)] == ["line"]


def test_what_was_assumed_of_the_document_is_told_of_each_article() -> None:
    data = as_rtf((nexis(1) + nexis(2)).split("\n"))
    for copy in copies(found(data[:-1], "export")):
        assert copy.warnings == ("cut off: it ends within a group",)


def test_a_headline_is_parted_from_the_list_of_articles_by_its_style_or_the_end_of_a_section() -> None:
    listed = ["Documents (1)", "1. Alder floods", "Client/Matter: -None-", "Search Terms: alder", "News", ""]
    lines = ["The Lorn Gazette", "March 9, 2019", "Length: 30 words", "Body", "", *STORY.split("\n")]
    below = ["Classification", "", "Language: ENGLISH", "End of Document"]
    styled = [*map(making.para, listed), making.para("Alder floods", "Heading1"), *map(making.para, [*lines, *below])]
    parted = [*listed[:-1], "Alder floods", *lines, *below]
    for data in (making.docx("".join(styled)), as_rtf(parted).replace(b"News\\par", b"News\\sect", 1)):
        (copy,) = copies(found(data, "a"))
        assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")


@pytest.mark.parametrize("document", ALL)
def test_a_document_that_tells_of_an_export_is_one_story(document: Document) -> None:
    lines = ["Length: a question of taste", "Document 1 of 3 was lost, the clerk said.", "Full text: none."]

    assert only(document(lines), "a").text == only(as_page(lines), "a").text == "\n\n".join(lines)
    assert (only(document(lines), "a").format, only(as_page(lines), "a").format) == (KINDS[document], "html")


def test_hidden_text_and_stops_of_tabs_are_no_text_of_a_docx() -> None:
    tabs = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    run = "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>".format
    body = "<w:p>" + tabs + run("", "no") + run(' w:val="0"', "Tide") + "</w:p>"
    (copy,) = found(making.docx(body), "a.docx")

    assert isinstance(copy, Copy)
    assert copy.text == "Tide"


def test_documents_are_read_again_when_the_reader_of_an_export_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    grown = (DocxReader(), RtfReader(), OdtReader(), HtmlReader())
    before = [reader.version for reader in grown]
    print_before = registry.fingerprint()
    monkeypatch.setattr(NexisReader, "version", NexisReader.version + 1)
    registry.fingerprint.cache_clear()

    assert [reader.version for reader in grown] == [each + 1 for each in before]
    assert registry.fingerprint() != print_before
    registry.fingerprint.cache_clear()


def europresse(number: int, text: str = HTML) -> str:
    return (
        "<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>Küstenbote, no. 412"
        f"</span></div><span class='DocHeader'>Le samedi {number} mars 2019, 612 mots, p. 3</span>"
        f"<div class='titreArticle'><p class='titreArticleVisu'>Alder floods {number}</p></div>"
        "<p class='sm-margin-bottomNews'>Par Ana Ruiz</p></header>"
        f"<section><div class='docOcurrContainer'>{text}</div></section>"
        f"<footer><div class='publiC-lblNodoc'>news·2019030{number}·KB·12</div></footer></article>"
    )


def test_the_articles_of_a_page_of_europresse_are_read_one_by_one() -> None:
    articles = europresse(1) + europresse(2) + europresse(3, "")
    page = f"<html><head><meta charset='utf-8'></head><body>{articles}</body></html>"
    first, second = copies(found(page, "biblio.html"))

    assert (first.text, second.text) == (TOLD, TOLD)
    assert (first.stated.headline, second.stated.headline) == ("Alder floods 1", "Alder floods 2")
    assert (first.stated.publication, first.stated.byline) == ("Küstenbote", ("Ana Ruiz",))
    assert second.stated.published is not None
    assert (second.stated.published.isoformat(), second.stated.guid) == ("2019-03-02", "news·20190302·KB·12")
    assert second.raw in page.encode()


def clipping(n: int, style: str = "Heading1", day: bool = True) -> list[tuple[str, str]]:
    return [(f"Alder floods {n}", style), *([(f"The Lorn Gazette, March {n}, 2019", "")] if day else []), (TOLD, "")]


def styled_docx(paragraphs: Iterable[tuple[str, str]]) -> bytes:
    parts = ((part, style) for text, style in paragraphs for part in text.split("\n\n"))
    return making.docx("".join(making.para(escape(part), style) for part, style in parts))


def test_articles_under_headings_of_one_style_that_tell_their_days_are_an_article_each() -> None:
    cover = [("My clippings", "Title")]
    records = copies(found(styled_docx([*cover, *clipping(1), *clipping(2), *clipping(3)]), "a.docx"))

    assert [copy.stated.headline for copy in records] == ["Alder floods 1", "Alder floods 2", "Alder floods 3"]
    assert [copy.ordinal for copy in records] == [0, 1, 2]
    assert all(copy.text.endswith(TOLD) for copy in records)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*clipping(1, day=False), *clipping(2, day=False)],
        [*clipping(1, "Heading1"), *clipping(2, "Heading2")],
        [(TOLD, ""), *clipping(1), *clipping(2)],
        [("What the river took", "Title"), ("By Ana Ruiz", ""), *clipping(1), *clipping(2)],
    ],
    ids=["chapters", "headings of other ranks", "a story above them", "a timeline below who wrote it"],
)
def test_a_document_of_chapters_is_one_article(paragraphs: list[tuple[str, str]]) -> None:
    assert len(found(styled_docx(paragraphs), "a.docx")) == 1


@pytest.mark.parametrize("below", ["", TOLD])
def test_a_heading_that_no_day_or_writer_stands_below_stays_with_the_clipping_before(below: str) -> None:
    last = [("What the river took", "Heading1"), (below, "")]
    records = copies(found(styled_docx([part for n in range(1, 6) for part in clipping(n)] + last), "a.docx"))

    assert [copy.stated.headline for copy in records] == [f"Alder floods {n}" for n in range(1, 6)]
    assert "What the river took" in records[-1].text


def test_clippings_that_are_printed_under_large_titles_are_an_article_each() -> None:
    blocks = [part for n in (1, 2, 3) for text, _ in clipping(n) for part in text.split("\n\n")]
    records = copies(found(printed(blocks, large=[f"Alder floods {n}" for n in (1, 2, 3)]), "a.pdf"))

    assert [copy.stated.headline for copy in records] == ["Alder floods 1", "Alder floods 2", "Alder floods 3"]
    assert all(copy.text.endswith(TOLD) for copy in records)
