"""Reads the marks between two words: those of quotation, and where a sentence, a clause or a paragraph ends."""

from __future__ import annotations

import re
from functools import lru_cache

from index.values import dataclass

_MARK = re.compile("''(?!')|``|‘‘|’’|[\"“”„«»＂]")


@dataclass(frozen=True, slots=True)
class Gap:
    """What a gap says: where its double quotation marks stand in it, and what else ends in it."""

    marks: tuple[int, ...]
    stop: bool
    comma: bool
    colon: bool
    dash: bool
    bracket: bool


@lru_cache(maxsize=50_000)
def _read(gap: str) -> Gap:
    return Gap(
        marks=tuple(mark.start() for mark in _MARK.finditer(gap)),
        stop=any(c in gap for c in ".!?…"),
        comma="," in gap or ";" in gap,
        colon=":" in gap,
        dash=any(c in gap for c in "—–―") or "--" in gap or " - " in gap,
        bracket="(" in gap or ")" in gap or "[" in gap or "]" in gap,
    )


def read_gap(gap: str) -> Gap:
    """Return what ``gap`` says; gaps longer than 200 characters are read from their ends."""
    return _read(gap if len(gap) <= 200 else gap[:100] + gap[-100:])
