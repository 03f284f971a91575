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
FIRST = "The river Alder rose over its banks on Friday and flooded forty houses in the lower town."
SECOND = '"The water came in at the back door," said Joss Tarrow, a fisherman who lives on Tallow Quay.'
THIRD = "Rain is forecast until Sunday, when the wind is to turn north and the river to fall."
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(reader: Reader, data: bytes, name: str = "file") -> list[Copy | FailedRecord]:
    return list(reader.read(io.BytesIO(data), name))


def copies(records: Iterable[Copy | FailedRecord]) -> list[Copy]:
    return [record for record in records if isinstance(record, Copy)]


def failures(records: Iterable[Copy | FailedRecord]) -> list[FailedRecord]:
    return [record for record in records if isinstance(record, FailedRecord)]


def found(data: str | bytes, name: str) -> list[Copy | FailedRecord]:
    """Return the records of a file, read by the reader that knows it."""
    raw = data.encode() if isinstance(data, str) else data
    reader = recognise(raw[:HEAD], name)
    assert reader is not None
    return read(reader, raw, name)


def only(data: str | bytes, name: str) -> Copy:
    """Return the one record of a file, read by the reader that knows it."""
    (copy,) = copies(found(data, name))
    return copy


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
