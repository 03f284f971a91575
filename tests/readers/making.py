"""Makes the samples of binary formats: ``python -m tests.readers.making`` writes them anew, byte for byte the same."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from tests.readers.support import SAMPLES

TITLE = "Astrel lock to close for six weeks as gates are replaced"
STORY = (
    "ASTREL, Calderra, March 9, 2019 (Reuters) - The old sea lock at Astrel will close for six weeks from Monday while "
    "its gates are replaced, harbour master Clara Weiss said on Saturday.",
    '"Nobody will be stranded," Weiss told reporters on Tallow Quay. "There is a second lock, and it works."',
    "The oak gates were hung in 1931. Ship owner Henrik Varga said the delay would cost his company 40,000 crowns a "
    "day.",
    '"We were told in May, and we were told it would take ten days," Varga said.',
    'Prime Minister Tomas Brennick, asked about the bill, said only: "It will be paid."',
)
FLOOD = (
    "PORT ALDEN (Coastwire) - The river Alder rose over its banks on Friday and flooded forty houses in the lower "
    "town.",
    '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisherman.',
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(
    members: Mapping[str, str | bytes],
    method: int = zipfile.ZIP_DEFLATED,
    *,
    first: str | None = None,
) -> bytes:
    """Return a zip archive with a fixed date; the member ``first`` is stored, as EPUB and WACZ want it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2021, 6, 2, 9, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_STORED if name == first else method)
    return target.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return data as gzip without a date; :mod:`gzip` writes another header in each version of Python."""
    return zlib.compress(data, 9, wbits=31)


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) >= width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def typeset(
    title: str | None, paragraphs: Sequence[str], *, columns: int = 1, across: bool = False, top: int = 760
) -> bytes:
    """Return the drawing of one story: a title in large type, then paragraphs in columns, from ``top`` down.

    Column by column, or ``across`` all of them line by line.
    """
    drawn = ["BT"]
    y, width = top, 90 // columns
    if title:
        drawn += ["/F1 20 Tf", *drawn_line(50, y, title)]
        y -= 40
    x, top = 50, y
    drawn.append("/F1 10 Tf")
    lines: list[tuple[int, int, str]] = []
    for number, paragraph in enumerate(paragraphs):
        if number and number % -(-len(paragraphs) // columns) == 0:
            x, y = x + 520 // columns, top
        for line in wrapped(paragraph, width):
            lines.append((x, y, line))
            y -= 12
        y -= 10
    if across:
        lines.sort(key=lambda line: -line[1])
    return "\n".join([*drawn, *(each for line in lines for each in drawn_line(*line)), "ET"]).encode("cp1252")


def drawn_line(x: int, y: int, text: str) -> list[str]:
    for mark in "\\()":
        text = text.replace(mark, f"\\{mark}")
    return [f"1 0 0 1 {x} {y} Tm", f"({text}) Tj"]


def pdf(pages: Sequence[bytes], info: str = "", *, resources: str | None = None) -> bytes:
    """Return a PDF of pages drawn in Helvetica."""
    fonts = resources or "<</Font<</F1 3 0 R>>>>"
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en)>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode("latin-1"),
    ]
    for number, page in enumerate(pages):
        content = f"/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{fonts}/Contents {6 + 2 * number} 0 R"
        objects.append(f"<</Type/Page{content}>>".encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(page), page))
    if resources:
        objects.append(
            b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
            b"stream\n\x80\nendstream"
        )
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def scanned() -> bytes:
    """Return a PDF whose one page is a picture."""
    return pdf([b"q 595 0 0 842 0 0 cm /Im1 Do Q"], resources="<</XObject<</Im1 7 0 R>>>>")


def docx(body: str, core: str = "") -> bytes:
    properties = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">' + core
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types '
            'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships '
            'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{document}',
            "docProps/core.xml": f'<?xml version="1.0"?>{properties}</cp:coreProperties>',
        }
    )


def para(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, meta: str = "", styles: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "draw", "meta")
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = '<?xml version="1.0" encoding="UTF-8"?><office:document'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "meta.xml": f"{head}-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        },
        first="mimetype",
    )


def odt_para(text: str, style: str = "Text_20_body") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def epub(chapters: Mapping[str, str], metadata: str) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    parts = {f"OEBPS/{unquote(name)}": text for name, text in chapters.items()}
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/content.opf": package,
            **parts,
        },
        first="mimetype",
    )


def chapter(title: str, paragraphs: Sequence[str], extra: str = "") -> str:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body><h1>{title}</h1>{extra}{text}</body></html>"
    )


def page(title: str, paragraphs: Sequence[str], date: str = "") -> bytes:
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{meta}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>\n'
    ).encode()


def record(kind: str, url: str, block: bytes, content: str = "application/http;msgtype=response") -> bytes:
    """Return one WARC record."""
    uuid = f"{sum(block) % 10**12:012d}"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-06-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{uuid}>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", fields: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{fields}\r\n".encode() + body


def crawl() -> bytes:
    """Return what a crawler writes: requests, pages, pictures, a page not found, one page twice."""
    flood = page("Alder floods the lower town", FLOOD, "2021-01-15T18:00:00+00:00")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(flood), flood)
    zipped = gzipped(page("Lock closes", STORY[:3], "2019-03-09"))
    return b"".join(
        [
            record("warcinfo", "", b"software: crawler\r\n", content="application/warc-fields"),
            record("request", "https://w.example/flood", b"GET /flood HTTP/1.1\r\n\r\n"),
            record("response", "https://w.example/flood", answer(flood)),
            record("response", "https://w.example/logo.png", answer(b"\x89PNG\r\n\x1a\n", "image/png")),
            record("response", "https://w.example/gone", answer(flood, status="404 Not Found")),
            record("response", "https://w.example/flood", answer(chunked, fields="Transfer-Encoding: chunked\r\n")),
            record("response", "https://w.example/lock", answer(zipped, fields="Content-Encoding: gzip\r\n")),
            record("revisit", "https://w.example/lock", answer(b"")),
        ]
    )


def latin_crawl() -> bytes:
    """Return pages as older crawlers kept them, in the encoding that the server alone names."""
    words = ("Les dockers de Saint-Armel ont entamé lundi leur troisième semaine de grève.", "La mer était haute.")
    body = page("Grève", words, "2014-11-03").replace(b'<meta charset="utf-8">', b"").decode().encode("cp1252")
    return record("response", "http://phare.example/greve", answer(body, "text/html; charset=windows-1252")) + record(
        "resource", "http://phare.example/copie", page("Tide", FLOOD), content="text/html"
    )


def samples() -> dict[str, bytes]:
    """Return every sample by its place."""
    story = "".join(map(para, STORY))
    meta = "<dc:title>The Week on the Coast</dc:title><dc:language>en</dc:language>"
    lock = page(TITLE, STORY, "2019-03-09T16:15:00Z")
    capture = record("response", "https://w.example/lock", answer(lock))
    return {
        "same_story/lock.pdf": pdf([typeset(TITLE, STORY)], f"/Title({TITLE})"),
        "same_story/lock.docx": docx(para(TITLE, "Title") + story),
        "same_story/lock.odt": odt(odt_para(TITLE, "Title") + "".join(map(odt_para, STORY))),
        "same_story/lock.epub": epub({"lock.xhtml": chapter(TITLE, STORY)}, "<dc:date>2019-03-09</dc:date>"),
        "same_story/lock.warc": capture,
        "same_story/lock.wacz": packed(
            {"archive/data.warc.gz": gzipped(record("response", "https://w.example/lock", answer(lock)))},
            first="archive/data.warc.gz",
        ),
        "pdf/office.pdf": pdf([typeset(TITLE, STORY)], f"/Title({TITLE})/Author(Ana Ruiz)"),
        "pdf/two-columns.pdf": pdf([typeset("Alder floods the lower town", (*FLOOD, *STORY[1:3]), columns=2)]),
        "pdf/across-columns.pdf": pdf([typeset("Alder floods", (*FLOOD, *STORY[1:4]), columns=2, across=True)]),
        "pdf/two-pages.pdf": pdf(
            [typeset("River rises", FLOOD), typeset(None, (*STORY[2:4], "Page 2"))], "/Title(Microsoft Word - x.doc)"
        ),
        "docx/newsroom.docx": docx(
            para("Alder floods the lower town", "Heading1")
            + "".join(map(para, FLOOD))
            + para("The flood on Friday. Picture: Tess Orrin", "Caption")
            + f"<w:tbl><w:tr><w:tc>{para('Level 4.10 m')}</w:tc></w:tr></w:tbl>"
            + "<w:p><w:del><w:r><w:delText>Not this.</w:delText></w:r></w:del><w:r><w:t>The water fell on </w:t></w:r>"
            "<w:ins><w:r><w:t>Saturday.</w:t></w:r></w:ins></w:p>",
            "<dc:title>x</dc:title><dc:creator>Ana Ruiz</dc:creator><cp:keywords>flood; Alder</cp:keywords>",
        ),
        "docx/plain.docx": docx("".join(map(para, FLOOD)), "<dc:title>River rises</dc:title>"),
        "docx/german.docx": docx(
            para("Schleuse bleibt zu", "berschrift1") + para("Die Schleuse von Astrel bleibt sechs Wochen zu."),
            "<dc:language>de</dc:language>",
        ),
        "odt/newsroom.odt": odt(
            "<text:tracked-changes><text:deletion><text:p>Not this.</text:p></text:deletion></text:tracked-changes>"
            '<text:h text:outline-level="1">Alder floods the<text:line-break/>lower town</text:h>'
            + "".join(map(odt_para, FLOOD))
            + odt_para("The flood on Friday. Picture: Tess Orrin", "Caption")
            + "<table:table><table:table-row><table:table-cell><text:p>Level 4.10 m</text:p></table:table-cell>"
            "</table:table-row></table:table>"
            + odt_para(
                "The water fell<text:note><text:p>So far.</text:p></text:note> on <text:span>Saturday.</text:span>"
            ),
            "<dc:title>x</dc:title><meta:initial-creator>Ana Ruiz</meta:initial-creator><dc:creator>Li Wei</dc:creator>"
            "<meta:keyword>flood</meta:keyword><meta:keyword>Alder</meta:keyword><dc:date>2021-01-16T09:00:00</dc:date>",
        ),
        "odt/plain.odt": odt("".join(map(odt_para, FLOOD)), "<dc:title>River rises</dc:title>"),
        "odt/german.odt": odt(
            odt_para("Schleuse bleibt zu", "P1") + odt_para("Die Schleuse von Astrel bleibt sechs Wochen zu."),
            "<dc:language>de</dc:language>",
            '<style:style style:name="P1" style:parent-style-name="Heading_20_1"/>',
        ),
        "epub/magazine.epub": epub(
            {
                "cover.xhtml": chapter("Cover", ["The Week"]),
                "text/flood.xhtml": chapter("Alder floods the lower town", FLOOD),
                "text/lock%20one.xhtml": chapter("A lock closes", STORY[2:4]),
                "nav.xhtml": chapter("Contents", ["A", "B"]),
            },
            meta + "<dc:publisher>The Port Alden Courier</dc:publisher><dc:date>2021-01-16</dc:date>",
        ),
        "epub/essay.epub": epub(
            {"essay.xhtml": chapter("On tides", FLOOD)},
            "<dc:title>On tides</dc:title><dc:creator>Li Wei</dc:creator><dc:rights>(c) Li Wei</dc:rights>",
        ),
        "epub/captions.epub": epub(
            {
                "a.xhtml": chapter(
                    "River rises", FLOOD, "<figure><img src='x.jpg'/><figcaption>The river.</figcaption></figure>"
                )
            },
            meta,
        ),
        "warc/crawl.warc": crawl(),
        "warc/latin.warc": latin_crawl(),
        "warc/packed.warc.gz": gzipped(crawl()),
        "warc/crawl.wacz": packed(
            {
                "archive/data.warc.gz": gzipped(crawl()),
                "pages/pages.jsonl": '{"id": 1, "text": "not this", "title": "x"}\n',
                "datapackage.json": "{}",
            },
            first="archive/data.warc.gz",
        ),
        "warc/plain-inside.wacz": packed({"datapackage.json": "{}", "archive/a.warc": latin_crawl()}),
        "warc/two.wacz": packed({"archive/a.warc": latin_crawl(), "archive/b.warc": crawl()}),
    }


if __name__ == "__main__":
    for place, data in samples().items():
        path = SAMPLES / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
