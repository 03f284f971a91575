"""Makes one segment of several, leaving deleted articles out; memory holds one array, or a part of one, at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, repeat
from pathlib import Path

import numpy as np

from index.values import dataclass
from index.whoosh.arrays import Array, narrow, renumbered, row_sizes
from index.whoosh.build import segment_meta, write_days, write_ids, write_utterances
from index.whoosh.columns import write_column
from index.whoosh.disk import Disk
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import COUNTED, PATHS, TEXTS, VALUES, SegmentInfo
from index.whoosh.merge_text import merge_text
from index.whoosh.packed import write_dictionaries
from index.whoosh.segment import Segment
from index.whoosh.vocabulary import encode

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One segment to merge, and which of its articles, utterances and entries of people are kept."""

    segment: Segment
    live: Array
    said: Array
    entries: Array

    @classmethod
    def of(cls, segment: Segment, live: Array) -> Source:
        """Keep the ``live`` articles of a segment and all that is theirs."""
        rows = row_sizes(segment.column("person").rows())
        return cls(segment, live, live[segment.utterance_docs()], live.repeat(rows))


def merge(disk: Disk, folder: Path, name: str, parts: Sequence[tuple[Segment, Array]]) -> SegmentInfo:
    """Write the live articles of several segments as the segment ``name``, durably."""
    sources = [Source.of(segment, live) for segment, live in parts]
    articles = sum(int(source.live.sum()) for source in sources)
    said = sum(int(source.said.sum()) for source in sources)
    with ContainerWriter(disk, folder / f"{name}.seg") as writer:
        write_ids(
            writer,
            [id for source in sources for id, kept in zip(source.segment.ids(), source.live, strict=True) if kept],
        )
        for part in ("head", "packed"):
            _merge_blobs(writer, f"s.{part}", sources)
        _merge_dictionaries(writer, sources)
        for part in ("body", "rest"):
            writer.add(f"s.{part}.size", narrow(_kept(sources, f"s.{part}.size")))
        live = [(source.segment, source.live) for source in sources]
        writer.add("c.print", np.concatenate([source.segment.prints()[source.live] for source in sources]).reshape(-1))
        for field in TEXTS:
            merge_text(writer, field, live, stems=True)
            writer.add(f"has.{field}", _kept(sources, f"has.{field}"))
        for field in PATHS:
            merge_text(writer, field, live, stems=False)
        merge_text(writer, "quote", [(source.segment, source.said) for source in sources], stems=True)
        _merge_columns(writer, sources)
        days = ("first", "last", "moment", "added")
        write_days(writer, {name: _kept(sources, f"d.{name}") for name in days})
        size = writer.close(segment_meta(articles, said))
    return SegmentInfo(name, articles, said, size)


def _kept(sources: Sequence[Source], name: str) -> Array:
    return np.concatenate([source.segment.file.array(name)[source.live] for source in sources])


def _merge_blobs(writer: ContainerWriter, name: str, sources: Sequence[Source]) -> None:
    sizes = [row_sizes(source.segment.file.array(f"{name}.off")) for source in sources]
    kept = np.concatenate([size[source.live] for size, source in zip(sizes, sources, strict=True)])
    ends = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum(kept, out=ends[1:])
    writer.add_parts(name, np.uint8, _blob_parts(name, sources, sizes))
    writer.add(f"{name}.off", ends.astype(np.uint32) if ends[-1] < 1 << 32 else ends)


def _blob_parts(name: str, sources: Sequence[Source], sizes: Sequence[Array]) -> Iterator[Array]:
    for source, size in zip(sources, sizes, strict=True):
        file = source.segment.file
        total = file.length(name)
        if source.live.all():
            for start in range(0, total, _CHUNK):
                yield file.cut(name, start, min(start + _CHUNK, total))
            continue
        starts = np.cumsum(size) - size
        for doc in np.flatnonzero(source.live).tolist():
            yield file.cut(name, int(starts[doc]), int(starts[doc] + size[doc]))


def _merge_dictionaries(writer: ContainerWriter, sources: Sequence[Source]) -> None:
    """Write every dictionary that a source has, once, and which each record is packed with."""
    known: dict[bytes, int] = {}
    used: list[Array] = []
    for source in sources:
        unpacker = source.segment.unpacker
        to = [0, *(known.setdefault(each, len(known) + 1) for each in unpacker.dictionaries)]
        used.append(np.array(to, dtype=np.int64)[unpacker.used()[source.live]])
    write_dictionaries(writer, list(known), np.concatenate(used))


def _merge_columns(writer: ContainerWriter, sources: Sequence[Source]) -> None:
    for field in (*VALUES, *PATHS, *COUNTED.values()):
        _merge_column(writer, field, [(source.segment, source.live) for source in sources])
    speakers = [source.segment.utterance_speakers()[source.said] for source in sources]
    maps = _merge_column(writer, "person", [(source.segment, source.live) for source in sources], speakers)
    writer.add("p.mentions", narrow(np.concatenate([source.segment.mentions()[source.entries] for source in sources])))
    writer.add("p.len", narrow(_kept(sources, "p.len")))
    for field in ("p.role", "p.form"):
        _merge_column(writer, field, [(source.segment, source.entries) for source in sources])
    _merge_column(writer, "said", [(source.segment, source.said) for source in sources])
    counts = [row_sizes(source.segment.utterance_starts())[source.live] for source in sources]
    who = [renumbered(part, known) for part, known in zip(speakers, maps, strict=True)]
    write_utterances(
        writer,
        np.concatenate(counts),
        np.concatenate([source.segment.utterance_kinds()[source.said] for source in sources]),
        np.concatenate([source.segment.file.array("u.number")[source.said] for source in sources]),
        np.concatenate(who),
        np.concatenate([source.segment.utterance_statements()[source.said] for source in sources]),
    )


def _merge_column(
    writer: ContainerWriter,
    field: str,
    parts: Sequence[tuple[Segment, Array]],
    referred: Sequence[Array] | None = None,
) -> list[Array]:
    """Write one column of the rows kept, and return for each segment the new numbers of its values.

    ``referred`` are further numbers of values that must stay, -1 for none.
    """
    entries: list[Array] = []
    counts: list[Array] = []
    used: list[Array] = []
    for at, (segment, kept) in enumerate(parts):
        column = segment.column(field)
        sizes = row_sizes(column.rows())
        chosen = column.entries()[np.repeat(kept, sizes)].astype(np.int64)
        entries.append(chosen)
        counts.append(sizes[kept])
        mask = np.zeros(len(column.values), dtype=bool)
        mask[chosen] = True
        if referred is not None:
            mask[referred[at][referred[at] >= 0]] = True
        used.append(mask)
    texts = [segment.column(field).values.all() for segment, _ in parts]
    values = sorted(set().union(*(compress(part, mask.tolist()) for part, mask in zip(texts, used, strict=True))))
    numbers = dict(zip(values, range(len(values)), strict=True))
    maps = [np.fromiter(map(numbers.get, part, repeat(0)), dtype=np.int64, count=len(part)) for part in texts]
    merged = [known[part] if len(known) else part for known, part in zip(maps, entries, strict=True)]
    write_column(writer, field, list(map(encode, values)), np.concatenate(counts), np.concatenate(merged))
    return maps
