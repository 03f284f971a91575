"""Spreadsheets beyond the samples: where names of columns stand, values of every kind, and what broken ones cost."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from io import BytesIO

import pytest

from archive.errors import ReadError
from archive.readers import xls as old
from archive.readers import xlsx as new
from archive.readers.columns import map_columns
from archive.readers.htmltable import table_lines
from archive.readers.ods import OdsReader
from archive.readers.sheets import MOST_COLUMNS
from archive.readers.xls import XlsReader
from archive.readers.xlsx import XlsxReader
from archive.readers.zip import ZipReader
from tests.readers import sheeting
from tests.readers.making import docx, odt, packed, para
from tests.readers.sheeting import MAKERS, Rows, ods, ods_rows, relations, xls, xlsx, xlsx_cell, xlsx_rows
from tests.readers.support import FIRST, SAMPLES, STORY, copies, failures, found, known_as, only, read

HEAD = ("Title", "Text", "Date")
KINDS = pytest.mark.parametrize("kind", MAKERS)


def texts(data: bytes, name: str = "a") -> list[str]:
    return [copy.text for copy in copies(found(data, name))]


def cells(*values: str) -> str:
    """Return a first row of names, and a second one of cells in markup."""
    return xlsx_rows([HEAD]) + f'<row r="2">{"".join(values)}</row>'


def test_the_samples_are_what_the_script_makes() -> None:
    for place, data in sheeting.samples().items():
        assert (SAMPLES / place).read_bytes() == data, place
        assert known_as(data, "a") == place.partition("/")[0]


@pytest.mark.parametrize("name", ["a", "a.zip", "a.xlsx"])
def test_a_spreadsheet_is_no_archive_whichever_part_stands_first(name: str) -> None:
    data = xlsx({"A": xlsx_rows([HEAD, ("A", "a", "2019")])})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in reversed(archive.namelist())}

    assert known_as(data, name) == "xlsx"
    assert known_as(packed(dict(parts)), name) == "xlsx"
    assert known_as(docx(para("x")), "a.docx") == "docx"
    assert known_as(odt(""), "a.odt") == "odt"


@KINDS
def test_what_is_packed_in_an_archive_is_its_member(kind: str) -> None:
    data = packed({f"a.{kind}": MAKERS[kind]([HEAD, ("A", STORY, "2019")])}, first=f"a.{kind}")

    assert known_as(data, "a.zip") == "zip"
    assert [copy.member for copy in copies(read(ZipReader(), data, "a.zip"))] == [f"a.{kind}"]


@KINDS
def test_names_of_columns_are_found_below_titles(kind: str) -> None:
    rows: Rows = [("Stories of the week",), (), (None, "Found: 2", "All sources"), (), HEAD, ("A", STORY, None)]

    (copy,) = copies(found(MAKERS[kind](rows), "a"))
    assert (copy.stated.headline, copy.text) == ("A", STORY)


@KINDS
def test_days_numbers_and_truths_are_text_as_tables_have_them(kind: str) -> None:
    head = ("Title", "Text", "Date", "Version", "Section", "GUID")
    copy = only(MAKERS[kind]([head, ("A", "a", date(1899, 12, 31), 2.0, True, 40000.5)]), "a")

    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == ("1899-12-31" if kind == "ods" else "1900-01-01")
    assert (copy.stated.version, copy.stated.section) == ("2", "?" if kind == "ods" else "true")
    assert b'"GUID": "40000.5"' in copy.raw


@pytest.mark.parametrize(
    ("serial", "since_1904", "told"),
    [
        (43533.0, False, "2019-03-09"),
        (43533.677083333336, False, "2019-03-09T16:15:00"),
        (42071.5, True, "2019-03-09T12:00:00"),
        (59.0, False, "1900-02-28"),
        (61.0, False, "1900-03-01"),
        (0.75, False, "18:00:00"),
    ],
)
def test_days_are_counted_as_the_file_says(serial: float, since_1904: bool, told: str) -> None:
    markup = cells(xlsx_cell("A2", "A"), xlsx_cell("B2", "a"), f'<c r="C2" s="1"><v>{serial}</v></c>')
    mode = xlsx({"A": markup})
    with zipfile.ZipFile(io.BytesIO(mode)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    since = book.replace("<sheets>", f'<workbookPr date1904="{int(since_1904)}"/><sheets>')

    assert f'"Date": "{told}"'.encode() in only(xlsx({"A": markup}, parts={"xl/workbook.xml": since}), "a").raw


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("[h]:mm", True),
        ('[$-409]d" of "mmmm', True),
        ("General", False),
        ('0.00" days"', False),
        ("[Red]0;[Red]-0", False),
        ("#,##0\\d", False),
        ("0_d", False),
    ],
)
def test_a_number_is_a_day_where_its_format_shows_one(code: str, is_date: bool) -> None:
    styles = sheeting.STYLES.replace("[$-409]d&quot;. &quot;mmmm yyyy\\ h:mm;@", code.replace('"', "&quot;"))
    markup = cells(xlsx_cell("A2", "A"), xlsx_cell("B2", "a"), '<c r="C2" s="2"><v>43533</v></c>')
    copy = only(xlsx({"A": markup}, parts={"xl/styles.xml": f"<styleSheet>{styles}</styleSheet>"}), "a")

    assert (b"2019-03-09" in copy.raw) == is_date


@KINDS
def test_dates_that_are_text_are_read_as_those_of_other_rows(kind: str) -> None:
    rows: Rows = [HEAD, *(("A", f"Tide {day}.", day) for day in ("05/02/2019", "13/01/2019"))]
    days = [copy.stated.published for copy in copies(found(MAKERS[kind](rows), "a"))]

    assert [day.isoformat() for day in days if day] == ["2019-02-05", "2019-01-13"]


@KINDS
def test_lines_in_a_cell_stay_lines(kind: str) -> None:
    assert texts(MAKERS[kind]([HEAD, ("A", f"{FIRST}\n\nIt fell.\nSo they say.", None)])) == [
        f"{FIRST}\n\nIt fell.\nSo they say."
    ]


@KINDS
def test_every_sheet_with_a_column_of_text_is_read_and_tables_of_figures_are_passed_over(kind: str) -> None:
    first, second = [HEAD, ("A", "a", None)], [("Headline", "Body"), ("B", "b")]
    made = {
        "xlsx": lambda: xlsx({"A": xlsx_rows(first), "F": xlsx_rows(sheeting.FIGURES), "B": xlsx_rows(second)}),
        "xls": lambda: xls({"A": first, "F": sheeting.FIGURES, "B": second}),
        "ods": lambda: ods(ods_rows(first), ods_rows(sheeting.FIGURES), ods_rows(second)),
    }

    assert [(copy.text, copy.ordinal) for copy in copies(found(made[kind](), "a"))] == [("a", 0), ("b", 1)]
    assert found(MAKERS[kind](sheeting.FIGURES), "a") == []


@KINDS
def test_a_row_without_text_costs_itself(kind: str) -> None:
    records = found(MAKERS[kind]([HEAD, ("A", "a", None), ("B", None, 2019.0), ("C", "c", None)]), "a")
    place = "sheet 1" if kind == "ods" else "sheet 'A'"

    assert [copy.text for copy in copies(records)] == ["a", "c"]
    assert [(each.ordinal, each.reason) for each in failures(records)] == [(1, f"{place}, row 3: no text in 'Text'")]


@KINDS
def test_unknown_columns_are_named_with_the_mend_and_can_be_mapped(kind: str) -> None:
    data = MAKERS[kind]([("Stories",), ("hed", "wording"), ("A", STORY)])
    with pytest.raises(ReadError, match=r"^a: sheet .*, row 2: no column .* there are hed, wording: name it with"):
        found(data, "a")

    map_columns({"body": "wording", "headline": "hed"})
    try:
        assert only(data, "a").stated.headline == "A"
        with pytest.raises(ReadError, match="no column 'wording'"):
            found(MAKERS[kind]([HEAD, ("A", STORY, None)]), "a")
    finally:
        map_columns({})


def test_summaries_stand_in_where_a_row_has_a_headline_and_a_day() -> None:
    rows: Rows = [("Date", "Headline", "Hit Sentence", "Source"), (date(2019, 3, 9), "A", "The tide rose.", "Gazette")]
    copy = only(MAKERS["xlsx"](rows), "a")

    assert (copy.text, copy.warnings) == ("The tide rose.", ("no text but 'Hit Sentence'",))
    assert found(MAKERS["xlsx"]([("Name", "Description"), ("Ship", "A ship.")]), "a") == []


def test_an_address_that_only_a_link_tells_is_read() -> None:
    rows: Rows = [("Title", "Text", "URL"), *((title, title, "Read") for title in "ABC")]
    leads = relations("hyperlink https://w.example/a", "hyperlink https://w.example/b")
    links = '<hyperlinks><hyperlink ref="C2" r:id="rId1"/><hyperlink ref="A3:B3" r:id="rId2"/></hyperlinks>'
    linked = xlsx_rows(rows).replace('r="C4" t="inlineStr">', 'r="C4"><f>HYPERLINK("https://w.example/c", "Read")</f>')
    data = xlsx({"A": linked}, parts={"xl/worksheets/_rels/sheet1.xml.rels": leads}, more=links)
    link = ods_rows([("A", "a")]).replace("A<", '<text:a xlink:href="https://w.example/d">A</text:a><')

    assert [copy.stated.url for copy in copies(found(data, "a"))] == [f"https://w.example/{each}" for each in "abc"]
    assert only(ods(ods_rows([HEAD]) + link), "a").stated.url == "https://w.example/d"


def test_cells_are_placed_by_where_they_say_they_are_and_else_in_their_order() -> None:
    placed = '<c t="str"><v>A</v></c><c t="str"><v>a_x000D_&#10;b _x005F_x</v></c><c r="D2" t="e"><v>#N/A</v></c>'
    copy = only(xlsx({"A": cells(placed, '<c t="b"><v>1</v></c>')}), "a")

    assert (copy.text, copy.stated.headline) == ("a\nb _x", "A")
    assert b"Date" in copy.raw


def test_cells_that_stand_several_times_fill_their_columns() -> None:
    row = ods_rows([("A", None)]).replace('repeated="1"', 'repeated="9999999999"')
    many = ods_rows([("b",)]).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')

    assert texts(ods(ods_rows([HEAD]) + row + many)) == ["b"]


def test_a_broken_row_costs_itself() -> None:
    good, bad = '<row r="2"><c t="str"><v>A</v></c><c t="str"><v>a</v></c></row>', '<row r="3"><c></row>'
    records = found(xlsx({"A": xlsx_rows([HEAD]) + bad + good}), "a")
    (failed,) = failures(records)

    assert [copy.text for copy in copies(records)] == ["a"]
    assert failed.reason.startswith("sheet 'A', row 2: ")
    assert "not well-formed XLSX" in failed.reason


def test_far_apart_cells_take_no_more_memory_than_near_ones() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert texts(xlsx({"A": cells(xlsx_cell("A2", "A"), xlsx_cell("B2", "a")) + far})) == ["a"]
    assert texts(xls({"A": [HEAD, ("A", "a", None)], **{f"F{n}": [(1.0,)] for n in range(9)}})) == ["a"]


PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="windows-1252"><style>td {}</style>'
    "</head><body><table border=1><tr><th>Headline<th>Paper<th>Date<th>Full Text<tr><td colspan=4>Found: 2</td></tr>"
    f"<TR><td><a href='https://w.example/1'>A &amp; B</a></td><td>Küstenbote</td><td>09.03.2019</td><td><p>{FIRST}</p>"
    "<p>It fell.<br>So they say.</p></td></TR></table></body></html>"
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_table_of_html_that_is_named_as_a_spreadsheet_is_read_as_one(encoding: str) -> None:
    data = PAGE.encode(encoding)
    (copy,) = copies(found(data, "Export (2).XLS"))

    assert (copy.format, copy.text) == ("xls", f"{FIRST}\n\nIt fell.\nSo they say.")
    assert (copy.stated.headline, copy.stated.publication, copy.stated.url) == (
        "A & B", "Küstenbote", "https://w.example/1",
    )  # fmt: skip
    assert known_as(data, "a.html") == "html"


def test_a_table_of_html_without_names_of_columns_is_read_by_what_is_in_it() -> None:
    rows = "".join(f"<tr><td>Tide {n} comes to Vell<td>{n}. {STORY}" for n in range(4))

    assert [copy.stated.headline for copy in copies(found(f"<table>{rows}</table>", "a.xls"))] == [
        f"Tide {n} comes to Vell" for n in range(4)
    ]


def test_cells_that_reach_over_any_number_of_columns_make_room_for_none() -> None:
    cells = "<td colspan=999>x" * 20_000
    rows = "".join(f"<tr><td>Tide {n} comes to Vell<td>{n}. {STORY}{cells}" for n in range(3))

    read_so = copies(found(f"<table>{rows}</table>", "a.xls"))
    assert [copy.stated.headline for copy in read_so] == [f"Tide {n} comes to Vell" for n in range(3)]
    (line, *_) = table_lines(BytesIO(f"<table>{rows}</table>".encode()))
    assert max(line.cells) < MOST_COLUMNS


def test_more_text_than_is_held_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_MOST_SHARED", 1000)
    data = xlsx({"A": '<row><c t="s"><v>0</v></c></row>'}, [f"<si><t>{FIRST}</t></si>"] * 12)
    with pytest.raises(ReadError, match=r"^a\.xlsx: more than 0 MB of text in cells: save it as CSV$"):
        read(XlsxReader(), data, "a.xlsx")


def test_more_sheets_than_anybody_fills_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old, "_MOST_SHEETS", 1)
    with pytest.raises(ReadError, match=r"^a\.xls: more than 1 sheets: divide it$"):
        read(XlsReader(), xls({"A": [HEAD], "B": [HEAD]}), "a.xls")


def test_a_sheet_that_unpacks_to_too_much_is_a_bomb() -> None:
    data = xlsx({"A": xlsx_rows([HEAD]) + "<row>" + "<c/>" * 6_000_000 + "</row>"})
    with pytest.raises(ReadError, match=r"^a\.xlsx!/xl/worksheets/sheet1\.xml: unpacks to more than 250 times"):
        read(XlsxReader(), data, "a.xlsx")


def test_what_cannot_be_opened_is_named_with_the_mend() -> None:
    locked = '<manifest><encryption-data manifest:checksum="x"/></manifest>'
    export = xls({"A": [HEAD]})
    binary = packed({"_rels/.rels": relations("officeDocument xl/workbook.bin"), "xl/workbook.bin": bytes(99)})
    for reader, data, told in (
        (XlsxReader(), packed({"[Content_Types].xml": "", "xl/x": ""}), ": no spreadsheet: it has no xl/work"),
        (XlsxReader(), xlsx({"A": ""})[:300], ": damaged"),
        (XlsxReader(), binary, ": XLSB, which is not read: save it as .xlsx"),
        (XlsxReader(), xlsx({}, parts={"xl/workbook.xml": "<workbook>"}), "!/xl/workbook.xml:1: not well-formed XLSX"),
        (XlsReader(), export[:600], ": damaged"),
        (XlsReader(), xls({"A": [HEAD]}, told=b"\x2f\0\2\0\0\0"), ": encrypted: save it without a password"),
        (OdsReader(), ods(manifest=locked), ": encrypted: save it without a password"),
        (OdsReader(), packed({"mimetype": "x"}), ": no spreadsheet: it has no content.xml"),
    ):
        with pytest.raises(ReadError) as raised:
            read(reader, data, "a")
        assert str(raised.value).startswith(f"a{told}")
