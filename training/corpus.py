"""Reads clean news text with whatever gold it has, and keeps it as arrays of words, gaps and labels."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.words import LOST, START, WORD, case_of, lowered
from training.marks import quote_states

UNKNOWN = -1
Array = NDArray[Any]
_FOREIGN = re.compile(r"[^\W_a-zA-Z0-9]")
_PARTICLES = frozenset(
    (
        "al",
        "el",
        "ul",
        "bin",
        "ben",
        "ibn",
        "abu",
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "la",
        "le",
        "du",
        "st",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
    )
)


@dataclass(slots=True)
class Document:
    """One article as arrays over its words, the first of which is ``START``; -1 stands for "no gold".

    ``runs`` has rows of (first word, end word, last word of the source, last word of the cue, 1 when in marks).
    ``names`` has rows of (word, number of the name within the article, 0 for a given name or 1 for a surname).
    """

    source: str
    words: Array
    gaps: Array
    quoted: Array
    person: Array
    speech: Array
    cue: Array
    speaker: Array
    runs: Array
    names: Array
    ascii_only: bool = False


@dataclass(slots=True)
class Tables:
    """Numbers the distinct words and gaps of a corpus in the order in which they are met."""

    words: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)

    def word(self, word: str) -> int:
        """Return the number of ``word``."""
        return self.words.setdefault(word, len(self.words))

    def gap(self, gap: str) -> int:
        """Return the number of ``gap``."""
        return self.gaps.setdefault(gap, len(self.gaps))


def read_records(paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (name of the source, record) of every article below ``paths``: .txt, .jsonl and .jsonl.gz."""
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            name = file.name.split(".")[0]
            if file.suffix == ".txt":
                yield file.parent.name, {"text": file.read_text(encoding="utf-8", errors="replace")}
            elif file.name.endswith(".jsonl"):
                with file.open(encoding="utf-8") as lines:
                    yield from ((name, json.loads(line)) for line in lines if line.strip())
            elif file.name.endswith(".jsonl.gz"):
                with gzip.open(file, "rt", encoding="utf-8") as lines:
                    yield from ((name, json.loads(line)) for line in lines if line.strip())


