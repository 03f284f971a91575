"""How fast each reader reads: MB/s and articles/s, beside the bare parsing library on the same bytes.

``python -m benchmarks.readers [--format NAME] [--bytes N]`` prints one line a format. All hold the same stories,
another number in each, so that nothing can be remembered from one to the next. ``parsed`` is the time of the reader
until its tree, rows or messages stand and nothing is taken out of them yet, beside the time that the library takes to
get there; ``whole`` is all that the reader does before anything is extracted from the text (what the format states, in
its place, and the text in reading order), beside all that the library does, which for pages, feeds, Markdown and PDF is
the text too. Times are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import csv
import email
import gzip
import io
import json
import mailbox
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from archive.readers import Reader, readers
from archive.readers.encoding import decode

WORDS = (
    "PORT ALDEN (Coastwire) - The river Alder rose over its banks on day {n} and flooded {n} houses in the lower town.",
    '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisherman who lives there.',
    "The council of Port Alden met at noon and promised sandbags, pumps and hot soup to all who had asked for them.",
    "Rain is forecast until Sunday, when the wind is to turn north and the river to fall, the weather office said.",
) * 3

Work = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One format: its files, what the bare library makes of one of them, and what the reader does until it is parsed.

    ``tree`` is what the library does until it is parsed, where ``bare`` goes on.
    """

    reader: str
    files: tuple[bytes, ...]
    library: str
    bare: Work
    parsed: Work
    tree: Work | None = None
    unpacked: int = 0
    """Bytes in packed files, 0 where nothing is packed."""


def story(n: int) -> list[str]:
    """Return the paragraphs of one story."""
    return [each.format(n=n) for each in WORDS]


