"""Lists what speaks for each person of a story where a noun is meant: ``the board's coordinator``, ``a priest``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from archive.extract.following import Following
from archive.extract.nouns import ALONGSIDE, BESIDE, DEFINITE, INDEFINITE, OWNERS, QUALIFIERS, Noun, role_words
from archive.extract.people import Cast
from archive.extract.whom import NOBODY
from archive.restore.lexicon import word_set
from archive.restore.values import Mention
from archive.restore.words import Words
from index.article import Span

_DETERMINERS = INDEFINITE | DEFINITE | OWNERS | {"s"}
_ENDS = ALONGSIDE | QUALIFIERS | {"of"}
_BE = frozenset(["is", "was"])
_CALLED = frozenset(["named", "name", "identified", "as", "called"])
_DEPUTIES = frozenset(["deputy", "vice", "assistant", "shadow", "acting"])
"""Words of a role without which it is another's: of ``the deputy mayor`` and ``the mayor``."""

_ROLE = 9
"""Words of what explains a name, at most."""

_NEXT = 3
"""Mentions behind a noun that may name whom it means."""

_FARTHEST = 2
"""Sentences behind a noun in which it may be told whom it means."""

_BEFORE = 250
"""Words in front of a noun in which it may have come up without a name."""

_MIND = ((0.7, "foremost"), (0.4, "likely"), (0.15, "perhaps"), (0.0, "hardly"))


