"""Tokens for the index: what :func:`index.words.tokens` gives, as bytes, and several times faster."""

from __future__ import annotations

import re
from functools import lru_cache

from index.words import tokens, without_typography

_FOLD = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 or code >= 128 else 32
    for code in range(256)
)
_FOREIGN = re.compile(rb"[\x80-\xff]")


def folded(text: str) -> bytes:
    """Return the folded tokens of ``text`` in UTF-8, with one space or several between them."""
    plain = without_typography(text)
    folded = plain.encode("utf-8", "surrogatepass").translate(_FOLD)
    return folded if plain.isascii() else _refolded(folded)


def _refolded(text: bytes) -> bytes:
    """Return folded text with what is not ASCII folded too: what stands between two spaces, whole."""
    parts: list[bytes] = []
    done = 0
    while found := _FOREIGN.search(text, done):
        start = max(done, text.rfind(b" ", done, found.start()) + 1)
        end = text.find(b" ", found.start())
        end = len(text) if end < 0 else end
        parts += (text[done:start], _spaced(text[start:end]))
        done = end
    return b"".join((*parts, text[done:]))


@lru_cache(maxsize=65536)
def _spaced(piece: bytes) -> bytes:
    return " ".join(tokens(piece.decode("utf-8", "surrogatepass"))).encode("utf-8", "surrogatepass")
