"""The one table of fields: schema, query language, facets, --help and the docs are all derived from it."""

from __future__ import annotations

from typing import Literal

from index.values import dataclass

Kind = Literal["text", "name", "value", "path", "date"]
"""How a field is stored and asked.

``text``: words with positions, stemmed, scored. ``name``: several values of words; words asked together must stand in
one value. ``value``: the same, for values that come from a list rather than from prose. ``path``: words of the path,
or wildcards over the whole of it.
``date``: an interval of days; asked by day, month, year, relative words and ranges.
"""

Level = Literal["article", "utterance"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field that can be asked.

    ``boost`` weighs its BM25F score (0: never scored). ``default`` fields are searched by words without a field.
    ``level`` tells whether it belongs to the article or to each of its utterances. ``choices`` are all the values it
    can have, where they are few and known.
    """

    name: str
    kind: Kind
    help: str
    example: str
    facet: bool = False
    boost: float = 0.0
    default: bool = False
    level: Level = "article"
    choices: tuple[str, ...] = ()


FIELDS: tuple[Field, ...] = (
    Field("headline", "text", "words of the headline", "headline:flood", boost=2.5, default=True),
    Field("body", "text", "words of the story", "body:harbour", boost=1.0, default=True),
    Field("person", "name", "people named, by any form used", "person:kerry", facet=True, boost=0.5),
    Field(
        "role",
        "text",
        "titles and roles of the people named; in quotes, of who says it",
        'role:"secretary of state"',
        boost=0.5,
    ),
    Field("speaker", "name", "who is quoted", "speaker:kerry", facet=True, level="utterance"),
    Field("quote", "text", "words of what is said", 'quote:"right thing"', boost=1.0, level="utterance"),
    Field(
        "kind",
        "value",
        "direct, quoted or indirect speech",
        "kind:direct",
        facet=True,
        level="utterance",
        choices=("direct", "quoted", "indirect"),
    ),
    Field("source", "value", "agency or paper", "source:reuters", facet=True),
    Field("agency", "value", "the agency that wired it", "agency:reuters", facet=True),
    Field("publication", "value", "the paper that printed it", 'publication:"Daily Post"', facet=True),
    Field("place", "value", "where it was filed, or its region; places stated", "place:moscow", facet=True),
    Field("byline", "name", "who wrote it", 'byline:"Ana Ruiz"', facet=True),
    Field("section", "value", "section or desk", "section:business", facet=True),
    Field("keyword", "value", "keywords stated", "keyword:grain", facet=True),
    Field("language", "value", "language code; en where none is told", "language:en", facet=True),
    Field("format", "value", "format of the file", "format:text", facet=True),
    Field("status", "value", "status the producer gave", "status:usable", facet=True),
    Field(
        "damage",
        "value",
        "what the copy has lost, or none",
        "damage:stripped",
        facet=True,
        choices=("stripped", "ascii", "collapsed", "upper", "lower", "unquoted", "none"),
    ),
    Field("path", "path", "words or a pattern of the path", "path:2016/07/*", facet=False),
    Field("id", "value", "the article's id, or how it begins", "id:3f9a*"),
    Field("guid", "value", "the producer's id", "guid:urn*"),
    Field("url", "path", "words or a pattern of the address", "url:example.org"),
    Field("date", "date", "when it was published", "date:2016-07..2016-09", facet=True),
    Field("added", "date", "when it entered the archive", "added:today", facet=True),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}

FACETABLE: tuple[str, ...] = tuple(field.name for field in FIELDS if field.facet)

BOUNDS: dict[str, str] = {"since": ">=", "after": ">", "until": "<=", "before": "<"}
"""Names that other programs use for the ends of a range of dates, and the comparison that each means."""

ALIASES: dict[str, str] = {
    "people": "person",
    "who": "person",
    "name": "person",
    "persons": "person",
    "speakers": "speaker",
    "by": "speaker",
    "said": "quote",
    "quotes": "quote",
    "title": "headline",
    "text": "body",
    "author": "byline",
    "from": "source",
    "site": "source",
    "outlet": "source",
    "paper": "publication",
    "newspaper": "publication",
    "city": "place",
    "where": "place",
    "location": "place",
    "topic": "keyword",
    "tag": "keyword",
    "file": "path",
    "folder": "path",
    "filename": "path",
    "published": "date",
    "when": "date",
    "year": "date",
    "month": "date",
    "day": "date",
    **dict.fromkeys(BOUNDS, "date"),
}
"""Names that other programs use for fields, by which a mistake is understood; they are no fields themselves."""

DEFAULT_TEXT: tuple[str, ...] = tuple(field.name for field in FIELDS if field.default)
"""The fields that words without a field search in articles; in utterances it is :data:`SPOKEN_TEXT`."""

SPOKEN_TEXT: tuple[str, ...] = ("quote",)
"""The fields that words without a field search in utterances."""

DEFAULT_FACETS: tuple[str, ...] = ("person", "speaker", "source", "place", "date")
"""The facets that are shown when none are named."""
