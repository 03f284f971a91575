"""Makes RTF, and documents of the exports of databases: ``python -m tests.readers.rich`` writes the samples anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from archive.readers.encoding import decode
from tests.readers.making import FLOOD, STORY, TITLE, docx, odt, odt_para, para
from tests.readers.support import SAMPLES

_FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset204 Arial;}}"
_STYLES = r"{\stylesheet{\ql\snext0 Normal;}{\s1\b heading 1;}{\s2 caption;}{\*\cs3 Emphasis;}}"
_CODED = (
    ("SE", "News"), ("HD", "Alder floods forty houses"), ("BY", "By Ana Ruiz"), ("WC", "44 words"),
    ("PD", "8 March 2019"), ("SN", "The Lorn Gazette"), ("SC", "LORNG"), ("LA", "English"),
    ("CY", "Copyright 2019 Lorn Gazette Newspapers plc"), ("LP", FLOOD[0]), ("TD", rf"{FLOOD[1]}\par {STORY[2]}"),
    ("NS", "gfloo : Floods | gcat : Political News"), ("RE", "calde : Calderra"),
)  # fmt: skip
"""The fields of an article of Factiva."""


def rtf(body: str, head: str = _FONTS + _STYLES) -> bytes:
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{head} {body}}}".encode("cp1252")


def escaped(text: str) -> str:
    """Return text as RTF writes it: what is not in ASCII by its number, with a question mark for old programs."""
    for mark in "\\{}":
        text = text.replace(mark, f"\\{mark}")
    units = (int.from_bytes(each, "little", signed=True) for each in _units(text))
    return "".join(chr(unit) if 0 < unit < 128 else f"\\u{unit}?" for unit in units)


def _units(text: str) -> Iterable[bytes]:
    data = text.encode("utf-16-le")
    return (data[at : at + 2] for at in range(0, len(data), 2))


def paragraphs(lines: Iterable[str]) -> str:
    return "\n".join(rf"\pard\plain {escaped(line)}\par" for line in lines)


def lines_of(place: str) -> list[str]:
    """Return the lines of a sample that is text."""
    return decode((SAMPLES / place).read_bytes()).text.split("\n")


def as_rtf(lines: Iterable[str]) -> bytes:
    return rtf(paragraphs(lines))


def as_docx(lines: Iterable[str]) -> bytes:
    return docx("".join(para(escape(line.replace("\f", ""))) for line in lines))


def as_odt(lines: Iterable[str]) -> bytes:
    return odt("".join(odt_para(_spaced(escape(line.replace("\f", "")))) for line in lines))


def _spaced(text: str) -> str:
    """Return a text with its runs of spaces as ODF writes them."""
    return re.sub(r"^ +| {2,}", lambda run: f'<text:s text:c="{len(run[0])}"/>', text).replace("\t", "<text:tab/>")


def coded_rows() -> bytes:
    """Return an export of Factiva whose fields are rows of tables, a table for each article."""
    articles = [[*_CODED, ("AN", f"Document LORNG0002019030{day}ef380000p")] for day in (8, 9)]
    row = r"\trowd\cellx9\cellx99\pard\intbl {{\b {0}}}\cell {1}\cell\row".format
    tables = ("\n".join(row(*field) for field in each) for each in articles)
    return rtf("\n\\pard\\par\n".join(tables) + r"\pard\par Search Summary\par Results Found: 2\par")


def uni_lines() -> list[tuple[str, str]]:
    """Return the lines of an export of Nexis Uni with their styles, without the counts of pages."""
    lines = [line for line in lines_of("nexis/uni.txt") if not line.startswith("Page ")]
    headlines = ("Ferry to Lorn will sail at night", "Kestrel votes on the quay")
    return [(line, "Heading1" if line in headlines else "") for line in lines]


def uni_docx() -> bytes:
    body = (para(escape(line).replace(": ", ":\xa0"), style) for line, style in uni_lines())
    ends = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>End of Document</w:t></w:r></w:p>"
    return docx("".join(body).replace(para("End of Document"), ends))


def uni_rtf() -> bytes:
    body = (rf"\pard\s{1 if style else 0} {escaped(line)}\par" for line, style in uni_lines())
    return rtf("\n".join(body).replace(r"End of Document\par", r"End of Document\sect"))


def samples() -> dict[str, bytes]:
    """Return every sample by its place."""
    story = (rf"\pard\plain {escaped(each)}\par" for each in STORY)
    return {
        "same_story/lock.rtf": rtf("\n".join([rf"\pard\s1 {TITLE}\par", *story])),
        "nexis/uni.docx": uni_docx(),
        "nexis/uni.rtf": uni_rtf(),
        "factiva/rows.rtf": coded_rows(),
        "factiva/display.docx": as_docx(lines_of("factiva/display.txt")),
        "proquest/wire.docx": as_docx(filter(str.strip, lines_of("proquest/wire.txt"))),
        "proquest/newspapers.rtf": as_rtf(lines_of("proquest/newspapers.txt")),
    }


if __name__ == "__main__":
    for place, data in samples().items():
        path = SAMPLES / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
