"""Groups the mentions of an article into persons, each named by its fullest form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.extract.cores import COUPLED, abbreviates, cores_of, folded_name, kin_of, name_words, post_of
from archive.restore.lexicon import gender_of, word_set
from archive.restore.values import Mention
from archive.restore.words import WORD
from index.article import Person

_TITLE_GENDER = {w: g for g, key in (("m", "male_titles"), ("f", "female_titles")) for w in word_set(key)}
_ADDRESSED = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "lord": "m", "lady": "f"}
_TITLES_SHOWN = 6


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


def group_people(body: str, mentions: Sequence[Mention]) -> Cast:
    """Return the persons of ``body`` in the order of their first mention."""
    cores = cores_of(body, mentions)
    groups = _full_groups(cores, kin_of(body, mentions, cores))
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
    posts = [post_of(body, m) for m in mentions]
    for n in sorted(range(len(cores)), key=lambda n: len(cores[n]) == 1):
        core = cores[n]
        choices = [g for g in by_word[core[-1]] if abbreviates(core, g.core)] if core else []
        if not choices and core:
            choices = [g for g in by_word[core[0]] if abbreviates(core, g.core)]
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


def _full_groups(cores: Sequence[tuple[str, ...]], kin: frozenset[frozenset[tuple[str, ...]]]) -> list[_Group]:
    """Return one group for each form that abbreviates no other but that of its own kin."""
    forms = sorted(set(cores), key=lambda f: (-len(f), -sum(map(len, f)), f))
    groups: list[_Group] = []
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for form in forms:
        near = {id(g): g for w in form for g in by_word[folded_name(w)]}
        if not any(abbreviates(form, g.core) and frozenset((form, g.core)) not in kin for g in near.values()):
            g = _Group(form)
            groups.append(g)
            for w in form:
                by_word[folded_name(w)].append(g)
    return groups


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
    if len(core) == COUPLED and len(name_words(full)) == 1 and all(core[k : k + 1] in parts for k in (0, 1)):
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
