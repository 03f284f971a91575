"""The user's own knowledge of who is who: a plain text file of merges and splits.

# one rule a line; the first name is the one shown
John Kerry = John Forbes Kerry
Ali Hassan != Hassan Ali
"""

from __future__ import annotations

import re

from index.errors import PeopleRulesError
from index.names import name_key
from index.values import dataclass

PEOPLE_RULES = "people.txt"
"""The name of that file, in the folder of an archive."""

_EXAMPLE = "write John Kerry = John Forbes Kerry, or Ali Hassan != Hassan Ali"
_SAME = re.compile(r"(?<!!)=")


@dataclass(frozen=True, slots=True)
class PeopleRules:
    """Names that are one person, the first of which is shown, and pairs that are not, each in the order written."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, str], ...] = ()


def parse_rules(text: str, place: str = PEOPLE_RULES) -> PeopleRules:
    """Return the rules of ``text``; ``place`` names the file in errors.

    Raises:
        PeopleRulesError: a line is no rule, or contradicts others.
    """
    same: list[tuple[str, ...]] = []
    different: list[tuple[str, str]] = []
    lines: list[int] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        rule = line.partition("#")[0].strip()
        if not rule:
            continue
        if "!=" in rule:
            one, other = _names(rule.split("!="), rule, place, number)[:2]
            different.append((one, other))
            lines.append(number)
        elif "=" in rule:
            same.append(_names(_SAME.split(rule), rule, place, number))
        else:
            raise PeopleRulesError(f"{place}:{number}: no '=' or '!=' between names: {_EXAMPLE}", line=number)
    _check(same, different, lines, place)
    return PeopleRules(tuple(same), tuple(different))


def _names(parts: list[str], rule: str, place: str, number: int) -> tuple[str, ...]:
    names = tuple(" ".join(part.split()) for part in parts)
    if any(name_key(name) is None for name in names):
        raise PeopleRulesError(f"{place}:{number}: a name is missing in {rule!r}: {_EXAMPLE}", line=number)
    if "!=" in rule and (len(names) != 2 or any("=" in name for name in names)):
        raise PeopleRulesError(f"{place}:{number}: '!=' parts two names: write one rule a line", line=number)
    return names


def _check(same: list[tuple[str, ...]], different: list[tuple[str, str]], lines: list[int], place: str) -> None:
    """Refuse pairs that merges have made one."""
    group: dict[object, object] = {}

    def root(name: str) -> object:
        key: object = name_key(name)
        while key in group:
            key = group[key]
        return key

    for names in same:
        for name in names[1:]:
            first, other = root(names[0]), root(name)
            if first != other:
                group[other] = first
    for (one, other_name), number in zip(different, lines, strict=True):
        if root(one) == root(other_name):
            raise PeopleRulesError(
                f"{place}:{number}: {one!r} and {other_name!r} are one person by other lines, or by spelling: "
                "take one of the lines out",
                line=number,
            )
