"""Stock Whoosh over the text of articles, as a third opinion on which of them match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage

from index import contents
from index.article import Article, ArticleId
from index.query.nodes import And, Every, Exact, Form, Fuzzy, Node, Not, Or, Phrase, Prefix, Stemmed, Wildcard, Word
from index.words import stem, tokens

FIELDS = ("headline", "body")
_STEMS = "_stem"


class Words(Tokenizer):  # type: ignore[misc]
    """Our tokens with their positions, stop words and all."""

    def __init__(self, stemmed: bool) -> None:
        self._stemmed = stemmed

    def __call__(self, value: str, positions: bool = False, mode: str = "", **_: Any) -> Iterator[Token]:
        token = Token(positions=positions, mode=mode)
        for position, word in enumerate(tokens(value)):
            token.text = stem(word) if self._stemmed else word
            token.pos = position
            token.boost = 1.0
            yield token


def schema() -> Schema:
    """Return fields of exact words, and beside each one of stems."""
    exact = {name: TEXT(analyzer=Words(stemmed=False), phrase=True) for name in FIELDS}
    stems = {name + _STEMS: TEXT(analyzer=Words(stemmed=True), phrase=True) for name in FIELDS}
    return Schema(id=ID(stored=True), **exact, **stems)


class Stock:
    """An index in memory as Whoosh makes it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._index = RamStorage().create_index(schema())
        writer = self._index.writer()
        for article in articles:
            texts = {name: " ".join(contents.texts(article, name)) for name in FIELDS}
            writer.add_document(id=article.id, **texts, **{name + _STEMS: text for name, text in texts.items()})
        writer.commit()

    def matches(self, node: Node) -> set[ArticleId]:
        """Return the ids of the articles that match."""
        with self._index.searcher() as searcher:
            return {hit["id"] for hit in searcher.search(whoosh_query(node), limit=None)}


def whoosh_query(node: Node) -> query.Query:
    """Return Whoosh's own tree for conditions on text."""
    match node:
        case Every():
            return query.Every()
        case And(parts):
            return query.And([whoosh_query(part) for part in parts])
        case Or(parts):
            return query.Or([whoosh_query(part) for part in parts])
        case Not(part):
            return query.And([query.Every(), query.Not(whoosh_query(part))])
        case Word(fields, form):
            return query.Or([_term(field, form) for field in fields])
        case Phrase(fields, words, slop):
            return query.Or([query.Phrase(field, list(words), slop=slop) for field in fields])
    raise AssertionError(node)


def _term(field: str, form: Form) -> query.Query:
    match form:
        case Stemmed(text):
            return query.Term(field + _STEMS, stem(text))
        case Exact(text):
            return query.Term(field, text)
        case Prefix(text):
            return query.Prefix(field, text)
        case Wildcard(pattern):
            return query.Wildcard(field, pattern)
        case Fuzzy(text, distance):
            return query.FuzzyTerm(field, text, maxdist=distance, prefixlength=0)
