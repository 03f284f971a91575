"""Digests of mailing lists: several messages in one, as MIME parts (RFC 2046) or parted by rules (RFC 1153)."""

from __future__ import annotations

import re

_PARTS = re.compile(
    rb"^content-type:\s{0,9}multipart/digest;(?:[^\n]|\n[ \t]){0,300}?boundary=\"?([^\"\r\n;]{1,100})",
    re.IGNORECASE | re.MULTILINE,
)
_TITLED = re.compile(rb"^subject:[^\n]{0,300}\bdigest\b", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(rb"\r?\n-{30,70}\r?\n(?:\r?\n){1,3}")
_FIELDS = re.compile(
    rb"[\r\n]{0,4}(?:(?:date|from|subject|to|message(?:-id)?|cc):[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){2}",
    re.IGNORECASE,
)
_BLANK = re.compile(rb"\r?\n\r?\n")
_HEAD = 16_384
"""Bytes in which a message says that it is a digest."""


def letters(raw: bytes) -> list[bytes]:
    """Return the messages that a digest holds, each with its own bytes; a message that is none by itself."""
    if b"digest" not in raw[:_HEAD].lower():
        return [raw]
    parts = _PARTS.search(raw, 0, _HEAD)
    if parts:
        border = re.compile(rb"\r?\n--" + re.escape(parts[1]) + rb"(?:--)?[ \t]{0,9}(?:\r?\n|\Z)")
        inner = [_behind_head(part) for part in border.split(raw[parts.end() :])[1:]]
    elif _TITLED.search(raw, 0, _HEAD):
        inner = _RULE.split(raw)[1:]
    else:
        return [raw]
    return [each.lstrip(b"\r\n") for each in inner if _FIELDS.match(each)] or [raw]


def _behind_head(part: bytes) -> bytes:
    """Return the message in a part, whose own head may be missing: then a blank line begins it."""
    if _FIELDS.match(part):
        return part
    head = _BLANK.search(part)
    return part[head.end() :] if head else b""
