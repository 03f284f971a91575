"""Bringing the conditions of a question to one level: articles, or utterances.

Asked of articles, conditions on utterances that stand together in one conjunction must hold of one utterance; so must
what is negated beside them (``speaker:kerry -quote:peace``: he says something that is not about peace). A negation with
no such company speaks of the whole article (``flood -speaker:kerry``: he says nothing in it). Parentheses in a
conjunction that name a speaker are an utterance of their own: ``(speaker:kerry) (speaker:weiss)``.

Asked of utterances, roles are those of who says them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from index.fields import BY_NAME
from index.query.build import conjunction
from index.query.forms import accepts_value
from index.query.nodes import (
    And,
    Every,
    Missing,
    Node,
    Not,
    OfArticle,
    OfSpeaker,
    OneUtterance,
    Or,
    Phrase,
    Unscored,
    ValueIs,
    Values,
    Word,
)

_Level = Literal["article", "utterance", "mixed"]


def for_articles(node: Node) -> Node:
    """Return ``node`` as a question to articles, conditions on utterances fused."""
    if _level(node) == "utterance" and _positive(node):
        return OneUtterance(node, asks_quoted(node))
    return _fuse(node.parts) if isinstance(node, And) else _each(node, for_articles)


def utterances_asked(node: Node) -> Iterator[OneUtterance]:
    """Yield what a question to articles asks of their utterances, but for what they must not say."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from utterances_asked(part)
        case Unscored(part):
            yield from utterances_asked(part)
        case OneUtterance():
            yield node


def own_utterance(node: Node) -> Node:
    """Return what stands in parentheses as an utterance of its own, if it names a speaker, else as it is."""
    parts = node.parts if isinstance(node, And) else (node,)
    names = any(isinstance(part, Values) and part.field == "speaker" for part in parts)
    return OneUtterance(node, asks_quoted(node)) if names and _level(node) == "utterance" else node


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return ``node`` with its parts changed, as far as they are of its level."""
    match node:
        case And(parts):
            return And(tuple(map(change, parts)))
        case Or(parts):
            return Or(tuple(map(change, parts)))
        case Not(part):
            return Not(change(part))
        case Unscored(part):
            return Unscored(change(part))
        case _:
            return node


def _fuse(parts: tuple[Node, ...]) -> Node:
    together = tuple(part for part in parts if _level(part) == "utterance")
    if not any(_positive(part) for part in together):
        return And(tuple(for_articles(part) for part in parts))
    fused = conjunction(together)
    apart = [for_articles(part) for part in parts if _level(part) != "utterance"]
    return conjunction([*apart, OneUtterance(fused, asks_quoted(fused))])


def for_quotes(node: Node) -> Node:
    """Return ``node`` as a question to utterances, conditions on articles brought down to them."""
    return _brought_down(_roles_of_speakers(node))


def _brought_down(node: Node) -> Node:
    if _level(node) == "article" and not isinstance(node, Every):
        return OfArticle(node)
    if not isinstance(node, And):
        return _each(node, _brought_down)
    apart = tuple(part for part in node.parts if _level(part) == "article")
    near = [_brought_down(part) for part in node.parts if _level(part) != "article"]
    return conjunction([*near, _brought_down(conjunction(apart))] if apart else near)


def _roles_of_speakers(node: Node) -> Node:
    match node:
        case Word(("role",)) | Phrase(("role",)) | Missing("role"):
            return OfSpeaker(node)
        case _:
            return _each(node, _roles_of_speakers)


def asks_quoted(node: Node) -> bool:
    """Tell whether ``node`` asks, not negated, for utterances of kind "quoted", which are left out otherwise."""
    match node:
        case And(parts) | Or(parts):
            return any(asks_quoted(part) for part in parts)
        case Unscored(part):
            return asks_quoted(part)
        case Values("kind", forms):
            return accepts_value(forms, "quoted")
        case ValueIs("kind", value):
            return value == "quoted"
        case _:
            return False


def _positive(node: Node) -> bool:
    """Tell whether only an utterance that has something can fulfil ``node``."""
    match node:
        case Not():
            return False
        case And(parts):
            return any(_positive(part) for part in parts)
        case Or(parts):
            return all(_positive(part) for part in parts)
        case Unscored(part):
            return _positive(part)
        case _:
            return True


def _level(node: Node) -> _Level:
    match node:
        case And(parts) | Or(parts):
            levels = {_level(part) for part in parts}
            return levels.pop() if len(levels) == 1 else "mixed"
        case Not(part) | Unscored(part):
            return _level(part)
        case Word(fields) | Phrase(fields):
            return BY_NAME[fields[0]].level
        case Values(field) | ValueIs(field) | Missing(field):
            return BY_NAME[field].level
        case OfSpeaker():
            return "utterance"
        case _:
            return "article"
