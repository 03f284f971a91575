"""Stored articles by their ids."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article, ArticleId
from index.errors import UnknownArticleError
from index.whoosh.snapshot import Snapshot


def article(snapshot: Snapshot, id: ArticleId) -> Article:
    """Return the article whose id begins so.

    Raises:
        UnknownArticleError: no article has such an id, or more than one.
    """
    found = [
        (segment, doc)
        for segment, live in zip(snapshot.segments, snapshot.bits("live"), strict=True)
        for doc in (segment.ids_from(id, 2, live) if id else ())
    ]
    exact = [(segment, doc) for segment, doc in found if segment.id(doc) == id]
    if not exact and len(found) > 1:
        raise UnknownArticleError(f"article {id}: more than one article has an id that begins so; give more of it")
    if not found:
        raise UnknownArticleError(f"article {id}: no article has an id that begins so; search lists the ids")
    segment, doc = (exact or found)[0]
    return segment.article(doc)


def articles(snapshot: Snapshot, ids: Sequence[ArticleId]) -> list[Article]:
    """Return articles by their whole ids; unknown ids are left out."""
    found: list[Article] = []
    for id in ids:
        number = snapshot.find(id)
        if number >= 0:
            segment, doc = snapshot.locate(snapshot.articles(), number)
            found.append(segment.article(doc))
    return found


def ids(snapshot: Snapshot) -> list[ArticleId]:
    """Return the ids of all articles, in ascending order."""
    return sorted(
        id
        for segment, live in zip(snapshot.segments, snapshot.bits("live"), strict=True)
        for id, kept in zip(segment.ids(), live.tolist(), strict=True)
        if kept
    )
