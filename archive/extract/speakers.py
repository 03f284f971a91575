"""Resolves the words that point at a speaker to a person of the article: names, pronouns, ``the spokesman``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from archive.extract.people import Cast
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention, Run
from archive.restore.words import WORD
from index.article import Span

_GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "himself": "m", "herself": "f"}
_UNKNOWN = word_set("unknown")
_OBLIQUE = frozenset(["of", "with", "against", "to", "by", "for", "from", "about", "on", "than"])
_STOP = re.compile(r"[.?!][\"”]?(?=\s)|\n(?=\n)")
_QUALIFIERS = _OBLIQUE - {"of"}
_REACH = 60
"""Mentions that are looked back through for the person a pronoun or noun means."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The number of the person that a source means, and how sure."""

    person: int
    confidence: float


class Speakers:
    """Answers whom the words of a source mean."""

    def __init__(self, body: str, mentions: Sequence[Mention], cast: Cast, runs: Sequence[Run]) -> None:
        self.body, self.mentions, self.cast = body, mentions, cast
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]
        direct = [r for r in runs if r.kind != "indirect"]
        self._run_starts = [r.start for r in direct]
        self._run_ends = [r.end for r in direct]
        self._stops = [m.start() for m in _STOP.finditer(body)]
        self._standing = [self._stand(m) for m in mentions]
        self._heads = [self._role_heads(n) for n in range(len(cast.persons))]

    def _role_heads(self, person: int) -> frozenset[str]:
        heads = lexicon().heads
        return frozenset(w for r in self.cast.persons[person].roles for w in WORD.findall(r.lower()) if w in heads)

    def named(self, source: Span) -> int | None:
        """Return the person whom ``source`` names: not the one in ``Kerry's aide`` or ``an aide to Kerry``."""
        for n in range(bisect_right(self._ends, source[0]), bisect_left(self._starts, source[1])):
            m = self.mentions[n]
            lead = WORD.findall(self.body[source[0] : m.start].lower())
            owner = self.body[m.end : m.end + 2] in ("'s", "’s") and m.end + 3 < source[1]
            if not owner and not any(w in _QUALIFIERS for w in lead):
                return self.cast.person_of[n]
        return None

    def meaning(self, source: Span, spoken: int | None) -> Meaning | None:
        """Return whom ``source`` means; ``spoken`` is the person who spoke last before it."""
        named = self.named(source)
        if named is not None:
            return Meaning(named, 0.98)
        words = [w.lower() for w in WORD.findall(self.body[source[0] : source[1]])]
        if len(words) == 1 and words[0] in _GENDERS:
            return self._pronoun(source[0], _GENDERS[words[0]], spoken)
        if (
            not words
            or words[0] in _UNKNOWN
            or (len(words) == 1 and words[0] in ("they", "it", "we", "who", "i", "you"))
        ):
            return None
        return self._noun(source[0], words, spoken)

    def _before(self, at: int, most: int = _REACH) -> list[int]:
        """Return at most so many mentions outside speech before ``at``, nearest first."""
        n = bisect_left(self._starts, at)
        found: list[int] = []
        for k in range(n - 1, max(-1, n - 1 - _REACH), -1):
            if not self._in_speech(self._starts[k]):
                found.append(k)
                if len(found) == most:
                    break
        return found

    def _in_speech(self, at: int) -> bool:
        n = bisect_right(self._run_starts, at) - 1
        return n >= 0 and at < self._run_ends[n]

    def _pronoun(self, at: int, gender: str, spoken: int | None) -> Meaning | None:
        """Return the person of that gender who is most in mind at ``at``."""
        scores: dict[int, float] = {}
        for rank, k in enumerate(self._before(at, 25)):
            person = self.cast.person_of[k]
            known = self.cast.genders[person]
            if known is not None and known != gender:
                continue
            score = self._salience(k, at, rank)
            if known is None:
                score -= 1.2
            if person == spoken:
                score += 1.5
            scores[person] = max(scores.get(person, -99.0), score)
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else ranked[0][1] - 3)
        return Meaning(ranked[0][0], min(0.95, 0.6 + 0.12 * lead))

    def _salience(self, k: int, at: int, rank: int) -> float:
        """Return how much mention ``k`` is in mind at ``at``: near, subject of its sentence, not a possessive."""
        between = bisect_left(self._stops, at) - bisect_left(self._stops, self._ends[k])
        return self._standing[k] + 4.0 - 0.75 * min(between, 8) - 0.1 * rank

    def _stand(self, m: Mention) -> float:
        """Return how prominent a mention is by its place in its sentence."""
        body = self.body
        standing = 0.0
        after = body[m.end : m.end + 2]
        if after in ("'s", "’s", " s"):
            standing -= 0.6
        lead = body[max(0, m.start - 60) : m.start]
        cut = max(lead.rfind(". "), lead.rfind("\n"), lead.rfind('" '), lead.rfind("” "))
        if m.start < 3 or (cut >= 0 and "," not in lead[cut:] and len(lead) - cut < 45):
            standing += 0.9
        previous = WORD.findall(lead[-14:])
        if previous and previous[-1].lower() in _OBLIQUE:
            standing -= 0.7
        return standing

    def _noun(self, at: int, words: Sequence[str], spoken: int | None) -> Meaning | None:
        """Return the person with a role that the noun repeats: ``the spokesman``, ``the Vermont senator``."""
        heads = lexicon().heads
        head = next((w for w in reversed(words) if w in heads), None)
        if head is None or (head.endswith("s") and head[:-1] in heads):
            return None
        if spoken is not None and head in self._heads[spoken]:
            return Meaning(spoken, 0.8)
        for k in self._before(at):
            person = self.cast.person_of[k]
            if head in self._heads[person]:
                return Meaning(person, 0.7)
        return None
