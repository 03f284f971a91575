"""Tells names that are nobody's: of places, firms, papers and bodies, however likely they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.names.roles import ADDRESS, role_around, role_before
from archive.restore.names.things import told_as_things
from archive.restore.values import Mention
from archive.restore.words import Words
from index.names import SUFFIXES

VERY_SURE = 0.9
"""A name that nothing beside it tells to be a person's is one only when it is as likely as this."""

_MARKED_SURE = 0.85
"""The same of single names in copy that kept its marks: of 61 that were as likely as this, but less than the other, 57
were people's.
"""

Placed = tuple[Mention, int, int]
"""A mention with its first word and the word behind its last."""

_IN_PLACES = frozenset(["in", "at", "from", "near", "across", "outside", "off", "throughout", "around", "inside"])
_SHORTEST = 3
_LEFT_OUT = frozenset(["of", "for", "on", "in", "and", "the", "to", "against"])
_TITLES = word_set("short_titles")
_DEMONYMS = ("n", "an", "ian", "ese", "ish")


def nobodies(words: Words, placed: Sequence[Placed], *, folded: bool = False, unmarked: bool = False) -> frozenset[str]:
    """Return the single names, in small letters, that name no person; ``folded`` tells that commas are only guessed,
    ``unmarked`` that all marks are.
    """
    alone = [(m, a) for m, a, b in placed if b - a == 1]
    surnames = {words.low[b - 1] for _, a, b in placed if b - a > 1}
    full = surnames | {words.low[past_initials(words, a, b)] for _, a, b in placed if b - a > 1}
    places = _places(words, [a for _, a in alone if words.low[a] not in surnames])
    firms = _firms(words, [a for _, a in alone if words.low[a] not in surnames])
    listed: frozenset[int] = frozenset() if folded else _listed(words, placed)
    untold = [(m, a) for m, a in alone if words.low[a] not in full]
    things = _things(words, [a for _, a in untold])
    things |= told_as_things(words, placed, {words.low[a] for _, a in untold}, folded=folded)
    return places | firms | things | _doubtful(words, untold, listed, VERY_SURE if unmarked else _MARKED_SURE)


def past_initials(words: Words, a: int, b: int) -> int:
    """Return the first word of a name that is more than initials: ``YS Lalit Rao``."""
    while a < b - 1 and len(words.word[a]) < _SHORTEST and words.word[a].isupper():
        a += 1
    return a


def of_a_thing(words: Words, first: int, last: int, *, unmarked: bool = False) -> bool:
    """Return whether a name belongs to a body or a place: ``Kerry Street``, ``Harrow-Quill Act``, ``Jebel Ali``, ``J.P.
    Harrow analysts``; ``unmarked`` tells that marks are only restored: an ampersand may have been the stroke of
    ``Al - Harrow``.
    """
    bodies = word_set("thing_words")
    if last > first and words.low[first] not in lexicon().first_names:
        if words.low[first] in word_set("place_heads"):
            return (role_before(words, first) or role_around(words, first, last)) is None
        if words.low[last] in bodies:
            return role_before(words, first) is None
    if _behind_a_vessel(words, first) or _behind_a_storm(words, first):
        return True
    if not unmarked and " & " in words.gap[first + 1 : last + 1]:
        return True
    after = last + 1
    if after < len(words) and words.gap[after] == "-" and words.word[after].istitle():
        after += 1
    junior = words.low[last] in SUFFIXES
    if after >= len(words) or words.gap[after] not in (" ", ". " if junior else " "):
        return False
    if last > first and words.word[after] in word_set("firm_people"):
        return True
    if first and words.low[first - 1] == "the" and words.low[after] in word_set("named_after"):
        return True
    if words.low[after] not in bodies:
        return False
    return words.word[after][0].isupper() and not words.word[last].isupper()


def _behind_a_vessel(words: Words, i: int) -> bool:
    """Return whether a word for a ship stands before word ``i``, or before its title: ``cruiser Admiral Quill``."""
    if i and words.gap[i] == " " and words.word[i - 1].istitle() and words.low[i - 1] in lexicon().titles:
        i -= 1
    return i > 0 and words.gap[i] == " " and _is_vessel(words, i - 1)


