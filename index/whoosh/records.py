"""Articles as bytes and back: what a hit shows, the body, everything else, and the raw record.

Four parts, so that a list of hits inflates nothing. Text is UTF-8 with surrogates let through, since a path or a body
may hold bytes that were no text. The raw record is deflated with the end of the body as its dictionary: the two are
nearly the same text, so it takes a tenth of the room it would take alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from index.article import (
    Article,
    Damage,
    Dateline,
    Location,
    Person,
    Published,
    Quote,
    Value,
)

_WINDOW = 32_000
_LEVEL = 6


class Parts(NamedTuple):
    """The four stored parts of one article."""

    head: bytes
    body: bytes
    rest: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """What a hit shows of an article without touching its body."""

    path: str
    headline: str
    inferred: bool
    source: str | None
    place: str | None
    published: Published | None


def _dump(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _load(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))


def _deflate(data: bytes, dictionary: bytes = b"") -> bytes:
    if dictionary:
        engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    else:
        engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9)
    return engine.compress(data) + engine.flush()


def _inflate(data: bytes, dictionary: bytes = b"") -> bytes:
    engine = zlib.decompressobj(-15, dictionary) if dictionary else zlib.decompressobj(-15)
    return engine.decompress(data) + engine.flush()


def _dateline(value: Dateline | None) -> list[object] | None:
    if value is None:
        return None
    return [value.text, value.place, value.region, value.places, value.date, value.span]


def _person(value: Person) -> list[object]:
    return [value.name, value.roles, value.forms, value.mentions, value.stated, value.confidence]


def _quote(value: Quote) -> list[object]:
    return [
        value.start,
        value.end,
        value.text,
        value.kind,
        value.utterance,
        value.speaker,
        value.speaker_span,
        value.person,
        value.cue,
        value.confidence,
    ]


def _values(values: Sequence[Value]) -> list[list[object]]:
    return [[value.text, value.stated, value.confidence] for value in values]


def encode(article: Article, headline: str, inferred: bool) -> Parts:
    """Return the stored parts of an article; ``headline`` is the one that hits show."""
    published = article.published.isoformat() if article.published else None
    precision = article.published.precision if article.published else None
    place = article.dateline.place if article.dateline else None
    head = [article.locations[0].path, headline, inferred, article.source, place, published, precision]
    body = article.body.encode("utf-8", "surrogatepass")
    rest = [
        article.id,
        [[location.path, location.member, location.ordinal] for location in article.locations],
        article.format,
        article.reader,
        article.added.isoformat() if article.added else None,
        article.inserted,
        [[damage.start, damage.end, damage.kind] for damage in article.damage],
        article.headline,
        article.headline_span,
        article.agency,
        article.publication,
        _dateline(article.dateline),
        published,
        precision,
        article.byline,
        _values(article.places),
        [_person(person) for person in article.people],
        [_quote(quote) for quote in article.quotes],
        _values(article.keywords),
        article.section,
        article.language,
        article.url,
        article.guid,
        article.version,
        article.status,
        article.rights,
        article.encoding,
        article.stated,
        article.confidence,
        article.warnings,
    ]
    window = body[-_WINDOW:]
    return Parts(_dump(head), _deflate(body), _deflate(_dump(rest), window), _deflate(article.raw, window))


def decode_head(data: bytes) -> Head:
    """Read what :func:`encode` made the head of."""
    path, headline, inferred, source, place, published, precision = _load(data)
    return Head(path, headline, inferred, source, place, _published(published, precision))


def _published(text: str | None, precision: Any) -> Published | None:
    if text is None:
        return None
    read = Published.fromisoformat(text)
    return read if read.precision == precision else Published(read.start, precision)


def decode_body(data: bytes) -> str:
    """Read the body alone."""
    return _inflate(data).decode("utf-8", "surrogatepass")


def _span(value: Any) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])


def decode(body: bytes, rest: bytes, raw: bytes) -> Article:
    """Return the article that :func:`encode` took apart."""
    plain = _inflate(body)
    window = plain[-_WINDOW:]
    row = _load(_inflate(rest, window))
    line = row[11]
    return Article(
        id=row[0],
        locations=tuple(Location(path, member, ordinal) for path, member, ordinal in row[1]),
        format=row[2],
        reader=row[3],
        body=plain.decode("utf-8", "surrogatepass"),
        raw=_inflate(raw, window),
        added=datetime.fromisoformat(row[4]) if row[4] else None,
        inserted=tuple((at, text) for at, text in row[5]),
        damage=tuple(Damage(start, end, kind) for start, end, kind in row[6]),
        headline=row[7],
        headline_span=_span(row[8]),
        agency=row[9],
        publication=row[10],
        dateline=line and Dateline(line[0], line[1], line[2], tuple(line[3]), line[4], _span(line[5])),
        published=_published(row[12], row[13]),
        byline=tuple(row[14]),
        places=tuple(Value(*value) for value in row[15]),
        people=tuple(_read_person(person) for person in row[16]),
        quotes=tuple(_read_quote(quote) for quote in row[17]),
        keywords=tuple(Value(*value) for value in row[18]),
        section=row[19],
        language=row[20],
        url=row[21],
        guid=row[22],
        version=row[23],
        status=row[24],
        rights=row[25],
        encoding=row[26],
        stated=tuple(row[27]),
        confidence=tuple((name, probability) for name, probability in row[28]),
        warnings=tuple(row[29]),
    )


def _read_person(row: list[Any]) -> Person:
    spans = tuple((start, end) for start, end in row[3])
    return Person(row[0], tuple(row[1]), tuple(row[2]), spans, row[4], row[5])


def _read_quote(row: list[Any]) -> Quote:
    return Quote(row[0], row[1], row[2], row[3], row[4], row[5], _span(row[6]), row[7], row[8], row[9])
