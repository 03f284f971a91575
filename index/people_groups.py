"""Groups the names that articles use into persons: which of them are one, and which must stay apart.

Two names are one person when the fuller one can be short for no other: "John F. Kerry", "John Kerry", "J. Kerry" and
"Kerry" are one while there is one Kerry, or one with :data:`DOMINANCE` times the articles of all others together, and
no more have Kerry for a given name.
Names that differ in middle names stay apart, and so do two people who share a surname; names that differ in suffix,
unless it is that of a formal name ("Robert S. Marl III") and no article has both. "Joe" is short for "Joseph" where
the surname alone would mean the two of them. Names that are not short for each other are one person where articles use
both for one, or show them to be one (:mod:`index.people_alone`), and a given name alone is who is called by it in many
articles, where hardly anybody else has it. "Ana Ruizs" is Ana Ruiz, her apostrophe lost. The user's own merges and
splits come first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from index.names import NameKey, name_key
from index.nicknames import FULL_NAMES
from index.people_alone import Told, meant_alone
from index.people_rules import PeopleRules

DOMINANCE = 10
"""How many times the articles of all other candidates together one needs, to be who a short name means."""

Key = NameKey | str
"""A name's key; the name itself where it has no letters."""


def key_of(name: str) -> Key:
    """Return what all spellings of a name share."""
    return name_key(name) or name


def grouped(
    articles: Mapping[str, int],
    others: Mapping[str, Mapping[str, int]],
    rules: PeopleRules,
    apart: Iterable[tuple[str, str]],
    told: Told | None = None,
) -> Iterator[tuple[list[str], str | None]]:
    """Yield the names of each person, and the one that is shown where ``rules`` say so.

    Args:
        articles: how many articles use each name.
        others: for a name with other forms, how many articles use each of those with it.
        rules: the user's own merges and splits.
        apart: names of two people that articles tell apart.
        told: who stands in articles with some names.
    """
    groups = _Groups(rules, apart)
    members: dict[Key, list[str]] = defaultdict(list)
    for name in articles:
        members[key_of(name)].append(name)
    by_surname: dict[str, list[NameKey]] = defaultdict(list)
    for key in members:
        if isinstance(key, NameKey):
            by_surname[key.surname].append(key)
    _join_by_articles(members, articles, others, groups)
    given = _given(members, articles)
    for surname in sorted(surname for surname, keys in by_surname.items() if len(keys) > 1):
        keys = by_surname[surname]
        _join_by_spelling(keys, lambda key: sum(articles[name] for name in members[key]), given[surname], groups)
    _join_owners(members, articles, groups)
    _join_called(members, articles, others, groups)
    if told is not None:
        _join_alone(members, articles, told, groups)
    for key in groups.joined():
        if key in members:
            members[groups.root(key)] += members.pop(key)
    shown = {groups.root(key_of(names[0])): names[0] for names in reversed(rules.same)}
    for root, names in members.items():
        yield names, shown.get(root)


def _given(members: Mapping[Key, Sequence[str]], articles: Mapping[str, int]) -> Counter[str]:
    """Return how many articles have people of each given name."""
    found: Counter[str] = Counter()
    for key, names in members.items():
        if isinstance(key, NameKey) and key.given:
            found[key.given[0]] += sum(articles[name] for name in names)
    return found


class _Groups:
    """Sets of keys that are one person, kept apart where the user said so."""

    def __init__(self, rules: PeopleRules, apart: Iterable[tuple[str, str]]) -> None:
        self._parent: dict[Key, Key] = {}
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        self.merged = {key_of(name) for names in rules.same for name in names}
        for names in rules.same:
            for name in names[1:]:
                self.join(key_of(name), key_of(names[0]))
        for names in (*rules.different, *apart):
            one, other = (self.root(key_of(name)) for name in names)
            if one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def root(self, key: Key) -> Key:
        """Return the key that stands for the set of ``key``."""
        top = key
        while top in self._parent:
            top = self._parent[top]
        while key != top:
            self._parent[key], key = top, self._parent[key]
        return top

    def joined(self) -> list[Key]:
        """Return the keys that another stands for."""
        return list(self._parent)

    def join(self, short: Key, full: Key) -> bool:
        """Make two keys one person; return False where they are so already, or are kept apart."""
        below, above = self.root(short), self.root(full)
        if below == above or above in self._apart.get(below, ()):
            return False
        self._parent[below] = above
        for other in self._apart.pop(below, set()):
            self._apart[other].discard(below)
            self._apart[other].add(above)
            self._apart[above].add(other)
        return True


