"""Lays a whole corpus out in flat arrays, and chooses which words and marks the reader is to know by heart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.restore.learned.words import LOST, START, describe, gap_key, gap_label, pair_keys
from training.corpus import Array, Document, Tables, has_foreign_letters, read_records, to_document, word_cases

_COLUMNS = ("words", "gaps", "quoted", "person", "speech", "cue", "speaker")
VOCABULARY = 28_000
CLASSES = 200
PAIRS = 52_000
"""How many words, classes of marks and pairs of words are known by heart at most."""

_OFTEN = 8
"""How often a pair must occur at least."""


@dataclass(slots=True)
class Corpus:
    """All documents end to end; ``starts`` has one more entry than there are documents.

    ``held`` says which documents are held back from training, to be measured on.
    """

    columns: dict[str, Array]
    starts: Array
    runs: Array
    run_starts: Array
    names: Array
    name_starts: Array
    sources: Array
    source_names: list[str]
    foreign: Array
    held: Array
    words: list[str]
    gaps: list[str]


def build(paths: Iterable[Path], names: Iterable[str] = ()) -> Corpus:
    """Read every article below ``paths``; ``names`` are words that names may be swapped for."""
    tables, documents = Tables(), []
    tables.word(START)
    for source, record in read_records(list(paths)):
        documents.append(to_document(source, record, tables))
        if has_foreign_letters(record):
            documents.append(to_document(source, record, tables, foreign=True))
    for name in names:
        tables.word(name)
    return _flat(documents, tables)


def _flat(documents: list[Document], tables: Tables) -> Corpus:
    sources = sorted({d.source for d in documents})

    def starts(lengths: Iterable[int]) -> Array:
        return np.concatenate([[0], np.cumsum(list(lengths))]).astype(np.int64)

    return Corpus(
        columns={k: np.concatenate([getattr(d, k) for d in documents]) for k in _COLUMNS},
        starts=starts(len(d.words) for d in documents),
        runs=np.concatenate([d.runs for d in documents]),
        run_starts=starts(len(d.runs) for d in documents),
        names=np.concatenate([d.names for d in documents]),
        name_starts=starts(len(d.names) for d in documents),
        sources=np.array([sources.index(d.source) for d in documents]),
        source_names=sources,
        foreign=np.array([d.ascii_only for d in documents]),
        held=np.zeros(len(documents), np.bool_),
        words=list(tables.words),
        gaps=list(tables.gaps),
    )


@dataclass(slots=True)
class Lexicon:
    """What the reader knows by heart: words, forms of gaps, forms of restored marks, words of mixed case.

    ``pairs`` are the pairs of neighbouring words, as :func:`pair_keys` numbers them, in ascending order.
    """

    words: list[str]
    gap_keys: list[str]
    classes: list[str]
    mixed: dict[str, str]
    pairs: list[int]


def lexicon(corpus: Corpus, gap_forms: Iterable[tuple[str, int]]) -> Lexicon:
    """Choose the words and marks that occur most; ``gap_forms`` are observed gaps with how often each occurs."""
    real = ~np.repeat(corpus.foreign, np.diff(corpus.starts))
    counts = np.bincount(corpus.columns["words"][real], minlength=len(corpus.words))
    low: Counter[str] = Counter()
    cased: dict[str, Counter[str]] = {}
    for word, n in zip(corpus.words, counts.tolist(), strict=True):
        low[word.lower()] += n
        if n and not word.islower():
            cased.setdefault(word.lower(), Counter())[word] += n
    words = [w for w, n in low.most_common(VOCABULARY) if n > 3]
    mixed = {}
    for word, forms in cased.items():
        odd = Counter({f: n for f, n in forms.items() if not f.isupper() and f != f.capitalize()})
        form, n = odd.most_common(1)[0] if odd else ("", 0)
        if n > 2 and n > 0.1 * low[word] and len(form) == len(word):
            mixed[word] = form
    rows, _ = word_features(corpus.words, words, 1, 1)
    labels: Counter[str] = Counter()
    gaps = np.bincount(corpus.columns["gaps"][real], minlength=len(corpus.gaps))
    for gap, n in zip(corpus.gaps, gaps.tolist(), strict=True):
        labels[gap_label(gap)] += n
    keys: Counter[str] = Counter()
    for gap, n in gap_forms:
        keys[gap_key(gap)] += n
    return Lexicon(
        words=words,
        gap_keys=["", *(k for k, n in keys.most_common(450) if n > 5 and k and LOST not in k)],
        classes=[c for c, n in labels.most_common(CLASSES) if n > 10],
        mixed=mixed,
        pairs=_pairs(rows[corpus.columns["words"][real], 0], len(words)),
    )


def _pairs(rows: Array, words: int) -> list[int]:
    """Return the pairs of words that occur most beyond chance, by the log-likelihood ratio.

    After Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence" (1993); the small terms left out.
    """
    keys = pair_keys(rows, words)
    keys, counts = np.unique(keys[keys >= 0], return_counts=True)
    keys, counts = keys[counts >= _OFTEN], counts[counts >= _OFTEN]
    singly = np.bincount(rows, minlength=words).astype(float)
    expected = singly[keys // words] * singly[keys % words] / len(rows)
    gain = np.where(counts > expected, counts * np.log(counts / expected) - (counts - expected), 0.0)
    best = np.argsort(-gain, kind="stable")[:PAIRS]
    return sorted(keys[best[gain[best] > 0]].tolist())


def word_features(words: list[str], known: list[str], hashed: int, affixes: int) -> tuple[Array, Array]:
    """Return for each distinct word its rows in the tables (word, prefix, suffix, shape), and how it is written."""
    vocabulary = {w: i for i, w in enumerate(known)}
    rows = np.array([describe(w.lower(), vocabulary, hashed, affixes) for w in words], np.int32)
    return rows, word_cases(words)
