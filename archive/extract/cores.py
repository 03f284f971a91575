"""The words by which the names of one article are compared: those that tell one person from another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from archive.extract.spelling import respelled
from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.introducing import ALIASES, KNOWN
from archive.restore.values import Mention
from archive.restore.words import WORD
from index.names import SUFFIXES
from index.nicknames import FULL_NAMES

COUPLED = 2
"""Words of a given name with a surname."""

_REMEMBERED = 2_000
"""Names whose words are kept, since an article asks for those of each again and again."""

_NAME_WORD = re.compile(rf"\b[A-Z]['’](?=[^\W\d_]){WORD.pattern}|{WORD.pattern}")
_FAMILY = re.compile(r"\bM(?:r|rs|s)\.? ([^\W\d_]+)|\b[Tt]he ([^\W\d_a-z][^\W\d_]+?)e?s\b")
_CALLED = "|".join(r"\W+".join(cue) for cue in ALIASES)
_ALSO = re.compile(
    rf"\W*(?:(?:(?:{'|'.join(KNOWN)}) ){{0,2}}(?:{_CALLED})"
    r"|(?:(?:who )?was )?born|(?:whose )?(?:real|stage|birth) name(?: is| was)?"
    r"|known by (?:his|her) (?:call sign|nickname|stage name|nom de guerre))\W*",
    re.IGNORECASE,
)
"""What stands between a name and another of the same person."""

_LONGEST_CUE = 40
_BORN = re.compile(r"\bborn $", re.IGNORECASE)
_OWN = re.compile(r"\b(?:his|her) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_OWNED = 40
"""Characters in front of a role in which it is told whose it is."""

_NUMBER = re.compile("[ivx]+")

_TWO_GIVEN = 4
"""Words of a name with two given names of two parts around the surname: ``Ada Ip Kit-ying``."""


@lru_cache(maxsize=_REMEMBERED)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without particles and suffixes such as Jr.

    ``Al Gore`` keeps its first word, ``al-Assad`` does not; ``O'Neil`` is one word, since ``Neil`` is another name.
    """
    found = list(_NAME_WORD.finditer(name))
    particles, given = lexicon().particles, lexicon().first_names
    words = []
    for n, m in enumerate(found):
        low = m[0].lower().replace("’", "'")
        spoken = n == 0 and low in given and m[0][0].isupper() and name[m.end() : m.end() + 1] == " "
        if low not in SUFFIXES and (low not in particles or spoken):
            words.append(low)
    return tuple(words) or tuple(m[0].lower() for m in found)


