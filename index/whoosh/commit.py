"""One commit: gather, write, merge, then switch the table of contents."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from index.article import Article, ArticleId
from index.errors import ArchiveError
from index.ledger import LedgerUpdate
from index.manifest import MANIFEST, Manifest
from index.request import CommitReport
from index.values import dataclass
from index.visible import Version, visible, withdrawn
from index.whoosh.arrays import Array
from index.whoosh.build import SegmentBuilder
from index.whoosh.disk import Disk, staged, told
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import SegmentInfo
from index.whoosh.ledgers import Layer, LedgerFiles, encode_rows, write_layer
from index.whoosh.merge import merge
from index.whoosh.merging import Merging, Part, due, due_at_end
from index.whoosh.people_file import write_people
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.whoosh.toc import SEGMENTS, Toc, known_manifest, read_toc, stage_manifest, write_toc

FEW_ARTICLES = 2000
"""In an archive of up to so many articles every commit works the people table out (40 ms); else closing does."""

_BUDGET = 96 << 20
_BATCH = 256
"""Articles whose ids are looked up together."""


class _Piece:
    """A segment as this commit sees it: the bits that it will be committed with."""

    def __init__(self, segment: Segment, info: SegmentInfo, live: Array, seen: Array) -> None:
        self.segment = segment
        self.info = info
        self.live = live
        self.seen = seen

    @property
    def part(self) -> Part:
        """The segment and its articles that are not deleted."""
        return self.segment, self.live


@dataclass(frozen=True, slots=True)
class _Known:
    """What a commit must remember of an article that it takes in or out."""

    added: datetime | None
    guid: str | None
    withdrawn: bool

    @classmethod
    def of(cls, article: Article) -> _Known:
        return cls(article.added, article.guid, withdrawn(article.status))


class Commit:
    """Makes the next state of an archive out of one; nothing of it can be seen before :meth:`finish` returns.

    ``budget`` is how many bytes may be gathered in memory before they are written; None for 96 MiB.
    """

    def __init__(self, disk: Disk, folder: Path, old: Snapshot, budget: int | None = None) -> None:
        self._disk = disk
        self._folder = folder
        self._segments_folder = folder / SEGMENTS
        self._old = old
        self._budget = budget or _BUDGET
        self._next = old.toc.next
        self._pieces = [
            _Piece(segment, info, live.copy(), seen.copy())
            for segment, info, live, seen in zip(
                old.segments, _infos(old), old.bits("live"), old.bits("visible"), strict=True
            )
        ]
        self._builder = SegmentBuilder(_dictionary(old))
        self._gathered: dict[ArticleId, int] = {}
        self._waiting: dict[ArticleId, _Known] = {}
        self._dropped: set[int] = set()
        self._guids: set[str] = set()
        self._files: list[Path] = []
        self._added: set[ArticleId] = set()
        self.counts = {"added": 0, "replaced": 0, "removed": 0}

    def add(self, articles: Iterable[Article]) -> None:
        """Take in articles; what is stored under the same id is replaced and lends its ``added``."""
        for some in _batches(articles, self._budget // 8):
            with told(self._folder):
                ids = [article.id for article in some]
                stored = {id for piece in self._pieces for id in piece.segment.find_all(ids)}
                for article in some:
                    self._add(article, article.id in stored)
                if self._builder.weight >= self._budget:
                    self._flush()

    def _add(self, article: Article, stored: bool) -> None:
        before = self._take_out(article.id) if stored or article.id in self._gathered else None
        if before is not None:
            self.counts["replaced"] += article.id not in self._added
            article = replace(article, added=before.added)
        self.counts["added"] += before is None
        self._added.add(article.id)
        if article.guid:
            self._guids.add(article.guid)
        self._gathered[article.id] = len(self._builder)
        self._builder.add(article)
        self._waiting[article.id] = _Known.of(article)

    def _take_out(self, id: ArticleId) -> _Known | None:
        """Delete what is stored under an id, and return it."""
        at = self._gathered.pop(id, -1)
        if at >= 0:
            self._dropped.add(at)
            return self._waiting.pop(id)
        for piece in self._pieces:
            doc = piece.segment.find(id)
            if doc >= 0 and piece.live[doc]:
                piece.live[doc] = piece.seen[doc] = False
                known = _Known.of(piece.segment.article(doc))
                if known.guid:
                    self._guids.add(known.guid)
                return known
        return None

    def remove(self, ids: Iterable[ArticleId]) -> None:
        """Delete articles that this commit did not add; ids of none are passed over."""
        for id in ids:
            if id not in self._added and self._take_out(id) is not None:
                self.counts["removed"] += 1

    def _name(self, kind: str) -> str:
        name = f"{kind}{self._next:08d}"
        self._next += 1
        return name

    def _flush(self) -> None:
        if not len(self._builder):
            return
        name = self._name("s")
        self._files.append(self._segments_folder / f"{name}.seg")
        info = self._builder.write(self._disk, self._segments_folder, name)
        segment = Segment(self._files[-1], name)
        live = np.ones(info.articles, dtype=bool)
        live[sorted(self._dropped)] = False
        seen = live.copy()
        for id, known in self._waiting.items():
            if not known.guid and known.withdrawn:
                seen[self._gathered[id]] = False
        self._pieces.append(_Piece(segment, info, live, seen))
        self._builder = SegmentBuilder(self._builder.dictionary)
        self._gathered = {}
        self._waiting = {}
        self._dropped = set()

    def _settle_versions(self) -> None:
        """Find out anew which of the articles with the guids of this commit can be found."""
        for guid in sorted(self._guids):
            places: dict[ArticleId, tuple[_Piece, int]] = {}
            versions: list[Version] = []
            for piece in self._pieces:
                column = piece.segment.column("guid")
                at = column.values.find(guid)
                for doc in column.docs(at).tolist() if at >= 0 else ():
                    if piece.live[doc]:
                        version = Version.of(piece.segment.article(doc))
                        places[version.id] = piece, doc
                        versions.append(version)
            seen = visible(versions)
            for id, (piece, doc) in places.items():
                piece.seen[doc] = id in seen

    def _switch_in(self, parts: Sequence[Part], info: SegmentInfo) -> None:
        """Put a segment merged of ``parts`` in their place; what was deleted since the merge began stays deleted."""
        segment = Segment(self._segments_folder / f"{info.name}.seg", info.name)
        pieces = {piece.info.name: piece for piece in self._pieces}
        live = np.zeros(info.articles, dtype=bool)
        seen = live.copy()
        end = 0
        for source, kept in parts:
            start, end = end, end + int(kept.sum())
            piece = pieces.pop(source.name, None)
            if piece is not None:
                live[start:end], seen[start:end] = piece.live[kept], piece.seen[kept]
        self._pieces = [*pieces.values(), *([_Piece(segment, info, live, seen)] if live.any() else [])]

    def _take_merged(self, merging: Merging) -> None:
        """Wait for what is merged beside the run, and switch it in."""
        if info := merging.result():
            self._switch_in(merging.parts, info)
            self._next = max(self._next, merging.number + 1)

    def _waits_for(self, merging: Merging) -> bool:
        """Tell whether another merge is due already."""
        own = {segment.name for segment, _ in merging.parts}
        return bool(due([piece.part for piece in self._pieces if piece.info.name not in own]))

    def finish(self, update: LedgerUpdate, merging: Merging | None = None) -> Toc:
        """Write everything, make it durable, and make it the state of the archive."""
        with told(self._folder):
            self._flush()
            if merging is not None and (merging.ended() or self._waits_for(merging)):
                self._take_merged(merging)
            self._settle_versions()
            self._pieces = [piece for piece in self._pieces if piece.live.any()]
            old = self._old.toc
            toc = Toc(
                generation=old.generation + 1,
                segments=tuple(piece.info for piece in self._pieces),
                state=self._write_state(),
                ledger=self._write_ledger(update),
                next=self._next,
                roots=old.roots if update.roots is None else update.roots,
                options=old.options if update.options is None else update.options,
                last_run=old.last_run if update.last_run is None else update.last_run,
            )
            if sum(info.articles for info in toc.segments) <= FEW_ARTICLES:
                toc = self._with_people(toc)
            manifest = self._stage_manifest(toc, update)
            self._make_durable(toc)
            if manifest is None:
                self._disk.remove(staged(self._folder / MANIFEST))
            else:
                # the state is committed: should this fail, the staged file stays, and the next commit writes it anew
                with contextlib.suppress(OSError):
                    self._disk.replace(manifest, self._folder / MANIFEST)
        return toc

    def settle(self, merging: Merging | None) -> Toc:
        """Merge what is still to be merged and work the people out; what the archive holds, and its generation, stay.

        Where merging fails, the segments stay as they are.
        """
        toc = self._old.toc
        with told(self._folder):
            before = self._pieces
            with contextlib.suppress(OSError, ArchiveError):
                self._merge_all(merging)
            if self._pieces is not before:
                segments = tuple(piece.info for piece in self._pieces)
                toc = replace(toc, segments=segments, state=self._write_state(), people=None, next=self._next)
            if self._pieces and not toc.people:
                toc = self._with_people(toc)
            if toc is not self._old.toc:
                self._make_durable(toc)
        return toc

    def _merge_all(self, merging: Merging | None) -> None:
        if merging is not None:
            self._take_merged(merging)
        while parts := due_at_end([piece.part for piece in self._pieces]):
            name = self._name("m")
            self._files.append(self._segments_folder / f"{name}.seg")
            self._switch_in(parts, merge(self._disk, self._segments_folder, name, parts))

    def _make_durable(self, toc: Toc) -> None:
        self._disk.sync_folder(self._segments_folder)
        write_toc(self._disk, self._folder, toc)
        self._files = []

    def _with_people(self, toc: Toc) -> Toc:
        """Return ``toc`` with the people table of its state, which is written."""
        snapshot = Snapshot(self._folder, toc, [piece.segment for piece in self._pieces], (), self._old.rules)
        name = f"p{toc.next:08d}.people"
        self._files.append(self._segments_folder / name)
        write_people(self._disk, self._files[-1], snapshot)
        return replace(toc, people=name, next=toc.next + 1)

    def _write_state(self) -> str | None:
        bits = [
            (f"{name}.{piece.info.name}", mask)
            for piece in self._pieces
            for name, mask in (("live", piece.live), ("visible", piece.seen))
            if not mask.all()
        ]
        if not bits:
            return None
        name = self._name("b") + ".bits"
        self._files.append(self._segments_folder / name)
        with ContainerWriter(self._disk, self._files[-1]) as writer:
            for key, mask in bits:
                writer.add(key, np.packbits(mask))
            writer.close({})
        return name

    def _write_ledger(self, update: LedgerUpdate) -> tuple[str, ...]:
        layers = list(self._old.toc.ledger)
        if not update.put and not update.drop:
            return tuple(layers)
        rows = encode_rows(update.put)
        dropped = [path for path in update.drop if path not in update.put]
        while layers:
            below = Layer(self._segments_folder / layers[-1])
            if len(below) > 2 * (len(rows) + len(dropped)):
                break
            rows = {**below.rows_without(dropped), **rows}
            dropped = [*dropped, *below.paths("dropped")]
            layers.pop()
        if not layers:
            dropped = []
        name = self._name("l") + ".ledger"
        self._files.append(self._segments_folder / name)
        write_layer(self._disk, self._files[-1], rows, sorted(set(dropped) - rows.keys()))
        return (*layers, name)

    def _stage_manifest(self, toc: Toc, update: LedgerUpdate) -> Path | None:
        known = known_manifest(self._folder)
        if known is None:
            files = LedgerFiles([Layer(self._segments_folder / name) for name in toc.ledger])
            forgotten = set(files.forgotten())
        else:
            forgotten = set(known.forgotten) - update.drop - update.put.keys()
            forgotten.update(path for path, record in update.put.items() if record.forgotten)
        wanted = Manifest(toc.roots, dict(toc.options), tuple(sorted(forgotten)))
        return stage_manifest(self._disk, self._folder, wanted) if wanted != known else None

    def report(self, toc: Toc) -> CommitReport:
        """Return what this commit did."""
        return CommitReport(toc.generation, self.counts["added"], self.counts["replaced"], self.counts["removed"])

    def abandon(self) -> None:
        """Remove what was written so far, unless the archive has come to need it; else it is as it was."""
        with contextlib.suppress(ArchiveError):
            needed = read_toc(self._folder).files()
            for path in self._files:
                if path.name not in needed:
                    self._disk.remove(path)


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Yield articles some at a time, of about ``size`` bytes: enough to look their ids up together."""
    some: list[Article] = []
    weight = 0
    for article in articles:
        some.append(article)
        weight += len(article.body) + len(article.raw)
        if len(some) == _BATCH or weight > size:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _dictionary(snapshot: Snapshot) -> bytes:
    """Return the dictionary of the largest segment, to pack further records with."""
    for segment in sorted(snapshot.segments, key=lambda segment: segment.articles, reverse=True):
        for dictionary in segment.unpacker.dictionaries:
            return dictionary
    return b""


def _infos(snapshot: Snapshot) -> list[SegmentInfo]:
    known = {info.name: info for info in snapshot.toc.segments}
    return [known[segment.name] for segment in snapshot.segments]


def sweep(disk: Disk, folder: Path, needed: set[str]) -> None:
    """Remove the files that are not needed; readers that hold them keep them."""
    with contextlib.suppress(OSError):
        for path in sorted((folder / SEGMENTS).iterdir()):
            if path.name not in needed:
                disk.remove(path)
