"""The ledger of files on disk: one file for each commit that changed it, merged as they grow, read lazily."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.article import Location
from index.ledger import FileRecord, Stamp
from index.whoosh.arrays import pack_strings
from index.whoosh.disk import Disk
from index.whoosh.files import Container, ContainerWriter, SegmentFaultError
from index.whoosh.vocabulary import encode

_STAMPED: dict[bytes, str] = {}
"""How rows of files that were read end, and the format that each end means."""


class Layer:
    """One file of the ledger: records put, and paths dropped, by one commit or several."""

    def __init__(self, path: Path) -> None:
        self._file = Container(path)
        self._path = path
        self._ends: list[int] | None = None
        self._rows = b""

    def paths(self, name: str = "paths") -> list[str]:
        """Return the paths of the records, in order; with "dropped", those that were dropped."""
        text = self._file.array(name).tobytes().decode("utf-8", "surrogatepass")
        return text.split("\0")[:-1]

    def row(self, at: int) -> bytes:
        """Return one record as it is stored."""
        if self._ends is None:
            self._ends = self._file.array("off").tolist()
            self._rows = self._file.array("rows").tobytes()
        return self._rows[self._ends[at] : self._ends[at + 1]]

    def __len__(self) -> int:
        return self._file.length("off") - 1 + int(self._file.meta["dropped"])

    def rows_without(self, dropped: Sequence[str]) -> dict[str, bytes]:
        """Return all records as they are stored, but for those dropped."""
        gone = set(dropped)
        return {path: self.row(at) for at, path in enumerate(self.paths()) if path not in gone}

    def record(self, at: int, path: str) -> FileRecord:
        """Return one record."""
        try:
            return _decode(path, self.row(at))
        except (ValueError, TypeError, IndexError):
            raise SegmentFaultError(self._path, "a record of the ledger is damaged") from None

    def verify(self) -> None:
        """Verify every block."""
        self._file.verify_all()


class LedgerFiles(Mapping[str, FileRecord]):
    """The records of several layers, the later over the earlier; a record is made when it is asked for."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = layers
        self._at: dict[str, int] = {}
        for number, layer in enumerate(layers):
            if number:
                for path in layer.paths("dropped"):
                    self._at.pop(path, None)
            paths = layer.paths()
            base = number << 40
            if self._at:
                self._at.update(zip(paths, range(base, base + len(paths)), strict=True))
            else:
                self._at = dict(zip(paths, range(base, base + len(paths)), strict=True))

    def __getitem__(self, path: str) -> FileRecord:
        at = self._at[path]
        return self._layers[at >> 40].record(at & ((1 << 40) - 1), path)

    def __contains__(self, path: object) -> bool:
        return path in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file that was read, without making its record; None for any other."""
        at = self._at.get(path)
        if at is None:
            return None
        # [size,time,"digest","outcome",reader,[[articles...]],reason,"format"], as _encode writes it.
        parts = self._raw(at).split(b",", 5)
        if len(parts) < 6 or parts[3] != b'"read"':
            return None
        format = _STAMPED.get(parts[5].rsplit(b",", 1)[1])
        return (int(parts[0][1:]), int(parts[1]), int(parts[4]), format) if format else self._stamp(path)

    def _stamp(self, path: str) -> Stamp | None:
        record = self[path]
        if record.forgotten or record.outcome != "read" or record.format is None:
            return None
        if record.format != "forgotten":
            _STAMPED[json.dumps(record.format).encode() + b"]"] = record.format
        return record.size, record.mtime_ns, record.reader, record.format

    def forgotten(self) -> list[str]:
        """Return the paths of records that are forgotten."""
        return [path for path, at in self._at.items() if b',"forgotten"' in self._raw(at) and self[path].forgotten]

    def _raw(self, at: int) -> bytes:
        return self._layers[at >> 40].row(at & ((1 << 40) - 1))


def encode_rows(put: Mapping[str, FileRecord]) -> dict[str, bytes]:
    """Return records as they are stored."""
    return {path: _encode(path, record) for path, record in put.items()}


def write_layer(disk: Disk, path: Path, rows: Mapping[str, bytes], dropped: Sequence[str]) -> None:
    """Write one layer durably."""
    with ContainerWriter(disk, path) as writer:
        blob, ends = pack_strings(list(rows.values()))
        writer.add_bytes("paths", b"".join(encode(path) + b"\0" for path in rows))
        writer.add_bytes("rows", blob)
        writer.add("off", ends)
        writer.add_bytes("dropped", b"".join(encode(path) + b"\0" for path in dropped))
        writer.close({"records": len(rows), "dropped": len(dropped)})


def _encode(path: str, record: FileRecord) -> bytes:
    articles: list[list[object]] = []
    for place, id in record.articles:
        entry: list[object] = [id]
        if place.path != path:
            entry += [place.member, place.ordinal, place.path]
        elif place.member is not None or place.ordinal:
            entry += [place.member, place.ordinal]
        articles.append(entry)
    row = [
        record.size,
        record.mtime_ns,
        record.digest,
        record.outcome,
        record.reader,
        articles,
        record.reason,
        record.format,
    ]
    if record.forgotten:
        row.append("forgotten")
    return json.dumps(row, separators=(",", ":")).encode()


def _decode(path: str, data: bytes) -> FileRecord:
    row = json.loads(data)
    articles = tuple((Location(entry[3] if len(entry) > 3 else path, *entry[1:3]), entry[0]) for entry in row[5])
    return FileRecord(row[0], row[1], row[2], row[3], row[4], articles, row[6], len(row) > 8, row[7])
