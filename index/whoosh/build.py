"""Gathers articles and writes them as one segment."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index import contents
from index.article import Article
from index.headline import headline
from index.utterances import Utterance, statements, utterances
from index.whoosh.arrays import Array, narrow, offsets, pack_strings, renumbered
from index.whoosh.columns import ValueColumn, column, day_number, moment_number
from index.whoosh.disk import Disk
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import (
    COUNTED,
    FORM_JOINT,
    FORMAT,
    KINDS,
    NO_DAY,
    NO_MOMENT,
    PATHS,
    TEXTS,
    VALUES,
    SegmentInfo,
)
from index.whoosh.lexicon import Lexicon
from index.whoosh.packed import Packer
from index.whoosh.prints import fingerprints
from index.whoosh.records import encode as encode_article
from index.whoosh.segment import id_keys
from index.whoosh.text import Inverter, write_text
from index.whoosh.vocabulary import encode
from index.words import stemmer_version


class SegmentBuilder:
    """Gathers articles in memory until :meth:`write`; their number in the segment is the order they came in.

    ``dictionary`` is one to pack records with; without it, one is learned from them.
    """

    def __init__(self, dictionary: bytes = b"") -> None:
        self.ids: list[str] = []
        self._heads: list[bytes] = []
        self._packer = Packer(dictionary)
        self._sizes = {"body": array("Q"), "rest": array("Q")}
        self._lexicon = Lexicon()
        self._texts = {name: Inverter(self._lexicon) for name in TEXTS}
        self._has = {name: array("B") for name in TEXTS}
        self._paths = {name: Inverter(self._lexicon) for name in PATHS}
        self._quote = Inverter(self._lexicon)
        self._values = {name: ValueColumn() for name in (*VALUES, *PATHS, *COUNTED.values())}
        self._person = ValueColumn()
        self._mentions = array("I")
        self._mentioned = array("Q")
        self._role = ValueColumn()
        self._form = ValueColumn()
        self._said = ValueColumn()
        self._days: dict[str, array[int]] = {name: array("q") for name in ("first", "last", "moment", "added")}
        self._utterance_counts = array("I")
        self._kinds = array("B")
        self._numbers = array("I")
        self._speakers = array("q")
        self._statements = array("I")
        self._weight = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def weight(self) -> int:
        """About how many bytes of memory are taken."""
        return self._weight + self._packer.weight

    @property
    def dictionary(self) -> bytes:
        """The dictionary that records are packed with, for the next segment; empty before one was learned."""
        return self._packer.dictionary

    def add(self, article: Article) -> None:
        """Take in one article."""
        doc = len(self.ids)
        self.ids.append(article.id)
        stored = encode_article(article, *headline(article))
        self._heads.append(stored.head)
        self._packer.add(stored.record)
        self._sizes["body"].append(stored.body)
        self._sizes["rest"].append(stored.rest)
        self._weight += len(stored.head) + 2 * stored.body
        for name, inverter in self._texts.items():
            found = contents.texts(article, name)
            self._has[name].append(bool(found))
            for text in found:
                inverter.add(doc, text)
        for name, inverter in self._paths.items():
            paths = contents.paths(article, name)
            for path in paths:
                inverter.add(doc, path)
            self._values[name].add(paths)
        for name in VALUES:
            self._values[name].add(contents.values(article, name))
        for name, counted in COUNTED.items():
            self._values[counted].add(contents.facet_values(article, name))
        self._add_people(article)
        self._add_days(article)
        self._add_utterances(utterances(article), article.body)

    def _add_people(self, article: Article) -> None:
        people = [person for person in article.people if person.name.strip()]
        self._person.add([person.name for person in people])
        mentions = [len(person.mentions) for person in people]
        self._mentions.extend(mentions)
        self._mentioned.append(sum(mentions) + mentions.count(0))
        if not any(person.roles for person in people):
            self._role.skip(len(people))
        else:
            for person in people:
                self._role.add(dict.fromkeys(filter(str.strip, person.roles)))
        forms = [() if person.forms == (person.name,) else person.forms for person in people]
        if not any(forms):
            self._form.skip(len(people))
        else:
            for held in forms:
                self._form.add((FORM_JOINT.join(held),) if held else ())

    def _add_days(self, article: Article) -> None:
        published = contents.days(article, "date")
        added = contents.days(article, "added")
        self._days["first"].append(day_number(published[0]) if published else NO_DAY)
        self._days["last"].append(day_number(published[1]) if published else NO_DAY)
        self._days["moment"].append(moment_number(article.published.moment()) if article.published else NO_MOMENT)
        self._days["added"].append(day_number(added[0]) if added else NO_DAY)

    def _add_utterances(self, found: tuple[Utterance, ...], body: str) -> None:
        self._utterance_counts.append(len(found))
        self._statements.extend(statements(found, body))
        for utterance in found:
            self._quote.add(len(self._kinds), utterance.text)
            self._kinds.append(KINDS.index(utterance.kind))
            self._numbers.append(utterance.number)
            self._speakers.append(self._person.number(utterance.person) if utterance.person else -1)
            self._said.add((utterance.speaker,) if utterance.speaker else ())

    def write(self, disk: Disk, folder: Path, name: str) -> SegmentInfo:
        """Write everything gathered as the segment ``name``, durably."""
        count, said = len(self.ids), len(self._kinds)
        for inverter in (*self._texts.values(), *self._paths.values(), self._quote):
            inverter.take_in()
        with ContainerWriter(disk, folder / f"{name}.seg") as writer:
            write_ids(writer, self.ids)
            write_blobs(writer, "s.head", self._heads)
            self._packer.write(writer)
            for part, sizes in self._sizes.items():
                writer.add(f"s.{part}.size", narrow(column(sizes)))
            writer.add("c.print", fingerprints(*self._texts["body"].gathered(count)))
            for field, inverter in self._texts.items():
                write_text(writer, field, inverter.invert(count), stems=True)
                writer.add(f"has.{field}", column(self._has[field]))
            for field, inverter in self._paths.items():
                write_text(writer, field, inverter.invert(count), stems=False)
            write_text(writer, "quote", self._quote.invert(said), stems=True)
            for field, values in self._values.items():
                values.write(writer, field)
            person = self._person.write(writer, "person")
            writer.add("p.mentions", narrow(column(self._mentions)))
            writer.add("p.len", narrow(column(self._mentioned)))
            self._role.write(writer, "p.role")
            self._form.write(writer, "p.form")
            self._said.write(writer, "said")
            write_days(writer, {name: column(days) for name, days in self._days.items()})
            speakers = renumbered(column(self._speakers), person.astype(np.int32))
            said_by = (column(self._kinds), column(self._numbers), speakers, column(self._statements))
            write_utterances(writer, column(self._utterance_counts), *said_by)
            size = writer.close(segment_meta(count, said))
        return SegmentInfo(name, count, said, size)


def segment_meta(articles: int, utterances: int) -> dict[str, object]:
    """Return what a segment says of itself."""
    return {"format": FORMAT, "stemmer": stemmer_version(), "articles": articles, "utterances": utterances}


def write_ids(writer: ContainerWriter, ids: list[str]) -> None:
    """Write the ids of a segment, in order of documents, their ascending order, and how each begins in that order."""
    encoded = [encode(id) for id in ids]
    write_blobs(writer, "id", encoded)
    # Of articles with the same id the last comes first: it took the place of the others.
    order = sorted(range(len(ids) - 1, -1, -1), key=encoded.__getitem__)
    writer.add("id.order", narrow(np.array(order, dtype=np.int64)))
    writer.add("id.key", id_keys([encoded[doc] for doc in order]))


def write_blobs(writer: ContainerWriter, name: str, parts: list[bytes]) -> None:
    """Write byte strings one after another, and where each starts."""
    blob, ends = pack_strings(parts)
    writer.add_bytes(name, blob)
    writer.add(f"{name}.off", ends)


def write_days(writer: ContainerWriter, days: dict[str, Array]) -> None:
    """Write the columns of days and moments."""
    for name, numbers in days.items():
        writer.add(f"d.{name}", numbers if name == "moment" else numbers.astype(np.int32))


def write_utterances(
    writer: ContainerWriter, counts: Array, kinds: Array, numbers: Array, speakers: Array, statements: Array
) -> None:
    """Write which utterances each article has, their kinds, numbers in the article, speakers (-1: no person), and the
    places there of the statements that they are parts of (0: of none).
    """
    writer.add("u.start", narrow(offsets(counts)))
    writer.add("u.doc", narrow(np.repeat(np.arange(len(counts), dtype=np.uint32), counts)))
    writer.add("u.kind", kinds.astype(np.uint8))
    writer.add("u.number", narrow(numbers))
    writer.add("u.speaker", speakers.astype(np.int32))
    writer.add("u.statement", narrow(statements))
