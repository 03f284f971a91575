"""A tree as text again: in the query language, or as an indented account of how it was understood."""

from __future__ import annotations

import re
from datetime import date

from index.article import month_end
from index.fields import DEFAULT_TEXT
from index.query.nodes import (
    And,
    Dates,
    Every,
    Exact,
    Form,
    Fuzzy,
    Missing,
    Node,
    Not,
    OfArticle,
    OfSpeaker,
    OneUtterance,
    Or,
    PathPattern,
    PathWords,
    Phrase,
    Prefix,
    Stemmed,
    Unscored,
    ValueIs,
    Values,
    Wildcard,
    Word,
)

_NEEDS_QUOTES = re.compile(r'[\s()\[\]{}"“”„]')


def render(node: Node, plain: tuple[str, ...] = DEFAULT_TEXT) -> str:
    """Return query text that parses to ``node``; "" for everything. ``plain`` are the fields of words without a field.

    What filters add (whole values, scores left out, levels) has no words of its own and is shown as its condition.
    """
    match node:
        case Every():
            return ""
        case And(parts):
            return " ".join(_grouped(part, plain, Or) for part in parts)
        case Or(parts):
            return " OR ".join(_grouped(part, plain, And) for part in parts)
        case Not(part):
            return f"-{_grouped(part, plain, And, Or)}"
        case OneUtterance(part):
            return f"({render(part, plain)})"
        case Unscored(part) | OfArticle(part) | OfSpeaker(part):
            return render(part, plain)
        case Word(fields, form):
            return _prefix(fields, plain) + _render_form(form)
        case Phrase(fields, words, slop):
            return f'{_prefix(fields, plain)}"{" ".join(words)}"' + (f"~{slop}" if slop != 1 else "")
        case _:
            return _render_value(node)


def _grouped(part: Node, plain: tuple[str, ...], *kinds: type) -> str:
    text = render(part, plain)
    while isinstance(part, (Unscored, OfArticle, OfSpeaker)):
        part = part.part
    return f"({text})" if isinstance(part, kinds) else text


def _prefix(fields: tuple[str, ...], plain: tuple[str, ...]) -> str:
    return "" if fields == plain else f"{fields[0]}:"


def _render_value(node: Node) -> str:
    match node:
        case Values(field, forms, title):
            return f"{field}:{_render_values(forms, title)}"
        case ValueIs(field, value):
            return f'{field}:"{value}"'
        case PathWords(field, words):
            return f"{field}:{words[0]}" if len(words) == 1 else f'{field}:"{" ".join(words)}"'
        case PathPattern(field, pattern):
            return f'{field}:"{pattern}"' if _NEEDS_QUOTES.search(pattern) else f"{field}:{pattern}"
        case Dates(field, since, until):
            return f"{field}:{_render_days(since, until)}"
        case Missing(field):
            return f"missing:{field}"
    raise AssertionError(node)


def _render_form(form: Form) -> str:
    match form:
        case Stemmed(text):
            return text
        case Exact(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(text, distance):
            return f"{text}~" if distance == 1 else f"{text}~{distance}"


def _render_values(forms: tuple[Form, ...], title: str) -> str:
    words = title.split() + [form.text if isinstance(form, Exact) else _render_form(form) for form in forms]
    if len(words) == 1:
        return words[0]
    if all(isinstance(form, Exact) for form in forms):
        return f'"{" ".join(words)}"'
    return f"({' '.join(words)})"


def _render_days(since: date | None, until: date | None) -> str:
    if since is None:
        return f"<={until}"
    if until is None:
        return f">={since}"
    if since == until:
        return since.isoformat()
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
        return f"{since.year:04d}"
    if since.day == 1 and until == month_end(since.year, since.month):
        return since.isoformat()[:7]
    return f"[{since} TO {until}]"


def explain(node: Node) -> str:
    """Return how ``node`` was understood, one condition a line, two spaces deeper within each group."""
    return "\n".join(_lines(node, 0))


def _lines(node: Node, depth: int) -> list[str]:
    indent = "  " * depth
    heading: str
    parts: tuple[Node, ...]
    match node:
        case And(parts):
            heading = "all of"
        case Or(parts):
            heading = "any of"
        case Not(part):
            heading, parts = "not", (part,)
        case OneUtterance(part, quoted):
            heading = "one utterance with" if not quoted else "one utterance, or other words in marks, with"
            parts = part.parts if isinstance(part, And) else (part,)
        case OfArticle(part):
            heading, parts = "its article with", part.parts if isinstance(part, And) else (part,)
        case OfSpeaker(part):
            heading, parts = "its speaker with", (part,)
        case Unscored(part):
            return _lines(part, depth)
        case _:
            return [indent + _explain_leaf(node)]
    return [indent + heading, *(line for part in parts for line in _lines(part, depth + 1))]


def _explain_leaf(node: Node) -> str:
    match node:
        case Every():
            return "everything"
        case Word(fields, form):
            return f"{_explain_form(form)} in {' or '.join(fields)}"
        case Phrase(fields, words, slop):
            near = "" if slop == 1 else f", each at most {slop} words after the one before,"
            return f'the phrase "{" ".join(words)}"{near} in {" or ".join(fields)}'
        case Values(field, forms, title):
            called = f', those called "{title}" before others' if title else ""
            return f"{field} with {' and '.join(_explain_form(form) for form in forms)}{called}"
        case ValueIs(field, value):
            return f'{field} exactly "{value}"'
        case PathWords(field, words):
            return f'{field} with the words "{" ".join(words)}"'
        case PathPattern(field, pattern):
            return f"{field} like {pattern}"
        case Dates(field, since, until):
            return f"{field} {_explain_days(since, until)}"
        case Missing(field):
            return f"{field} is missing"
    raise AssertionError(node)


def _explain_form(form: Form) -> str:
    match form:
        case Stemmed(text):
            return f'the word "{text}" in any English form'
        case Exact(text):
            return f'exactly "{text}"'
        case Prefix(text):
            return f'words that begin with "{text}"'
        case Wildcard(pattern):
            return f"words like {pattern}"
        case Fuzzy(text, distance):
            return f'words at most {distance} letter{"s" if distance > 1 else ""} off "{text}"'


def _explain_days(since: date | None, until: date | None) -> str:
    if since == until:
        return f"on {since}"
    ends = [f"from {since}" if since else "", f"to {until}" if until else ""]
    return " ".join(end for end in ends if end)
