"""The people of one committed state, by number: archive-wide persons in the order of their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from index.query.nodes import Exact, Form, Prefix
from index.values import dataclass
from index.whoosh.arrays import Array, among, runs, union
from index.whoosh.expand import near_words
from index.whoosh.held import Arrays
from index.whoosh.snapshot import Level, Snapshot
from index.whoosh.vocabulary import Vocabulary
from index.words import stem

if TYPE_CHECKING:
    from index.people import PeopleTable
    from index.whoosh.segment import Segment

_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Counts:
    """Visible articles, mentions and utterances of each person, by number; ``spoken`` are quoted ones too."""

    articles: Array
    mentions: Array
    quotes: Array
    spoken: Array


class Persons:
    """Reads the people table of a state, or works it out where its writer did not."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._arrays = _stored(snapshot) or _worked_out(snapshot)
        self._names = Vocabulary(self._arrays, "n.blob", "n.off")
        self._words = Vocabulary(self._arrays, "w.blob", "w.off")
        self._form_texts = Vocabulary(self._arrays, "f.blob", "f.off")
        self._table: PeopleTable | None = None
        self._known: dict[int, str] = {}
        self._counts: Counts | None = None
        self._found: dict[tuple[Form, ...], list[int]] = {}
        self._speakers: Array | None = None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Return the people of a state, made once."""
        found: Self | None = snapshot.memo.get("persons")
        if found is None:
            found = snapshot.memo["persons"] = cls(snapshot)
        return found

    def __len__(self) -> int:
        return len(self._names)

    def name(self, number: int) -> str:
        """Return the archive-wide name of a person."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._names.text(number)
        return found

    def number(self, name: str) -> int:
        """Return the number of the person with exactly this archive-wide name, or -1."""
        return self._names.find(name)

    def forms(self, number: int) -> tuple[str, ...]:
        """Return all names used for a person, most used first."""
        start, end = self._arrays.cut("f.row", number, number + 2).tolist()
        return tuple(self._form_texts.text(at) for at in range(start, end))

    def table(self) -> PeopleTable:
        """Return all names with their forms, for questions that look at every one."""
        if self._table is None:
            from index.people import PeopleTable

            rows, texts = self._arrays.array("f.row").tolist(), self._form_texts.all()
            names = self._names.all()
            self._table = PeopleTable(
                {}, {name: tuple(texts[rows[at] : rows[at + 1]]) for at, name in enumerate(names)}
            )
        return self._table

    def find(self, forms: tuple[Form, ...]) -> list[int]:
        """Return the persons one of whose forms fulfils all ``forms``, ascending."""
        known = self._found.get(forms)
        if known is None:
            known = self._found[forms] = self._find(forms) if forms else []
        return known

    def _find(self, forms: tuple[Form, ...]) -> list[int]:
        if not all(isinstance(form, Exact | Prefix) for form in forms):
            return sorted(self.number(name) for name in self.table().find(forms))
        found: Array | None = None
        for form in forms:
            having = self._having(form)
            found = having if found is None else found[among(found, having)]
        if found is None or not len(found):
            return []
        people = np.searchsorted(self._arrays.array("f.row"), found, "right") - 1
        numbers: list[int] = union([people]).tolist()
        return numbers

    def _having(self, form: Form) -> Array:
        """Return the forms of names with a word that ``form`` stands for."""
        if isinstance(form, Prefix):
            first, last = self._words.prefixed(form.text)
        else:
            first = self._words.find(form.text) if isinstance(form, Exact) else -1
            last = first + 1
        if first < 0 or first == last:
            return np.empty(0, dtype=np.int64)
        start, end = int(self._arrays.item("w.row", first)), int(self._arrays.item("w.row", last))
        return union([self._arrays.cut("w.form", start, end)])

    def map(self, segment: int) -> Array:
        """Return the person of each value of a segment's column "person"."""
        return self._arrays.array(f"map.{self._snapshot.segments[segment].name}")

    def again(self, segment: int) -> Array:
        """Return the utterances whose speaker has spoken before in the same article, quoted ones left out."""
        return self._arrays.array(f"again.{self._snapshot.segments[segment].name}")

    def near_words(self, word: str, most: int) -> dict[str, int]:
        """Return the words of names at most so many edits from ``word``, with the number of forms each stands in."""
        numbers = near_words(self._words, word, most)
        rows = self._arrays.array("w.row")
        return {self._words.text(at): int(rows[at + 1]) - int(rows[at]) for at in numbers}

    def has_kin(self, word: str) -> bool:
        """Tell whether names have a word, or another form of it."""
        own = stem(word)
        first, last = self._words.prefixed(own[:-1] or own)
        return any(stem(self._words.text(at)) == own for at in range(first, last))

    def beginning(self, prefix: str) -> list[int]:
        """Return the persons one of whose forms has a word that begins so, ascending."""
        return self.find((Prefix(prefix),))

    def speakers(self) -> Array:
        """Return the person of each utterance of the archive, -1 for nobody known."""
        if self._speakers is None:
            parts = []
            for number, segment in enumerate(self._snapshot.segments):
                who, known = segment.utterance_speakers(), self.map(number)
                parts.append(np.where(who < 0, -1, known[np.maximum(who, 0)]) if len(known) else who)
            self._speakers = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        return self._speakers

    def _values(self, segment: int, numbers: Array) -> Array:
        """Return the values of a segment's column "person" that are one of some persons."""
        name = self._snapshot.segments[segment].name
        held = self._arrays.array(f"of.{name}")
        wanted = numbers.astype(held.dtype)
        first, last = np.searchsorted(held, (wanted, wanted + 1))
        return self._arrays.pick(f"values.{name}", runs(first, last - first))

    def mentioned(self, segment: int, numbers: Array) -> tuple[Array, Array]:
        """Return the articles of a segment that have one of some persons, ascending, and how often they name them."""
        held = self._snapshot.segments[segment]
        docs, places = held.column("person").holders(self._values(segment, numbers))
        order = np.argsort(docs, kind="stable")
        docs = docs[order].astype(np.int64)
        fresh = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1]))[: len(docs)])
        times = self._arrays.pick(f"times.{held.name}", places)[order]
        return docs[fresh], np.add.reduceat(times, fresh, dtype=np.float64) if len(fresh) else np.empty(0)

    def places(self, segment: int, numbers: Array) -> tuple[Array, Array]:
        """Return the entries of a segment's column "person" that are one of some persons, and the article of each."""
        column = self._snapshot.segments[segment].column("person")
        values = self._values(segment, numbers)
        docs = union([column.holders(values)[0]]).astype(np.int64)
        wanted = np.zeros(len(column.values), dtype=bool)
        wanted[values] = True
        entries, sizes = column.entries_of(docs)
        chosen = wanted[column.entries()[entries]]
        return entries[chosen], docs.repeat(sizes)[chosen]

    def articles(self, level: Level, who: int) -> Array:
        """Return the articles that can be found and have a person."""
        parts = [_NONE]
        for number, segment in enumerate(self._snapshot.segments):
            docs, _ = segment.column("person").holders(self._values(number, np.array([who])))
            parts.append(union([docs]).astype(np.int64) + level.bases[number])
        docs = np.concatenate(parts)
        found: Array = docs[level.universe[docs]]
        return found

    def twice(self, segment: int) -> Array:
        """Return the entries of a segment's column "person" whose person the same article has already."""
        return self._arrays.array(f"twice.{self._snapshot.segments[segment].name}")

    def of_articles(self, places: Sequence[tuple[Segment, int]]) -> list[tuple[str, ...]]:
        """Return the archive-wide names of the people of some articles, each in its own order."""
        found: list[list[int]] = []
        for segment, doc in places:
            entries = np.array(segment.column("person").of(doc), dtype=np.int64)
            found.append(self._arrays.pick(f"map.{segment.name}", entries).tolist())
        known_names = self._known
        unknown = sorted({number for numbers in found for number in numbers if number not in known_names})
        if unknown:
            known_names.update(zip(unknown, self._names.texts(np.array(unknown)), strict=True))
        name = known_names.__getitem__
        return [tuple(dict.fromkeys(map(name, numbers))) for numbers in found]

    def most_written_about(self, numbers: list[int], most: int) -> list[tuple[str, int]]:
        """Return some of the persons given: those with most visible articles, by name, and how many they have."""
        wanted = np.array(numbers)
        articles = self._arrays.pick("count.articles", wanted).astype(np.int64)
        first = np.lexsort((wanted, -articles))[:most].tolist()
        return [(self.name(numbers[at]), int(articles[at])) for at in first]

    def counts(self) -> Counts:
        """Return what each person is counted with."""
        if self._counts is None:
            names = ("articles", "mentions", "quotes", "spoken")
            self._counts = Counts(*(self._arrays.array(f"count.{name}").astype(np.int64) for name in names))
        return self._counts


def _stored(snapshot: Snapshot) -> Arrays | None:
    """Return the table that the writer worked out, if it did, with the rules of now."""
    stored = snapshot.people_file()
    if stored is None:
        return None
    mark = 0
    if snapshot.rules is not None:
        from index.whoosh.people_file import rules_mark

        mark = rules_mark(snapshot.rules)
    return stored if stored.meta.get("rules") == mark else None


def _worked_out(snapshot: Snapshot) -> Arrays:
    from index.whoosh.people_file import people_arrays

    return people_arrays(snapshot)
