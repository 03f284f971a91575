"""Gives back marks for which some program wrote a substitute: ``?We can?t go on,? she said``.

Programs that cannot write a character write ``?``, ``¿`` or U+FFFD instead, once, or once for each of its bytes in
UTF-8, of which quotation marks, apostrophes and dashes have three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_LOST, _OTHERS = "\ufffd", "¿?"
_BYTES = 3
_ENOUGH = 2
"""Places that must tell of a mark before signs that may mean themselves are taken for substitutes."""

_BEHIND = r"(?:s|t|re|ve|ll|d|m)(?![^\W_])"
_APOSTROPHE = re.compile(_BEHIND, re.IGNORECASE)
_ONLY_BEHIND = {"t": "n", "m": "i"}
"""Letters that follow an apostrophe behind one other alone: ``can't``, ``I'm``, but not ``Malmstr?m``."""

_SHORTENED = re.compile(r"\d0s\b|tis\b|twas\b|em\b")
_CURLY = re.compile("[“”]")
_ENDS = frozenset(".,!?;:…)’”")
_OPENS = frozenset("([{-–—/\"'‘“")
_MORE, _NEAR = "$£€([.'‘", 8
"""What may stand between a mark that opens and the first word, and how many characters of it."""

_PARAGRAPH = 2_000


def substitute(text: str) -> str | None:
    """Return what stands in a text for each mark that some program could not write, if anything does."""
    if _LOST in text:
        return _whole(text, _LOST)
    for sign in _OTHERS:
        if sign in text and not _CURLY.search(text):
            whole = _whole(text, sign)
            sure = rf"[^\W_]{re.escape(whole)}{_BEHIND}(?![=&/])|,{re.escape(whole)}(?=\s|$)"
            if len(list(islice(re.finditer(sure, text), _ENOUGH))) == _ENOUGH:
                return whole
    return None


def given_back(text: str, whole: str) -> str:
    """Return a text with the marks for which ``whole`` stands, where what is around them tells which they were."""
    return "".join(_pieces(text, whole)) if whole in text else text


def _whole(text: str, sign: str) -> str:
    """Return the sign as often as it stands for one mark."""
    runs = [len(run) for run in re.findall(f"{re.escape(sign)}+", text)]
    return sign * (_BYTES if sum(run >= _BYTES for run in runs) * 2 > len(runs) else 1)


def _pieces(text: str, whole: str) -> Iterator[str]:
    """Yield the pieces of a text with its marks; in a paragraph they open and close in turn."""
    at, depth, before = 0, 0, ""
    one = re.escape(whole[0])
    for found in re.finditer(f"{re.escape(whole)}(?=(?:{re.escape(whole)})*(?!{one}))", text):
        between = text[at : found.start()]
        before = between[-1:] or before
        if "\n\n" in between or before in ("", "\n"):
            depth = 0
        mark = _mark(text, found.end(), whole, before, depth)
        yield between
        yield mark or whole
        at = found.end()
        depth += mark in ("“", "‘")
        depth -= depth > 0 and (mark == "”" or (mark == "’" and depth > 1 and not text[at : at + 1].isalnum()))
        before = (mark or whole)[-1]
    yield text[at:]


def _mark(text: str, end: int, whole: str, before: str, depth: int) -> str | None:
    """Return the mark that stood between the character ``before`` and ``text[end]``, None where nothing tells.

    ``depth`` counts the quotations that are open.
    """
    behind = text[end : end + 1]
    if before.isalnum() and behind.isalnum():
        return _within(text, end, end - len(whole) - 1)
    if not before or before.isspace() or before in _OPENS:
        if behind.isspace():
            return "–" if before == behind == " " else None
        if text[end : end + _NEAR].lstrip(whole[0] + _MORE)[:1].isalnum():
            return _opening(text, end, whole, depth)
    return None if behind.isalnum() else _closing(text, end, whole, before, depth)


def _within(text: str, end: int, last: int) -> str | None:
    """Return the mark within a word, ``text[last]`` being what stands before: ``can't``, ``O'Hara``, ``1914–18``."""
    if text[last].isdigit():
        return "–" if text[end].isdigit() else None
    initial = text[end].isupper() and text[last].isupper() and not text[max(0, last - 1) : last].isalnum()
    apart, before = _APOSTROPHE.match(text, end), text[last].lower()
    return "’" if initial or (apart and _ONLY_BEHIND.get(apart[0].lower(), before) == before) else None


def _opening(text: str, end: int, whole: str, depth: int) -> str | None:
    """Return the mark that opens before a word, None where its first letter may be what was lost."""
    if _SHORTENED.match(text, end):
        return "’"
    if whole == _LOST and text[end].islower() and whole not in text[end : end + _PARAGRAPH].partition("\n\n")[0]:
        return None
    return "‘" if depth else "“"


def _closing(text: str, end: int, whole: str, before: str, depth: int) -> str | None:
    """Return the mark that closes behind a word or other marks, None for a question mark."""
    closing = "’" if depth > 1 else "”"
    asks = whole[0] == "?"
    if before in _ENDS:
        return closing if depth or not asks or before == "," else None
    goes_on = text[end : end + 2].strip(" ").islower()
    if asks and not goes_on and text[end : end + 1] not in _ENDS - {"?"}:
        return None
    if depth:
        return closing
    return "’" if before == "s" and goes_on else None
