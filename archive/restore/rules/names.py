"""Proposes stretches of words that may be names: by their capitals, or in copy without capitals by the words."""

from __future__ import annotations

from collections.abc import Iterator

from archive.restore.lexicon import Lexicon
from archive.restore.words import Words
from index.names import SUFFIXES

LONGEST = 7
_JOINS = frozenset((" ", "-", "'", "’", "‐"))


def candidates_by_capitals(words: Words, lex: Lexicon) -> list[tuple[int, int]]:
    """Return the capitalised stretches of mixed-case copy, cut behind titles, roles, places and bodies."""
    found: list[tuple[int, int]] = []
    for run in _runs(words, lex):
        for a, b in _parts(words, *run, lex):
            found.extend(_trim(words, a, b, lex))
    return found


def _runs(words: Words, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each longest stretch that capitals, initials and particles hold together."""
    i, n = 0, len(words)
    word = words.word
    while i < n:
        if not word[i][0].isupper():
            i += 1
            continue
        last = k = i
        while k + 1 < n and k - i < 14:
            nxt, gap = word[k + 1], words.gap[k + 1]
            if not _holds(words, k, gap, nxt):
                break
            if nxt[0].isupper() or (gap in "-‐" and k > i):
                last = k + 1
            elif words.low[k + 1] not in lex.particles:
                break
            k += 1
        yield i, last
        i = last + 1


def _holds(words: Words, k: int, gap: str, nxt: str) -> bool:
    """Return whether the gap after word ``k`` can stand within a name."""
    if gap in _JOINS:
        return not (gap in "'’" and nxt in ("s", "S"))
    if gap in (". ", ".") and len(words.word[k]) == 1:
        return True
    if gap == ". " and words.low[k] in ("st", "jr"):
        return True
    return gap == ", " and words.low[k + 1] in ("jr", "sr")


def _cuts(words: Words, k: int, first: int, last: int, lex: Lexicon) -> bool:
    """Return whether word ``k`` of a capitalised stretch cannot belong to the name that follows it."""
    low, word = words.low[k], words.word[k]
    if low in lex.nationalities or low in lex.organisations:
        return not (low in lex.first_names and k == first < last)
    if (low in lex.heads or low in lex.modifiers) and k < last:
        return not (low in lex.first_names and k == first and last == k + 1)
    if low in lex.places and k < last:
        return low not in lex.first_names
    if len(word) > 1 and word.isupper() and not word.isdigit() and low not in SUFFIXES:
        return len(word) > 3 or low not in lex.first_names
    if any(c.isdigit() for c in word):
        return True
    return k == first and low in lex.common and low not in lex.first_names


def _parts(words: Words, a: int, b: int, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch between the everyday words of a headline: ``Beck Says Trump Is a Threat``."""
    first = a
    for k in range(a, b + 1):
        low = words.low[k]
        if b - a < 2 or k == a:
            continue
        if (low in lex.common or low in lex.cues or low in lex.weak_cues) and low not in lex.first_names:
            if k > first:
                yield first, k - 1
            first = k + 1
    if first <= b:
        yield first, b


def _trim(words: Words, a: int, b: int, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield what remains of a stretch behind its last cut."""
    if _all_capitals(words, a, b):
        return
    first = a
    for k in range(a, b + 1):
        if _cuts(words, k, first, b, lex):
            first = k + 1
    while first <= b and words.low[first] in lex.particles and not words.word[first][0].isupper():
        first += 1
    if first + 1 < b and words.low[first] == "of":
        return
    if first <= b and b - first < LONGEST and (b > first or len(words.word[first]) > 1):
        yield first, b


def _all_capitals(words: Words, a: int, b: int) -> bool:
    return b - a >= 3 and all(words.word[k].isupper() for k in range(a, b + 1) if len(words.word[k]) > 1)


def candidates_by_words(words: Words, lex: Lexicon) -> list[tuple[int, int]]:
    """Return the stretches of copy without capitals that given names, titles and roles make likely names."""
    found: list[tuple[int, int]] = []
    i, n = 0, len(words)
    while i < n:
        size = _name_at(words, i, lex)
        if size:
            found.append((i, i + size - 1))
            i += size
        else:
            i += 1
    return found


def _plain(words: Words, i: int, lex: Lexicon) -> bool:
    """Return whether word ``i`` could be part of a name."""
    low = words.low[i]
    return (
        low not in lex.common
        and low not in lex.heads
        and low not in lex.cues
        and low not in lex.nationalities
        and low not in lex.places
        and low not in lex.organisations
        and len(low) > 1
        and low.isalpha()
    )


def _name_at(words: Words, i: int, lex: Lexicon) -> int:
    """Return how many words from ``i`` on are a name."""
    low, gap, n = words.low, words.gap, len(words)
    before = low[i - 1] if i else ""
    titled = i > 0 and len(gap[i]) <= 2 and before in lex.titles
    beside_role = (
        i > 0
        and len(gap[i]) == 1
        and (before in lex.heads or (i > 2 and low[i - 2] == "of" and low[i - 3] in lex.heads))
    )
    first = low[i] in lex.first_names and (low[i] not in lex.word_names or titled or beside_role)
    if not first and not ((titled or beside_role) and _plain(words, i, lex)):
        return 0
    k = i + 1
    if k < n and len(low[k]) == 1 and low[k].isalpha() and low[k] not in ("s", "a", "i", "t") and len(gap[k]) == 1:
        k += 1
    while k + 1 < n and low[k] in lex.particles and gap[k] in (" ", "-") and gap[k + 1] in (" ", "-"):
        k += 1
    if k < n and _near(gap[k]) and (_plain(words, k, lex) or (first and _surname_by_context(words, k, lex))):
        if (
            k + 1 < n
            and gap[k + 1] == " "
            and low[k] in lex.first_names
            and _plain(words, k + 1, lex)
            and low[k + 1] != "s"
        ):
            k += 1
        return k - i + 1
    return 1 if titled and _plain(words, i, lex) else 0


def _near(gap: str) -> bool:
    return gap in (" ", "-", "'", "’", ". ") or gap == "  "


def _surname_by_context(words: Words, k: int, lex: Lexicon) -> bool:
    """Return whether an everyday word after a given name is a surname: words of saying or a possessive follow it."""
    low, n = words.low, len(words)
    return (
        k + 1 < n
        and low[k] not in lex.organisations
        and low[k] not in lex.cues
        and len(low[k]) > 2
        and (low[k + 1] in lex.cues or (low[k + 1] == "s" and len(words.gap[k + 1]) == 1))
    )
