"""Xapian, where its bindings are installed (``pip install xapian-bindings-binary``, or Debian's python3-xapian)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contender import FACETS, Kind, Question, people_of, speakers_of
from index.article import Article
from index.words import tokens

_DAY = 0
_JOINT = "\x1f"


class Xapian:
    """Its term generator and its own database; a facet's values of one article are one value, parted when counted."""

    name = "Xapian"
    _database: Any

    def version(self) -> str:
        """Return the version measured."""
        import xapian

        version: str = xapian.version_string()
        return version

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        import xapian

        self._database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""
        import xapian

        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for article in articles:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(article.headline or "")
            generator.increase_termpos()
            generator.index_text(article.body)
            people = people_of(article)
            for word in {word for name in people for word in tokens(name)}:
                document.add_boolean_term("XN" + word)
            line = article.dateline
            facets = (people, speakers_of(article), [article.agency or ""], [line.place or "" if line else ""])
            for slot, values in enumerate(facets, 1):
                document.add_value(slot, _JOINT.join(values))
            if article.published:
                day = article.published.start.toordinal()
                document.add_value(_DAY, xapian.sortable_serialise(day))
            document.set_data(json.dumps([article.headline, article.body]))
            self._database.add_document(document)
        self._database.commit()

    def finish(self) -> None:
        """Make everything durable and searchable."""
        self._database.close()

    def open(self, folder: Path) -> None:
        """Open an index for searching."""
        import xapian

        self._database = xapian.Database(str(folder))
        self._stem = xapian.Stem("en")

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer: 1.4 knows no words nearly like another."""
        return kind != "fuzzy"

    def ask(self, question: Question) -> int:
        """Answer as a result page does."""
        import xapian

        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._query(question))
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(1, 1 + len(FACETS))]
        for spy in spies if question.kind == "facets" else ():
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 10, self._database.get_doccount())
        for match in found:
            _, body = json.loads(match.document.get_data())
            if question.kind == "snippets":
                found.snippet(body, 400, self._stem)
        for spy in spies if question.kind == "facets" else ():
            counts: Counter[str] = Counter()
            for item in spy.values():
                for value in item.term.decode().split(_JOINT):
                    counts[value] += item.termfreq
            counts.most_common(10)
        total: int = found.get_matches_estimated()
        return total

    def _query(self, question: Question) -> Any:
        from xapian import Query, sortable_serialise

        words = question.words
        if question.kind == "prefix":
            return Query(Query.OP_WILDCARD, words[0])
        if question.kind == "phrase":
            return Query(Query.OP_PHRASE, list(words))
        query = Query(Query.OP_AND, ["Z" + self._stem(word).decode() for word in words])
        if question.kind == "person":
            return Query(Query.OP_FILTER, query, Query("XN" + question.person))
        if question.kind == "date":
            first, last = (sortable_serialise(day) for day in question.days)
            return Query(Query.OP_FILTER, query, Query(Query.OP_VALUE_RANGE, _DAY, first, last))
        return query
