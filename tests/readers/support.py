"""What the tests of readers share: reading bytes with one reader, and the samples."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.readers import Copy, FailedRecord, Reader, recognise

SAMPLES = Path(__file__).parent / "samples"
HEAD = 65_536


def read(reader: Reader, data: bytes, name: str = "file") -> list[Copy | FailedRecord]:
    return list(reader.read(io.BytesIO(data), name))


def copies(records: Iterable[Copy | FailedRecord]) -> list[Copy]:
    return [record for record in records if isinstance(record, Copy)]


def failures(records: Iterable[Copy | FailedRecord]) -> list[FailedRecord]:
    return [record for record in records if isinstance(record, FailedRecord)]


def known_as(data: bytes, name: str) -> str | None:
    reader = recognise(data[:HEAD], name)
    return reader.name if reader else None


def sample_files(format: str) -> list[Path]:
    return sorted(path for path in (SAMPLES / format).iterdir() if path.is_file())


def layers(data: bytes) -> Iterator[bytes]:
    """Yield a file as it stands, then whatever is packed in it, gzipped pages without chunks among them."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from layers(archive.read(name))
        return
    at = data.find(b"\x1f\x8b\x08")
    if at >= 0:
        yield from layers(zlib.decompressobj(31).decompress(data[at:]))
