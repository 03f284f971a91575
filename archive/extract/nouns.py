"""Tells what the words of a noun say of the person it means: ``the former senator``, ``a woman who lives nearby``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from archive.restore.lexicon import keyed_list, lexicon, word_set
from archive.restore.rules.opening import is_place
from archive.restore.words import WORD, Words
from index.values import dataclass

INDEFINITE = frozenset(["a", "an", "one", "another"])
OWNERS = frozenset(["his", "her", "their", "my", "our"])
QUALIFIERS = word_set("qualifiers")
ALONGSIDE = frozenset(["and", "or", "who", "himself", "herself", "also"]) | word_set("prepositions")
PARENTS = {"mum": "f", "mom": "f", "mother": "f", "dad": "m", "father": "m", "parent": None}
SEXES = {"man": "m", "boy": "m", "gentleman": "m", "woman": "f", "girl": "f", "lady": "f"}
UNSEXED = frozenset(
    [
        "resident",
        "passerby",
        "onlooker",
        "bystander",
        "motorist",
        "pensioner",
        "shopper",
        "commuter",
        "source",
        "person",
        "homeowner",
        "foreman",
        "juror",
    ]
)

_LONG = 5
"""One more than the words of a place may be."""

_LEAST = 2
"""Words of a description of somebody at least."""


def without_place(lead: list[str]) -> list[str]:
    """Return the words before a name less a place that they end with: ``the ambassador to Syria``."""
    for size in range(1, min(_LONG, len(lead))):
        if lead[-size - 1] in QUALIFIERS and is_place(lead[-size:]):
            return lead[: -size - 1]
    return lead


@dataclass(frozen=True, slots=True)
class Noun:
    """What the words of a noun tell: ``kind`` by what it begins with, ``what`` its head is."""

    head: str
    kind: str
    what: str
    core: tuple[str, ...]
    gender: str | None
    qualified: bool
    by_kind: bool


@lru_cache(maxsize=4096)
def _noun_of(words: tuple[str, ...]) -> Noun:
    begin = next((i + 1 for i in range(len(words) - 1, 0, -1) if words[i] == "s"), 0)
    end = next((i for i, w in enumerate(words) if i > begin and (w in ALONGSIDE or w in QUALIFIERS or w in ("of", "that", "which"))), len(words))
    heads = lexicon().heads
    core = words[begin:end]
    head = core[-1] if core else ""
    if head not in heads and head not in SEXES:
        head = next((w for w in reversed(core) if w in heads and w not in lexicon().modifiers), head)
    first = words[0] if words else ""
    if begin:
        kind = "owned"
    elif first in INDEFINITE:
        kind = "a"
    elif first in OWNERS or first == "its":
        kind = "his"
    elif first in ("the", "this", "that"):
        kind = "the"
    elif first in word_set("unknown"):
        kind = "some"
    else:
        kind = "bare"
    if core and core[-1].endswith("s") and (core[-1][:-1] in heads or core[-1][:-1] in SEXES or core[-1] in word_set("firm_people")):
        what = "several"
    elif core and core[-1] == head and (head in heads or head in UNSEXED):
        what = "person"
    elif head in SEXES or head in PARENTS:
        what = "man"
    elif head in heads:
        what = "person within"
    elif head in lexicon().organisations:
        what = "body"
    else:
        what = "thing"
    gender = SEXES.get(head) or PARENTS.get(head) or gender_of_noun(head)
    core = tuple(w for w in core if w not in INDEFINITE and w not in OWNERS and w not in ("the", "its", "this", "that"))
    return Noun(head, kind, what, core, gender, end < len(words), first == "the" and len(words) < 6 and tells_by_kind(words))


def noun_of(words: Sequence[str]) -> Noun:
    """Return what the words of a noun tell of whom it means."""
    return _noun_of(tuple(words))


def introduced(words: Words, at: int) -> int:
    """Return the word that tells of somebody unnamed behind ``a`` or ``an``, 0 for none: ``a tall woman``."""
    low, gap = words.low, words.gap
    for k in range(at + 1, min(at + 4, len(low))):
        if gap[k] != " ":
            return 0
        if low[k] in SEXES or (low[k] in lexicon().heads and (k + 1 == len(low) or gap[k + 1] != " " or low[k + 1] not in lexicon().heads)):
            following = words.word[k + 1][:1] if k + 1 < len(low) else ""
            return 0 if following.isupper() and gap[k + 1] in (" ", ", ") else k
    return 0


def tells_by_kind(words: Sequence[str]) -> bool:
    """Return whether a noun tells where somebody is from, how old or of how many a parent: ``the Scot``, ``the
    25-year-old``, ``the mother of three``.
    """
    if words[-2:-1] == ["of"] and not PARENTS.keys().isdisjoint(words[-3:-2]):
        return True
    old = "year" in words and "old" in words and words[-1] not in UNSEXED | SEXES.keys()
    if "of" in words or (words[-1].endswith("s") and words[-1] != "swiss"):
        return False
    return old or words[-1] in word_set("countrymen") or (len(words) > 1 and words[-1] in lexicon().nationalities)


def role_words(roles: Sequence[str]) -> frozenset[str]:
    """Return the words of roles with the nouns that stand for their titles: ``Father`` makes a priest."""
    words = {w for r in roles for w in WORD.findall(r.lower())}
    synonyms = keyed_list("titles")
    return frozenset(words | {s for w in words for s in synonyms.get(w, ())})


def gender_of_noun(head: str) -> str | None:
    """Return "m" or "f" for a noun that only a man or only a woman bears: ``spokesman``, ``widow``; else None."""
    return "f" if head in word_set("female_titles") else "m" if head in word_set("male_titles") else None
