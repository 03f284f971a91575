"""Tantivy by its Python binding, writing with one thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contender import FACETS, Kind, Question, people_of, speakers_of
from index.article import Article

_MEMORY = 128_000_000


class Tantivy:
    """A compiled engine in Rust."""

    name = "tantivy"
    _index: Any
    _writer: Any

    def version(self) -> str:
        """Return the version measured."""
        from importlib.metadata import version

        return version("tantivy")

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        import tantivy

        schema = tantivy.SchemaBuilder()
        for name in ("headline", "body"):
            schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in FACETS:
            schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("names", tokenizer_name="default")
        schema.add_integer_field("day", indexed=True, fast=True)
        folder.mkdir(parents=True)
        self._index = tantivy.Index(schema.build(), str(folder))
        self._writer = self._index.writer(_MEMORY, 1)

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""
        import tantivy

        for article in articles:
            self._writer.add_document(
                tantivy.Document(
                    headline=[article.headline or ""],
                    body=[article.body],
                    person=people_of(article),
                    names=people_of(article),
                    speaker=speakers_of(article),
                    source=[article.agency or ""],
                    place=[article.dateline.place or ""] if article.dateline else [],
                    day=[article.published.start.toordinal()] if article.published else [],
                )
            )
        self._writer.commit()

    def finish(self) -> None:
        """Make everything durable and searchable."""
        self._writer.commit()
        self._writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open an index for searching."""
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._index.reload()

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer to this kind of question."""
        return True

    def ask(self, question: Question) -> int:
        """Answer as a result page does."""
        import tantivy

        searcher = self._index.searcher()
        query = self._query(question)
        found = searcher.search(query, limit=10, count=True)
        documents = [searcher.doc(address) for _, address in found.hits]
        for document in documents:
            document.get_first("headline")
        if question.kind == "snippets":
            maker = tantivy.SnippetGenerator.create(searcher, query, self._index.schema, "body")
            maker.set_max_num_chars(200)
            for document in documents:
                maker.snippet_from_doc(document).to_html()
        if question.kind == "facets":
            terms = {name: {"terms": {"field": name, "size": 10}} for name in FACETS}
            searcher.aggregate(query, terms)
        return int(found.count)

    def _query(self, question: Question) -> Any:
        import tantivy

        schema, words = self._index.schema, question.words
        text = self._index.parse_query(" ".join(words), ["headline", "body"], conjunction_by_default=True)
        must = tantivy.Occur.Must
        if question.kind == "phrase":
            return self._index.parse_query('"' + " ".join(words) + '"', ["headline", "body"])
        if question.kind == "prefix":
            return tantivy.Query.regex_query(schema, "body", f"{words[0]}.*")
        if question.kind == "fuzzy":
            return tantivy.Query.fuzzy_term_query(schema, "body", words[0], distance=1)
        if question.kind == "person":
            named = tantivy.Query.term_query(schema, "names", question.person)
            return tantivy.Query.boolean_query([(must, text), (must, named)])
        if question.kind == "date":
            days = tantivy.Query.range_query(schema, "day", tantivy.FieldType.Integer, *question.days)
            return tantivy.Query.boolean_query([(must, text), (must, days)])
        return text
