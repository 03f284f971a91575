"""A search engine in memory that looks at everything: the oracle of the tests, and a stand-in for a stored one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter
from types import TracebackType
from typing import Self

from index import contents
from index.article import Article, ArticleId
from index.errors import UnknownArticleError
from index.fields import BY_NAME
from index.headline import headline, story_start
from index.ledger import Ledger, LedgerUpdate
from index.names import NameKey, name_key, name_tokens, title_of, untitled
from index.people import several
from index.people_rules import PeopleRules
from index.query import asks_quoted, check_fields, question, suggest, understand, understood, unknown
from index.query.levels import utterances_asked
from index.query.nodes import And, Every, Exact, Node, Not, OfArticle, OneUtterance, Or, Unscored, Values, Word
from index.query.render import render
from index.request import (
    ArchivePerson,
    ArchiveStats,
    CheckReport,
    CommitReport,
    Copy,
    Facet,
    FacetCount,
    FacetRequest,
    Filter,
    Hit,
    Of,
    PersonPage,
    QuoteHit,
    SearchPage,
    SearchRequest,
)
from index.snippets import quote_marks, snippets
from index.spelling import begun_with
from index.words import fold, tokens
from tests.index.proposals import near_word
from tests.index.reference import Key, World, article_matches, by_value, quote_matches
from tests.index.tally import begins, tally, values_of

_ALIKE_WORDS = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MemoryEngine:
    """Everything a :class:`index.engine.SearchEngine` can do, by brute force."""

    def __init__(self, rules: PeopleRules | None = None) -> None:
        self._stored: dict[ArticleId, Article] = {}
        self._ledger = Ledger()
        self._generation = 0
        self._rules = rules
        self._world = World((), rules)
        self._places: dict[Key, int] = {}

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        added: dict[ArticleId, Article] = {}
        for article in add:
            before = added.get(article.id) or self._stored.get(article.id)
            added[article.id] = replace(article, added=before.added) if before else article
        removed = {id for id in remove if id in self._stored and id not in added}
        replaced = added.keys() & self._stored.keys()
        kept = {id: article for id, article in self._stored.items() if id not in removed}
        self._stored = kept | added
        self._ledger = _updated(self._ledger, ledger)
        self._generation += 1
        self._world = World(self._stored.values(), self._rules)
        self._places = {key: place for place, key in enumerate(self._world.said)}
        return CommitReport(self._generation, len(added) - len(replaced), len(replaced), len(removed))

    def ledger(self) -> Ledger:
        return self._ledger

    def search(self, request: SearchRequest) -> SearchPage:
        began = perf_counter()
        tree = question(request)
        found = self._matches(request, tree)
        order = every = self._ordered(found, request)
        if request.grouped:
            every = self._world.without_parts(every)
            order = [key for at, key in enumerate(every) if not self._copies(key, every[:at])]
        shown = order[request.offset :][: max(0, request.limit)]
        facets = {asked.field: self._facet(asked, request) for asked in request.facets}
        near = partial(near_word, self._world)
        return SearchPage(
            hits=tuple(
                self._hit(key[0], found[key], tree, request, self._copies(key, every) if request.grouped else ())
                for key in shown
                if key[1] < 0
            ),
            quotes=tuple(
                self._quote(key, found[key], tree, self._copies(key, every) if request.grouped else ())
                for key in shown
                if key[1] >= 0
            ),
            total=len(found),
            entries=len(order) if request.grouped else None,
            took_ms=(perf_counter() - began) * 1000,
            query=understood(request),
            facets=facets,
            notes=(
                *unknown(request, tree, self._total, near, self._whole),
                *dict.fromkeys(self._notes(tree)),
            ),
            suggestions=suggest(request, self._total, near, self._whole) if request.suggest and not found else (),
        )

    def understand(self, text: str, of: Of = "articles") -> str:
        return understand(text, of)

    def article(self, id: ArticleId) -> Article:
        if id in self._stored:
            return self._stored[id]
        begun = [stored for stored in self._stored if id and stored.startswith(id)]
        if len(begun) != 1:
            raise UnknownArticleError(f"{id!r}: {len(begun) or 'no'} articles begin so: give more of the id")
        return self._stored[begun[0]]

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        return [self._stored[id] for id in ids if id in self._stored]

    def ids(self) -> list[ArticleId]:
        return sorted(self._stored)

    def people(self, limit: int | None = None, offset: int = 0) -> list[ArchivePerson]:
        everyone = self._ranked({name for one in self._world.articles.values() for name in self._world.persons_of(one)})
        return everyone[offset:] if limit is None else everyone[offset : offset + limit]

    def find_people(self, name: str) -> list[ArchivePerson]:
        return self._ranked(self._world.find([Exact(word) for word in name_tokens(name)], title_of(name)))

    def person(self, name: str, quotes: int = 5) -> PersonPage | None:
        world = self._world
        if name not in {person.name for person in self.people()}:
            return None
        here = [article for article in world.articles.values() if name in world.persons_of(article)]
        said = [key for key, one in world.said.items() if one.kind != "quoted" and world.speaker_of(one) == name]
        printed = [self._roles(article, name) for article in here]
        forms = Counter(role for roles in printed for role in roles)
        roles = Counter(
            next(form for form, _ in _most(forms) if fold(form) == key)
            for roles in printed
            for key in {fold(role) for role in roles}
        )
        places = Counter(place for article in here for place in contents.facet_values(article, "place"))
        companions = Counter(other for article in here for other in world.persons_of(article) if other != name)
        months = Counter(article.published.isoformat()[:7] for article in here if article.published)
        every = world.without_parts(sorted(said, key=self._newest))
        latest = [key for at, key in enumerate(every) if not self._copies(key, every[:at])][:quotes]
        return PersonPage(
            person=self._person(name),
            roles=_most(roles),
            places=_most(places),
            companions=_most(companions),
            months=tuple(sorted(months.items())),
            quotes=tuple(self._quote(key, 0.0, Every(), self._copies(key, every)) for key in latest),
        )

    def near_names(self, name: str, limit: int = 5) -> list[str]:
        return self._world.people.near(name, limit, lambda person: self._person(person).articles)

    def complete(self, field: str, prefix: str, limit: int = 20) -> list[FacetCount]:
        check_fields(SearchRequest(facets=(FacetRequest(field),)))
        keys = [(id, -1) for id in self._world.articles]
        values = by_value((value, key) for key in keys for value in values_of(self._world, field, key))
        asked = (prefix, untitled(prefix)) if BY_NAME[field].kind == "name" else (prefix,)
        found = (
            [FacetCount(value, len(keys)) for value, keys in values.items() if begins(value, one)] for one in asked
        )
        begun = next(filter(None, found), [])
        return sorted(begun, key=lambda count: (-count.count, count.value))[:limit]

    def similar(self, id: ArticleId, limit: int = 10) -> SearchPage:
        article = self.article(id)
        fields = ("headline", "body")
        words = sorted({word for field in fields for text in contents.texts(article, field) for word in tokens(text)})
        scores = {word: article_matches(self._world, Word(fields, Exact(word))) for word in words}
        held = len(self._world.articles)
        rank = {word: (-scores[word].get(article.id, 0.0), len(scores[word]) or held, word) for word in words}
        telling = sorted(words, key=rank.__getitem__)[:_ALIKE_WORDS]
        alike: dict[Key, float] = {}
        for word in telling:
            for other, score in scores[word].items():
                if other != article.id:
                    alike[other, -1] = alike.get((other, -1), 0.0) + score
        request = SearchRequest(limit=limit, snippets=0)
        order = self._ordered(alike, request)[:limit]
        hits = tuple(self._hit(key[0], alike[key], Every(), request) for key in order)
        return SearchPage(hits, (), len(alike), 0.0, " OR ".join(telling))

    def stats(self) -> ArchiveStats:
        world = self._world
        days = [day for article in world.articles.values() if (day := contents.days(article, "date"))]
        return ArchiveStats(
            articles=len(world.articles),
            hidden=len(self._stored) - len(world.articles),
            utterances=sum(said.kind != "quoted" for said in world.said.values()),
            people=len(self.people()),
            terms=len(
                {word for item in world.article_items.values() for field in item.texts for word in item.words(field)}
            ),
            segments=1 if self._stored else 0,
            bytes=0,
            first_day=min((first for first, _ in days), default=None),
            last_day=max((last for _, last in days), default=None),
            undated=len(world.articles) - len(days),
            strangers=tuple(name for name in self._ruled() if name_key(name) not in self._called()),
        )

    def _ruled(self) -> Iterable[str]:
        rules = self._rules or PeopleRules()
        return dict.fromkeys(name for names in (*rules.same, *rules.different) for name in names)

    def _called(self) -> set[NameKey | None]:
        people = (person for article in self._world.articles.values() for person in article.people)
        return {name_key(form) for person in people for form in (person.name, *person.forms)}

    def check(self) -> CheckReport:
        return CheckReport(files=0, bytes=0, articles=len(self._stored), faults=())

    def refresh(self) -> bool:
        return False

    def close(self) -> None:
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _matches(self, request: SearchRequest, tree: Node) -> dict[Key, float]:
        if request.of == "quotes":
            return quote_matches(self._world, tree, quoted=asks_quoted(tree))
        return {(id, -1): score for id, score in article_matches(self._world, tree).items()}

    def _total(self, request: SearchRequest) -> int:
        return len(self._matches(request, question(request)))

    def _ordered(self, found: dict[Key, float], request: SearchRequest) -> list[Key]:
        if request.sort == "oldest":
            return sorted(found, key=self._oldest)
        if request.sort == "date":
            return sorted(found, key=self._newest)
        return sorted(found, key=lambda key: (-round(found[key], 9), self._newest(key)))

    def _newest(self, key: Key) -> tuple[bool, timedelta, ArticleId, int]:
        published = self._world.articles[key[0]].published
        place = self._places.get(key, -1)
        return published is None, _EPOCH - published.moment() if published else timedelta(0), key[0], place

    def _oldest(self, key: Key) -> tuple[bool, timedelta, ArticleId, int]:
        undated, age, id, place = self._newest(key)
        return undated, -age, id, place

    def _copies(self, key: Key, among: Iterable[Key]) -> list[Copy]:
        """Return those of ``among`` that are copies of an article, or say the same in one, the earliest first."""
        story = self._world.stories[key[0]] - {key[0]}
        words = self._world.words_of(key)
        found = [other for other in among if other[0] in story and self._world.words_of(other) == words]
        return [self._copy(other) for other in sorted(found, key=self._oldest)]

    def _copy(self, key: Key) -> Copy:
        one = self._world.articles[key[0]]
        said = self._world.said[key].number if key[1] >= 0 else None
        return Copy(one.id, one.locations[0].path, one.source, one.published, said)

    def _hit(self, id: ArticleId, score: float, tree: Node, request: SearchRequest, copies: Sequence[Copy] = ()) -> Hit:
        article = self._world.articles[id]
        title, inferred = headline(article)
        size = request.snippets, request.snippet_chars
        spoken = [
            run
            for asked in utterances_asked(tree)
            for key in quote_matches(self._world, asked.part, quoted=asked.quoted)
            if key[0] == id
            for run in self._world.said[key].runs
        ]
        return Hit(
            id=id,
            path=article.locations[0].path,
            headline=title,
            headline_inferred=inferred,
            source=article.source,
            place=next(iter(contents.facet_values(article, "place")), None),
            published=article.published,
            people=tuple(name for name, _ in self._world.persons_of(article).most_common()),
            score=score,
            snippets=snippets(article.body, tree, *size, spoken=spoken, story=story_start(article)),
            copies=len(copies),
            folded=tuple(copies[:20]),
        )

    def _quote(self, key: Key, score: float, tree: Node, copies: Sequence[Copy] = ()) -> QuoteHit:
        article, said = self._world.articles[key[0]], self._world.said[key]
        return QuoteHit(
            id=article.id,
            path=article.locations[0].path,
            utterance=said.number,
            text=said.text,
            kind=said.kind,
            speaker=said.speaker,
            person=self._world.speaker_of(said),
            confidence=said.confidence,
            headline=headline(article)[0],
            source=article.source,
            place=next(iter(contents.facet_values(article, "place")), None),
            published=article.published,
            score=score,
            start=said.start,
            marks=quote_marks(said.text, tree),
            copies=len(copies),
            folded=tuple(copies[:20]),
        )

    def _facet(self, asked: FacetRequest, request: SearchRequest) -> Facet:
        found = self._matches(request, question(request, without=asked.field))

        def holding(text: str) -> int:
            one = replace(request, text="", filters=(Filter(asked.field, (text,)),), dates=None)
            return len(found.keys() & self._matches(one, question(one)).keys())

        return tally(self._world, asked, found.keys(), request.filters, request.today, holding)

    def _notes(self, node: Node) -> Iterable[str]:
        match node:
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self._notes(part)
            case Unscored(part) | OneUtterance(part) | OfArticle(part) | Not(part):
                yield from self._notes(part)
            case Values("person" | "speaker", forms, title):
                people = [(person.name, person.articles) for person in self._ranked(self._world.find(forms, title))]
                note = several(render(node).partition(":")[2], people)
                if note:
                    yield note

    def _whole(self, field: str, text: str) -> list[str]:
        if field in ("person", "speaker"):
            return self.near_names(text)
        if BY_NAME[field].kind != "value":
            return []
        articles = self._world.articles.values()
        return begun_with(tokens(text), {value for one in articles for value in contents.facet_values(one, field)})

    def _roles(self, article: Article, name: str) -> set[str]:
        return {
            role for person in article.people if self._world.people.of(person.name) == name for role in person.roles
        }

    def _ranked(self, names: Iterable[str]) -> list[ArchivePerson]:
        return sorted(map(self._person, names), key=lambda person: (-person.articles, person.name))

    def _person(self, name: str) -> ArchivePerson:
        world = self._world
        return ArchivePerson(
            name=name,
            forms=world.people.forms(name),
            articles=sum(name in world.persons_of(article) for article in world.articles.values()),
            mentions=sum(
                len(person.mentions)
                for article in world.articles.values()
                for person in article.people
                if world.people.of(person.name) == name
            ),
            quotes=sum(said.kind != "quoted" and world.speaker_of(said) == name for said in world.said.values()),
        )


def _updated(ledger: Ledger, update: LedgerUpdate) -> Ledger:
    files = {path: record for path, record in ledger.files.items() if path not in update.drop} | dict(update.put)
    return Ledger(
        files=files,
        roots=ledger.roots if update.roots is None else update.roots,
        options=ledger.options if update.options is None else update.options,
        last_run=ledger.last_run if update.last_run is None else update.last_run,
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
