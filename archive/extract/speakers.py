"""Resolves the words that point at a speaker to a person of the article: names, pronouns, ``the spokesman``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.extract.nouns import (
    ALONGSIDE,
    INDEFINITE,
    OWNERS,
    PARENTS,
    QUALIFIERS,
    SEXES,
    UNSEXED,
    gender_of_noun,
    person_of,
    role_words,
    tells_by_kind,
    without_place,
)
from archive.extract.people import Cast
from archive.extract.salience import GENDERS, Salience
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention, Run
from archive.restore.words import WORD
from index.article import Span
from index.values import dataclass

_UNKNOWN = word_set("unknown")
_GROUPS = frozenset(["they", "it", "we", "i", "you"])
_GOVERNING = (["of"], ["in"], ["at"])
_EXPLAINABLE = re.compile(r"\b(?:an?|the|his|her|their|its|['’]s) ((?:[\w-]+ ){0,2}[\w-]+), (?:the )?$", re.IGNORECASE)
_NO_ROLE = ALONGSIDE | QUALIFIERS | {"a", "an", "like", "including"}
_OWNER = re.compile("([^\\W_]+)(?:['’]s|(?<=s)['’])(?!\\w)")
_SOMEBODY = re.compile(rf"(?:(?<=[.?!]\s)|(?<=\n)|(?<=, ))(?:A|Another|a) (?:[\w-]+ ){{0,2}}({'|'.join(SEXES)})\b")
_ENDED = re.compile(r"[.?!]\s")
_OWNS = re.compile("['’](?:s|(?<=[sS]['’]))\\s+\\w")
_EXPLAINED = re.compile(r", (?:the )?(?:[A-Z][\w&.'’-]*[ ]){0,5}[A-Z][\w&.'’-]*, (?!who\b)")
"""The name that a noun is explained by: ``the promoter, Big Tent Events, said``."""

_ROLE = re.compile(r", (?:the )?((?:[\w&'’-]+ ){0,4})")
"""What stands between a noun and the name that explains it: ``a former pupil, the Olympic rower Ana Ruiz, said``."""

_ASIDE = re.compile(r", (?:an?|the|his|her|their|its) (?:(?:[\w&'’-]|(?<![a-z]{4})\.)+,? ){0,12}[\w&'’-]+, ")
"""What explains a name in front of ``who``: ``Vass, a pilot from Port Vella, who said``."""

_NOUN = 60
"""Characters of a noun with its article, at most."""

_REACH = 60
"""Mentions that are looked back through for the person a noun means."""

_SHORT = 6
"""Words of a noun that tells where somebody is from."""

_OVERLAPPING = 3
_FORGOTTEN = 600
"""Characters behind somebody unnamed up to which a pronoun may mean them."""

_SENTENCES = 250
"""Characters in front of a pronoun in which somebody unnamed may be its subject."""

_NEAR = 2
"""Sentences within which the person most in mind is meant by a noun that fits nobody's role."""

_STILL = 0.75
"""How sure it is that somebody is meant who spoke last."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The number of the person that a source means, and how sure."""

    person: int
    confidence: float


