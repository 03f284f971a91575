"""Restores capitals by rules: at the start of sentences, in names, and in what English always capitalises."""

from __future__ import annotations

from collections.abc import Sequence

from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.rules.opening import agency_at
from archive.restore.values import Mention
from archive.restore.words import Words

_ALWAYS = word_set("always")
_ACRONYMS = word_set("acronyms")
_SMALL = frozenset(["of", "and", "the", "for"])


def capitals(words: Words, mentions: Sequence[Mention]) -> list[bool | str]:
    """Return for each word of copy without capitals how it is to be written: True (first letter), "all", or False."""
    lex = lexicon()
    write: list[bool | str] = [False] * len(words)
    for i, low in enumerate(words.low):
        if low in _ALWAYS or low in lex.nationalities or low in lex.places:
            write[i] = True
        elif low in _ACRONYMS:
            write[i] = "all"
        if _starts_sentence(words, i):
            write[i] = write[i] or True
    _phrases(words, write)
    _initials(words, write)
    for m in mentions:
        _name(words, m, write)
    return write


def _starts_sentence(words: Words, i: int) -> bool:
    gap = words.gap[i]
    if i == 0:
        return True
    if "\n\n" in gap:
        return True
    if any(c in gap for c in "!?") or ("." in gap and len(gap) > 1 and not _abbreviation(words, i - 1)):
        return True
    return gap.endswith(('"', "“")) and ("," in gap or ":" in gap) and len(gap) >= 3


def _abbreviation(words: Words, i: int) -> bool:
    low = words.low[i]
    if len(low) == 1:
        return len(words.gap[i + 1]) < 3
    return low in {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "gen",
        "st",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "no",
        "vs",
    }


def _phrases(words: Words, write: list[bool | str]) -> None:
    lex = lexicon()
    for i in range(len(words) - 1):
        for size in (4, 3, 2):
            chunk = tuple(words.low[i : i + size])
            if len(chunk) == size and (
                chunk in lex.place_phrases or chunk in phrases("bodies") or chunk in phrases("papers")
            ):
                for k in range(i, i + size):
                    if words.low[k] not in _SMALL or k == i:
                        write[k] = True
                break
    for i in range(min(12, len(words))):
        size, canonical = agency_at(words.low, i)
        if size and "(" in words.gap[i]:
            for k in range(i, i + size):
                write[k] = "all" if canonical.lower() != words.low[k] and size == 1 and len(words.low[k]) < 5 else True
            for k in range(i):
                write[k] = "all"
            break


def _initials(words: Words, write: list[bool | str]) -> None:
    """Capitalise letters held together by points: ``U.S.``, ``p.m.`` excepted."""
    for i in range(1, len(words)):
        if words.gap[i] == "." and len(words.low[i]) == 1 and len(words.low[i - 1]) == 1 and words.low[i] != "m":
            write[i] = write[i - 1] = True


def _name(words: Words, m: Mention, write: list[bool | str]) -> None:
    lex = lexicon()
    first, last = words.first_in((m.start, m.end)), words.last_in((m.start, m.end))
    for i in range(first, last):
        inner = first < i < last - 1 or (i == first and first + 1 < last and words.low[i] in ("al", "el"))
        write[i] = not (inner and words.low[i] in lex.particles)
    if m.role and m.role[1] <= m.start:
        a, b = words.first_in(m.role), words.last_in(m.role)
        for i in range(a, b):
            if (
                words.low[i] in lex.titles
                or (words.low[i] in lex.modifiers and _title_follows(words, i, b))
                or (words.low[i] == "state" and i and words.low[i - 1] == "of")
            ):
                write[i] = True


def _title_follows(words: Words, i: int, stop: int) -> bool:
    lex = lexicon()
    return words.low[stop - 1] in lex.titles and all(
        words.low[k] in lex.modifiers or words.low[k] in lex.titles for k in range(i, stop)
    )
