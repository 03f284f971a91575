"""The reference meaning of a question: every article and utterance is looked at, nothing is clever."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import contents
from index.article import Article, ArticleId
from index.fields import BY_NAME, FIELDS
from index.names import SELDOM, has_role, is_called, name_tokens, told_apart
from index.people import LocalName, PeopleTable
from index.people_rules import PeopleRules
from index.query import accepts, accepts_path, accepts_value
from index.query.nodes import (
    And,
    Dates,
    Every,
    Form,
    Fuzzy,
    Missing,
    Node,
    Not,
    OfArticle,
    OfSpeaker,
    OneUtterance,
    Or,
    PathPattern,
    PathWords,
    Phrase,
    Stemmed,
    Unscored,
    ValueIs,
    Values,
    Word,
)
from index.utterances import Utterance, statements, utterances
from index.visible import Version, visible
from index.words import tokens
from tests.index.alike import stories

K1 = 1.2
B = 0.75
EXACT_BONUS = 0.5

Key = tuple[ArticleId, int]
"""An utterance: its article and its number there. An article is (id, -1)."""

Scores = dict[Key, float]
"""What matches, and how well."""


@dataclass(frozen=True)
class Item:
    """An article or an utterance as text fields of values of tokens; ``counted`` ones make the statistics."""

    texts: Mapping[str, Sequence[Sequence[str]]]
    counted: bool

    def words(self, field: str) -> list[str]:
        return [word for value in self.texts.get(field, ()) for word in value]


class World:
    """The visible part of an archive."""

    def __init__(self, stored: Iterable[Article], rules: PeopleRules | None = None) -> None:
        everything = list(stored)
        seen = visible(Version.of(article) for article in everything)
        self.articles = {article.id: article for article in everything if article.id in seen}
        self.said: dict[Key, Utterance] = {
            (article.id, utterance.number): utterance
            for article in self.articles.values()
            for utterance in utterances(article)
        }
        self.statement_of: dict[Key, Key] = {
            (article.id, said[at].number): (article.id, said[place - 1].number)
            for article in self.articles.values()
            for said in [utterances(article)]
            for at, place in enumerate(statements(said, article.body))
            if place
        }
        self.people = PeopleTable.build(
            (
                LocalName(person.name, person.forms, 1)
                for article in self.articles.values()
                for person in article.people
            ),
            rules,
            (
                pair
                for article in self.articles.values()
                for pair in told_apart([person.name for person in article.people])
            ),
            self._told,
        )

    @cached_property
    def stories(self) -> dict[ArticleId, frozenset[ArticleId]]:
        return stories(self.articles.values())

    @cached_property
    def article_items(self) -> dict[Key, Item]:
        names = [field.name for field in FIELDS if field.kind == "text" and field.level == "article"]
        return {
            (id, -1): Item(
                {name: [tokens(text) for text in contents.texts(article, name)] for name in names}, counted=True
            )
            for id, article in self.articles.items()
        }

    @cached_property
    def quote_items(self) -> dict[Key, Item]:
        return {
            key: Item({"quote": [tokens(said.text)]}, counted=said.kind != "quoted") for key, said in self.said.items()
        }

    def persons_of(self, article: Article) -> Counter[str]:
        """Return the archive-wide persons of an article with their mentions, one at least."""
        found: Counter[str] = Counter()
        for person in article.people:
            found[self.people.of(person.name)] += max(1, len(person.mentions))
        return found

    def find(self, forms: Sequence[Form], title: str = "") -> list[str]:
        """Return the persons that ``forms`` mean; of these those who bear the title, if any do."""
        found = self.people.find(forms)
        having = Counter(
            self.people.of(person.name)
            for article in self.articles.values()
            for person in article.people
            if any(has_role(title, role) for role in person.roles)
        )
        most = max([1, *(having[who] for who in found)])
        bearing = [
            who
            for who in found
            if SELDOM * having[who] >= most or any(is_called(title, form) for form in self.people.forms(who))
        ]
        return bearing if title and bearing else found

    def _told(self, asked: Collection[str]) -> Iterator[list[str]]:
        for article in self.articles.values():
            if any(person.name in asked for person in article.people):
                yield [person.name for person in article.people]

    def without_parts(self, found: Sequence[Key]) -> list[Key]:
        """Return utterances without those in marks in a statement that was found too."""
        return [key for key in found if self.statement_of.get(key) not in found]

    def words_of(self, key: Key) -> tuple[list[str], int]:
        """Return the words of an utterance, none for an article, and how often its article has said them before."""
        if key[1] < 0:
            return [], 0
        said = [tokens(one.text) for (id, _), one in self.said.items() if id == key[0]]
        place = [other for other in self.said if other[0] == key[0]].index(key)
        return said[place], said[:place].count(said[place])

    def speaker_of(self, said: Utterance) -> str | None:
        return self.people.of(said.person) if said.person else None


def article_matches(world: World, node: Node) -> dict[ArticleId, float]:
    """Return the articles that fulfil ``node``, with their scores."""
    return {id: score for (id, _), score in _Articles(world).matches(node).items()}


def quote_matches(world: World, node: Node, *, quoted: bool) -> Scores:
    """Return the utterances that fulfil ``node``, with their scores; those of kind "quoted" only when asked."""
    return _Utterances(world, quoted=quoted).matches(node)


class _Level:
    """What articles and utterances have in common."""

    universe: frozenset[Key]
    items: Mapping[Key, Item]

    def matches(self, node: Node) -> Scores:
        match node:
            case Every():
                return dict.fromkeys(self.universe, 0.0)
            case And(parts):
                return self._all([self.matches(part) for part in parts])
            case Or(parts):
                return self._any([self.matches(part) for part in parts])
            case Not(part):
                return dict.fromkeys(self.universe - self.matches(part).keys(), 0.0)
            case Unscored(part):
                return dict.fromkeys(self.matches(part), 0.0)
            case Word(fields, form):
                return self._within(self._word(fields, form))
            case Phrase(fields, words, slop):
                return self._within(self._phrase(fields, words, slop))
        return self._within(self.others(node))

    def others(self, node: Node) -> Scores:
        raise AssertionError(node)

    def _within(self, scores: Scores) -> Scores:
        return {key: score for key, score in scores.items() if key in self.universe}

    @staticmethod
    def _all(parts: Sequence[Scores]) -> Scores:
        both = set(parts[0]).intersection(*parts[1:])
        return {key: sum(part[key] for part in parts) for key in both}

    @staticmethod
    def _any(parts: Sequence[Scores]) -> Scores:
        either = set().union(*parts)
        return {key: sum(part.get(key, 0.0) for part in parts) for key in either}

    def _word(self, fields: tuple[str, ...], form: Form) -> Scores:
        scores = bm25f(self.items, fields, lambda word: accepts(form, word))
        if isinstance(form, (Stemmed, Fuzzy)):
            exact = self._exact(fields, form.text)
            return {key: score + EXACT_BONUS * exact.get(key, 0.0) for key, score in scores.items()}
        return scores

    def _exact(self, fields: tuple[str, ...], text: str) -> Scores:
        return bm25f(self.items, fields, lambda word: word == text)

    def _phrase(self, fields: tuple[str, ...], words: tuple[str, ...], slop: int) -> Scores:
        of_words = [self._exact(fields, word) for word in words]
        return {
            key: sum(scores[key] for scores in of_words)
            for key, item in self.items.items()
            if any(has_phrase(value, words, slop) for field in fields for value in item.texts[field])
        }


class _Articles(_Level):
    def __init__(self, world: World) -> None:
        self._world = world
        self.items = world.article_items
        self.universe = frozenset(self.items)

    def others(self, node: Node) -> Scores:
        match node:
            case Values("person", forms, title):
                return self._of_persons(set(self._world.find(forms, title)))
            case OneUtterance(part, quoted):
                best: Scores = {}
                for (id, _), score in _Utterances(self._world, quoted=quoted).matches(part).items():
                    best[id, -1] = max(score, best.get((id, -1), 0.0))
                return best
        return {(id, -1): 0.0 for id, article in self._world.articles.items() if _holds(node, article, self._world)}

    def _of_persons(self, asked: set[str]) -> Scores:
        items = {
            (id, -1): Item({"person": [list(self._world.persons_of(article).elements())]}, counted=True)
            for id, article in self._world.articles.items()
        }
        return bm25f(items, ("person",), lambda person: person in asked)


class _Utterances(_Level):
    def __init__(self, world: World, *, quoted: bool) -> None:
        self._world = world
        self.items = world.quote_items
        self.universe = frozenset(key for key, said in world.said.items() if quoted or said.kind != "quoted")

    def others(self, node: Node) -> Scores:
        match node:
            case OfArticle(part):
                found = _Articles(self._world).matches(part)
                return {key: 0.0 for key in self._world.said if (key[0], -1) in found}
            case OfSpeaker(part):
                roles = {key: self._roles(key[0], said) for key, said in self._world.said.items()}
                return {key: 0.0 for key, held in roles.items() if _has_role(part, held)}
            case Missing("speaker"):
                return {key: 0.0 for key, said in self._world.said.items() if self._world.speaker_of(said) is None}
            case Values("speaker", forms, title):
                asked = set(self._world.find(forms, title))
                words = {word for who in asked for form in self._world.people.forms(who) for word in tokens(form)}
                named = {
                    id for id, article in self._world.articles.items() if asked & {*self._world.persons_of(article)}
                }
                return {
                    key: 0.0
                    for key, said in self._world.said.items()
                    if (who := self._world.speaker_of(said)) in asked
                    or (
                        accepts_value(forms, said.speaker or "")
                        and (
                            not (title or key[0] in named)
                            or (who is None and (not asked or words >= {*name_tokens(said.speaker or "")}))
                        )
                    )
                }
            case Values("kind", forms):
                return {key: 0.0 for key, said in self._world.said.items() if accepts_value(forms, said.kind)}
            case ValueIs("speaker", value):
                return {key: 0.0 for key, said in self._world.said.items() if self._world.speaker_of(said) == value}
            case ValueIs("kind", value):
                return {key: 0.0 for key, said in self._world.said.items() if said.kind == value}
        raise AssertionError(node)

    def _roles(self, id: ArticleId, said: Utterance) -> list[str]:
        people = self._world.articles[id].people
        return [role for person in people if person.name == said.person for role in person.roles if role.strip()]


def _has_role(part: Word | Phrase | Missing, roles: Sequence[str]) -> bool:
    match part:
        case Word(_, form):
            return any(accepts(form, word) for role in roles for word in tokens(role))
        case Phrase(_, words, slop):
            return any(has_phrase(tokens(role), words, slop) for role in roles)
        case Missing():
            return not roles


def _holds(node: Node, article: Article, world: World) -> bool:
    """Tell whether an article fulfils a condition that scores nothing."""
    match node:
        case Values(field, forms):
            return any(accepts_value(forms, value) for value in contents.values(article, field))
        case ValueIs("person", value):
            return value in world.persons_of(article)
        case ValueIs(field, value):
            return value in contents.facet_values(article, field)
        case PathWords(field, words):
            return any(has_phrase(tokens(path), words, 1) for path in contents.paths(article, field))
        case PathPattern(field, pattern):
            return any(accepts_path(pattern, path) for path in contents.paths(article, field))
        case Dates(field, since, until):
            days = contents.days(article, field)
            return days is not None and (since is None or days[1] >= since) and (until is None or days[0] <= until)
        case Missing(field):
            return _is_missing(article, field)
    raise AssertionError(node)


def _is_missing(article: Article, field: str) -> bool:
    kind = BY_NAME[field].kind
    if kind == "date":
        return contents.days(article, field) is None
    if kind == "text":
        return not contents.texts(article, field)
    if kind == "path":
        return not contents.paths(article, field)
    return not contents.values(article, field)


def has_phrase(value: Sequence[str], words: Sequence[str], slop: int) -> bool:
    """Tell whether ``words`` stand in ``value`` in order, each at most ``slop`` positions after the one before."""
    ends = {at for at, word in enumerate(value) if word == words[0]}
    for wanted in words[1:]:
        ends = {
            at for at, word in enumerate(value) if word == wanted and any(0 < at - before <= slop for before in ends)
        }
    return bool(ends)


def bm25f(items: Mapping[Key, Item], fields: Sequence[str], accepted: Callable[[str], bool]) -> Scores:
    """Return the BM25F scores of one class of words, for the items that have any of it.

    After Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), equation 3.20, with
    the idf that is never negative. Lengths and counts are over ``counted`` items alone.
    """
    counted = [item for item in items.values() if item.counted]
    average = {field: _mean(len(item.words(field)) for item in counted) for field in fields}
    found: Scores = {}
    for key, item in items.items():
        weight = 0.0
        for field in fields:
            words = item.words(field)
            often = sum(map(accepted, words))
            if often:
                norm = 1 - B + B * len(words) / average[field] if average[field] else 1.0
                weight += BY_NAME[field].boost * often / norm
        if weight:
            found[key] = weight
    n = sum(items[key].counted for key in found)
    idf = math.log(1 + (len(counted) - n + 0.5) / (n + 0.5))
    return {key: idf * weight * (K1 + 1) / (K1 + weight) for key, weight in found.items()}


def _mean(lengths: Iterable[int]) -> float:
    values = list(lengths)
    return sum(values) / len(values) if values else 0.0


def by_value(pairs: Iterable[tuple[str, Key]]) -> dict[str, set[Key]]:
    """Return which keys have which value."""
    found: dict[str, set[Key]] = defaultdict(set)
    for value, key in pairs:
        found[value].add(key)
    return dict(found)