def _join_by_articles(
    members: Mapping[Key, Sequence[str]],
    articles: Mapping[str, int],
    others: Mapping[str, Mapping[str, int]],
    groups: _Groups,
) -> None:
    """Join names of one surname that articles use both for one person, though neither is short for the other: Kit
    and Karin Marl.

    One in ``DOMINANCE`` of the articles that use the other must do so: another Karin may be called Kit once.
    """
    told: dict[NameKey, Counter[NameKey]] = defaultdict(Counter)
    for name, forms in others.items():
        full = key_of(name)
        for form, times in forms.items():
            key = key_of(form)
            if isinstance(full, NameKey) and isinstance(key, NameKey) and key in members and key.differs(full):
                told[key][full] += times
    for key, fuller in sorted(told.items()):
        ((first, times),) = fuller.most_common(1)
        own = sum(articles[name] for name in members[key])
        if DOMINANCE * times >= own and times >= DOMINANCE * (fuller.total() - times):
            groups.join(key, first)


def _join_by_spelling(keys: list[NameKey], weight: Callable[[NameKey], int], as_given: int, groups: _Groups) -> None:
    """Join the names of one surname, the fullest first, each to the one person that it can only mean.

    ``weight`` gives how many articles have a name, ``as_given`` how many have the surname as a given name.
    """
    nicknames = _nicknames(keys)
    if not nicknames and all(len(key.given) == 1 and len(key.given[0]) > 1 and not key.suffix for key in keys):
        return  # none is short for another
    fuller: dict[tuple[str, tuple[str, ...]], list[NameKey]] = {(key.suffix, key.given): [] for key in keys}
    for key in keys:
        for short in key.abbreviations():
            longer = fuller.get(short)
            if longer is not None:
                longer.append(key)
    if not (nicknames or any(fuller.values())) and all(key.given for key in keys):
        return
    levels: dict[tuple[int, int, bool], list[NameKey]] = defaultdict(list)
    for key in keys:
        levels[key.detail()].append(key)
    articles: dict[Key, int] = defaultdict(int)
    for level in sorted(levels, key=lambda level: (level[1] > 0, level), reverse=True):
        if nicknames and not level[1]:  # initials and surnames alone come last
            _join_nicknames(nicknames, articles, groups)
            nicknames = {}
        meant = {key: _meant(key, fuller, articles, as_given, groups) for key in sorted(levels[level])}
        for key, person in meant.items():
            alone = groups.root(key)
            if person is not None and groups.join(alone, person):
                articles[groups.root(person)] += articles.pop(alone, 0)
            articles[groups.root(key)] += weight(key)
    _join_nicknames(nicknames, articles, groups)


def _join_owners(members: Mapping[Key, Sequence[str]], articles: Mapping[str, int], groups: _Groups) -> None:
    """Join names that lost the apostrophe before their last letter, ``Ana Ruizs``, to whose they are.

    All of the surname must be such: where there is a Tom Ruizs and no Tom Ruiz, it is a surname. Of 2,978 articles, a
    tenth of them without apostrophes, that joined 13 names, all of them rightly.
    """
    weight: Counter[Key] = Counter()
    named: dict[str, list[NameKey]] = defaultdict(list)
    for key, names in members.items():
        weight[groups.root(key)] += sum(articles[name] for name in names)
        if isinstance(key, NameKey) and key.given and key.surname[-1] == "s":
            named[key.surname].append(key)
    for surname, keys in sorted(named.items()):
        owners = {key: key._replace(surname=surname[:-1]) for key in sorted(keys)}
        if not all(owner in members for owner in owners.values()):
            continue
        for key, owner in owners.items():
            if key not in groups.merged and weight[groups.root(owner)] >= DOMINANCE * weight[groups.root(key)]:
                groups.join(key, owner)


def _join_called(
    members: Mapping[Key, Sequence[str]],
    articles: Mapping[str, int],
    others: Mapping[str, Mapping[str, int]],
    groups: _Groups,
) -> None:
    """Join a given name alone to the one person who has it as good as alone, and is called by it in many articles.

    Whose surname it is has it too.
    """
    called: dict[NameKey, Counter[Key]] = defaultdict(Counter)
    for name, forms in others.items():
        single = [(form, times) for form, times in forms.items() if " " not in form]
        full = key_of(name) if single else name
        if isinstance(full, NameKey) and full.given:
            for form, times in single:
                key = key_of(form)
                if key in members and key == NameKey(full.given[0], (), ""):
                    called[key][groups.root(full)] += times
    having: dict[str, Counter[Key]] = defaultdict(Counter)
    for key, names in members.items():
        if isinstance(key, NameKey) and key.given:
            for word in {key.given[0], key.surname}:
                having[word][groups.root(key)] += sum(articles[name] for name in names)
    for alone, persons in sorted(called.items()):
        first, times = max(persons.items(), key=lambda item: (item[1], item[0]))
        weight, own = having[alone.surname], sum(articles[name] for name in members[alone])
        most = weight[first] >= DOMINANCE * (weight.total() - weight[first]) and times >= DOMINANCE and times > own
        if most and groups.root(alone) == alone and alone not in groups.merged:
            groups.join(alone, first)


