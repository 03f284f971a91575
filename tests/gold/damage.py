"""Damage clean copy as lossy archives do: the forms that seeds come in and quality is measured on."""

from __future__ import annotations

import re
from collections.abc import Callable


def _low(char: str) -> str:
    return char.lower() if len(char.lower()) == 1 else char


def _up(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


def stripped(text: str) -> str:
    """Keep letters and digits, lower case; every other character becomes one space."""
    return "".join(_low(c) if c.isalnum() else " " for c in text)


def ascii_only(text: str) -> str:
    """Strip, and lose the letters outside ASCII too."""
    return "".join(c if c.isascii() else " " for c in stripped(text))


def collapsed(text: str) -> str:
    """Strip, and fold runs of spaces into one: no trace of punctuation is left."""
    return re.sub(r"\s+", " ", stripped(text))


def unmarked(text: str) -> str:
    """Lose every mark, and fold the spaces; capitals and lines are kept."""
    return re.sub(r" *\n *", "\n", re.sub(r"[^\w\n]+", " ", text))


def upper(text: str) -> str:
    """Print capitals only, as a teleprinter does."""
    return "".join(map(_up, text))


def lower(text: str) -> str:
    """Lose the capitals, keep the punctuation."""
    return "".join(map(_low, text))


def unquoted(text: str) -> str:
    """Lose the double quotation marks alone."""
    return re.sub(r'["“”„«»]', " ", text)


def dequoted(text: str) -> str:
    """Lose the double quotation marks alone, and their places."""
    return re.sub(r'["“”„«»]', "", text)


def deleted(text: str) -> str:
    """Lose the capitals and every mark, and their places: words with a mark within them become one."""
    return re.sub(r"[^\w\s]|_", "", lower(text))


DAMAGE: dict[str, Callable[[str], str]] = {
    "clean": str,
    "stripped": stripped,
    "ascii": ascii_only,
    "collapsed": collapsed,
    "unmarked": unmarked,
    "upper": upper,
    "lower": lower,
    "unquoted": unquoted,
    "dequoted": dequoted,
    "deleted": deleted,
}
"""Every form by its name; only those that lose a mark with its place, or fold spaces, change the length of the text."""
