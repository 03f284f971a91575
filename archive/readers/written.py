"""Lists and objects that programs wrote as text into a value: in JSON, or as Python shows them."""

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
_SIDE_BY_SIDE = re.compile(r'(?<!\\)"\s+"')
"""Strings with nothing between, as arrays are shown."""


def revived(value: Any) -> Any:
    """Return the list or object that a value is the text of; any other value as it is."""
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


def _as_json(found: re.Match[str]) -> str:
    single, double, word = found.groups()
    if word:
        return _WORDS[word]
    return json.dumps(_ESCAPED.sub(_meant, double if single is None else single))


def _meant(found: re.Match[str]) -> str:
    return found[0].encode("ascii").decode("unicode_escape")
