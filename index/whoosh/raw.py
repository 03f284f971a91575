"""The raw record told by the body, where it can be: most plain copy is its body, or that without capitals and marks."""

from __future__ import annotations

from index.words import without_typography


def _table(*, letter: int, mark: bool, line: bool) -> bytes:
    """Return what each byte becomes: letters of the other case, marks and line ends are changed; non-ASCII never is."""
    out = bytearray(range(256))
    for code in range(128):
        if letter and chr(code).isalpha():
            out[code] = ord(chr(code).lower() if letter < 0 else chr(code).upper())
        elif not chr(code).isalnum() and ((mark and code != 10) or (line and code == 10)):
            out[code] = 32
    return bytes(out)


_TABLES = (
    _table(letter=-1, mark=True, line=True),
    _table(letter=-1, mark=True, line=False),
    _table(letter=-1, mark=False, line=False),
    _table(letter=1, mark=False, line=False),
    _table(letter=0, mark=False, line=False),
)
"""What copy has lost, most first: capitals, marks and line ends; capitals and marks; capitals; small letters; nothing.

An archive holds the places of this list: further ways go to its end."""

_BARE = 2
"""So many of them have lost their marks, typographic ones too."""

_WHOLE = len(_TABLES) - 1
"""The one that has lost nothing."""

_SAMPLE = 1024

Told = tuple[int, int]
"""The way that a raw record holds the body, -1 where it does not, and how many bytes stand before it."""


def tell(body: str, raw: bytes) -> tuple[Told, bytes]:
    """Return how ``raw`` holds the body, and those of its bytes that the body does not tell."""
    sample = raw[:_SAMPLE]
    way = next(way for way, table in enumerate(_TABLES) if sample.translate(table) == sample)
    held = _render(body, way)
    at = -1 if not held else 0 if raw.startswith(held) else raw.find(held)  # to find takes five times as long
    return ((way, at), raw[:at] + raw[at + len(held) :]) if at >= 0 else ((-1, 0), raw)


def retell(body: str, told: Told, rest: bytes) -> bytes:
    """Return the raw record that :func:`tell` took apart."""
    way, at = told
    return rest if way < 0 else rest[:at] + _render(body, way) + rest[at:]


def _render(body: str, way: int) -> bytes:
    """Return the body as it may stand in a raw record; the same bytes with every version of Python and of Unicode."""
    plain = without_typography(body) if way < _BARE else body
    encoded = plain.encode("utf-8", "surrogatepass")
    return encoded if way == _WHOLE else encoded.translate(_TABLES[way])