class Roles:
    """Knows what each person of a story is, and who was called what so far."""

    def __init__(self, words: Words, mentions: Sequence[Mention], cast: Cast, story: Following) -> None:
        self.words, self.mentions, self.cast, self.story = words, mentions, cast, story
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]
        beside: list[set[str]] = [set() for _ in cast.persons]
        for n, m in enumerate(mentions):
            beside[cast.person_of[n]].update(self._beside(m))
        self._roles = [role_words(p.roles) | words for p, words in zip(cast.persons, beside, strict=True)]
        self.called: dict[str, int] = {}
        """The person whom each noun meant last, by its head."""

    def _beside(self, m: Mention) -> list[str]:
        """Return the words that stand with a name between commas: ``the former pupil, Ana Ruiz,``."""
        low, gap = self.words.low, self.words.gap
        first, last = self.begin(m), self.words.last_in((m.start, m.end))
        found: list[str] = []
        if gap[last][:1] != ",":
            return found
        if gap[first][:1] == ",":
            for i in range(first - 1, max(-1, first - _ROLE), -1):
                if low[i] in _DETERMINERS or (i < first - 1 and gap[i + 1] not in BESIDE):
                    break
                found.append(low[i])
        is_one = low[last : last + 1] == ["who"] and not _BE.isdisjoint(low[last + 1 : last + 2])
        begin = last + 2 if is_one else last
        if begin < len(low) and low[begin] in _DETERMINERS:
            for i in range(begin + 1, min(len(low), begin + _ROLE)):
                if low[i] in _ENDS or gap[i] not in BESIDE:
                    break
                found.append(low[i])
        return found

    def begin(self, m: Mention) -> int:
        """Return the first word of a name or of the role in front of it."""
        return self.words.first_in(m.role if m.role and m.role[1] <= m.start else (m.start, m.end))

    def clues(self, source: Span, noun: Noun, mind: Mapping[int, float]) -> dict[int, list[str]]:
        """List what speaks for each whom a noun may mean; ``mind`` is how likely a pronoun would mean each.

        Nobody is meant whom the noun itself names, as in ``Kerry's lawyer``.
        """
        at, last = self.words.first_in(source), self.words.last_in(source)
        inside, core = self.named_in(source), frozenset(noun.core)
        fits = [p for p, role in enumerate(self._roles) if noun.head in role and p not in inside]
        whole = [p for p in fits if core <= self._roles[p] and _DEPUTIES.isdisjoint(self._roles[p] - core)]
        coming = self._coming(last)
        told = self.story.fitting(None)
        options: dict[int, list[str]] = {}
        for person, _ in told:
            if person not in inside and (person in mind or person in fits):
                state = "fits, " if person in fits else "known, " if noun.known else ""
                options[person] = [state + _in_mind(mind.get(person, 0.0))]
        for person in (*fits, *coming):
            if person not in options and person not in inside:
                fit = ", fits whole" if person in whole else ", fits" if person in fits else ""
                kind = ", indefinite" if noun.kind == "indefinite" else ""
                options[person] = [f"comes up later{fit}{kind}"]
        for person, clues in options.items():
            clues += self._fitting(person, noun, fits, whole)
            clues += coming.get(person, ())
        for found, name in ((fits, "told of last of those who fit"), (whole, "told of last of those who fit whole")):
            latest = next((person for person, _ in told if person in found), None)
            if latest is not None:
                options[latest].append(name)
        options[NOBODY] = self._nobody(at, noun, fits, whole)
        return options

    def _fitting(self, person: int, noun: Noun, fits: Collection[int], whole: Collection[int]) -> list[str]:
        """List how a noun goes with what is told of a person."""
        role, gender = self._roles[person], self.cast.genders[person]
        if person in fits:
            part = "fits in part" if person not in whole else "fits whole" if len(noun.core) > 1 else "fits"
            clues = [part, *(["fits alone"] if len(fits) == 1 else [])]
        else:
            shares = not role.isdisjoint(noun.core)
            known = bool(role) and role.isdisjoint(word_set("kin"))
            clues = ["shares words" if shares else "another role" if known else "no role"]
        if noun.gender:
            clues.append(
                "gender unknown" if gender is None else "gender agrees" if gender == noun.gender else "gender differs"
            )
        if self.called.get(noun.head) == person and (person in whole or not whole):
            clues.append("called so before")
        if person == self.story.main:
            clues.append("main person")
        return clues

    def _nobody(self, at: int, noun: Noun, fits: Collection[int], whole: Collection[int]) -> list[str]:
        """List what speaks for nobody named."""
        fit = "one fits whole" if whole else "some fit in part" if fits else "none fits"
        clues = ["nobody", noun.kind, f"{noun.kind} {noun.what}", fit]
        if noun.known and noun.what == "person":
            clues.append(f"known, {fit}")
        if self.called.get(noun.head) == NOBODY:
            clues.append("nobody was called so before")
        if self._came_up(at, noun.head):
            clues.append("came up without a name")
        return clues

    def named_in(self, span: Span) -> set[int]:
        """Return the persons named within a span."""
        here = range(bisect_left(self._ends, span[0] + 1), bisect_left(self._starts, span[1]))
        return {self.cast.person_of[n] for n in here}

    def _came_up(self, at: int, head: str) -> bool:
        """Return whether somebody unnamed came up by this noun: ``a spokesman for the fund``."""
        low, spoken = self.words.low, self.story.spoken
        begin = max(0, at - _BEFORE)
        for _ in range(low[begin:at].count(head)):
            here = low.index(head, begin, at)
            if not spoken[here] and not INDEFINITE.isdisjoint(low[max(0, here - 4) : here]):
                return True
            begin = here + 1
        return False

    def _coming(self, last: int) -> dict[int, list[str]]:
        """List how those come up who are named next behind a noun: ``a neighbour who gave her name as Ana Ruiz``."""
        story, words = self.story, self.words
        found: dict[int, list[str]] = {}
        first = bisect_left(self._starts, words.end[last - 1])
        for n in range(first, min(first + _NEXT, len(self.mentions))):
            m = self.mentions[n]
            at, begun, person = words.first_in((m.start, m.end)), self.begin(m), self.cast.person_of[n]
            back = story.sentence[at] - story.sentence[last - 1]
            if back > _FARTHEST or person in found:
                break
            if story.spoken[at]:
                continue
            clues = found[person] = [f"named next, {back} on" if n == first else "named soon"]
            if back == 0:
                if not _CALLED.isdisjoint(words.low[max(last, begun - 3) : begun]):
                    clues.append("named so")
                if "," in words.gap[begun] and "," in words.gap[words.last_in((m.start, m.end))]:
                    clues.append("named between commas")
                if "," in words.gap[last]:
                    clues.append("named behind a comma")
        return found


def _in_mind(chance: float) -> str:
    """Return how much somebody is in mind, in words."""
    return next(name for least, name in _MIND if chance >= least)
