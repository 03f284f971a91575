"""The people table of one committed state as flat arrays: worked out once by the writer, then only read.

``n.`` are the archive-wide names, sorted; ``f.`` their forms, person after person (``f.row``), most used first;
``w.`` the words of the forms, sorted, each with the forms it stands in (``w.row``, ``w.form``). ``map.<segment>`` is
the person of each value of a segment's column "person", ``values.<segment>`` those values by person,
``of.<segment>`` the person of each of them, ``times.<segment>`` how often the articles of each value, one after
another, name it, ``twice.<segment>`` the entries of that column whose person the same article has already,
``again.<segment>`` the utterances whose
speaker spoke before in it. The counts are one number for each person. Beside them stands which articles are copies of
each other (:mod:`index.whoosh.copies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from index.people import LocalName, PeopleTable
from index.people_rules import PeopleRules
from index.whoosh.arrays import Array, narrow, offsets, pack_strings, row_sizes
from index.whoosh.copies import story_arrays
from index.whoosh.disk import Disk
from index.whoosh.files import ContainerWriter
from index.whoosh.held import HeldArrays
from index.whoosh.layout import FORM_JOINT, QUOTED
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.whoosh.tokenize import tokenize
from index.whoosh.vocabulary import encode


def rules_mark(rules: PeopleRules | None) -> int:
    """Return a number that tells whether a table was worked out with these rules."""
    return crc32(repr(rules).encode("utf-8", "surrogatepass")) if rules else 0


def write_people(disk: Disk, path: Path, snapshot: Snapshot) -> int:
    """Work the people table of a state out and write it durably; return its size in bytes."""
    arrays = people_arrays(snapshot)
    with ContainerWriter(disk, path) as writer:
        for name in arrays.names():
            writer.add(name, arrays.array(name))
        for name, array in story_arrays(snapshot).items():
            writer.add(name, array)
        return writer.close({"rules": rules_mark(snapshot.rules)})


def people_arrays(snapshot: Snapshot) -> HeldArrays:
    """Work the people table of a state out."""
    table = PeopleTable.build(local_names(snapshot), snapshot.rules)
    local = [segment.column("person").values.all() for segment in snapshot.segments]
    of = {name: table.of(name) for names in local for name in names}
    names = sorted({*of.values(), *table.names()}, key=encode)
    numbers = {name: number for number, name in enumerate(names)}
    arrays: dict[str, Array] = {}
    _put_strings(arrays, "n", [encode(name) for name in names])
    _put_forms(arrays, [table.forms(name) for name in names])
    maps = [np.array([numbers[of[name]] for name in known], dtype=np.int32) for known in local]
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


def _owners(segment: Segment) -> Array:
    return np.repeat(np.arange(segment.articles), row_sizes(segment.column("person").rows()))


def _put_strings(arrays: dict[str, Array], name: str, texts: list[bytes]) -> None:
    blob, ends = pack_strings(texts)
    arrays[f"{name}.blob"] = np.frombuffer(blob, dtype=np.uint8)
    arrays[f"{name}.off"] = ends


def _put_forms(arrays: dict[str, Array], forms: Sequence[tuple[str, ...]]) -> None:
    every = [form for held in forms for form in held]
    _put_strings(arrays, "f", [encode(form) for form in every])
    arrays["f.row"] = narrow(offsets(np.array([len(held) for held in forms], dtype=np.int64)))
    words: dict[bytes, list[int]] = {}
    for number, form in enumerate(every):
        for word in tokenize(form):
            words.setdefault(word, []).append(number)
    order = sorted(words)
    _put_strings(arrays, "w", order)
    arrays["w.row"] = narrow(offsets(np.array([len(words[word]) for word in order], dtype=np.int64)))
    arrays["w.form"] = narrow(np.array([number for word in order for number in words[word]], dtype=np.int64))


def _put_counts(arrays: dict[str, Array], snapshot: Snapshot, maps: Sequence[Array], size: int) -> None:
    level = snapshot.articles()
    totals = {name: np.zeros(size, dtype=np.int64) for name in ("articles", "mentions", "quotes", "spoken")}
    said, spoken = snapshot.utterances(False), snapshot.utterances(True)
    for number, (segment, known) in enumerate(zip(snapshot.segments, maps, strict=True)):
        arrays[f"map.{segment.name}"] = known
        order = np.argsort(known, kind="stable")
        arrays[f"values.{segment.name}"], arrays[f"of.{segment.name}"] = narrow(order), known[order]
        owners = _owners(segment)
        who = known[segment.column("person").entries()] if len(known) else np.empty(0, dtype=np.int32)
        keys = owners * max(1, size) + who
        once = np.zeros(len(keys), dtype=bool)
        once[np.unique(keys, return_index=True)[1]] = True
        by_value = np.argsort(segment.column("person").entries(), kind="stable")
        arrays[f"times.{segment.name}"] = narrow(np.maximum(segment.mentions(), 1)[by_value])
        arrays[f"twice.{segment.name}"] = np.flatnonzero(~once)
        base, end = level.bases[number], level.bases[number + 1]
        seen = level.universe[base:end][owners]
        totals["articles"] += np.bincount(who[seen & once], minlength=size)
        totals["mentions"] += np.bincount(who[seen], segment.mentions()[seen], size).astype(np.int64)
        speakers = segment.utterance_speakers()
        arrays[f"again.{segment.name}"] = _again(segment, known, size)
        for name, found in (("quotes", said), ("spoken", spoken)):
            first = found.bases[number]
            kept = speakers[found.universe[first : first + segment.utterances] & (speakers >= 0)]
            totals[name] += np.bincount(known[kept] if len(known) else kept, minlength=size)
    for name, counts in totals.items():
        arrays[f"count.{name}"] = narrow(counts)


def _again(segment: Segment, known: Array, size: int) -> Array:
    """Return the utterances whose speaker has spoken before in the same article, quoted ones left out."""
    speakers = segment.utterance_speakers()
    own = np.flatnonzero((speakers >= 0) & (segment.utterance_kinds() != QUOTED))
    keys = segment.utterance_docs()[own].astype(np.int64) * max(1, size) + known[speakers[own]]
    once = np.zeros(len(keys), dtype=bool)
    once[np.unique(keys, return_index=True)[1]] = True
    again: Array = own[~once]
    return again
