"""Reads the day of a story from its dateline, from a line of its own above it, or from how an agency signed it off."""

from __future__ import annotations

from itertools import pairwise

from archive.extract.masthead import Masthead
from archive.extract.openings.parts import Opening
from archive.extract.stamps import MONTHS, PUBLISHED, day_of, is_stamp, signed_off
from archive.restore.words import Words
from index.article import Published

_FIRST_LINES = 60


def published_of(words: Words, body: str, opening: Opening | None, above: Masthead | None) -> Published | None:
    """Return the day printed with its year in the dateline, or else alone on one of the first lines, or at the end.

    ``words`` are those of the beginning of ``body``.
    """
    if opening and opening.date:
        day = day_of(list(words.low[opening.date[0] : opening.date[1] + 1]))
        if day:
            return day
    lines = [i for i, gap in enumerate(words.gap[: len(words)]) if not i or "\n" in gap]
    for i, stop in pairwise(lines):
        if i >= _FIRST_LINES:
            break
        low = words.low[i:stop]
        at = next((n for n, word in enumerate(low) if word in PUBLISHED), 0)
        low = low[at:] if is_stamp(low[at:]) else low
        if (len(low) <= 8 or is_stamp(low)) and (day := day_of(list(low))):
            return day
    told = above.day if above else None
    return (
        (day_of(words.low[slice(*told)]) if told else None)
        or (_above(words, opening) if opening else None)
        or signed_off(body)
    )


def _above(words: Words, opening: Opening) -> Published | None:
    """Return the day that is spelled with its year above the dateline of copy that lost its line ends."""
    photo = list(words.low[:2]) == ["file", "photo"] or list(words.low[:3]) == ["file", "in", "this"]
    begin = next((i for i in range(1, opening.first) if "\n" in words.gap[i]), opening.first) if photo else 0
    for i in range(begin, opening.first - 2):
        low = list(words.low[i : i + 3])
        if (
            (low[0] in MONTHS or low[0].isdigit())
            and all(w in MONTHS or w.isdigit() for w in low)
            and (day := day_of(low))
        ):
            return day
    return None
