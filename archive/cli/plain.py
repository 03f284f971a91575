"""What is written in place of characters that an encoding lacks, as that of a terminal without UTF-8."""

from __future__ import annotations

import codecs
from unicodedata import combining, normalize

PLAIN = "newsmorgue.plain"
"""The name of the way to encode: what is not known here becomes a question mark."""

_SIGNS = {
    **dict.fromkeys("·–—‐‑−", "-"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("█▉▊▋▌▍▎▏", "#"),
    "…": "...",
}


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(sign: str) -> str:
    """Return a sign or letter as one writes it in ASCII: letters without their accents."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    letters = "".join(part for part in normalize("NFKD", sign) if not combining(part))
    return letters if letters.isascii() else "?"


codecs.register_error(PLAIN, _plainly)
