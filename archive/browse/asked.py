"""The questions put to the engine in its own thread: functions of the engine alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.browse.pages import SIZE
from archive.browse.panes.article import Opened
from archive.browse.state import Question
from index.article import Article, ArticleId, Span
from index.engine import SearchEngine
from index.errors import QueryError
from index.query import question as tree_of
from index.request import Facet, FacetRequest, Filter, Hit, PersonPage, QuoteHit, SearchPage, SearchRequest
from index.snippets import body_marks
from index.utterances import utterances
from index.values import dataclass, replace

_QUOTES = 5
_ALIKE = 50
_SAID = 2000
"""Quotes of all copies of one article that are looked through at most."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What has come into the archive since it was looked at last."""

    changed: bool
    articles: int


def page(engine: SearchEngine, asked: Question, number: int = 0, size: int = SIZE) -> SearchPage:
    """Return one page of hits, from 0."""
    if asked.like is not None:
        if number:
            return SearchPage((), (), 0, 0.0, "")
        found = engine.similar(asked.like.id, _ALIKE)
        hits = tuple(hit for hit in found.hits if hit.id not in asked.like.copies)
        return replace(found, hits=hits, total=len(hits))
    return engine.search(asked.request(size, number * size))


def pages(engine: SearchEngine, asked: Question, entry: int) -> tuple[SearchPage, dict[int, SearchPage]]:
    """Return the first page, and those on which an entry that was at ``entry`` is likely to stand, by number."""
    first, number = page(engine, asked), entry // SIZE
    around = {each: page(engine, asked, each) for each in range(max(1, number - 1), number + 2)} if number else {}
    return first, around


def copies(engine: SearchEngine, asked: Question, hit: Hit | QuoteHit) -> tuple[Hit | QuoteHit, ...]:
    """Return the copies that were folded into a hit as hits of their own, those that are named."""
    wanted = [(each.id, each.utterance) for each in hit.folded]
    ids = tuple(id for id, _ in wanted)
    only = replace(asked, grouped=False, filters=(*asked.filters, Filter("id", ids, exact=True)))
    page = engine.search(only.request(_SAID if asked.of == "quotes" else len(ids)))
    found: dict[tuple[ArticleId, int | None], Hit | QuoteHit] = {(each.id, None): each for each in page.hits}
    found |= {(each.id, each.utterance): each for each in page.quotes}
    return tuple(found[each] for each in wanted if each in found)


def facets(engine: SearchEngine, asked: Question, wanted: Sequence[FacetRequest]) -> Mapping[str, Facet]:
    """Return the counts over all matches; those by date are not narrowed by the range of days chosen there."""
    if asked.like is not None:
        return {}
    found = dict(engine.search(asked.counting(wanted)).facets)
    if asked.dates is not None:
        by_date = [each for each in wanted if each.field == "date"]
        found |= engine.search(replace(asked, dates=None).counting(by_date)).facets
    return found


def opened(engine: SearchEngine, hit: Hit | QuoteHit, asked: Question) -> Opened:
    """Return an article with what matches in it; one with a quote that was found begins there."""
    article = engine.article(hit.id)
    if isinstance(hit, QuoteHit):
        runs = next((said.runs for said in utterances(article) if said.number == hit.utterance), ())
        return Opened(article, _within(article, asked, runs), hit.start)
    return Opened(article, _marks(article, asked))


def _marks(article: Article, asked: Question) -> tuple[Span, ...]:
    if asked.like is not None or not asked.text.strip():
        return ()
    try:
        tree = tree_of(replace(asked, filters=(), dates=None).request(1))
    except QueryError:
        return ()
    runs = [run for said in utterances(article) for run in said.runs]
    return body_marks(article.body, tree, runs)


def _within(article: Article, asked: Question, runs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the matches within the runs of one utterance."""
    return tuple(mark for mark in _marks(article, asked) if any(start <= mark[0] < end for start, end in runs))


def person(engine: SearchEngine, name: str) -> PersonPage | None:
    """Return the page of a person by the name in the archive, or else by a form of it."""
    found = engine.person(name, _QUOTES)
    if found is None:
        others = engine.find_people(name)
        found = engine.person(others[0].name, _QUOTES) if others else None
    return found


def grown(engine: SearchEngine, before: int | None) -> Growth:
    """Look for a newer commit, and return whether there was one and how many articles there are now."""
    changed = engine.refresh()
    if before is not None and not changed:
        return Growth(False, before)
    return Growth(changed, engine.search(SearchRequest(limit=0, suggest=False)).total)
