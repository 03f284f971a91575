"""Whoosh's own plug-in point, read side: lets a stock Whoosh searcher run over the segments of an archive.

Only here and in tests is Whoosh itself loaded; the engine answers without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from whoosh.analysis import RegexTokenizer
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.fields import ID, TEXT, Schema
from whoosh.formats import Positions
from whoosh.matching import ListMatcher
from whoosh.reading import IndexReader, MultiReader, SegmentReader, TermInfo, TermNotFound

from index.whoosh.build import PATHS, TEXTS
from index.whoosh.files import Array
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot

LevelName = Literal["articles", "quotes"]

_FIELDS: dict[LevelName, tuple[str, ...]] = {"articles": (*TEXTS, *PATHS), "quotes": ("quote",)}


class FlatPositions(Positions):  # type: ignore[misc]
    """Positions of one posting as 32-bit numbers, little-endian."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions of a posting."""
        found: list[int] = np.frombuffer(valuestring, dtype="<u4").tolist()
        return found

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how often the word stands in the document."""
        return len(valuestring) // 4


def schema(level: LevelName) -> Schema:
    """Return the text fields of a level; words are folded already."""
    fields = Schema(id=ID(stored=True))
    for name in _FIELDS[level]:
        field = TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True)
        field.format = FlatPositions()
        fields.add(name, field)
    return fields


def reader(snapshot: Snapshot, level: LevelName) -> IndexReader:
    """Return a Whoosh reader of everything that can be found in a state; each document stores its number as ``id``."""
    codec = FlatCodec(level)
    found = snapshot.articles() if level == "articles" else snapshot.utterances(False)
    readers = []
    for number, segment in enumerate(snapshot.segments):
        base, end = found.bases[number], found.bases[number + 1]
        wrapped = SegmentView(segment, base, ~found.universe[base:end], codec)
        readers.append(SegmentReader(None, schema(level), wrapped, codec=codec))
    return readers[0] if len(readers) == 1 else MultiReader(readers)


class SegmentView(WhooshSegment):  # type: ignore[misc]
    """One of our segments as Whoosh knows segments; ``hidden`` documents count as deleted."""

    def __init__(self, segment: Segment, base: int, hidden: Array, codec: FlatCodec) -> None:
        super().__init__("archive")
        self.segid = segment.name
        self.ours = segment
        self.base = base
        self.hidden = hidden
        self._codec = codec

    def codec(self) -> FlatCodec:
        """Return the codec of this segment."""
        return self._codec

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted or not."""
        return len(self.hidden)

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return int(self.hidden.sum())

    def deleted_docs(self) -> list[int]:
        """Return the deleted documents."""
        found: list[int] = np.flatnonzero(self.hidden).tolist()
        return found

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return bool(self.hidden[docnum])


class FlatCodec(Codec):  # type: ignore[misc]
    """Reads our segments; they are written by :mod:`index.whoosh.build` in bulk, not posting by posting."""

    def __init__(self, level: LevelName) -> None:
        self._level = level

    def terms_reader(self, storage: object, segment: SegmentView) -> FlatTerms:
        """Return the words of a segment."""
        return FlatTerms(segment.ours, _FIELDS[self._level])

    def per_document_reader(self, storage: object, segment: SegmentView) -> FlatDocuments:
        """Return what a segment knows of each document."""
        return FlatDocuments(segment)


class FlatCursor(FieldCursor):  # type: ignore[misc]
    """Walks the words of one field in order."""

    def __init__(self, words: list[bytes]) -> None:
        self._words = words
        self._at = 0

    def first(self) -> str | None:
        """Go to the first word."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first word not before ``string``."""
        key = string.encode("utf-8", "surrogatepass") if isinstance(string, str) else string
        self._at = bisect_left(self._words, key)
        return self.text()

    def next(self) -> str | None:
        """Go to the next word."""
        self._at += 1
        return self.text()

    def is_valid(self) -> bool:
        """Tell whether there is a word here."""
        return self._at < len(self._words)

    def text(self) -> str | None:
        """Return the word here; None after the last."""
        return self._words[self._at].decode("utf-8", "surrogatepass") if self.is_valid() else None

    def term_info(self) -> None:
        """Return nothing: nobody asks a cursor for statistics."""


class FlatTerms(TermsReader):  # type: ignore[misc]
    """Looks up words and their postings."""

    def __init__(self, segment: Segment, fields: tuple[str, ...]) -> None:
        self._segment = segment
        self._fields = fields

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) >= 0

    def _number(self, fieldname: str, text: bytes) -> int:
        if fieldname not in self._fields:
            return -1
        return self._segment.text(fieldname).find(text.decode("utf-8", "surrogatepass"))

    def cursor(self, fieldname: str, fieldobj: object) -> FlatCursor:
        """Return a cursor over the words of a field."""
        return FlatCursor(self._segment.text(fieldname).all_words() if fieldname in self._fields else [])

    def indexed_field_names(self) -> tuple[str, ...]:
        """Return the fields that have words."""
        return self._fields

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field and word, in order."""
        for name in sorted(self._fields):
            yield from ((name, word) for word in self._segment.text(name).all_words())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every field and word not before one."""
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every field and word with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every field and word not before one, with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a word.

        Raises:
            KeyError: there is no such word.
        """
        at = self._number(fieldname, text)
        if at < 0:
            raise KeyError((fieldname, text))
        index = self._segment.text(fieldname)
        docs, freqs = index.docs(at, at + 1), index.freqs(at, at + 1)
        lengths = index.lengths()[docs]
        return TermInfo(
            weight=int(freqs.sum(dtype=np.int64)),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(freqs.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> ListMatcher:
        """Return the postings of a word with their positions.

        Raises:
            TermNotFound: there is no such word.
        """
        at = self._number(fieldname, text)
        if at < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        index = self._segment.text(fieldname)
        docs, freqs = index.docs(at, at + 1), index.freqs(at, at + 1)
        _, positions = index.positions(at, None)
        ends = np.cumsum(freqs, dtype=np.int64)[:-1]
        values = [part.astype("<u4").tobytes() for part in np.split(positions, ends)]
        return ListMatcher(
            docs.tolist(),
            freqs.astype(float).tolist(),
            values=values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )


class FlatDocuments(PerDocumentReader):  # type: ignore[misc]
    """Knows the length of each document, and which are deleted."""

    def __init__(self, view: SegmentView) -> None:
        self._view = view

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        return self._view.doc_count_all() - self._view.deleted_count()

    def doc_count_all(self) -> int:
        """Return the number of documents."""
        return self._view.doc_count_all()

    def has_deletions(self) -> bool:
        """Tell whether any document is deleted."""
        return bool(self._view.hidden.any())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return self._view.is_deleted(docnum)

    def deleted_docs(self) -> list[int]:
        """Return the deleted documents."""
        return self._view.deleted_docs()

    def _lengths(self, fieldname: str) -> Array:
        return self._view.ours.text(fieldname).lengths()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words a field of a document has."""
        return int(self._lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Return how many words a field has in all."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the length of the shortest field."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return the length of the longest field."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the number of the document in the whole archive."""
        return {"id": self._view.base + docnum}
