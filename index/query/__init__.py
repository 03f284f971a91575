"""Questions: from query text to a tree of conditions that any engine can answer."""

from __future__ import annotations

from index.query.forms import accepts, accepts_path, accepts_value, edits
from index.query.levels import asks_quoted
from index.query.nodes import Node
from index.query.parser import parse
from index.query.question import check_fields, question, understand, understood
from index.query.render import explain, render
from index.query.suggest import suggest, unknown

__all__ = [
    "Node",
    "accepts",
    "accepts_path",
    "accepts_value",
    "asks_quoted",
    "check_fields",
    "edits",
    "explain",
    "parse",
    "question",
    "render",
    "suggest",
    "understand",
    "understood",
    "unknown",
]
