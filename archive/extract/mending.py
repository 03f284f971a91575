"""Mends what programs did to characters before the archive got them.

UTF-8 that was decoded as something else, HTML escapes, accents apart from their letters, ligatures, marks that nobody
sees, signs that stand for marks or letters, and words parted at the ends of lines.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from archive.extract.hyphens import joined
from archive.extract.lettering import spelled
from archive.extract.substitutes import given_back, substitute
from archive.readers.copy import Copy, Stated
from index.values import replace

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_SUSPECT = re.compile("[ÂÃÅâð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""The first two characters of one that was written as UTF-8 and read as cp1252 or Latin-1: ``Ã©``, ``â€™``."""

_CLOSED = re.compile(r"â€(?=[\s.,;:!?)\]]|$)")
"""A closing quotation mark whose last byte is nothing in cp1252, so that some programs drop it."""

_APART = re.compile("[\u0300-\u036f]")
_ODD = re.compile("[\x80-\xa0\u2007\u200b\u202f\u2060\ufeff\ufb00-\ufb06]")
_SOFT = re.compile("\u00ad(?!\n)")
"""A soft hyphen within a line; at its end it parts a word."""

_ODD_AS = str.maketrans(
    {
        **dict.fromkeys("\u200b\u2060\ufeff", ""),
        **dict.fromkeys("\xa0\u2007\u202f", " "),
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
        # controls that nobody means: marks of cp1252 read as Latin-1
        **{chr(code): bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)},
    }
)

MISREAD = "some characters had been decoded wrongly, as â€™ for ’; they were mended"
ESCAPED = "HTML escapes such as &quot; were resolved"
REPLACED = "some marks or letters had been replaced by a sign, as can?t for can’t; they were given back"
PARTED = "words parted at the ends of lines were joined"


def mended(copy: Copy) -> Copy:
    """Return a copy with its text and all that is stated mended, and warnings that say what was; usually as it is."""
    read, told = _mended(copy.text)
    text = spelled(read)
    sign = substitute(text)
    if sign:
        text = given_back(spelled(text, sign), sign)
    told += [REPLACED] * (text != read)
    whole = joined(text)
    if whole is not text:
        told.append(PARTED)
    stated = _stated(copy.stated, sign)
    if whole == copy.text and stated is copy.stated:
        return copy
    return replace(copy, text=whole, stated=stated, warnings=(*copy.warnings, *told))


def _mended(text: str) -> tuple[str, list[str]]:
    """Return a text with its characters mended, and what is to be told of it."""
    told: list[str] = []
    if "&" in text and _REFERENCE.search(text):
        text, before = _REFERENCE.sub(_character, text), text
        told += [ESCAPED] * (text != before)
    if text.isascii():
        return text, told
    if _SUSPECT.search(text):
        from ftfy import fix_encoding

        lines = (fix_encoding(_CLOSED.sub("”", s)) if _SUSPECT.search(s) else s for s in text.split("\n"))
        text, before = "\n".join(lines), text
        told += [MISREAD] * (text != before)
    if _ODD.search(text):
        text = text.translate(_ODD_AS)
    if "\u00ad" in text:
        text = _SOFT.sub("", text)
    if _APART.search(text):
        text = unicodedata.normalize("NFC", text)
    return text, told


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    found = html.unescape(reference[0]) if name[0] == "#" else html5.get(name, reference[0])
    return " " if found in "\0\r\xa0" else found


def _stated(stated: Stated, sign: str | None) -> Stated:
    changed: dict[str, Any] = dict(_changed(stated, sign))
    return replace(stated, **changed) if changed else stated


def _changed(stated: Stated, sign: str | None) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield the fields of plain text that mending changes; ``sign`` stands for marks in the text."""

    def right(text: str) -> str:
        text = spelled(_mended(text)[0], sign)
        return given_back(text, sign) if sign else text

    for name in Stated.__match_args__:
        value = getattr(stated, name)
        if isinstance(value, str):
            new: str | tuple[str, ...] = right(value)
        elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            new = tuple(map(right, value))
        else:
            continue
        if new != value:
            yield name, new
