"""Mends what programs did to characters before the archive got them: UTF-8 decoded as something else, HTML escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields
from html.entities import html5
from typing import Any

from archive.readers.copy import Copy, Stated
from index.values import replace

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_SUSPECT = re.compile("[ÂÃÅâð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""The first two characters of one that was written as UTF-8 and read as cp1252 or Latin-1: ``Ã©``, ``â€™``."""


def mended(copy: Copy) -> Copy:
    """Return a copy with its text and all that is stated mended, and warnings that say what was; usually as it is."""
    text, escaped, misread = _mended(copy.text)
    stated = _stated(copy.stated)
    if text is copy.text and stated is copy.stated:
        return copy
    told = []
    if misread:
        told.append("some characters had been decoded wrongly, as â€™ for ’; they were mended")
    if escaped:
        told.append("HTML escapes such as &quot; were resolved")
    return replace(copy, text=text, stated=stated, warnings=(*copy.warnings, *told))


def _mended(text: str) -> tuple[str, bool, bool]:
    """Return a text mended, whether it had HTML escapes, and whether it had been decoded wrongly."""
    plain = text
    if "&" in text and _REFERENCE.search(text):
        plain = _REFERENCE.sub(_character, text)
    right = plain
    if _SUSPECT.search(plain):
        from ftfy import fix_encoding

        right = "\n".join(fix_encoding(line) if _SUSPECT.search(line) else line for line in plain.split("\n"))
    if right == text:
        return text, False, False
    return right, plain != text, right != plain


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    found = html.unescape(reference[0]) if name[0] == "#" else html5.get(name, reference[0])
    return " " if found in "\0\r\xa0" else found


def _stated(stated: Stated) -> Stated:
    changed: dict[str, Any] = dict(_changed(stated))
    return replace(stated, **changed) if changed else stated


def _changed(stated: Stated) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield the fields of plain text that mending changes."""
    for field in fields(stated):
        value = getattr(stated, field.name)
        if isinstance(value, str):
            new: str | tuple[str, ...] = _mended(value)[0]
        elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            new = tuple(_mended(each)[0] for each in value)
        else:
            continue
        if new != value:
            yield field.name, new
