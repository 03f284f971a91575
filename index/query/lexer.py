"""Query text as a flat list of tokens, each with the stretch of text it covers.

A bare word ends at white space, a quotation mark or a bracket of any kind. ``field:`` is a token of its own, and what
follows it at once is taken as a value: further colons and slashes belong to it.
"""

from __future__ import annotations

import re
from typing import Literal

from index.errors import QuerySyntaxError
from index.values import dataclass

TokenKind = Literal["(", ")", "or", "and", "not", "field", "quoted", "word", "range", "compare"]

MAX_CHARS = 20_000
"""Longer query texts are refused."""

_OPEN = '"“„”'
_CLOSE = '"”“'
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
"""Soft hyphens and the like, which come along with what is copied from a page; they are read over."""

_SPACE = re.compile(rf"[\s{_INVISIBLE}]+")
_FIELD = re.compile(rf"([A-Za-z]\w*):[{_INVISIBLE}]*")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_COMPARE = re.compile(r"(?:>=|<=|>|<)\s*")
_WORD = re.compile(rf"[^\s()\[\]{{}}{_OPEN}{_CLOSE}]+")
_QUOTED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}](~[^\s()]*)?")
_RANGE = re.compile(r"([\[{])([^\[\]{}]*)([\]}])")
_OPERATORS: dict[str, TokenKind] = {"OR": "or", "AND": "and", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of query text, which covers ``start`` to ``end``.

    ``text``: the name of a field; what a quotation or range holds; a word as written; the sign of a comparison.
    ``tail``: what follows a quotation at once, from "~" on; for ranges the two brackets.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    tail: str = ""


def tokenize(text: str) -> list[Token]:
    """Return the tokens of ``text``.

    Raises:
        QuerySyntaxError: a quotation or bracket is not closed, a bracket stands alone, or the text is too long.
    """
    if len(text) > MAX_CHARS:
        raise fault(MAX_CHARS, f"the query is longer than {MAX_CHARS} characters", "shorten it", None)
    found: list[Token] = []
    position = 0
    while position < len(text):
        space = _SPACE.match(text, position)
        if space is not None:
            position = space.end()
            continue
        token = _next(text, position, found[-1] if found else None)
        found.append(token)
        position = token.end
    return found[:-1] if _asks(found) else found


def _asks(found: list[Token]) -> bool:
    """Tell whether the last token is the mark of a question, at once behind a quotation or a parenthesis."""
    *_, before, last = [None, None, *found]
    return bool(before and last and last.text == "?" and before.end == last.start and before.kind in ("quoted", ")"))


def _next(text: str, start: int, before: Token | None) -> Token:
    char = text[start]
    attached = before is not None and before.end == start
    is_value = attached and before is not None and before.kind in ("field", "compare")
    if char in "()":
        return Token("(" if char == "(" else ")", char, start, start + 1)
    if char in _OPEN or char in _CLOSE:
        return _quotation(text, start)
    if char in "[{":
        return _range(text, start)
    if char in "]}":
        raise fault(start, f"{char!r} closes nothing", "take it out, or quote it", text[:start] + text[start + 1 :])
    compare = _COMPARE.match(text, start)
    if compare is not None and (before is None or before.kind != "compare"):
        return Token("compare", compare[0].strip(), start, compare.end())
    if char == "-" and not is_value:
        return Token("not", "-", start, start + 1)
    field = None if is_value else _FIELD.match(text, start)
    if field is not None:
        return Token("field", field[1], start, field.end())
    word = _WORD.match(text, start)
    assert word is not None  # every other character was dealt with above
    kind = "word" if is_value else _OPERATORS.get(word[0], "word")
    return Token(kind, _seen(word[0]), start, word.end())


def _quotation(text: str, start: int) -> Token:
    match = _QUOTED.match(text, start)
    if match is None:
        rest = text[start + 1 :].strip()
        mended = f'{text[:start]}"{rest}"' if rest and not set(rest) & set(_OPEN + _CLOSE) else text[:start] + rest
        raise fault(start, "a quotation mark is never closed", 'close it with "', mended)
    return Token("quoted", _seen(match[1]), start, match.end(), match[2] or "")


def _seen(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", text)


def _range(text: str, start: int) -> Token:
    match = _RANGE.match(text, start)
    if match is None:
        closing = "]" if text[start] == "[" else "}"
        raise fault(start, f"{text[start]!r} is never closed", f"close it with {closing!r}", text + closing)
    return Token("range", match[2], start, match.end(), match[1] + match[3])


def fault(position: int, what: str, mend: str, suggestion: str | None) -> QuerySyntaxError:
    """Return the error for a fault at ``position`` of the query text; its message counts characters from 1."""
    return QuerySyntaxError(
        f"query, character {position + 1}: {what}: {mend}", position=position, suggestion=suggestion
    )
