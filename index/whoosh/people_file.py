"""The people table of one committed state as flat arrays: worked out once by the writer, then only read.

``n.`` are the archive-wide names, sorted; ``f.`` their forms, person after person (``f.row``), most used first;
``w.`` the words of the forms, sorted, each with the forms it stands in (``w.row``, ``w.form``). ``map.<segment>`` is
the person of each value of a segment's column "person".

Articles are numbered through the state, and those that can be found stand here alone. ``a.`` are the articles of each
person, person after person (``a.row``, ``a.doc``), and how often each names it (``a.times``); ``t.`` the articles that
have a person under two names, and who that is, once for each name more (``t.doc``, ``t.who``); ``s.`` those who speak
in each article, article after article, each once (``s.row``, ``s.who``). The counts are one number for each person.
Beside them stands which articles are copies of each other (:mod:`index.whoosh.copies`), and which utterances of copies
say the same (:mod:`index.whoosh.sayings`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from index.names import has_suffix, told_apart
from index.people import LocalName, PeopleTable
from index.people_rules import PeopleRules
from index.values import dataclass
from index.whoosh.arrays import Array, narrow, offsets, pack_strings, renumbered, row_sizes, runs, union
from index.whoosh.copies import story_arrays
from index.whoosh.crc import crc32
from index.whoosh.disk import Disk
from index.whoosh.files import ContainerWriter
from index.whoosh.held import HeldArrays
from index.whoosh.layout import FORM_JOINT
from index.whoosh.lexicon import Lexicon
from index.whoosh.sayings import saying_arrays
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.whoosh.text import Inverter
from index.whoosh.vocabulary import encode

_NONE = np.empty(0, dtype=np.int64)


def rules_mark(rules: PeopleRules | None) -> int:
    """Return a number that tells whether a table was worked out with these rules."""
    return crc32(repr(rules).encode("utf-8", "surrogatepass")) if rules else 0


def write_people(disk: Disk, path: Path, snapshot: Snapshot) -> None:
    """Work the people table of a state out and write it durably."""
    arrays = people_arrays(snapshot)
    with ContainerWriter(disk, path) as writer:
        for name in arrays.names():
            writer.add(name, arrays.array(name))
        for name, array in (story_arrays(snapshot) | saying_arrays(snapshot)).items():
            writer.add(name, array)
        writer.close({"rules": rules_mark(snapshot.rules)})


def people_arrays(snapshot: Snapshot) -> HeldArrays:
    """Work the people table of a state out."""
    apart = (pair for people in _with_suffixes(snapshot) for pair in told_apart(people))
    table = PeopleTable.build(local_names(snapshot), snapshot.rules, apart, partial(_told, snapshot))
    local = [segment.column("person").values.all() for segment in snapshot.segments]
    of = {name: table.of(name) for names in local for name in names}
    names = sorted(set(of.values()))
    numbers = {name: number for number, name in enumerate(names)}
    arrays: dict[str, Array] = {}
    _put_strings(arrays, "n", [encode(name) for name in names])
    _put_forms(arrays, [table.forms(name) for name in names])
    maps = [np.array([numbers[of[name]] for name in known], dtype=np.int64) for known in local]
    for segment, known in zip(snapshot.segments, maps, strict=True):
        arrays[f"map.{segment.name}"] = known.astype(np.int32)
    _put_articles(arrays, snapshot, maps, len(names))
    _put_counts(arrays, snapshot, maps, len(names))
    return HeldArrays(arrays)


def local_names(snapshot: Snapshot) -> Iterator[LocalName]:
    """Yield every name that visible articles use for a person with its forms there, and how many articles do so."""
    for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True):
        column, form = segment.column("person"), segment.column("p.form")
        names, forms = column.values.all(), [None, *form.values.all()]
        entries = np.zeros(len(column.entries()), dtype=np.int64)
        entries[row_sizes(form.rows()) > 0] = form.entries().astype(np.int64) + 1
        kept = visible[_owners(segment)]
        pairs = column.entries()[kept].astype(np.int64) * len(forms) + entries[kept]
        keys, times = np.unique(pairs, return_counts=True)
        for key, count in zip(keys.tolist(), times.tolist(), strict=True):
            name, joined = names[key // len(forms)], forms[key % len(forms)]
            yield LocalName(name, (name,) if joined is None else tuple(joined.split(FORM_JOINT)), count)


def _with_suffixes(snapshot: Snapshot) -> Iterator[list[str]]:
    """Yield the names of the people of each visible article where one has a suffix."""
    for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True):
        column = segment.column("person")
        names = column.values.all()
        chosen = np.array([has_suffix(name) for name in names], dtype=bool)[column.entries()]
        for doc in np.unique(_owners(segment)[chosen]).tolist():
            if visible[doc]:
                yield [names[number] for number in column.of(doc)]


def _told(snapshot: Snapshot, asked: Collection[str]) -> Iterator[list[str]]:
    """Yield the people of each visible article that has one of some names."""
    for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True):
        column = segment.column("person")
        known = column.values.all()
        chosen = np.fromiter((name in asked for name in known), dtype=bool, count=len(known))[column.entries()]
        names, rows = column.entries().tolist(), column.rows().tolist()
        docs = np.unique(_owners(segment)[chosen])
        for doc in docs[visible[docs]].tolist():
            yield [known[names[at]] for at in range(rows[doc], rows[doc + 1])]


def _owners(segment: Segment) -> Array:
    return np.repeat(np.arange(segment.articles), row_sizes(segment.column("person").rows()))


def _put_strings(arrays: dict[str, Array], name: str, texts: list[bytes]) -> None:
    blob, ends = pack_strings(texts)
    arrays[f"{name}.blob"] = np.frombuffer(blob, dtype=np.uint8)
    arrays[f"{name}.off"] = ends


def _put_forms(arrays: dict[str, Array], forms: Sequence[tuple[str, ...]]) -> None:
    every = [form for held in forms for form in held]
    _put_strings(arrays, "f", [encode(form) for form in every])
    arrays["f.row"] = narrow(offsets(np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))))
    inverter = Inverter(Lexicon())
    for number, form in enumerate(every):
        inverter.add(number, form)
    inverted = inverter.invert(len(every))
    _put_strings(arrays, "w", inverted.words)
    arrays["w.row"], arrays["w.form"] = narrow(inverted.starts), narrow(inverted.docs)


@dataclass(frozen=True, slots=True)
class _Named:
    """The persons of the articles of one segment that can be found: each pair once, person by person.

    ``doc`` ascends for each of ``who``; the article names that person ``times`` times, under so many ``names``.
    """

    who: Array
    doc: Array
    times: Array
    names: Array


def _put_articles(arrays: dict[str, Array], snapshot: Snapshot, maps: Sequence[Array], size: int) -> None:
    """Put in which articles have each of ``size`` persons, and how often they name them."""
    found = [_named(snapshot, number, known) for number, known in enumerate(maps)]
    counts = [np.bincount(named.who, minlength=size) for named in found]
    rows = offsets(np.sum([np.zeros(size, dtype=np.int64), *counts], axis=0))
    docs, times = (np.empty(int(rows[-1]), dtype=np.uint32) for _ in range(2))
    free = rows[:-1].copy()
    for named, count in zip(found, counts, strict=True):
        places = runs(free, count)
        docs[places], times[places] = named.doc, named.times
        free += count
    arrays["a.row"], arrays["a.doc"], arrays["a.times"] = narrow(rows), narrow(docs), narrow(times)
    for name in ("doc", "who"):
        more = [np.repeat(getattr(named, name), named.names - 1) for named in found]
        arrays[f"t.{name}"] = narrow(np.concatenate([_NONE, *more]))


def _named(snapshot: Snapshot, number: int, known: Array) -> _Named:
    segment, base = snapshot.segments[number], snapshot.articles().bases[number]
    owners = _owners(segment)
    seen = snapshot.articles().universe[owners + base]
    keys = known[segment.column("person").entries()[seen]] * max(1, segment.articles) + owners[seen]
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    times = np.maximum(segment.mentions(), 1)[seen][order]
    who, doc = np.divmod(keys[first], max(1, segment.articles))
    summed = np.add.reduceat(times, first, dtype=np.int64) if len(first) else _NONE
    return _Named(who, doc + base, summed, np.diff(first, append=len(keys)))


def _put_counts(arrays: dict[str, Array], snapshot: Snapshot, maps: Sequence[Array], size: int) -> None:
    """Put in how often each of ``size`` persons is mentioned and speaks, and who speaks in each article."""
    mentions = np.zeros(size, dtype=np.int64)
    speakers = [_NONE]
    for segment, known, visible in zip(snapshot.segments, maps, snapshot.bits("visible"), strict=True):
        seen = visible[_owners(segment)]
        who = known[segment.column("person").entries()[seen]]
        mentions += np.bincount(who, segment.mentions()[seen], size).astype(np.int64)
        speakers.append(renumbered(segment.utterance_speakers(), known))
    arrays["count.mentions"] = narrow(mentions)
    speaker, said = np.concatenate(speakers), snapshot.utterances(False).universe
    for name, universe in (("quotes", said), ("spoken", snapshot.utterances(True).universe)):
        arrays[f"count.{name}"] = narrow(np.bincount(speaker[universe & (speaker >= 0)], minlength=size))
    chosen = said & (speaker >= 0)
    pairs = union([snapshot.parents()[chosen] * max(1, size) + speaker[chosen]])
    articles, who = np.divmod(pairs, max(1, size))
    arrays["s.row"] = narrow(np.searchsorted(articles, np.arange(snapshot.articles().size + 1)))
    arrays["s.who"] = narrow(who)
