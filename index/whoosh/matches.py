"""Documents that match, all at once, and what scores them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self

import numpy as np

from index.values import dataclass
from index.whoosh.arrays import Array

SLACK = 1e-8
"""Scores that are less than this apart may be equal: sums of the same figures in another order must not decide."""

_NO_DOCS = np.empty(0, dtype=np.int64)

Scorer = Callable[[Array], Array]
"""Gives documents, ascending, their scores."""


class Sums(Protocol):
    """How often something stands in each document of a level, and what that scores."""

    @property
    def whole(self) -> Array:
        """A number for each document, above 0 where it stands."""

    def at(self, docs: Array) -> Array:
        """Return the scores of some documents, 0 where it does not stand."""

    def likely(self, count: int) -> tuple[Array, Array]:
        """Return documents, ascending, among which are the ``count`` that score best, and their scores above 0."""


class Matches:
    """Documents of one level, ascending, and what scores them; ``scorer`` is None where all score 0.

    ``own`` tells that ``scorer`` gives 0 to all other documents; else it must be asked for :attr:`docs` alone.
    ``sums`` tell of every document of the level, where they are at hand.
    """

    __slots__ = ("_count", "_docs", "own", "scorer", "sums")

    def __init__(self, docs: Array, scorer: Scorer | None = None, own: bool = False) -> None:
        self._docs: Array | None = docs
        self._count = len(docs)
        self.scorer = scorer
        self.own = own
        self.sums: Sums | None = None

    @classmethod
    def summed(cls, sums: Sums, count: int) -> Self:
        """Return the ``count`` documents that have sums; which they are is worked out when it is asked."""
        found = cls(_NO_DOCS, sums.at, own=True)
        found.sums, found._docs, found._count = sums, None, count
        return found

    def __len__(self) -> int:
        return self._count

    @property
    def docs(self) -> Array:
        """The documents."""
        if self._docs is None:
            assert self.sums is not None
            self._docs = np.flatnonzero(self.sums.whole > 0)
        return self._docs

    def scores(self) -> Array:
        """Return the scores of all documents."""
        return np.zeros(len(self)) if self.scorer is None else self.scorer(self.docs)

    def has(self, docs: Array) -> Array | None:
        """Tell which of some documents are among these; None where that is not at hand."""
        return None if self.sums is None else self.sums.whole[docs] > 0


NOTHING = Matches(_NO_DOCS)


@dataclass(frozen=True, slots=True)
class Listed:
    """A number for each of some documents, which ascend."""

    docs: Array
    values: Array

    def at(self, wanted: Array) -> Array:
        """Return the numbers of some documents, 0 for those that have none."""
        if wanted is self.docs:
            return self.values
        if not len(self.docs):
            return np.zeros(len(wanted))
        at = np.searchsorted(self.docs, wanted)
        at[at == len(self.docs)] = 0
        return np.where(self.docs[at] == wanted, self.values[at], 0.0)
