"""Words of saying beside a quote, and how sure they are."""

from __future__ import annotations

from archive.restore.attribution.subject import PRONOUNS, Subjects
from archive.restore.words import Words
from index.article import Span
from index.values import dataclass

CLAUSES = frozenset(["when", "as", "after", "while", "where", "once", "whenever"])
"""What opens a clause that the main one follows."""

LABEL = 4
"""Words of a transcript's label at most."""

SURE, FIRM, CLEAR, FAIR, FAINT = 0.97, 0.96, 0.95, 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of saying, and those that point at who says it."""

    source: Span
    cue: Span | None
    probability: float


def better(a: Saying | None, b: Saying | None) -> Saying | None:
    """Return the surer of two, the first where they are alike."""
    return b if a is None or (b is not None and b.probability > a.probability) else a


def points_at(source: Span, words: Words, subjects: Subjects) -> bool:
    """Return whether a source is a name or a pronoun."""
    first = words.first_in(source)
    return subjects.mention_at(first) is not None or words.low[first] in PRONOUNS
