"""Resolves the words that point at a speaker to a person of the article: names, pronouns, ``the spokesman``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from archive.extract.following import GENDERS, Following, pronoun_clues, standing
from archive.extract.nouns import ALONGSIDE, QUALIFIERS, Noun, introduced, noun_of, role_words, without_place
from archive.extract.people import Cast
from archive.extract.whom import NOBODY, Judge, judged
from archive.restore.lexicon import word_set
from archive.restore.values import Mention, Restored
from archive.restore.words import WORD, words_of
from index.article import Span
from index.values import dataclass

_GROUPS = frozenset(["they", "it", "we", "i", "you"])
_GOVERNING = (["of"], ["in"], ["at"])
_EXPLAINABLE = re.compile(r"\b(?:an?|the|his|her|their|its|['’]s) ((?:[\w-]+ ){0,2}[\w-]+), (?:the )?$", re.IGNORECASE)
_NO_ROLE = ALONGSIDE | QUALIFIERS | {"a", "an", "like", "including"}
_OWNS = re.compile("['’](?:s|(?<=[sS]['’]))\\s+\\w")
_EXPLAINED = re.compile(r", (?:the )?(?:[A-Z][\w&.'’-]*[ ]){0,5}[A-Z][\w&.'’-]*, (?!who\b)")
"""The name that a noun is explained by: ``the promoter, Big Tent Events, said``."""

_ROLE = re.compile(r", (?:the )?((?:[\w&'’-]+ ){0,4})")
"""What stands between a noun and the name that explains it: ``a former pupil, the Olympic rower Ana Ruiz, said``."""

_ASIDE = re.compile(r", (?:an?|the|his|her|their|its) (?:(?:[\w&'’-]|(?<![a-z]{4})\.)+,? ){0,12}[\w&'’-]+, ")
"""What explains a name in front of ``who``: ``Vass, a pilot from Port Vella, who said``."""

_ARTICLES = frozenset(["a", "an", "another", "the", "his", "her"])
_DETERMINERS = frozenset(["a", "an", "the", "his", "her", "their", "its", "s"])
_OF = frozenset(["of", "in", "at", "from", "with", "for", "who", "on", "to", "and"])
_ANSWERS = frozenset(["replied", "replies", "answered", "answers", "responded", "responds", "retorted", "rejoined", "agreed"])
_GOES_ON = frozenset(["added", "adds", "continued", "continues", "concluded", "concludes"])
_ASKS = frozenset(["asked", "asks", "inquired", "demanded", "wondered"])

_NOUN = 60
"""Characters of a noun with its article, at most."""

@dataclass(frozen=True, slots=True)
class Meaning:
    """The number of the person that a source means, ``NOBODY`` for nobody named, and how sure."""

    person: int
    confidence: float


class Speakers:
    """Tells whom the words of each source mean."""

    def __init__(self, restored: Restored, mentions: Sequence[Mention], cast: Cast, judge: Judge = judged) -> None:
        self.body, self.mentions, self.cast, self.judge = restored.body, mentions, cast, judge
        self.words = words_of(restored.body, restored.inserted)
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]
        self._near = self._told_as()
        self._stated = [role_words(p.roles) for p in cast.persons]
        self._roles = [a | b for a, b in zip(self._stated, self._near, strict=True)]
        self._story = Following(self.words, restored.runs, cast.genders)
        self._meanings = self._follow(restored)

    def meaning(self, source: Span) -> Meaning:
        """Return whom ``source`` means."""
        return self._meanings[source]

    def _follow(self, restored: Restored) -> dict[Span, Meaning]:
        """Go through the story once, and resolve every pronoun and every source where it stands."""
        story, words = self._story, self.words
        said: dict[Span, list[Span]] = defaultdict(list)
        for run in restored.runs:
            if run.source:
                said[run.source].extend([(run.start, run.end)] if run.kind != "indirect" else [])
        cues = {run.source: words.low[words.first_in(run.cue)] for run in restored.runs if run.source and run.cue}
        sources = {words.first_in(span): span for span in sorted(said, reverse=True)}
        inside = {i for s in said for i in range(words.first_in(s), words.last_in(s))}
        for n, p in enumerate(self.cast.persons):
            if story.main < 0 or len(p.mentions) > len(self.cast.persons[story.main].mentions):
                story.main = n
        meanings: dict[Span, Meaning] = {}
        for at, what, n in sorted(self._points(sources, inside)):
            if what == "source":
                for span in [s for s in said if words.first_in(s) == at]:
                    meanings[span] = self._source(span, at, said[span], cues.get(span, ""))
            elif story.spoken[at]:
                continue
            elif what == "name":
                m = self.mentions[n]
                begun = words.first_in(m.role) if m.role and m.role[1] <= m.start else at
                how = "said" if at in inside else standing(words, at, words.last_in((m.start, m.end)), begun)
                story.tell(self.cast.person_of[n], None, at, how)
            elif what == "pronoun":
                self._pronoun(at, (), "", starts=at == 0 or "\n\n" in words.gap[at], where="told")
            else:
                how = standing(words, at, n + 1, at)
                a = words.low[at] in ("a", "an", "another")
                if a or how in ("opens", "subject", "explains"):
                    noun = noun_of(words.low[at : n + 1])
                    meaning = self._noun(words.span(at, n), at, words.low[at : n + 1], "told")
                    if meaning.person < 0 and a:
                        story.introduce(noun.gender, at, how)
                    else:
                        story.tell(meaning.person, noun.gender, at, how)
        return meanings

    def _points(self, sources: Collection[int], inside: Collection[int]) -> Iterator[tuple[int, str, int]]:
        low = self.words.low
        for n, m in enumerate(self.mentions):
            yield self.words.first_in((m.start, m.end)), "name", n
        for at in sources:
            yield at, "source", 0
        for i, word in enumerate(low):
            if word in GENDERS:
                if i not in sources:
                    yield i, "pronoun", 0
            if word in _ARTICLES and i not in inside and (head := introduced(self.words, i)):
                yield i, "unnamed", head

    def _pronoun(self, at: int, named: Collection[int], cue: str, *, starts: bool, where: str) -> Meaning:
        story, word = self._story, self.words.low[at]
        gender = GENDERS[word]
        person, sure = self.judge("pronoun", pronoun_clues(story, at, gender, named, cue, starts=starts, where=where))
        if person >= 0 and sure > 0.8 and story.genders[person] is None:
            trace = story.traces[person]
            trace.he += gender == "m"
            trace.she += gender == "f"
        if word in ("he", "she"):
            story.tell(person, gender, at, "he")
        return Meaning(person, sure)

    def _source(self, span: Span, at: int, said: Sequence[Span], cue: str) -> Meaning:
        story = self._story
        words = [w.lower() for w in WORD.findall(self.body[span[0] : span[1]])]
        where = "told" if not said else "behind" if min(said)[0] < span[0] else "in front"
        if len(words) == 1 and words[0] in GENDERS:
            named = {self.cast.person_of[n] for a, b in said for n in range(bisect_left(self._starts, a), bisect_left(self._starts, b))}
            first = min([at, *(self.words.first_in(s) for s in said)])
            starts = first == 0 or "\n\n" in self.words.gap[first]
            cue = "answers" if cue in _ANSWERS else "goes on" if cue in _GOES_ON else "asks" if cue in _ASKS else ""
            meaning = self._pronoun(at, named, cue, starts=starts, where=where)
            gender: str | None = GENDERS[words[0]]
        else:
            meaning = self._fixed(span, words) or self._noun(span, at, words, where)
            gender = noun_of(words).gender
            if meaning.person < 0 and noun_of(words).kind == "a":
                story.introduce(gender, at, "said")
            else:
                story.tell(meaning.person, gender, at, "said")
        story.speak(meaning.person, gender, at)
        return meaning

    def _fixed(self, source: Span, words: Sequence[str]) -> Meaning | None:
        """Return whom words mean that leave no choice, None for other words."""
        named = self.named(source)
        if named is not None:
            return Meaning(named, 0.98)
        aside = _EXPLAINED.match(self.body, source[1])
        explained = None if words[-1:] and words[-1].endswith("s") else self._explaining(source[1])
        if aside or explained is not None:
            return Meaning(NOBODY if explained is None else explained, 0.9)
        if words and words[0] == "who":
            found = self._relative(source[0])
            return found or Meaning(NOBODY, 0.9)
        if not words or (len(words) == 1 and words[0] in _GROUPS):
            return Meaning(NOBODY, 0.99)
        return None

    def _noun(self, source: Span, at: int, words: Sequence[str], where: str) -> Meaning:
        noun = noun_of(words)
        last = self.words.last_in(source)
        capital = self.words.word[last - 1][0].isupper()
        inside = {self.cast.person_of[n] for n in range(bisect_left(self._ends, source[0] + 1), bisect_left(self._starts, source[1]))}
        options = self._noun_clues(noun, at, last, words, inside, where, capital=capital)
        person, sure = self.judge("noun", options)
        return Meaning(person, sure)

    def _coming(self, last: int) -> dict[int, list[str]]:
        """List how those who are named next behind a noun that ends before word ``last`` come up."""
        story, words = self._story, self.words
        found: dict[int, list[str]] = {}
        n = bisect_left(self._starts, words.end[last - 1])
        for k in range(n, min(n + 3, len(self.mentions))):
            m = self.mentions[k]
            i = words.first_in((m.start, m.end))
            if story.spoken[i]:
                continue
            back = story.sentence[i] - story.sentence[last - 1]
            if back > 2 or self.cast.person_of[k] in found:
                break
            clues = found[self.cast.person_of[k]] = [f"named {back} on"]
            if k == n:
                clues.append(f"named next, {back} on")
            if back == 0:
                begun = words.first_in(m.role) if m.role and m.role[1] <= m.start else i
                clues.append(f"named within {min((begun - last) // 3, 4)}")
                if not {"named", "name", "identified", "as", "called"}.isdisjoint(words.low[max(last, begun - 3) : begun]):
                    clues.append("named so")
                if "," in words.gap[begun] and "," in words.gap[words.last_in((m.start, m.end))]:
                    clues.append("named between commas")
                if "," in words.gap[last]:
                    clues.append("named behind a comma")
        return found

    def _noun_clues(self, noun: Noun, at: int, last: int, words: Sequence[str], inside: Collection[int], where: str, *, capital: bool) -> dict[int, list[str]]:
        story = self._story
        fits = {p for p, role in enumerate(self._roles) if noun.head in role and p not in inside}
        whole = {p for p in fits if all(w in self._roles[p] for w in noun.core)}
        options: dict[int, list[str]] = {}
        fitting = story.fitting(None)
        subject = max((t.subject_turn for _, t in fitting), default=-1)
        spoke = max((t.spoke_turn for _, t in fitting), default=-1)
        coming = self._coming(last)
        fit_rank = whole_rank = 0
        short = noun.kind == "the" and len(words) < 4 and not noun.qualified and noun.what in ("person", "man", "thing")
        for rank, (person, trace) in enumerate(fitting):
            if person in inside or (rank > 12 and person not in fits):
                continue
            clues = story.clues(trace, at, rank)
            if trace.subject_turn == subject:
                clues.append("latest subject")
                clues.append(f"latest subject, {where}")
            if trace.spoke_turn == spoke > 0:
                clues.append("latest speaker")
            if person == story.speaker:
                clues.append("spoke last")
            if person == story.main:
                clues.append("main")
            if person in fits:
                clues = [f"fits: {clue}" for clue in clues]
            elif fits:
                clues = [f"beside: {clue}" for clue in clues]
            clues += self._role_clues(person, noun, fits, whole, words)
            if person in fits:
                clues.append("fits, latest" if fit_rank == 0 else "fits, earlier")
                fit_rank += 1
            if person in whole:
                clues.append("whole, latest" if whole_rank == 0 else "whole, earlier")
                whole_rank += 1
            clues += coming.get(person, ())
            options[person] = clues
        for person in (fits | coming.keys()) - options.keys() - set(inside):
            options[person] = ["later", *coming.get(person, ()), *self._role_clues(person, noun, fits, whole, words)]
            if noun.kind == "a":
                options[person].append("later a")
        fit = "whole fits" if whole else "several fit" if len(fits) > 1 else "one fits" if fits else "none fits"
        options[NOBODY] = [
            "nobody",
            noun.kind,
            noun.what,
            f"{noun.kind} {noun.what}",
            fit,
            f"{fit} {noun.kind}",
            f"{fit} {noun.what}",
            f"{where} {noun.kind}",
            f"{where} {noun.what}",
            f"{where} {noun.kind} {noun.what}",
            *(["short", f"short {noun.what}", f"{where} short {noun.what}", f"short, {fit}"] if short else []),
            *(["name inside"] if inside else []),
            *(["capital", f"capital {noun.kind}"] if capital else []),
            f"length {min(len(words), 6)}",
            *(["introduced"] if self._introduced(at, noun.head) else []),
            *([f"qualified {noun.kind}"] if noun.qualified else []),
            *(["by kind"] if noun.by_kind else []),
        ]
        return options

    def _role_clues(self, person: int, noun: Noun, fits: Collection[int], whole: Collection[int], words: Sequence[str]) -> list[str]:
        gender, role = self.cast.genders[person], self._roles[person]
        clues = []
        if person in fits:
            clues.append("fits")
            clues.append(f"fits {noun.kind}")
            if noun.head in self._near[person]:
                clues.append("fits near")
            if noun.head in self._stated[person]:
                clues.append("fits role")
            if len(fits) == 1:
                clues.append("alone fits")
            if person in whole:
                clues.append("fits whole" if len(noun.core) > 1 else "fits head")
        elif any(w in role for w in noun.core):
            clues.append("shares words")
        elif self._stated[person]:
            clues.append("other role")
        else:
            clues.append("no role")
        if noun.gender:
            clues.append("gender agrees" if gender == noun.gender else "gender unknown" if gender is None else "gender differs")
        return clues

    def _introduced(self, at: int, head: str) -> bool:
        """Return whether somebody unnamed was introduced by this noun: ``a spokesman for the fund``."""
        low = self.words.low
        for i in range(at - 1, max(-1, at - 250), -1):
            if low[i] == head and not self._story.spoken[i] and not {"a", "an", "one", "another"}.isdisjoint(low[max(0, i - 4) : i]):
                return True
        return False

    def _told_as(self) -> list[frozenset[str]]:
        """Return the words that stand with the names of each person between commas: ``the former pupil, Ana Ruiz,``."""
        words, gap, low = self.words, self.words.gap, self.words.low
        near: list[set[str]] = [set() for _ in self.cast.persons]
        for n, m in enumerate(self.mentions):
            first, last = words.first_in((m.start, m.end)), words.last_in((m.start, m.end))
            begun = words.first_in(m.role) if m.role and m.role[1] <= m.start else first
            found = near[self.cast.person_of[n]]
            if gap[begun][:1] == "," and gap[last][:1] == ",":
                i = begun - 1
                while i >= max(0, begun - 9) and (i == begun - 1 or gap[i + 1] in (" ", "'", "’", "-")) and low[i] not in _DETERMINERS:
                    found.add(low[i])
                    i -= 1
            if gap[last][:1] == ",":
                i = last
                begins = i < len(low) and low[i] in ("a", "an", "the", "his", "her", "who")
                if begins and low[i] == "who" and i + 2 < len(low) and low[i + 1] in ("is", "was"):
                    i += 2
                elif i < len(low) and low[i] == "who":
                    begins = False
                i += 1
                while begins and i < min(len(low), last + 9) and gap[i] in (" ", "'", "’", "-"):
                    if low[i] in _OF:
                        break
                    found.add(low[i])
                    i += 1
        return [frozenset(found) for found in near]

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
