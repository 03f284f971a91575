"""PDF: pages, columns and lines, what is refused, and what broken ones cost."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from itertools import product

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError

from archive.errors import ReadError
from archive.extract.mending import mended
from archive.readers import pdf
from archive.readers.pdf import PdfDocumentReader
from archive.readers.pdfpages import PdfParagraph
from tests.readers import making
from tests.readers.support import copies, read


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

    def broken(page: PageObject) -> list[PdfParagraph]:
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


def locked(password: str, algorithm: str) -> bytes:
    """Return an encrypted document; with an empty password it opens, and only its owner may change it."""
    writer = PdfWriter(clone_from=BytesIO(making.pdf([making.typeset("T", making.FLOOD)])))
    writer.encrypt(password, "owner", algorithm=algorithm)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_an_encrypted_pdf_is_read_where_it_opens_without_a_password(algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    (copy,) = copies(read(PdfDocumentReader(), locked("", algorithm), "a.pdf"))

    assert copy.text.startswith("T\n\nPORT ALDEN (Coastwire) - The river Alder rose")
    with pytest.raises(ReadError, match=r"^a\.pdf: encrypted: save it without a password$"):
        read(PdfDocumentReader(), locked("harbour", algorithm), "a.pdf")


def test_a_pdf_with_aes_says_what_to_do_where_nothing_decrypts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise DependencyError

    monkeypatch.setattr(PdfReader, "decrypt", missing)
    with pytest.raises(ReadError, match=r"^a\.pdf: encrypted with AES, .*: install the package cryptography"):
        read(PdfDocumentReader(), locked("", "RC4-128"), "a.pdf")


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
