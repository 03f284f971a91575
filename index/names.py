"""Names of people taken apart: which of them may be short for which.

A key has the surname (the last word), the words before it, and a suffix such as "jr". Case, accents and marks do not
count, nor do the Arabic article and plain titles: "Bashar al-Assad" and "Mr. Bashar Assad" have one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.words import tokens

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "president", "secretary", "minister", "chancellor", "governor", "gov"}
    | {"senator", "sen", "rep", "general", "gen", "colonel", "col", "captain", "capt", "sergeant", "sgt", "lt"}
)
_MORE_TITLES = frozenset(
    {"pres", "vice", "prime", "congressman", "congresswoman", "representative", "ambassador", "mayor", "attorney"}
    | {"sheriff", "judge", "miss", "madam", "sir", "dame", "prof", "professor", "lieutenant"}
    | {"pope", "cardinal", "archbishop", "bishop", "reverend", "rev"}
)
"""Titles left out of what is asked for, but not of what names are compared by: a pope goes by a given name alone."""

_TITLE = re.compile(r"\s*([^\W\d_]+)\.?\s+(?=.*[^\W_])", re.DOTALL)
_OWNING = re.compile(r"(?<=[^\W_])['’ʼ`´][sS](?![^\W_])")
_ARTICLES = frozenset({"al", "el"})
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "la", "le", "du", "di", "da", "dos", "del", "della", "ter", "ten", "bin", "ibn"}
)
_ELIDED = re.compile(r"(?<![^\W_])[dol]['’ʼ`´](?=[^\W_])", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"\s*(?:al|el)[-‐‑ʼ’']", re.IGNORECASE)
_MAX_WORDS = 5
"""Words before the surname beyond which only whole names are the same."""


class NameKey(NamedTuple):
    """What names are compared by: ``given`` are the words before ``surname``, empty for a surname alone."""

    surname: str
    given: tuple[str, ...]
    suffix: str

    def abbreviations(self) -> Iterator[tuple[str, ...]]:
        """Yield every other ``given`` that may be short for this one: later words left out, words as initials."""
        if len(self.given) > _MAX_WORDS:
            return
        shorter: list[tuple[str, ...]] = [()]
        for word in self.given:
            choices = (word,) if len(word) == 1 else (word, word[0])
            shorter = [(*before, choice) for before in shorter for choice in choices]
            yield from (given for given in shorter if given != self.given)

    def detail(self) -> tuple[int, int]:
        """Return what grows with every word, and every word in full: the order to look for fuller names in."""
        return len(self.given), sum(len(word) > 1 for word in self.given)


def name_key(name: str) -> NameKey | None:
    """Return the key of ``name``, or None where it has no letters or digits."""
    words = tokens(name)
    if len(words) > 1 and words[0][:2] in _ARTICLES and _LEADING_ARTICLE.match(name):
        words = words[1:]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    suffix = ""
    if len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    if not words:
        return None
    surname = words.pop()
    given = tuple(words)
    if len(words) > 1 and not _ARTICLES.isdisjoint(words[1:]):
        given = (words[0], *(word for word in words[1:] if word not in _ARTICLES))
    if given and (_PARTICLES.issuperset(given) or (len(given) == 1 and len(given[0]) == 1 and _ELIDED.search(name))):
        given = ()
    return NameKey(surname, given, suffix)


def name_tokens(name: str) -> list[str]:
    """Return the folded tokens of a name as somebody asks for it: "Harrow's" and "Sen. Harrow" ask for Harrow."""
    return tokens(_OWNING.sub(" ", untitled(name)))


def untitled(name: str) -> str:
    """Return what is asked for of ``name``: without the titles before it, which few forms of a name are printed with.

    Whoever has a form with the title is asked for still.
    """
    while (title := _TITLE.match(name)) and title[1].lower() in _TITLES | _MORE_TITLES:
        name = name[title.end() :]
    return name


def run_together(word: str) -> tuple[str, str] | None:
    """Return the two words of a name whose apostrophe was left out: "o" and "harrow" for "oharrow"."""
    return (word[0], word[1:]) if word[0] in "dlo" and len(word) > 1 else None
