"""Keeps what articles, file names and metadata hold from steering the terminal they are shown on."""

from __future__ import annotations

import re

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

_UNSAFE = re.compile(f"[{BREAKS}{CONTROLS}{INVISIBLE}]")
_UNSAFE_LINE = re.compile(f"[\n{BREAKS}{CONTROLS}{INVISIBLE}]")
_BREAK = re.compile(f"[\n{BREAKS}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_JSON_UNSAFE = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]")


def clean(text: str) -> str:
    """Return ``text`` fit to be shown over several lines: only ``\\n`` is left of the controls.

    Other breaks become blanks, controls and lone surrogates ``REPLACEMENT``; invisible marks are dropped.
    """
    return _UNSAFE.sub(_harmless, text) if _UNSAFE.search(text) else text


def clean_line(text: str) -> str:
    """Return ``text`` fit to be shown on one line, as :func:`clean` does, with blanks for line ends."""
    return _UNSAFE_LINE.sub(_harmless, text) if _UNSAFE_LINE.search(text) else text


def clean_path(path: str) -> str:
    """Return a path fit to be shown: bytes that are not UTF-8, controls and invisible marks as ``\\xNN``."""
    return _UNSAFE_LINE.sub(_escaped, path) if _UNSAFE_LINE.search(path) else path


def clean_json(line: str) -> str:
    """Return a line of JSON in which what a terminal might obey is escaped; it means the same.

    ``json.dumps`` escapes the controls below U+0020 itself.
    """
    return _JSON_UNSAFE.sub(_json_escaped, line) if _JSON_UNSAFE.search(line) else line


def harmless(char: str) -> str:
    """Return what is shown instead of one character that :func:`clean` would not let through."""
    if _BREAK.match(char):
        return " "
    return "" if _INVISIBLE.match(char) else REPLACEMENT


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
