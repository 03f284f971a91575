"""Which words a form of a query word stands for: the reference meaning that every engine keeps."""

from __future__ import annotations

import re
from functools import lru_cache

from index.query.nodes import Exact, Form, Fuzzy, Prefix, Stemmed, Wildcard
from index.words import fold, stem, tokens


def accepts(form: Form, token: str) -> bool:
    """Tell whether ``form`` stands for the folded ``token``."""
    match form:
        case Stemmed(text):
            return text[:1] == token[:1] and stem(text) == stem(token)  # no stem begins otherwise than its word
        case Exact(text):
            return text == token
        case Prefix(text):
            return token.startswith(text)
        case Wildcard(pattern):
            return wildcard_pattern(pattern).fullmatch(token) is not None
        case Fuzzy(text, distance):
            return within(text, token, distance)


def accepts_value(forms: tuple[Form, ...], value: str) -> bool:
    """Tell whether ``value`` fulfils all ``forms``; patterns may also cover the whole folded value."""
    words = tokens(value)
    return all(
        any(accepts(form, word) for word in words)
        or (isinstance(form, (Prefix, Wildcard)) and accepts(form, fold(value)))
        for form in forms
    )


def accepts_path(pattern: str, path: str) -> bool:
    """Tell whether ``pattern`` covers the folded ``path`` whole, or the rest of it after any "/"."""
    compiled = wildcard_pattern(pattern)
    folded = fold(path)
    starts = (0, *(index + 1 for index, char in enumerate(folded) if char == "/"))
    return any(compiled.fullmatch(folded, start) is not None for start in starts)


@lru_cache(maxsize=256)
def wildcard_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern whose ``fullmatch`` tells what ``pattern`` covers, without backtracking over runs of ``*``."""
    first, *rest = (_literal(piece) for piece in re.split(r"\*+", pattern))
    if not rest:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{piece})" for piece in rest[:-1])  # atomic: the leftmost fit is always good enough
    return re.compile(f"{first}{between}.*{rest[-1]}", re.DOTALL)


def _literal(piece: str) -> str:
    return "".join("." if char == "?" else re.escape(char) for char in piece)


def within(one: str, other: str, limit: int) -> bool:
    """Tell whether two words are at most ``limit`` edits apart.

    An edit inserts, deletes or replaces one character, or swaps two neighbours (optimal string alignment).
    """
    return edits(one, other, limit) <= limit


def edits(one: str, other: str, limit: int) -> int:
    """Return how many edits two words are apart, or ``limit`` + 1 where they are more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _apart(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != match))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == match:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return two words without what they begin and end with alike: no edit is needed there."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
