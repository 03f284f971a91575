"""Records packed with zstandard, each by itself, with a dictionary learned from the first of them.

A dictionary makes a record a fifth smaller than it is alone, and takes 0.04 s to learn. The one in use is handed on
from segment to segment; merged segments keep those of all their parts.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import zstandard

from index.whoosh.arrays import Array, narrow, pack_strings
from index.whoosh.files import Container, ContainerWriter, SegmentFaultError

SAMPLES = 500
"""Records a dictionary is learned from."""

_FEWEST = 100
_TOGETHER = 64
"""Records packed one after another, so that the dictionary stays in the cache of a processor: one by one, between other
work, they take nearly twice the time."""

_DICTIONARY = 112 << 10
_SAMPLE_BYTES = 1 << 14
_SEGMENT = 200
"""Bytes that a dictionary takes from one place: 50 to 500 pack about as well, and trying which is best takes four times
as long."""

_LEVEL = 3
_LARGEST = 1 << 31


class Packer:
    """Packs the records of one segment; without a ``dictionary`` the first ones are held back to learn one from."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary
        self._held: list[bytes] = []
        self._packed: list[bytes] = []
        self._compressor = _compressor(dictionary) if dictionary else None
        self.weight = 0

    def add(self, record: bytes) -> None:
        """Take in the next record."""
        self._held.append(record)
        self.weight += len(record)
        if len(self._held) >= (_TOGETHER if self._compressor else SAMPLES):
            self._pack_held()

    def _pack_held(self) -> None:
        if self._compressor is None:
            if len(self._held) >= _FEWEST:
                self.dictionary = _learned(self._held)
            self._compressor = _compressor(self.dictionary)
        packed = [self._compressor.compress(record) for record in self._held]
        self.weight += sum(map(len, packed)) - sum(map(len, self._held))
        self._packed += packed
        self._held = []

    def write(self, writer: ContainerWriter) -> None:
        """Write all records."""
        self._pack_held()
        blob, ends = pack_strings(self._packed)
        writer.add_bytes("s.packed", blob)
        writer.add("s.packed.off", ends)
        dictionaries = [self.dictionary] if self.dictionary else []
        write_dictionaries(writer, dictionaries, np.full(len(self._packed), len(dictionaries), dtype=np.uint8))


def write_dictionaries(writer: ContainerWriter, dictionaries: Sequence[bytes], used: Array) -> None:
    """Write dictionaries, and which each record is packed with, from 1; 0 where with none."""
    blob, ends = pack_strings(list(dictionaries))
    writer.add_bytes("z.blob", blob)
    writer.add("z.off", ends)
    writer.add("z.used", narrow(used))


class Unpacker:
    """Unpacks the records of one segment."""

    def __init__(self, file: Container) -> None:
        self._file = file
        self._ready: dict[int, zstandard.ZstdDecompressor] = {}

    @cached_property
    def dictionaries(self) -> list[bytes]:
        """The dictionaries of the segment, in order."""
        ends = self._file.array("z.off").tolist()
        return [self._file.take("z.blob", start, end) for start, end in itertools.pairwise(ends)]

    def used(self) -> Array:
        """Return which dictionary each record is packed with, from 1; 0 where with none."""
        return self._file.array("z.used")

    def unpack(self, doc: int, packed: bytes, size: int | None = None) -> bytes:
        """Return a record, or its first ``size`` bytes.

        Raises:
            SegmentFaultError: it cannot be unpacked.
        """
        number = int(self._file.item("z.used", doc))
        try:
            ready = self._ready.get(number) or self._make(number)
            if size is not None:
                return ready.stream_reader(packed).read(size)
            if zstandard.frame_content_size(packed) > _LARGEST:
                raise SegmentFaultError(self._file.path, "a record is larger than any can be")
            return ready.decompress(packed)
        except (zstandard.ZstdError, IndexError):
            raise SegmentFaultError(self._file.path, f"record {doc} cannot be unpacked") from None

    def _make(self, number: int) -> zstandard.ZstdDecompressor:
        known = zstandard.ZstdCompressionDict(self.dictionaries[number - 1]) if number else None
        made = self._ready[number] = zstandard.ZstdDecompressor(dict_data=known)
        return made


def _learned(records: Sequence[bytes]) -> bytes:
    """Return a dictionary, or nothing where there is nothing to learn."""
    try:
        return zstandard.train_dictionary(
            _DICTIONARY, [record[:_SAMPLE_BYTES] for record in records], level=_LEVEL, k=_SEGMENT, d=8
        ).as_bytes()
    except zstandard.ZstdError:  # too little text, or always the same
        return b""


def _compressor(dictionary: bytes) -> zstandard.ZstdCompressor:
    known = None
    if dictionary:
        known = zstandard.ZstdCompressionDict(dictionary)
        known.precompute_compress(level=_LEVEL)
    return zstandard.ZstdCompressor(level=_LEVEL, dict_data=known, write_dict_id=False)
