"""Resolves the words that point at a speaker to a person of the article: names, pronouns, ``the spokesman``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from archive.extract.following import GENDERS, Following, standing
from archive.extract.naming import Meaning, Naming
from archive.extract.nouns import INDEFINITE, noun_of, person_behind
from archive.extract.people import Cast
from archive.extract.roles import Roles
from archive.extract.whom import NOBODY, Clues, Judge, Kind, judged
from archive.restore.attribution.subject import BEHIND_HER
from archive.restore.values import Mention, Restored
from archive.restore.words import words_of_story
from index.article import Span

_ARTICLES = frozenset(["a", "an", "another", "the", "his", "her"])
_TOLD = GENDERS.keys() | _ARTICLES
"""Words that somebody may be told of by, beside names."""

_WHOM = frozenset(["him", "her"])
_STANDS_OUT = frozenset(["opens", "acts", "explains"])
"""How nouns stand that are followed: they do something."""

_ASIDE = frozenset(["owns", "behind a preposition"])
"""How a name stands that is told of for another's sake."""

_NAMED = 1 / 8
"""How likely it must be that ``the senator`` means somebody, as a share of how likely it means nobody named: who is
named with little confidence can be passed over, who is not named cannot be found.
"""

_ANSWERS = frozenset(
    ["answer", "answers", "answered", "reply", "replies", "replied", "response", "responds", "responded"]
)
"""What is said by another than who asked."""

_MARKS = 3
"""Characters at most around the end of a question in which its mark stands."""

_SURE = 0.8
"""How sure a pronoun tells the gender of whom it means."""


