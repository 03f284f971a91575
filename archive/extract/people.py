"""Groups the mentions of an article into persons, each named by its fullest form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from archive.restore.lexicon import gender_of, keyed_list, lexicon, word_set
from archive.restore.values import Mention
from archive.restore.words import WORD
from index.article import Person
from index.names import SUFFIXES

_NICKNAMES = {short: full for full, names in keyed_list("nicknames").items() for short in names}
_TITLE_GENDER = {w: g for g, key in (("m", "male_titles"), ("f", "female_titles")) for w in word_set(key)}
_ADDRESSED = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "lord": "m", "lady": "f"}
_NAME_WORD = re.compile(rf"\b[A-Z]['’](?=[^\W\d_]){WORD.pattern}|{WORD.pattern}")
_TITLES_SHOWN = 6
_COUPLED = 2
_FAMILY = re.compile(r"\bM(?:r|rs|s)\.? ([^\W\d_]+)|\b[Tt]he ([^\W\d_a-z][^\W\d_]+?)e?s\b")
_ALSO = re.compile(
    r"\W*(?:alias|a\W{0,2}k\W{0,2}a|nicknamed|(?:(?:who )?was )?born|"
    r"(?:(?:also|better|best|more|otherwise|formerly|widely|popularly|commonly) ){0,2}known as|"
    r"(?:whose )?(?:real name|stage name|birth name|nom de guerre)(?: is| was)?)\W*",
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


@dataclass(slots=True)
class _Group:
    """One person while mentions are being gathered."""

    core: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    gender: str | None = None
    posts: set[str] = field(default_factory=set)
    """The last words of the roles beside this person's mentions, in small letters."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of an article, and which of them each mention is.

    ``person_of[n]`` is the number in ``persons`` of mention ``n``; ``genders`` are "m", "f" or None, one a person.
    """

    persons: tuple[Person, ...]
    person_of: tuple[int, ...]
    genders: tuple[str | None, ...]


@lru_cache(maxsize=2_000)
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


def group_people(body: str, mentions: Sequence[Mention]) -> Cast:
    """Return the persons of ``body`` in the order of their first mention."""
    cores = _told_apart(body, mentions)
    _name_by_alias(body, mentions, cores)
    _name_couples(body, mentions, cores)
    _name_by_title(body, mentions, cores)
    groups = _full_groups(cores, _kin(body, mentions, cores))
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for g in groups:
        for w in dict.fromkeys(g.core):
            by_word[w].append(g)
        g.gender = _first_gender(g.core)
    titles = [_title_gender(body, m) for m in mentions]
    told = {core: title for core, title in zip(cores, titles, strict=True) if title and len(core) > 1}
    for g in groups:
        g.gender = g.gender or told.get(g.core)
    for g in _namesakes(body, mentions, cores, by_word):
        groups.append(g)
        by_word[g.core[0]].append(g)
    posts = [_post(body, m) for m in mentions]
    for n in sorted(range(len(cores)), key=lambda n: len(cores[n]) == 1):
        core = cores[n]
        choices = [g for g in by_word[core[-1]] if _abbreviates(core, g.core)] if core else []
        if not choices and core:
            choices = [g for g in by_word[core[0]] if _abbreviates(core, g.core)]
        group = _chosen(choices, n, core, titles[n], posts[n])
        group.mentions.append(n)
        group.gender = group.gender or titles[n]
        if posts[n]:
            group.posts.add(posts[n])
    for g in groups:
        g.mentions.sort()
    return _cast(body, mentions, [g for g in groups if g.mentions])


def as_stated(cast: Cast, stated: Sequence[Person]) -> Cast:
    """Return the persons by the names that the format states: what was read before one may be no part of it.

    ``Fishmonger Roy Abbott`` is Roy Abbott, where he is listed as one.
    """
    names = [person.name for person in stated if " " in person.name]
    return replace(cast, persons=tuple(_as_stated(person, names) for person in cast.persons)) if names else cast


def _as_stated(person: Person, names: Sequence[str]) -> Person:
    forms = [form.casefold() for form in (person.name, *person.forms)]
    for name in names:
        low = name.casefold()
        if low not in forms and any(form.endswith(f" {low}") for form in forms):
            return replace(person, name=name, forms=(name, *person.forms))
    return person


def _namesakes(
    body: str, mentions: Sequence[Mention], cores: Sequence[tuple[str, ...]], by_word: Mapping[str, Sequence[_Group]]
) -> Iterator[_Group]:
    """Yield the people of whom only the surname is printed, behind a title that none named in full can bear:
    ``Mr. Obama`` beside ``Michelle Obama``.
    """
    told: set[tuple[str, str]] = set()
    for m, core in zip(mentions, cores, strict=True):
        if len(core) != 1:
            continue
        gender = _ADDRESSED.get("".join(WORD.findall(body[max(0, m.start - 5) : m.start].lower())[-1:]))
        if gender is None or (core[0], gender) in told:
            continue
        others = by_word.get(core[0], ())
        if others and all(g.core[-1] == core[0] and len(g.core) > 1 and g.gender not in (None, gender) for g in others):
            told.add((core[0], gender))
            yield _Group(core, gender=gender)


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
        next((w for w in words[1:] if w in SUFFIXES), "jr" if body.endswith(" younger ", 0, m.start) else "")
        for words, m in zip(printed, mentions, strict=True)
    ]
    named = list(dict.fromkeys(zip(cores, suffixes, strict=True)))
    borne = [(c, s) for c, s in named if s]
    kin = {(c, s) for c, s, m in zip(cores, suffixes, mentions, strict=True) if s and _post(body, m) in word_set("kin")}
    told = [
        (c, s)
        for n, (c, s) in enumerate(named)
        if s and ((c, s) in kin or any(s != t and _alike(c, d) for d, t in borne) or _is_new(c, s, named[:n]))
    ]
    return [_suffixed(c, s, told, kin) for c, s in zip(cores, suffixes, strict=True)] if told else cores


def _is_new(core: tuple[str, ...], suffix: str, before: Sequence[tuple[tuple[str, ...], str]]) -> bool:
    """Return whether a Jr. is another than one named in full before: whoever bears it is named with it at first, and
    may be without it later.

    Of 18 names in news that were looked up by hand, 17 were another's.
    """
    return suffix == "jr" and len(core) > 1 and any(not s and len(c) > 1 and _alike(core, c) for c, s in before)


def _suffixed(
    core: tuple[str, ...],
    suffix: str,
    told: Sequence[tuple[tuple[str, ...], str]],
    kin: Set[tuple[tuple[str, ...], str]],
) -> tuple[str, ...]:
    """Return the words of a name with the suffix that tells whose it is; beside a Jr. and a Sr., a name without one is
    that of the one who is not told to be kin of the other.
    """
    fit = [one for one in told if suffix in ("", one[1]) and _abbreviates(core, one[0])]
    if suffix:
        return (*core, suffix) if fit else core
    bearers = [s for c, s in fit if (c, s) not in kin] if len({s for _, s in fit}) > 1 else []
    return (*core, bearers[0]) if bearers and len(core) > 1 else core


def _kin(
    body: str, mentions: Sequence[Mention], cores: Sequence[tuple[str, ...]]
) -> frozenset[frozenset[tuple[str, ...]]]:
    """Return the pairs of names that look like one, of whom one is told to be kin of the other: ``George Quill and his
    son George W. Quill``.
    """
    return frozenset(
        frozenset((before, core))
        for m, (before, core) in zip(mentions[1:], pairwise(cores), strict=True)
        if m.role and _post(body, m) in word_set("kin") and _alike(before, core)
        if _OWN.search(body, max(0, m.role[0] - _OWNED), m.role[0])
    )


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _abbreviates(one, other) or _abbreviates(other, one)


def _name_by_alias(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Give who bears two names the longer: ``Oscar Quill, alias "El Ox"``, and the later where somebody was born with
    another: ``Born Ada Ostro in Velm``, of whom ``Ada Quill`` was told.
    """
    for n, (m, after) in enumerate(pairwise(mentions)):
        between, owner = body[m.end : after.start], body.startswith(("'s", "’s"), after.end)
        if len(between) <= _LONGEST_CUE and not owner and _ALSO.fullmatch(between):
            one, other = (_in_full(cores[k], cores) for k in (n, n + 1))
            if other == cores[n + 1]:
                _join(cores, max(one, other, key=len), min(other, one, key=len))
    for n, m in enumerate(mentions):
        if len(cores[n]) > 1 and _BORN.search(body, max(0, m.start - _LONGEST_CUE), m.start):
            namesakes = [c for c in cores[:n] if len(c) > 1 and c[0] == cores[n][0]]
            if len({c[-1] for c in namesakes}) == 1:
                _join(cores, max(namesakes, key=len), cores[n])


