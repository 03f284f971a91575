"""Completes the names that were found in a text: titles and roles beside them, surnames that were passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from archive.restore.lexicon import lexicon, word_set
from archive.restore.rules_roles import ADDRESS, role_after, role_before
from archive.restore.values import Mention
from archive.restore.words import Words

SURE = 0.6
"""Names less likely than this lend their surname to no bare word."""

VERY_SURE = 0.9
"""A single name that nothing beside it tells to be a person's is one only when it is as likely as this."""

_IN_PLACES = frozenset(["in", "at", "from", "near", "across", "outside", "off", "throughout", "around", "inside"])
_TITLES = word_set("short_titles")
_SUFFIXES = word_set("name_suffixes")


Placed = tuple[Mention, int, int]
"""A mention with its first word and the word behind its last."""


def completed(words: Words, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions whole and with their roles, those that name no person left out, and with the bare surnames
    of people named in full elsewhere.
    """
    placed = [_whole(words, m) for m in mentions]
    placed = _parted(words, [p for p in placed if p[2] > p[1] and not _of_a_thing(words, p[1], p[2] - 1)])
    nobody = _places(words, placed) | _doubtful(words, placed)
    placed = [(m, a, b) for m, a, b in placed if b - a > 1 or words.low[a] not in nobody]
    surname = {words.low[b - 1] for _, a, b in placed if b - a > 1}
    placed = [(m, a, b) for m, a, b in placed if b - a > 1 or words.low[a] in surname or not _a_role(words.low[a])]
    covered = bytearray(len(words) + 1)
    surnames: dict[str, float] = {}
    for m, a, b in placed:
        covered[a:b] = b"\x01" * (b - a)
        last = b - 1
        while last > a and words.low[last] in _SUFFIXES:
            last -= 1
        if last > a and m.probability >= SURE:
            for word in _lent(words, a, last):
                surnames[word] = max(m.probability, surnames.get(word, 0.0))
    found = [_with_role(words, m, a, b - 1) for m, a, b in placed]
    found.extend(_passed_over(words, surnames, covered))
    return tuple(sorted(found, key=lambda m: m.start))


def _lent(words: Words, first: int, last: int) -> list[str]:
    """Return the words by which a person may be named again: the surname, and what comes first where families do."""
    lex = lexicon()
    found = [words.low[last]] if len(words.low[last]) > 2 else []
    family = words.low[first]
    if family not in lex.first_names and family not in lex.particles and len(family) > 2 and last - first <= 2:
        found.append(family)
    return found


def _whole(words: Words, m: Mention) -> Placed:
    """Return the mention without a title in front, with the suffix or the rest of ``O'Rourke`` behind."""
    first, last = words.first_in((m.start, m.end)), words.last_in((m.start, m.end)) - 1
    last = next((i - 1 for i in range(first + 1, last + 1) if "\n\n" in words.gap[i]), last)
    while first < last and words.low[first] in _TITLES:
        first += 1
    if last < first or (first == last and words.low[first] in _TITLES):
        return m, first, first
    n = len(words)
    cut = last + 1 < n and words.gap[last + 1] in ("'", "’") and words.low[last] in ("o", "d")
    if cut and len(words.low[last + 1]) > 2:
        last += 1
    while last + 1 < n and words.gap[last + 1] in (" ", "-") and words.low[last] in lexicon().particles and first < n:
        last += 1
    if first < last + 1 < n and words.low[last + 1] in _SUFFIXES and words.gap[last + 1] in (" ", ", ", "  "):
        last += 1
    return replace(m, start=words.start[first], end=words.end[last]), first, last + 1


def _a_role(low: str) -> bool:
    """Return whether a word by itself is a role, not a name: ``Glaciologist``."""
    return low in lexicon().heads and low not in lexicon().first_names


def _places(words: Words, placed: Sequence[Placed]) -> frozenset[str]:
    """Return the single names that stand where places stand more often than where people do."""
    lex = lexicon()
    balance: Counter[str] = Counter()
    total: Counter[str] = Counter()
    surnames = {words.low[b - 1] for _, a, b in placed if b - a > 1}
    for _, a, b in placed:
        low = words.low[a]
        if b - a > 1 or low in surnames:
            continue
        before = words.low[a - 1] if a and words.gap[a] in (" ", "  ", ". ") else ""
        after = words.low[b] if b < len(words) and words.gap[b] == " " else ""
        place = before in _IN_PLACES
        person = before in lex.heads or before in ADDRESS or after in lex.cues or after == "who"
        balance[low] += place - person
        total[low] += 1
    return frozenset(low for low, n in balance.items() if n > 0 and 4 * n >= total[low])


def _doubtful(words: Words, placed: Sequence[Placed]) -> frozenset[str]:
    """Return the single names that belong to nobody named in full, have no role or speech beside them anywhere, and are
    nowhere very likely a person's: countries, firms and ships that no list knows.
    """
    full = {words.low[i] for _, a, b in placed if b - a > 1 for i in (a, b - 1)}
    told: dict[str, bool] = {}
    for m, a, b in placed:
        low = words.low[a]
        if b - a > 1 or low in full:
            continue
        speaks = b < len(words) and words.low[b] in lexicon().cues
        titled = a > 0 and (words.low[a - 1] in ADDRESS or words.low[a - 1] in _TITLES)
        beside = speaks or titled or m.probability >= VERY_SURE or role_before(words, a, cased=True) is not None
        told[low] = told.get(low, False) or beside
    return frozenset(low for low, known in told.items() if not known)


def _parted(words: Words, placed: list[Placed]) -> list[Placed]:
    """Return the names with those parted that lost the stop between two: ``Bashar al-Hadi Harrow himself``."""
    bare = {words.low[a] for _, a, b in placed if b - a == 1}
    full = {(words.low[a], words.low[b - 1]) for _, a, b in placed if b - a == 2}
    named = {last for _, last in full}
    out: list[Placed] = []
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