def _is_vessel(words: Words, i: int) -> bool:
    """Return whether word ``i`` is for a ship: no mail carrier, but a bulk carrier."""
    carrier = words.low[i] == "carrier" and i > 0 and words.low[i - 1] in ("aircraft", "bulk")
    return carrier or words.low[i] in word_set("vessels")


def is_role(low: str) -> bool:
    """Return whether a word by itself is a role, not a name: ``Glaciologist``."""
    return low in lexicon().heads and low not in lexicon().first_names


def _places(words: Words, alone: Sequence[int]) -> frozenset[str]:
    """Return the names that stand where places stand more often than where people do."""
    balance: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for a in alone:
        low = words.low[a]
        before = words.low[a - 1] if a and words.gap[a] in (" ", "  ", ". ") else ""
        within = before in _IN_PLACES and not _is_owner(words, a)
        balance[low] += (within or _owns(words, a) or _led(words, a)) - _speaks(words, a)
        total[low] += 1
    return frozenset(low for low, n in balance.items() if n > 0 and 4 * n >= total[low])


def _speaks(words: Words, a: int) -> bool:
    """Return whether a role stands before a name, or a verb of saying or ``who`` behind it."""
    lex = lexicon()
    before = words.low[a - 1] if a and words.gap[a] in (" ", "  ", ". ") else ""
    after = words.low[a + 1] if a + 1 < len(words) and words.gap[a + 1] == " " else ""
    return before in lex.heads or before in ADDRESS or after in lex.cues or after == "who"


def _owns(words: Words, a: int) -> bool:
    """Return whether a name owns what only countries, cities and clubs have: ``Lorn's capital``."""
    if a + 2 >= len(words) or not _is_owner(words, a):
        return False
    return words.low[a + 2] in word_set("belongings") or _is_full_name(words, a + 2)


def _is_owner(words: Words, a: int) -> bool:
    """Return whether a name owns what stands behind it, so that no word before it tells a place: ``in Quill's car``."""
    return a + 1 < len(words) and words.low[a + 1] == "s" and words.gap[a + 1] in ("'", "’")


def _is_full_name(words: Words, i: int) -> bool:
    """Return whether word ``i`` is a given name with another word of a name behind it: ``Lorn's Maria Quill``."""
    follows = i + 1 < len(words) and words.gap[i + 1] == " " and words.word[i + 1][0].isupper()
    return follows and words.word[i][0].isupper() and words.low[i] in lexicon().first_names


def _led(words: Words, a: int) -> bool:
    """Return whether a name is of what somebody leads or plays for: ``Lorn coach Maria Quill``."""
    if a + 2 >= len(words) or words.gap[a + 1] != " " or words.gap[a + 2] != " ":
        return False
    return words.low[a + 1] in word_set("leaders") and words.word[a + 2][0].isupper()


def _firms(words: Words, alone: Sequence[int]) -> frozenset[str]:
    """Return the names that are those of firms, papers or bodies: ``Ruch SA``, ``the Gazette``, ``DOC``, also where the
    capitals of such letters are lost: ``the Port Office of Lorn (Pool)``.
    """
    forms, papers = word_set("firm_words"), phrases("papers")
    found: set[str] = set()
    for a in alone:
        b = a + 1
        firm = b < len(words) and words.gap[b] in (" ", ", ") and words.low[b] in forms
        letters = words.word[a].isupper() and len(words.word[a]) > 2 and not _loud(words, a)
        if firm or letters or (words.low[a],) in papers or _is_spelled(words, a):
            found.add(words.low[a])
    return frozenset(found)


def _is_spelled(words: Words, a: int) -> bool:
    """Return whether a name is made of the first letters of the words before it, but for small ones.

    ``untold`` is how many of its letters may be left, since a small word may give one or none.
    """
    letters = words.low[a]
    if words.gap[a] not in (" (", ", ") or len(letters) < _SHORTEST:
        return False
    untold, i = {len(letters)}, a
    while i and untold and 0 not in untold:
        i -= 1
        small = words.word[i].islower() and words.low[i] in _LEFT_OUT
        told = {left - 1 for left in untold if words.low[i][0] == letters[left - 1]}
        untold = told | untold if small else told
    return 0 in untold


def _things(words: Words, alone: Sequence[int]) -> frozenset[str]:
    """Return the names that are somewhere those of a storm or a ship: ``Hurricane Ada``, ``the trawler Ada``."""
    wanted = {words.low[a] for a in alone}
    return frozenset(
        low
        for i, low in enumerate(words.low)
        if low in wanted and (_behind_a_vessel(words, i) or _behind_a_storm(words, i))
    )


