"""What the bare libraries make of a file: a tree or rows, or for pages, feeds, Markdown and PDF the text too."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import mailbox
import re
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def xml(data: bytes) -> object:
    """Return the tree of a document."""
    from lxml import etree

    return etree.fromstring(data)


def sgml(data: bytes) -> object:
    """Return every tag, found by a parser of HTML."""
    from html.parser import HTMLParser

    parser = HTMLParser()
    parser.feed(data.decode("latin-1"))
    return parser


def wires(data: bytes) -> object:
    """Return header, text and footer of each message."""
    found = []
    for part in data.split(b"\x16\x16\x01"):
        header, _, rest = part.decode("latin-1").replace("\r\n", "\n").partition("\x02")
        text, _, footer = rest.partition("\x03")
        found.append((header, text, footer))
    return found


def exported(data: bytes) -> object:
    """Return the lines of each article of an export."""
    return [
        part.splitlines()
        for part in re.split(r"\n(?:.* of \d+ DOCUMENTS|AN  Document .*|_{60}|={60})\n", data.decode())
    ]


def markdown(data: bytes) -> object:
    """Return the values before a text, and its tokens."""
    import yaml
    from markdown_it import MarkdownIt

    _, front, text = data.decode().split("---\n", 2)
    return yaml.load(front, yaml.BaseLoader), MarkdownIt("commonmark").enable("table").parse(text)


def feed(data: bytes) -> object:
    """Return all that feedparser reads."""
    import feedparser

    return feedparser.parse(data)


def page(data: bytes) -> object:
    """Return the tree of a page."""
    from lxml import html

    return html.document_fromstring(data)


def page_text(data: bytes) -> object:
    """Return the story of a page."""
    from trafilatura.core import bare_extraction

    return bare_extraction(page(data), with_metadata=False, include_comments=False, include_tables=False, fast=True)


def text(data: bytes) -> object:
    """Return a text."""
    return io.TextIOWrapper(io.BytesIO(data), "utf-8").read()


def json_lines(data: bytes) -> object:
    """Read the values of all lines, one after another."""
    return deque(map(json.loads, data.splitlines()), maxlen=0)


def table(data: bytes) -> object:
    """Read the rows of a table, one after another."""
    return deque(csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")), maxlen=0)


def mbox(data: bytes) -> object:
    """Return the text of all messages."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return len([message.get_payload() for message in mailbox.mbox(file.name)])


def warc_texts(data: bytes) -> object:
    """Return the stories of all pages."""
    from warcio.archiveiterator import ArchiveIterator

    return [page_text(record.content_stream().read()) for record in _responses(ArchiveIterator(io.BytesIO(data)))]


def warc_pages(data: bytes) -> object:
    """Return the trees of all pages."""
    from warcio.archiveiterator import ArchiveIterator

    return [page(record.content_stream().read()) for record in _responses(ArchiveIterator(io.BytesIO(data)))]


def _responses(records: Iterable[Any]) -> Iterator[Any]:
    return (record for record in records if record.rec_type == "response")


def packed_texts(data: bytes) -> object:
    """Return the stories of all pages of a packed WARC."""
    return warc_texts(gzip.decompress(data))


def packed_pages(data: bytes) -> object:
    """Return the trees of all pages of a packed WARC."""
    return warc_pages(gzip.decompress(data))


def wet_texts(data: bytes) -> object:
    """Return all texts of pages."""
    from warcio.archiveiterator import ArchiveIterator

    return [record.content_stream().read().decode() for record in ArchiveIterator(io.BytesIO(data))]


def lzma_texts(data: bytes) -> object:
    """Return the stories of all pages of a WARC that lzma packed."""
    return warc_texts(lzma.decompress(data))


def lzma_pages(data: bytes) -> object:
    """Return the trees of all pages of a WARC that lzma packed."""
    return warc_pages(lzma.decompress(data))


def zip_pages(data: bytes) -> object:
    """Return the trees of all pages of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [page(archive.read(name)) for name in archive.namelist()]


def zip_texts(data: bytes) -> object:
    """Return the stories of all pages of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [page_text(archive.read(name)) for name in archive.namelist()]


def pdf(data: bytes) -> object:
    """Return the text of all pages."""
    from pypdf import PdfReader

    return [each.extract_text() for each in PdfReader(io.BytesIO(data)).pages]


def docx(data: bytes) -> object:
    """Return the trees of text and properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [xml(archive.read(name)) for name in ("word/document.xml", "docProps/core.xml")]


def odt(data: bytes) -> object:
    """Return the trees of text and properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [xml(archive.read(name)) for name in ("content.xml", "meta.xml")]


def xlsx(data: bytes) -> object:
    """Return the trees of a sheet and of the texts that cells share."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [xml(archive.read(f"xl/{name}.xml")) for name in ("worksheets/sheet1", "sharedStrings")]


def ods(data: bytes) -> object:
    """Return the tree of the sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return xml(archive.read("content.xml"))


def xls(data: bytes) -> object:
    """Return the values of all rows."""
    import xlrd

    book = xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True)
    return [[sheet.row_values(row) for row in range(sheet.nrows)] for sheet in book.sheets()]


def rtf(data: bytes) -> object:
    """Return the text of a document."""
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(data.decode("cp1252"))


def epub(data: bytes) -> object:
    """Return the trees of all chapters."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [page(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")]
