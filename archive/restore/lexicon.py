"""Loads the word lists of the rules, each once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from index.values import dataclass

LISTS = Path(__file__).parent / "lists"


def _lines(name: str) -> list[str]:
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of a list, whatever line they stand on."""
    return frozenset(" ".join(_lines(name)).lower().split())


@cache
def keyed_list(name: str) -> Mapping[str, frozenset[str]]:
    """Return a list whose lines open with a key: the words of each key."""
    table: dict[str, set[str]] = {}
    for line in _lines(name):
        key, *words = line.split()
        table.setdefault(key, set()).update(words)
    return {key: frozenset(words) for key, words in table.items()}


def word_set(key: str) -> frozenset[str]:
    """Return one of the small sets of words."""
    return keyed_list("sets")[key]


@cache
def phrases(name: str) -> Mapping[tuple[str, ...], str]:
    """Return a list of names, each with its other forms after bars: from words in lower case to the first form."""
    table: dict[tuple[str, ...], str] = {}
    for line in _lines(name):
        canonical, *forms = line.split("|")
        for form in (canonical, *forms):
            words = "".join(c if c.isalnum() else " " for c in form.lower()).split()
            table.setdefault(tuple(words), canonical)
    return table


@cache
def spellings(name: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return the names of such a list as printed: from words in lower case to the same words with their capitals."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for form in (form for line in _lines(name) for form in line.split("|")):
        words = "".join(c if c.isalnum() else " " for c in form).split()
        table.setdefault(tuple(word.lower() for word in words), tuple(words))
    return table


@cache
def gender_of(first_name: str) -> str | None:
    """Return "m" or "f" for a given name that is nearly always one of them, else None."""
    names = keyed_list("first_names")
    male, female = first_name in names["m"], first_name in names["f"]
    if first_name in names["b"] or male == female:
        return None
    return "m" if male else "f"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists that the rules look into for every word, as plain sets."""

    first_names: frozenset[str]
    word_names: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    modifiers: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    place_phrases: frozenset[tuple[str, ...]]
    nationalities: frozenset[str]
    common: frozenset[str]
    cues: frozenset[str]
    weak_cues: frozenset[str]
    noun_cues: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the lists, loaded once."""
    names, roles, cues = keyed_list("first_names"), keyed_list("roles"), keyed_list("cues")
    places = {*phrases("countries"), *phrases("regions"), *phrases("cities")}
    return Lexicon(
        first_names=names["m"] | names["f"] | names["b"],
        word_names=word_list("word_names"),
        particles=word_list("particles"),
        titles=roles["t"],
        heads=roles["h"] | roles["t"],
        modifiers=roles["m"],
        organisations=word_list("organisations"),
        places=frozenset(p[0] for p in places if len(p) == 1 and len(p[0]) > 3),
        place_phrases=frozenset(p for p in places if len(p) > 1),
        nationalities=word_list("nationalities"),
        common=word_list("common"),
        cues=cues["s"],
        weak_cues=cues["w"],
        noun_cues=cues["g"],
    )
