"""Tells what the words of a noun say of whom it means: ``the former senator``, ``a woman who lives nearby``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from archive.extract.openings.parts import is_place
from archive.restore.lexicon import keyed_list, lexicon, word_set
from archive.restore.words import WORD, Words
from index.values import dataclass

INDEFINITE = frozenset(["a", "an", "one", "another"])
OWNERS = frozenset(["his", "her", "their", "its", "my", "our"])
DEFINITE = frozenset(["the", "this", "that"])
QUALIFIERS = word_set("qualifiers")
ALONGSIDE = frozenset(["and", "or", "who", "himself", "herself", "also"]) | word_set("prepositions")
BESIDE = frozenset([" ", "'", "’", "-"])
"""Gaps between the words of one noun."""

_ENDS = ALONGSIDE | QUALIFIERS | {"of", "that", "which"}
_PARENTS = {"mum": "f", "mom": "f", "mother": "f", "dad": "m", "father": "m", "parent": None}
_SEXES = {"man": "m", "boy": "m", "gentleman": "m", "woman": "f", "girl": "f", "lady": "f"}
_UNSEXED = frozenset(["passerby", "onlooker", "bystander", "motorist", "source", "person"])
_ALL = word_set("determiners") | DEFINITE

_KNOWN = frozenset(["person", "person by origin", "thing"])
_LONG = 5
"""One more than the words of a place may be."""

_FAR = 4
"""One more than the words between an article and its noun."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: its ``head``, the words of its ``core``, the ``kind`` by what it begins with, ``what`` it names, and the
    gender that it tells; ``known`` is one that may take up somebody who is known: ``the young senator``.
    """

    head: str
    core: tuple[str, ...]
    kind: str
    what: str
    gender: str | None
    known: bool


def noun_of(words: Sequence[str]) -> Noun:
    """Return what the words of a noun, in lower case, tell of whom it means."""
    return _noun_of(tuple(words))


@lru_cache(maxsize=4096)
def _noun_of(words: tuple[str, ...]) -> Noun:
    begin = next((i + 1 for i in range(len(words) - 1, 0, -1) if words[i] == "s"), 0)
    end = next((i for i in range(begin + 1, len(words)) if words[i] in _ENDS), len(words))
    phrase = words[begin:end]
    heads, modifiers = lexicon().heads, lexicon().modifiers
    last = phrase[-1] if phrase else ""
    named = last in heads or last in _SEXES
    head = last if named else next((w for w in reversed(phrase) if w in heads and w not in modifiers), last)
    kind = "owned" if begin else _kind(words[0] if words else "")
    what = "several" if _plural(last) else _what(head, last)
    return Noun(
        head=head,
        core=tuple(w for w in phrase if w not in _ALL),
        kind=kind,
        what=what,
        gender=_SEXES.get(head) or _PARENTS.get(head) or gender_of_noun(head),
        known=kind == "definite" and what in _KNOWN and end == len(words),
    )


def _kind(first: str) -> str:
    if first in INDEFINITE:
        return "indefinite"
    if first in OWNERS:
        return "whose"
    return "definite" if first in DEFINITE else "some" if first in word_set("unknown") else "bare"


def _plural(word: str) -> bool:
    one = word[:-1] if word.endswith("s") else ""
    return one in lexicon().heads or one in _SEXES or tells_by_kind(one) or word in word_set("firm_people")


def _what(head: str, last: str) -> str:
    if tells_by_kind(head):
        return "person by origin"
    if head in _SEXES or head in _PARENTS or head in _UNSEXED or head in lexicon().heads:
        return "person" if head == last else "person within"
    return "body" if head in lexicon().organisations else "thing"


def tells_by_kind(head: str) -> bool:
    """Return whether a noun tells where somebody is from or how old: ``the Scot``, ``the 25-year-old``."""
    return head == "old" or head in word_set("countrymen") or head in lexicon().nationalities


def person_behind(words: Words, at: int) -> int | None:
    """Return the word that names a person behind an article: ``a tall woman``, not ``a pilot, Ana Ruiz``."""
    low, gap, heads = words.low, words.gap, lexicon().heads
    for i in range(at + 1, min(at + _FAR, len(low))):
        if gap[i] != " ":
            return None
        follows = i + 1 < len(low) and gap[i + 1] == " " and low[i + 1] in heads
        if low[i] in _SEXES or (low[i] in heads and not follows):
            named = i + 1 < len(low) and gap[i + 1] in (" ", ", ") and words.word[i + 1][0].isupper()
            return None if named else i
    return None


def without_place(lead: list[str]) -> list[str]:
    """Return the words before a name less a place that they end with: ``the ambassador to Syria``."""
    for size in range(1, min(_LONG, len(lead))):
        if lead[-size - 1] in QUALIFIERS and is_place(lead[-size:]):
            return lead[: -size - 1]
    return lead


def role_words(roles: Sequence[str]) -> frozenset[str]:
    """Return the words of roles with the nouns that stand for their titles: ``Father`` makes a priest."""
    words = {w for r in roles for w in WORD.findall(r.lower())}
    synonyms = keyed_list("titles")
    return frozenset(words | {s for w in words for s in synonyms.get(w, ())})


def gender_of_noun(head: str) -> str | None:
    """Return "m" or "f" for a noun that only a man or only a woman bears: ``spokesman``, ``widow``; else None."""
    return "f" if head in word_set("female_titles") else "m" if head in word_set("male_titles") else None
