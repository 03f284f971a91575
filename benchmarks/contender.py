"""What every contender does, so that all are measured by the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from index.article import Article

Kind = Literal["common", "rare", "and", "phrase", "prefix", "fuzzy", "person", "date", "snippets", "facets"]

FACETS = ("person", "speaker", "source", "place")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``words`` are folded; ``person`` is a surname; ``days`` are ordinals, both included."""

    kind: Kind
    words: tuple[str, ...]
    person: str = ""
    days: tuple[int, int] = (0, 0)


class Contender(Protocol):
    """One search engine over one folder of its own."""

    name: str

    def version(self) -> str:
        """Return the version measured."""

    def create(self, folder: Path) -> None:
        """Make an empty index."""

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""

    def finish(self) -> None:
        """Make everything durable and searchable."""

    def open(self, folder: Path) -> None:
        """Open an index for searching."""

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer to this kind of question."""

    def ask(self, question: Question) -> int:
        """Answer as a result page does: the ten best with their headlines, and how many there are in all."""


def people_of(article: Article) -> list[str]:
    """Return the different names of an article."""
    return list(dict.fromkeys(person.name for person in article.people))


def speakers_of(article: Article) -> list[str]:
    """Return the different people who say something in an article."""
    said = (quote.person for quote in article.quotes if quote.kind != "quoted")
    return list(dict.fromkeys(name for name in said if name))