def _behind_a_storm(words: Words, i: int) -> bool:
    """Return whether a word for a storm stands before word ``i``."""
    stormy = i > 0 and words.gap[i] == " " and words.low[i - 1] in word_set("storms")
    return stormy and (words.low[i - 1] != "storm" or words.word[i - 1].istitle())


def _loud(words: Words, i: int) -> bool:
    """Return whether the words around word ``i`` are in capitals too."""
    near = [w for w in words.word[max(0, i - 4) : i + 5] if len(w) > 2]
    return sum(w.isupper() for w in near) > 2


def _doubtful(words: Words, alone: Sequence[tuple[Mention, int]], listed: Set[int], sure: float) -> frozenset[str]:
    """Return the names that belong to nobody named in full, have no role or speech beside them anywhere, and either
    have a people of their own (``Lornan``) or are nowhere as likely as ``sure``: countries, firms and ships that no
    list knows.
    """
    told: dict[str, bool] = {}
    likely: dict[str, float] = {}
    for m, a in alone:
        low = words.low[a]
        speaks = a + 1 < len(words) and words.low[a + 1] in lexicon().cues
        titled = a > 0 and (words.low[a - 1] in ADDRESS or words.low[a - 1] in _TITLES)
        given = low in lexicon().first_names and low not in lexicon().places and low not in lexicon().word_names
        beside = given or speaks or titled or a in listed or _introduced(words, a) or role_before(words, a) is not None
        told[low] = told.get(low, False) or beside
        likely[low] = max(likely.get(low, 0.0), m.probability)
    untold = {low for low, known in told.items() if not known}
    if not untold:
        return frozenset()
    present = frozenset(words.low)
    return frozenset(low for low in untold if likely[low] < sure or _has_people(low, present))


def _listed(words: Words, placed: Sequence[Placed]) -> frozenset[int]:
    """Return the first words of single names that stand in a list with names that are surely of people."""
    found: set[int] = set()
    row: list[Placed] = []
    for p in [*placed, None]:
        if p and row and _goes_on(words, row[-1][2], p[1]):
            row.append(p)
            continue
        if len(row) > 1 and any(b - a > 1 or m.probability >= VERY_SURE for m, a, b in row):
            found.update(a for _, a, b in row if b - a == 1)
        row = [p] if p else []
    return frozenset(found)


def _goes_on(words: Words, end: int, first: int) -> bool:
    """Return whether only a comma, a semicolon or ``and`` stand between a name and the next."""
    if first == end:
        return words.gap[end] in (", ", "; ")
    return first == end + 1 and words.low[end] == "and" and words.gap[end] in (" ", ", ") and words.gap[first] == " "


def _introduced(words: Words, a: int) -> bool:
    """Return whether words around a name bring in a person: ``their son, Quill``, ``Quill (27)``."""
    before = words.low[a - 1] if a and words.gap[a] in (" ", ", ") else ""
    if before in word_set("kin") or (before in ("surnamed", "aged") and words.gap[a] == " "):
        return True
    if a + 1 < len(words) and words.low[a + 1].isdigit() and _scores(words, a):
        return True
    if a + 1 >= len(words) or words.gap[a + 1] not in (", ", " ("):
        return False
    after, closes = words.low[a + 1], words.gap[a + 2][:1] in (",", ")")
    return (closes and len(after) == 2 and after.isdigit()) or (after == "who" and words.gap[a + 1] == ", ")


def _scores(words: Words, a: int) -> bool:
    """Return whether a row of a scorecard tells of a batsman or a bowler: ``b Quill 12``, ``Quill 24-6-71-4``."""
    if words.gap[a + 1] != " ":
        return False
    return (a > 0 and words.word[a - 1] == "b" and words.gap[a] == " ") or [*words.gap[a + 2 : a + 5]] == ["-"] * 3


def _has_people(low: str, present: frozenset[str]) -> bool:
    """Return whether a word for the people of a place is in the text."""
    if len(low) < 4:
        return False
    forms = [low + ending for ending in _DEMONYMS]
    if len(low) > 4:
        forms += [low[:-1] + ending for ending in _DEMONYMS[1:]]
    return any(form in present for form in forms)
