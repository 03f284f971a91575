"""Values as the rows of a table, for spreadsheets and data frames: what ``--csv`` prints and an export holds.

Standard library only; ``docs/json.md`` describes the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from archive.clean import clean_line, clean_path
from index.article import Published
from index.request import ArchivePerson, Facet, Hit, Of, QuoteHit

Row = tuple[str, ...]

COLUMNS: dict[Of, tuple[str, ...]] = {
    "articles": ("id", "published", "source", "place", "headline", "people", "passage", "path"),
    "quotes": (
        *("id", "utterance", "published", "person", "speaker", "kind", "text"),
        *("source", "place", "headline", "confidence", "path"),
    ),
}
"""The columns of what is found, by what is asked for."""

_PEOPLE = ("name", "articles", "mentions", "quotes", "forms")
_COUNTS = ("field", "value", "count")


def found(of: Of, hits: Iterable[Hit | QuoteHit]) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each hit."""
    yield COLUMNS[of]
    for each in hits:
        yield tuple(_value(each, name) for name in COLUMNS[of])


def people(listed: Iterable[ArchivePerson]) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each person."""
    yield _PEOPLE
    for each in listed:
        yield tuple(_cell(getattr(each, name)) for name in _PEOPLE)


def counts(facets: Iterable[Facet]) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each value of each facet; what has none comes last, without one."""
    yield _COUNTS
    for facet in facets:
        for each in facet.counts:
            yield facet.field, _cell(each.value), str(each.count)
        if facet.missing:
            yield facet.field, "", str(facet.missing)


def line(row: Row) -> str:
    """Return a row as a line of CSV, with its line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()


def passage(hit: Hit | QuoteHit) -> str:
    """Return what a hit is shown by: passages, or the words of a quote."""
    return " … ".join(each.text for each in hit.snippets) if isinstance(hit, Hit) else hit.text


def _value(hit: Hit | QuoteHit, name: str) -> str:
    if name == "path":
        return clean_path(hit.path)
    return _cell(passage(hit) if name == "passage" else getattr(hit, name))


def _cell(value: object) -> str:
    """Return a value as text that is no formula to a spreadsheet."""
    if isinstance(value, Published):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    told = "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    text = clean_line(told).strip()
    return f"'{text}" if text[:1] in tuple("=+-@") else text
