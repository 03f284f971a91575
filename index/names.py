"""Names of people taken apart: which of them may be short for which.

A key has the surname (the last word), the words before it, and a suffix such as "jr". Case, accents and marks do not
count, nor do the Arabic article and plain titles: "Bashar al-Assad" and "Mr. Bashar Assad" have one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.words import tokens

SUFFIXES = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
"""What stands behind a surname, folded, and how it is compared: British papers print "Jnr"."""

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

_RULERS = frozenset({"pope", "king", "queen", "emperor", "empress", "sultan", "patriarch"})
_NUMBER = re.compile("[ivx]+")

SELDOM = 10
"""Who bears a title in one article, where another of the name does in more than so many, is not meant by it."""

_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "madam"})
_OF = frozenset({"of", "to", "for", "at", "in", "from"})
_SPELLINGS = (
    frozenset({"sen", "sens", "senator", "senators"}),
    frozenset({"rep", "reps", "representative", "representatives", "congressman", "congresswoman"}),
    frozenset({"gov", "govs", "governor", "governors"}),
    frozenset({"pres", "president", "presidents"}),
    frozenset({"gen", "gens", "general", "generals"}),
    frozenset({"col", "colonel"}),
    frozenset({"capt", "captain"}),
    frozenset({"lt", "lieutenant"}),
    frozenset({"sgt", "sergeant"}),
    frozenset({"dr", "doctor"}),
    frozenset({"prof", "professor"}),
    frozenset({"rev", "reverend"}),
)
"""Words that are one title; of several people it stands once before the first."""

_TITLE = re.compile(r"\s*([^\W\d_]+)\.?\s+(?=.*[^\W_])", re.DOTALL)
_OWNING = re.compile(r"(?<=[^\W_])['’ʼ`´][sS](?![^\W_])")
_ARTICLES = frozenset({"al", "el"})
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "la", "le", "du", "di", "da", "dos", "del", "della", "ter", "ten", "bin", "ibn"}
)
_ELIDED = re.compile(r"(?<![^\W_])[dol]['’ʼ`´](?=[^\W_])", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"\s*(?:al|el)[-‐‑ʼ’']", re.IGNORECASE)
_INITIALS = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2,3}(?=\s.*[a-z])", re.DOTALL)
"""Capitals without a vowel in a name that is not all in capitals; "LI Wen" has a surname in capitals."""

_MAX_WORDS = 5
"""Words before the surname beyond which only whole names are the same."""


class NameKey(NamedTuple):
    """What names are compared by: ``given`` are the words before ``surname``, empty for a surname alone."""

    surname: str
    given: tuple[str, ...]
    suffix: str

    def abbreviations(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every other suffix and ``given`` that may be short for these: later words left out, words as initials,
        and initials left out in front of a given name, since J. Edgar Marl goes by Edgar.

        The suffix of a formal name, with an initial in the middle, is left out like this: Robert S. Marl III is Robert
        Marl. So is the number of a ruler.
        """
        if len(self.given) > _MAX_WORDS:
            return
        formal = self.suffix != "sr" and (any(len(word) == 1 for word in self.given[1:]) or self._rules())
        suffixes = dict.fromkeys((self.suffix, "" if formal else self.suffix))
        shorter: list[tuple[str, ...]] = [()]
        for word in self.given:
            choices = (word,) if len(word) == 1 else (word, word[0])
            shorter = [(*before, choice) for before in shorter for choice in choices]
            every = ((suffix, given) for suffix in suffixes for given in shorter)
            yield from (short for short in every if short != (self.suffix, self.given))
        full = next((at for at, word in enumerate(self.given) if len(word) > 1), 0)
        if full:
            yield from ((suffix, self.given[full:]) for suffix in suffixes)

    def differs(self, other: NameKey) -> bool:
        """Tell whether given names of one surname and suffix are other words, and none of them an initial."""
        if (self.surname, self.suffix) != (other.surname, other.suffix) or not self.given or not other.given:
            return False
        return len(self.given[0]) > 1 < len(other.given[0]) and self.given[0] != other.given[0]

    def _rules(self) -> bool:
        return len(self.given) == 1 and self.given[0] in _RULERS

    def detail(self) -> tuple[int, int, bool]:
        """Return what grows with every word, every word in full and a suffix: the order to look for fuller names in."""
        return len(self.given), sum(len(word) > 1 for word in self.given), bool(self.suffix)


