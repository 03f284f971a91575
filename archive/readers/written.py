"""Lists, objects and bytes that programs wrote as text into a value: in JSON, or as Python shows them."""

from __future__ import annotations

import json
import re
from typing import Any

_LONGEST = 1 << 20
"""Characters of a value that is looked at."""
_BEGINS = re.compile(r"\{\s*['\"}]|\[\s*['\"{\]]")
_TOKEN = re.compile(r"'((?:[^'\\]|\\.)*+)(?:'|\Z)|\"((?:[^\"\\]|\\.)*+)(?:\"|\Z)|\b(None|nan|True|False)\b", re.DOTALL)
"""A string, which ends with the value at the latest so that none is sought again and again, or a word."""
_ESCAPED = re.compile(r"\\(?:[abfnrtv'\"\\]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})")
_WORDS = {"None": "null", "nan": "null", "True": "true", "False": "false"}
_OF_BYTES = ("b'", 'b"')
_SIDE_BY_SIDE = re.compile(r'(?<!\\)"\s+"')
"""Strings with nothing between, as arrays are shown."""


def revived(value: Any) -> Any:
    """Return the list, object or bytes that a value is the text of; any other value as it is."""
    if isinstance(value, str) and value[:2] in _OF_BYTES and len(value) > 2 and value[-1] == value[1]:
        return _from_bytes(value)
    if not isinstance(value, str) or value[:1] not in ("{", "[") or len(value) > _LONGEST or not _BEGINS.match(value):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_SIDE_BY_SIDE.sub('","', _TOKEN.sub(_as_json, value)))
    except (ValueError, RecursionError):
        return value


def _from_bytes(value: str) -> str:
    """Return the text whose bytes a value shows: ``b'caf\\xc3\\xa9'``; one that shows none as it is."""
    try:
        return _ESCAPED.sub(_meant, value[2:-1]).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _as_json(found: re.Match[str]) -> str:
    single, double, word = found.groups()
    if word:
        return _WORDS[word]
    return json.dumps(_ESCAPED.sub(_meant, double if single is None else single))


def _meant(found: re.Match[str]) -> str:
    return found[0].encode("ascii").decode("unicode_escape")
