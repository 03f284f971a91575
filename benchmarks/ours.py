"""The engine of this project."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import index.whoosh.answers  # noqa: F401  # the code that answers is loaded before it is timed, as peers load theirs
from benchmarks.contender import FACETS, Kind, Question
from index.article import Article
from index.engine import SearchEngine, open_engine
from index.ledger import LedgerUpdate
from index.request import DateRange, FacetRequest, SearchRequest


class Ours:
    """Stores more than its peers: raw records, utterances as documents of their own, people across the archive."""

    name = "newsmorgue"
    _engine: SearchEngine

    def version(self) -> str:
        """Return the version measured."""
        from importlib.metadata import version

        return version("newsmorgue")

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        self._engine = open_engine(folder, "write", create=True)

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""
        self._engine.commit(articles, [], LedgerUpdate())

    def finish(self) -> None:
        """Make everything durable and searchable."""
        self._engine.close()

    def open(self, folder: Path) -> None:
        """Open an index for searching."""
        self._engine = open_engine(folder)

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer to this kind of question."""
        return True

    def ask(self, question: Question) -> int:
        """Answer as a result page does."""
        return self._engine.search(_request(question)).total


def _request(question: Question) -> SearchRequest:
    words = question.words
    text = " ".join(words)
    dates = None
    if question.kind == "phrase":
        text = f'"{text}"'
    elif question.kind == "prefix":
        text = f"{words[0]}*"
    elif question.kind == "fuzzy":
        text = f"{words[0]}~"
    elif question.kind == "person":
        text = f"{text} person:{question.person}"
    elif question.kind == "date":
        dates = DateRange(date.fromordinal(question.days[0]), date.fromordinal(question.days[1]))
    facets = tuple(FacetRequest(field) for field in FACETS) if question.kind == "facets" else ()
    snippets = 2 if question.kind == "snippets" else 0
    return SearchRequest(text, dates=dates, facets=facets, snippets=snippets, suggest=False)
