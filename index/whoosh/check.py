"""Verifies an archive: checksums, counts, and that what refers to each other agrees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.manifest import MANIFEST, Manifest, manifest_bytes
from index.request import CheckReport
from index.whoosh.arrays import Array
from index.whoosh.disk import staged
from index.whoosh.files import Container, SegmentFaultError
from index.whoosh.layout import COUNTED, PATHS, TEXTS, VALUES, SegmentInfo
from index.whoosh.ledgers import Layer, LedgerFiles
from index.whoosh.prints import PLACES
from index.whoosh.segment import Segment
from index.whoosh.toc import SEGMENTS, Toc

_MEND = "rebuild the archive from its files"


def check(folder: Path, toc: Toc) -> CheckReport:
    """Read every byte of one state, and say what is wrong with it."""
    where = folder / SEGMENTS
    faults: list[str] = []
    size = articles = 0
    for name in sorted(toc.files()):
        path = where / name
        size += path.stat().st_size if path.exists() else 0
    state = _open(where, toc.state, faults)
    _open(where, toc.people, faults)
    for info in toc.segments:
        path = where / f"{info.name}.seg"
        try:
            segment = Segment(path, info.name)
            segment.file.verify_all()
            faults.extend(f"{path}: {fault}; {_MEND}" for fault in _segment_faults(segment, info))
            articles += _alive(state, info)
        except SegmentFaultError as error:
            faults.append(str(error))
    faults.extend(_ledger_faults(folder, toc))
    return CheckReport(len(toc.files()), size, articles, tuple(faults))


def _open(where: Path, name: str | None, faults: list[str]) -> Container | None:
    if name is None:
        return None
    try:
        found = Container(where / name)
        found.verify_all()
    except SegmentFaultError as error:
        faults.append(str(error))
        return None
    return found


def _alive(state: Container | None, info: SegmentInfo) -> int:
    name = f"live.{info.name}"
    if state is None or name not in state:
        return info.articles
    return int(np.unpackbits(state.array(name), count=info.articles).sum())


def _segment_faults(segment: Segment, info: SegmentInfo) -> Iterator[str]:
    file = segment.file
    if (segment.articles, segment.utterances) != (info.articles, info.utterances):
        yield "it holds another number of articles than the table of contents says"
    for name in ("id", "s.head", "s.packed"):
        if not _offsets_agree(file.array(f"{name}.off"), segment.articles, file.length(name)):
            yield f"the starts of {name} do not fit"
    used = segment.unpacker.used()
    if len(used) != segment.articles or int(used.max(initial=0)) > len(segment.unpacker.dictionaries):
        yield "a record is packed with a dictionary that does not exist"
    order = file.array("id.order")
    if not np.array_equal(np.sort(order), np.arange(segment.articles)):
        yield "the order of ids is no order"
    if file.length("c.print") != segment.articles * PLACES:
        yield "the prints do not fit the articles"
    if not _offsets_agree(segment.utterance_starts(), segment.articles, segment.utterances):
        yield "the utterances do not fit the articles"
    for field in (*TEXTS, *PATHS, "quote"):
        documents = segment.utterances if field == "quote" else segment.articles
        yield from _text_faults(segment, field, documents)
    for field in (*VALUES, *PATHS, *COUNTED.values(), "person"):
        yield from _column_faults(segment, field, segment.articles)
    people = segment.column("person")
    speakers = segment.utterance_speakers()
    if len(speakers) and (int(speakers.max()) >= len(people.values) or int(speakers.min()) < -1):
        yield "a speaker is nobody"
    if len(segment.mentions()) != len(people.entries()):
        yield "the mentions do not fit the people"
    elif int(np.maximum(segment.mentions(), 1).sum(dtype=np.int64)) != int(segment.mentions_of_articles().sum()):
        yield "the mentions of people do not fit those of articles"


def _offsets_agree(ends: Array, rows: int, total: int) -> bool:
    numbers = ends.astype(np.int64)
    return (
        len(numbers) == rows + 1
        and int(numbers[0]) == 0
        and int(numbers[-1]) == total
        and bool((np.diff(numbers) >= 0).all())
    )


def _text_faults(segment: Segment, field: str, documents: int) -> Iterator[str]:
    index = segment.text(field)
    starts, position_starts = index.starts(), index.position_starts()
    words = len(index.words)
    docs = index.docs(0, words)
    freqs = index.freqs(0, words)
    if not _offsets_agree(starts, words, segment.file.length(f"t.{field}.docs")) or len(freqs) != len(docs):
        yield f"the postings of {field} do not fit its words"
    if len(docs) and int(docs.max()) >= documents:
        yield f"a posting of {field} names no document"
    if int(freqs.sum(dtype=np.int64)) != int(position_starts[-1]):
        yield f"the positions of {field} do not fit its postings"
    lengths = index.lengths()
    if len(lengths) != documents or int(lengths.sum(dtype=np.int64)) != int(position_starts[-1]):
        yield f"the lengths of {field} do not fit its positions"


def _column_faults(segment: Segment, field: str, documents: int) -> Iterator[str]:
    column = segment.column(field)
    if not _offsets_agree(column.rows(), documents, len(column.entries())):
        yield f"the values of {field} do not fit the articles"
    if len(column.entries()) and int(column.entries().max()) >= len(column.values):
        yield f"an article has a value of {field} that does not exist"


def _ledger_faults(folder: Path, toc: Toc) -> Iterator[str]:
    try:
        layers = [Layer(folder / SEGMENTS / name) for name in toc.ledger]
        for layer in layers:
            layer.verify()
        files = LedgerFiles(layers)
        for path in files:
            _ = files[path]
        forgotten = tuple(sorted(files.forgotten()))
    except SegmentFaultError as error:
        yield str(error)
        return
    right = manifest_bytes(Manifest(toc.roots, dict(toc.options), forgotten))
    # a writer that was killed right after it switched the state in left the file that belongs to it staged
    if right not in (_bytes(folder / MANIFEST), _bytes(staged(folder / MANIFEST))):
        yield f"{folder / MANIFEST}: it does not agree with the archive; the next indexing run writes it anew"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