class Speakers:
    """Answers whom the words of a source mean."""

    def __init__(self, body: str, mentions: Sequence[Mention], cast: Cast, runs: Sequence[Run]) -> None:
        self.body, self.mentions, self.cast = body, mentions, cast
        self.salience = Salience(body, mentions, cast, runs)
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]
        self._nouns = self._told_as()
        self._roles = [role_words([*p.roles, *nouns]) for p, nouns in zip(cast.persons, self._nouns, strict=True)]
        self._spoken = sorted((r.start, r.end) for r in runs)
        self._unnamed: tuple[int, str | None] | None = None
        """Where who spoke last was told of, if without a name, and the gender that the noun tells."""

    def _told_as(self) -> list[list[str]]:
        """Return the nouns of each person that the name explains between commas: ``the former pupil, Ana Ruiz,``."""
        nouns: list[list[str]] = [[] for _ in self.cast.persons]
        for n, m in enumerate(self.mentions):
            begin = m.role[0] if m.role and m.role[1] <= m.start else m.start
            noun = _EXPLAINABLE.search(self.body, max(0, begin - _NOUN), begin)
            if noun and self.body.startswith(",", m.end):
                nouns[self.cast.person_of[n]].append(noun[1])
        return nouns

    def named(self, source: Span) -> int | None:
        """Return the person whom ``source`` names: not the one in ``Kerry's aide``, ``an aide to Kerry``, ``the Kerry
        campaign``.
        """
        for n in range(bisect_left(self._ends, source[0] + 1), bisect_left(self._starts, source[1])):
            m = self.mentions[n]
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

    def meaning(self, source: Span, spoken: int | None, said: Sequence[Span] = ()) -> Meaning | None:
        """Return whom ``source`` means; ``spoken`` is the person who spoke last before it, ``said`` what is in marks
        now: few name themselves. Sources are asked for in order, since ``she`` may mean a woman whom the story does not
        name.
        """
        words = [w.lower() for w in WORD.findall(self.body[source[0] : source[1]])]
        gender = GENDERS.get(words[0]) if len(words) == 1 else None
        if gender and self._means_unnamed(source[0], gender):
            self._unnamed = (source[1], gender)
            return None
        found = self._meaning(source, words, spoken, said)
        if found:
            self._unnamed = None
        elif (head := person_of(words)) and (words[0] in INDEFINITE | OWNERS or self._introduced(source[0], head)):
            self._unnamed = (source[1], SEXES.get(head) or gender_of_noun(head))
        return found

    def _means_unnamed(self, at: int, gender: str) -> bool:
        """Return whether a pronoun at ``at`` means who spoke last without being named: since then, nobody else whom it
        could mean was named but in what was said.
        """
        told = self._told_of_unnamed(at, gender)
        if self._unnamed is None and told is None:
            return False
        end, known = max(filter(None, (self._unnamed, told)), key=lambda u: u[0])
        if at - end > _FORGOTTEN or known not in (None, gender):
            return False
        between = range(bisect_left(self._starts, end), bisect_left(self._starts, at))
        fits = [n for n in between if self.cast.genders[self.cast.person_of[n]] in (None, gender)]
        return all(self._said(self._starts[n]) for n in fits)

    def _told_of_unnamed(self, at: int, gender: str) -> tuple[int, str] | None:
        """Return where a pronoun's sentence, or the one before, tells of somebody unnamed: ``A man rose.``, and who."""
        begin = max(0, at - _SENTENCES)
        found = [m for m in _SOMEBODY.finditer(self.body, begin, at) if SEXES[m[1].lower()] == gender]
        if not found or self._said(found[-1].start()) or len(_ENDED.findall(self.body, found[-1].end(), at)) > 1:
            return None
        return found[-1].end(), gender

    def _said(self, at: int) -> bool:
        """Return whether ``at`` lies within speech of any kind; few runs overlap."""
        n = bisect_right(self._spoken, (at, len(self.body)))
        return any(start <= at < end for start, end in self._spoken[max(0, n - _OVERLAPPING) : n])

    def _meaning(self, source: Span, words: Sequence[str], spoken: int | None, said: Sequence[Span]) -> Meaning | None:
        named = self.named(source)
        if named is not None:
            return Meaning(named, 0.98)
        aside = _EXPLAINED.match(self.body, source[1])
        explained = None if words[-1:] and words[-1].endswith("s") else self._explaining(source[1])
        if aside or explained is not None:
            return None if explained is None else Meaning(explained, 0.9)
        if len(words) == 1 and words[0] in GENDERS:
            inside = [range(bisect_left(self._starts, a), bisect_left(self._starts, b)) for a, b in said]
            own = [self.cast.person_of[n] for span in inside for n in span]
            found = self.salience.pronoun(source[0], GENDERS[words[0]], spoken, own)
            return Meaning(*found) if found else None
        if words and words[0] == "who":
            return self._relative(source[0])
        if not words or words[0] in _UNKNOWN or (len(words) == 1 and words[0] in _GROUPS):
            return None
        return self._noun(source, words, spoken)

    def _explaining(self, end: int) -> int | None:
        """Return the person whose name between commas explains a noun that ends at ``end``."""
        n = bisect_left(self._starts, end)
        if n == len(self._starts) or self.body[self._ends[n] : self._ends[n] + 1] != ",":
            return None
        between = _ROLE.fullmatch(self.body, end, self._starts[n])
        words = between[1].lower().split() if between else ["who"]
        plain = _NO_ROLE.isdisjoint(words) and not (words and words[-1].endswith("ing"))
        return self.cast.person_of[n] if plain else None

    def _relative(self, at: int) -> Meaning | None:
        """Return the person whose name stands right in front of ``who``, or before what explains the name."""
        n = bisect_left(self._starts, at) - 1
        if n < 0 or (at - self._ends[n] > 3 and not _ASIDE.fullmatch(self.body, self._ends[n], at)):
            return None
        return Meaning(self.cast.person_of[n], 0.95)

    def _noun(self, source: Span, words: Sequence[str], spoken: int | None) -> Meaning | None:
        """Return the person with a role that the noun repeats, else the one most in mind: ``the Vermont senator``."""
        at, heads = source[0], lexicon().heads
        owned = next((i + 1 for i in range(len(words) - 1, 0, -1) if words[i] == "s"), 0)
        if owned and heads.isdisjoint(words[owned:]):
            return None
        if words[0] == "the" and len(words) < _SHORT and tells_by_kind(words):
            found = self.salience.foremost(at, _NEAR, PARENTS.get(words[1]))
            return Meaning(*found) if found else self._still_told_of(at, spoken)
        head = next((w for w in reversed(words) if w in heads and w not in lexicon().modifiers), None) or next(
            (w for w in reversed(words) if w in heads), None
        )
        if head is None and words[0] == "the":
            head = next(
                (words[-1] for nouns in self._nouns for noun in nouns if noun.lower().split()[-1] == words[-1]), None
            )
        if head is None or any(w in _UNKNOWN - {"no"} for w in words[:1]):
            return None
        if (head.endswith("s") and head[:-1] in heads) or (words[-1].endswith("s") and words[-1][:-1] in heads):
            return None
        fits = [n for n, role in enumerate(self._roles) if head in role]
        said = {w for w in words if w in lexicon().modifiers}
        fits = [n for n in fits if said <= self._roles[n]] or fits
        if spoken is not None and spoken in fits:
            return Meaning(spoken, 0.8)
        best = self._nearest(at, words, head, frozenset(fits))
        if best is not None:
            return Meaning(best, 0.75)
        if head in UNSEXED or self._owned(source) or self._introduced(at, head):
            return None
        found = self.salience.foremost(at, _NEAR, gender_of_noun(head))
        if found or words[0] != "the" or spoken is None:
            return Meaning(*found) if found else None
        agrees = {self.cast.genders[spoken], gender_of_noun(head)} != {"m", "f"}
        return self._still_told_of(at, spoken) if agrees and person_of(words) == head else None

    def _still_told_of(self, at: int, spoken: int | None) -> Meaning | None:
        """Return who spoke last, however long, where nobody else was named since but in what was said."""
        last = bisect_left(self._starts, at) - 1
        while last >= 0 and self._said(self._starts[last]):
            last -= 1
        same = last >= 0 and spoken is not None and self.cast.person_of[last] == spoken
        return Meaning(self.cast.person_of[last], _STILL) if same else None

    def _nearest(self, at: int, words: Sequence[str], head: str, fits: frozenset[int]) -> int | None:
        """Return the person named last whose role has the words of the noun, most of them first."""
        said = {w for w in words if w in lexicon().modifiers or w == head}
        ranked: list[tuple[int, int, int]] = []
        last = bisect_left(self._starts, at)
        for rank, k in enumerate(range(last - 1, max(-1, last - 1 - _REACH), -1)):
            person = self.cast.person_of[k]
            if person in fits:
                ranked.append((-len(said & self._roles[person]), rank, person))
        return min(ranked)[2] if ranked else None

    def _owned(self, source: Span) -> bool:
        """Return whether a noun tells whose it is: ``his lawyer``, ``the mayor's spokeswoman``, not ``the port's``."""
        owner = _OWNER.search(self.body, *source)
        first = WORD.match(self.body, source[0])
        if first and first[0].lower() in OWNERS:
            return True
        return owner is not None and (owner[1].lower() in lexicon().heads or owner.end(1) in self._ends)

    def _introduced(self, at: int, head: str) -> bool:
        """Return whether somebody unnamed was introduced by this noun: ``a spokesman for the fund``."""
        begin = max(0, at - 1_500)
        before = [(m[0].lower(), m.start()) for m in WORD.finditer(self.body, begin, at)]
        for i, (word, start) in enumerate(before):
            article = word == head and any(v in INDEFINITE for v, _ in before[max(0, i - 4) : i])
            if article and not self.salience.in_speech(start):
                return True
        return False
