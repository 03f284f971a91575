"""Given names that stand alone, and whose they are: articles tell it by the relatives whom they name beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from index.names import NameKey

Told = Callable[[Collection[str]], Iterable[Sequence[str]]]
"""Returns the people of each article that has one of some names."""

Seen = Callable[[Collection[NameKey]], Iterable[Sequence[NameKey]]]
"""Returns the same for persons, each by one key."""

SURE = 10
"""A given name alone is joined where so many times more articles speak for it than do not."""


def meant_alone(keys: Collection[NameKey], told: Seen) -> Iterator[tuple[NameKey, list[NameKey]]]:
    """Yield given names that stand alone, each with the names in full that it may be short for, of one surname."""
    lone = _lone(keys)
    seen = _Seen({key for first, others in lone.items() for key in (first, *others)}, told)
    for first, others in sorted(lone.items()):
        surname = seen.surname_of(first, others)
        if surname is not None:
            yield first, [other for other in others if other.surname == surname]


def _lone(keys: Collection[NameKey]) -> dict[NameKey, list[NameKey]]:
    """Return the single words among some names, each with the names in full that begin with it."""
    single = {key.surname: key for key in keys if not key.given and not key.suffix and len(key.surname) > 1}
    found: dict[NameKey, list[NameKey]] = defaultdict(list)
    for key in keys:
        if key.given and key.given[0] in single:
            found[single[key.given[0]]].append(key)
    return found


class _Seen:
    """What articles tell of some names."""

    def __init__(self, asked: Collection[NameKey], told: Seen) -> None:
        self._places: dict[NameKey, list[frozenset[NameKey]]] = defaultdict(list)
        for people in told(asked) if asked else ():
            place = frozenset(people)
            for key in place.intersection(asked):
                self._places[key].append(place)

    def surname_of(self, lone: NameKey, fuller: Sequence[NameKey]) -> str | None:
        """Return the surname of whom a given name alone is, or None.

        An article speaks for a surname where it names somebody of it who stands beside the name in full elsewhere.
        """
        family: dict[str, set[str]] = defaultdict(set)
        for key in fuller:
            family[key.surname].update(
                other.given[0]
                for place in self._places[key]
                for other in place
                if other.surname == key.surname and other.given
            )
        speaking: Counter[str] = Counter()
        for place in self._places[lone]:
            if place.isdisjoint(fuller):
                speaking.update(
                    {
                        key.surname
                        for key in place
                        if key.given and key.given[0] != lone.surname and key.given[0] in family.get(key.surname, ())
                    }
                )
        (first, times), (_, others) = (*speaking.most_common(2), ("", 0), ("", 0))[:2]
        against = max(len(self._places[lone]) - times, others)
        return first if times and times >= SURE * against else None
