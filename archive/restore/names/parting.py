"""Parts names that ran into each other, or into a word that begins a sentence: ``Harrow-Quill``, ``But Harrow``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.doubting import Placed
from archive.restore.names.roles import role_before
from archive.restore.words import Words
from index.values import replace

OPENERS = (
    word_set("ends_subject")
    | word_set("auxiliaries")
    | word_set("modals")
    | word_set("starters")
    | word_set("prepositions")
    | {"still", "then", "now", "also", "yet", "even", "only"}
) - {"a", "i", "an", "so", "to", "in", "on", "he", "may", "will", "most"}
"""Words that begin sentences, but for those that begin names somewhere."""

_BETWEEN = frozenset(["-", "–", "/"])
_MISTERS = frozenset(["mr", "mrs", "ms"])
"""Titles that are no part of a name, so that another begins behind them: ``Quill Mr Harrow``."""


def parted(words: Words, placed: Sequence[Placed], *, unmarked: bool) -> list[Placed]:
    """Return the names with those parted that are two, and without a word in front that is of none; ``unmarked`` tells
    that marks are only restored, so that a stop or a stroke between two names may be lost.
    """
    low = words.low
    surnames = {low[b - 1] for _, a, b in placed if b - a > 1 and _versus(words, a, b) < 0}
    placed = [side for one in placed for side in _sides(words, one, surnames)]
    bare = {low[a] for _, a, b in placed if b - a == 1}
    firsts: dict[str, set[str]] = defaultdict(set)
    for _, a, b in placed:
        if b - a == 2 and words.gap[b - 1] not in _BETWEEN and not _opened(words, a, b):
            firsts[low[b - 1]].add(low[a])
    out: list[Placed] = []
    for m, a, b in placed:
        known = low[b - 1] in bare or low[b - 1] in firsts
        if (known and _opened(words, a, b)) or ((known or b - a > 2) and _begins_with_role(words, a, b)):
            m, a = replace(m, start=words.start[a + 1]), a + 1
        for stop in range(a + 1, b - 1):
            if low[stop] in _MISTERS:
                out += [(replace(m, end=words.end[stop - 1]), a, stop)] if stop > a else []
                m, a = replace(m, start=words.start[stop + 1], role=None), stop + 1
        for stop in range(a + 1, b):
            if not unmarked and (_stops(words, a, stop) or (b - a > 2 and words.gap[stop] == "/")):
                out.append((replace(m, end=words.end[stop - 1]), a, stop))
                m, a = replace(m, start=words.start[stop], role=None), stop
        if _are_two(words, a, b, bare, firsts, unmarked=unmarked):
            out.append((replace(m, end=words.end[b - 2]), a, b - 1))
            m, a = replace(m, start=words.start[b - 1], role=None), b - 1
        out.append((m, a, b))
    return out


def _sides(words: Words, one: Placed, surnames: Set[str]) -> list[Placed]:
    """Return a name, or those around the ``v`` of a match or a case: ``Harrow v Quill``, of bare surnames only those of
    people who are named in full.
    """
    m, a, b = one
    i = _versus(words, a, b)
    if i < 0:
        return [one]
    sides = [(replace(m, end=words.end[i - 1]), a, i), (replace(m, start=words.start[i + 1], role=None), i + 1, b)]
    return [(m, a, b) for m, a, b in sides if b - a > 1 or words.low[a] in surnames]


def _versus(words: Words, a: int, b: int) -> int:
    """Return which word of a name is a ``v`` between two, -1 for none; it may be an initial itself: ``Ann V Quill``, or
    stand behind one, ``P v Quill``, but for the Crown's, ``R v Quill``.
    """
    for i in range(a + 1, b - 1):
        if len(words.low[i - 1]) == 1 and words.low[i - 1] != "r":
            continue
        surname = len(words.low[a]) > 1 and words.low[a] not in lexicon().first_names
        capital = words.word[i] == "V" and i == a + 1 and words.gap[i + 1] == " "
        full = words.word[i] == "V" and i > a + 1 and b - i > 2
        if words.word[i] == "v" or full or (capital and surname):
            return i
    return -1


def _stops(words: Words, a: int, i: int) -> bool:
    """Return whether the sentence ends before word ``i`` of a name from word ``a`` on: behind a given name, which is
    never cut short, behind the small letters of ``Adio Nyan'o``, or behind a second word that nobody cuts short.
    """
    low = words.low[i - 1]
    given = low in lexicon().first_names and len(low) > 3
    second = i - a > 1 and len(low) > 2 and low not in word_set("abbreviated_words")
    return words.gap[i] in (". ", ".  ") and (given or second or words.word[i - 1].islower())


def _opened(words: Words, a: int, b: int) -> bool:
    """Return whether a name of two words begins behind a mark with one that begins sentences: ``While Harrow``."""
    opens = b - a == 2 and words.gap[a] != " " and words.low[a] in OPENERS
    return opens and words.low[a] not in lexicon().first_names


def _begins_with_role(words: Words, a: int, b: int) -> bool:
    """Return whether the first word of a name ends a role that begins before: ``Champion Jockey Harrow``."""
    if b - a < 2 or words.low[a] not in lexicon().heads or words.low[a] in lexicon().first_names:
        return False
    role = role_before(words, a + 1)
    return role is not None and role[0] < words.start[a]


def _are_two(words: Words, a: int, b: int, bare: Set[str], firsts: Mapping[str, Set[str]], *, unmarked: bool) -> bool:
    """Return whether the last word of a name is another's: both are known by themselves (``Harrow-Quill``), and where
    a stop may be lost, the second by another full name too (``Bashar al-Hadi Harrow himself``, beside ``John Harrow``).
    """
    if b - a < 2:
        return False
    before, last = words.low[b - 2], words.low[b - 1]
    if b - a == 2:
        return words.gap[b - 1] in _BETWEEN and all(word in bare or word in firsts for word in (before, last))
    lost = unmarked and words.gap[b - 1] == " " and {before, last} <= bare
    return lost and last in firsts and words.low[a] not in firsts[last]
