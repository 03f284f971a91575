"""One committed state, read: its segments laid end to end, so that every article and utterance has one number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.fields import BY_NAME
from index.whoosh.arrays import Array
from index.whoosh.files import Container, SegmentFaultError
from index.whoosh.layout import QUOTED
from index.whoosh.norms import Norms
from index.whoosh.segment import Segment
from index.whoosh.toc import SEGMENTS, Toc

if TYPE_CHECKING:
    from index.people_rules import PeopleRules

_REMEMBERED = 4096
"""Answers remembered: words looked up, mostly, of 200 bytes."""

_FEW = 16
"""A column is read whole for more than one of so many articles."""

_SCORED = 32 << 20
_ENTRY = 500
"""Bytes that scores of words may take, and that each takes beside its arrays."""


class Memo(dict[Any, Any]):
    """Remembers answers about one state; the oldest of many go. Those under a plain name stay."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= _REMEMBERED and key not in self:
            for old in [other for other in self if not isinstance(other, str)][: _REMEMBERED // 4]:
                del self[old]
        super().__setitem__(key, value)


class Scored:
    """Remembers the scores of words for as long as they take no more than so many bytes; the oldest go first."""

    def __init__(self, most: int = _SCORED) -> None:
        self._most = most
        self._taken = 0
        self._held: dict[Any, tuple[Any, int]] = {}

    def get(self, key: Any) -> Any:
        """Return what was put under a key, or None."""
        found = self._held.pop(key, None)
        if found is None:
            return None
        self._held[key] = found
        return found[0]

    def put(self, key: Any, value: Any, size: int) -> None:
        """Remember ``value``, which takes ``size`` bytes."""
        size += _ENTRY
        if size > self._most:
            return
        _, before = self._held.pop(key, (None, 0))
        self._held[key] = value, size
        self._taken += size - before
        while self._taken > self._most:
            oldest = next(iter(self._held))
            self._taken -= self._held.pop(oldest)[1]


class Level:
    """The documents of one level, articles or utterances, over all segments.

    ``universe`` tells which can be found, ``counted`` which the statistics speak of; ``bases`` is the number of the
    first document of each segment, and of the one after the last.
    """

    def __init__(self, sizes: Sequence[int], universe: Array, counted: Array) -> None:
        self.bases = [0]
        for size in sizes:
            self.bases.append(self.bases[-1] + size)
        self.size = self.bases[-1]
        self.universe = universe
        self.counted = counted
        self.all_found = bool(universe.all())
        self.all_counted = bool(counted.all())
        self.count = self.size if self.all_counted else int(counted.sum())


class Snapshot:
    """Reads one committed state; ``faults`` say what had to be left out."""

    def __init__(
        self,
        folder: Path,
        toc: Toc,
        segments: Sequence[Segment],
        faults: Sequence[str] = (),
        rules: PeopleRules | None = None,
    ) -> None:
        self.toc = toc
        self.segments = list(segments)
        self.faults = tuple(faults)
        self._state: Container | None = None
        if toc.state and self.segments:
            self._state = Container(folder / SEGMENTS / toc.state)
            self._state.verify_all()  # without it nobody knows what was deleted: better no answer than a wrong one
        self._folder = folder
        self._bits: dict[str, list[Array]] = {}
        self._levels: dict[tuple[str, bool], Level] = {}
        self._norms: dict[str, Norms] = {}
        self._joined: dict[str, Array] = {}
        self.memo = Memo()
        self.scored = Scored()
        self.rules = rules

    def people_file(self) -> Container | None:
        """Return the people table that the writer worked out, if it did and it is sound."""
        if self.toc.people is None:
            return None
        try:
            return Container(self._folder / SEGMENTS / self.toc.people)
        except SegmentFaultError:
            return None

    def bits(self, name: str) -> list[Array]:
        """Return the bitmap "live" or "visible" of each segment, as booleans."""
        found = self._bits.get(name)
        if found is None:
            found = self._bits[name] = [self._read_bits(name, segment) for segment in self.segments]
        return found

    def _read_bits(self, name: str, segment: Segment) -> Array:
        key = f"{name}.{segment.name}"
        if self._state is None or key not in self._state:
            if name == "visible":
                return self._read_bits("live", segment)
            return np.ones(segment.articles, dtype=bool)
        return np.unpackbits(self._state.array(key), count=segment.articles).astype(bool)

    def articles(self) -> Level:
        """Return the level of articles."""
        found = self._levels.get(("articles", False))
        if found is None:
            universe = _join(self.bits("visible"), bool)
            found = Level([segment.articles for segment in self.segments], universe, universe)
            self._levels["articles", False] = found
        return found

    def utterances(self, quoted: bool) -> Level:
        """Return the level of utterances; those of kind "quoted" can be found only if ``quoted``."""
        found = self._levels.get(("quotes", quoted))
        if found is None:
            visible = self.articles().universe[self.parents()]
            counted = visible & (self.kinds() != QUOTED)
            found = Level([segment.utterances for segment in self.segments], visible if quoted else counted, counted)
            self._levels["quotes", quoted] = found
        return found

    def parents(self) -> Array:
        """Return the article of each utterance."""
        found = self._joined.get("parents")
        if found is None:
            bases = self.articles().bases
            parts = [
                segment.utterance_docs().astype(np.int64) + base
                for segment, base in zip(self.segments, bases, strict=False)
            ]
            found = self._joined["parents"] = _join(parts, np.int64)
        return found

    def statements(self) -> Array:
        """Return the statement that each utterance is a part of, or itself."""
        found = self._joined.get("statements")
        if found is None:
            places = _join([segment.utterance_statements().astype(np.int64) for segment in self.segments], np.int64)
            parents, own = self.parents(), np.arange(len(places))
            firsts = np.searchsorted(parents, parents)
            found = self._joined["statements"] = np.where(places > 0, firsts + places - 1, own)
        return found

    def kinds(self) -> Array:
        """Return the kind of each utterance."""
        return self.joined("kinds", [segment.utterance_kinds for segment in self.segments])

    def days(self, name: str) -> Array:
        """Return a column of days or moments over all articles."""
        found = self._joined.get(name)
        if found is None:
            dtype = np.int64 if name == "moment" else np.int32
            found = self._joined[name] = _join([segment.days(name) for segment in self.segments], dtype)
        return found

    def moments(self, articles: Array) -> Array:
        """Return when some articles were published, in microseconds since 1970; few are picked, not all read."""
        size = self.articles().size
        if "moment" in self._joined or len(articles) * _FEW > size:
            return self.days("moment")[articles]
        found = np.empty(len(articles), dtype=np.int64)
        holding = np.searchsorted(self.articles().bases, articles, "right") - 1
        for number in set(holding.tolist()):
            here = holding == number
            docs = articles[here] - self.articles().bases[number]
            found[here] = self.segments[number].file.pick("d.moment", docs)
        return found

    def joined(self, name: str, parts: Sequence[Any]) -> Array:
        """Return arrays that ``parts`` give, end to end, remembered under ``name``."""
        found = self._joined.get(name)
        if found is None:
            found = self._joined[name] = _join([part() for part in parts], np.uint8)
        return found

    def norms(self, field: str) -> Norms:
        """Return the length part of BM25 for the documents of a field, with its boost."""
        found = self._norms.get(field)
        if found is None:
            level = self.utterances(False) if field == "quote" else self.articles()
            lengths = [segment.text(field).lengths() for segment in self.segments]
            found = self._norms[field] = norms(lengths, level, BY_NAME[field].boost)
        return found

    def locate(self, level: Level, number: int) -> tuple[Segment, int]:
        """Return the segment of a document, and its number there."""
        at = bisect_right(level.bases, number) - 1
        while level.bases[at + 1] == level.bases[at]:
            at += 1
        return self.segments[at], number - level.bases[at]

    def word(self, segment: Segment, field: str, word: str) -> int:
        """Return the number of a word of a field of a segment, or -1."""
        key = (segment.name, field, word)
        found: int | None = self.memo.get(key)
        if found is None:
            found = self.memo[key] = segment.text(field).find(word)
        return found

    def find(self, id: str) -> int:
        """Return the number of the stored article with this id, or -1."""
        for segment, live, base in zip(self.segments, self.bits("live"), self.articles().bases, strict=False):
            doc = segment.find(id)
            if doc >= 0 and live[doc]:
                return base + doc
        return -1


def norms(parts: Sequence[Array], level: Level, boost: float) -> Norms:
    """Return the length part of BM25 for documents whose lengths are given segment by segment."""
    lengths = _join(parts, np.uint8)
    total = int((lengths if level.all_counted else lengths[level.counted]).sum(dtype=np.int64))
    return Norms(lengths, total / level.count if level.count else 0.0, boost)


def _join(parts: Sequence[Array], dtype: Any) -> Array:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)
