"""Whoosh's schema of an archive, derived from the table of fields.

Beside each text field stands one of its stems, named ``<field>_stem``; Whoosh asks of it what the query language means
by a bare word. Fields of values hold each value whole, as facets count it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import IDTokenizer, Token, Tokenizer
from whoosh.fields import ID, KEYWORD, TEXT, Schema

from index.fields import FIELDS
from index.whoosh.layout import TEXTS
from index.words import spans, stem, tokens

STEM = "_stem"
"""What the name of a field of stems ends in."""

VALUES = tuple(
    field.name
    for field in FIELDS
    if field.kind in ("name", "value") and field.level == "article" and field.name != "id"
)


class Words(Tokenizer):  # type: ignore[misc]
    """Cuts text into the tokens of :mod:`index.words`, every one with its position; stop words are ordinary tokens."""

    def __init__(self, stemmed: bool = False) -> None:
        self._stemmed = stemmed

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, mode: str = "", **_: Any
    ) -> Iterator[Token]:
        """Yield the tokens of ``value``, as Whoosh wants them: one object, changed from token to token."""
        token = Token(positions=positions, chars=chars, mode=mode)
        for position, (word, (start, end)) in enumerate(zip(tokens(value), spans(value), strict=True)):
            token.text = stem(word) if self._stemmed else word
            token.boost = 1.0
            token.pos = position
            if chars:
                token.startchar, token.endchar = start, end
            yield token


def schema() -> Schema:
    """Return the schema that Whoosh reads an archive by; ``id``, ``path`` and ``headline`` are stored."""
    made = Schema(id=ID(stored=True))
    for name in TEXTS:
        made.add(name, TEXT(analyzer=Words(), phrase=True, stored=name == "headline"))
        made.add(name + STEM, TEXT(analyzer=Words(stemmed=True), phrase=False))
    for name in VALUES:
        made.add(name, KEYWORD(analyzer=IDTokenizer()))
    made.add("path", ID(stored=True))
    return made
