"""Stock Whoosh over the text of articles, as a third opinion on which of them match."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh.filedb.filestore import RamStorage

from index import contents
from index.article import Article, ArticleId
from index.query.nodes import Node
from index.whoosh.schema import STEM, schema
from index.whoosh.tree import whoosh_query

FIELDS = ("headline", "body")


class Stock:
    """An index in memory as Whoosh makes it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._index = RamStorage().create_index(schema())
        writer = self._index.writer()
        for article in articles:
            texts = {name: " ".join(contents.texts(article, name)) for name in FIELDS}
            writer.add_document(id=article.id, **texts, **{name + STEM: text for name, text in texts.items()})
        writer.commit()

    def matches(self, node: Node) -> set[ArticleId]:
        """Return the ids of the articles that match."""
        with self._index.searcher() as searcher:
            return {hit["id"] for hit in searcher.search(whoosh_query(node), limit=None)}
