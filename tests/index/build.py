"""Articles for tests, written as short as can be: people and quotes are found in the body by their words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from index.article import Article, Dateline, Location, Person, Published, Quote, QuoteKind, Value
from index.engine import SearchEngine
from index.ledger import LedgerUpdate
from index.request import CommitReport, SearchPage


@dataclass(frozen=True, slots=True)
class Said:
    """One run of speech to be put into an article; runs with one ``utterance`` are one.

    ``speaker`` are the words printed, by default ``person``, the name of a person of the article.
    """

    text: str
    person: str | None = None
    speaker: str | None = None
    kind: QuoteKind = "direct"
    utterance: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Known:
    """A person to be put into an article; ``forms`` beside the name are looked for in the body too."""

    name: str
    forms: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def article_id(name: str) -> str:
    """Return the id of the article that :func:`article` makes under ``name``."""
    return hashlib.sha256(name.encode()).hexdigest()


def article(
    name: str,
    *,
    body: str = "",
    people: Iterable[str | Known] = (),
    quotes: Sequence[Said] = (),
    place: str | None = None,
    region: tuple[str | None, str | None] = (None, None),
    published: str | None = None,
    keywords: Sequence[str] = (),
    path: str | None = None,
    **rest: Any,
) -> Article:
    """Return an article whose path is ``/news/NAME.txt``; what it says and is not in ``body`` is put at its end.

    ``region`` is as printed, and by its whole name; ``published`` is ISO 8601; ``rest`` are fields of
    :class:`index.article.Article`.
    """
    for said in quotes:
        if said.text not in body:
            body = f'{body} "{said.text}" {said.speaker or said.person or "they"} said.'.lstrip()
    values: dict[str, Any] = {
        "id": article_id(name),
        "locations": (Location(path or f"/news/{name}.txt"),),
        "format": "text",
        "reader": 1,
        "body": body,
        "raw": f"{name}\n{body}".encode(errors="surrogatepass"),
        "people": tuple(_person(one if isinstance(one, Known) else Known(one), body) for one in people),
        "quotes": _quotes(quotes, body),
        "dateline": _dateline(place, *region) if place else None,
        "published": Published.fromisoformat(published) if published else None,
        "keywords": tuple(Value(word) for word in keywords),
    }
    return Article(**(values | rest))


def _dateline(place: str, region: str | None, region_name: str | None) -> Dateline:
    return Dateline(place, place, region, (place,), region_name=region_name)


def _person(known: Known, body: str) -> Person:
    forms = (known.name, *known.forms)
    mentions: list[tuple[int, int]] = []
    for form in sorted(forms, key=len, reverse=True):
        at = body.find(form)
        while at >= 0:
            span = (at, at + len(form))
            if all(span[1] <= start or end <= span[0] for start, end in mentions):
                mentions.append(span)
            at = body.find(form, at + 1)
    return Person(known.name, known.roles, forms, tuple(sorted(mentions)), stated=not mentions)


def _quotes(quotes: Sequence[Said], body: str) -> tuple[Quote, ...]:
    found: list[Quote] = []
    after = 0
    for number, said in enumerate(quotes):
        start = body.find(said.text, after)
        start = start if start >= 0 else body.index(said.text)
        after = start + len(said.text)
        found.append(
            Quote(
                start=start,
                end=after,
                text=said.text,
                kind=said.kind,
                utterance=number if said.utterance is None else said.utterance,
                speaker=said.speaker or said.person,
                person=said.person,
                confidence=said.confidence,
            )
        )
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def commit(engine: SearchEngine, add: Iterable[Article] = (), remove: Iterable[str] = ()) -> CommitReport:
    """Commit articles, and the removal of articles by name, without touching the ledger."""
    return engine.commit(add, [article_id(name) for name in remove], LedgerUpdate())


def names(page: SearchPage) -> list[str]:
    """Return the names of the articles found, or of the articles whose quotes were found, in order."""
    return [PurePath(path).stem for path in (*(hit.path for hit in page.hits), *(said.path for said in page.quotes))]


def said(page: SearchPage) -> list[str]:
    """Return the texts of the quotes found, in order."""
    return [quote.text for quote in page.quotes]
