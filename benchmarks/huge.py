"""Whether memory stays bounded: files of a gigabyte, read and indexed, with the most memory that it took.

``python -m benchmarks.huge [--bytes N] [--format NAME] [--folder DIR]`` makes a file of each format that may be huge,
in a folder of its own under ``DIR``, and removes it again. Each is read in a process of its own (records, the
processor's seconds, MB at most), and one of them is indexed too, with a stand-in that reads nothing out of the text:
what is measured is how records travel, not what the learned reader makes of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from archive.readers import Copy
from benchmarks.made import story
from index.article import Article, Location

_PARTS = 64
"""Different stories that a huge file repeats; each has its own number all the same."""


def _jsonl(n: int, text: str) -> bytes:
    return (json.dumps({"id": n, "title": f"Flood {n}", "text": text, "date": "2021-01-15"}) + "\n").encode()


def _json(n: int, text: str) -> bytes:
    return (b"[" if n == 0 else b",") + json.dumps({"title": f"Flood {n}", "text": text}).encode()


def _csv(n: int, text: str) -> bytes:
    quoted = text.replace('"', '""')
    return (b"title,text\n" if n == 0 else b"") + f'Flood {n},"{quoted}"\n'.encode()


def _sgml(n: int, text: str) -> bytes:
    inside = text.replace("&", "&amp;").replace("\n\n", "\n</P>\n<P>\n")
    head = f'<DOC id="CNA_ENG_20210115.{n}" type="story">\n<HEADLINE>\nFlood {n}\n</HEADLINE>\n<TEXT>\n<P>\n'
    return f"{head}{inside}\n</P>\n</TEXT>\n</DOC>\n".encode()


def _mbox(n: int, text: str) -> bytes:
    head = (
        f"From a@wire.example Mon Jan  1 08:00:00 2001\nFrom: Ana Ruiz <a@w.example>\nTo: d@w.example\nSubject: {n}\n"
    )
    return f"{head}Message-ID: <{n}@w>\nDate: Mon, 1 Jan 2001 08:00:00 GMT\n\n{text}\n\n".encode()


def _rss(n: int, text: str) -> bytes:
    head = '<rss version="2.0"><channel><title>C</title>' if n == 0 else ""
    return f"{head}<item><title>Flood {n}</title><description><![CDATA[{text}]]></description></item>\n".encode()


def _warc(n: int, text: str) -> bytes:
    page = f"<html><head><title>Flood {n}</title></head><body><article><p>{text}</p></article></body></html>"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.example/{n}\r\nWARC-Date: 2021-06-02T10:00:00Z"
        f"\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


MAKERS: dict[str, Callable[[int, str], bytes]] = {
    "huge.jsonl": _jsonl,
    "huge.json": _json,
    "huge.csv": _csv,
    "huge.sgml": _sgml,
    "huge.mbox": _mbox,
    "huge.rss": _rss,
    "huge.warc": _warc,
}


def make(path: Path, size: int) -> None:
    """Write a file of about ``size`` bytes; zip and gz hold as much, packed."""
    texts = ["\n\n".join(story(n)) for n in range(_PARTS)]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            done = n = 0
            while done < size:
                archive.writestr(f"{n % 100}/{n}.txt", f"{texts[n % _PARTS]}\n{n}\n")
                done, n = done + len(texts[n % _PARTS]), n + 1
        return
    maker = MAKERS[path.name.removesuffix(".gz")]
    with gzip.open(path, "wb", 1) if path.suffix == ".gz" else path.open("wb") as stream:
        done = n = 0
        while done < size:
            done += stream.write(maker(n, texts[n % _PARTS]))
            n += 1
        stream.write(b"]" if path.name == "huge.json" else b"</channel></rss>" if path.name == "huge.rss" else b"")


def read(path: str) -> tuple[int, float, int]:
    """Read a file to its end; return its records, the processor's seconds, and the most bytes held."""
    from archive.readers.files import read_path

    begun = time.process_time()
    count = sum(1 for _ in read_path(path))
    return count, time.process_time() - begun, peak()


def plain(copies: Sequence[Copy], path: str) -> list[Article]:
    """Make an article of each copy, without reading anything out of it; note beside the file the memory it took."""
    from archive.parse import article_id

    Path(f"{path}.peak").write_text(str(peak()))
    return [
        Article(
            article_id(copy.raw), (Location(path, copy.member, copy.ordinal),), copy.format, 1, copy.text, copy.raw,
            headline=copy.stated.headline,
        )
        for copy in copies
    ]  # fmt: skip


def index(path: str, archive: str) -> tuple[int, float, int, int, int]:
    """Index a file; return its articles, seconds, the most bytes of parent and worker, and how often it was told."""
    from archive.ingest.run import ingest
    from archive.ingest.values import Found, Observer, Options
    from index.engine import open_engine

    class Counting(Observer):
        told = 0

        def reading(self, file: Found, position: int) -> None:
            self.told += 1

    observer, begun = Counting(), time.monotonic()
    with open_engine(Path(archive), "write", create=True) as store:
        summary = ingest(store, [path], Options(jobs=1), observer, threading.Event(), plain)
    took = time.monotonic() - begun
    return summary.articles, took, peak(), int(Path(f"{path}.peak").read_text()), observer.told


def peak() -> int:
    """Return the most bytes that this process has held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def main() -> None:
    """Make, read, index, print and remove."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bytes", type=int, default=1 << 30)
    options.add_argument("--format", help="this file only, such as huge.jsonl")
    options.add_argument("--folder", type=Path, default=None)
    options.add_argument("--index", default="huge.jsonl", help="the file that is indexed too")
    asked = options.parse_args()
    context = multiprocessing.get_context("spawn")
    for name in [*MAKERS, "huge.jsonl.gz", "huge.zip"]:
        if asked.format not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="newsmorgue-huge-", dir=asked.folder) as folder:
            path = Path(folder) / name
            make(path, asked.bytes)
            with ProcessPoolExecutor(1, context) as pool:
                count, seconds, most = pool.submit(read, str(path)).result()
            size = path.stat().st_size / 1e6
            told = f"{count:9,} records, {seconds:6.1f} s, {most >> 20:4,} MB"
            print(f"{name:14} {size:7,.0f} MB, read: {told}", flush=True)
            if name == asked.index:
                with ProcessPoolExecutor(1, context) as pool:
                    count, took, own, child, heard = pool.submit(index, str(path), f"{folder}/archive").result()
                told = f"{count:9,} articles, {took:6.1f} s on the clock, {own >> 20:,} MB, worker {child >> 20:,} MB"
                print(f"{'':22} indexed: {told}; heard {heard:,} times how far it is", flush=True)


if __name__ == "__main__":
    main()