class _Places:
    """Turns spans of characters into spans of words."""

    def __init__(self, text: str) -> None:
        found = list(WORD.finditer(text))
        self.starts = np.array([m.start() for m in found], dtype=np.int64)
        self.ends = np.array([m.end() for m in found], dtype=np.int64)

    def cover(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the words that a span touches, counted from 1 since ``START`` is word 0."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return (first + 1, last + 1) if last > first else None


def to_document(source: str, record: dict[str, Any], tables: Tables, foreign: bool = False) -> Document:
    """Return a record as arrays; with ``foreign``, as it reads when letters outside ASCII are lost."""
    text = record["text"]
    if foreign:
        text = _FOREIGN.sub(LOST, text)
    words, gaps = WORD.findall(text), WORD.split(text)
    n = len(words) + 1
    places = _Places(text)
    speech, cue, speaker, runs = _speech_labels(record, places, n)
    person, names = _person_labels(record, places, words, n)
    return Document(
        source=source,
        words=np.array([tables.word(START), *(tables.word(w) for w in words)], dtype=np.int32),
        gaps=np.array([tables.gap(g) for g in gaps], dtype=np.int32),
        quoted=np.array(quote_states(gaps), dtype=np.int8),
        person=person,
        speech=speech,
        cue=cue,
        speaker=speaker,
        runs=runs,
        names=names,
        ascii_only=foreign,
    )


def _person_labels(record: dict[str, Any], places: _Places, words: list[str], n: int) -> tuple[Array, Array]:
    people = record.get("people", record.get("people_silver"))
    if people is None:
        return np.full(n, UNKNOWN, np.int8), np.zeros((0, 3), np.int32)
    labels = np.zeros(n, np.int8)
    names: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    for mention in people:
        span = places.cover(mention["start"], mention["end"])
        if span is None:
            continue
        first, end = span
        if end - first > 1 and words[end - 2] == "s":
            end -= 1
        labels[first], labels[first + 1 : end] = 1, 2
        for at in range(first, end):
            word = words[at - 1].lower()
            if len(word) > 2 and word.isalpha() and word not in _PARTICLES:
                surname = int(at == end - 1)
                rows.append((at, names.setdefault(word, len(names)), surname))
    return labels, np.array(rows, np.int32).reshape(-1, 3)


def _speech_labels(record: dict[str, Any], places: _Places, n: int) -> tuple[Array, Array, Array, Array]:
    gold = record.get("attributions")
    if gold is None:
        return _quote_labels(record, places, n)
    speech, cue, speaker = (np.zeros(n, np.int8) for _ in range(3))
    runs: list[tuple[int, int, int, int, int]] = []
    cues: list[tuple[int, int, int]] = []
    for one in sorted(gold, key=lambda a: ["direct", "mixed", "indirect"].index(a["kind"])):
        said = [span for s, e in one["cue_spans"] if (span := places.cover(s, e))]
        who = one["source"] and places.cover(one["source"]["start"], one["source"]["end"])
        for first, end in said:
            cue[first:end] = 1
        if who:
            speaker[who[0]], speaker[who[0] + 1 : who[1]] = 1, 2
        verb = said[-1][1] - 1 if said else UNKNOWN
        for s, e in one["content_spans"]:
            if (span := places.cover(s, e)) is None:
                continue
            first, end = span
            cues.append((first, end, verb))
            free = speech[first:end] == 0
            speech[first:end][free] = 2
            if free[0]:
                speech[first] = 1
            if one["kind"] != "direct":
                runs.append((first, end, who[1] - 1 if who else UNKNOWN, verb, 0))
    for quote in record.get("quotes") or ():
        span = places.cover(quote["start"], quote["end"])
        if span is None:
            continue
        who = None
        if quote.get("speaker") and quote.get("speaker_start") is not None:
            who = places.cover(quote["speaker_start"], quote["speaker_end"])
        verb = next((v for s, e, v in cues if s <= span[0] and span[1] <= e), UNKNOWN)
        speech[span[0] : span[1]][speech[span[0] : span[1]] == 0] = 2
        runs.append((*span, who[1] - 1 if who else UNKNOWN, verb, 1))
    return speech, cue, speaker, np.array(runs, np.int32).reshape(-1, 5)


def _quote_labels(record: dict[str, Any], places: _Places, n: int) -> tuple[Array, Array, Array, Array]:
    """Return the labels of a record that tells of words in marks alone: what else was said is unknown."""
    speech, cue, speaker = (np.full(n, UNKNOWN, np.int8) for _ in range(3))
    runs: list[tuple[int, int, int, int, int]] = []
    for one in record.get("unsaid") or ():
        if span := places.cover(one["start"], one["end"]):
            speech[slice(*span)] = 0
    for quote in record.get("quotes") or ():
        if (span := places.cover(quote["start"], quote["end"])) is None:
            continue
        who, verb = (
            places.cover(quote[f"{what}_start"], quote[f"{what}_end"]) if f"{what}_start" in quote else None
            for what in ("speaker", "cue")
        )
        speech[span[0]], speech[span[0] + 1 : span[1]] = 1, 2
        if who:
            speaker[who[0]], speaker[who[0] + 1 : who[1]] = 1, 2
        if verb:
            cue[slice(*verb)] = 1
        runs.append((*span, who[1] - 1 if who else UNKNOWN, verb[1] - 1 if verb else UNKNOWN, 1))
    return speech, cue, speaker, np.array(runs, np.int32).reshape(-1, 5)


def stripped(text: str) -> str:
    """Return a text without capitals and marks, each lost mark a space."""
    return "".join(c if c.isalnum() else " " for c in lowered(text))


def folded(text: str) -> str:
    """Return a text without capitals and marks, its words parted by single spaces."""
    return " ".join(stripped(text).split())


def has_foreign_letters(record: dict[str, Any]) -> bool:
    """Return whether a record has letters outside ASCII, so that losing them makes another text of it."""
    return _FOREIGN.search(record["text"]) is not None


def word_cases(words: Sequence[str]) -> Array:
    """Return how each distinct word is written."""
    return np.array([case_of(w) for w in words], np.int8)