def _join_alone(members: Mapping[Key, Sequence[str]], articles: Mapping[str, int], told: Told, groups: _Groups) -> None:
    """Join given names that stand alone to those whose relatives the articles name beside them."""
    keys = [key for key in members if isinstance(key, NameKey)]

    def told_of_persons(asked: Collection[NameKey]) -> Iterator[list[NameKey]]:
        roots = ((groups.root(key), key) for key in keys)
        person = {name: root for root, key in roots if isinstance(root, NameKey) for name in members[key]}
        for people in told({name for name, root in person.items() if root in asked}):
            yield [person[name] for name in people if name in person]

    weight: Counter[Key] = Counter()
    surnamed: Counter[str] = Counter()
    for key in keys:
        times = sum(articles[name] for name in members[key])
        weight[groups.root(key)] += times
        surnamed[key.surname] += times if key.given else 0
    for alone, fuller in meant_alone([key for key in keys if groups.root(key) == key], told_of_persons):
        first = max(fuller, key=lambda person: (weight[person], person))
        others = sum(weight[person] for person in fuller) - weight[first] + surnamed[alone.surname]
        if alone not in groups.merged and weight[first] >= DOMINANCE * others:
            groups.join(alone, first)
            weight[first] += weight[alone]


def _nicknames(keys: Sequence[NameKey]) -> dict[NameKey, list[NameKey]]:
    """Return the names with a short given name, each with those that have the full one and may be the same person."""
    called: dict[str, list[NameKey]] = defaultdict(list)
    for key in keys:
        called[key.given[0] if key.given else ""].append(key)
    found: dict[NameKey, list[NameKey]] = {}
    for short in sorted(FULL_NAMES.keys() & called.keys()):
        for key in called[short]:
            whole = key._replace(given=(FULL_NAMES[short], *key.given[1:]))
            found[key] = [full for full in called.get(whole.given[0], ()) if _agree(whole, full) or _agree(full, whole)]
    return {key: full for key, full in found.items() if full}


def _agree(short: NameKey, full: NameKey) -> bool:
    return short == full or (short.suffix, short.given) in full.abbreviations()


def _join_nicknames(nicknames: Mapping[NameKey, Sequence[NameKey]], articles: dict[Key, int], groups: _Groups) -> None:
    """Join each short name to the one person of the full name, where the two are whom the surname means.

    Of 77 such pairs in 3,300 articles of ten papers 38 were so, one of them two people; of 14 more that had but most of
    the articles of their surname four were two people, of the others, named Smith and Brown, about half.
    """
    for key, fuller in sorted(nicknames.items()):
        short, persons = groups.root(key), {groups.root(full) for full in fuller}
        if short in persons or len(persons) > 1 or key in groups.merged:
            continue
        (person,) = persons
        both = articles[short] + articles[person]
        if both >= DOMINANCE * (sum(articles.values()) - both) and groups.join(short, person):
            articles[person] += articles.pop(short)


def _meant(
    key: NameKey,
    fuller: Mapping[tuple[str, tuple[str, ...]], list[NameKey]],
    articles: Mapping[Key, int],
    as_given: int,
    groups: _Groups,
) -> Key | None:
    """Return the one person that ``key`` can be short for, or None; the user may have said already who it is.

    A name alone that is oftener a given name is short for no surname: Mike is not Killer Mike.
    """
    if key.given:
        candidates = {groups.root(full) for full in fuller.get((key.suffix, key.given), ())}
    else:
        candidates = {full for full in articles if not key.suffix or full[2:] == (key.suffix,)}
    short = not key.given or len(key.given[0]) == 1
    if not candidates or groups.root(key) in candidates or (short and key in groups.merged):
        return None
    first = max(candidates, key=lambda full: (articles[full], full))
    others = sum(articles[full] for full in candidates) - articles[first]
    least = DOMINANCE * others if key.given or key.suffix else max(as_given, DOMINANCE * others)
    return first if not least or articles[first] >= least else None
