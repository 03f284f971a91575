"""How fast each reader reads: MB/s and articles/s, beside the bare parsing library on the same bytes.

``python -m benchmarks.readers [--format NAME] [--bytes N]`` prints one line a format. All hold the same stories,
another number in each, so that nothing can be remembered from one to the next. ``parsed`` is the time of the reader
until its tree, rows or messages stand and nothing is taken out of them yet, beside the time that the library takes to
get there; ``whole`` is all that the reader does before anything is extracted from the text (what the format states, in
its place, and the text in reading order), beside all that the library does, which for pages, feeds, Markdown and PDF is
the text too. Times are those of the processor, so that other work on the machine does not count, and the median of all
rounds.
"""

from __future__ import annotations

import argparse
import email
import gzip
import io
import json
import lzma
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from unittest import mock

from archive.readers import Reader, factiva, nexis, proquest, readers
from archive.readers.anpa import divided, messages
from archive.readers.division import EDGE, division_of
from archive.readers.encoding import decode
from archive.readers.exports import Edges, stretches
from archive.readers.jsonstream import records
from archive.readers.message import parse_message
from archive.readers.page import charset_of, parse_page
from archive.readers.parts import part
from archive.readers.slices import slices
from archive.readers.sniff import HEAD
from archive.readers.tables import table
from archive.readers.xml import decode_markup, parse_xml
from archive.readers.zip import open_zip
from benchmarks import bare, made

Work = Callable[[bytes], object]
_ROWS = 20
"""Rows of a file of before 2007, as many as the samples have room for."""


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
    label: str = ""
    """What a format is called that is one of several of its reader."""


