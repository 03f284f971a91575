"""Our segments as Whoosh reads them: a codec at its own plug-in point, :mod:`whoosh.codec.base`.

Any Whoosh query, collector or scorer runs over an archive through it, without copying anything. It only reads: segments
are written whole, by :mod:`index.whoosh.commit`, and Whoosh's writers would know nothing of ledgers and utterances.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from index.whoosh.arrays import Array
from index.whoosh.layout import TEXTS
from index.whoosh.postings import TextIndex
from index.whoosh.schema import STEM, VALUES
from index.whoosh.segment import Segment
from index.whoosh.vocabulary import Vocabulary

Term = tuple[str, bytes]


class ArchiveSegment(base.Segment):  # type: ignore[misc]
    """One segment and which of its articles can be found; the others are what Whoosh calls deleted."""

    def __init__(self, segment: Segment, visible: Array) -> None:
        super().__init__("newsmorgue")
        self.segment = segment
        self.visible = visible

    def segment_id(self) -> str:
        """Return the name of the segment."""
        return self.segment.name

    def codec(self) -> ArchiveCodec:
        """Return the codec that reads it."""
        return ArchiveCodec()

    def doc_count_all(self) -> int:
        """Return how many articles the segment holds, hidden and deleted ones too."""
        return self.segment.articles

    def deleted_count(self) -> int:
        """Return how many of them cannot be found."""
        return int(len(self.visible) - self.visible.sum())

    def deleted_docs(self) -> list[int]:
        """Return the articles that cannot be found."""
        found: list[int] = np.flatnonzero(~self.visible).tolist()
        return found

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether an article cannot be found."""
        return not self.visible[docnum]


class ArchiveCodec(base.Codec):  # type: ignore[misc]
    """Reads segments for Whoosh; all writing goes through :meth:`index.engine.SearchEngine.commit`."""

    def terms_reader(self, storage: None, segment: ArchiveSegment) -> ArchiveTerms:
        """Return the reader of terms and postings."""
        return ArchiveTerms(segment)

    def per_document_reader(self, storage: None, segment: ArchiveSegment) -> ArchiveDocuments:
        """Return the reader of lengths and stored fields."""
        return ArchiveDocuments(segment)


class ArchiveDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths and stored fields of the articles of one segment."""

    def __init__(self, segment: ArchiveSegment) -> None:
        self._of = segment

    def doc_count(self) -> int:
        """Return how many articles can be found."""
        return int(self._of.doc_count())

    def doc_count_all(self) -> int:
        """Return how many articles there are."""
        return self._of.doc_count_all()

    def has_deletions(self) -> bool:
        """Tell whether some cannot be found."""
        return self._of.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether an article cannot be found."""
        return self._of.is_deleted(docnum)

    def deleted_docs(self) -> list[int]:
        """Return the articles that cannot be found."""
        return self._of.deleted_docs()

    def lengths(self, fieldname: str) -> Array:
        """Return how many words or values a field of each article has."""
        name = fieldname.removesuffix(STEM)
        if name in TEXTS:
            return self._of.segment.text(name).lengths()
        if name in VALUES:
            return self._of.segment.column(name).sizes()
        return np.ones(self._of.doc_count_all(), dtype=np.uint8)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words or values a field of an article has."""
        return int(self.lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return how many words or values the articles that can be found have in all."""
        return int(self.lengths(fieldname)[self._of.visible].sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the least length of a field."""
        return int(self.lengths(fieldname).min(initial=1 << 30))

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest length of a field."""
        return int(self.lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return id, path and headline of an article."""
        head = self._of.segment.head(docnum)
        return {"id": self._of.segment.id(docnum), "path": head.path, "headline": head.headline}


class ArchiveTerms(base.TermsReader):  # type: ignore[misc]
    """Terms and postings of one segment, in the order of field name and bytes."""

    def __init__(self, segment: ArchiveSegment) -> None:
        self._segment = segment.segment
        self._documents = ArchiveDocuments(segment)
        self._fields = sorted((*TEXTS, *(name + STEM for name in TEXTS), *VALUES))

    def indexed_field_names(self) -> list[str]:
        """Return the fields that have terms."""
        return list(self._fields)

    def _text(self, fieldname: str) -> TextIndex | None:
        name = fieldname.removesuffix(STEM)
        return self._segment.text(name) if name in TEXTS else None

    def vocabulary(self, fieldname: str) -> Vocabulary:
        """Return the sorted terms of a field; those of stems fall back to the words where a field has none."""
        text = self._text(fieldname)
        if text is None:
            return self._segment.column(fieldname).values
        return text.stem_words() if fieldname.endswith(STEM) else text.words

    def __contains__(self, term: Term) -> bool:
        fieldname, text = term
        return fieldname in self._fields and self.vocabulary(fieldname).find(text.decode("utf-8", "surrogatepass")) >= 0

    def cursor(self, fieldname: str, fieldobj: Any) -> Cursor:
        """Return a cursor over the terms of a field."""
        return Cursor(self.vocabulary(fieldname), fieldobj)

    def terms(self) -> Iterator[Term]:
        """Yield all terms."""
        for fieldname in self._fields:
            yield from self.terms_from(fieldname, b"", others=False)

    def terms_from(self, fieldname: str, prefix: bytes, others: bool = True) -> Iterator[Term]:
        """Yield the terms from ``prefix`` on; those of later fields too, as Whoosh expects, unless not ``others``."""
        for name in self._fields:
            if name < fieldname or (name > fieldname and not others):
                continue
            words = self.vocabulary(name)
            for at in range(words.first_from(prefix) if name == fieldname else 0, len(words)):
                yield name, words.raw(at)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """Yield all terms with their statistics."""
        for term in self.terms():
            yield term, self.term_info(*term)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """Yield the terms from ``prefix`` on with their statistics."""
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term.

        Raises:
            KeyError: the field has no such term.
        """
        found = self._postings(fieldname, text)
        if found is None:
            raise KeyError((fieldname, text))
        return self._info(fieldname, found)

    def _info(self, fieldname: str, postings: tuple[Array, Array]) -> TermInfo:
        docs, freqs = postings
        sizes = self._documents.lengths(fieldname)[docs]
        return TermInfo(
            weight=float(freqs.sum(dtype=np.int64)),
            df=len(docs),
            minlength=int(sizes.min()),
            maxlength=int(sizes.max()),
            maxweight=float(freqs.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs, in articles that cannot be found too."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many articles a term occurs, those that cannot be found too."""
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher | NullMatcher:
        """Return the postings of a term."""
        found = self._postings(fieldname, text)
        if found is None:
            return NullMatcher()
        docs, freqs = found
        positions = self._positions(fieldname, text) if format_.supports("positions") else None
        return PostingsMatcher(docs, freqs, positions, format_, scorer, (fieldname, text), self._info(fieldname, found))

    def _members(self, fieldname: str, text: bytes) -> list[int]:
        """Return the words that a term of a text field stands for: itself, or those of a stem."""
        index = self._text(fieldname)
        if index is None:
            return []
        if fieldname.endswith(STEM):
            return index.of_stem(text.decode())
        at = index.find(text.decode())
        return [at] if at >= 0 else []

    def _postings(self, fieldname: str, text: bytes) -> tuple[Array, Array] | None:
        index = self._text(fieldname)
        if index is None:
            column = self._segment.column(fieldname)
            at = column.values.find(text.decode("utf-8", "surrogatepass"))
            if at < 0:
                return None
            docs = np.unique(column.docs(at))
            return docs, np.ones(len(docs), dtype=np.uint8)
        members = self._members(fieldname, text)
        if not members:
            return None
        docs = np.concatenate([index.docs(at, at + 1) for at in members])
        freqs = np.concatenate([index.freqs(at, at + 1).astype(np.int64) for at in members])
        if len(members) == 1:
            return docs, freqs
        merged, owners = np.unique(docs, return_inverse=True)
        return merged, np.bincount(owners, weights=freqs).astype(np.int64)

    def _positions(self, fieldname: str, text: bytes) -> list[Array]:
        index = self._text(fieldname)
        members = self._members(fieldname, text)
        if index is None or len(members) != 1:
            return []
        owners, places = index.positions(members[0], None)
        return np.split(places.astype(np.int64), np.flatnonzero(np.diff(owners)) + 1)


class PostingsMatcher(ListMatcher):  # type: ignore[misc]
    """Postings as arrays; positions come as they lie, so that none is packed and unpacked again."""

    def __init__(
        self,
        docs: Array,
        freqs: Array,
        positions: list[Array] | None,
        format_: Any,
        scorer: Any,
        term: Term,
        info: TermInfo,
    ) -> None:
        weights = [float(freq) for freq in freqs.tolist()]
        super().__init__(docs.tolist(), weights, format=format_, scorer=scorer, term=term, terminfo=info)
        self._given = (docs, freqs, positions, format_, scorer, term, info)
        self._positions = positions

    def copy(self) -> PostingsMatcher:
        """Return another matcher at the same posting."""
        other = PostingsMatcher(*self._given)
        other._i = self._i
        return other

    def supports(self, astype: str) -> bool:
        """Tell whether postings can be read as positions."""
        return astype == "frequency" or (astype == "positions" and bool(self._positions))

    def value_as(self, astype: str) -> Any:
        """Return the positions, or the frequency, of the posting that the matcher stands at.

        Raises:
            ValueError: it is asked for something else.
        """
        if astype == "positions" and self._positions:
            return self._positions[self._i].tolist()
        if astype == "frequency":
            return self.weight()
        raise ValueError(f"postings of {self.term()!r} are no {astype}")

    def spans(self) -> list[Span]:
        """Return the positions as Whoosh's spans."""
        return [Span(position) for position in self.value_as("positions")]


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Steps through the sorted terms of one field."""

    def __init__(self, words: Vocabulary, fieldobj: Any) -> None:
        self._words = words
        self._from_bytes = fieldobj.from_bytes
        self._to_bytes = fieldobj.to_bytes
        self._at = 0

    def is_valid(self) -> bool:
        """Tell whether the cursor stands at a term."""
        return self._at < len(self._words)

    def text(self) -> str | None:
        """Return the term, or None behind the last."""
        return str(self._from_bytes(self._words.raw(self._at))) if self.is_valid() else None

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term not before ``string``."""
        self._at = self._words.first_from(string if isinstance(string, bytes) else self._to_bytes(string))
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()
