"""Keeps what articles, file names and metadata hold from steering the terminal they are shown on."""

from __future__ import annotations

import re
from collections.abc import Callable

REPLACEMENT = "�"
"""What stands for a control character that was taken out of a text."""

# Marks that are drawn with no width but turn, hide or split what stands around them. The joiners U+200C and U+200D
# stay: Persian words and emoji are spelled with them.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
BREAKS = "\t\x0b\x0c\r\x85\u2028\u2029"

_UNSAFE = f"[{BREAKS}{CONTROLS}{INVISIBLE}]"
_UNSAFE_LINE = f"[\n{BREAKS}{CONTROLS}{INVISIBLE}]"
_BREAK = f"[\n{BREAKS}]"
_INVISIBLE = f"[{INVISIBLE}]"
_JSON_UNSAFE = f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]"


def clean(text: str) -> str:
    """Return ``text`` fit to be shown over several lines: only ``\\n`` is left of the controls.

    Other breaks become blanks, controls and lone surrogates ``REPLACEMENT``; invisible marks are dropped.
    """
    return _replaced(_UNSAFE, _harmless, text)


def clean_line(text: str) -> str:
    """Return ``text`` fit to be shown on one line, as :func:`clean` does, with blanks for line ends."""
    return _replaced(_UNSAFE_LINE, _harmless, text)


def clean_path(path: str) -> str:
    """Return a path fit to be shown: bytes that are not UTF-8, controls and invisible marks as ``\\xNN``."""
    return _replaced(_UNSAFE_LINE, _escaped, path)


def clean_json(line: str) -> str:
    """Return a line of JSON in which what a terminal might obey is escaped; it means the same.

    ``json.dumps`` escapes the controls below U+0020 itself.
    """
    return _replaced(_JSON_UNSAFE, _json_escaped, line)


def harmless(char: str) -> str:
    """Return what is shown instead of one character that :func:`clean` would not let through."""
    if re.match(_BREAK, char):
        return " "
    return "" if re.match(_INVISIBLE, char) else REPLACEMENT


def _replaced(unsafe: str, instead: Callable[[re.Match[str]], str], text: str) -> str:
    if text.isprintable():  # neither controls nor breaks nor invisible marks are
        return text
    # Patterns are compiled when they are first used: together they would cost every start 5 ms.
    pattern = re.compile(unsafe)
    return pattern.sub(instead, text) if pattern.search(text) else text


def _harmless(found: re.Match[str]) -> str:
    return harmless(found.group())


def _escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as the file system gives it
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
