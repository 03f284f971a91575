"""Tokens for the index: what :func:`index.words.tokens` gives, as bytes, and several times faster."""

from __future__ import annotations

import re
from functools import lru_cache

from index.words import tokens, without_typography

_FOLD = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 or code >= 128 else 32
    for code in range(256)
)
_FOREIGN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]*+[^\x00-\x7f](?:[A-Za-z0-9]|[^\x00-\x7f])*+")
"""What stands between two ASCII characters that no token has, where not all of it is ASCII."""


def folded(text: str) -> bytes:
    """Return the folded tokens of ``text`` in UTF-8, with one space or several between them."""
    plain = without_typography(text)
    if not plain.isascii():
        plain = _FOREIGN.sub(_tokens_of, plain)
    return plain.encode("utf-8", "surrogatepass").translate(_FOLD)


def tokenize(text: str) -> list[bytes]:
    """Return the folded tokens of ``text`` in UTF-8."""
    return folded(text).split()


def _tokens_of(found: re.Match[str]) -> str:
    return _spaced(found[0])


@lru_cache(maxsize=65536)
def _spaced(piece: str) -> str:
    return " ".join(tokens(piece))
