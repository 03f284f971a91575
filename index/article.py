"""The article as it is stored: frozen values, standard library only.

Offsets count code points in ``Article.body``, end exclusive.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from index.values import dataclass

ArticleId = str
"""The digest of an article's own raw record as found, in lower-case hexadecimal."""

Span = tuple[int, int]
"""Start and end of a stretch of ``Article.body``; start < end."""

Precision = Literal["year", "month", "day", "time"]
DamageKind = Literal["stripped", "ascii", "collapsed", "upper", "lower", "unquoted"]
QuoteKind = Literal["direct", "quoted", "indirect"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record lies: a file, the member of an archive file, and which record of it, from 0.

    ``path`` is absolute, with surrogate escapes for bytes that are not UTF-8.
    """

    path: str
    member: str | None = None
    ordinal: int = 0


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as an interval.

    ``start`` is its first moment, in the zone that was stated; naive where no zone is known.
    ``precision`` tells how much of ``start`` was stated.
    """

    start: datetime
    precision: Precision

    def first_day(self) -> date:
        """Return the first day of the interval, in the zone that was stated."""
        return self.start.date()

    def last_day(self) -> date:
        """Return the last day of the interval, in the zone that was stated."""
        day = self.start.date()
        if self.precision == "year":
            return date(day.year, 12, 31)
        return month_end(day.year, day.month) if self.precision == "month" else day

    def moment(self) -> datetime:
        """Return the first moment for sorting; what has no zone counts as UTC."""
        return self.start if self.start.tzinfo else self.start.replace(tzinfo=UTC)

    def isoformat(self) -> str:
        """Return the ISO 8601 year, month, date or date-time that was stated."""
        if self.precision == "year":
            return f"{self.start.year:04d}"
        if self.precision == "month":
            return f"{self.start.year:04d}-{self.start.month:02d}"
        if self.precision == "day":
            return self.start.date().isoformat()
        return self.start.isoformat()

    @classmethod
    def fromisoformat(cls, text: str) -> Published:
        """Read what :meth:`isoformat` returns.

        Raises:
            ValueError: the text is no ISO 8601 year, month, date or date-time.
        """
        if len(text) == 4 and text.isdigit():
            return cls(datetime(int(text), 1, 1), "year")
        if len(text) == 7 and text[4] == "-":
            return cls(datetime(int(text[:4]), int(text[5:]), 1), "month")
        if len(text) == 10:
            return cls(datetime.combine(date.fromisoformat(text), datetime.min.time()), "day")
        return cls(datetime.fromisoformat(text), "time")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that says where, and often when, a story was filed.

    ``text`` is as printed in the restored body; ``place`` is the first of ``places``, in normal case;
    ``region`` and ``date`` are as printed, ``region_name`` is the region's whole name where it is a known one (Kansas,
    of Kan.). ``span`` is None when a format stated the dateline outside the body.
    """

    text: str
    place: str | None
    region: str | None = None
    places: tuple[str, ...] = ()
    date: str | None = None
    span: Span | None = None
    region_name: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a list: stated by the format, or inferred with a confidence from 0 to 1."""

    text: str
    stated: bool = True
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one article.

    ``name`` is the fullest of ``forms``, with the letters that its copy lost; ``roles`` are as printed before or
    after the name, most telling first. ``mentions`` cover the name alone, without title or possessive, in order; empty
    when only stated by the format.
    """

    name: str
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    stated: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quote:
    """One run of speech between marks, or one that is reported.

    ``start`` and ``end`` leave the quotation marks out. ``kind``: "direct" (somebody says it), "quoted" (in marks, but
    nobody is said to say it), "indirect" (reported; those of its words that stand in marks are runs of their own
    besides). Runs with the same ``utterance`` are one utterance. ``speaker`` is the words that name or point at the
    speaker, ``speaker_span`` where they stand, ``person`` the ``name`` in ``Article.people`` that it resolves to,
    ``cue`` the words of saying as they stand in the body.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    utterance: int
    speaker: str | None = None
    speaker_span: Span | None = None
    person: str | None = None
    cue: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of the body that lost its capitals or marks, and what is lost."""

    start: int
    end: int
    kind: DamageKind


@dataclass(frozen=True, slots=True)
class Article:
    """A fielded article.

    Invariants: ``id`` is the digest of ``raw``; every span lies within ``body``; spans of ``people``, ``quotes`` and
    ``damage`` are in order. ``locations`` has at least one entry, in path order. ``added`` is the moment this record
    first entered the archive (UTC). ``stated`` names the fields whose value the format itself stated; ``confidence``
    holds (field, probability) of the single values that were inferred. ``reader`` is the version of the reader and
    extractors. ``called`` is what agency and publication go by besides, as printed and in short; empty where neither
    is known.
    """

    id: ArticleId
    locations: tuple[Location, ...]
    format: str
    reader: int
    body: str
    raw: bytes
    added: datetime | None = None
    inserted: tuple[tuple[int, str], ...] = ()
    damage: tuple[Damage, ...] = ()
    headline: str | None = None
    headline_span: Span | None = None
    agency: str | None = None
    publication: str | None = None
    called: tuple[str, ...] = ()
    dateline: Dateline | None = None
    published: Published | None = None
    byline: tuple[str, ...] = ()
    places: tuple[Value, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    keywords: tuple[Value, ...] = ()
    section: str | None = None
    language: str | None = None
    url: str | None = None
    guid: str | None = None
    version: str | None = None
    status: str | None = None
    rights: str | None = None
    encoding: str | None = None
    stated: tuple[str, ...] = ()
    confidence: tuple[tuple[str, float], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def source(self) -> str | None:
        """The agency or else the paper, by canonical name."""
        return self.agency or self.publication

    def moved(self, path: str) -> Article:
        """Return the article as it lies at ``path``, in the same members and records of it."""
        return replace(self, locations=tuple(replace(place, path=path) for place in self.locations))
