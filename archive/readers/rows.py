"""From a row of named values to copy: what JSON, CSV and their kin share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import islice
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.columns import SUMMARY_MARKS, columns_of, day_columns, mapped_columns, mark, plan
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import stated_dateline
from archive.readers.dates import first_published, is_day_first, published
from archive.readers.encoding import plain_ends
from archive.readers.names import byline_names, stated_person
from archive.readers.stated import own_guid, status_of
from archive.readers.story import folded, html_story, joined, looks_like_html, without_headline
from index.article import Person, Published

Row = Mapping[str, Any]
Columns = Mapping[str, Sequence[str]]
DayFirst = Callable[[], bool | None]

_INNER = ("_source", "fields", "article", "attributes", "doc", "item", "node", "news", "story", "data")
"""Keys under which exports of databases keep the record proper."""
_NAMED = (
    "name",
    "text",
    "value",
    "main",
    "original",
    "title",
    "content",
    "html",
    "rendered",
    "$date",
    "$numberLong",
    "label",
    "displayname",
    "webTitle",
)
_WRAPS = frozenset(_INNER)
_LOOK = 5_000
"""Rows that are looked at for a date that can be read in one way only: those of twelve days, and then some."""
_LONGEST_LIST = 20_000
"""Characters of a list written as text that are looked at."""
_LISTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_SEPARATORS = (";", "|", "\n", ",")
"""What stands between the entries of a list written as text; the first of them that is in it."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPTY = frozenset(["", "nan", "null", "none", "n/a", "na", "-", "[removed]"])
_BEFORE_PAPER = ("-", "|", "–", "—", "·")
_CUT = re.compile(r"\s*(?:\u2026|\.\.\.)?\s*\[\+(\d{1,7}) chars\]\s*\Z")
"""How one service says how much of a text it keeps back."""
_LONGEST_EMPTY = max(map(len, _EMPTY))


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
    headline = _bare(line(row, found, "headline"), line(row, found, "publication"))
    text = next(filter(None, map(_body, _values(row, found, "body"))), "")
    if cut := _CUT.search(text, max(0, len(text) - 40)):
        text, warnings = text[: cut.start()], (*warnings, f"cut off by its source: {cut[1]} characters are missing")
    if not text and "body" not in mapped_columns():
        summary = max(
            (key for key in row if mark(key) in SUMMARY_MARKS), key=lambda key: len(_body(row[key])), default=""
        )
        if summary and _body(row[summary]):
            text, warnings = _body(row[summary]), (*warnings, f"no text but {summary!r}")
    if not text:
        if not any(map(_has_value, row.values())) or _is_order(row):
            return None
        missing = f"no text in {found['body'][0]!r}" if "body" in found else "no column for the text"
        return FailedRecord(ordinal, f"{place}: {missing}")
    stated = _stated(row, found, headline, day_first)
    return Copy(raw, without_headline(text, headline), format, None, ordinal, encoding, stated, warnings)


def day_first_in(stream: BinaryIO, rows: Callable[[], Iterable[Row]]) -> DayFirst:
    """Return what tells whether the dates of a file put the day before the month, by what ``rows`` reads at its begin.

    They are read when it is first asked: whatever row asks, all have the same answer.
    """

    @cache
    def told() -> bool | None:
        at = stream.tell()
        stream.seek(0)
        try:
            proper = map(_proper, islice(rows(), _LOOK))
            return is_day_first(filter(None, (line(row, columns_of(row), "published") for row in proper)))
        except ReadError:
            # It is raised again where the rows are read for what is in them.
            return None
        finally:
            stream.seek(at)

    return told


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


def plain(text: str) -> str:
    """Return text with ``\\n`` line ends, without NUL and half characters."""
    text = plain_ends(text)
    if "\0" in text:
        text = text.replace("\0", "")
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def _proper(row: Row) -> Row:
    """Return the record proper: where a row only wraps it, what is inside beside what is around."""
    found = plan(row)
    if ("body" in found and isinstance(row[found["body"]], str | list)) or _WRAPS.isdisjoint(row):
        return row
    for key in _INNER:
        inner = row.get(key)
        if isinstance(inner, dict) and plan(tuple(map(str, inner))):
            return {**{k: v for k, v in row.items() if k != key}, **inner}
    return row


def stated_of(row: Row) -> Stated:
    """Return what a row states of an article, whatever its text is."""
    found = columns_of(row)
    return _stated(row, found, _bare(line(row, found, "headline"), line(row, found, "publication")))


def _stated(row: Row, found: Columns, headline: str | None, day_first: DayFirst = lambda: None) -> Stated:
    values: dict[str, Any] = {"headline": headline}
    for field, read in _READ.items():
        if value := next(filter(None, map(read, _values(row, found, field))), None):
            values[field] = value
    dates = (published(_value(value), day_first) for value in _values(row, found, "published"))
    values["published"] = next(filter(None, dates), None) or _day_in_parts(row)
    values["guid"] = own_guid(values.get("guid"), values.get("publication"), values.get("agency"))
    for listed in _values(row, found, "keywords"):
        values["people"] = (*values.get("people", ()), *_people(_of_kind(listed, "persons")))
        values["places"] = (*values.get("places", ()), *_many(_of_kind(listed, "glocations")))
    if "dateline" in found:
        values["dateline"], wired = stated_dateline(line(row, found, "dateline"))
        values["agency"] = values.get("agency") or wired
    return Stated(**values)


