"""WARC (ISO 28500), its forerunner ARC, and WACZ, the archives of web crawlers: every page once, told by its address
and its bytes. In WET, pages are text already.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.html import HtmlReader, page_copy
from archive.readers.members import clean_name, read_member
from archive.readers.slices import MOST
from archive.readers.unpacked import Budget, budget_of, in_memory
from archive.readers.versions import containers_version
from archive.readers.xml import decode_markup
from archive.readers.zip import open_zip, opened_member

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BLOCK = 1 << 18
_OWN = 7
_ARC = b"filedesc://"
_GZIPPED = b"\x1f\x8b\x08"
_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, EOFError)
"""What broken records raise in warcio beside its own error."""


class WarcReader:
    """Reads the pages of WARC and ARC files, and the texts of WET."""

    name = "warc"
    suffixes: tuple[str, ...] = (".warc", ".wet", ".arc")

    @property
    def version(self) -> int:
        """Return a number that grows with the reader of pages."""
        return _OWN + HtmlReader().version

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins with a record of WARC or ARC."""
        return 0.98 if head.startswith((b"WARC/1.", b"WARC/0.", _ARC)) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each page that was fetched whole; the same bytes of the same address come once.

        Raises:
            ReadError: a record is no WARC record, so that what follows it cannot be found; or the file ends within one.
        """
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        seen: set[bytes] = set()
        ordinal, record = -1, None
        is_arc = stream.read(len(_ARC)) == _ARC
        stream.seek(0)
        try:
            for ordinal, record in enumerate(_quietly(ArchiveIterator(stream, arc2warc=is_arc))):
                found = self._page(record, ordinal, seen)
                if found is not None:
                    yield found
        except ReadError:
            raise
        except (ArchiveLoadFailed, *_FAULTS) as error:
            told = " ".join(str(error).split())[:100]
            raise ReadError(f"{name}: record {ordinal + 1}: no WARC record ({told}): fetch it again") from error
        if record is not None and _is_cut_off(record):
            raise ReadError(f"{name}: record {ordinal}: cut off: the file ends within it; fetch it again")

    def _page(self, record: Any, ordinal: int, seen: set[bytes]) -> Copy | FailedRecord | None:
        kind, charset = _kind(record)
        is_text = record.rec_type == "conversion" and kind.startswith("text/plain")
        is_page = record.rec_type in ("response", "resource") and "html" in kind
        if not (is_text or is_page) or not _is_whole(record):
            return None
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        coding = _coding(record)
        try:
            raw = _payload(record)
            if _is_cut_off(record):
                return None
            if raw is not None and coding in _CODINGS:
                raw = _CODINGS[coding](raw)
            if raw is not None and raw.startswith(_GZIPPED):
                raw = _from_gzip(raw)
        except (zlib.error, ValueError, EOFError, OSError) as error:
            return FailedRecord(ordinal, f"{url[:200]}: damaged ({' '.join(str(error).split())[:100]})")
        if raw is None:
            return FailedRecord(ordinal, f"{url[:200]}: larger than {MOST >> 20} MB, which no page is")
        mark = hashlib.blake2b(raw, digest_size=16, key=hashlib.blake2b(url.encode("utf-8", "replace")).digest())
        if mark.digest() in seen:
            return None
        seen.add(mark.digest())
        make = _text_copy if is_text else page_copy
        copy = make(raw, self.name, url=url.strip("<>") or None, declared=charset)
        return replace(copy, ordinal=ordinal) if copy is not None else None


class WaczReader:
    """Reads WACZ files: the WARC files inside them."""

    name = "wacz"
    suffixes: tuple[str, ...] = (".wacz",)

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of what is inside."""
        return containers_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a zip archive that holds WARC files where WACZ has them."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        return (
            0.96 if name.lower().endswith(self.suffixes) or (b"archive/" in head[30:60] and b".warc" in head) else 0.0
        )

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the pages of every WARC file inside.

        Raises:
            ReadError: the list of contents is damaged, or too much is inside.
        """
        budget, depth = budget_of(stream, name)
        with open_zip(in_memory(stream), name) as archive:
            for info in archive.infolist():
                member = clean_name(info.filename)
                if member.startswith("archive/") and ".warc" in member:
                    own = Budget(info.compress_size, budget)
                    yield from read_member(partial(opened_member, archive, info), name, member, own, depth)


def _text_copy(raw: bytes, format: str, *, url: str | None, declared: str | None) -> Copy | None:
    """Return the copy of a page that was turned into text, None where it has none."""
    decoded = decode_markup(raw, declared)
    if not decoded.text.strip():
        return None
    return Copy(raw, decoded.text, format, encoding=decoded.encoding, stated=Stated(url=url), warnings=decoded.warnings)


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """Yield records; warcio tells of every oddity on standard error, which is not its own."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _kind(record: Any) -> tuple[str, str | None]:
    """Return the kind of what was fetched, and its encoding if the server named one."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    kind = (headers.get_header("Content-Type") if headers else None) or ""
    charset = _CHARSET.search(kind)
    return kind.lower(), charset[1] if charset else None


def _is_whole(record: Any) -> bool:
    """Tell whether the server gave the page that was asked for, all of it."""
    truncated = record.rec_headers.get_header("WARC-Truncated")
    if truncated or record.rec_type != "response":
        return not truncated
    return bool(record.http_headers) and record.http_headers.get_statuscode() == "200"


def _is_cut_off(record: Any) -> bool:
    """Tell whether a file ends within a record that was read as far as it goes: it is shorter than it states."""
    while record.raw_stream.read(_BLOCK):
        pass
    return record.length is None or getattr(record.raw_stream, "limit", 0) > 0


def _coding(record: Any) -> str:
    """Return how a page was packed for the way, and take it out of its headers where warcio knows nothing of it, or
    unpacks it without a limit.
    """
    headers = record.http_headers
    coding = ((headers.get_header("Content-Encoding") if headers else None) or "").strip().lower()
    if coding in _CODINGS:
        headers.replace_header("Content-Encoding", "identity")
    return coding


def _from_gzip(data: bytes) -> bytes | None:
    """Return a page that the server called by an older name of gzip, or by none; None for one larger than any."""
    page = zlib.decompressobj(31).decompress(data, MOST + 1)
    return page if len(page) <= MOST else None


def _from_zstd(data: bytes) -> bytes | None:
    """Return the page, the data itself where the server only said that it is packed; None for one larger than any."""
    if not data.startswith(b"(\xb5/\xfd"):
        return data
    from zstandard import ZstdDecompressor, ZstdError

    try:
        page = ZstdDecompressor(max_window_size=MOST).stream_reader(data).read(MOST + 1)
    except ZstdError as error:
        raise ValueError(str(error)) from error
    return page if len(page) <= MOST else None


def _from_brotli(data: bytes) -> bytes | None:
    """Return the page, the data itself where the server only said that it is packed; None for one larger than any."""
    import brotli

    try:
        page: bytes = brotli.Decompressor().process(data, output_buffer_limit=MOST)
    except brotli.error as error:
        if b"<" in data[:64]:
            return data
        raise ValueError("no brotli") from error
    return page if len(page) < MOST else None


_CODINGS: Mapping[str, Callable[[bytes], bytes | None]] = {"br": _from_brotli, "zstd": _from_zstd}


def _payload(record: Any) -> bytes | None:
    """Return the page as the server sent it, without transfer coding; None where it is larger than any."""
    content = record.content_stream()
    blocks: list[bytes] = []
    size = 0
    while block := content.read(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > MOST:
            return None
    return b"".join(blocks)