class Speakers:
    """Tells whom the words of each source mean.

    The story is read once from its beginning to its end: whoever a pronoun or noun means is in mind at the next.
    """

    def __init__(self, restored: Restored, mentions: Sequence[Mention], cast: Cast, judge: Judge = judged) -> None:
        self.mentions, self.cast, self._judge = mentions, cast, judge
        self.words = words_of_story(restored.body, restored.inserted)
        self._naming = Naming(restored.body, mentions, cast)
        times = [len(p.mentions) for p in cast.persons]
        main = times.index(max(times)) if times else NOBODY
        self._story = Following(self.words, restored.runs, cast.genders, main)
        self._roles = Roles(self.words, mentions, cast, self._story)
        self._said: dict[Span, list[Span]] = defaultdict(list)
        for run in restored.runs:
            if run.source:
                self._said[run.source].extend([(run.start, run.end)] if run.kind != "indirect" else [])
        self._labels = {span for span in self._said if restored.body.startswith(":", span[1])}
        self._labelled = {person for span in self._labels for person in self._roles.named_in(span)}
        self.meanings: dict[Span, Meaning] = {}
        self._asked = self._questions(restored)
        self._read()

    def _questions(self, restored: Restored) -> dict[Span, Span]:
        """Return by the source of each answer that of the question in front of it: ``"Why?" she asked. He replied``."""
        spoken = [run for run in restored.runs if run.kind == "direct" and run.source]
        found: dict[Span, Span] = {}
        for before, run in pairwise(spoken):
            if run.cue and before.source and run.source not in found and before.source != run.source:
                asks = "?" in restored.body[before.end - 1 : before.end + _MARKS]
                answers = asks and not _ANSWERS.isdisjoint(restored.body[slice(*run.cue)].lower().split())
                if answers and run.source:
                    found[run.source] = before.source
        return found

    def _read(self) -> None:
        """Go through the story, and resolve every pronoun and every source where it stands."""
        words, story = self.words, self._story
        sources: dict[int, list[Span]] = defaultdict(list)
        within = bytearray(len(words) + 1)
        for span in self._said:
            first, last = words.first_in(span), words.last_in(span)
            sources[first].append(span)
            within[first:last] = b"\1" * (last - first)
        names = {words.first_in((m.start, m.end)): n for n, m in enumerate(self.mentions)}
        for at in self._places(sources, names):
            for span in sources.get(at, ()):
                self.meanings[span] = self._source(span, at)
            if story.spoken[at]:
                continue
            if at in names:
                self._name(names[at], at, source=bool(within[at]))
            elif not within[at]:
                if words.low[at] in GENDERS and self._followed(at):
                    self._pronoun(at)
                if words.low[at] in _ARTICLES:
                    self._told_by_noun(at)

    def _places(self, sources: Mapping[int, object], names: Mapping[int, object]) -> Iterator[int]:
        """Yield the words at which somebody may be told of, in order."""
        known = names.keys() | sources.keys()
        for at, word in enumerate(self.words.low):
            if word in _TOLD or at in known:
                yield at

    def _name(self, n: int, at: int, *, source: bool) -> None:
        """Follow whom mention ``n`` names; ``source`` tells that it is among words that say who speaks."""
        story, words, m = self._story, self.words, self.mentions[n]
        how = "speaks" if source else self._how(at, words.last_in((m.start, m.end)), self._roles.begin(m))
        story.tell(self.cast.person_of[n], None, at, how)

    def _how(self, first: int, last: int, begun: int) -> str:
        """Return how a name or noun from word ``first`` up to ``last`` is told of; its role begins at ``begun``."""
        how = standing(self.words, first, last, begun)
        if not self._story.reported[first]:
            return how
        return "reported aside" if how in _ASIDE else "reported"

    def _told_by_noun(self, at: int) -> None:
        """Follow whom a noun means that does something: ``A woman rose.``, ``the conductor answered``."""
        words, story = self.words, self._story
        last = person_behind(words, at)
        if last is None:
            return
        how = self._how(at, last + 1, at)
        anew = words.low[at] in INDEFINITE
        if anew or how in _STANDS_OUT:
            meaning = self._noun(words.span(at, last), at)
            gender = noun_of(words.low[at : last + 1]).gender
            definite = meaning.person < 0 and not anew
            story.tell(meaning.person, gender, at, "definite" if definite else how, anew=anew)

    def _pronoun(self, at: int, said: Sequence[Span] = (), asker: int | None = None) -> Meaning:
        """Return whom a pronoun at word ``at`` means; ``said`` is what is in marks if it says who speaks, to ``asker``
        if that is an answer.
        """
        story, word = self._story, self.words.low[at]
        gender, acts = GENDERS[word], word in ("he", "she")
        named = {person for span in said for person in self._roles.named_in(span)}
        other = story.acting(at) if asker is None and not acts else asker
        meaning = self._chosen("pronoun", story.clues(at, gender, named, other))
        if meaning.person >= 0 and meaning.confidence > _SURE and self.cast.genders[meaning.person] is None:
            story.called(meaning.person, gender)
        how = "he or she" if acts else "him or her"
        story.tell(meaning.person, gender, at, f"{how}, reported" if story.reported[at] and not said else how)
        return meaning

    def _followed(self, at: int) -> bool:
        """Return whether the pronoun at word ``at`` is somebody who does something, or to whom something is done."""
        word, follows = self.words.low[at], self.words.low[at + 1 : at + 2]
        behind = word == "her" and self.words.gap[at + 1] == " " and BEHIND_HER.isdisjoint(follows)
        return word in ("he", "she") or (word in _WHOM and not behind)

    def _source(self, span: Span, at: int) -> Meaning:
        """Return whom a source means, and remember who speaks."""
        story = self._story
        words = self.words.low[at : self.words.last_in(span)]
        if len(words) == 1 and words[0] in GENDERS:
            gender: str | None = GENDERS[words[0]]
            asker = self.meanings.get(self._asked.get(span, span))
            meaning = self._pronoun(at, self._said[span], asker.person if asker else None)
        else:
            noun = noun_of(words)
            gender = noun.gender
            meaning = self._naming.meaning(span, words) or self._noun(span, at)
            story.tell(meaning.person, gender, at, "speaks", anew=noun.kind == "indefinite")
        story.speak(meaning.person, gender, at)
        return meaning

    def _noun(self, span: Span, at: int) -> Meaning:
        """Return whom a noun means: in a label, ``The Chairman:``, nobody whom another label names."""
        noun = noun_of(self.words.low[at : self.words.last_in(span)])
        mind = self._judge("pronoun", self._story.clues(at, noun.gender))
        options = self._roles.clues(span, noun, mind)
        if span in self._labels:
            options = {person: clues for person, clues in options.items() if person not in self._labelled}
        meaning = self._chosen("noun", options, _NAMED if noun.known else 1.0)
        self._roles.called[noun.head] = meaning.person
        return meaning

    def _chosen(self, kind: Kind, options: Mapping[int, Clues], share: float = 1.0) -> Meaning:
        chances = self._judge(kind, options)
        least = chances[NOBODY] * share
        best = max(chances, key=lambda person: least if person == NOBODY else chances[person])
        return Meaning(best, chances[best])
