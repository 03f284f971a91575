"""Conditions that are not words of text: values, people, paths, days, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import date
from functools import partial

import numpy as np

from index.fields import BY_NAME
from index.names import name_tokens
from index.query.forms import accepts_path, accepts_value
from index.query.nodes import Dates, Exact, Form, Missing, Node, PathPattern, Prefix, ValueIs, Values, Wildcard
from index.whoosh.arrays import Array, row_sizes
from index.whoosh.layout import COUNTED, KINDS, NO_DAY, TEXTS
from index.whoosh.matches import NOTHING, Listed, Matches
from index.whoosh.norms import Norms
from index.whoosh.persons import Persons
from index.whoosh.saturation import saturate
from index.whoosh.score import idf
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Level, Snapshot, norms
from index.words import tokens


def condition(snapshot: Snapshot, level: Level, node: Node) -> Matches:
    """Return the documents of ``level`` for which a condition holds that is not of words."""
    match node:
        case PathPattern(field, pattern):
            return Matches(path_like(snapshot, level, field, pattern))
        case Values(field, forms, title):
            return values_like(snapshot, level, field, forms, title)
        case ValueIs(field, value):
            return Matches(value_is(snapshot, level, field, value))
        case Dates(field, since, until):
            return Matches(dated(snapshot, level, field, since, until))
        case Missing(field):
            return Matches(missing(snapshot, level, field))
        case _:
            raise AssertionError(node)


def values_like(snapshot: Snapshot, level: Level, field: str, forms: tuple[Form, ...], title: str) -> Matches:
    """Return the documents one of whose values fulfils all ``forms``; only people score, and have a ``title``."""
    if field == "person":
        key = ("people", forms, title)
        found: Matches | None = snapshot.memo.get(key)
        if found is None:
            found = snapshot.memo[key] = _people_like(snapshot, level, forms, title)
        return found
    if field == "speaker":
        return Matches(_speakers_like(snapshot, level, forms, title))
    if field == "kind":
        wanted = np.array([accepts_value(forms, kind) for kind in KINDS])
        return Matches(np.flatnonzero(wanted[snapshot.kinds()] & level.universe))
    if field == "id":
        return Matches(_ids_like(snapshot, level, forms))
    return Matches(_like(snapshot, level, field, forms))


def _like(snapshot: Snapshot, level: Level, field: str, forms: tuple[Form, ...]) -> Array:
    return _valued(snapshot, level, field, lambda value: accepts_value(forms, value), ("like", forms), _piece(forms))


def _valued(
    snapshot: Snapshot, level: Level, field: str, accepts: Callable[[str], bool], name: tuple[object, ...], piece: str
) -> Array:
    """Return the documents with a value that is accepted: ``piece`` stands in all of them, but for case and accents.

    ``name`` tells this question from others.
    """
    mask = np.zeros(level.size, dtype=bool)
    for number, segment in enumerate(snapshot.segments):
        column = segment.column(field)
        key = ("values", segment.name, field, name)
        wanted = snapshot.memo.get(key)
        if wanted is None:
            numbers = column.values.holding(piece)
            wanted = [at for at in numbers if accepts(column.values.text(at))]
            snapshot.memo[key] = wanted
        part = mask[level.bases[number] : level.bases[number + 1]]
        for value in wanted:
            part[column.docs(value)] = True
    return np.flatnonzero(mask & level.universe)


def _piece(forms: tuple[Form, ...]) -> str:
    """Return letters that every value fulfilling ``forms`` has; the more the better."""
    pieces = [""]
    for form in forms:
        if isinstance(form, Exact | Prefix):
            pieces.append(form.text)
        elif isinstance(form, Wildcard):
            pieces.extend(re.split(r"[*?\s]", form.pattern))  # one blank stands for any run of them
    return max(pieces, key=len)


def _ids_like(snapshot: Snapshot, level: Level, forms: tuple[Form, ...]) -> Array:
    if len(forms) == 1 and isinstance(forms[0], Exact | Prefix) and forms[0].text.isalnum():
        return _ids_from(snapshot, level, forms[0])
    parts = [
        base + np.array([doc for doc, id in enumerate(segment.ids()) if accepts_value(forms, id)], dtype=np.int64)
        for segment, base in zip(snapshot.segments, level.bases, strict=False)
    ]
    docs = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
    found: Array = docs[level.universe[docs]]
    return found


def _ids_from(snapshot: Snapshot, level: Level, form: Exact | Prefix) -> Array:
    """Return the articles whose id is, or begins with, some letters: ids are lower-case and hexadecimal."""
    found: list[int] = []
    for segment, base in zip(snapshot.segments, level.bases, strict=False):
        docs = segment.ids_from(form.text, segment.articles)
        found += [base + doc for doc in docs if isinstance(form, Prefix) or segment.id(doc) == form.text]
    numbers = np.array(sorted(found), dtype=np.int64)
    kept: Array = numbers[level.universe[numbers]]
    return kept


def _people_like(snapshot: Snapshot, level: Level, forms: tuple[Form, ...], title: str) -> Matches:
    persons = Persons.of(snapshot)
    wanted = np.array(persons.find(forms, title), dtype=np.int64)
    if not len(wanted):
        return NOTHING
    docs, times = persons.mentioned(wanted)
    frequencies = times * _mention_norms(snapshot, level).at(docs)
    return Matches(docs, Listed(docs, saturate(frequencies, idf(level, len(docs)))).at, own=True)


def _mention_norms(snapshot: Snapshot, level: Level) -> Norms:
    found: Norms | None = snapshot.memo.get("mention norms")
    if found is None:
        lengths = [segment.mentions_of_articles() for segment in snapshot.segments]
        found = snapshot.memo["mention norms"] = norms(lengths, level, BY_NAME["person"].boost)
    return found


def _speakers_like(snapshot: Snapshot, level: Level, forms: tuple[Form, ...], title: str) -> Array:
    """Return what people said, or those who are printed so.

    Where an article names somebody asked for, or beside a title, words printed for nobody count only if they are that
    name: the staff of somebody, or a spokesman, is not the one who is asked for.
    """
    persons = Persons.of(snapshot)
    asked = np.array(persons.find(forms, title), dtype=np.int64)
    wanted = np.zeros(len(persons) + 1, dtype=bool)  # the last is nobody, number -1
    wanted[asked] = True
    named = wanted[persons.speakers()] & level.universe
    printed = _like(snapshot, level, "said", forms)
    others = np.full(snapshot.articles().size, bool(title))
    if len(asked):
        others[persons.mentioned(asked)[0]] = True
    named[printed[~others[snapshot.parents()[printed]]]] = True
    if len(asked):
        words = {word for who in asked.tolist() for form in persons.forms(who) for word in tokens(form)}
        names = partial(_only_called, forms, words)
        printed = _valued(snapshot, level, "said", names, ("called", forms, title), _piece(forms))
    named[printed[persons.speakers()[printed] < 0]] = True
    return np.flatnonzero(named)


def _only_called(forms: tuple[Form, ...], words: Set[str], value: str) -> bool:
    """Tell whether a value fulfils ``forms`` and has nothing but some words of names, titles left out."""
    return accepts_value(forms, value) and words >= {*name_tokens(value)}


def value_is(snapshot: Snapshot, level: Level, field: str, value: str) -> Array:
    """Return the documents that have exactly this value, as facets count it."""
    if field == "kind":
        number = KINDS.index(value) if value in KINDS else -1
        return np.flatnonzero((snapshot.kinds() == number) & level.universe)
    if field in ("person", "speaker"):
        persons = Persons.of(snapshot)
        who = persons.number(value)
        if who < 0:
            return np.empty(0, dtype=np.int64)
        if field == "speaker":
            return np.flatnonzero((persons.speakers() == who) & level.universe)
        return persons.articles(who)
    name = COUNTED.get(field, field)
    mask = np.zeros(level.size, dtype=bool)
    for number, segment in enumerate(snapshot.segments):
        column = segment.column(name)
        at = column.values.find(value)
        if at >= 0:
            mask[level.bases[number] + column.docs(at).astype(np.int64)] = True
    return np.flatnonzero(mask & level.universe)


def path_like(snapshot: Snapshot, level: Level, field: str, pattern: str) -> Array:
    """Return the articles one of whose paths the pattern covers."""
    return _valued(
        snapshot,
        level,
        field,
        lambda path: accepts_path(pattern, path),
        ("path", pattern),
        _piece((Wildcard(pattern),)),
    )


def dated(snapshot: Snapshot, level: Level, field: str, since: date | None, until: date | None) -> Array:
    """Return the articles whose interval touches the days from ``since`` to ``until``."""
    first = snapshot.days("first" if field == "date" else "added")
    last = snapshot.days("last" if field == "date" else "added")
    held = first != NO_DAY
    if since is not None:
        held &= last >= since.toordinal()
    if until is not None:
        held &= first <= until.toordinal()
    return np.flatnonzero(held & level.universe)


def missing(snapshot: Snapshot, level: Level, field: str) -> Array:
    """Return the documents without a value in ``field``."""
    if field in ("date", "added"):
        lacking = snapshot.days("first" if field == "date" else "added") == NO_DAY
    elif field in TEXTS:
        lacking = snapshot.joined(f"has {field}", [_has(segment, field) for segment in snapshot.segments]) == 0
    elif field == "speaker":
        lacking = Persons.of(snapshot).speakers() < 0
    elif field in ("kind", "quote", "id"):
        return np.empty(0, dtype=np.int64)
    else:
        name = COUNTED.get(field, field)
        parts = [row_sizes(segment.column(name).rows()) == 0 for segment in snapshot.segments]
        lacking = np.concatenate(parts) if parts else np.empty(0, dtype=bool)
    return np.flatnonzero(lacking & level.universe)


def _has(segment: Segment, field: str) -> Callable[[], Array]:
    return lambda: segment.file.array(f"has.{field}")