def cases(size: int) -> Iterator[Case]:
    """Yield the formats, each with about ``size`` bytes of stories."""
    count = max(2, size // 1400)
    numbers = range(count)
    rows = [{"title": f"Flood {n}", "text": "\n\n".join(story(n)), "date": "2021-01-15"} for n in numbers]
    yield from _of_agencies(numbers)
    yield from _of_data(rows)
    yield from _of_the_web(numbers)
    yield from _of_mail(numbers)
    yield from _of_offices(numbers)


def _of_agencies(numbers: range) -> Iterator[Case]:
    for name, make in (("nitf", _nitf), ("newsml", _newsml), ("newsml-g2", _newsmlg2)):
        yield Case(name, tuple(make(n) for n in numbers), "lxml", _lxml, _tree)
    sgml = b"".join(_reuters(n) for n in numbers)
    yield Case("reuters-21578", (sgml,), "html.parser", _html_parser, _elements)
    giga = b"".join(_gigaword(n) for n in numbers)
    yield Case("gigaword", (giga,), "html.parser", _html_parser, _elements)
    yield Case(
        "anpa", (b"".join(_anpa(n) for n in numbers),), "re, bytes.decode", _split, _before("anpa", "anpa._message")
    )
    items = [
        {"uri": f"urn:{n}", "type": "text", "pubstatus": "usable", "versioncreated": "2021-01-15T18:00:00Z",
         "headline": f"Flood {n}", "body_text": "\n\n".join(story(n))} for n in numbers
    ]  # fmt: skip
    yield Case("ninjs", tuple(json.dumps(item).encode() for item in items), "json", json.loads, _records)


def _of_data(rows: list[dict[str, str]]) -> Iterator[Case]:
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    yield Case("jsonl", (lines,), "json", _json_lines, _records)
    yield Case("json", (json.dumps(rows).encode(),), "json", json.loads, _records)
    yield Case("csv", (_csv(rows),), "csv", _read_csv, _before("csv", "tables.copy_of"))
    texts = tuple(f"---\ntitle: {row['title']}\n---\n\n## Flood\n\n{row['text']}\n".encode() for row in rows)
    yield Case("markdown", texts, "markdown-it, PyYAML", _markdown, _reader("markdown"))
    yield Case("text", tuple(row["text"].encode() for row in rows), "io.TextIOWrapper", _text, decode)


def _of_the_web(numbers: range) -> Iterator[Case]:
    pages = tuple(_page(n) for n in numbers)
    yield Case("html", pages, "lxml.html, trafilatura", _trafilatura, _page_tree, _lxml_html)
    yield Case("feed", (_feed(len(numbers)),), "feedparser", _feedparser, _entries)
    items = [{"id": str(n), "title": f"Flood {n}", "content_text": "\n\n".join(story(n))} for n in numbers]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Coastwire", "items": items}
    yield Case("jsonfeed", (json.dumps(feed).encode(),), "json", json.loads, _records)
    warc = b"".join(_warc(n, page) for n, page in enumerate(pages))
    yield Case("warc", (warc,), "warcio, trafilatura", _warcio, _pages("warc"), _warcio_trees)
    size, packed = sum(map(len, pages)), gzip.compress(warc)
    yield Case("zip", (_zip(pages),), "zipfile, trafilatura", _zipfile, _pages("zip"), _zipped_trees, size)
    library = "gzip, warcio, trafilatura"
    yield Case("compressed", (packed,), library, _gzipped, _pages("compressed"), _gzipped_trees, len(warc))


def _of_mail(numbers: range) -> Iterator[Case]:
    mails = tuple(_mail(n) for n in numbers)
    yield Case("mail", mails, "email", email.message_from_bytes, _message)
    mbox = b"".join(b"From a@wire.example Mon Jan  1 08:00:00 2001\n" + each + b"\n" for each in mails)
    yield Case("mbox", (mbox,), "mailbox", _mailbox, _before("mbox", "mail.message_copy", instead=_letter))


def _of_offices(numbers: range) -> Iterator[Case]:
    from tests.readers.making import chapter, docx, epub, para, pdf, typeset

    few = numbers[: max(2, len(numbers) // 20)]
    yield Case("pdf", tuple(pdf([typeset(f"Flood {n}", story(n))]) for n in few), "pypdf", _pypdf, _reader("pdf"))
    yield Case("docx", tuple(docx("".join(map(para, story(n)))) for n in few), "zipfile, lxml", _office, _parts)
    book = epub({f"c{n}.xhtml": chapter(f"Flood {n}", story(n)) for n in numbers}, "<dc:title>Floods</dc:title>")
    yield Case("epub", (book,), "zipfile, lxml.html", _book, _chapters)


def _page(n: int) -> bytes:
    text = "".join(f"<p>{each}</p>" for each in story(n))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flood {n}</title></head><body><nav><a '
        f'href="/">Home</a></nav><article><h1>Flood {n}</h1>{text}</article><footer>Coastwire</footer></body></html>'
    ).encode()


def _feed(count: int) -> bytes:
    items = "".join(
        f"<item><title>Flood {n}</title><pubDate>Fri, 15 Jan 2021 18:00:00 GMT</pubDate>"
        f"<description><![CDATA[{''.join(f'<p>{each}</p>' for each in story(n))}]]></description></item>\n"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()


def _nitf(n: int) -> bytes:
    text = "".join(f"<p>{each}</p>" for each in story(n))
    head = f"<body.head><hedline><hl1>Flood {n}</hl1></hedline></body.head>"
    return f"<nitf><body>{head}<body.content>{text}</body.content></body></nitf>".encode()


def _newsml(n: int) -> bytes:
    text = "".join(f"<p>{each}</p>" for each in story(n))
    return (
        f"<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>{n}</NewsItemId></NewsIdentifier></Identification>"
        f"<NewsComponent><NewsLines><HeadLine>Flood {n}</HeadLine></NewsLines><ContentItem><DataContent>{text}"
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ).encode()


def _newsmlg2(n: int) -> bytes:
    text = "".join(f"<p>{each}</p>" for each in story(n))
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{n}" version="1"><itemMeta><provider><name>Coast'
        "wire</name></provider><versionCreated>2021-01-15T18:00:00Z</versionCreated></itemMeta><contentMeta><headline>"
        f'Flood {n}</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{text}'
        "</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def _reuters(n: int) -> bytes:
    text = "\n    ".join(story(n))
    return (
        f'<REUTERS TOPICS="NO" LEWISSPLIT="TRAIN" NEWID="{n}">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>\n<TITLE>'
        f"FLOOD {n}</TITLE>\n<BODY>{text}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
    ).encode()


def _gigaword(n: int) -> bytes:
    text = "\n</P>\n<P>\n".join(story(n))
    return (
        f'<DOC id="CNA_ENG_20210115.{n:04}" type="story">\n<HEADLINE>\nFlood {n}\n</HEADLINE>\n<TEXT>\n<P>\n{text}\n'
        "</P>\n</TEXT>\n</DOC>\n"
    ).encode()


def _anpa(n: int) -> bytes:
    text = "\r\n\t".join(story(n))
    return (
        f"\x16\x16\x01a{n:04}----\r\nr i \x11BC-Flood-{n}\x14 01-15 0123\r\n\x02^BC-Flood-{n},0123<\r\n^Flood {n}<"
        f"\r\n\t{text}\r\n\x03\r\nCW-PA-01-15-21 1800GMT\r\n\x04"
    ).encode()


def _csv(rows: list[dict[str, str]]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def _mail(n: int) -> bytes:
    head = (
        f"From: Ana Ruiz <ana@wire.example>\nTo: desk@wire.example\nSubject: Flood {n}\nMessage-ID: <{n}@w.example>\n"
    )
    return (head + "Date: Mon, 1 Jan 2001 08:00:00 GMT\n\n" + "\n\n".join(story(n)) + "\n").encode()


def _warc(n: int, page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.example/{n}\r\nWARC-Date: 2021-06-02T10:00:00Z"
        f"\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _zip(pages: tuple[bytes, ...]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, page in enumerate(pages):
            archive.writestr(f"{n}.html", page)
    return target.getvalue()


def _lxml(data: bytes) -> object:
    from lxml import etree

    return etree.fromstring(data)


def _tree(data: bytes) -> object:
    from archive.readers.xml import parse_xml

    return parse_xml(data, "file", "XML")


def _records(data: bytes) -> object:
    from archive.readers.jsonstream import records

    return sum(1 for _ in records(io.BytesIO(data), "file"))


def _elements(data: bytes) -> object:
    from archive.readers.slices import slices

    return [decode(piece.raw) for piece in slices(io.BytesIO(data), ["REUTERS", "DOC"], xml=False)]


def _html_parser(data: bytes) -> object:
    from html.parser import HTMLParser

    parser = HTMLParser()
    parser.feed(data.decode("latin-1"))
    return parser


def _split(data: bytes) -> object:
    return [part.decode("latin-1").split("\n") for part in data.split(b"\x16\x16\x01")]


def _markdown(data: bytes) -> object:
    import yaml
    from markdown_it import MarkdownIt

    _, front, text = data.decode().split("---\n", 2)
    return yaml.load(front, yaml.BaseLoader), MarkdownIt("commonmark").enable("table").parse(text)


def _feedparser(data: bytes) -> object:
    import feedparser

    return feedparser.parse(data)


def _lxml_html(data: bytes) -> object:
    from lxml import html

    return html.document_fromstring(data)


def _trafilatura(data: bytes) -> object:
    from trafilatura.core import bare_extraction

    return bare_extraction(
        _lxml_html(data), with_metadata=False, include_comments=False, include_tables=False, fast=True
    )


def _text(data: bytes) -> object:
    return io.TextIOWrapper(io.BytesIO(data), "utf-8").read()


def _page_tree(data: bytes) -> None:
    from archive.readers.page import charset_of, parse_page
    from archive.readers.xml import decode_markup

    parse_page(decode_markup(data, charset_of(data)).text)


def _reader(name: str) -> Work:
    """Return all that a reader does."""
    return lambda data: read_all(next(reader for reader in readers() if reader.name == name), (data,))


def _before(name: str, *places: str, instead: Work = lambda _: None) -> Work:
    """Return what a reader does with something else in the place of what would take values out of a record."""

    def work(data: bytes) -> object:
        with ExitStack() as stack:
            for place in places:
                stack.enter_context(mock.patch(f"archive.readers.{place}", lambda raw, *_, **__: instead(raw)))
            return _reader(name)(data)

    return work


def _pages(name: str) -> Work:
    return _before(name, "html.page_copy", "warc.page_copy", instead=_page_tree)


def _entries(data: bytes) -> object:
    from archive.readers.slices import slices

    return [_tree(piece.raw) for piece in slices(io.BytesIO(data), ["item", "entry"], xml=True, loose=True)]


def _parts(data: bytes) -> object:
    from archive.readers.parts import part
    from archive.readers.zip import open_zip

    with open_zip(io.BytesIO(data), "file") as archive:
        names = ("word/document.xml", "docProps/core.xml")
        return [_tree(part(archive, name, "file") or b"") for name in names]


def _chapters(data: bytes) -> object:
    from archive.readers.parts import part
    from archive.readers.zip import open_zip

    with open_zip(io.BytesIO(data), "file") as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        for name in names:
            _page_tree(part(archive, name, "file") or b"")
        return names


def _json_lines(data: bytes) -> object:
    return [json.loads(line) for line in data.splitlines()]


def _read_csv(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode())))


def _message(data: bytes) -> object:
    from archive.readers.message import parse_message

    return parse_message(data)


def _letter(data: bytes) -> None:
    _message(data)


def _mailbox(data: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return len([message.get_payload() for message in mailbox.mbox(file.name)])


def _warcio(data: bytes) -> object:
    from warcio.archiveiterator import ArchiveIterator

    return [_trafilatura(record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(data))]


def _warcio_trees(data: bytes) -> object:
    from warcio.archiveiterator import ArchiveIterator

    return [_lxml_html(record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(data))]


def _gzipped(data: bytes) -> object:
    return _warcio(gzip.decompress(data))


def _gzipped_trees(data: bytes) -> object:
    return _warcio_trees(gzip.decompress(data))


def _zipped_trees(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_lxml_html(archive.read(name)) for name in archive.namelist()]


def _zipfile(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_trafilatura(archive.read(name)) for name in archive.namelist()]


def _pypdf(data: bytes) -> object:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def _office(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_lxml(archive.read(name)) for name in ("word/document.xml", "docProps/core.xml")]


def _book(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_lxml_html(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")]


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the processor's seconds of the fastest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def read_all(reader: Reader, files: tuple[bytes, ...]) -> int:
    """Return how many records a reader finds in some files."""
    return sum(1 for data in files for _ in reader.read(io.BytesIO(data), "file"))


def line(case: Case, reader: Reader, rounds: int) -> str:
    """Measure one format."""
    size, count = (case.unpacked or sum(map(len, case.files))) / 1e6, read_all(reader, case.files)
    ours = timed(lambda: read_all(reader, case.files), rounds)
    bare = timed(lambda: [case.bare(data) for data in case.files], rounds)
    tree = case.tree
    until = bare if tree is None else timed(lambda: [tree(data) for data in case.files], rounds)
    parsed = timed(lambda: [case.parsed(data) for data in case.files], rounds)
    return (
        f"{case.reader:14}{size / ours:8.1f}{count / ours:12,.0f}   {case.library:26}{size / bare:8.1f}"
        f"{parsed / until:9.2f}{ours / bare:8.2f}"
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--format", help="this one only")
    options.add_argument("--bytes", type=int, default=2_000_000)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    known = {reader.name: reader for reader in readers()}
    print(f"{'format':14}{'MB/s':>8}{'articles/s':>12}   {'bare library':26}{'MB/s':>8}{'parsed':>9}{'whole':>8}")
    for case in cases(asked.bytes):
        if asked.format in (None, case.reader):
            print(line(case, known[case.reader], asked.rounds), flush=True)


if __name__ == "__main__":
    main()
