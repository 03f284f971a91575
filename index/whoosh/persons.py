"""The people of one committed state, by number: archive-wide persons in the order of their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from index.names import SELDOM, has_role, is_called, spellings
from index.query.nodes import Exact, Form, Prefix
from index.values import dataclass
from index.whoosh.arrays import Array, among, renumbered, row_sizes, summed, union
from index.whoosh.expand import near_words
from index.whoosh.held import Arrays
from index.whoosh.snapshot import Snapshot
from index.whoosh.vocabulary import Vocabulary

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
        self._found: dict[tuple[tuple[Form, ...], str], list[int]] = {}
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

    def find(self, forms: tuple[Form, ...], title: str = "") -> list[int]:
        """Return the persons one of whose forms fulfils all ``forms``, ascending; of these those who bear a title, if
        any do.
        """
        known = self._found.get((forms, title))
        if known is None:
            known = self._find(forms) if forms else []
            if title and len(known) > 1:
                known = self._bearing(title, known) or known
            self._found[forms, title] = known
        return known

    def _bearing(self, title: str, people: list[int]) -> list[int]:
        """Return those of some people who are called by a title, or have it as a role in a tenth of the articles of who
        most often has it: a role may be misread.
        """
        having = np.zeros(len(self), dtype=np.int64)
        for number, visible in enumerate(self._snapshot.bits("visible")):
            segment = self._snapshot.segments[number]
            person, role = segment.column("person"), segment.column("p.role")
            likely = {at for word in spellings(title.split()[-1]) for at in role.values.holding(word)}
            meant = np.array(sorted(at for at in likely if has_role(title, role.values.text(at))), dtype=np.int64)
            entries = np.searchsorted(role.rows(), np.flatnonzero(among(role.entries(), meant)), "right") - 1
            entries = union([entries])
            entries = entries[visible[np.searchsorted(person.rows(), entries, "right") - 1]]
            having += np.bincount(self.map(number)[person.entries()[entries]], minlength=len(self))
        most = max(1, *having[people].tolist())
        return [
            who
            for who in people
            if having[who] * SELDOM >= most or any(is_called(title, form) for form in self.forms(who))
        ]

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

    def near_words(self, word: str, most: int) -> dict[str, int]:
        """Return the words of names at most so many edits from ``word``, with the number of forms each stands in."""
        numbers = near_words(self._words, word, most)
        rows = self._arrays.array("w.row")
        return {self._words.text(at): int(rows[at + 1]) - int(rows[at]) for at in numbers}

    def sharing(self, choices: Sequence[Iterable[str]]) -> list[tuple[str, str]]:
        """Return the names with a word of as many of ``choices`` as any has, each behind the person who has it."""
        having = [union([_NONE, *(self._having(Exact(word)) for word in choice)]) for choice in choices]
        every = np.concatenate([_NONE, *having])
        forms, shared = summed(every, np.ones(len(every)))
        forms = forms[shared == shared.max(initial=0)]
        people = np.searchsorted(self._arrays.array("f.row"), forms, "right") - 1
        return list(zip(map(self.name, people.tolist()), self._form_texts.texts(forms), strict=True))

    def has(self, word: str) -> bool:
        """Tell whether names have a word."""
        return self._words.find(word) >= 0

    def speakers(self) -> Array:
        """Return the person of each utterance of the archive, -1 for nobody known."""
        if self._speakers is None:
            parts = [_NONE]
            for number, segment in enumerate(self._snapshot.segments):
                parts.append(renumbered(segment.utterance_speakers(), self.map(number)))
            self._speakers = np.concatenate(parts)
        return self._speakers

    def speakers_of_articles(self) -> tuple[Array, Array]:
        """Return those who speak in each article, article after article, and where each article's start."""
        return self._arrays.array("s.who"), self._arrays.array("s.row")

    def articles(self, who: int) -> Array:
        """Return the articles that can be found and have a person, ascending."""
        start, end = self._arrays.cut("a.row", who, who + 2).tolist()
        return self._arrays.cut("a.doc", start, end).astype(np.int64)

    def mentioned(self, people: Array) -> tuple[Array, Array]:
        """Return the articles that can be found and have one of some persons, ascending, and how often they do."""
        starts, ends = self._rows(people)
        docs, times = (self._arrays.stretches(name, starts, ends - starts) for name in ("a.doc", "a.times"))
        return summed(docs.astype(np.int64), times.astype(np.float64))

    def _rows(self, people: Array) -> tuple[Array, Array]:
        """Return where the articles of some persons start and end."""
        bounds = self._arrays.pick("a.row", np.concatenate((people, people + 1))).astype(np.int64)
        return bounds[: len(people)], bounds[len(people) :]

    def twice(self) -> tuple[Array, Array]:
        """Return articles that have a person under several names, and who that is, once for each name more."""
        return self._arrays.array("t.doc"), self._arrays.array("t.who")

    def places(self, segment: int, who: int) -> tuple[Array, Array]:
        """Return the entries of a segment's column "person" that are a person, and the article of each."""
        bases = self._snapshot.articles().bases
        docs = self.articles(who)
        docs = docs[slice(*np.searchsorted(docs, bases[segment : segment + 2]))] - bases[segment]
        column = self._snapshot.segments[segment].column("person")
        entries, sizes = column.entries_of(docs)
        chosen = self.map(segment)[column.entries()[entries]] == who
        return entries[chosen], docs.repeat(sizes)[chosen]

    def of_articles(self, places: Sequence[tuple[Segment, int]]) -> list[tuple[str, ...]]:
        """Return the archive-wide names of the people of some articles, who is mentioned most before the others."""
        of = {segment.name: self._arrays.numbers(f"map.{segment.name}") for segment, _ in places}
        found = [_most_mentioned(segment, doc, of[segment.name]) for segment, doc in places]
        known_names = self._known
        unknown = sorted({number for numbers in found for number in numbers if number not in known_names})
        if unknown:
            known_names.update(zip(unknown, self._names.texts(np.array(unknown)), strict=True))
        name = known_names.__getitem__
        return [tuple(map(name, numbers)) for numbers in found]

    def most_written_about(self, numbers: list[int], most: int) -> list[tuple[str, int]]:
        """Return some of the persons given: those with most visible articles, by name, and how many they have."""
        wanted = np.array(numbers)
        starts, ends = self._rows(wanted)
        articles = ends - starts
        first = np.lexsort((wanted, -articles))[:most].tolist()
        return [(self.name(numbers[at]), int(articles[at])) for at in first]

    def counts(self) -> Counts:
        """Return what each person is counted with."""
        if self._counts is None:
            counts = (self._arrays.array(f"count.{name}") for name in ("mentions", "quotes", "spoken"))
            self._counts = Counts(row_sizes(self._arrays.array("a.row")), *(held.astype(np.int64) for held in counts))
        return self._counts


def _most_mentioned(segment: Segment, doc: int, person_of: Callable[[int], int]) -> list[int]:
    """Return the people of an article, the most mentioned first, then as they come; who is only stated counts once."""
    mentions: Counter[int] = Counter()
    for name, times in segment.people(doc):
        mentions[person_of(name)] += max(1, times)
    return [who for who, _ in mentions.most_common()]


def _stored(snapshot: Snapshot) -> Arrays | None:
    """Return the table that the writer worked out, if it did, of all that is here and with the rules of now."""
    stored = None if snapshot.faults else snapshot.people_file()
    if stored is None or "a.row" not in stored:
        return None
    mark = 0
    if snapshot.rules is not None:
        from index.whoosh.people_file import rules_mark

        mark = rules_mark(snapshot.rules)
    return stored if stored.meta.get("rules") == mark else None


def _worked_out(snapshot: Snapshot) -> Arrays:
    from index.whoosh.people_file import people_arrays

    return people_arrays(snapshot)