def cases(size: int) -> Iterator[Case]:
    """Yield the formats, each with about ``size`` bytes of stories."""
    count = max(2, size // 1400)
    numbers = range(count)
    rows = [{"title": f"Flood {n}", "text": "\n\n".join(made.story(n)), "date": "2021-01-15"} for n in numbers]
    yield from _of_agencies(numbers)
    yield from _of_data(rows)
    yield from _of_the_web(numbers)
    yield from _of_mail(numbers)
    yield from _of_offices(numbers)
    yield from _of_sheets(rows)


def _of_agencies(numbers: range) -> Iterator[Case]:
    for name, make in (("nitf", made.nitf), ("newsml", made.newsml), ("newsml-g2", made.newsmlg2)):
        yield Case(name, tuple(make(n) for n in numbers), "lxml", bare.xml, _tree)
    sgml = b"".join(made.reuters(n) for n in numbers)
    yield Case("reuters-21578", (sgml,), "html.parser", bare.sgml, _elements)
    giga = b"".join(made.gigaword(n) for n in numbers)
    yield Case("gigaword", (giga,), "html.parser", bare.sgml, _elements)
    wires = b"".join(made.anpa(n) for n in numbers)
    yield Case("anpa", (wires,), "bytes.split, decode", bare.wires, _wires)
    for name, make, module in (
        ("nexis", made.nexis, nexis), ("factiva", made.factiva, factiva), ("proquest", made.proquest, proquest),
    ):  # fmt: skip
        exported = b"".join(make(n) for n in numbers)
        yield Case(name, (exported,), "re.split, splitlines", bare.exported, _stretches(module.BORDER))
    bundle = b"".join(made.bundled(n) for n in numbers)
    yield Case("bundle", (bundle,), "re.split, splitlines", bare.exported, _divided)
    items = [
        {"uri": f"urn:{n}", "type": "text", "pubstatus": "usable", "versioncreated": "2021-01-15T18:00:00Z",
         "headline": f"Flood {n}", "body_text": "\n\n".join(made.story(n))} for n in numbers
    ]  # fmt: skip
    yield Case("ninjs", tuple(json.dumps(item).encode() for item in items), "json", json.loads, _records)


def _of_data(rows: list[dict[str, str]]) -> Iterator[Case]:
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    yield Case("jsonl", (lines,), "json", bare.json_lines, _records)
    yield Case("json", (json.dumps(rows).encode(),), "json", json.loads, _records)
    yield Case("csv", (made.table(rows),), "csv", bare.table, _rows)
    texts = tuple(f"---\ntitle: {row['title']}\n---\n\n## Flood\n\n{row['text']}\n".encode() for row in rows)
    yield Case("markdown", texts, "markdown-it, PyYAML", bare.markdown, _reader("markdown"))
    yield Case("text", tuple(row["text"].encode() for row in rows), "io.TextIOWrapper", bare.text, decode)


def _of_the_web(numbers: range) -> Iterator[Case]:
    from tests.readers.test_lzw import compressed

    pages = tuple(made.page(n) for n in numbers)
    yield Case("html", pages, "lxml.html, trafilatura", bare.page_text, _page_tree, bare.page)
    wiki = made.wiki(len(numbers))
    yield Case("mediawiki", (wiki,), "lxml", bare.xml, _pieces("page"))
    yield Case("feed", (made.feed(len(numbers)),), "feedparser", bare.feed, _pieces("item", "entry"))
    items = [{"id": str(n), "title": f"Flood {n}", "content_text": "\n\n".join(made.story(n))} for n in numbers]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Coastwire", "items": items}
    yield Case("jsonfeed", (json.dumps(feed).encode(),), "json", json.loads, _records)
    warc = b"".join(made.warc(n, page) for n, page in enumerate(pages))
    yield Case("warc", (warc,), "warcio, trafilatura", bare.warc_texts, _pages("warc"), bare.warc_pages)
    size, packed = sum(map(len, pages)), gzip.compress(warc)
    yield Case("zip", (made.zip(pages),), "zipfile, trafilatura", bare.zip_texts, _pages("zip"), bare.zip_pages, size)
    library = "gzip, warcio, trafilatura"
    pages_of = _pages("compressed")
    yield Case("compressed", (packed,), library, bare.packed_texts, pages_of, bare.packed_pages, len(warc))
    packed = lzma.compress(warc, lzma.FORMAT_ALONE)
    library = "lzma, warcio, trafilatura"
    yield Case("compressed", (packed,), library, bare.lzma_texts, pages_of, bare.lzma_pages, len(warc), "lzma")
    # Nothing else in Python unpacks LZW: the library gets what is in it.
    library, texts, trees = "warcio, trafilatura", lambda _: bare.warc_texts(warc), lambda _: bare.warc_pages(warc)
    yield Case("compressed", (compressed(warc),), library, texts, pages_of, trees, len(warc), "Z")
    arc = b"".join(made.arc(n, page) for n, page in enumerate(pages))
    yield Case("warc", (arc,), library, bare.warc_texts, _pages("warc"), bare.warc_pages, label="arc")
    wet = b"".join(map(made.wet, numbers))
    texts_of = _before("warc", "warc._text_copy")
    yield Case("warc", (wet,), "warcio", bare.wet_texts, texts_of, label="wet")


def _of_mail(numbers: range) -> Iterator[Case]:
    mails = tuple(made.mail(n) for n in numbers)
    yield Case("mail", mails, "email", email.message_from_bytes, _message)
    mbox = b"".join(b"From a@wire.example Mon Jan  1 08:00:00 2001\n" + each + b"\n" for each in mails)
    yield Case("mbox", (mbox,), "mailbox", bare.mbox, _before("mbox", "mail.message_copy", instead=_letter))


def _of_offices(numbers: range) -> Iterator[Case]:
    from tests.readers.making import chapter, docx, epub, odt, odt_para, para, pdf, typeset
    from tests.readers.rich import as_rtf

    few = numbers[: max(2, len(numbers) // 20)]
    yield Case(
        "pdf", tuple(pdf([typeset(f"Flood {n}", made.story(n))]) for n in few), "pypdf", bare.pdf, _reader("pdf")
    )
    wordy = tuple(docx("".join(map(para, made.story(n)))) for n in few)
    yield Case("docx", wordy, "zipfile, lxml", bare.docx, _parts("word/document.xml", "docProps/core.xml"))
    free = tuple(odt("".join(map(odt_para, made.story(n)))) for n in few)
    yield Case("odt", free, "zipfile, lxml", bare.odt, _parts("content.xml", "meta.xml"))
    yield Case("rtf", tuple(as_rtf(made.story(n)) for n in few), "striprtf", bare.rtf, _reader("rtf"))
    book = epub({f"c{n}.xhtml": chapter(f"Flood {n}", made.story(n)) for n in numbers}, "<dc:title>Floods</dc:title>")
    yield Case("epub", (book,), "zipfile, lxml.html", bare.epub, _chapters)


def _of_sheets(rows: list[dict[str, str]]) -> Iterator[Case]:
    from tests.readers.sheeting import ods, ods_rows, xls, xlsx

    cells, strings = made.sheet(rows)
    told = [tuple(rows[0]), *(tuple(row.values()) for row in rows)]
    size = len(cells) + sum(map(len, strings))
    data, library = xlsx({"A": cells}, strings), "zipfile, lxml"
    yield Case("xlsx", (data,), library, bare.xlsx, _before("xlsx", "sheets.copy_of"), unpacked=size)
    few = [told[:1] + told[at : at + _ROWS] for at in range(1, min(len(told), 10 * _ROWS), _ROWS)]
    old = tuple(xls({"A": each}) for each in few)
    yield Case("xls", old, "xlrd", bare.xls, _before("xls", "sheets.copy_of"))
    cells = ods_rows(told)
    yield Case("ods", (ods(cells),), library, bare.ods, _before("ods", "sheets.copy_of"), unpacked=len(cells))


def _tree(data: bytes) -> object:
    return parse_xml(data, "file", "XML")


def _records(data: bytes) -> object:
    return deque(records(io.BytesIO(data), "file"), maxlen=0)


def _rows(data: bytes) -> object:
    found = table(io.BytesIO(data))
    return found and deque(found[1], maxlen=0)


def _wires(data: bytes) -> object:
    return [divided(decode(raw).text) for raw, _ in messages(io.BytesIO(data), "file")]


def _stretches(border: re.Pattern[bytes]) -> Work:
    return lambda data: [decode(piece.raw).text.splitlines() for piece in stretches(io.BytesIO(data), border)]


def _divided(data: bytes) -> object:
    division = division_of(data[:HEAD])
    assert division
    edges = Edges(EDGE, EDGE, division.holds)
    return [piece.decoded().text.splitlines() for piece in stretches(io.BytesIO(data), division.border, edges=edges)]


def _elements(data: bytes) -> object:
    return [decode(piece.raw) for piece in slices(io.BytesIO(data), ["REUTERS", "DOC"], xml=False)]


def _page_tree(data: bytes) -> None:
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


def _pieces(*names: str) -> Work:
    return lambda data: [_tree(piece.raw) for piece in slices(io.BytesIO(data), names, xml=True, loose=True)]


def _parts(*names: str) -> Work:
    def work(data: bytes) -> object:
        with open_zip(io.BytesIO(data), "file") as archive:
            return [_tree(part(archive, name, "file") or b"") for name in names]

    return work


def _chapters(data: bytes) -> object:
    with open_zip(io.BytesIO(data), "file") as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        for name in names:
            _page_tree(part(archive, name, "file") or b"")
        return names


def _message(data: bytes) -> object:
    return parse_message(data)


def _letter(data: bytes) -> None:
    _message(data)


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the processor's seconds of the median of some rounds."""
    took: list[float] = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return median(took)


def read_all(reader: Reader, files: tuple[bytes, ...]) -> int:
    """Return how many records a reader finds in some files."""
    return sum(1 for data in files for _ in reader.read(io.BytesIO(data), "file"))


def line(case: Case, reader: Reader, rounds: int) -> str:
    """Measure one format."""
    size, count = (case.unpacked or sum(map(len, case.files))) / 1e6, read_all(reader, case.files)
    ours = timed(lambda: read_all(reader, case.files), rounds)
    theirs = timed(lambda: [case.bare(data) for data in case.files], rounds)
    tree = case.tree
    until = theirs if tree is None else timed(lambda: [tree(data) for data in case.files], rounds)
    parsed = timed(lambda: [case.parsed(data) for data in case.files], rounds)
    return (
        f"{case.label or case.reader:14}{size / ours:8.1f}{count / ours:12,.0f}   {case.library:26}{size / theirs:8.1f}"
        f"{parsed / until:9.2f}{ours / theirs:8.2f}"
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
