"""Follows who is told of through a story, and lists what speaks for each where one of them is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.extract.whom import NOBODY
from archive.restore.lexicon import keyed_list, word_set
from archive.restore.values import Run
from archive.restore.words import Words

GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "himself": "m", "herself": "f"}

_ENDS = re.compile(r"[.?!]")
_SHORT = word_set("abbreviated") | {"no", "vs"}
_VERBS = word_set("auxiliaries") | keyed_list("cues")["s"] | keyed_list("cues")["w"]
_OBLIQUE = word_set("qualifiers") | word_set("prepositions") | {"of"}
_OWNING = ("'", "’")

_BACK = ("here", "1 back", "2 back", "3 back", "4 back", "5 back", "6 back", "7 back")
_SENTENCES = tuple(f"sentence {back}" for back in _BACK)
_SUBJECT = tuple(f"subject {back}" for back in _BACK)
_SPOKE = tuple(f"spoke {back}" for back in _BACK)
_PARAGRAPHS = ("paragraph here", "paragraph 1 back", "paragraph 2 back", "paragraph 3 back")
_RANKS = ("latest", "2nd latest", "3rd latest", "earlier")
_TIMES = ("times 1", "times 1", "times 2", "times 3", "times 3", "times 5", "times 5", "times 5", "times 8")
_LONG_AGO = -99


@dataclass(slots=True)
class Trace:
    """What is remembered of somebody: when last told of and how, when last the subject, when last speaking."""

    turn: int = -1
    sentence: int = _LONG_AGO
    paragraph: int = _LONG_AGO
    how: str = "other"
    subject: int = _LONG_AGO
    subject_turn: int = -1
    spoke: int = _LONG_AGO
    spoke_turn: int = -1
    times: int = 0
    first: int = _LONG_AGO
    opened: int = _LONG_AGO
    he: int = 0
    she: int = 0
    who: int = NOBODY


class Following:
    """Remembers who was told of up to a place; what is told is added in the order of the story."""

    def __init__(self, words: Words, runs: Sequence[Run], genders: Sequence[str | None]) -> None:
        self.words, self.genders = words, genders
        self.spoken = bytearray(len(words) + 1)
        for r in runs:
            if r.kind != "indirect":
                first, last = words.first_in((r.start, r.end)), words.last_in((r.start, r.end))
                self.spoken[first:last] = b"\1" * (last - first)
        self.sentence, self.paragraph = self._parts()
        self.traces: dict[int, Trace] = {}
        self.unnamed: dict[str | None, Trace] = {}
        self.turn = 0
        self.speaker: int | None = None
        self.speakers: list[int] = []
        self.opening = _LONG_AGO
        self.main = NOBODY

    def _parts(self) -> tuple[list[int], list[int]]:
        """Return the numbers of the sentence and of the paragraph of each word; what is said is one sentence."""
        sentences, paragraphs = [], []
        sentence = paragraph = 0
        low, spoken = self.words.low, self.spoken
        for i, gap in enumerate(self.words.gap[:-1]):
            if gap != " ":
                if "\n\n" in gap:
                    paragraph += 1
                    sentence += 1
                elif i and _ENDS.search(gap):
                    said = spoken[i] and spoken[i - 1]
                    if not said and low[i - 1] not in _SHORT and len(low[i - 1]) > 1:
                        sentence += 1
            sentences.append(sentence)
            paragraphs.append(paragraph)
        return sentences, paragraphs

    def introduce(self, gender: str | None, at: int, how: str) -> None:
        """Add that somebody unnamed comes up."""
        self.unnamed[gender] = Trace()
        self.tell(NOBODY, gender, at, how)

    def tell(self, who: int, gender: str | None, at: int, how: str) -> None:
        """Add that somebody is told of at word ``at``."""
        trace = self._trace(who, gender)
        self.turn += 1
        trace.turn, trace.sentence, trace.how = self.turn, self.sentence[at], how
        if trace.paragraph != self.paragraph[at]:
            trace.paragraph = self.paragraph[at]
            if self.opening != trace.paragraph and who >= 0:
                self.opening = trace.opened = trace.paragraph
        trace.times += 1
        if trace.first < 0:
            trace.first = trace.sentence
        if how in SUBJECTS:
            trace.subject, trace.subject_turn = trace.sentence, self.turn

    def speak(self, who: int, gender: str | None, at: int) -> None:
        """Add that somebody speaks."""
        trace = self._trace(who, gender)
        self.turn += 1
        trace.spoke, trace.spoke_turn = self.sentence[at], self.turn
        self.speaker = who
        if who in self.speakers:
            self.speakers.remove(who)
        self.speakers.append(who)

    def _trace(self, who: int, gender: str | None) -> Trace:
        table, key = (self.traces, who) if who >= 0 else (self.unnamed, gender)
        return table.setdefault(key, Trace())  # type: ignore[call-overload]

    def fitting(self, gender: str | None) -> list[tuple[int, Trace]]:
        """Return those told of who may be of a gender, the latest first."""
        genders = self.genders
        found = [(p, t) for p, t in self.traces.items() if gender is None or genders[p] in (None, gender)]
        found.sort(key=lambda item: -item[1].turn)
        return found

    def stranger(self, gender: str | None) -> Trace | None:
        """Return somebody unnamed of a gender, the latest."""
        fit = [t for g, t in self.unnamed.items() if gender is None or g in (None, gender)]
        return max(fit, key=lambda t: t.turn) if fit else None

    def clues(self, trace: Trace, at: int, rank: int) -> list[str]:
        """List how somebody stands in the story at word ``at``; ``rank`` have been told of since."""
        sentence = self.sentence[at]
        clues = [
            _SENTENCES[min(sentence - trace.sentence, 7)],
            _RANKS[min(rank, 3)],
            trace.how,
            _TIMES[min(trace.times, 8)],
        ]
        if trace.subject >= 0:
            clues.append(_SUBJECT[min(sentence - trace.subject, 7)])
        if trace.spoke >= 0:
            clues.append(_SPOKE[min(sentence - trace.spoke, 7)])
        if self.paragraph[-1]:
            clues.append(_PARAGRAPHS[min(self.paragraph[at] - trace.paragraph, 3)])
            if trace.opened == self.paragraph[at]:
                clues.append("opened the paragraph")
        if sentence - trace.first < 2:
            clues.append("new")
        return clues


SUBJECTS = frozenset(["subject", "opens", "said", "he", "explains"])


def standing(words: Words, first: int, last: int, begun: int) -> str:
    """Return how a name from word ``first`` up to ``last`` stands in its sentence; its role begins at ``begun``."""
    gap, low = words.gap, words.low
    after = gap[last]
    follows = low[last] if last < len(words) else ""
    if (after in _OWNING and follows == "s") or (after[:1] in _OWNING and low[last - 1].endswith("s")):
        return "owner"
    if begun and gap[begun] == " " and low[begun - 1] in _OBLIQUE:
        return "of"
    lead = gap[begun]
    acts = after == " " and (follows in _VERBS or follows.endswith("ed"))
    aside = after[:1] == "," and (follows == "who" or follows.isdigit())
    if begun == 0 or "\n" in lead or _ENDS.search(lead):
        return "opens"
    if lead[:1] == "," and after[:1] == ",":
        return "explains"
    if acts or aside:
        return "subject"
    return "other"


def pronoun_clues(
    story: Following, at: int, gender: str, named: Collection[int], cue: str, *, starts: bool, where: str
) -> dict[int, list[str]]:
    """List what speaks for each whom a pronoun at word ``at`` may mean."""
    options: dict[int, list[str]] = {}
    fit = story.fitting(gender)
    subject = max((t.subject_turn for _, t in fit), default=-1)
    spoke = max((t.spoke_turn for _, t in fit), default=-1)
    most = max((t.times for _, t in fit), default=0)
    unnamed = story.stranger(gender)
    for rank, (person, trace) in enumerate(fit[:8]):
        clues = options[person] = story.clues(trace, at, rank)
        if story.genders[person] is None:
            for_it, against = (trace.he, trace.she) if gender == "m" else (trace.she, trace.he)
            clues.append("gender unknown" if for_it == against else "called so" if for_it > against else "not so")
        if trace.times == most:
            clues.append("most told of")
        if story.main == person:
            clues.append("main")
        if trace.subject_turn == subject:
            clues.append("latest subject")
            clues.append(f"latest subject, {where}")
            if starts:
                clues.append("latest subject, starts")
        if trace.spoke_turn == spoke > 0:
            clues.append("latest speaker")
            if starts:
                clues.append("latest speaker, starts")
            if trace.subject_turn != subject:
                clues.append("latest speaker, not subject")
        if person == story.speaker:
            clues.append("spoke last")
            clues.append(f"spoke last, {where}")
            if starts:
                clues.append("spoke last, starts")
            if cue:
                clues.append(f"spoke last, {cue}")
        if person in named:
            clues.append("named in it")
        if len(fit) == 1:
            clues.append("alone")
    options[NOBODY] = ["nobody", f"nobody {where}"]
    if unnamed:
        rank = sum(t.turn > unnamed.turn for _, t in fit)
        clues = story.clues(unnamed, at, rank)
        if story.speaker is not None and story.speaker < 0:
            clues.append("spoke last")
            if starts:
                clues.append("spoke last, starts")
            if cue:
                clues.append(f"spoke last, {cue}")
        if unnamed.subject_turn > subject:
            clues.append("latest subject")
            if starts:
                clues.append("latest subject, starts")
        options[NOBODY] += [f"unnamed: {clue}" for clue in clues]
    return options
