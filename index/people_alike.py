"""Names that articles show to be one person's, though none is short for another: Ivna beside Ivna Marl, Lindsay Marl
beside Lindsey Marl.

Spelling proposes them, and the articles that have them decide. A given name alone is whose relatives the articles name
beside it. Names that are a letter apart are one where both have the same office and move in the same company, and no
article has both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations

from index.names import NameKey, head_of, spellings

Told = Callable[[Collection[str]], Iterable[Sequence[tuple[str, Sequence[str]]]]]
"""Returns the people of all articles that have one of some names, each with the roles there of those asked for."""

Seen = Callable[[Collection[NameKey]], Iterable[Sequence[tuple[NameKey, Sequence[str]]]]]
"""Returns the same for persons, each by one key."""

SURE = 10
"""A given name alone is joined where so many times more articles speak for it than do not."""

_SHORTEST = 4
_MOST = 500
"""Of more names that begin and end alike none is held against the others."""

_KIN = frozenset(
    {"son", "daughter", "brother", "sister", "wife", "husband", "widow", "mother", "father", "cousin", "twin", "child"}
    | {"uncle", "aunt", "nephew", "niece", "grandson", "granddaughter", "stepson", "stepdaughter"}
)


def meant_alone(keys: Collection[NameKey], told: Seen) -> Iterator[tuple[NameKey, list[NameKey]]]:
    """Yield given names that stand alone, each with the names in full that it may be short for, of one surname."""
    lone = _lone(keys)
    seen = _Seen({key for first, others in lone.items() for key in (first, *others)}, told)
    for first, others in sorted(lone.items()):
        surname = seen.surname_of(first, others)
        if surname is not None:
            yield first, [other for other in others if other.surname == surname]


def spelled_otherwise(keys: Collection[NameKey], told: Seen) -> Iterator[tuple[NameKey, NameKey]]:
    """Yield pairs of names in full that are a letter apart and one person's."""
    near = list(_a_letter_apart(keys))
    seen = _Seen({key for pair in near for key in pair}, told)
    return (pair for pair in near if seen.are_one(*pair))


def _lone(keys: Collection[NameKey]) -> dict[NameKey, list[NameKey]]:
    """Return the single words among some names, each with the names in full that begin with it."""
    single = {key.surname: key for key in keys if not key.given and not key.suffix and len(key.surname) > 1}
    found: dict[NameKey, list[NameKey]] = defaultdict(list)
    for key in keys:
        if key.given and key.given[0] in single:
            found[single[key.given[0]]].append(key)
    return found


def _a_letter_apart(keys: Collection[NameKey]) -> Iterator[tuple[NameKey, NameKey]]:
    """Yield pairs of names in full of which either the given name or the surname is spelled in two ways."""
    alike: dict[tuple[str, ...], list[NameKey]] = defaultdict(list)
    for key in keys:
        if key.given and len(key.given[0]) > 1:
            given, surname = key.given[0], key.surname
            for place, word, rest in (("given", given, surname), ("surname", surname, given)):
                if len(word) >= _SHORTEST:
                    alike[place, rest, key.suffix, word[:3]].append(key)
                    alike[place, rest, key.suffix, word[0], word[-1]].append(key)
    pairs = {pair for group in alike.values() if len(group) <= _MOST for pair in combinations(sorted(group), 2)}
    return (pair for pair in sorted(pairs) if _may_be_one(*pair))


def _may_be_one(one: NameKey, other: NameKey) -> bool:
    middles = one.given[1:], other.given[1:]
    if all(middles) and middles[0][0][0] != middles[1][0][0]:
        return False
    if one.given[0] == other.given[0]:
        return _one_off(one.surname, other.surname)
    return _one_off(one.given[0], other.given[0]) and not _of_two_genders(one.given[0], other.given[0])


def _of_two_genders(one: str, other: str) -> bool:
    """Tell whether the last letter alone makes two given names of one: Martin and Martina, Mario and Maria."""
    short, long = sorted((one, other), key=len)
    return long[-1] in "aeo" and long[:-1] in (short, short[:-1])


def _one_off(one: str, other: str) -> bool:
    """Tell whether two words differ by a letter: another, one more, or two that changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    least = min(len(one), len(other))
    front = next((at for at in range(least) if one[at] != other[at]), least)
    back = next((at for at in range(least - front) if one[-1 - at] != other[-1 - at]), least - front)
    middle = one[front : len(one) - back], other[front : len(other) - back]
    return max(map(len, middle)) == 1 or (len(middle[0]) == 2 and middle[0] == middle[1][::-1])


class _Seen:
    """What articles tell of some names."""

    def __init__(self, asked: Collection[NameKey], told: Seen) -> None:
        self._places: dict[NameKey, list[frozenset[NameKey]]] = defaultdict(list)
        self._offices: dict[NameKey, set[str]] = defaultdict(set)
        self._companies: dict[NameKey, set[NameKey]] = {}
        for people in told(asked) if asked else ():
            place = frozenset(key for key, _ in people)
            for key in place.intersection(asked):
                self._places[key].append(place)
            for key, roles in people:
                for head in {head_of(role) for role in roles if role.strip()} - _KIN:
                    self._offices[key] |= spellings(head)

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

    def are_one(self, one: NameKey, other: NameKey) -> bool:
        """Tell whether two names have an office and company in common, and no article."""
        if self._offices[one].isdisjoint(self._offices[other]):
            return False
        company = self._company(one)
        return other not in company and not company.isdisjoint(self._company(other))

    def _company(self, name: NameKey) -> set[NameKey]:
        if name not in self._companies:
            self._companies[name] = {key for place in self._places[name] for key in place}
        return self._companies[name]
