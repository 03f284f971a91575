"""Puts what was said elsewhere between the marks of a quote, so that no quote is known by what stands around it."""

from __future__ import annotations

import numpy as np

from archive.restore.learned.words import CAPITAL
from training.corpus import Array
from training.store import Corpus

SHORTEST = 4
"""Words in a quote. Shorter ones are often part of the sentence that they stand in."""

_MARKS = '"“”«»'


class Exchange:
    """The quotes of a corpus that are whole sentences, by their length in words and the gaps on either side.

    ``cases`` tells how each distinct word is written. Quotes that hold another one, a speaker or a verb of saying stay
    where they are, and so do those of documents that are held back.
    """

    def __init__(self, corpus: Corpus, cases: Array) -> None:
        columns = corpus.columns
        gaps, quoted = columns["gaps"], columns["quoted"]
        marked = np.array([any(c in _MARKS for c in gap) for gap in corpus.gaps])
        middle = np.array([gap.strip(" ") in _MARKS for gap in corpus.gaps])
        ends = np.flatnonzero(marked[gaps]) + 1
        first, end = ends[:-1], ends[1:]
        taboo = np.concatenate([[0], np.cumsum((quoted != 1) | (columns["cue"] > 0) | (columns["speaker"] > 0))])
        left_out = np.repeat(corpus.foreign | corpus.held, np.diff(corpus.starts))
        inner = np.searchsorted(corpus.starts, first, "right") == np.searchsorted(corpus.starts, end, "left")
        good = inner & (end - first >= SHORTEST) & (taboo[end] == taboo[first]) & ~left_out[first]
        good &= (cases[columns["words"][first]] == CAPITAL) & ~middle[gaps[first - 1]]
        first, length = first[good], (end - first)[good]
        before, after = gaps[first - 1].astype(np.int64), gaps[first + length - 1].astype(np.int64)
        kinds = (length * len(corpus.gaps) + before) * len(corpus.gaps) + after
        order = np.argsort(kinds, kind="stable")
        kinds = kinds[order]
        begin = np.flatnonzero(np.concatenate([[True], kinds[1:] != kinds[:-1]]))
        size = np.diff(np.append(begin, len(kinds)))
        self._donors = first[order]
        self._at, self._length = first, length
        self._begin, self._size = np.zeros((2, len(first)), np.int64)
        self._begin[order], self._size[order] = np.repeat(begin, size), np.repeat(size, size)

    def put(self, places: Array, share: float, draw: np.random.Generator) -> None:
        """Change where about a ``share`` of the whole quotes among ``places`` is read from.

        ``places`` are neighbouring words of a document, by their numbers in the corpus.
        """
        low, high = np.searchsorted(self._at, (places[0] + 1, places[-1] + 1))
        for i in range(int(low), int(high)):
            end = self._at[i] + self._length[i]
            if end <= places[-1] + 1 and draw.random() < share:
                donor = self._donors[self._begin[i] + int(draw.random() * self._size[i])]
                places[self._at[i] - places[0] : end - places[0]] = np.arange(donor, donor + self._length[i])
