"""Lets a reader label clean text that has no gold, so that its successor meets those labels in damaged copy.

Clean copy is far easier to read than damaged copy, so what a reader is sure of there is a good lesson for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from archive.restore.learned.copy import sigmoid, softmax
from archive.restore.learned.reader import Reader, Told
from training.corpus import UNKNOWN, Array
from training.store import Corpus

SURE = 0.85
"""How likely a label must be to be taught."""

TAUGHT = ("person", "speech", "cue", "speaker")
"""The columns of a corpus that are taught; of the others clean text tells itself."""

_TOGETHER = 200
"""Documents that are read at a time."""


def teach(corpus: Corpus, reader: Reader, report: Callable[[int, int], None]) -> None:
    """Fill in the labels that documents lack with those that ``reader`` is sure of; the others stay unknown.

    ``report`` is told how many documents are done, and how many there are.
    """
    documents = np.flatnonzero(~corpus.foreign)
    runs = {int(d): corpus.runs[corpus.run_starts[d] : corpus.run_starts[d + 1]] for d in range(len(corpus.foreign))}
    for begin in range(0, len(documents), _TOGETHER):
        chosen = documents[begin : begin + _TOGETHER].tolist()
        for doc, told in zip(chosen, reader.tell([text_of(corpus, d) for d in chosen]), strict=True):
            part = slice(int(corpus.starts[doc]), int(corpus.starts[doc + 1]))
            if len(told.copy.words) != part.stop - part.start:
                continue
            unheard = bool((corpus.columns["speech"][part] == UNKNOWN).all())
            for name in TAUGHT:
                column = corpus.columns[name][part]
                if (column == UNKNOWN).all():
                    column[:] = _labels(told, name)
            if unheard:
                runs[doc] = _runs(told)
        report(min(begin + _TOGETHER, len(documents)), len(documents))
    corpus.runs = np.concatenate([runs[d] for d in range(len(corpus.foreign))]).astype(np.int32)
    corpus.run_starts = np.concatenate([[0], np.cumsum([len(runs[d]) for d in range(len(corpus.foreign))])])


def keep_lessons(corpus: Corpus, path: Path) -> None:
    """Write what was taught to ``path`` (.npz), so that an interrupted training need not be taught again."""
    columns: dict[str, Any] = {name: corpus.columns[name] for name in TAUGHT}
    np.savez_compressed(path, runs=corpus.runs, run_starts=corpus.run_starts, **columns)


def take_lessons(corpus: Corpus, path: Path) -> None:
    """Read what ``keep_lessons`` wrote; documents that have joined the corpus behind those keep what they have."""
    with np.load(path, allow_pickle=False) as file:
        taught = file["run_starts"]
        others = corpus.run_starts[len(taught) - 1 :]
        corpus.runs = np.concatenate([file["runs"], corpus.runs[others[0] :]])
        corpus.run_starts = np.concatenate([taught, others[1:] - others[0] + taught[-1]])
        for name in TAUGHT:
            corpus.columns[name][: len(file[name])] = file[name]


def text_of(corpus: Corpus, document: int) -> str:
    """Return the clean text of a document."""
    part = slice(int(corpus.starts[document]), int(corpus.starts[document + 1]))
    words = [corpus.words[i] for i in corpus.columns["words"][part].tolist()]
    gaps = [corpus.gaps[i] for i in corpus.columns["gaps"][part].tolist()]
    words[0] = ""
    return "".join(word + gap for word, gap in zip(words, gaps, strict=True))


def _labels(told: Told, name: str) -> Array:
    scores = told.heads[name]
    if scores.shape[1] == 1:
        chance = sigmoid(scores[:, 0])
        return np.where(chance > SURE, 1, np.where(chance < 1 - SURE, 0, UNKNOWN)).astype(np.int8)
    chances = softmax(scores)
    return np.where(chances.max(axis=1) > SURE, chances.argmax(axis=1), UNKNOWN).astype(np.int8)


def _runs(told: Told) -> Array:
    rows = [
        (s.first, s.end, s.source[1] - 1, s.verb[1] - 1 if s.verb else UNKNOWN, int(s.marked))
        for s in told.speech
        if s.source and s.sure > SURE and s.said > SURE
    ]
    return np.array(rows, np.int32).reshape(-1, 5)
