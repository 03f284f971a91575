"""Reads the marks between two words: where quotes open and close, where a sentence or a paragraph ends."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from index.values import dataclass

Side = Literal["open", "close", "either"]

_OPENS = "“„«"
_CLOSES = "”»"
_BEFORE_CLOSE = ".,!?;:…'’-–—"
_AFTER_OPEN = "'‘$£€#([.…-–—"


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark: its place in the gap, its length (two for ``''``), and which side of a quote it is."""

    at: int
    size: int
    side: Side


@dataclass(frozen=True, slots=True)
class Gap:
    """What a gap says: its quotation marks, and whether a sentence, a clause or a paragraph ends in it."""

    marks: tuple[Mark, ...]
    stop: bool
    comma: bool
    colon: bool
    dash: bool
    bracket: bool
    paragraph: bool


@lru_cache(maxsize=50_000)
def _read(gap: str) -> Gap:
    return Gap(
        marks=tuple(_marks(gap)),
        stop=any(c in gap for c in ".!?…"),
        comma="," in gap or ";" in gap,
        colon=":" in gap,
        dash=any(c in gap for c in "—–―") or "--" in gap or " - " in gap,
        bracket="(" in gap or ")" in gap or "[" in gap or "]" in gap,
        paragraph="\n" in gap,
    )


def read_gap(gap: str) -> Gap:
    """Return what ``gap`` says; gaps longer than 200 characters are read from their ends."""
    return _read(gap if len(gap) <= 200 else gap[:100] + gap[-100:])


def _marks(gap: str) -> list[Mark]:
    marks: list[Mark] = []
    i = 0
    while i < len(gap):
        c = gap[i]
        pair = gap[i : i + 2]
        if pair in ("''", "``", "‘‘", "’’") and gap[i : i + 3] not in ("'''",):
            side: Side = "open" if pair in ("``", "‘‘") else "close" if pair == "’’" else _side(gap, i, 2)
            marks.append(Mark(i, 2, side))
            i += 2
            continue
        if c in _OPENS:
            # German and Swedish papers close with the mark that English opens with.
            marks.append(
                Mark(i, 1, "open" if i + 1 == len(gap) or not gap[i + 1 :].startswith((" ", "\n")) else "either")
            )
        elif c in _CLOSES:
            marks.append(Mark(i, 1, "close"))
        elif c in '"＂':
            marks.append(Mark(i, 1, _side(gap, i, 1)))
        i += 1
    return marks


def _side(gap: str, at: int, size: int) -> Side:
    before = gap[at - 1] if at else "w"
    after = gap[at + size] if at + size < len(gap) else "w"
    space_before, space_after = before.isspace(), after.isspace()
    if before == "w" and after == "w":
        return "either"
    if space_before and not space_after:
        return "open"
    if space_after and not space_before:
        return "open" if before in "([—" and after not in " \n" else "close"
    if space_before and space_after:
        return "either"
    if after == "w":
        return "close" if before in ".,!?" and at == 1 else "open"
    if before == "w":
        return "open" if after in _AFTER_OPEN and after not in ".-–—…" else "close"
    if before in _BEFORE_CLOSE and after not in "([":
        return "close"
    return "either"
