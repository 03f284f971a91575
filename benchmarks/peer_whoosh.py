"""Whoosh as it comes, one process, its own storage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contender import FACETS, Kind, Question, people_of, speakers_of
from index.article import Article


class StockWhoosh:
    """The library whose codec and query tree this project keeps to."""

    name = "Whoosh"
    _index: Any
    _writer: Any

    def version(self) -> str:
        """Return the version measured."""
        from importlib.metadata import version

        return version("Whoosh")

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import KEYWORD, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        facets = {name: KEYWORD(commas=True) for name in FACETS}
        schema = Schema(
            headline=TEXT(stored=True, analyzer=StemmingAnalyzer(stoplist=None)),
            body=TEXT(stored=True, analyzer=StemmingAnalyzer(stoplist=None)),
            names=TEXT(),
            day=NUMERIC(int, sortable=True),
            **facets,
        )
        folder.mkdir(parents=True)
        self._index = create_in(str(folder), schema)

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""
        writer = self._index.writer(limitmb=256)
        for article in articles:
            writer.add_document(
                headline=article.headline,
                body=article.body,
                names=" ".join(people_of(article)),
                person=",".join(people_of(article)),
                speaker=",".join(speakers_of(article)),
                source=article.agency,
                place=article.dateline.place if article.dateline else None,
                day=article.published.start.toordinal() if article.published else None,
            )
        writer.commit()

    def finish(self) -> None:
        """Make everything durable and searchable."""
        self._index.close()

    def open(self, folder: Path) -> None:
        """Open an index for searching."""
        from whoosh.index import open_dir

        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher()

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer to this kind of question."""
        return True

    def ask(self, question: Question) -> int:
        """Answer as a result page does."""
        from whoosh.sorting import FieldFacet

        groups = [FieldFacet(name, allow_overlap=True) for name in FACETS] if question.kind == "facets" else None
        found = self._searcher.search(self._query(question), limit=10, groupedby=groups)
        for hit in found:
            _ = hit["headline"]
            if question.kind == "snippets":
                hit.highlights("body", top=2)
        for name in FACETS if groups else ():
            found.groups(name)
        return len(found)

    def _query(self, question: Question) -> Any:
        from whoosh.qparser import MultifieldParser
        from whoosh.query import And, FuzzyTerm, NumericRange, Or, Prefix, Term

        words = question.words
        fields = ["headline", "body"]
        if question.kind == "prefix":
            return Or([Prefix(field, words[0]) for field in fields])
        if question.kind == "fuzzy":
            return Or([FuzzyTerm(field, words[0], maxdist=1) for field in fields])
        text = " ".join(words)
        query = MultifieldParser(fields, self._index.schema).parse(f'"{text}"' if question.kind == "phrase" else text)
        if question.kind == "person":
            return And([query, Term("names", question.person)])
        if question.kind == "date":
            return And([query, NumericRange("day", *question.days)])
        return query
