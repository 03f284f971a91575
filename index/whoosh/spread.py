"""How matches spread over the values of a field, as one number for each value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.query.nodes import Exact, Form, Prefix
from index.whoosh.arrays import Array, among, runs
from index.whoosh.layout import COUNTED, KINDS
from index.whoosh.persons import Persons
from index.whoosh.segment import Column
from index.whoosh.snapshot import Snapshot
from index.words import fold, tokens

_PIECE = 1 << 12
"""Documents whose entries are counted at a time."""


class Spread:
    """Counts of values, which are numbered in their order; ``missing`` counts the matches with none."""

    def __init__(self, counts: Array, missing: int, values: Sequence[str]) -> None:
        self.counts = counts
        self.missing = missing
        self._values = values

    def text(self, number: int) -> str:
        """Return a value."""
        return self._values[number]

    def count(self, value: str) -> int:
        """Return how many matches have a value."""
        return int(self.counts[self._values.index(value)]) if value in self._values else 0

    def present(self) -> Array:
        """Return the values that a match has."""
        return np.flatnonzero(self.counts)

    def beginning(self, asked: str) -> Array:
        """Return those that :func:`begins` tells to begin with the folded text ``asked``."""
        numbers = [number for number in self._candidates(asked) if begins(self.text(number), asked)]
        return np.array(numbers, dtype=np.int64)

    def most(self, shown: Array, limit: int | None) -> Array:
        """Return the first ``limit`` of the values ``shown``, by count descending, then by value."""
        counts = self.counts[shown]
        if limit is not None and 0 < limit < len(shown):
            kept = counts >= np.partition(counts, len(counts) - limit)[len(counts) - limit]
            shown, counts = shown[kept], counts[kept]
        ordered: Array = shown[np.lexsort((shown, -counts))][:limit]
        return ordered

    def _candidates(self, asked: str) -> list[int]:
        found: list[int] = self.present().tolist()
        return found


class PeopleSpread(Spread):
    """Counts of persons."""

    def __init__(self, counts: Array, missing: int, persons: Persons) -> None:
        super().__init__(counts, missing, ())
        self._persons = persons

    def text(self, number: int) -> str:
        """Return the name of a person."""
        return self._persons.name(number)

    def count(self, value: str) -> int:
        """Return how many matches have the person of a name."""
        number = self._persons.number(value)
        return int(self.counts[number]) if number >= 0 else 0

    def _candidates(self, asked: str) -> list[int]:
        words = tokens(asked)
        if not words:
            return super()._candidates(asked)
        forms: tuple[Form, ...] = (*map(Exact, words[:-1]), Prefix(words[-1]))
        return [number for number in self._persons.find(forms) if self.counts[number]]


def begins(value: str, asked: str) -> bool:
    """Tell whether ``value``, or words of it one after another, begin with the folded text ``asked``."""
    words = " ".join(tokens(asked))
    return fold(value).startswith(asked) or (words != "" and f" {words}" in f" {' '.join(tokens(value))}")


def spread(snapshot: Snapshot, docs: Array, of_quotes: bool, field: str) -> Spread:
    """Return how ``docs``, articles or utterances, spread over the values of a field."""
    if field == "kind":
        return _kinds(snapshot, docs, of_quotes)
    if field == "speaker":
        return _speakers_of_quotes(snapshot, docs) if of_quotes else _speakers_of_articles(snapshot, docs)
    if of_quotes:
        every = np.bincount(snapshot.parents()[docs], minlength=snapshot.articles().size)
        docs = np.flatnonzero(every)
        weights = every[docs]
    else:
        weights = None
    if field == "person":
        return _people(snapshot, docs, weights)
    name = COUNTED.get(field, field)
    values, maps = _merged(snapshot, name)
    columns = [segment.column(name) for segment in snapshot.segments]
    counts, missing = _over(snapshot, columns, maps, len(values), docs, weights)
    return Spread(counts, missing, values)


def _over(
    snapshot: Snapshot, columns: Sequence[Column], maps: Sequence[Array], size: int, docs: Array, weights: Array | None
) -> tuple[Array, int]:
    """Count the entries of articles, which ``maps`` number for all segments, and the articles with none."""
    counts = np.zeros(size, dtype=np.int64)
    missing = 0
    bases = snapshot.articles().bases
    ends = np.searchsorted(docs, bases).tolist()
    for number, (column, known) in enumerate(zip(columns, maps, strict=True)):
        here = slice(ends[number], ends[number + 1])
        own = None if weights is None else weights[here]
        local, lacking = _counted(column, docs[here] - bases[number], own)
        np.add.at(counts, known.astype(np.intp), local.astype(np.int64))
        missing += lacking
    return counts, missing


def _counted(column: Column, docs: Array, weights: Array | None) -> tuple[Array, int]:
    """Count the entries of documents of one segment, and those with none; some at a time, to need little memory."""
    counts = np.zeros(len(column.values), dtype=np.int32)
    missing = 0
    for first in range(0, len(docs), _PIECE):
        here = slice(first, first + _PIECE)
        entries, sizes = column.entries_of(docs[here])
        values = column.entries()[entries].astype(np.intp)
        own = None if weights is None else weights[here]
        each = None if own is None else own.repeat(sizes)
        if len(counts) < len(values):
            counts += np.bincount(values, each, len(counts)).astype(np.int32)
        else:
            np.add.at(counts, values, np.int32(1) if each is None else each.astype(np.int32))
        missing += int(np.count_nonzero(sizes == 0) if own is None else own[sizes == 0].sum())
    return counts, missing


def _merged(snapshot: Snapshot, field: str) -> tuple[list[str], list[Array]]:
    """Return the values of a field over all segments, in order, and for each segment the numbers of its own."""
    found: tuple[list[str], list[Array]] | None = snapshot.memo.get(("merged", field))
    if found is None:
        local = [segment.column(field).values.all() for segment in snapshot.segments]
        values = sorted(set().union(*local))
        numbers = {value: number for number, value in enumerate(values)}
        maps = [np.array([numbers[value] for value in part], dtype=np.int64) for part in local]
        found = snapshot.memo["merged", field] = values, maps
    return found


def _people(snapshot: Snapshot, docs: Array, weights: Array | None) -> Spread:
    persons = Persons.of(snapshot)
    columns = [segment.column("person") for segment in snapshot.segments]
    maps = [persons.map(number) for number in range(len(columns))]
    counts, missing = _over(snapshot, columns, maps, len(persons), docs, weights)
    twice, who = persons.twice()
    held = among(twice, docs)
    np.subtract.at(counts, who[held], 1 if weights is None else weights[np.searchsorted(docs, twice[held])])
    return PeopleSpread(counts, missing, persons)


def _speakers_of_quotes(snapshot: Snapshot, docs: Array) -> Spread:
    persons = Persons.of(snapshot)
    who = persons.speakers()[docs]
    known = who[who >= 0]
    return PeopleSpread(np.bincount(known, minlength=len(persons)), len(who) - len(known), persons)


def _speakers_of_articles(snapshot: Snapshot, docs: Array) -> Spread:
    persons = Persons.of(snapshot)
    who, rows = persons.speakers_of_articles()
    starts = rows[docs].astype(np.int64)
    sizes = rows[docs + 1] - starts
    counts = np.bincount(who[runs(starts, sizes)], minlength=len(persons))
    return PeopleSpread(counts, int(np.count_nonzero(sizes == 0)), persons)


def _kinds(snapshot: Snapshot, docs: Array, of_quotes: bool) -> Spread:
    if of_quotes:
        return Spread(np.bincount(snapshot.kinds()[docs], minlength=len(KINDS)), 0, KINDS)
    mask = np.zeros(snapshot.articles().size, dtype=bool)
    mask[docs] = True
    said = snapshot.utterances(True).universe
    have = np.zeros(len(mask), dtype=bool)
    counts = np.zeros(len(KINDS), dtype=np.int64)
    for number in range(len(KINDS)):
        of_kind = np.zeros(len(mask), dtype=bool)
        of_kind[snapshot.parents()[said & (snapshot.kinds() == number)]] = True
        counts[number] = np.count_nonzero(of_kind & mask)
        have |= of_kind
    return Spread(counts, int(np.count_nonzero(mask & ~have)), KINDS)
