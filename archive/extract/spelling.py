"""Tells which names of an article are one person's, spelled in two ways: ``Marek Ostrenko`` and ``Marek Ostrenco``."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from archive.restore.lexicon import gender_of, lexicon

_ALIKE = 30
"""Names that differ in one word that others are compared with at most; so many are a list, and spelled with care."""

Core = tuple[str, ...]

_SOFT = frozenset("aeiouyh")
"""Letters in which spellings of one given name differ."""

_LONG = 5
"""Letters of a word that is still itself with one of them changed; ``Joan`` and ``John`` are two. Of a bare surname one
more: ``Clark`` and ``Clarke`` may be two.
"""


def respelled(cores: Sequence[Core]) -> dict[Core, Core]:
    """Return names with those that they are other spellings of: the ones printed more often, or first.

    Two full names are one that differ in a letter of one long word, not the first, in marks over letters, or in order.
    Of 40 such pairs within an article 39 were one person's. A bare surname goes with its name where no other has it.
    """
    counts = Counter(core for core in cores if len(core) > 1)
    words = Counter(word for core in counts for word in set(core))
    near: dict[object, list[Core]] = defaultdict(list)
    same: dict[Core, Core] = {}
    for core in counts:
        keys: list[object] = [(k, _plain(word[0]), core[:k] + core[k + 1 :]) for k, word in enumerate(core)]
        keys += [frozenset(core)] if _turns(core) else []
        kept = next((other for key in keys for other in near[key] if _is_one(core, other)), None)
        for key in keys if kept is None or counts[core] > counts[kept] else ():
            if len(near[key]) < _ALIKE:
                near[key].append(core)
        if kept is None:
            continue
        kept = same.get(kept, kept)
        gone, kept = (kept, core) if counts[core] > counts[kept] else (core, kept)
        for name in [name for name, other in same.items() if other == gone]:
            same[name] = kept
        same[gone] = kept
        if gone[-1] != kept[-1] and words[gone[-1]] == 1:
            same[gone[-1:]] = kept[-1:]
    return {**_misprinted(cores), **same}


def _misprinted(cores: Sequence[Core]) -> dict[Core, Core]:
    """Return bare names that nobody named in full has, with the one surname before that each is a slip for.

    Of 15 such names in 2,160 articles all were: ``Ostrow said``, of Ada Ostrov.
    """
    counts = Counter(core[-1] for core in cores if core)
    borne = {word for core in cores if len(core) > 1 for word in core}
    surnames: dict[str, set[str]] = defaultdict(set)
    same: dict[Core, Core] = {}
    for core in cores:
        if len(core) > 1:
            for key in _shorter(core[-1]):
                surnames[key].add(core[-1])
        elif core and core[0] not in borne and core not in same:
            alike = {name for key in _shorter(core[0]) for name in surnames.get(key, ())}
            near = [name for name in alike if counts[core[0]] <= counts[name] and _is_slip(core[0], name)]
            if len(near) == 1:
                same[core] = (near[0],)
    return same


@lru_cache(maxsize=4096)
def _shorter(word: str) -> frozenset[str]:
    """Return a word and what is left of it without one letter: words that differ in one letter share one of these."""
    plain = _plain(word)
    return frozenset([plain, *(plain[:k] + plain[k + 1 :] for k in range(1, len(plain)))])


def _is_slip(word: str, name: str) -> bool:
    """Return whether a bare name is a surname but for a letter that is not the first, or for marks over letters."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    return _plain(word) == _plain(name) or (min(len(word), len(name)) > _LONG and _near(word, name))


def _turns(core: Core) -> bool:
    """Return whether a name can stand in either order: one of its two words is a given name, and one is not."""
    return len(core) == 2 and len(lexicon().first_names.intersection(core)) == 1


def _is_one(one: Core, other: Core) -> bool:
    """Return whether two names that have all words but one in common are spellings of one."""
    a, b = next((v, w) for v, w in zip(one, other, strict=True) if v != w)
    if a in other:
        return sorted(one) == sorted(other)
    if abs(len(a) - len(b)) > 1:
        return False
    if _plain(a) == _plain(b):
        return True
    if min(len(a), len(b)) < _LONG or not _near(a, b):
        return False
    given = a is one[0]
    return not given or (len({gender_of(a), gender_of(b)} - {None}) < 2 and _sounds_alike(a, b))


@lru_cache(maxsize=1_000)
def _plain(word: str) -> str:
    """Return a word without marks over its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _near(a: str, b: str) -> bool:
    """Return whether one letter of two words differs, is missing in one, or two have changed places."""
    left, right = _apart(a, b)
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _sounds_alike(a: str, b: str) -> bool:
    """Return whether two given names are one however it is written, not two that both are known: Maria, Marta."""
    known = lexicon().first_names
    if a not in known or b not in known:
        return True
    left, right = _apart(a, b)
    doubled = not (left and right) and 2 * (left + right) in (a if left else b)
    return doubled or {*left, *right} <= _SOFT


def _apart(a: str, b: str) -> tuple[str, str]:
    """Return what two words have between the beginning and the end that they share."""
    begin = next((k for k, (v, w) in enumerate(zip(a, b, strict=False)) if v != w), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - begin and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[begin : len(a) - end], b[begin : len(b) - end]
