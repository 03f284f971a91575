"""Keeps who is in mind at each place of a story, and so whom ``he`` and ``she`` mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence

from archive.extract.people import Cast
from archive.restore.lexicon import keyed_list, word_set
from archive.restore.values import Mention, Run
from archive.restore.words import WORD
from index.values import dataclass

GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "himself": "m", "herself": "f"}

_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?i:(?<=h)(?:e|im|er|is|imself|erself)|(?<=s)he)\b")
"""Begins with its first letter, so that it is tried at few places."""

_STOP = re.compile(r"[.?!][\"”’']?(?=\s)|\n(?=\n)")
_OWNS = re.compile(r"['’]s|['’](?<=s.)(?!\w)| s\b")
_TO_HIM = re.compile(r"(?:[A-Z][\w.’'-]* )+(?:had |has |then |later )?([a-z]+) ")
_BEHIND_HER = (
    word_set("prepositions") | word_set("auxiliaries") | word_set("ends_subject") | {"if", "whether", "the", "a"}
)
"""Words in front of which her is whom something is done to: ``asked her whether``, not ``asked her lawyer``."""

_OBLIQUE = word_set("qualifiers") | {"of"}
_VERBS = word_set("auxiliaries") | keyed_list("cues")["s"]
_TO_SOMEBODY = keyed_list("cues")["s"] | keyed_list("cues")["w"]
_EVENTS = 40
"""Mentions and pronouns that are looked back through."""

_FADES = 0.75
_SUBJECT, _OWNER, _OBJECT = 0.9, -0.6, -0.7
_UNSURE = -0.7
_ACTED_ON = 1.4
"""How prominent he is of whom a sentence tells what another did to him: who comes as he is known already."""

_SPOKE, _STILL_SPOKE, _NAMED = 1.5, 0.4, -1.2


@dataclass(frozen=True, slots=True)
class _Event:
    """A place at which a person is mentioned; ``standing`` is how prominent by its part in the sentence."""

    at: int
    sentence: int
    person: int
    standing: float


class Salience:
    """Answers who is most in mind at a place; pronouns in the story are resolved in order and count as mentions."""

    def __init__(self, body: str, mentions: Sequence[Mention], cast: Cast, runs: Sequence[Run]) -> None:
        self._body = body
        direct = [r for r in runs if r.kind != "indirect"]
        reported = [r for r in runs if r.kind == "indirect"]
        self._reported_starts = [r.start for r in reported]
        self._reported_ends = [r.end for r in reported]
        self._run_starts = [r.start for r in direct]
        self._run_ends = [r.end for r in direct]
        self._stops = [m.start() for m in _STOP.finditer(body)]
        self._genders = list(cast.genders)
        self._events: list[_Event] = []
        self._at: list[int] = []
        self._votes: dict[int, Counter[str]] = {}
        self._read(mentions, cast)

    def _read(self, mentions: Sequence[Mention], cast: Cast) -> None:
        """Go through the story once, from name to name and from pronoun to pronoun."""
        named = [(m.start, cast.person_of[n], self._standing(m.start, m.end)) for n, m in enumerate(mentions)]
        pronouns = [(m.start(), m.end(), GENDERS[m[0].lower()], m[0].lower()) for m in _PRONOUN.finditer(self._body)]
        p = 0
        for at, person, standing in [*named, (len(self._body) + 1, -1, 0.0)]:
            while p < len(pronouns) and pronouns[p][0] < at:
                self._read_pronoun(*pronouns[p])
                p += 1
            if person >= 0 and not self.in_speech(at):
                self._add(at, person, standing)

    def _read_pronoun(self, start: int, end: int, gender: str, word: str) -> None:
        if self.in_speech(start):
            return
        asker = self._acts_on(start, end) if word in ("him", "her") else None
        found = self.pronoun(start, gender, None) if asker is None else _best(self._scores(start, gender), asker)
        if found is None:
            return
        person, sure = found
        if self._genders[person] is None and sure > 0.7:
            count = self._votes.setdefault(person, Counter())
            count[gender] += 1
            if count[gender] >= 2 and count[gender] > 2 * (sum(count.values()) - count[gender]):
                self._genders[person] = gender
        if word in ("he", "she"):
            self._add(start, person, self._standing(start, end) - 0.3)
        elif asker is not None:
            self._add(start, person, _ACTED_ON)

    def _acts_on(self, start: int, end: int) -> int | None:
        """Return who says or shows something to him or her, and so is somebody else: ``Judge Harrow asked him``."""
        last = self._events[-1] if self._events else None
        told = _TO_HIM.fullmatch(self._body, last.at, start) if last else None
        if last is None or told is None or told[1] not in _TO_SOMEBODY:
            return None
        owned = WORD.match(self._body, end + 1) if self._body[start:end] == "her" else None
        mine = owned is None or self._body[end] != " " or owned[0].lower() in _BEHIND_HER
        return last.person if mine else None

    def _add(self, at: int, person: int, standing: float) -> None:
        self._events.append(_Event(at, bisect_left(self._stops, at), person, standing))
        self._at.append(at)

    def in_speech(self, at: int) -> bool:
        """Return whether ``at`` lies within marks."""
        n = bisect_right(self._run_starts, at) - 1
        return n >= 0 and at < self._run_ends[n]

    def _standing(self, start: int, end: int) -> float:
        """Return how prominent a name or pronoun is by its place in its sentence."""
        body = self._body
        standing = _OWNER if _OWNS.match(body, end) else 0.0
        lead = body[max(0, start - 60) : start]
        previous = WORD.findall(lead[-14:])
        if previous and lead[-1:] == " " and lead[-2:-1].isalpha() and previous[-1].lower() in _OBLIQUE:
            return standing + _OBJECT
        # A name between commas explains the subject: A pilot, Peter Harrow, was hurt.
        explains = lead.endswith((", ", " as ")) and body.startswith(", ", end) and _acts(body[end + 1 : end + 24])
        cut = max(lead.rfind(". "), lead.rfind("\n"), lead.rfind('" '), lead.rfind("” "))
        opens = start < 3 or (cut >= 0 and "," not in lead[cut:] and len(lead) - cut < 45)
        if opens or (standing == 0.0 and (explains or _acts(body[end : end + 24]))):
            standing += _SUBJECT
        return standing

    def _scores(self, at: int, gender: str | None) -> dict[int, float]:
        """Return how much each person is in mind at ``at``."""
        sentence = bisect_left(self._stops, at)
        scores: dict[int, float] = {}
        last = bisect_left(self._at, at)
        for rank, event in enumerate(reversed(self._events[max(0, last - _EVENTS) : last])):
            known = self._genders[event.person]
            if gender is not None and (known or self._leaning(event.person, gender)) != gender:
                continue
            score = 4.0 + event.standing - _FADES * min(sentence - event.sentence, 8) - 0.08 * rank
            if gender and known is None:
                score += _UNSURE
            if score > scores.get(event.person, -99.0):
                scores[event.person] = score
        return scores

    def _leaning(self, person: int, gender: str) -> str:
        """Return the gender of all pronouns that surely meant a person of unknown gender; ``gender`` if they differ."""
        votes = self._votes.get(person)
        return next(iter(votes)) if votes and len(votes) == 1 else gender

    def pronoun(
        self, at: int, gender: str, spoken: int | None, named: Collection[int] = ()
    ) -> tuple[int, float] | None:
        """Return the person whom a pronoun at ``at`` means and how sure; ``spoken`` is who spoke last, ``named`` are
        those whom the speech itself names.
        """
        scores = self._scores(at, gender)
        if spoken in scores and spoken is not None:
            scores[spoken] += _STILL_SPOKE if self._left(at, gender, spoken) else _SPOKE
        for person in scores.keys() & set(named):
            scores[person] += _NAMED
        return _best(scores)

    def _left(self, at: int, gender: str, spoken: int) -> bool:
        """Return whether somebody else has become the subject since who spoke was told of, in the same paragraph."""
        left: _Event | None = None
        for k in range(bisect_left(self._at, at) - 1, -1, -1):
            event = self._events[k]
            if left and (event.sentence != left.sentence or event.standing >= _SUBJECT):
                return event.sentence != left.sentence
            runs = bisect_left(self._run_starts, at) - bisect_left(self._run_starts, event.at)
            if event.person == spoken or runs > 1 or "\n\n" in self._body[event.at : at]:
                break
            if event.standing >= _SUBJECT and self._genders[event.person] == gender and not self._reported(event.at):
                left = event
        return left is not None

    def _reported(self, at: int) -> bool:
        """Return whether ``at`` lies within speech reported without marks."""
        n = bisect_right(self._reported_starts, at) - 1
        return n >= 0 and at < self._reported_ends[n]

    def foremost(self, at: int, sentences: int, gender: str | None) -> tuple[int, float] | None:
        """Return the person most in mind at ``at`` who was mentioned within so many sentences, and how sure."""
        scores = {p: s for p, s in self._scores(at, gender).items() if s > 4.0 - _FADES * (sentences + 0.5)}
        found = _best(scores)
        return (found[0], round(found[1] * 0.6, 4)) if found else None


def _acts(after: str) -> bool:
    """Return whether a verb follows a name, or an aside about it."""
    if after[:2] == ", " and (after[2:6] == "who " or after[2:4].isdigit()):
        return True
    verb = WORD.match(after, 1) if after[:1] == " " else None
    return verb is not None and (verb[0] in _VERBS or (verb[0].endswith("ed") and verb[0].islower()))


def _best(scores: dict[int, float], but: int | None = None) -> tuple[int, float] | None:
    """Return the person with the highest score, surer the further it leads."""
    ranked = sorted(((p, s) for p, s in scores.items() if p != but), key=lambda item: -item[1])
    if not ranked:
        return None
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else ranked[0][1] - 3)
    return ranked[0][0], min(0.95, 0.6 + 0.12 * lead)
