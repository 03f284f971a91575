"""Tells whom words name outright: a name among them, one between commas behind them, or the one in front of ``who``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from archive.extract.nouns import ALONGSIDE, QUALIFIERS, without_place
from archive.extract.people import Cast
from archive.extract.whom import NOBODY
from archive.restore.lexicon import word_set
from archive.restore.values import Mention
from archive.restore.words import WORD
from index.article import Span
from index.values import dataclass

_GROUPS = frozenset(["they", "it", "we", "i", "you"])
_GOVERNING = (["of"], ["in"], ["at"])
_NO_ROLE = ALONGSIDE | QUALIFIERS | {"a", "an", "like", "including"}
_OWNS = re.compile("['’](?:s|(?<=[sS]['’]))\\s+\\w")
_EXPLAINED = re.compile(r", (?:the )?(?:[A-Z][\w&.'’-]*[ ]){0,5}[A-Z][\w&.'’-]*, (?!who\b)")
"""The name that a noun is explained by: ``the promoter, Big Tent Events, said``."""

_ROLE = re.compile(r", (?:the )?((?:[\w&'’-]+ ){0,4})")
"""What stands between a noun and the name that explains it: ``a former pupil, the Olympic rower Ana Ruiz, said``."""

_ASIDE = re.compile(r", (?:an?|the|his|her|their|its) (?:(?:[\w&'’-]|(?<![a-z]{4})\.)+,? ){0,12}[\w&'’-]+, ")
"""What explains a name in front of ``who``: ``Vass, a pilot from Port Vella, who said``."""


_OFFICE = re.compile(r" (?:[^\W\d_a-z][\w&.'’-]* (?:(?:of|for) )?)+")
"""An office named after somebody, in front of who holds it: ``Vass Communications Director Ana Ruiz``."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The number of the person that words mean, ``NOBODY`` for nobody named, and how sure."""

    person: int
    confidence: float


class Naming:
    """Tells whom words name that leave no choice."""

    def __init__(self, body: str, mentions: Sequence[Mention], cast: Cast) -> None:
        self.body, self.mentions, self.cast = body, mentions, cast
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]

    def meaning(self, source: Span, words: Sequence[str]) -> Meaning | None:
        """Return whom the words of ``source``, given in lower case too, name; None where they leave a choice."""
        if not words or (len(words) == 1 and words[0] in _GROUPS):
            return Meaning(NOBODY, 0.99)
        named = self.named(source)
        if named is not None:
            return Meaning(named, 0.98)
        explained = None if words[-1].endswith("s") else self._explaining(source[1])
        if explained is not None or _EXPLAINED.match(self.body, source[1]):
            return Meaning(NOBODY if explained is None else explained, 0.9)
        return self._relative(source[0]) if words[0] == "who" else None

    def named(self, source: Span) -> int | None:
        """Return the person whom ``source`` names: not the one in ``Kerry's aide``, ``an aide to Kerry``, ``the Kerry
        campaign``, ``Kerry Press Secretary Ana Ruiz``.
        """
        stop = bisect_left(self._starts, source[1])
        for n in range(bisect_left(self._ends, source[0] + 1), stop):
            m = self.mentions[n]
            if n + 1 < stop and _OFFICE.fullmatch(self.body, m.end, self._starts[n + 1]):
                continue
            explains = m.start > source[0] and self.body.endswith(", ", 0, m.start)
            begun = m.role[0] if m.role and m.role[1] <= m.start else m.start
            lead = [] if explains else without_place(WORD.findall(self.body[source[0] : begun].lower()))
            owner = _OWNS.match(self.body, m.end, source[1]) is not None and not self._owns_words(m.end, source[1])
            if owner or any(w in QUALIFIERS for w in lead) or lead[-1:] in _GOVERNING:
                continue
            after = WORD.match(self.body, m.end + 1, source[1]) if self.body[m.end : m.end + 1] in " -" else None
            if after is None or after[0] in ALONGSIDE or not after[0].islower():
                return self.cast.person_of[n]
        return None

    def _owns_words(self, start: int, end: int) -> bool:
        """Return whether somebody's own words stand behind a name: ``Kerry's statement``, ``Kerry's letter``."""
        owned = [w.lower() for w in WORD.findall(self.body, start, end) if w not in ("s", "S")]
        return bool(owned) and owned[0] in word_set("speech_nouns")

    def _explaining(self, end: int) -> int | None:
        """Return the person whose name between commas explains a noun that ends at ``end``."""
        n = bisect_left(self._starts, end)
        if n == len(self._starts) or self.body[self._ends[n] : self._ends[n] + 1] != ",":
            return None
        between = _ROLE.fullmatch(self.body, end, self._starts[n])
        words = between[1].lower().split() if between else ["who"]
        plain = _NO_ROLE.isdisjoint(words) and not (words and words[-1].endswith("ing"))
        return self.cast.person_of[n] if plain else None

    def _relative(self, at: int) -> Meaning:
        """Return the person whose name stands right in front of ``who``, or before what explains the name."""
        n = bisect_left(self._starts, at) - 1
        if n < 0 or (at - self._ends[n] > 3 and not _ASIDE.fullmatch(self.body, self._ends[n], at)):
            return Meaning(NOBODY, 0.9)
        return Meaning(self.cast.person_of[n], 0.95)