def _day_in_parts(row: Row) -> Published | None:
    """Return the day that a row has in three columns."""
    there = day_columns(row)
    if not there:
        return None
    year, month, day = ((_value(row[column]) or "").removesuffix(".0") for column in there)
    return first_published(f"{year}-{month}-{day}", f"{day} {month} {year}")


def _values(row: Row, found: Columns, field: str) -> Iterator[Any]:
    """Yield what a row has in the columns for a field: scrapers and databases have several, of which one is filled."""
    return (row[column] for column in found.get(field, ()))


def line(row: Row, found: Columns, field: str) -> str | None:
    """Return the one value that a row has for a field, on one line."""
    return next(filter(None, map(_value, _values(row, found, field))), None)


def _value(value: Any) -> str | None:
    text = _shown(text_of(value))
    return None if text.lower() in _EMPTY else text


def _shown(text: str) -> str:
    """Return a value on one line as a page would show it."""
    if looks_like_html(text):
        return folded(html_story(text))
    return folded(unescape(text) if "&" in text and _REFERENCE.search(text) else text)


def _bare(headline: str | None, publication: str | None) -> str | None:
    """Return a headline without the paper's name behind it, as titles of pages have it, with its article or without."""
    for paper in (publication, f"The {publication}") if headline and publication else ():
        if headline and headline.endswith(f" {paper}"):
            bare = headline.removesuffix(f" {paper}").rstrip()
            if bare[-1:] in _BEFORE_PAPER and bare[:-1].strip():
                return bare[:-1].rstrip()
    return headline


def text_of(value: Any) -> str:
    """Return a value as text: of an object what names it, of a list its first value."""
    for _ in range(4):
        if isinstance(value, str):
            return plain(value)
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int | float):
            return repr(value) if abs(value) < 1e18 else ""
        if isinstance(value, dict):
            value = next((value[key] for key in _NAMED if value.get(key)), None)
        elif isinstance(value, list):
            value = value[0] if value else None
        else:
            return str(value)
    return ""


def _body(value: Any) -> str:
    parts = value if isinstance(value, list) else None
    text = text_of(value) if parts is None else joined(text_of(part).strip() for part in parts)
    if _is_empty(text):
        return ""
    return html_story(text) if looks_like_html(text) else text


def _is_empty(text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONGEST_EMPTY and bare.lower() in _EMPTY


def _has_value(value: Any) -> bool:
    return bool(value) and not (isinstance(value, str) and _is_empty(value))


def _parts(value: Any) -> Iterator[Any]:
    """Yield the entries of a list, also of one written as text: ``a; b``, ``a, b`` or ``['a', 'b']``."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, str):
        text = value[:_LONGEST_LIST].strip()
        if text.startswith("[") and text.endswith("]"):
            yield from (first or second for first, second in _LISTED.findall(text))
        else:
            mark = next((mark for mark in _SEPARATORS if mark in text), ",")
            yield from text.split(mark)
    elif value is not None:
        yield value


def _many(value: Any) -> tuple[str, ...]:
    # Of a pair of name and value the name says what kind of keyword it is.
    parts = (part.get("value") or part if isinstance(part, dict) else part for part in _parts(value))
    found = (_shown(text_of(part)) for part in parts)
    # A bare number refers to a table of another place.
    return tuple(dict.fromkeys(text for text in found if text.lower() not in _EMPTY and not text.isdigit()))


def _of_kind(value: Any, kind: str) -> list[Any]:
    """Return the values of the keywords that are said to be of a kind, as one paper's archive has them."""
    listed = value if isinstance(value, list) else []
    return [each.get("value") for each in listed if isinstance(each, dict) and each.get("name") == kind]


def _byline(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) and not value.strip().startswith("["):
        return byline_names(plain(value))
    return tuple(dict.fromkeys(name for part in _parts(value) for name in byline_names(text_of(part))))


def _people(value: Any) -> tuple[Person, ...]:
    people: dict[str, Person] = {}
    for part in _parts(value):
        role = text_of(part.get("role") or part.get("title")) if isinstance(part, dict) else None
        person = stated_person(text_of(part), role)
        if person and person.name.lower() not in _EMPTY:
            people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


_READ: Mapping[str, Callable[[Any], Any]] = {
    "agency": _value,
    "publication": _value,
    "byline": _byline,
    "places": _many,
    "people": _people,
    "keywords": _many,
    "section": lambda value: next(iter(_many(value)), None),
    "language": _value,
    "url": _value,
    "guid": _value,
    "version": _value,
    "status": lambda value: status_of(_value(value)),
    "rights": _value,
}
"""How each field is read from the value of its column; the day, headline and dateline take more than one."""