def name_key(name: str) -> NameKey | None:
    """Return the key of ``name``, or None where it has no letters or digits."""
    words = tokens(_INITIALS.sub(_apart, name))
    if len(words) > 1 and words[0] in _ARTICLES and _LEADING_ARTICLE.match(name):
        words = words[1:]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    suffix = ""
    numbered = len(words) > 2 and words[0] in _RULERS and _NUMBER.fullmatch(words[-1])
    if len(words) > 1 and (words[-1] in SUFFIXES or numbered):
        suffix = words.pop()
        suffix = SUFFIXES.get(suffix, suffix)
    if not words:
        return None
    surname = words.pop()
    given = tuple(words)
    if len(words) > 1 and not _ARTICLES.isdisjoint(words[1:]):
        given = (words[0], *(word for word in words[1:] if word not in _ARTICLES))
    if given and (_PARTICLES.issuperset(given) or (len(given) == 1 and len(given[0]) == 1 and _ELIDED.search(name))):
        given = ()
    return NameKey(surname, given, suffix)


def _apart(run: re.Match[str]) -> str:
    """Return initials that are printed as one word, "JK", as several."""
    return run[0] if run[0].lower() in _TITLES else " ".join(run[0])


def told_apart(people: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of people of one article of whom only a suffix may tell one from the other."""
    for name in filter(has_suffix, people):
        key = name_key(name)
        for other in people:
            found = name_key(other)
            if key and found and not found.suffix and found.given[:1] == key.given[:1] and found.surname == key.surname:
                yield name, other


def has_suffix(name: str) -> bool:
    """Return whether a name ends like "Jr."."""
    return any(word in SUFFIXES for word in tokens(name[-4:]))


def name_tokens(name: str) -> list[str]:
    """Return the folded tokens of a name as somebody asks for it: "Harrow's" and "Sen. Harrow" ask for Harrow."""
    return tokens(_OWNING.sub(" ", untitled(name)))


def untitled(name: str) -> str:
    """Return what is asked for of ``name``: without the titles before it, which few forms of a name are printed with.

    Whoever has a form with the title is asked for still.
    """
    return _parted(name)[1]


def title_of(name: str) -> str:
    """Return the titles before a name, folded: "vice president"; "" for none, or one that anybody has, like "Mr."."""
    return " ".join(word for word in _parted(name)[0] if word not in _ADDRESSES)


def is_called(title: str, name: str) -> bool:
    """Tell whether a name begins with a title."""
    return _is_title(title, tokens(name)[: len(title.split())])


def has_role(title: str, role: str) -> bool:
    """Tell whether a role is that of a title, written out or not: a "Texas senator" is a "sen", his wife is none."""
    words = tokens(role)
    of = next((at for at, word in enumerate(words) if word in _OF), len(words))
    return _is_title(title, words[max(0, of - len(title.split())) : of])


def _is_title(title: str, words: Sequence[str]) -> bool:
    asked = title.split()
    return len(words) == len(asked) and all(word in spellings(one) for one, word in zip(asked, words, strict=True))


def spellings(word: str) -> frozenset[str]:
    """Return the words that are the same title."""
    return next((words for words in _SPELLINGS if word in words), frozenset({word}))


def _parted(name: str) -> tuple[list[str], str]:
    titles = []
    while (title := _TITLE.match(name)) and title[1].lower() in _TITLES | _MORE_TITLES:
        titles.append(title[1].lower())
        name = name[title.end() :]
    return titles, name


def run_together(word: str) -> tuple[str, str] | None:
    """Return the two words of a name whose apostrophe was left out: "o" and "harrow" for "oharrow"."""
    return (word[0], word[1:]) if word[0] in "dlo" and len(word) > 1 else None
