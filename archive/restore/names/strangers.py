"""Tells names of several words that stand only where places and things do: ``in Lorn Valda``, ``the Azra Nomi``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.doubting import VERY_SURE, Placed
from archive.restore.names.roles import ADDRESS, role_after, role_before
from archive.restore.names.things import are_things
from archive.restore.words import Words

Name = tuple[str, ...]

PLACING = frozenset(["in", "at", "near", "across", "outside", "throughout", "inside", "the", "its", "their"])
"""Words before a name that seldom stand before a person's."""

_APPOSED = word_set("articles") | word_set("owners") | {"who", "whose"}


def strangers(words: Words, placed: Sequence[Placed], *, folded: bool) -> frozenset[Name]:
    """Return names of several words, in small letters, that are likelier those of places and things than of people.

    Theirs is no given name that is known, they are never shortened, and the article tells that they are things
    (:mod:`.things`), or they have no role, verb of saying or age beside them and are nowhere very likely. Over three
    sources with gold, 1 of 8 names of the last kind was a person's that stood only behind words of places or ``the``,
    and none of 3 beside a word for a thing.
    """
    single = {words.low[a] for _, a, b in placed if b - a == 1}
    found: dict[Name, list[Placed]] = defaultdict(list)
    for m, a, b in placed:
        if b - a > 1 and words.low[a] not in lexicon().first_names and not {words.low[a], words.low[b - 1]} & single:
            found[tuple(words.low[a:b])].append((m, a, b))
    taken = bytearray(len(words) + 1)
    for _, a, b in placed:
        taken[a:b] = b"\x01" * (b - a)
    return frozenset(
        name
        for name, standing in found.items()
        if _strange(words, standing) or are_things(words, standing, taken, folded=folded)
    )


def _strange(words: Words, standing: Sequence[Placed]) -> bool:
    """Return whether a name with the places in which it stands is nobody's."""
    if max(m.probability for m, _, _ in standing) >= VERY_SURE or any(_told(words, a, b) for _, a, b in standing):
        return False
    if any(_beside_a_thing(words, a, b) for _, a, b in standing):
        return True
    return all(a > 0 and words.gap[a] == " " and words.low[a - 1] in PLACING for _, a, _ in standing)


def _told(words: Words, a: int, b: int) -> bool:
    """Return whether anything at a name tells that it is a person's: initials, a role, speech, age, an aside."""
    low, gap, lex = words.low, words.gap, lexicon()
    if any(len(low[i]) < 2 for i in range(a, b)):
        return True
    if a and (low[a - 1] in ADDRESS or low[a - 1] in lex.cues or low[a - 1] in lex.heads):
        return True
    if b < len(words):
        spoken = low[b] in lex.cues or low[b] in lex.weak_cues or low[b] in _APPOSED or low[b] == "s"
        if spoken or (gap[b] in (", ", " (") and len(low[b]) == 2 and low[b].isdigit()):
            return True
    return (role_before(words, a) or role_after(words, b - 1)) is not None


def _beside_a_thing(words: Words, a: int, b: int) -> bool:
    """Return whether a word for a thing stands right before or behind a name, or who plays for it and a person."""
    things = word_set("thing_words")
    if a and words.gap[a] == " " and words.low[a - 1] in things:
        return True
    if b >= len(words) or words.gap[b] != " ":
        return False
    low = words.low[b]
    if low in word_set("leaders"):
        return b + 1 < len(words) and words.gap[b + 1] == " " and words.word[b + 1][0].isupper()
    return words.word[b].islower() and (low in things or low.removesuffix("s") in things)
