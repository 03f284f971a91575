"""Lets a reader label what has no gold in clean text, so that its successor meets those labels in damaged copy.

Clean copy is far easier to read than damaged copy, so what a reader is sure of there is a good lesson for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
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
    runs = _by_document(corpus.runs, corpus.run_starts)
    for begin in range(0, len(documents), _TOGETHER):
        chosen = documents[begin : begin + _TOGETHER].tolist()
        for doc, told in zip(chosen, reader.tell([text_of(corpus, d) for d in chosen]), strict=True):
            part = slice(int(corpus.starts[doc]), int(corpus.starts[doc + 1]))
            if len(told.copy.words) == part.stop - part.start:
                runs[doc] = _learned(
                    corpus, part, runs[doc], _runs(told), {name: _labels(told, name) for name in TAUGHT}
                )
        report(min(begin + _TOGETHER, len(documents)), len(documents))
    corpus.runs, corpus.run_starts = _flat(runs)


def _learned(corpus: Corpus, part: slice, runs: Array, taught: Array, labels: dict[str, Array]) -> Array:
    """Fill in the labels of a document that are unknown, and return its runs with those of unknown words."""
    known = corpus.columns["speech"][part] != UNKNOWN
    more = [run for run in taught if not known[run[0] : run[1]].any()]
    for name, label in labels.items():
        column = corpus.columns[name][part]
        column[:] = np.where(column == UNKNOWN, label, column)
    return np.concatenate([runs, np.array(more, np.int32).reshape(-1, 5)])


def _by_document(runs: Array, starts: Array) -> list[Array]:
    return [runs[begin:end] for begin, end in pairwise(starts.tolist())]


def _flat(runs: list[Array]) -> tuple[Array, Array]:
    return np.concatenate(runs).astype(np.int32), np.concatenate([[0], np.cumsum([len(r) for r in runs])])


def keep_lessons(corpus: Corpus, path: Path) -> None:
    """Write what was taught to ``path`` (.npz), so that an interrupted training need not be taught again."""
    columns: dict[str, Any] = {name: corpus.columns[name] for name in TAUGHT}
    np.savez_compressed(path, runs=corpus.runs, run_starts=corpus.run_starts, **columns)


def take_lessons(corpus: Corpus, path: Path) -> None:
    """Read what ``keep_lessons`` wrote; what has gold since keeps it, as do documents that have joined behind."""
    runs = _by_document(corpus.runs, corpus.run_starts)
    with np.load(path, allow_pickle=False) as file:
        columns = {name: file[name] for name in TAUGHT}
        for doc, taught in enumerate(_by_document(file["runs"], file["run_starts"])):
            part = slice(int(corpus.starts[doc]), int(corpus.starts[doc + 1]))
            runs[doc] = _learned(corpus, part, runs[doc], taught, {name: columns[name][part] for name in TAUGHT})
    corpus.runs, corpus.run_starts = _flat(runs)


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
