"""Puts other words where a word stands, from places elsewhere in the corpus that have the same neighbours."""

from __future__ import annotations

import numpy as np

from training.corpus import Array
from training.store import Corpus

COMMON = 300
"""The commonest words stay: whether somebody says a thing hangs on them."""


class Frames:
    """Which words of a corpus stand between the same two words, nothing but a space on either side.

    ``rows`` are the rows of each distinct word in the table of words. A place is known by its number in the corpus.
    Names of people, what names a speaker and verbs of saying neither give way nor are put elsewhere, nor are words of
    documents that are held back.
    """

    def __init__(self, corpus: Corpus, rows: Array) -> None:
        columns = corpus.columns
        words, row = columns["words"], rows[columns["words"]].astype(np.int64)
        plain = columns["gaps"] == corpus.gaps.index(" ")
        free = row >= COMMON
        for name in ("person", "speaker", "cue"):
            free &= columns[name] <= 0
        free[1:] &= plain[:-1] & plain[1:]
        free[[0, -1]] = False
        free[corpus.starts[:-1]] = False
        free[corpus.starts[1:-1] - 1] = False
        at = np.flatnonzero(free & ~np.repeat(corpus.foreign | corpus.held, np.diff(corpus.starts)))
        keys = row[at - 1] * (int(row.max()) + 1) + row[at + 1]
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        size = np.diff(np.append(first, len(keys)))
        self._words = words[at[order]]
        self._first = np.full(len(words), -1, np.int32)
        self._size = np.zeros(len(words), np.int32)
        self._first[at[order]] = np.repeat(first, size)
        self._size[at[order]] = np.repeat(size, size)

    def put(self, words: Array, begin: int, share: float, draw: np.random.Generator) -> None:
        """Change about a ``share`` of the words that can give way, no two neighbours, of those from ``begin`` on."""
        part = slice(begin, begin + len(words))
        struck = (draw.random(len(words)) < share) & (self._size[part] > 1)
        struck[1:] &= ~struck[:-1]
        size, first = self._size[part][struck], self._first[part][struck]
        words[struck] = self._words[first + (draw.random(len(size)) * size).astype(np.int64)]
