"""Which column, or key, of a record holds what: found by its usual names, or as the user maps it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from archive.errors import UsageError

USUAL = {
    "body": (
        "full_text body text content story article article_text article_body body_text main_text raw_text plain_text "
        "story_text text_content body_html content_html html content_text news_text clean_text copy transcript "
        "maintext article_content post_content content_elements contents texte texto inhalt artikel contenu contenido"
    ),
    "headline": (
        "headline title hed head heading web_title article_title article_headline post_title news_title headlines "
        "titel titre titulo título überschrift"
    ),
    "published": (
        "published date_published publish_date published_at published_date publication_date pub_date date datetime "
        "date_time web_publication_date publish_time published_time date_publish article_date post_date display_date "
        "posted date_of_publication publication_datetime datum fecha"
    ),
    "publication": (
        "publication outlet newspaper newspaper_title paper publisher source source_name news_source site_name site "
        "website media media_name publication_title pub_title journal source_hostname hostname domain source_domain "
        "quelle zeitung journal_name diario"
    ),
    "agency": "agency news_agency wire newswire wire_service",
    "byline": (
        "byline author authors by creator reporter reporter_name writer writers written_by journalist autor auteur "
        "autoren"
    ),
    "dateline": "dateline located filed_from",
    "url": "url link web_url canonical_url article_url permalink",
    "language": "language lang locale in_language",
    "section": "section category categories section_name desk news_desk article_section rubric",
    "keywords": "keywords tags topics keyword tag subjects labels",
    "places": "places locations place location",
    "people": "people persons person",
    "guid": "guid uri uuid",
    "version": "version revision",
    "status": "pubstatus pub_status status",
    "rights": "rights copyright copyright_notice license",
}
"""The usual names of the column for each field, most telling first; compared without case, spaces and marks."""
_STAND_INS = {"headline": "name subject", "published": "timestamp created_at created", "url": "source_url href"}
"""Names of columns that often hold something else, such as when a page was fetched: they count where no other is."""
_DAY = ("year", "month", "day")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_BEFORE = frozenset([
    "article", "clean", "cleaned", "complete", "doc", "document", "full", "item", "main", "news", "ocr", "original",
    "post", "raw", "story", "the",
])  # fmt: skip
"""Words that say of which record, or in which state, a column holds what the words behind them say."""
_BEHIND = frozenset(["clean", "cleaned", "full", "original", "plain", "processed", "raw", "dt", "s", "ss", "t", "txt"])
"""Words behind a name that say how a column was made, and how an index stores it."""

KEYED = frozenset(["csv", "json", "jsonl", "markdown", "bundle", "xlsx", "xls", "ods", "sqlite", "xml"])
"""The formats whose records have columns, or keys."""

_MARKS = re.compile(r"[\W_]+")
SUMMARIES = [
    *("description", "summary", "abstract", "lead_paragraph", "snippet", "standfirst", "short_description"),
    *("excerpt", "opening_text", "hlead", "hit_sentence"),
]
"""What stands in for a text that a record does not have."""
SUMMARY_MARKS = frozenset(_MARKS.sub("", name) for name in SUMMARIES)


class _Mapped:
    """The columns that the user named, for all readers of this process."""

    columns: Mapping[str, str] = {}


def map_columns(columns: Mapping[str, str]) -> None:
    """Read these fields from these columns from now on, in this process.

    Raises:
        UsageError: a field is none that a column can hold.
    """
    check_columns(columns)
    _Mapped.columns = dict(columns)
    _plans.cache_clear()


def check_columns(columns: Iterable[str]) -> None:
    """Check that these are fields that a column can hold.

    Raises:
        UsageError: one is none.
    """
    for field in columns:
        if field not in USUAL:
            raise UsageError(f"--map {field}=...: no such field: choose one of {', '.join(USUAL)}")


def mapped_columns() -> Mapping[str, str]:
    """Return the columns that the user named."""
    return _Mapped.columns


def columns_from(text: str) -> dict[str, str]:
    """Read what :func:`columns_to` wrote, or one ``field=column`` of a command line.

    Raises:
        UsageError: there is no ``=`` in it.
    """
    found: dict[str, str] = {}
    for part in filter(None, text.split("\n")):
        field, equals, column = part.partition("=")
        if not equals or not column.strip():
            raise UsageError(f"--map {part}: write it as FIELD=COLUMN, such as body=story")
        found[field.strip().lower()] = column.strip()
    return found


def columns_to(columns: Mapping[str, str]) -> str:
    """Write a mapping as one text, to be remembered."""
    return "\n".join(f"{field}={column}" for field, column in sorted(columns.items()))


def mapping_mark() -> int:
    """Return a number that differs whenever the mapping does; 0 for none."""
    text = columns_to(_Mapped.columns)
    return zlib.crc32(text.encode()) if text else 0


def plan(keys: Iterable[str]) -> Mapping[str, str]:
    """Return which of these columns holds which field, for the fields that have one."""
    return _plans(tuple(keys))[0]


def columns_of(keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return all of these columns that can hold a field, most telling first, for the fields that have one."""
    return _plans(tuple(keys))[1]


@lru_cache(maxsize=256)
def _day_columns(keys: tuple[str, ...]) -> Sequence[str]:
    marked = _marked(keys)
    return tuple(marked[part] for part in _DAY) if marked.keys() >= set(_DAY) else ()


def day_columns(keys: Iterable[str]) -> Sequence[str]:
    """Return the columns that hold year, month and day of a date; none unless all three are there."""
    return _day_columns(tuple(keys))


@lru_cache(maxsize=4096)
def mark(name: str) -> str:
    """Return a column name as it is compared."""
    return _MARKS.sub("", name).lower()


@lru_cache(maxsize=256)
def _plans(keys: tuple[str, ...]) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    marked, bare = _marked(keys), _marked(keys, _bare)
    found = {field: there for field in USUAL if (there := _there(field, marked) or _there(field, bare))}
    return {field: there[0] for field, there in found.items()}, found


def _marked(keys: Iterable[str], named: Callable[[str], str] = mark) -> dict[str, str]:
    marked: dict[str, str] = {}
    for key in keys:
        marked.setdefault(named(key), key)
    return marked


def _bare(name: str) -> str:
    """Return a column name as it is compared, without words that say of which record or in which state it is.

    A ``full_name`` is that of a person, and a ``post_name`` that of an address.
    """
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and words[-1] in _BEHIND:
        del words[-1]
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    return name if words == ["name"] else "".join(words)


def _there(field: str, marked: Mapping[str, str]) -> list[str]:
    asked = _Mapped.columns.get(field)
    if asked is not None:
        return [marked[mark(asked)]] if mark(asked) in marked else []
    usual, others = (
        [marked[name] for name in map(mark, names.split()) if name in marked]
        for names in (USUAL[field], _STAND_INS.get(field, ""))
    )
    return usual or others[:1]
