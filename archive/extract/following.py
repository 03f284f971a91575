"""Follows who is told of through a story, and lists what speaks for each where a pronoun means one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.extract.whom import NOBODY
from archive.restore.lexicon import keyed_list, word_set
from archive.restore.values import Run
from archive.restore.words import Words

GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "himself": "m", "herself": "f"}
ACTING = frozenset(["opens", "acts", "explains", "speaks", "he or she"])
"""How somebody is told of who does something in the sentence."""

_ENDS = re.compile(r"[.?!]")
_SHORT = word_set("abbreviated") | {"no", "vs"}
_VERBS = word_set("auxiliaries") | keyed_list("cues")["s"] | keyed_list("cues")["w"]
_OBLIQUE = word_set("qualifiers") | word_set("prepositions") | {"of"}
_MARKS = ("'", "’")

_LONG_AGO = -99
_MOST = 8
"""Persons told of last that a pronoun may mean."""

_TOLD = (
    "in this sentence",
    "1 sentence back",
    "2 back",
    "3 back",
    "4 to 6 back",
    "4 to 6 back",
    "4 to 6 back",
    "long ago",
)
_ACTED = ("acts in this sentence", "acted 1 sentence back", "acted 2 back", "acted before")
_SPOKE = ("spoke in this sentence", "spoke 1 sentence back", "spoke 2 back", "spoke before")
_RANKS = ("told of last", "told of last but one", "last but two", "earlier")


@dataclass(slots=True)
class Trace:
    """What is remembered of somebody; sentences, paragraphs and turns by their numbers.

    ``how`` somebody was told of last; ``acted`` when somebody last did something in what the story itself tells, and
    ``led`` when somebody was the first of a sentence to be told of outside reported speech; ``he`` and ``she`` count
    the pronouns that meant somebody of unknown gender.
    """

    turn: int = -1
    times: int = 0
    sentence: int = _LONG_AGO
    how: str = ""
    first: int = _LONG_AGO
    opened: int = _LONG_AGO
    spoke: int = _LONG_AGO
    acted: int = _LONG_AGO
    led: int = _LONG_AGO
    he: int = 0
    she: int = 0


class Following:
    """Remembers who was told of so far; what comes is added in the order of the story.

    ``spoken`` is 1 for each word within marks, ``reported`` for each word of reported speech. A stretch within marks is
    one sentence with what stands beside it.
    """

    def __init__(self, words: Words, runs: Sequence[Run], genders: Sequence[str | None], main: int) -> None:
        self.words, self.genders, self.main = words, genders, main
        self.spoken = bytearray(len(words) + 1)
        self.reported = bytearray(len(words) + 1)
        for r in runs:
            first, last = words.first_in((r.start, r.end)), words.last_in((r.start, r.end))
            marked = self.reported if r.kind == "indirect" else self.spoken
            marked[first:last] = b"\1" * (last - first)
        self.sentence, self.paragraph = self._parts()
        self.named: dict[int, Trace] = {}
        """Who was told of by name, in the order in which they were told of last."""

        self.unnamed: dict[str | None, Trace] = {}
        """Who was told of without a name, by gender: of each the last alone."""

        self.speaker: int | None = None
        self._turn = 0
        self._led = self._begun = _LONG_AGO
        """The last sentence in which somebody was told of, and the last paragraph in which somebody was named."""

    def _parts(self) -> tuple[list[int], list[int]]:
        """Return the numbers of the sentence and of the paragraph of each word."""
        sentences: list[int] = []
        paragraphs: list[int] = []
        sentence = paragraph = 0
        low, gap, spoken = self.words.low, self.words.gap, self.spoken
        for i in [i for i in range(1, len(low)) if gap[i] != " "]:
            breaks = "\n\n" in gap[i]
            if breaks or (_ENDS.search(gap[i]) and not (spoken[i] and spoken[i - 1])):
                sentences += [sentence] * (i - len(sentences))
                paragraphs += [paragraph] * (i - len(paragraphs))
                sentence += breaks or (len(low[i - 1]) > 1 and low[i - 1] not in _SHORT)
                paragraph += breaks
        sentences += [sentence] * (len(low) - len(sentences))
        paragraphs += [paragraph] * (len(low) - len(paragraphs))
        return sentences, paragraphs

    def tell(self, who: int, gender: str | None, at: int, how: str, *, anew: bool = False) -> None:
        """Add that somebody is told of at word ``at``; ``anew`` tells that it is somebody unnamed who comes up."""
        trace = self._trace(who, gender, anew=anew)
        if who >= 0:
            self.named[who] = self.named.pop(who)
        self._turn += 1
        trace.turn, trace.sentence, trace.how = self._turn, self.sentence[at], how
        trace.times += 1
        if trace.first < 0:
            trace.first = trace.sentence
        if how in ACTING:
            trace.acted = trace.sentence
        if not self.reported[at] and self._led != trace.sentence:
            self._led = trace.led = trace.sentence
        if who >= 0 and self._begun != self.paragraph[at]:
            self._begun = trace.opened = self.paragraph[at]

    def speak(self, who: int, gender: str | None, at: int) -> None:
        """Add that somebody speaks at word ``at``."""
        self._trace(who, gender).spoke = self.sentence[at]
        self.speaker = who

    def _trace(self, who: int, gender: str | None, *, anew: bool = False) -> Trace:
        if who >= 0:
            return self.named.setdefault(who, Trace())
        if anew or gender not in self.unnamed:
            self.unnamed[gender] = Trace()
        return self.unnamed[gender]

    def called(self, who: int, gender: str) -> None:
        """Add that a pronoun surely means somebody."""
        trace = self.named[who]
        trace.he += gender == "m"
        trace.she += gender == "f"

    def fitting(self, gender: str | None) -> list[tuple[int, Trace]]:
        """Return the named who may be of a gender, who was told of last first."""
        return [(p, t) for p, t in reversed(self.named.items()) if gender is None or self.genders[p] in (None, gender)]

    def acting(self, at: int) -> int | None:
        """Return who was told of last, if that was in the sentence of word ``at`` and as who acts there."""
        for who, trace in reversed(self.named.items()):
            return who if trace.sentence == self.sentence[at] and trace.how in ACTING else None
        return None

    def clues(
        self, at: int, gender: str | None, said: Collection[int] = (), but: int | None = None
    ) -> dict[int, list[str]]:
        """List what speaks for each whom a pronoun at word ``at`` may mean; ``said`` are named in its own speech, and
        ``but`` is somebody else.
        """
        fit = [(person, trace) for person, trace in self.fitting(gender) if person != but]
        stranger = self._stranger(gender)
        most = max((trace.times for _, trace in fit), default=0)
        options: dict[int, list[str]] = {}
        for rank, (person, trace) in enumerate(fit[:_MOST]):
            since = rank + (stranger is not None and stranger.turn > trace.turn)
            clues = options[person] = self._standing(trace, at, since)
            if gender and self.genders[person] is None:
                own, other = (trace.he, trace.she) if gender == "m" else (trace.she, trace.he)
                clues.append("called so" if own > other else "called otherwise" if other > own else "gender unknown")
            if trace.times == most:
                clues.append("told of most")
            if person == self.main:
                clues.append("main person")
            if person == self.speaker:
                clues.append("spoke last")
            if person in said:
                clues.append("named in the speech")
        options[NOBODY] = ["nobody"]
        if stranger:
            clues = self._standing(stranger, at, sum(trace.turn > stranger.turn for _, trace in fit))
            clues += ["spoke last"] if self.speaker == NOBODY else []
            options[NOBODY] += [f"unnamed, {clue}" for clue in clues]
        return options

    def _stranger(self, gender: str | None) -> Trace | None:
        """Return who was told of last without a name and may be of a gender."""
        fit = [trace for g, trace in self.unnamed.items() if gender is None or g in (None, gender)]
        return max(fit, key=lambda trace: trace.turn, default=None)

    def _standing(self, trace: Trace, at: int, rank: int) -> list[str]:
        """List how somebody stands in the story at word ``at``; ``rank`` others have been told of since."""
        sentence = self.sentence[at]
        clues = [_TOLD[min(sentence - trace.sentence, 7)], _RANKS[min(rank, 3)], trace.how]
        clues.append(_ACTED[min(sentence - trace.acted, 3)] if trace.acted >= 0 else "never acted")
        if trace.led == trace.sentence:
            clues.append("led its sentence")
        if trace.spoke >= 0:
            clues.append(_SPOKE[min(sentence - trace.spoke, 3)])
        if trace.opened == self.paragraph[at]:
            clues.append("opened the paragraph")
        if sentence - trace.first < 2:
            clues.append(f"new, {trace.how}")
        return clues


def standing(words: Words, first: int, last: int, begun: int) -> str:
    """Return how a name from word ``first`` up to ``last`` stands in its sentence; its role begins at ``begun``."""
    before, after = words.gap[begun], words.gap[last]
    follows = words.low[last] if last < len(words) else ""
    if after[:1] in _MARKS and (follows == "s" or words.low[last - 1].endswith("s")):
        return "owns"
    if begun and before == " " and words.low[begun - 1] in _OBLIQUE:
        return "behind a preposition"
    if begun == 0 or "\n" in before or _ENDS.search(before):
        return "opens"
    if before[:1] == "," == after[:1]:
        return "explains"
    acts = after == " " and (follows in _VERBS or follows.endswith("ed"))
    aside = after[:1] == "," and (follows == "who" or follows.isdigit())
    return "acts" if acts or aside else "elsewhere"
