"""The names that writing and reading a segment share."""

from __future__ import annotations

from index.fields import FIELDS
from index.values import dataclass

FORMAT = 5
"""The version of the layout of an archive and its segments."""

OLDEST = 3
"""The oldest version that is read: its people tables do not tell the articles of each person, and are worked out
anew. Up to version 4 a place is counted by what can be asked of it."""

TEXTS = tuple(field.name for field in FIELDS if field.kind == "text" and field.level == "article")
PATHS = tuple(field.name for field in FIELDS if field.kind == "path")
VALUES = tuple(
    field.name
    for field in FIELDS
    if field.kind in ("name", "value") and field.level == "article" and field.name not in ("person", "id")
)
COUNTED_SUFFIX = ".counted"
COUNTED = {field: field + COUNTED_SUFFIX for field in ("source", "place")}
"""The columns that facets count of fields of which more can be asked: the agency or else the paper, the place alone."""

OF_PEOPLE = ("person", "p.role", "p.form")
"""Columns whose values are not asked for their documents: the people table tells the articles of each person."""

FORM_JOINT = "\x1f"
"""What stands between the forms of a name where they are one value."""

HIGH_FREQUENCY = 15
"""Frequencies are stored in half a byte; from this one on they stand beside."""

NO_DAY = -(1 << 31)
NO_MOMENT = -(1 << 63)
"""What stands for a day, or a moment, that is not known."""

KINDS = ("direct", "indirect", "quoted")
QUOTED = KINDS.index("quoted")


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """What the table of contents says of one segment; ``bytes`` is its size on disk."""

    name: str
    articles: int
    utterances: int
    bytes: int
