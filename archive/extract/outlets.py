"""Knows agencies and papers by whatever they are called: ``nyt``, ``New York Times (London)``, ``nytimes.com``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from archive.extract.openings.parts import RISKY, is_place
from archive.restore.lexicon import phrases
from index.values import dataclass

_ADDRESS = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,6})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
"""The address of a site, with the domain that it has."""

_ENDINGS = frozenset(["co", "com", "org", "net", "gov", "info"])
"""What stands before the country in domains: ``bbc.co.uk``."""

_LONGEST = 200
"""Characters of a name at most."""

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_COMPANY = re.compile(r",?\s+(?:GmbH|Ltd|Inc|LLC|Pty|Limited|plc|Company|Corporation)\b.*$", re.IGNORECASE)
_EDITION = re.compile(
    r"[,;:|]?\s+(?:online|web ?site|(?:\w+ )?edition|print|newswires?|homepage|staff|uk|us|usa|india|africa|asia"
    r"|international|english)(?: \w+)?\Z|\s*[;|].*\Z|,\s.*edition.*\Z|\s+(?:[-–—|]|via)\s.*\Z",
    re.IGNORECASE,
)
"""What libraries and sites add to the name of a paper."""

_HOME = frozenset(["london", "england", "uk"])
"""What libraries add to papers of one word or so, of which other places have their own: ``The Times (London)``."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An agency or a paper by its canonical name."""

    agency: str | None = None
    publication: str | None = None

    @property
    def name(self) -> str:
        """The name of whichever it is."""
        return self.agency or self.publication or ""


def outlet(printed: str | None) -> Outlet | None:
    """Return the agency or paper on the lists that is called so, by an address of its site too; None for none.

    Short forms of agencies that are words as well count only in capitals.
    """
    if not printed or len(printed) > _LONGEST or (printed.lower() in RISKY and not printed.isupper()):
        return None
    named, whole = _by_words(), " ".join(printed.split())
    found = next((found for form in _forms(whole) if (found := named.get(words_in(form)))), None)
    if found:
        return None if found.publication and _is_namesake(whole, found.publication) else found
    return by_address(whole) if "." in whole else None if " " in whole else _sites().get(_run(whole))


def _is_namesake(printed: str, name: str) -> bool:
    """Return whether brackets place a paper elsewhere that others are called like: ``The Guardian (Nigeria)``."""
    if any(is_place(words_in(name)[k : k + n]) for k in range(3) for n in (1, 2)):
        return False
    within = [words_in(added) for added in _BRACKETS.findall(printed)]
    return any(is_place(place) and _HOME.isdisjoint(place) for place in within)


def by_address(address: str) -> Outlet | None:
    """Return the agency or paper that has the site of an address: ``https://www.nytimes.com/2016/storm.html``."""
    site = _ADDRESS.fullmatch(address.strip())
    if site is None:
        return None
    *labels, _ = labelled = site[1].lower().split(".")
    for first in range(len(labels)):
        if found := _domains().get(tuple(labelled[first:])):
            return found
    while len(labels) > 1 and labels[-1] in _ENDINGS:
        labels.pop()
    return _sites().get(_run(labels[-1]))


@cache
def short_names(name: str) -> tuple[str, ...]:
    """Return what else the agency or paper with a canonical name is called in one word: its letters and its site."""
    lists = [phrases(kind) for kind in ("agencies", "papers", "sites")]
    forms = [words[0] for listed in lists for words, named in listed.items() if named == name and len(words) == 1]
    return tuple(form for form in dict.fromkeys(forms) if form not in words_in(name))


@cache
def by_letters() -> Mapping[str, Outlet]:
    """Return agencies and papers by the letters of their names, written together, and by those without ``the``."""
    names = {"".join(words): found for words, found in _named().items()}
    return {letters.removeprefix("the"): found for letters, found in names.items()} | names


@cache
def _domains() -> Mapping[tuple[str, ...], Outlet]:
    """Return agencies and papers by the labels of their whole domains."""
    return {words: _named()[words] for words in phrases("sites") if len(words) > 1}


@cache
def _sites() -> Mapping[str, Outlet]:
    """Return the same, but for short forms that are words and single words that lost their ``the``: of any paper."""
    whole = {_run(" ".join(words)): found for words, found in _named().items()}
    shorter = {"".join(w[1:]): found for w, found in _named().items() if w[0] == "the" and len(w) > 2}
    return {letters: found for letters, found in (shorter | whole).items() if letters not in RISKY}


@cache
def _by_words() -> dict[tuple[str, ...], Outlet]:
    named = _named()
    return {words[1:]: found for words, found in named.items() if words[0] == "the" and words[1:]} | named


@cache
def _named() -> dict[tuple[str, ...], Outlet]:
    """Return agencies and papers by the words of their names."""
    agencies = phrases("agencies")
    known = frozenset(agencies.values())
    sites = {w: Outlet(name) if name in known else Outlet(publication=name) for w, name in phrases("sites").items()}
    papers = {words: Outlet(publication=name) for words, name in phrases("papers").items()}
    return sites | papers | {words: Outlet(name) for words, name in agencies.items()}


def _forms(printed: str) -> Iterator[str]:
    """Yield a name as printed, and without what is added to it."""
    yield printed
    bare = _BRACKETS.sub("", printed)
    yield bare
    for added in (_COMPANY, _EDITION):
        yield (bare := added.sub("", bare))


def words_in(name: str) -> tuple[str, ...]:
    """Return the words of a name as the lists are asked for them."""
    return tuple("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _run(name: str) -> str:
    return "".join(words_in(name))
