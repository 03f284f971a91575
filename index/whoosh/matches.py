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


class Counted(Protocol):
    """What is known of every document of a level: whether it matches, and what it scores."""

    @property
    def mask(self) -> Array:
        """Which documents match, as booleans."""

    def at(self, docs: Array) -> Array:
        """Return the scores of some documents that can be found, 0 for those that do not match."""

    def likely(self, count: int) -> tuple[Array, Array]:
        """Return documents, ascending, among which are the ``count`` that score best, and their scores."""


class Matches:
    """Documents of one level, ascending, and what scores them; ``scorer`` is None where all score 0.

    ``own`` tells that ``scorer`` gives 0 to all others that can be found; else it must be asked for :attr:`docs` alone.
    ``whole`` tells of every document of the level, where that is at hand.
    """

    __slots__ = ("_count", "_docs", "own", "scorer", "whole")

    def __init__(self, docs: Array, scorer: Scorer | None = None, own: bool = False) -> None:
        self._docs: Array | None = docs
        self._count = len(docs)
        self.scorer = scorer
        self.own = own
        self.whole: Counted | None = None

    @classmethod
    def of(cls, whole: Counted) -> Self:
        """Return what matches of all documents of a level; their list is made when it is asked for."""
        found = cls(_NO_DOCS, whole.at, own=True)
        found.whole, found._docs, found._count = whole, None, int(np.count_nonzero(whole.mask))
        return found

    def __len__(self) -> int:
        return self._count

    @property
    def docs(self) -> Array:
        """The documents."""
        if self._docs is None:
            assert self.whole is not None
            self._docs = np.flatnonzero(self.whole.mask)
        return self._docs

    def scores(self) -> Array:
        """Return the scores of all documents."""
        return np.zeros(len(self)) if self.scorer is None else self.scorer(self.docs)


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
