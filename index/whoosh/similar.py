"""Articles that are like one article: those that share its most telling words."""

from __future__ import annotations

from collections import Counter
from math import log
from time import perf_counter

import numpy as np

from index.article import Article
from index.query.nodes import Exact, Or, Word
from index.request import SearchPage, SearchRequest
from index.whoosh.answers import page_of
from index.whoosh.evaluate import Evaluator
from index.whoosh.score import Matches, idf
from index.whoosh.snapshot import Snapshot
from index.words import tokens

_WORDS = 25
_FIELDS = ("headline", "body")


def similar(snapshot: Snapshot, article: Article, limit: int) -> SearchPage:
    """Return the articles that score best for the words that set ``article`` apart."""
    began = perf_counter()
    level = snapshot.articles()
    counts = Counter(tokens(article.body))
    counts.update(tokens(article.headline or ""))
    weights: dict[str, float] = {}
    for word, often in counts.items():
        texts = sum(_texts(snapshot, number, word) for number in range(len(snapshot.segments)))
        if texts > 1 and len(word) > 1:
            weights[word] = (1 + log(often)) * idf(level, min(texts, level.count))
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:_WORDS]
    evaluator = Evaluator(snapshot)
    request = SearchRequest(limit=limit, snippets=0, suggest=False)
    if not chosen:
        return page_of(snapshot, request, Matches(np.empty(0, dtype=np.int64)), began)
    leaves = tuple(Word(_FIELDS, Exact(word)) for word in chosen)
    found = evaluator.matches(level, Or(leaves) if len(leaves) > 1 else leaves[0])
    own = snapshot.find(article.id)
    kept = found.docs != own
    scores = None if found.scores is None else found.scores[kept]
    return page_of(snapshot, request, Matches(found.docs[kept], scores), began)


def _texts(snapshot: Snapshot, number: int, word: str) -> int:
    index = snapshot.segments[number].text("body")
    at = index.find(word)
    return index.count(at) if at >= 0 else 0
