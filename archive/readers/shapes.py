"""Where in a JSON document records lie: within what wraps them, under keys of their own, in the columns of a table."""

from __future__ import annotations

from typing import Any

from archive.readers.columns import mark, plan
from archive.readers.rows import INNER

LISTS = frozenset(
    ["articles", "items", "docs", "documents", "results", "records", "data", "news", "stories", "hits", "entries",
     "rows", "posts", "value", "newsitems", "content", "edges", "nodes", "messages"]
)  # fmt: skip
"""Keys of lists of records."""
WRAPPERS = frozenset(
    ["response", "data", "hits", "result", "feed", "export", "item", "payload", "db", "articles", "stories", "posts",
     "results"]
)  # fmt: skip
"""Keys of what wraps such a list, or a record."""
DEEPEST = 4
"""Objects within objects in which a list of records is sought."""


def _is_mapping(value: dict[str, Any]) -> bool:
    """Tell whether an object is no record, but holds one under each of its keys; some names of a single one wrap it."""
    return (
        "body" not in plan(value)
        and all(isinstance(each, dict) and "body" in plan(each) for each in value.values())
        and (len(value) > 1 or any(key not in INNER and key.lower() not in WRAPPERS for key in value))
    )


def holds_mapping(value: dict[str, Any]) -> bool:
    """Tell whether an object, or one that it wraps, holds a record under each of its keys."""
    for _ in range(DEEPEST):
        if _is_mapping(value):
            return True
        inner = _wrapped_in(value)
        if inner is None:
            break
        value = inner
    return False


def _wrapped_in(value: dict[str, Any]) -> dict[str, Any] | None:
    return next((each for key, each in value.items() if key.lower() in WRAPPERS and isinstance(each, dict)), None)


def rows_of(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table that an object is: by columns, or as lists beside the names of these."""
    names, lists = value.get("columns"), value.get("data") or value.get("rows")
    if isinstance(names, list) and isinstance(lists, list) and all(isinstance(row, list) for row in lists):
        return [dict(zip(map(str, names), row, strict=False)) for row in lists]
    columns = list(value.values())
    if not all(isinstance(column, dict) and column.keys() == columns[0].keys() for column in columns):
        return []
    numbers = list(columns[0]) if columns else []
    if not all(map(str.isdecimal, numbers)):
        return []
    return [{name: column[number] for name, column in value.items()} for number in numbers]


def holds_records(value: dict[str, Any]) -> bool:
    """Tell whether a document may be a list of records with something around it."""
    for key, inner in value.items():
        if key.lower() in WRAPPERS and isinstance(inner, dict | list):
            return True
        if isinstance(inner, list) and inner and isinstance(inner[0], dict) and mark(key) in LISTS:
            return True
    return False


def innermost(value: dict[str, Any]) -> dict[str, Any]:
    """Return the object within wrappers that is the record."""
    while "body" not in plan(value):
        inner = _wrapped_in(value)
        if inner is None:
            break
        value = inner
    return value
