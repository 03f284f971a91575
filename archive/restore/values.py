"""What is understood of a piece of copy before its people are grouped and its quotes attributed."""

from __future__ import annotations

from typing import Literal

from index.article import Damage, QuoteKind, Span
from index.values import dataclass

LOST_MARKS = frozenset(["stripped", "ascii", "collapsed"])
"""Kinds of damage in which no mark is left."""


Gaps = Literal["marked", "wide", "bare"]

Finder = Literal["reader", "rules", "both", "at odds"]
"""Who found reported speech: the reader or rules alone, both with one source, or both with another source each."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name where it stands: the name alone, without title or possessive; ``role`` is where title or
    role stands.
    """

    start: int
    end: int
    role: Span | None = None
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of speech, marks left out; ``source`` is the words that name or point at its speaker, ``cue``
    those of saying. ``probability`` is that of ``kind``, ``sure`` that of ``source``. ``finder`` tells of reported
    speech alone.
    """

    start: int
    end: int
    kind: QuoteKind
    source: Span | None = None
    cue: Span | None = None
    probability: float = 1.0
    sure: float = 1.0
    finder: Finder = "reader"


@dataclass(frozen=True, slots=True)
class Restored:
    """Copy given back as English.

    Invariants: ``body`` has the length of the text that came in and its letters in the same places, each at most re-
    cased, and marks only where one space stood. ``inserted`` are marks without room, for display alone. All spans lie
    within ``body`` and are in order.
    """

    body: str
    inserted: tuple[tuple[int, str], ...] = ()
    damage: tuple[Damage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def gaps(self) -> Gaps:
        """What the gaps between words tell: marks of the copy itself, their width where marks were lost, or nothing."""
        kinds = {d.kind for d in self.damage}
        return "bare" if "collapsed" in kinds else "wide" if kinds & LOST_MARKS else "marked"
