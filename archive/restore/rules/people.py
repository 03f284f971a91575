"""Finds person names by rules: titles and roles beside them, given names, and surnames met before in the article."""

from __future__ import annotations

from archive.restore.lexicon import Lexicon, lexicon
from archive.restore.rules.names import candidates_by_capitals, candidates_by_words
from archive.restore.rules.roles import ADDRESS, role_after, role_before
from archive.restore.values import Mention
from archive.restore.words import Words
from index.names import SUFFIXES
from index.values import dataclass

ENOUGH = 3
"""Points of evidence that make two capitalised words a person."""

_NOT_AFTER = frozenset(["the", "a", "an", "in", "at", "near", "from", "via", "inside", "outside"])


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of words that may be a person's name: first and last word, and the points that speak for it."""

    first: int
    last: int
    points: int


def find_mentions(words: Words, *, cased: bool) -> tuple[Mention, ...]:
    """Return the person names of ``words`` in order; ``cased`` tells whether its capitals can be trusted."""
    lex = lexicon()
    spans = candidates_by_capitals(words, lex) if cased else candidates_by_words(words, lex)
    names = [Name(a, b, _points(words, a, b, lex)) for a, b in spans]
    said_alone = _names_with_address(words, names, lex)
    pairs = {(words.low[n.first], words.low[n.last]) for n in names if n.last == n.first + 1}
    names = [_shortened(words, n, pairs) for n in names]
    sure = [n for n in names if n.points + (2 if words.low[n.last] in said_alone else 0) >= ENOUGH]
    surnames, given = _known_words(words, sure, lex)
    taken = {n.first for n in sure}
    found = list(sure)
    for name in names:
        if name.first in taken:
            continue
        again = _short_form(words, name, surnames, given, lex)
        if again:
            found.append(again)
    if not cased:
        covered = {i for n in found for i in range(n.first, n.last + 1)}
        found.extend(_surnames_again(words, surnames, covered, lex))
    found.sort(key=lambda n: n.first)
    return tuple(_mention(words, n, cased=cased) for n in found)


def _shortened(words: Words, name: Name, known: set[tuple[str, str]]) -> Name:
    """Return a long stretch cut to the name that it begins or ends with, where that name stands alone elsewhere."""
    if name.last - name.first < 2:
        return name
    low = words.low
    if (low[name.first], low[name.first + 1]) in known:
        return Name(name.first, name.first + 1, name.points)
    if (low[name.last - 1], low[name.last]) in known:
        return Name(name.last - 1, name.last, name.points)
    return name


def _mention(words: Words, name: Name, *, cased: bool) -> Mention:
    start, end = words.span(name.first, name.last)
    role = role_before(words, name.first, cased=cased) or role_after(words, name.last, cased=cased)
    return Mention(start, end, role, min(0.98, 0.6 + 0.07 * name.points))


def _points(words: Words, a: int, b: int, lex: Lexicon) -> int:
    """Return how much speaks for words ``a`` to ``b`` being a person."""
    low, n = words.low, len(words)
    whole = tuple(low[a : b + 1])
    if whole in lex.place_phrases or low[b] in lex.organisations - lex.first_names or low[b] in lex.nationalities:
        return -9
    if all(w in lex.heads or w in lex.modifiers or w in lex.titles for w in whole):
        return -9
    points = 0
    before = low[a - 1] if a else ""
    near = a > 0 and words.gap[a] in (" ", ". ", "  ")
    if near and (before in lex.heads or before in ADDRESS) and before not in ("republican", "democrat"):
        points += 3
    if near and b > a > 2 and low[a - 2] == "of" and low[a - 3] in lex.heads:
        points += 3
    if b > a:
        points += 3 if low[a] in lex.first_names else 0
        points += 2 if any(len(w) == 1 for w in whole[1:-1]) else 0
        points += 1 if any(w in lex.particles for w in whole[1:-1]) else 0
        points -= 2 if low[a] in lex.places and low[a] not in lex.first_names else 0
        points -= 1 if any(w in lex.organisations for w in whole[:-1]) else 0
    elif low[a] in lex.places or low[a] in lex.nationalities or low[a] in lex.common or low[a] in lex.titles:
        return -9
    if before in _NOT_AFTER and near:
        points -= 2
    if b + 1 < n:
        points += _points_after(words, b, lex, two=b > a)
    return points


def _points_after(words: Words, b: int, lex: Lexicon, *, two: bool) -> int:
    low, gap = words.low, words.gap
    after = low[b + 1]
    if gap[b + 1] == " ":
        return 1 if two and after in lex.cues else 0
    if "," not in gap[b + 1] or not two:
        return 0
    if after.isdigit() and len(after) == 2:
        return 3
    if after == "who":
        return 3
    if after in ("a", "an", "the") or after in lex.modifiers:
        return 2 if any(w in lex.heads for w in low[b + 1 : b + 7]) else 0
    return 1 if after in lex.heads else 0


def _names_with_address(words: Words, names: list[Name], lex: Lexicon) -> set[str]:
    """Return the single words that stand somewhere after a title or before a word of saying."""
    found = set()
    for n in names:
        if n.first != n.last:
            continue
        before = words.low[n.first - 1] if n.first else ""
        after = words.low[n.last + 1] if n.last + 1 < len(words) else ""
        if before in ADDRESS or after in lex.cues or (before in lex.cues and words.gap[n.first] == " "):
            found.add(words.low[n.first])
    return found


def _known_words(words: Words, names: list[Name], lex: Lexicon) -> tuple[set[str], set[str]]:
    """Return the surnames and the given names of people already found."""
    surnames, given = set(), set()
    for n in names:
        last = n.last
        while last > n.first and words.low[last] in SUFFIXES:
            last -= 1
        surnames.add(words.low[last])
        if n.last > n.first and words.low[n.first] in lex.first_names:
            given.add(words.low[n.first])
        if n.last - n.first >= 2 and len(words.low[last - 1]) > 2:
            surnames.add(words.low[last - 1] if words.low[last - 1] not in lex.first_names else words.low[last])
    return surnames, given


def _short_form(words: Words, name: Name, surnames: set[str], given: set[str], lex: Lexicon) -> Name | None:
    """Return a name that repeats part of one already found."""
    low = words.low
    if low[name.last] in lex.organisations and low[name.last] not in surnames:
        return None
    if name.first == name.last:
        if low[name.first] in surnames and (low[name.first] not in lex.places or name.points > 0):
            return Name(name.first, name.last, 3)
        if low[name.first] in given and low[name.first] not in lex.places:
            return Name(name.first, name.last, 1)
        return None
    if low[name.last] in surnames and name.points >= 0 and low[name.first] not in lex.organisations:
        return Name(name.first, name.last, 2)
    return None


def _surnames_again(words: Words, surnames: set[str], covered: set[int], lex: Lexicon) -> list[Name]:
    """Return the later bare surnames of copy without capitals."""
    known = {s for s in surnames if s not in lex.common and s not in lex.places and len(s) > 2}
    found = []
    for i, word in enumerate(words.low):
        if word in known and i not in covered:
            after = words.low[i + 1] if i + 1 < len(words) else ""
            if after not in lex.organisations or after in lex.common:
                found.append(Name(i, i, 3))
    return found