def _in_full(core: tuple[str, ...], cores: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return max((c for c in cores if _abbreviates(core, c)), key=len)


def _join(cores: list[tuple[str, ...]], kept: tuple[str, ...], other: tuple[str, ...]) -> None:
    cores[:] = [kept if core == other else core for core in cores]


def _name_couples(body: str, mentions: Sequence[Mention], cores: list[tuple[str, ...]]) -> None:
    """Give the first of ``James and Sarah Quill`` the surname too, where ``Mr Quill`` or ``the Quills`` are named."""
    given = lexicon().first_names
    couples = [
        n
        for n, (m, after) in enumerate(pairwise(mentions))
        if len(cores[n]) == 1 and len(cores[n + 1]) == _COUPLED and {cores[n][0], cores[n + 1][0]} <= given
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
    full = [(_post(body, m), core) for m, core in zip(mentions, cores, strict=True) if len(core) > 1]
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
    return len(core) == 1 or (len(core) == _COUPLED and _NUMBER.fullmatch(core[1]) is not None)


def _full_groups(cores: Sequence[tuple[str, ...]], kin: frozenset[frozenset[tuple[str, ...]]]) -> list[_Group]:
    """Return one group for each form that abbreviates no other but that of its own kin."""
    forms = sorted(set(cores), key=lambda f: (-len(f), -sum(map(len, f)), f))
    groups: list[_Group] = []
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for form in forms:
        near = {id(g): g for w in form for g in by_word[_folded(w)]}
        if not any(_abbreviates(form, g.core) and frozenset((form, g.core)) not in kin for g in near.values()):
            g = _Group(form)
            groups.append(g)
            for w in form:
                by_word[_folded(w)].append(g)
    return groups


def _folded(word: str) -> str:
    return _NICKNAMES.get(word, word)


def _abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether ``short`` is ``full`` or can stand for it: a surname, a first name, both without the middle or
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
    first = _folded(a[0]) == _folded(b[0]) or (len(a[0]) == 1 and b[0].startswith(a[0]))
    if not first or a[-1] != b[-1]:
        return False
    middle, inner = a[1:-1], b[1:-1]
    return all(v.startswith(w) if len(w) == 1 else w in inner for w, v in zip(middle, inner, strict=False))


def _chosen(choices: Sequence[_Group], n: int, core: tuple[str, ...], gender: str | None, post: str) -> _Group:
    """Return the group that mention ``n`` joins: one named before, by its title's gender, by its role, by the surname.

    A surname that several share is that of the first of them to be named: of 29 such surnames that were looked up by
    hand, 25 were, and 3 that of the last. A given name is that of the last.
    """
    if len(choices) == 1:
        return choices[0]
    fit = [g for g in choices if not (gender and g.gender) or g.gender == gender] or list(choices)
    exact = [g for g in fit if g.core == core and (gender or len(core) > 1)]
    if exact:
        return exact[0]
    fit = [g for g in fit if g.mentions and g.mentions[0] < n] or fit
    fit = [g for g in fit if gender and g.gender == gender] or fit
    fit = [g for g in fit if post and post in g.posts] or fit
    surname = [g for g in fit if g.core[-1] == core[-1]]
    if surname:
        return min(surname, key=lambda g: (g.mentions[:1] or [n], -len(g.core)))
    return max(fit, key=lambda g: (max((k for k in g.mentions if k < n), default=-1), -len(g.core)))


def _post(body: str, m: Mention) -> str:
    """Return the last word of the role beside a mention, in small letters."""
    return WORD.findall(body[m.role[0] : m.role[1]].lower())[-1] if m.role else ""


def _first_gender(core: tuple[str, ...]) -> str | None:
    return gender_of(core[0]) if len(core) > 1 else None


def _title_gender(body: str, m: Mention) -> str | None:
    """Return the gender that the word before a name or its role tells."""
    before = WORD.findall(body[max(0, m.start - 16) : m.start])
    if before and body[max(0, m.start - 3) : m.start].strip(" .") and before[-1].lower() in _TITLE_GENDER:
        return _TITLE_GENDER[before[-1].lower()]
    if m.role:
        for w in WORD.findall(body[m.role[0] : m.role[1]].lower()):
            if w in _TITLE_GENDER:
                return _TITLE_GENDER[w]
    return None


def _cast(body: str, mentions: Sequence[Mention], groups: list[_Group]) -> Cast:
    groups.sort(key=lambda g: g.mentions[0])
    person_of = [0] * len(mentions)
    persons: list[Person] = []
    for number, g in enumerate(groups):
        for n in g.mentions:
            person_of[n] = number
        persons.append(_person(body, [mentions[n] for n in g.mentions], g.core))
    return Cast(tuple(persons), tuple(person_of), tuple(g.gender for g in groups))


def _person(body: str, mentions: Sequence[Mention], core: tuple[str, ...]) -> Person:
    counts = Counter(_printed(body[m.start : m.end]) for m in mentions)
    forms = sorted(counts, key=lambda f: (-len(name_words(f)), -counts[f], f))
    fullest = [f for f in forms if len(name_words(f)) == len(core)] or forms
    roles = Counter(" ".join(body[m.role[0] : m.role[1]].split()) for m in mentions if m.role)
    ranked = sorted(roles, key=lambda r: (-len(r.split()), -roles[r], r))[:_TITLES_SHOWN]
    full = max(fullest, key=lambda f: (len(WORD.findall(f)), len(f.split()), counts[f], not f.isupper(), f))
    parts = {name_words(f): f for f in forms}
    if len(core) == _COUPLED and len(name_words(full)) == 1 and all(core[k : k + 1] in parts for k in (0, 1)):
        full = f"{parts[core[:1]]} {parts[core[1:]]}"
    missing = 1.0
    for m in mentions[:8]:
        missing *= 1 - m.probability * 0.9
    return Person(
        name=full,
        roles=tuple(ranked),
        forms=tuple(forms),
        mentions=tuple((m.start, m.end) for m in mentions),
        confidence=round(1 - missing, 4),
    )


def _printed(form: str) -> str:
    """Return a name as it is shown: without what closes brackets that open in front of it, as in ``[Maria] Quill``."""
    whole = form.replace("]", "") if "[" not in form else form
    return " ".join((whole if "(" in form else whole.replace(")", "")).split())
