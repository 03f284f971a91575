"""Articles that are like one article: those that share its most telling words."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from index import contents
from index.article import Article
from index.query.nodes import Exact
from index.request import SearchPage, SearchRequest
from index.whoosh.answers import page_of
from index.whoosh.arrays import Array, among
from index.whoosh.matches import Listed, Matches
from index.whoosh.score import word_matches
from index.whoosh.snapshot import Snapshot
from index.words import tokens

_WORDS = 20
_FIELDS = ("headline", "body")


def similar(snapshot: Snapshot, article: Article, limit: int) -> SearchPage:
    """Return the articles that score best for the words that set ``article`` apart: those it scores best for, or where
    it is hidden, so that nothing is scored, the rarest.
    """
    began = perf_counter()
    level = snapshot.articles()
    own = snapshot.find(article.id)
    words = sorted({word for field in _FIELDS for text in contents.texts(article, field) for word in tokens(text)})
    found = {word: word_matches(snapshot, level, _FIELDS, Exact(word)) for word in words}

    def rank(word: str) -> tuple[float, int, str]:
        return -_score(found[word], own), len(found[word].docs) or level.size, word

    telling = sorted(words, key=rank)[:_WORDS]
    sums = np.zeros(level.size)
    for word in telling:
        sums[found[word].docs] += found[word].scores()
    sums[own] = 0
    request = SearchRequest(limit=limit, snippets=0)
    docs: Array = np.flatnonzero(sums)
    matches = Matches(docs, Listed(docs, sums[docs]).at)
    return page_of(snapshot, request, matches, began, " OR ".join(telling))


def _score(matches: Matches, number: int) -> float:
    wanted = np.array([number])
    if matches.scorer is None or not among(wanted, matches.docs)[0]:
        return 0.0
    return float(matches.scorer(wanted)[0])
