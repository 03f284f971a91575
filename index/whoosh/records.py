"""Articles as bytes and back: what a hit shows, and one stream of body, everything else, and the raw record.

The body comes first, so that it is unpacked without the rest; of the raw record only what the body does not tell is
kept. Text is UTF-8 with surrogates let through, since a path or a body may hold bytes that were no text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    QuoteKind,
    Span,
    Value,
)
from index.contents import facet_values
from index.headline import story_start
from index.values import dataclass
from index.whoosh.raw import retell, tell

_PERSON: tuple[Any, ...] = (None, (), 0, (), False, 1.0)
_QUOTE: tuple[Any, ...] = (None, None, None, None, None, 0, None, None, 1.0, None)
"""What is left out at the end of a row that says nothing else."""

_KINDS: dict[str, QuoteKind] = {"d": "direct", "q": "quoted", "i": "indirect"}


class Stored(NamedTuple):
    """One article: ``head``, and ``record``: body, everything else and raw record, one after another.

    ``body`` and ``rest`` are how many bytes of it the first two take.
    """

    head: bytes
    record: bytes
    body: int
    rest: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a hit shows of an article without touching its body; ``story`` is where in it the story itself begins."""

    path: str
    headline: str
    inferred: bool
    source: str | None
    place: str | None
    published: Published | None
    story: int = 0


_to_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode

_from_json = json.JSONDecoder().raw_decode


def _dump(value: object) -> bytes:
    return _to_json(value).encode("utf-8", "surrogatepass")


def _load(data: bytes) -> Any:
    return _from_json(data.decode("utf-8", "surrogatepass"))[0]


def _dateline(value: Dateline | None) -> list[object] | None:
    if value is None:
        return None
    return [value.text, value.place, value.region, value.places, value.date, value.span, value.region_name]


def _person(value: Person) -> list[object]:
    """Return a person: forms only where they are more than the name, mentions as steps from one to the next."""
    steps: list[int] = []
    last = 0
    for start, end in value.mentions:
        steps += (start - last, end - start)
        last = end
    forms = 0 if value.forms == (value.name,) else value.forms
    if forms == 0 and not (value.roles or value.stated) and value.confidence == 1.0:
        return [value.name, steps]
    return _trimmed([value.name, steps, forms, value.roles, value.stated, value.confidence], _PERSON, 1)


def _trimmed(row: list[object], usual: tuple[object, ...], least: int) -> list[object]:
    """Return a row without what is usual at its end; ``least`` are kept."""
    end = len(row)
    while end > least and row[end - 1] == usual[end - 1]:
        end -= 1
    return row[:end]


def _quote(value: Quote, body: str) -> list[object]:
    """Return a run of speech: its words only where they are not those of the body."""
    words = None if body[value.start : value.end] == value.text else value.text
    span = value.speaker_span
    row: list[object] = [
        value.start,
        value.end - value.start,
        value.kind[0],
        value.utterance,
        value.speaker,
        value.person if value.person != value.speaker else 0,
        value.cue,
        span and [span[0] - value.start, span[1] - span[0]],
        value.confidence,
        words,
    ]
    return _trimmed(row, _QUOTE, 4)


def _values(values: Sequence[Value]) -> list[list[object]]:
    return [[value.text, value.stated, value.confidence] for value in values]


def encode(article: Article, headline: str, inferred: bool) -> Stored:
    """Return an article as it is stored; ``headline`` is the one that hits show."""
    published = article.published.isoformat() if article.published else None
    precision = article.published.precision if article.published else None
    place = next(iter(facet_values(article, "place")), None)
    head = [
        article.locations[0].path,
        headline,
        inferred,
        article.source,
        place,
        published,
        precision,
        story_start(article),
    ]
    body = article.body.encode("utf-8", "surrogatepass")
    told, raw = tell(article.body, article.raw)
    rest = [
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
        [_quote(quote, article.body) for quote in article.quotes],
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
        told,
        article.called,
    ]
    middle = _dump(rest)
    return Stored(_dump(head), b"".join((body, middle, raw)), len(body), len(middle))


def decode_head(data: bytes) -> Head:
    """Read what :func:`encode` made the head of."""
    path, headline, inferred, source, place, published, precision, *story = _load(data)
    return Head(path, headline, inferred, source, place, _published(published, precision), *story)


def _published(text: str | None, precision: Any) -> Published | None:
    if text is None:
        return None
    read = Published.fromisoformat(text)
    return read if read.precision == precision else Published(read.start, precision)


def _span(value: Any) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])


def decode(id: str, record: bytes, body: int, rest: int) -> Article:
    """Return the article that :func:`encode` took apart."""
    row = _load(record[body : body + rest])
    text = record[:body].decode("utf-8", "surrogatepass")
    line = row[10]
    return Article(
        id=id,
        locations=tuple(Location(path, member, ordinal) for path, member, ordinal in row[0]),
        format=row[1],
        reader=row[2],
        body=text,
        raw=retell(text, row[29], record[body + rest :]),
        added=datetime.fromisoformat(row[3]) if row[3] else None,
        inserted=tuple((at, text) for at, text in row[4]),
        damage=tuple(Damage(start, end, kind) for start, end, kind in row[5]),
        headline=row[6],
        headline_span=_span(row[7]),
        agency=row[8],
        publication=row[9],
        dateline=line and Dateline(line[0], line[1], line[2], tuple(line[3]), line[4], _span(line[5]), *line[6:]),
        published=_published(row[11], row[12]),
        byline=tuple(row[13]),
        places=tuple(Value(*value) for value in row[14]),
        people=tuple(_read_person(person) for person in row[15]),
        quotes=tuple(_read_quote(quote, text) for quote in row[16]),
        keywords=tuple(Value(*value) for value in row[17]),
        section=row[18],
        language=row[19],
        url=row[20],
        guid=row[21],
        version=row[22],
        status=row[23],
        rights=row[24],
        encoding=row[25],
        stated=tuple(row[26]),
        confidence=tuple((name, probability) for name, probability in row[27]),
        warnings=tuple(row[28]),
        called=tuple(*row[30:]),
    )


def _read_person(row: list[Any]) -> Person:
    name, steps, forms, roles, stated, confidence = [*row, *_PERSON[len(row) :]]
    spans: list[Span] = []
    at = 0
    for gap, length in zip(steps[::2], steps[1::2], strict=True):
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return Person(name, tuple(roles), (name,) if forms == 0 else tuple(forms), tuple(spans), stated, confidence)


def _read_quote(row: list[Any], body: str) -> Quote:
    start, length, kind, utterance, speaker, person, cue, span, confidence, words = [*row, *_QUOTE[len(row) :]]
    return Quote(
        start,
        start + length,
        body[start : start + length] if words is None else words,
        _KINDS[kind],
        utterance,
        speaker,
        None if span is None else (start + span[0], start + span[0] + span[1]),
        speaker if person == 0 else person,
        cue,
        confidence,
    )
