"""From a request to a page: evaluate, rank, count, and show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from index.article import Article, Span
from index.query import asks_quoted, check_fields, question, understood, unknown
from index.query.levels import utterances_asked
from index.query.nodes import And, Every, Node, Not, OfArticle, OneUtterance, Or, Unscored, Values
from index.query.render import render
from index.request import Facet, Filter, Hit, QuoteHit, SearchPage, SearchRequest, Snippet, Suggestion
from index.utterances import Utterance, utterances
from index.values import replace
from index.whoosh.arrays import Array, among
from index.whoosh.evaluate import Evaluator
from index.whoosh.matches import Matches
from index.whoosh.persons import Persons
from index.whoosh.rank import first
from index.whoosh.snapshot import Level, Snapshot

if TYPE_CHECKING:
    from index.query.respell import Count, Near, Whole
    from index.whoosh.folding import Folded


def answer(snapshot: Snapshot, request: SearchRequest) -> SearchPage:
    """Answer one request from one state.

    Raises:
        QueryError: the request cannot be understood.
        SegmentFaultError: damaged bytes were touched.
    """
    began = perf_counter()
    check_fields(request)
    tree = question(request)
    evaluator = Evaluator(snapshot)
    level = level_of(snapshot, request, tree)
    matches = evaluator.matches(level, tree)
    of_quotes = request.of == "quotes"
    page = _folded(snapshot, level, matches, request) if request.grouped else None
    docs, scores = (page.docs, page.scores) if page else _first(snapshot, matches, request)
    total = len(matches)
    facets = {
        facet.field: _facet(snapshot, evaluator, level, matches, request, at) for at, facet in enumerate(request.facets)
    }
    return SearchPage(
        hits=() if of_quotes else tuple(_hits(evaluator, level, tree, docs, scores, request, page)),
        quotes=tuple(quote_hits(snapshot, level, docs, scores, tree, page)) if of_quotes else (),
        total=total,
        entries=page.entries if page else None,
        query=understood(request),
        facets=facets,
        notes=(*snapshot.faults, *_unknown(snapshot, request, tree), *_notes(snapshot, tree)),
        suggestions=_suggestions(snapshot, request) if request.suggest and not total else (),
        took_ms=(perf_counter() - began) * 1000,
    )


def _folded(snapshot: Snapshot, level: Level, matches: Matches, request: SearchRequest) -> Folded:
    from index.whoosh.folding import folded

    return folded(snapshot, level, matches, request)


def _first(snapshot: Snapshot, matches: Matches, request: SearchRequest) -> tuple[Array, Array]:
    end = request.offset + max(0, request.limit)
    docs, scores = first(snapshot, request.of == "quotes", matches, request.sort, end)
    return docs[request.offset :], scores[request.offset :]


def page_of(snapshot: Snapshot, request: SearchRequest, matches: Matches, began: float, query: str) -> SearchPage:
    """Return a page of articles found without a query."""
    level = snapshot.articles()
    docs, scores = first(snapshot, False, matches, request.sort, request.limit)
    hits = tuple(_hits(Evaluator(snapshot), level, Every(), docs, scores, request))
    took = (perf_counter() - began) * 1000
    return SearchPage(hits, (), len(matches), took, query, notes=snapshot.faults)


def _suggestions(snapshot: Snapshot, request: SearchRequest) -> tuple[Suggestion, ...]:
    from index.query import suggest

    return suggest(request, *_spelling(snapshot))


def _unknown(snapshot: Snapshot, request: SearchRequest, tree: Node) -> list[str]:
    if not any(isinstance(leaf, Values) for leaf in leaves(tree)):
        return []
    return unknown(request, tree, *_spelling(snapshot))


def _spelling(snapshot: Snapshot) -> tuple[Count, Near, Whole]:
    from index.whoosh.near import nearest_word, whole_values

    return partial(count, snapshot), nearest_word(snapshot), partial(whole_values, snapshot)


def count(snapshot: Snapshot, request: SearchRequest) -> int:
    """Return how many matches a request has."""
    tree = question(request)
    return len(Evaluator(snapshot).matches(level_of(snapshot, request, tree), tree))


def level_of(snapshot: Snapshot, request: SearchRequest, tree: Node) -> Level:
    """Return the level that a request asks about."""
    return snapshot.utterances(asks_quoted(tree)) if request.of == "quotes" else snapshot.articles()


def _facet(
    snapshot: Snapshot, evaluator: Evaluator, level: Level, matches: Matches, request: SearchRequest, at: int
) -> Facet:
    from index.whoosh.facets import count_facet

    facet = request.facets[at]
    chosen = tuple(filter_ for filter_ in request.filters if filter_.field == facet.field)
    docs = matches.docs
    if chosen:
        tree = question(request, without=facet.field)
        level = level_of(snapshot, request, tree)
        docs = evaluator.matches(level, tree).docs

    def holding(text: str) -> int:
        asked = replace(request, text="", filters=(Filter(facet.field, (text,)),), dates=None)
        tree = question(asked)
        found = evaluator.matches(level_of(snapshot, asked, tree), tree).docs
        return int(np.count_nonzero(among(docs, found)))

    return count_facet(snapshot, docs, request.of == "quotes", facet, chosen, request.today, holding)


def _hits(
    evaluator: Evaluator,
    level: Level,
    tree: Node,
    docs: Array,
    scores: Array,
    request: SearchRequest,
    page: Folded | None = None,
) -> list[Hit]:
    hits: list[Hit] = []
    snapshot = evaluator.snapshot
    persons = Persons.of(snapshot) if len(docs) else None
    places = [snapshot.locate(level, number) for number in docs.tolist()]
    people = persons.of_articles(places) if persons is not None else []
    said = _said(evaluator, tree, docs) if request.snippets > 0 else {}
    for at, ((segment, doc), score) in enumerate(zip(places, scores.tolist(), strict=True)):
        head = segment.head(doc)
        passages: tuple[Snippet, ...] = ()
        if request.snippets > 0:
            from index.snippets import snippets

            numbers = said.get(int(docs[at]))
            runs = _spoken(segment.article(doc), numbers) if numbers else ()
            size = request.snippets, request.snippet_chars
            passages = snippets(segment.body(doc), tree, *size, spoken=runs, story=head.story)
        hits.append(
            Hit(
                id=segment.id(doc),
                path=head.path,
                headline=head.headline,
                headline_inferred=head.inferred,
                source=head.source,
                place=head.place,
                published=head.published,
                people=people[at],
                score=score,
                snippets=passages,
                copies=page.counts[at] if page else 0,
                folded=page.copies[at] if page else (),
            )
        )
    return hits


def _said(evaluator: Evaluator, tree: Node, docs: Array) -> dict[int, set[int]]:
    """Return for those of some articles that say what is asked which of their utterances do, by their numbers there."""
    snapshot = evaluator.snapshot
    said: dict[int, set[int]] = {}
    for asked in utterances_asked(tree):
        level = snapshot.utterances(asked.quoted)
        found = evaluator.matches(level, asked.part).docs
        found = found[among(snapshot.parents()[found], np.sort(docs))]
        for article, number in zip(snapshot.parents()[found].tolist(), found.tolist(), strict=True):
            segment, at = snapshot.locate(level, number)
            said.setdefault(article, set()).add(segment.utterance_number(at))
    return said


def _spoken(article: Article, numbers: set[int]) -> list[Span]:
    return [run for one in utterances(article) if one.number in numbers for run in one.runs]


def quote_hits(
    snapshot: Snapshot,
    level: Level,
    numbers: Array,
    scores: Array,
    tree: Node | None,
    page: Folded | None = None,
) -> list[QuoteHit]:
    """Return utterances as hits; ``tree`` tells what to mark.

    Each article is unpacked once: of 27,390 quotes in 2,978 articles that takes a quarter of the time.
    """
    from index.snippets import quote_marks

    hits: list[QuoteHit] = []
    unpacked: dict[tuple[str, int], dict[int, Utterance]] = {}
    persons = Persons.of(snapshot)
    for place, (number, score) in enumerate(zip(numbers.tolist(), scores.tolist(), strict=True)):
        segment, at = snapshot.locate(level, number)
        doc = int(segment.utterance_docs()[at])
        source = segment.name, doc
        if source not in unpacked:
            unpacked[source] = {one.number: one for one in utterances(segment.article(doc))}
        said = unpacked[source][segment.utterance_number(at)]
        head = segment.head(doc)
        who = int(persons.speakers()[number])
        hits.append(
            QuoteHit(
                id=segment.id(doc),
                path=head.path,
                utterance=said.number,
                text=said.text,
                kind=said.kind,
                speaker=said.speaker,
                person=persons.name(who) if who >= 0 else None,
                confidence=said.confidence,
                headline=head.headline,
                source=head.source,
                place=head.place,
                published=head.published,
                score=score,
                start=said.start,
                marks=quote_marks(said.text, tree if tree is not None else Every()),
                copies=page.counts[place] if page else 0,
                folded=page.copies[place] if page else (),
            )
        )
    return hits


def _notes(snapshot: Snapshot, tree: Node) -> list[str]:
    notes: list[str] = []
    for named in dict.fromkeys(_named(tree)):
        persons = Persons.of(snapshot)
        numbers = persons.find(named.forms, named.title)
        if len(numbers) < 2:
            continue
        from index.people import NAMED, several

        note = several(render(named).partition(":")[2], persons.most_written_about(numbers, NAMED), len(numbers))
        if note:
            notes.append(note)
    return list(dict.fromkeys(notes))


def _named(tree: Node) -> list[Values]:
    return [leaf for leaf in leaves(tree) if isinstance(leaf, Values) and leaf.field in ("person", "speaker")]


def leaves(tree: Node) -> Iterator[Node]:
    """Yield the conditions of a tree, in order."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Unscored(part) | OneUtterance(part) | OfArticle(part) | Not(part):
            yield from leaves(part)
        case _:
            yield tree
