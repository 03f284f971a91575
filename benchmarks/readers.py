"""How fast each reader reads: MB/s and articles/s, beside the bare parsing library on the same bytes.

``python -m benchmarks.readers [--format NAME] [--bytes N]`` prints one line a format. All hold the same stories,
another number in each, so that nothing can be remembered from one to the next. The library alone builds a tree or rows;
a reader also finds what is stated, and puts the text into reading order.
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
from dataclasses import dataclass
from pathlib import Path

from archive.readers import Reader, readers

WORDS = (
    "PORT ALDEN (Coastwire) - The river Alder rose over its banks on day {n} and flooded {n} houses in the lower town.",
    '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisherman who lives there.',
    "The council of Port Alden met at noon and promised sandbags, pumps and hot soup to all who had asked for them.",
    "Rain is forecast until Sunday, when the wind is to turn north and the river to fall, the weather office said.",
) * 3


@dataclass(frozen=True, slots=True)
class Case:
    """One format: its files, and what the bare library does with one of them."""

    reader: str
    files: tuple[bytes, ...]
    library: str
    bare: Callable[[bytes], object]


def story(n: int) -> list[str]:
    """Return the paragraphs of one story."""
    return [each.format(n=n) for each in WORDS]


def cases(size: int) -> Iterator[Case]:
    """Yield the formats, each with about ``size`` bytes of stories."""
    count = max(2, size // 1400)
    numbers = range(count)
    pages = tuple(_page(n) for n in numbers)
    yield Case("html", pages, "lxml.html", _lxml_html)
    yield Case("html", pages, "trafilatura", _trafilatura)
    yield Case("feed", (_feed(count),), "lxml", _lxml)
    yield Case("nitf", tuple(_nitf(n) for n in numbers), "lxml", _lxml)
    rows = [{"title": f"Flood {n}", "text": "\n\n".join(story(n)), "date": "2021-01-15"} for n in numbers]
    yield Case("jsonl", ("".join(json.dumps(row) + "\n" for row in rows).encode(),), "json", _json_lines)
    items = [{"id": str(n), "title": f"Flood {n}", "content_text": "\n\n".join(story(n))} for n in numbers]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Coastwire", "items": items}
    yield Case("jsonfeed", (json.dumps(feed).encode(),), "json", json.loads)
    yield Case("csv", (_csv(rows),), "csv", _read_csv)
    mails = tuple(_mail(n) for n in numbers)
    yield Case("mail", mails, "email", email.message_from_bytes)
    mbox = b"".join(b"From a@wire.example Mon Jan  1 08:00:00 2001\n" + each + b"\n" for each in mails)
    yield Case("mbox", (mbox,), "mailbox", _mailbox)
    warc = b"".join(_warc(n, page) for n, page in enumerate(pages))
    yield Case("warc", (warc,), "warcio + lxml.html", _warcio)
    yield Case("zip", (_zip(pages),), "zipfile + lxml.html", _zipfile)
    yield Case(
        "compressed", (gzip.compress(warc),), "gzip + warcio + lxml.html", lambda data: _warcio(gzip.decompress(data))
    )


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


def _lxml_html(data: bytes) -> object:
    from lxml import html

    return html.document_fromstring(data)


def _trafilatura(data: bytes) -> object:
    from trafilatura.core import bare_extraction

    return bare_extraction(
        _lxml_html(data), with_metadata=False, include_comments=False, include_tables=False, fast=True
    )


def _json_lines(data: bytes) -> object:
    return [json.loads(line) for line in data.splitlines()]


def _read_csv(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode())))


def _mailbox(data: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return len([message.get_payload() for message in mailbox.mbox(file.name)])


def _warcio(data: bytes) -> object:
    from warcio.archiveiterator import ArchiveIterator

    return [_lxml_html(record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(data))]


def _gzipped(data: bytes) -> object:
    return _warcio(gzip.decompress(data))


def _zipfile(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_lxml_html(archive.read(name)) for name in archive.namelist()]


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the seconds of the fastest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def read_all(reader: Reader, files: tuple[bytes, ...]) -> int:
    """Return how many records a reader finds in some files."""
    return sum(1 for data in files for _ in reader.read(io.BytesIO(data), "file"))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--format", help="this one only")
    options.add_argument("--bytes", type=int, default=2_000_000)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    known = {reader.name: reader for reader in readers()}
    print(f"{'format':12}{'MB/s':>9}{'articles/s':>12}   {'bare library':26}{'MB/s':>9}{'ratio':>8}")
    for case in cases(asked.bytes):
        if asked.format not in (None, case.reader):
            continue
        reader = known[case.reader]
        size = sum(map(len, case.files)) / 1e6
        count = read_all(reader, case.files)
        ours = timed(lambda r=reader, f=case.files: read_all(r, f), asked.rounds)  # type: ignore[misc]
        bare = timed(lambda c=case: [c.bare(data) for data in c.files], asked.rounds)  # type: ignore[misc]
        print(
            f"{case.reader:12}{size / ours:9.1f}{count / ours:12,.0f}   {case.library:26}{size / bare:9.1f}"
            f"{ours / bare:8.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
