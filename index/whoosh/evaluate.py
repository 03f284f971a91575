"""The question tree, answered with sets: every node gives all its documents at once."""

from __future__ import annotations

import numpy as np

from index.query.nodes import (
    And,
    Every,
    Missing,
    Node,
    Not,
    OfArticle,
    OfSpeaker,
    OneUtterance,
    Or,
    PathWords,
    Phrase,
    Unscored,
    Word,
)
from index.whoosh.arrays import Array
from index.whoosh.matches import NOTHING, Listed, Matches, Scorer
from index.whoosh.phrase import phrase_docs, phrase_matches
from index.whoosh.score import word_matches
from index.whoosh.snapshot import Level, Snapshot

_FEW = 16


class Evaluator:
    """Answers nodes over one snapshot, and remembers the answers for as long as it lives."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._known: dict[tuple[int, Node], Matches] = {}

    def matches(self, level: Level, node: Node) -> Matches:
        """Return the documents of ``level`` for which ``node`` holds, with their scores."""
        key = (id(level), node)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._answer(level, node)
        return found

    def _answer(self, level: Level, node: Node) -> Matches:
        match node:
            case And(parts):
                return self._all_of(level, parts)
            case Or(parts):
                return self._any_of(level, parts)
            case Not(part):
                return _without(everything(level), self.matches(level, part).docs, level)
            case Unscored(part):
                return Matches(self.matches(level, part).docs)
            case OneUtterance(part, quoted):
                return self._one_utterance(part, quoted)
            case OfArticle(part):
                return self._of_article(level, part)
            case OfSpeaker(part):
                return self._of_speaker(level, part)
            case _:
                return self._leaf(level, node)

    def _leaf(self, level: Level, node: Node) -> Matches:
        snapshot = self.snapshot
        match node:
            case Every():
                return everything(level)
            case Word(fields, form):
                return word_matches(snapshot, level, fields, form)
            case Phrase():
                return phrase_matches(snapshot, level, node)
            case PathWords(field, words):
                return Matches(phrase_docs(snapshot, level, (field,), words, 1))
            case _:
                from index.whoosh.conditions import condition

                return condition(snapshot, level, node)

    def _all_of(self, level: Level, parts: tuple[Node, ...]) -> Matches:
        held = [self.matches(level, part) for part in parts if not isinstance(part, Not)]
        barred = [self.matches(level, part.part).docs for part in parts if isinstance(part, Not)]
        if not held:
            left = everything(level)
        else:
            held.sort(key=len)
            left = held[0]
            for matches in held[1:]:
                left = _both(left, matches, level)
        for docs in barred:
            left = _without(left, docs, level)
        return left

    def _any_of(self, level: Level, parts: tuple[Node, ...]) -> Matches:
        found = [matches for matches in (self.matches(level, part) for part in parts) if len(matches)]
        if len(found) < 2:
            return found[0] if found else NOTHING
        mask = np.zeros(level.size, dtype=bool)
        for matches in found:
            if matches.whole is not None:
                mask |= matches.whole.mask
            else:
                mask[matches.docs] = True
        docs = np.flatnonzero(mask)
        return Matches(docs, _sum([_only(matches, level) for matches in found if matches.scorer is not None]))

    def _one_utterance(self, part: Node, quoted: bool) -> Matches:
        found = self.matches(self.snapshot.utterances(quoted), part)
        if not len(found):
            return NOTHING
        parents = self.snapshot.parents()[found.docs]
        fresh = np.empty(len(parents), dtype=bool)
        fresh[:1] = True
        np.not_equal(parents[1:], parents[:-1], out=fresh[1:])
        docs = parents[fresh]
        if found.scorer is None:
            return Matches(docs)
        best = np.maximum.reduceat(found.scores(), np.flatnonzero(fresh))
        return Matches(docs, Listed(docs, best).at)

    def _of_article(self, level: Level, part: Node) -> Matches:
        articles = self.snapshot.articles()
        mask = np.zeros(articles.size, dtype=bool)
        mask[self.matches(articles, part).docs] = True
        return Matches(np.flatnonzero(mask[self.snapshot.parents()] & level.universe))

    def _of_speaker(self, level: Level, part: Word | Phrase | Missing) -> Matches:
        from index.snippets import says
        from index.whoosh.roles import said_in_role

        articles = self.snapshot.articles()
        if isinstance(part, Missing):
            having = said_in_role(self.snapshot, level, everything(articles).docs, lambda role: True)
            return _without(everything(level), having, level)
        docs = self.matches(articles, part).docs
        return Matches(said_in_role(self.snapshot, level, docs, lambda role: says(role, part)))


def everything(level: Level) -> Matches:
    """Return all documents of a level that can be found."""
    return Matches(np.arange(level.size) if level.all_found else np.flatnonzero(level.universe))


def _both(few: Matches, many: Matches, level: Level) -> Matches:
    """Return what is in both; each scores for itself."""
    if not len(few) or not len(many):
        return NOTHING
    if len(many) == level.size:
        docs = few.docs
    elif few.whole is not None and many.whole is not None:
        docs = np.flatnonzero(few.whole.mask & many.whole.mask)
    elif many.whole is not None:
        docs = few.docs[many.whole.mask[few.docs]]
    elif len(few) * _FEW < len(many):
        at = np.searchsorted(many.docs, few.docs)
        at[at == len(many.docs)] = 0
        docs = few.docs[many.docs[at] == few.docs]
    else:
        mask = np.zeros(level.size, dtype=bool)
        mask[many.docs] = True
        docs = few.docs[mask[few.docs]]
    return Matches(docs, _sum([matches.scorer for matches in (few, many) if matches.scorer is not None]))


def _sum(scorers: list[Scorer]) -> Scorer | None:
    if len(scorers) < 2:
        return scorers[0] if scorers else None

    def scorer(docs: Array) -> Array:
        total = scorers[0](docs).copy()
        for score in scorers[1:]:
            total += score(docs)
        return total

    return scorer


def _only(matches: Matches, level: Level) -> Scorer:
    """Return a scorer that gives 0 to documents that are not among ``matches``."""
    held = matches.scorer
    if held is None or matches.own:
        return held or (lambda docs: np.zeros(len(docs)))

    def scorer(docs: Array) -> Array:
        mask = np.zeros(level.size, dtype=bool)
        mask[matches.docs] = True
        found: Array = np.where(mask[docs], held(docs), 0.0)
        return found

    return scorer


def _without(matches: Matches, barred: Array, level: Level) -> Matches:
    if not len(barred) or not len(matches):
        return matches
    mask = np.ones(level.size, dtype=bool)
    mask[barred] = False
    return Matches(matches.docs[mask[matches.docs]], matches.scorer)
