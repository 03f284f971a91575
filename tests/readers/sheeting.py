"""Makes spreadsheets, byte for byte the same: ``python -m tests.readers.sheeting`` writes the samples anew."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from html import escape

from tests.readers.making import FLOOD, STORY, TITLE, packed
from tests.readers.support import SAMPLES

Value = str | float | bool | date | None
Rows = Sequence[Sequence[Value]]

_DAYS_BEFORE = date(1899, 12, 30).toordinal()
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_END, _FAT = 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]d&quot;. &quot;mmmm yyyy\\ h:mm;@"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
)
"""Numbers, days and moments."""
EXPORT: Rows = (
    ("Results for harbour OR lock", None, None),
    (),
    ("Headline", "Publication", "Date", "Full Text", "Page"),
    (TITLE, "The Lorn Gazette", datetime(2019, 3, 9, 16, 15), "\n\n".join(STORY), 4),
    (),
    ("Alder floods the lower town", "The Port Alden Courier", date(2021, 1, 15), "\r\n\r\n".join(FLOOD), 1),
)
"""What a database of news gives: a title above the names of the columns, and a row for each story."""
FIGURES: Rows = (("Harbour", "Content", "Year"), ("Vell", 3.5, 2019), ("Astrel", 40000, 2020))
GERMAN: Rows = (
    ("Titel", "Zeitung", "Datum", "Inhalt"),
    ("Schleuse bleibt zu", "Küstenbote", "09.03.2019", "Die Schleuse von Astrel bleibt sechs Wochen zu."),
    (None, None, None, None),
    ("Möwen über Vell", "Küstenbote", "13.03.2019", "Möwen kreisen über Vell, größer als je zuvor."),
)


def abstracts(page: float) -> Rows:
    """Return a table of summaries; the page makes the row another one than that of another file."""
    told = ("Tides", FLOOD[1], date(2019, 3, 9), "The Lorn Gazette", "Ruiz, Ana", page)
    return (("Title", "Abstract", "pubdate", "pubtitle", "Authors", "Page"), told)


def days(value: date) -> float:
    """Return a day or a moment as spreadsheets count it."""
    clock = value.hour / 24 + value.minute / 1440 if isinstance(value, datetime) else 0
    return value.toordinal() - _DAYS_BEFORE + clock


def letters(column: int) -> str:
    return ("" if column < 26 else letters(column // 26 - 1)) + chr(ord("A") + column % 26)


def xlsx_cell(place: str, value: Value) -> str:
    if isinstance(value, str):
        text = escape(value, quote=False).replace("\r", "_x000D_")
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{1 + isinstance(value, datetime)}"><v>{days(value)!r}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    return f'<c r="{place}"/>' if value is None else f'<c r="{place}"><v>{value!r}</v></c>'


def xlsx_rows(rows: Rows) -> str:
    """Return rows as they stand in a sheet."""
    return "".join(
        f'<row r="{at}">{"".join(xlsx_cell(f"{letters(column)}{at}", value) for column, value in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
        if row
    )


def relations(*leads: str) -> str:
    """Return relations, each given as its kind and its target."""
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{_DOCUMENT}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for at, (kind, target) in enumerate((lead.split(" ") for lead in leads), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def xlsx(
    sheets: Mapping[str, str], strings: Sequence[str] = (), parts: Mapping[str, str] | None = None, more: str = ""
) -> bytes:
    """Return a spreadsheet of sheets given as rows in markup; ``parts`` are added, ``more`` stands behind the rows."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations("officeDocument xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *(f"worksheet worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)),
            "styles /xl/styles.xml",
            "sharedStrings sharedStrings.xml",
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"".join(strings)}</sst>',
    }
    for at, rows in enumerate(sheets.values(), 1):
        members[f"xl/worksheets/sheet{at}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}" '
            f'xmlns:r="{_DOCUMENT}"><sheetData>{rows}</sheetData>{more}</worksheet>'
        )
    return packed({**members, **(parts or {})})


def _shared(rows: Rows) -> tuple[str, list[str]]:
    """Return rows whose texts stand apart from them, and these texts."""
    found = xlsx_rows(rows)
    texts = [value for row in rows for value in row if isinstance(value, str)]
    for at, text in enumerate(texts):
        cell = xlsx_cell("", text).partition(' t="')[2]
        found = found.replace(f't="{cell}', f't="s"><v>{at}</v></c>', 1)
    return found, [f"<si><r><t>{escape(text, quote=False)}</t></r><rPh><t>x</t></rPh></si>" for text in texts]


