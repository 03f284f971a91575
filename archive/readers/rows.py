"""From a row of named values to copy: what JSON, CSV and their kin share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from archive.errors import ReadError
from archive.readers.columns import SUMMARY_MARKS, columns_of, day_columns, mapped_columns, mark, plan
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import stated_dateline
from archive.readers.dates import first_published, is_day_first, published
from archive.readers.sources import paper_of
from archive.readers.stated import own_guid, status_of
from archive.readers.story import without_headline
from archive.readers.values import body_of, byline_of, is_empty, many, of_kind, people_of, plain, shown
from archive.readers.written import revived
from index.article import Published

T = TypeVar("T")
Row = Mapping[str, Any]
Columns = Mapping[str, Sequence[str]]
DayFirst = Callable[[], bool | None]

INNER = ("_source", "fields", "article", "attributes", "doc", "item", "node", "news", "story", "data", "row")
"""Keys under which exports of databases keep the record proper."""
_BESIDE = ("meta", "metadata", "_embedded")
"""Keys under which a record has what tells of it; the last holds what the record itself only numbers."""
_DEEPEST = 4
"""Records in records that are looked into."""
_LOOK = 5_000
"""Rows that are looked at for a date that can be read in one way only: those of twelve days, and then some."""
_PAGE = re.compile(r"https?://[^\s/]+/\S+")
_ANSWERED = frozenset(["ok", "success"])
"""What an interface says of its answer, not of the article in it."""
_BEFORE_PAPER = ("-", "|", "–", "—", "·")
_CUT = re.compile(r"\s*(?:\u2026|\.\.\.)?\s*\[\+(\d{1,7}) chars\]\s*\Z")
"""How one service says how much of a text it keeps back."""


def copy_of(
    row: Row,
    raw: bytes,
    format: str,
    ordinal: int,
    place: str,
    *,
    encoding: str,
    warnings: tuple[str, ...] = (),
    day_first: DayFirst = lambda: None,
) -> Copy | FailedRecord | None:
    """Return the copy that a row holds; None for one without any value. ``place`` names the row in the reason.

    ``day_first`` tells how the dates of its file are written.
    """
    row = _proper(row)
    found = columns_of(row)
    text = _first(row, found, "body", body_of) or ""
    if text.rstrip().endswith(" chars]") and (cut := _CUT.search(text, max(0, len(text) - 40))):
        text, warnings = text[: cut.start()], (*warnings, f"cut off by its source: {cut[1]} characters are missing")
    if not text and "body" not in mapped_columns():
        summary = max(
            (key for key in row if mark(key) in SUMMARY_MARKS), key=lambda key: len(body_of(row[key])), default=""
        )
        if summary and body_of(row[summary]):
            text, warnings = body_of(row[summary]), (*warnings, f"no text but {summary!r}")
    if not text:
        if not any(map(_has_value, row.values())) or _is_order(row):
            return None
        missing = f"no text in {found['body'][0]!r}" if "body" in found else "no column for the text"
        return FailedRecord(ordinal, f"{place}: {missing}")
    stated = _stated(row, found, day_first)
    return Copy(raw, without_headline(text, stated.headline), format, None, ordinal, encoding, stated, warnings)


def day_first_in(stream: BinaryIO, rows: Callable[[], Iterable[Row]]) -> DayFirst:
    """Return what tells whether the dates of a file put the day before the month, by what ``rows`` reads at its begin.

    They are read when it is first asked: whatever row asks, all have the same answer.
    """
    answer: list[bool | None] = []

    def told() -> bool | None:
        # To remember by ``functools.cache`` takes as long as to read a small record.
        if not answer:
            answer.append(_day_first(stream, rows))
        return answer[0]

    return told


def _day_first(stream: BinaryIO, rows: Callable[[], Iterable[Row]]) -> bool | None:
    at = stream.tell()
    stream.seek(0)
    try:
        proper = map(_proper, islice(rows(), _LOOK))
        return is_day_first(filter(None, (_first(row, columns_of(row), "published", shown) for row in proper)))
    except ReadError:
        # It is raised again where the rows are read for what is in them.
        return None
    finally:
        stream.seek(at)


def _is_order(row: Row) -> bool:
    """Tell whether a line is none of the records but says where a database is to put the next one."""
    key, value = next(iter(row.items()))
    return len(row) == 1 and key in ("index", "create", "update", "delete") and isinstance(value, dict)


def unknown_columns(place: str, keys: Row) -> ReadError:
    """Return the error for records in which nothing is known to be the text; it names what there is."""
    there = ", ".join(plain(str(key))[:40] for key in list(_proper(keys))[:12])
    asked = mapped_columns().get("body")
    fault = f"no column {asked!r}" if asked else "no column is known to hold the text"
    return ReadError(f"{place}: {fault}; there are {there}: name it with --map body=COLUMN")


def has_body(row: Row) -> bool:
    """Tell whether a row has a column for the text, or one that can stand in for it."""
    row = _proper(row)
    return "body" in plan(row) or ("body" not in mapped_columns() and any(mark(key) in SUMMARY_MARKS for key in row))


def _has_value(value: Any) -> bool:
    return bool(value) and not (isinstance(value, str) and is_empty(value))


def _proper(row: Row) -> Row:
    """Return the record proper: where a row only wraps it, what is inside beside what is around."""
    for _ in range(_DEEPEST):
        body = plan(row).get("body")
        if body is not None and isinstance(row[body], str | list):
            break
        wrap = next((key for key in INNER if _is_record(row.get(key))), None)
        if wrap is not None:
            row = {**{k: v for k, v in row.items() if k != wrap}, **row[wrap]}
        elif body is not None and _holds_text(row[body]):
            row = {**row[body], **{k: v for k, v in row.items() if k != body}}
        else:
            break
    for key in _BESIDE:
        inner = row.get(key)
        if isinstance(inner, dict) and plan(inner):
            row = {**row, **inner} if key == _BESIDE[-1] else {**inner, **row}
    return row


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and bool(plan(value))


def _holds_text(value: Any) -> bool:
    """Tell whether an object in the place of a text is a record itself, with the text in it."""
    return isinstance(value, dict) and ("body" in plan(value) or any(_is_record(value.get(key)) for key in INNER))


def stated_of(row: Row, day_first: DayFirst = lambda: None) -> Stated:
    """Return what a row states of an article, whatever its text is; ``day_first`` as in ``copy_of``."""
    return _stated(row, columns_of(row), day_first)


def _stated(row: Row, found: Columns, day_first: DayFirst = lambda: None) -> Stated:
    headline, publication, page = _names(row, found)
    values: dict[str, Any] = {"headline": headline, "publication": publication, "url": page}
    for field in found:
        if (read := _READ.get(field)) and (value := _first(row, found, field, read)):
            values[field] = value
    date = _first(row, found, "published", lambda value: published(shown(value), day_first))
    values["published"] = date or _day_in_parts(row)
    values["guid"] = own_guid(values.get("guid"), values.get("publication"), values.get("agency"))
    for listed in _values(row, found, "keywords"):
        values["keywords"] = values.get("keywords") or many(listed)
        values["people"] = (*values.get("people", ()), *people_of(of_kind(listed, "persons")))
        values["places"] = (*values.get("places", ()), *many(of_kind(listed, "glocations")))
    if "dateline" in found:
        values["dateline"], wired = stated_dateline(_first(row, found, "dateline", shown))
        values["agency"] = values.get("agency") or wired
    return Stated(**values)


def _names(row: Row, found: Columns) -> tuple[str | None, str | None, str | None]:
    """Return what a row names as headline and as publication, and the address that it may have in the place of that.

    A title with an id of its own is that of the paper, where another stands beside it.
    """
    titles = _values(row, found, "headline")
    own = [title for title in titles if not (isinstance(title, dict) and "id" in title)] or titles
    others = [title for title in titles if title not in own] if len(own) < len(titles) else []
    headline = next(filter(None, map(shown, own)), None)
    publication = page = None
    for paper in filter(None, map(shown, [*_values(row, found, "publication"), *others])):
        if _PAGE.fullmatch(paper):
            page = page or paper
        else:
            publication = paper_of(paper)
            break
    return _bare(headline, publication), publication, page


def _day_in_parts(row: Row) -> Published | None:
    """Return the day that a row has in three columns."""
    there = day_columns(row)
    if not there:
        return None
    year, month, day = ((shown(row[column]) or "").removesuffix(".0") for column in there)
    return first_published(f"{year}-{month}-{day}", f"{day} {month} {year}")


def _values(row: Row, found: Columns, field: str) -> list[Any]:
    """Return what a row has in the columns for a field: scrapers and databases have several, of which one is filled."""
    return [revived(row[column]) for column in found.get(field, ())]


def _first(row: Row, found: Columns, field: str, read: Callable[[Any], T]) -> T | None:
    """Return the first of these values that says anything, as it is read."""
    for column in found.get(field, ()):
        if said := read(revived(row[column])):
            return said
    return None


def _bare(headline: str | None, publication: str | None) -> str | None:
    """Return a headline without the paper's name behind it, as titles of pages have it, with its article or without."""
    for paper in (publication, f"The {publication}") if headline and publication else ():
        if headline and headline.endswith(f" {paper}"):
            bare = headline.removesuffix(f" {paper}").rstrip()
            if bare[-1:] in _BEFORE_PAPER and bare[:-1].strip():
                return bare[:-1].rstrip()
    return headline


_READ: Mapping[str, Callable[[Any], Any]] = {
    "agency": shown,
    "byline": byline_of,
    "places": many,
    "people": people_of,
    "section": lambda value: next(iter(many(value)), None),
    "language": shown,
    "url": shown,
    "guid": shown,
    "version": shown,
    "status": lambda value: None if (status := status_of(shown(value))) in _ANSWERED else status,
    "rights": shown,
}
"""How the value of the column of a field is read, where the field takes no more than that."""
