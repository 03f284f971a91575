"""One segment: articles that were written together, read where they lie."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.article import Article
from index.whoosh.arrays import Array, row_sizes, runs
from index.whoosh.files import Container, SegmentFaultError
from index.whoosh.layout import COUNTED_SUFFIX, FORMAT, OLDEST
from index.whoosh.postings import TextIndex
from index.whoosh.prints import PLACES
from index.whoosh.records import Head, decode, decode_head
from index.whoosh.vocabulary import Vocabulary, encode

if TYPE_CHECKING:
    from index.whoosh.packed import Unpacker


def id_keys(ids: Sequence[bytes]) -> Array:
    """Return the first eight bytes of each id as a number, in the same order."""
    return np.frombuffer(b"".join(id[:8].ljust(8, b"\0") for id in ids), dtype=">u8").astype(np.uint64)


class Column:
    """The values of one field in one segment."""

    def __init__(self, container: Container, field: str) -> None:
        self._container = container
        self._prefix = f"v.{field}."
        self.values = Vocabulary(container, self._prefix + "blob", self._prefix + "off")

    def rows(self) -> Array:
        """Return where the entries of each document start, and the end of the last."""
        return self._container.array(self._prefix + "row")

    def entries(self) -> Array:
        """Return all entries, document after document: numbers into :attr:`values`."""
        return self._container.array(self._prefix + "ord")

    def sizes(self) -> Array:
        """Return how many entries each document has."""
        return row_sizes(self.rows())

    def row(self, doc: int) -> tuple[int, int]:
        """Return where the entries of one document start and end."""
        start, end = self._container.cut(self._prefix + "row", doc, doc + 2).tolist()
        return start, end

    def of(self, doc: int) -> list[int]:
        """Return the entries of one document."""
        found: list[int] = self._container.cut(self._prefix + "ord", *self.row(doc)).tolist()
        return found

    def docs(self, value: int) -> Array:
        """Return the documents that have one value, ascending; one that has it twice stands twice."""
        if self._prefix + "vstart" not in self._container:
            found: Array = np.searchsorted(self.rows(), np.flatnonzero(self.entries() == value), "right") - 1
            return found
        start, end = self._container.cut(self._prefix + "vstart", value, value + 2).tolist()
        return self._container.cut(self._prefix + "vdocs", start, end)

    def entries_of(self, docs: Array) -> tuple[Array, Array]:
        """Return which :meth:`entries` are those of some documents, one after another, and how many each has."""
        rows = self.rows()
        starts = rows[docs].astype(np.int64)
        sizes = rows[docs + 1] - starts
        return starts if (sizes == 1).all() else runs(starts, sizes), sizes

    def counts(self) -> Array:
        """Return how many entries each value has, in deleted documents too."""
        return np.diff(self._container.array(self._prefix + "vstart").astype(np.int64))


class Segment:
    """Reads one segment.

    Raises:
        SegmentFaultError: the file is missing or damaged; also later, when damaged bytes are first touched.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.file = Container(path)
        if self.file.meta.get("format") not in range(OLDEST, FORMAT + 1):
            raise SegmentFaultError(path, "this is no segment, or one of another format")
        try:
            self.articles = int(self.file.meta["articles"])
            self.utterances = int(self.file.meta["utterances"])
        except (KeyError, TypeError, ValueError):
            raise SegmentFaultError(path, "this is no segment") from None
        self._texts: dict[str, TextIndex] = {}
        self._id = self.file.strings("id", "id.off")
        self._head = self.file.strings("s.head", "s.head.off")
        self._columns: dict[str, Column] = {}

    def text(self, field: str) -> TextIndex:
        """Return the inverted text of a field."""
        found = self._texts.get(field)
        if found is None:
            found = self._texts[field] = TextIndex(self.file, field)
        return found

    def column(self, field: str) -> Column:
        """Return the values of a field, or of a column of :data:`COUNTED`."""
        found = self._columns.get(field)
        if found is None:
            held = field if f"v.{field}.row" in self.file else field.removesuffix(COUNTED_SUFFIX)
            found = self._columns[field] = Column(self.file, held)
        return found

    def days(self, name: str) -> Array:
        """Return "first", "last" (days), "moment" (microseconds since 1970) or "added" (days) of each article."""
        return self.file.array(f"d.{name}")

    def id(self, doc: int) -> str:
        """Return the id of an article."""
        return self._id(doc).decode("utf-8", "surrogatepass")

    def ids(self) -> list[str]:
        """Return the ids of all articles, in order of documents."""
        ends = self.file.array("id.off").tolist()
        blob = self.file.array("id").tobytes()
        return [blob[a:b].decode("utf-8", "surrogatepass") for a, b in itertools.pairwise(ends)]

    def ids_from(self, prefix: str, limit: int, live: Array | None = None) -> list[int]:
        """Return at most ``limit`` articles whose id begins so, by id; of the ``live`` ones, if it is told."""
        key = encode(prefix)
        order = partial(self.file.item, "id.order")
        low = bisect_left(range(self.articles), key, key=lambda at: self._id(int(order(at))))
        found: list[int] = []
        while low < self.articles and len(found) < limit:
            doc = int(order(low))
            if not self._id(doc).startswith(key):
                break
            if live is None or live[doc]:
                found.append(doc)
            low += 1
        return found

    def find(self, id: str) -> int:
        """Return the article with this id, or -1."""
        found = self.ids_from(id, 1)
        return found[0] if found and self.id(found[0]) == id else -1

    def find_all(self, ids: Sequence[str]) -> dict[str, int]:
        """Return which of some ids are here, and where."""
        keys = self.file.array("id.key")
        wanted = id_keys([encode(id) for id in ids])
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        likely = np.flatnonzero(keys[at] == wanted).tolist() if len(keys) else []
        return {id: doc for id in (ids[number] for number in likely) if (doc := self.find(id)) >= 0}

    def _record(self, doc: int) -> bytes:
        ends = self.file.cut("s.packed.off", doc, doc + 2)
        return self.file.pass_by("s.packed", int(ends[0]), int(ends[1]))

    def head(self, doc: int) -> Head:
        """Return what a hit shows of an article."""
        return decode_head(self._head(doc))

    def body(self, doc: int) -> str:
        """Return the body of an article."""
        size = int(self.file.item("s.body.size", doc))
        return self.unpacker.unpack(doc, self._record(doc), size).decode("utf-8", "surrogatepass")

    def article(self, doc: int) -> Article:
        """Return an article whole."""
        body, rest = (int(self.file.item(f"s.{part}.size", doc)) for part in ("body", "rest"))
        return decode(self.id(doc), self.unpacker.unpack(doc, self._record(doc)), body, rest)

    @cached_property
    def unpacker(self) -> Unpacker:
        """What unpacks records."""
        from index.whoosh.packed import Unpacker

        return Unpacker(self.file)

    def prints(self) -> Array:
        """Return the fingerprint of the body of each article, a row of bytes."""
        return self.file.array("c.print").reshape(-1, PLACES)

    def utterance_starts(self) -> Array:
        """Return where the utterances of each article start, and the end of the last."""
        return self.file.array("u.start")

    def utterance_docs(self) -> Array:
        """Return the article of each utterance."""
        return self.file.array("u.doc")

    def utterance_kinds(self) -> Array:
        """Return the kind of each utterance, as a number into ``KINDS``."""
        return self.file.array("u.kind")

    def utterance_speakers(self) -> Array:
        """Return who says each utterance, as a number into the values of "person", -1 for nobody known."""
        return self.file.array("u.speaker")

    def utterance_statements(self) -> Array:
        """Return the place in its article, from 1, of the statement that each utterance is a part of; 0 for none."""
        if "u.statement" not in self.file:  # made when that was not told
            return np.zeros(self.utterances, dtype=np.uint8)
        return self.file.array("u.statement")

    def utterance_number(self, utterance: int) -> int:
        """Return the number that an utterance has in its article."""
        return int(self.file.item("u.number", utterance))

    def people(self, doc: int) -> Iterator[tuple[int, int]]:
        """Return the entries of "person" of one article, each with how often it is mentioned there."""
        column = self.column("person")
        return zip(column.of(doc), self.file.cut("p.mentions", *column.row(doc)).tolist(), strict=True)

    def mentions(self) -> Array:
        """Return how often each entry of "person" is mentioned in its article; 0 where only stated."""
        return self.file.array("p.mentions")

    def mentions_of_articles(self) -> Array:
        """Return how often all people of each article are mentioned; once who is only stated."""
        return self.file.array("p.len")
