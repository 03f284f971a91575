"""Tells what the words of a noun say of the person it means: ``the former senator``, ``a woman who lives nearby``."""

from __future__ import annotations

from collections.abc import Sequence

from archive.restore.lexicon import keyed_list, lexicon, word_set
from archive.restore.rules.opening import is_place
from archive.restore.words import WORD

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


def person_of(words: Sequence[str]) -> str | None:
    """Return the noun of a description of one person: ``A woman who lives nearby``, ``the minister``, ``one of us``."""
    if len(words) < _LEAST or words[0] not in INDEFINITE | OWNERS | {"the"}:
        return None
    if words[0] == "one" and words[1] == "of":
        return words[0]
    end = next((i for i, w in enumerate(words) if i and (w in ALONGSIDE or w in QUALIFIERS)), len(words))
    head = words[end - 1]
    return head if head in lexicon().heads or head in SEXES or head in UNSEXED else None


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
