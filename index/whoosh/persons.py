"""The people of one committed state: from the names that articles use to archive-wide persons, as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.people import LocalName, PeopleTable
from index.query.nodes import Form
from index.whoosh.build import FORM_JOINT
from index.whoosh.files import Array, row_sizes
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Level, Snapshot


@dataclass(frozen=True, slots=True)
class Counts:
    """Visible articles, mentions and utterances of each person, by number; ``spoken`` are quoted ones too."""

    articles: Array
    mentions: Array
    quotes: Array
    spoken: Array


class Persons:
    """Archive-wide persons, numbered in the order of their names."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.table = PeopleTable.build(local_names(snapshot), snapshot.rules)
        self.names: list[str] = sorted(
            {self.table.of(name) for segment in snapshot.segments for name in _used(segment)}
        )
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._maps = [self._map(segment) for segment in snapshot.segments]
        self._entries: dict[int, Array] = {}
        self._owners: dict[int, Array] = {}
        self._speakers: Array | None = None
        self._counts: Counts | None = None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Return the people of a state, made once."""
        found: Self | None = snapshot.memo.get("persons")
        if found is None:
            found = snapshot.memo["persons"] = cls(snapshot)
        return found

    def _map(self, segment: Segment) -> Array:
        numbers = [self._numbers[self.table.of(name)] for name in _used(segment)]
        return np.array(numbers, dtype=np.int32)

    def number(self, name: str) -> int:
        """Return the number of the person with exactly this archive-wide name, or -1."""
        return self._numbers.get(name, -1)

    def find(self, forms: tuple[Form, ...]) -> list[int]:
        """Return the persons one of whose forms fulfils all ``forms``."""
        return sorted(self._numbers[name] for name in self.table.find(forms) if name in self._numbers)

    def entries(self, segment: int) -> Array:
        """Return the person of each entry of a segment's column "person"."""
        found = self._entries.get(segment)
        if found is None:
            found = self._maps[segment][self._snapshot.segments[segment].column("person").entries()]
            self._entries[segment] = found
        return found

    def owners(self, segment: int) -> Array:
        """Return the article, within its segment, of each entry."""
        found = self._owners.get(segment)
        if found is None:
            rows = self._snapshot.segments[segment].column("person").rows()
            found = np.repeat(np.arange(len(rows) - 1), row_sizes(rows))
            self._owners[segment] = found
        return found

    def speakers(self) -> Array:
        """Return the person of each utterance of the archive, -1 for nobody known."""
        if self._speakers is None:
            parts = []
            for number, segment in enumerate(self._snapshot.segments):
                who = segment.utterance_speakers()
                known = self._maps[number]
                parts.append(np.where(who < 0, -1, known[np.maximum(who, 0)]) if len(known) else who)
            self._speakers = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        return self._speakers

    def articles(self, level: Level, who: int) -> Array:
        """Return the articles that can be found and have a person."""
        parts = [
            np.unique(self.owners(number)[self.entries(number) == who]) + level.bases[number]
            for number in range(len(self._snapshot.segments))
        ]
        docs = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        found: Array = docs[level.universe[docs]]
        return found

    def of_article(self, segment: int, doc: int) -> list[str]:
        """Return the archive-wide names of the people of an article, in its own order."""
        known = self._maps[segment]
        numbers = dict.fromkeys(
            int(known[entry]) for entry in self._snapshot.segments[segment].column("person").of(doc)
        )
        return [self.names[number] for number in numbers]

    def pairs(self) -> tuple[Array, Array]:
        """Return every pair of visible article and person once: articles and persons."""
        level = self._snapshot.articles()
        parts = []
        size = max(1, len(self.names))
        for number in range(len(self._snapshot.segments)):
            docs = self.owners(number) + level.bases[number]
            keys = docs * size + self.entries(number)
            parts.append(np.unique(keys[level.universe[docs]]))
        keys = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        return keys // size, keys % size

    def counts(self) -> Counts:
        """Return what each person is counted with."""
        if self._counts is None:
            size = len(self.names)
            level = self._snapshot.articles()
            mentions = np.zeros(size)
            for number, segment in enumerate(self._snapshot.segments):
                seen = level.universe[self.owners(number) + level.bases[number]]
                mentions += np.bincount(self.entries(number)[seen], segment.mentions()[seen], size)
            who = self.speakers()[self._snapshot.utterances(False).universe]
            spoken = self.speakers()[self._snapshot.utterances(True).universe]
            self._counts = Counts(
                np.bincount(self.pairs()[1], minlength=size),
                mentions.astype(np.int64),
                np.bincount(who[who >= 0], minlength=size),
                np.bincount(spoken[spoken >= 0], minlength=size),
            )
        return self._counts


def local_names(snapshot: Snapshot) -> Iterator[LocalName]:
    """Yield every name that visible articles use for a person with its forms there, and how many articles do so."""
    for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True):
        column, form = segment.column("person"), segment.column("p.form")
        names, forms = column.values.all(), [None, *form.values.all()]
        entries = np.zeros(len(column.entries()), dtype=np.int64)
        entries[row_sizes(form.rows()) > 0] = form.entries().astype(np.int64) + 1
        owners = np.repeat(np.arange(segment.articles), row_sizes(column.rows()))
        kept = visible[owners]
        pairs = column.entries()[kept].astype(np.int64) * len(forms) + entries[kept]
        keys, times = np.unique(pairs, return_counts=True)
        for key, count in zip(keys.tolist(), times.tolist(), strict=True):
            name, joined = names[key // len(forms)], forms[key % len(forms)]
            yield LocalName(name, (name,) if joined is None else tuple(joined.split(FORM_JOINT)), count)


def _used(segment: Segment) -> list[str]:
    return segment.column("person").values.all()