def cores_of(body: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Return the words of each name, or those of another that the same person bears."""
    cores = _told_apart(body, mentions)
    same = respelled(cores)
    cores = [_joined(core, same) for core in cores] if same else cores
    _name_by_alias(body, mentions, cores)
    _name_by_birth(body, mentions, cores)
    _name_couples(body, mentions, cores)
    _name_by_title(body, mentions, cores)
    return cores


def _told_apart(body: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Return the words of each name, with Jr. or Sr. where only that tells a father from a son, and ``Abu`` only where
    the whole name has it too.
    """
    names = [body[m.start : m.end] for m in mentions]
    cores = [name_words(name) for name in names]
    printed = [tuple(WORD.findall(name.lower())) for name in names]
    ends = {words[-2:] for words in printed if len(words) > 2}
    cores = [c[1:] if c and c[0] in lexicon().particles and c in ends else c for c in cores]
    suffixes = [
        next((SUFFIXES[w] for w in words[1:] if w in SUFFIXES), "jr" if body.endswith(" younger ", 0, m.start) else "")
        for words, m in zip(printed, mentions, strict=True)
    ]
    named = list(dict.fromkeys(zip(cores, suffixes, strict=True)))
    borne = [(c, s) for c, s in named if s]
    kin = {
        (c, s) for c, s, m in zip(cores, suffixes, mentions, strict=True) if s and post_of(body, m) in word_set("kin")
    }
    told = [
        (c, s)
        for n, (c, s) in enumerate(named)
        if s
        and (
            (c, s) in kin
            or any(s != t and _alike(c, d) for d, t in borne)
            or _is_new(c, s, named[:n])
            or _is_told(c, s, named, n)
        )
    ]
    return [_suffixed(c, s, told, kin) for c, s in zip(cores, suffixes, strict=True)] if told else cores


def _is_new(core: tuple[str, ...], suffix: str, before: Sequence[tuple[tuple[str, ...], str]]) -> bool:
    """Return whether a Jr. is another than one named in full before: whoever bears it is named with it at first, and
    may be without it later. So is one of whom the given name alone is printed with it: ``Lionel Jr``.

    Of 18 names in news that were looked up by hand, 17 were another's.
    """
    full = [(c, s) for c, s in before if len(c) > 1]
    if suffix != "jr" or not core:
        return False
    if len(core) > 1:
        return any(not s and _alike(core, c) for c, s in full)
    named = [s for c, s in full if c[0] == core[0] != c[-1]]
    return bool(named) and not any(named) and not any(c[-1] == core[0] for c, _ in full)


def _is_told(core: tuple[str, ...], suffix: str, named: Sequence[tuple[tuple[str, ...], str]], n: int) -> bool:
    """Return whether the surname alone keeps the suffix of a name, the ``n``-th, as it does beside another's: one in
    full without it, or a surname before.
    """
    if len(core) < COUPLED or (core[-1:], suffix) not in named:
        return False
    return (core[-1:], "") in named[:n] or any(not s and len(c) > 1 and _alike(core, c) for c, s in named)


def _suffixed(
    core: tuple[str, ...],
    suffix: str,
    told: Sequence[tuple[tuple[str, ...], str]],
    kin: Set[tuple[tuple[str, ...], str]],
) -> tuple[str, ...]:
    """Return the words of a name with the suffix that tells whose it is; beside a Jr. and a Sr., a name without one is
    that of the one who is not told to be kin of the other.
    """
    fit = [one for one in told if suffix in ("", one[1]) and abbreviates(core, one[0])]
    if suffix:
        return (*core, suffix) if fit else core
    bearers = [s for c, s in fit if (c, s) not in kin] if len({s for _, s in fit}) > 1 else []
    return (*core, bearers[0]) if bearers and len(core) > 1 else core


def kin_of(
    body: str, mentions: Sequence[Mention], cores: Sequence[tuple[str, ...]]
) -> frozenset[frozenset[tuple[str, ...]]]:
    """Return the pairs of names that look like one, of whom one is told to be kin of the other: ``George Quill and his
    son George W. Quill``; and ``Quill`` beside ``Quill Jr.``.
    """
    told = {
        frozenset((before, core))
        for m, (before, core) in zip(mentions[1:], pairwise(cores), strict=True)
        if m.role and post_of(body, m) in word_set("kin") and _alike(before, core)
        if _OWN.search(body, max(0, m.role[0] - _OWNED), m.role[0])
    }
    every = set(cores)
    juniors = (core for core in every if len(core) > COUPLED and core[-1] in SUFFIXES and core[-2:] in every)
    return frozenset(told | {frozenset((core[-2:-1], core)) for core in juniors})


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return abbreviates(one, other) or abbreviates(other, one)


def _name_by_alias(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Give who bears two names the longer: ``Oscar Quill, alias "El Ox"``."""
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    bearing: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for core in cores:
        for word in core:
            bearing[word][core] = None
    for n, (m, after) in enumerate(pairwise(mentions)):
        if not 0 <= after.start - m.end <= _LONGEST_CUE or not _ALSO.fullmatch(body, m.end, after.start):
            continue
        one, other = (_joined(core, same) for core in cores[n : n + 2])
        if not one or not other or body.startswith(("'s", "’s"), after.end):
            continue
        whole, second = (max((c for c in bearing[x[-1]] if abbreviates(x, c)), key=len) for x in (one, other))
        kept, gone = max(whole, second, key=len), min(second, whole, key=len)
        if second == other and kept != gone:
            same[gone] = kept
            for word in set(gone):
                del bearing[word][gone]
            if len(gone) > 1 and not any(len(c) > 1 for c in bearing[gone[-1]]):
                same[gone[-1:]] = kept
    cores[:] = [_joined(core, same) for core in cores]


def _name_by_birth(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Give who was born with another name the later: ``Born Ada Ostro in Velm``, of whom ``Ada Quill`` was told."""
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    longest: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for m, name in zip(mentions, cores, strict=True):
        core = _joined(name, same)
        if len(core) < COUPLED:
            continue
        namesakes = longest[core[0]]
        if len(namesakes) == 1 and _BORN.search(body, max(0, m.start - _LONGEST_CUE), m.start):
            (kept,) = namesakes.values()
            if kept != core:
                same[core] = kept
                continue
        if len(core) > len(namesakes.get(core[-1], ())):
            namesakes[core[-1]] = core
    cores[:] = [_joined(core, same) for core in cores]


def _joined(core: tuple[str, ...], same: Mapping[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the name that a name was joined to, itself if to none."""
    while core in same:
        core = same[core]
    return core


def _name_couples(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Give the first of ``James and Sarah Quill`` the surname too, where ``Mr Quill`` or ``the Quills`` are named."""
    given = lexicon().first_names
    couples = [
        n
        for n, (m, after) in enumerate(pairwise(mentions))
        if len(cores[n]) == 1 and len(cores[n + 1]) == COUPLED and {cores[n][0], cores[n + 1][0]} <= given
        if m.role is None and body[m.end : after.start] in (" and ", " & ")
    ]
    full = {word for core in cores if len(core) > 1 for word in core} if couples else set()
    families = _families(body) if couples else frozenset()
    for n in couples:
        if cores[n][0] not in full and cores[n + 1][1] in families:
            cores[n] = (cores[n][0], cores[n + 1][1])


def _families(body: str) -> frozenset[str]:
    """Return the words, in small letters, that stand behind Mr or Mrs, or behind ``the`` with an -s."""
    found = {name or plural for name, plural in _FAMILY.findall(body)}
    return frozenset(word.lower() for word in found)


def _name_by_title(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Set apart by its title a given name that is printed with it alone: ``Pope Ivan`` is nobody whose surname is Ivan.

    Who is named in full behind such a title keeps the name: ``Prince Ivan Quill`` and ``Prince Ivan``.
    """
    titles = [_title_of_given_name(body, m) for m in mentions]
    full = [(post_of(body, m), core) for m, core in zip(mentions, cores, strict=True) if len(core) > 1]
    full = [(post, core) for post, core in full if post in word_set("titles_of_given_names") and not _is_given(core)]
    titled: dict[tuple[str, ...], str] = {}
    for title, core in zip(titles, cores, strict=True):
        if title and _is_given(core) and not any(core[0] in (c[0], t == title and c[-1]) for t, c in full):
            titled.setdefault(core, title)
    for n, title in enumerate(titles):
        if title and cores[n] in titled:
            cores[n] = (titled[cores[n]], *cores[n])


def _title_of_given_name(body: str, m: Mention) -> str | None:
    """Return the title right before a mention, in small letters, where given names go with it: ``Pope``."""
    words = body[m.role[0] : m.role[1]].split() if m.role and m.role[1] + 1 == m.start else []
    title = words[-1] if words else ""
    return title.lower() if title.istitle() and title.lower() in word_set("titles_of_given_names") else None


def _is_given(core: tuple[str, ...]) -> bool:
    """Return whether a name is one word, or one with the number of a ruler."""
    return len(core) == 1 or (len(core) == COUPLED and _NUMBER.fullmatch(core[1]) is not None)


def folded_name(word: str) -> str:
    """Return the given name that a nickname is short for, and any other word as it is."""
    return FULL_NAMES.get(word, word)


def abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether ``short`` is ``full`` or can stand for it: a surname, a first name, both without the middle or
    with the first of its initials: ``George W.`` is not George H. W.
    """
    if short == full:
        return True
    if not short or len(short) > len(full) or (full[-1] in SUFFIXES and len(short) > 1 and short[-1] not in SUFFIXES):
        return False
    a, b = short, full
    if len(a) == 1:
        middle_name = len(a[0]) > 2 or (len(b) == _TWO_GIVEN and a[0] == b[1])
        return len(b) > 1 and (a[0] == b[-1] or a[0] == b[0] or (a[0] in b and middle_name))
    if a == b or b[-len(a) :] == a:
        return True
    if len(b) > len(a) and b[: len(a)] == a and len(a) > 1:
        return True
    first = folded_name(a[0]) == folded_name(b[0]) or (len(a[0]) == 1 and b[0].startswith(a[0]))
    if not first or a[-1] != b[-1]:
        return False
    middle, inner = a[1:-1], b[1:-1]
    return all(v.startswith(w) if len(w) == 1 else w in inner for w, v in zip(middle, inner, strict=False))


def post_of(body: str, m: Mention) -> str:
    """Return the last word of the role beside a mention, in small letters."""
    return WORD.findall(body[m.role[0] : m.role[1]].lower())[-1] if m.role else ""