def ods_cell(value: Value) -> str:
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line, quote=False)}</text:p>" for line in value.splitlines())
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    if isinstance(value, date):
        kind, told = "date", value.isoformat()
    elif isinstance(value, bool):
        kind, told = "boolean", str(value).lower()
    else:
        kind, told = "float", str(value)
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    named = "value" if kind == "float" else f"{kind}-value"
    return f'<table:table-cell office:value-type="{kind}" office:{named}="{told}"><text:p>?</text:p></table:table-cell>'


def ods_rows(rows: Rows) -> str:
    """Return rows as they stand in a sheet."""
    return "".join(
        f"<table:table-row>{''.join(map(ods_cell, row)) or ods_cell(None)}</table:table-row>" for row in rows
    )


def ods(*sheets: str, manifest: str = "<manifest/>") -> bytes:
    """Return a spreadsheet of sheets given as rows in markup, and a million empty rows behind each."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    tables = "".join(f"<table:table><table:table-column/>{rows}{empty}</table:table>" for rows in sheets)
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
            f'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:spreadsheet>{tables}'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        },
        first="mimetype",
    )


def xls(sheets: Mapping[str, Rows], *, told: bytes = b"") -> bytes:
    """Return a spreadsheet of before 2007 (BIFF8); ``told`` stands before the list of its sheets."""
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6)) + told
    start += b"".join(_record(0xE0, struct.pack("<HH16x", 0, kind)) for kind in (0, 14, 22))
    bodies = [_sheet(rows) for rows in sheets.values()]
    at = len(start) + sum(12 + 2 * len(name) for name in sheets) + 4
    for name, body in zip(sheets, bodies, strict=True):
        start += _record(0x85, struct.pack("<IHBB", at, 0, len(name), 1) + name.encode("utf-16-le"))
        at += len(body)
    return _compound("Workbook", start + _record(0x0A) + b"".join(bodies))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(rows: Rows) -> bytes:
    found = [_record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 6))]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                found.append(_record(0x204, struct.pack("<HHH", row, column, 0) + text))
            elif isinstance(value, date):
                style = 1 + isinstance(value, datetime)
                found.append(_record(0x203, struct.pack("<HHHd", row, column, style, days(value))))
            elif isinstance(value, bool):
                found.append(_record(0x205, struct.pack("<HHHBB", row, column, 0, value, 0)))
            elif value is not None:
                found.append(_record(0x203, struct.pack("<HHHd", row, column, 0, value)))
    return b"".join([*found, _record(0x0A)])


def _compound(name: str, data: bytes) -> bytes:
    """Return a file of Office that holds one stream (MS-CFB): a header, where its sectors are, its name, itself."""
    data = data.ljust(4096, b"\0")
    count = -(-len(data) // _SECTOR)
    sectors = struct.pack("<128I", _FAT, _END, *range(3, count + 2), _END, *[0xFFFFFFFF] * (126 - count))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16x5H6x9I109I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0, *[0xFFFFFFFF] * 108
    )
    named = b"".join(
        each.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII36xII4x", 2 * len(each) + 2, kind, 1, *around, begin, size)
        for each, kind, around, begin, size in (
            ("Root Entry", 5, (0xFFFFFFFF, 0xFFFFFFFF, 1), _END, 0),
            (name, 2, (0xFFFFFFFF,) * 3, 2, len(data)),
        )
    )
    return head + sectors + named.ljust(_SECTOR, b"\0") + data.ljust(count * _SECTOR, b"\0")


MAKERS: Mapping[str, Callable[[Rows], bytes]] = {
    "xlsx": lambda rows: xlsx({"A": xlsx_rows(rows)}),
    "xls": lambda rows: xls({"A": rows}),
    "ods": lambda rows: ods(ods_rows(rows)),
}
"""Spreadsheets of one sheet in each format."""


def samples() -> dict[str, bytes]:
    """Return every sample by its place."""
    rows, strings = _shared(EXPORT)
    return {
        "xlsx/export.xlsx": xlsx({"Figures": xlsx_rows(FIGURES), "Articles": rows}, strings),
        "xlsx/abstracts.xlsx": xlsx({"Sheet1": xlsx_rows(abstracts(1))}),
        "xlsx/german.xlsx": xlsx({"Tabelle1": xlsx_rows(GERMAN)}),
        "xls/export.xls": xls({"Figures": FIGURES, "Articles": EXPORT}),
        "xls/abstracts.xls": xls({"Sheet1": abstracts(2)}),
        "xls/german.xls": xls({"Tabelle1": GERMAN}),
        "ods/export.ods": ods(ods_rows(FIGURES), ods_rows(EXPORT)),
        "ods/abstracts.ods": ods(ods_rows(abstracts(3))),
        "ods/german.ods": ods(ods_rows(GERMAN)),
    }


if __name__ == "__main__":
    for place, data in samples().items():
        path = SAMPLES / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
