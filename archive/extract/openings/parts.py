"""What a dateline is made of: its value, the places, days and agencies that words may spell in one, and its gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words
from index.values import dataclass

LONGEST_AGENCY = 4
LONGEST_PLACE, LONGEST_WAY = 5, 8
"""Words of a place at most, and of one that is no place on a map: ``ABOARD A U.S. MILITARY PLANE``."""

WAYS = frozenset(["aboard", "on"])
"""Words that such a one begins with."""

MONTHS = word_set("months")
DAYS = word_set("days")
RISKY = word_set("agency_risky")
"""Short forms of agencies that are words, names or states as well."""

STARTERS = word_set("story_starters")
"""Words that begin a story, and that no place right before them can be the subject of a sentence with."""

_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_YEAR = re.compile("1[789][0-9][0-9]|20[0-9][0-9]")

DASHES = "-–—―‒"
_BARS = ("—", "―")

_AGENCIES = frozenset(["press", "news", "agency", "wire", "newswire", "service"])
"""Last words of agencies."""

_UNLISTED, _ACRONYM = 3, 5
"""Words of an agency on no list, and letters of its short form, at most."""

Kind = Literal["join", "slash", "comma", "open", "dash", "wide", "colon", "line", "other"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline by the numbers of its words, each stretch with its last word included.

    ``places`` holds the cities and ``end`` the first word of the story.
    """

    first: int
    places: tuple[tuple[int, int], ...]
    region: tuple[int, int] | None
    date: tuple[int, int] | None
    agency: tuple[int, int] | None
    canonical: str | None
    end: int


def agency_at(low: Sequence[str], at: int) -> tuple[int, str]:
    """Return the number of words from ``at`` on that name a news agency, and its canonical name; 0 for none."""
    names = phrases("agencies")
    if at >= len(low) or low[at] not in _agency_openers():
        return 0, ""
    for size in range(min(LONGEST_AGENCY, len(low) - at), 0, -1):
        found = names.get(tuple(low[at : at + size]))
        if found:
            return size, found
    return 0, ""


@cache
def _agency_openers() -> frozenset[str]:
    return frozenset(name[0] for name in phrases("agencies"))


def initials_at(low: Sequence[str], at: int) -> tuple[int, str]:
    """Return the same for the letters of its short form, as old papers print it: ``U.P.``, ``A.P.``.

    They are those of regions as well, so that only a day in front of them tells.
    """
    names = phrases("agencies")
    for size in range(LONGEST_AGENCY, 1, -1):
        letters = low[at : at + size]
        found = len(letters) == size == len("".join(letters)) and names.get(("".join(letters),))
        if found:
            return size, found
    return 0, ""


def unlisted_agency(words: Words, at: int) -> tuple[int, str]:
    """Return the same for one on no list between a day and a story: one called so, or an acronym before words that
    begin a sentence: ``Calder Press``, ``WNS A bomb``.
    """
    for end in range(min(at + _UNLISTED, len(words) - 1), at, -1):
        printed, low = words.word[at:end], words.low[at:end]
        if not all(word[0].isupper() for word in printed[:1]) or any(
            "\n" in gap for gap in words.gap[at + 1 : end + 1]
        ):
            continue
        called = low[-1] in _AGENCIES and end - at > 1 and low[0] not in lexicon().common
        called = called or (end - at == 1 and low[0].endswith("press") and low[0] != "press")
        acronym = end - at == 1 and printed[0].isupper() and printed[0].isalpha() and 2 <= len(printed[0]) <= _ACRONYM
        if called or (acronym and words.low[end] in STARTERS and tuple(low) not in phrases("regions")):
            return end - at, " ".join(w if w.isupper() else w.capitalize() for w in printed)
    return 0, ""


def date_at(low: Sequence[str], at: int) -> int:
    """Return the word behind a day that begins at word ``at``: ``July 14``, ``12th March 2019``; ``at`` for none."""
    n = len(low)
    i = at + 1 if at + 1 < n and low[at] in DAYS else at
    if i + 1 >= n:
        return at
    if low[i] in MONTHS or low[i + 1] in MONTHS:
        day, month = (low[i + 1], low[i]) if low[i] in MONTHS else (low[i], low[i + 1])
        if not _DAY.fullmatch(day) or month not in MONTHS:
            return at
        yearly = i + 2 < n and _YEAR.fullmatch(low[i + 2])
        return i + 3 if yearly else i + 2
    iso = i + 2 < n and _YEAR.fullmatch(low[i]) and all(word.isdigit() for word in low[i + 1 : i + 3])
    return i + 3 if iso else at


@cache
def known_places() -> Mapping[tuple[str, ...], str]:
    """Return the cities and countries on the lists: from words in lower case to the name."""
    return {**phrases("towns"), **phrases("countries"), **phrases("cities")}


def is_place(low: Sequence[str]) -> bool:
    """Return whether words in lower case are a city or a country on the lists."""
    return tuple(low) in known_places()


def is_region(low: Sequence[str]) -> bool:
    """Return whether words in lower case are a region or a country on the lists."""
    return tuple(low) in phrases("regions") or tuple(low) in phrases("countries")


def kind_at(words: Words, i: int) -> Kind:
    """Return what the gap in front of word ``i`` can be in a dateline."""
    if i >= len(words):
        return "line"
    gap = words.gap[i]
    if gap.startswith(("/ ", "/.")):
        return "dash"
    opens = gap.endswith(" /") and any(g[:1] == "/" != g for g in words.gap[i + 1 : i + 1 + LONGEST_AGENCY])
    return "open" if opens else _kind_of(gap)


def _kind_of(gap: str) -> Kind:
    """Return what a gap can be in a dateline."""
    if gap == " ":
        return "join"
    if "\n" in gap:
        return "line"
    if "(" in gap:
        return "open"
    if ")" in gap or gap in _BARS:
        return "dash"
    if any(c in DASHES for c in gap.strip(".")) and gap not in DASHES:
        return "dash"
    if "/" in gap or gap.strip() in ("&", ";"):
        return "slash"
    if "," in gap:
        return "comma"
    if ":" in gap:
        return "colon"
    if gap in (" ", "'", "’", ".", ". ") or gap in DASHES:
        return "join"
    return "wide" if not gap.strip() and len(gap) >= 2 else "other"
