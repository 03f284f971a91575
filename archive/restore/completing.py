"""Completes the names that were found in a text: titles and roles beside them, surnames that were passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive.restore.lexicon import lexicon, word_set
from archive.restore.rules_roles import ADDRESS, role_after, role_before
from archive.restore.values import Mention
from archive.restore.words import Words

SURE = 0.6
"""Names less likely than this lend their surname to no bare word."""

_SUFFIXES = word_set("name_suffixes")


def completed(words: Words, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with their roles, and with the bare surnames of people named in full elsewhere."""
    placed = [(m, words.first_in((m.start, m.end)), words.last_in((m.start, m.end))) for m in mentions]
    placed = [(m, a, b) for m, a, b in placed if b > a and not _of_a_thing(words, a, b - 1)]
    placed = _parted(words, placed)
    covered = bytearray(len(words) + 1)
    surnames: dict[str, float] = {}
    for m, a, b in placed:
        covered[a:b] = b"\x01" * (b - a)
        last = b - 1
        while last > a and words.low[last] in _SUFFIXES:
            last -= 1
        if last > a and m.probability >= SURE and len(words.low[last]) > 2:
            surnames[words.low[last]] = max(m.probability, surnames.get(words.low[last], 0.0))
    found = [_with_role(words, m, a, b - 1) for m, a, b in placed]
    found.extend(_passed_over(words, surnames, covered))
    return tuple(sorted(found, key=lambda m: m.start))


def _parted(words: Words, placed: list[tuple[Mention, int, int]]) -> list[tuple[Mention, int, int]]:
    """Return the names with those parted that lost the stop between two: ``Bashar al-Hadi Harrow himself``."""
    bare = {words.low[a] for _, a, b in placed if b - a == 1}
    full = {(words.low[a], words.low[b - 1]) for _, a, b in placed if b - a == 2}
    named = {last for _, last in full}
    out: list[tuple[Mention, int, int]] = []
    for m, a, b in placed:
        last, before = words.low[b - 1], words.low[b - 2] if b - a > 2 else ""
        both = {before, last} <= bare and last in named and (words.low[a], last) not in full
        if both and words.gap[b - 1] == " ":
            out.append((replace(m, end=words.end[b - 2]), a, b - 1))
            out.append((Mention(words.start[b - 1], m.end, None, m.probability), b - 1, b))
        else:
            out.append((m, a, b))
    return out


def _of_a_thing(words: Words, first: int, last: int) -> bool:
    """Return whether a name belongs to a body or a place: ``Heredia Hospital``, ``Kerry Street``."""
    bodies = word_set("thing_words")
    if words.low[last] in bodies and words.low[first] not in lexicon().first_names and last > first:
        return True
    after = last + 1
    if after >= len(words) or words.gap[after] != " " or words.low[after] not in bodies:
        return False
    return words.word[after][0].isupper() and not words.word[last].isupper()


def _with_role(words: Words, m: Mention, first: int, last: int) -> Mention:
    if m.role is not None:
        return m
    role = role_before(words, first, cased=True) or role_after(words, last, cased=True)
    return replace(m, role=role) if role else m


def _passed_over(words: Words, surnames: dict[str, float], covered: bytearray) -> list[Mention]:
    """Return bare surnames that stand alone with a capital, as no part of a longer name of something else."""
    lex = lexicon()
    found: list[Mention] = []
    for i, low in enumerate(words.low):
        if covered[i] or low not in surnames or not words.word[i][0].isupper():
            continue
        if low in lex.common or low in lex.places or _held(words, i, covered):
            continue
        start, end = words.span(i, i)
        role = role_before(words, i, cased=True)
        found.append(Mention(start, end, role, round(surnames[low] * 0.9, 4)))
    return found


def _held(words: Words, i: int, covered: bytearray) -> bool:
    """Return whether word ``i`` is bound to a capitalised neighbour: ``Ford Motor``, ``Ivanka Trump``."""
    if i + 1 < len(words) and words.gap[i + 1] in (" ", "-") and words.word[i + 1][0].isupper():
        return True
    if i == 0 or words.gap[i] not in (" ", "-", ". "):
        return False
    before = words.low[i - 1]
    if words.gap[i] == ". " and len(before) > 1:
        return False
    if not words.word[i - 1][0].isupper() or before in ADDRESS or before in lexicon().heads:
        return False
    return i > 1 and not covered[i - 1] and words.gap[i - 1] == " "
