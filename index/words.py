"""How text becomes words: one rule for indexing, asking and highlighting.

A token is a maximal run of letters and digits (with the combining marks between them), folded: no case, no accents,
no strokes (Wałęsa is walesa).
Apostrophes and hyphens split. Every token has a position of its own; stop words are ordinary tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from index.article import Span

_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
_FOLDED = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
"""For ASCII text: letters and digits folded, everything else a space."""

_TYPOGRAPHY = re.compile("[\u00a0\u2010-\u2015\u2018-\u201f\u2022\u2026\u00ab\u00bb\u00a3\u20ac]")
"""Marks that typographic copy is full of, none of which is part of a word."""

_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)
"""Letters that do not come apart into one of ASCII and a mark, and how they are written where keyboards lack them."""

_SPACE = re.compile(r"\s+")


def tokens(text: str) -> list[str]:
    """Return the folded tokens of ``text``; the position of a token is its index."""
    plain = without_typography(text)
    if plain.isascii():
        return plain.encode().translate(_FOLDED).decode().split()
    return [fold_token(match) for match in _TOKEN.findall(plain)]


def spans(text: str) -> list[Span]:
    """Return where the tokens of ``text`` stand, in the order of :func:`tokens`."""
    plain = without_typography(text)
    if plain.isascii():
        return [match.span() for match in _ASCII_TOKEN.finditer(plain.lower())]
    return [match.span() for match in _TOKEN.finditer(plain)]


def without_typography(text: str) -> str:
    """Return ``text`` with a space for each curly quote, dash and the like; most copy is ASCII then."""
    return text if text.isascii() else _TYPOGRAPHY.sub(" ", text)


def token_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each folded token of ``text`` with its start and end."""
    for start, end in spans(text):
        yield fold_token(text[start:end]), start, end


def fold_token(token: str) -> str:
    """Return one token without case and accents; never empty, and folding twice changes nothing."""
    if token.isascii():
        return token.lower()
    return _fold_unicode_token(token)


@lru_cache(maxsize=65536)
def _fold_unicode_token(token: str) -> str:
    folded = "".join(char for char in _fold_unicode(token) if char.isalnum())
    return folded or token


def fold(text: str) -> str:
    """Return ``text`` without case and accents, marks kept, every run of white space one space, none at the ends."""
    folded = text.lower() if text.isascii() else _fold_unicode(text)
    return _SPACE.sub(" ", folded).strip()


def _fold_unicode(text: str) -> str:
    for _ in range(2):  # some letters decompose only after their case is folded
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in text if not unicodedata.combining(char)).translate(_STROKES)


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """Return the English stem (Porter2) of a folded token; words of other scripts and numbers are their own stem."""
    if len(token) < 3 or not (token.isalpha() and token.isascii()):
        return token
    return _stemmer()[0](token)


def stems_of(tokens: Sequence[str]) -> list[str]:
    """Return the stems of many folded tokens; see :func:`stem`."""
    return [
        stemmed if len(token) > 2 and token.isalpha() and token.isascii() else token
        for token, stemmed in zip(tokens, _stemmer()[1](tokens), strict=True)
    ]


def stemmer_version() -> str:
    """Return which stemmer makes the stems: another one may make others."""
    import Stemmer

    version: str = Stemmer.version()
    return version


@cache
def _stemmer() -> tuple[Callable[[str], str], Callable[[Sequence[str]], list[str]]]:
    import Stemmer

    made = Stemmer.Stemmer("english", 0)
    return made.stemWord, made.stemWords
