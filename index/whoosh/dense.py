"""Words that stand in many documents: how often they do in each, a byte for each document there is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.whoosh.arrays import Array, union
from index.whoosh.matches import SLACK
from index.whoosh.norms import Norms
from index.whoosh.saturation import saturate

_ROWS = 32
"""Documents are laid out in so many rows; what is greatest in each column is looked at first."""

_BYTE = 255


class FieldCounts:
    """How often words stand in one field of each document; no more than ``most`` times in any.

    ``norms`` are those of all documents. The word itself is counted ``apart`` too, if it is not all.
    """

    def __init__(self, norms: Norms, most: int, apart: bool) -> None:
        self._norms = norms
        self._dtype = np.dtype(np.uint8 if most <= _BYTE else np.uint32)
        self._whole = np.zeros(len(norms.lengths), dtype=self._dtype)
        self._alone = np.zeros(len(norms.lengths), dtype=self._dtype) if apart else None
        self.postings = 0

    @property
    def nbytes(self) -> int:
        """Bytes of memory taken, beside the norms."""
        return self._whole.nbytes + (0 if self._alone is None else self._alone.nbytes)

    def add(self, first: int, docs: Array, freqs: Array, own: int) -> None:
        """Add postings of documents that are numbered from ``first`` on; ``own`` of them are of the word itself.

        Those come at the beginning. A document comes once with each word.
        """
        freqs = freqs.astype(self._dtype, copy=False)
        if own == len(docs):
            self._whole[first:][docs] = freqs
        else:
            np.add.at(self._whole[first:], docs, freqs)
        if self._alone is not None:
            self._alone[first:][docs[:own]] = freqs[:own]
        self.postings += len(docs)

    def mask(self) -> Array:
        """Tell in which documents they stand."""
        found: Array = self._whole != 0
        return found

    def mask_alone(self) -> Array:
        """Tell in which documents the word itself stands."""
        found: Array = (self._whole if self._alone is None else self._alone) != 0
        return found

    def at(self, docs: Array, alone: bool) -> Array:
        """Return boost * frequency / length part of some documents, of the word itself or of all."""
        found = self._norms.at(docs)
        found *= (self._alone if alone and self._alone is not None else self._whole)[docs]
        return found

    def bounds(self, alone: bool) -> Array:
        """Return what :meth:`at` is at most in each column of documents."""
        counts = self._alone if alone and self._alone is not None else self._whole
        found = self._norms.of(_columns(self._norms.lengths).min(axis=0))
        found *= _columns(counts).max(axis=0)
        return found


def _columns(numbers: Array) -> Array:
    """Return numbers in so many rows, the rest left out; along columns NumPy takes a tenth of the time."""
    columns = len(numbers) // _ROWS
    return numbers[: _ROWS * columns].reshape(_ROWS, columns)


class Dense:
    """Scores of words in many documents: those of ``mask``.

    All forms of a word score with ``weight``; the word itself with ``bonus``, where that is not 0.
    """

    def __init__(self, mask: Array, fields: Sequence[FieldCounts], weight: float, bonus: float) -> None:
        self.mask = mask
        self._fields = sorted(fields, key=lambda field: -field.postings)
        self._weight = weight
        self._bonus = bonus

    @property
    def nbytes(self) -> int:
        """Bytes of memory taken."""
        return sum(field.nbytes for field in self._fields) + self.mask.nbytes

    def at(self, docs: Array) -> Array:
        """Return the scores of some documents that can be found."""
        scores = saturate(self._sum(docs, alone=False), self._weight)
        if self._bonus:
            scores += saturate(self._sum(docs, alone=True), self._bonus)
        return scores

    def _sum(self, docs: Array, alone: bool) -> Array:
        total = self._fields[0].at(docs, alone)
        for field in self._fields[1:]:
            total += field.at(docs, alone)
        return total

    def likely(self, count: int) -> tuple[Array, Array]:
        """Return documents, ascending, among which are the ``count`` that score best, and their scores.

        Scores grow with frequencies and shrink with lengths: the most of a column and its shortest tell what it scores
        at most, words in other fields left aside. Of 3,125 columns 13 needed a closer look, in the median of 80 words.
        """
        main, *others = self._fields
        columns = len(self.mask) // _ROWS
        bounds = saturate(main.bounds(alone=False), self._weight)
        if self._bonus:
            bounds += saturate(main.bounds(alone=True), self._bonus)
        best = np.arange(columns) if columns <= count else np.argpartition(bounds, columns - count)[columns - count :]
        aside = [np.flatnonzero(field.mask()) for field in others]
        docs, scores = self._of([self._column(best), np.arange(_ROWS * columns, len(self.mask)), *aside])
        least = np.partition(scores, len(scores) - count)[len(scores) - count] - SLACK if len(scores) > count else 0.0
        bounds[best] = 0.0
        more = np.flatnonzero((bounds > 0.0) & (bounds >= least))
        if len(more):
            docs, scores = self._of([docs, self._column(more)])
        kept = scores >= least
        return docs[kept], scores[kept]

    def _of(self, parts: Sequence[Array]) -> tuple[Array, Array]:
        docs = union(parts)
        docs = docs[self.mask[docs]]
        return docs, self.at(docs)

    def _column(self, columns: Array) -> Array:
        found: Array = (np.arange(_ROWS)[:, None] * (len(self.mask) // _ROWS) + columns).reshape(-1)
        return found
