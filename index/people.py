"""Who is who across the archive: from the names that articles use to persons, and back.

Two names are one person when the fuller one can be short for no other: "John F. Kerry", "John Kerry", "J. Kerry" and
"Kerry" are one while there is one Kerry, or one with :data:`DOMINANCE` times the articles of all others together, and
no more have Kerry for a given name.
Names that differ in middle names stay apart, and so do two people who share a surname; names that differ in suffix,
unless it is that of a formal name ("Robert S. Marl III") and no article has both. Names that are not short for each
other are one person where articles use both for one. The user's own merges and splits come first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from index.names import NameKey, name_key, name_tokens, run_together
from index.people_rules import PeopleRules
from index.query.forms import accepts, wildcard_pattern
from index.query.nodes import Exact, Form, Wildcard
from index.spelling import near_words
from index.words import fold, tokens

DOMINANCE = 10
"""How many times the articles of all other candidates together one needs, to be who a short name means."""

NAMED = 5
"""Of several people that one name may mean so many are named."""

_FAR = 3
"""Edits for a word that is near to none."""

_Key = NameKey | str
"""A name's key; the name itself where it has no letters."""


class LocalName(NamedTuple):
    """A person as articles name them: the fullest form there, all forms, and how many articles name them so."""

    name: str
    forms: tuple[str, ...]
    articles: int


class PeopleTable:
    """The persons of an archive by their archive-wide names; made by :meth:`build`, never changed."""

    def __init__(self, person_of: Mapping[str, str], forms: Mapping[str, tuple[str, ...]]) -> None:
        self._person_of = person_of
        self._forms = forms
        self._by_key: dict[_Key, str] | None = None
        self._words: dict[str, set[int]] | None = None
        self._all_forms: list[tuple[str, str]] = []

    @classmethod
    def build(
        cls, names: Iterable[LocalName], rules: PeopleRules | None = None, apart: Iterable[tuple[str, str]] = ()
    ) -> PeopleTable:
        """Return who is who among ``names``; their order plays no part.

        ``rules`` come before everything that is concluded from spelling, and then ``apart``: names of two people that
        articles tell apart.
        """
        chosen = rules or PeopleRules()
        articles, others = _uses(names)
        groups = _Groups(chosen, apart)
        members: dict[_Key, list[str]] = defaultdict(list)
        for name in articles:
            members[_key(name)].append(name)
        by_surname: dict[str, list[NameKey]] = defaultdict(list)
        for key in members:
            if isinstance(key, NameKey):
                by_surname[key.surname].append(key)
        _join_by_articles(members, articles, others, groups)
        given = _given(members, articles)
        for surname in sorted(surname for surname, keys in by_surname.items() if len(keys) > 1):
            keys = by_surname[surname]
            _join_by_spelling(keys, lambda key: sum(articles[name] for name in members[key]), given[surname], groups)
        for key in groups.joined():
            if key in members:
                members[groups.root(key)] += members.pop(key)
        shown = {groups.root(_key(names[0])): names[0] for names in reversed(chosen.same)}
        person_of: dict[str, str] = {}
        forms: dict[str, tuple[str, ...]] = {}
        for root, locals_ in members.items():
            fullest = locals_[0]
            if len(locals_) > 1:
                fullest = max(locals_, key=lambda name: (_fullness(_key(name)), articles[name], len(name), name))
            person = shown.get(root, fullest)
            person_of.update(dict.fromkeys(locals_, person))
            forms[person] = _by_use(person, locals_, articles, others)
        return cls(person_of, forms)

    def __len__(self) -> int:
        return len(self._forms)

    def names(self) -> list[str]:
        """Return all archive-wide names, in order."""
        return sorted(self._forms)

    def of(self, name: str) -> str:
        """Return the archive-wide name of a person that an article calls ``name``."""
        known = self._person_of.get(name)
        if known is not None:
            return known
        if self._by_key is None:
            self._by_key = {_key(local): person for local, person in self._person_of.items()}
        return self._by_key.get(_key(name), name)

    def forms(self, person: str) -> tuple[str, ...]:
        """Return all names used for ``person``, most frequent first; none for an unknown person."""
        return self._forms.get(person, ())

    def find(self, forms: Sequence[Form]) -> list[str]:
        """Return the persons one of whose names fulfils all ``forms``, in order of name."""
        wanted = tuple(forms)
        if not wanted:
            return []
        words = self._word_index()
        found: set[int] | None = None
        for form in wanted:
            hits = self._having(form, words)
            found = hits if found is None else found & hits
            if not found:
                return []
        return sorted({self._all_forms[number][0] for number in found or ()})

    def near(self, name: str, limit: int = 5, articles: Callable[[str], int] = lambda person: 0) -> list[str]:
        """Return persons one of whose names has words spelled nearly like those of ``name``, nearest first.

        Of those equally near come first who has most ``articles``, then by name.
        """
        words = self._word_index()
        asked = [word for token in name_tokens(name) for word in self._apart(token)]
        near = [{word: off for off, word in near_words(token, words)} for token in asked]
        candidates = {number for choice in near for word in choice for number in words[word]}
        scores = near_scores(near, (self._all_forms[number] for number in candidates))
        return sorted(scores, key=lambda person: (scores[person], -articles(person), person))[:limit]

    def _apart(self, word: str) -> tuple[str, ...]:
        """Return the words of a name that ``word`` runs together, or itself."""
        apart = run_together(word)
        return apart if apart and self.find([Exact(part) for part in apart]) else (word,)

    def _having(self, form: Form, words: Mapping[str, set[int]]) -> set[int]:
        if isinstance(form, Exact):
            return words.get(form.text, set())
        found = set().union(*(numbers for word, numbers in words.items() if accepts(form, word)))
        if isinstance(form, Wildcard):
            whole = wildcard_pattern(form.pattern).fullmatch
            found.update(number for number, (_, text) in enumerate(self._all_forms) if whole(fold(text)))
        return found

    def _word_index(self) -> dict[str, set[int]]:
        if self._words is None:
            self._all_forms = [(person, form) for person, forms in sorted(self._forms.items()) for form in forms]
            index: dict[str, set[int]] = defaultdict(set)
            for number, (_, form) in enumerate(self._all_forms):
                for word in tokens(form):
                    index[word].add(number)
            self._words = dict(index)
        return self._words


def _uses(names: Iterable[LocalName]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return how many articles use each name, and for names with other forms, how many use each of those with it."""
    articles: dict[str, int] = {}
    others: dict[str, dict[str, int]] = {}
    for name, forms, count in names:
        articles[name] = articles.get(name, 0) + count
        if forms != (name,):
            used = others.setdefault(name, {})
            for form in {*forms} - {name}:
                used[form] = used.get(form, 0) + count
    return articles, others


def _given(members: Mapping[_Key, Sequence[str]], articles: Mapping[str, int]) -> Counter[str]:
    """Return how many articles have people of each given name."""
    found: Counter[str] = Counter()
    for key, names in members.items():
        if isinstance(key, NameKey) and key.given:
            found[key.given[0]] += sum(articles[name] for name in names)
    return found


def _by_use(
    person: str, names: Sequence[str], articles: Mapping[str, int], others: Mapping[str, Mapping[str, int]]
) -> tuple[str, ...]:
    """Return all forms of the names of one person, most frequent first, and the name shown among them."""
    if len(names) == 1 and names[0] == person and person not in others:
        return (person,)
    counts: dict[str, int] = {person: 0}
    for name in names:
        for form, times in ((name, articles[name]), *others.get(name, {}).items()):
            counts[form] = counts.get(form, 0) + times
    return tuple(sorted(counts, key=lambda form: (-counts[form], form)))


def several(asked: str, people: Sequence[tuple[str, int]], total: int | None = None) -> str | None:
    """Return the sentence that tells that ``asked`` is several people, given with their articles; None for fewer.

    ``total`` is how many they are, where ``people`` are only the ``NAMED`` with most articles.
    """
    if len(people) < 2:
        return None
    total = len(people) if total is None else total
    ranked = sorted(people, key=lambda person: (-person[1], person[0]))
    named = ", ".join(f"{name} ({count})" for name, count in ranked[:NAMED])
    more = f" and {total - NAMED} more" if total > NAMED else ""
    return f"{asked} is {total} people: {named}{more}"


def near_scores(near: Sequence[Mapping[str, int]], forms: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Return the persons whose names are nearest to one that was asked for, with how far off they are.

    ``near`` are the words near to each that was asked for, and how many edits each is away; ``forms`` persons and names
    of theirs.
    """
    scores: dict[str, tuple[int, int]] = {}
    for person, form in forms:
        has = tokens(form)
        off = [min((choice.get(word, _FAR) for word in has), default=_FAR) for choice in near]
        score = (off.count(_FAR), sum(off) + abs(len(has) - len(near)))
        scores[person] = min(score, scores.get(person, score))
    least = min(scores.values(), default=(0, 0))[0]
    return {person: score for person, score in scores.items() if score[0] == least}


def _key(name: str) -> _Key:
    return name_key(name) or name


def _fullness(key: _Key) -> int:
    """Return 2 for names with a given name, 1 for those with an initial, 0 for single words."""
    if not isinstance(key, NameKey) or not key.given:
        return 0
    return 1 if len(key.given[0]) == 1 else 2


class _Groups:
    """Sets of keys that are one person, kept apart where the user said so."""

    def __init__(self, rules: PeopleRules, apart: Iterable[tuple[str, str]]) -> None:
        self._parent: dict[_Key, _Key] = {}
        self._apart: dict[_Key, set[_Key]] = defaultdict(set)
        self.merged = {_key(name) for names in rules.same for name in names}
        for names in rules.same:
            for name in names[1:]:
                self.join(_key(name), _key(names[0]))
        for names in (*rules.different, *apart):
            one, other = (self.root(_key(name)) for name in names)
            if one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def root(self, key: _Key) -> _Key:
        """Return the key that stands for the set of ``key``."""
        top = key
        while top in self._parent:
            top = self._parent[top]
        while key != top:
            self._parent[key], key = top, self._parent[key]
        return top

    def joined(self) -> list[_Key]:
        """Return the keys that another stands for."""
        return list(self._parent)

    def join(self, short: _Key, full: _Key) -> bool:
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
    members: Mapping[_Key, Sequence[str]],
    articles: Mapping[str, int],
    others: Mapping[str, Mapping[str, int]],
    groups: _Groups,
) -> None:
    """Join names of one surname that articles use both for one person, though neither is short for the other: Chuck
    and Charles Marl.

    One in ``DOMINANCE`` of the articles that use the other must do so: another Charles may be called Chuck once.
    """
    told: dict[NameKey, Counter[NameKey]] = defaultdict(Counter)
    for name, forms in others.items():
        full = _key(name)
        for form, times in forms.items():
            key = _key(form)
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
    if all(len(key.given) == 1 and len(key.given[0]) > 1 and not key.suffix for key in keys):
        return  # none is short for another
    fuller: dict[tuple[str, tuple[str, ...]], list[NameKey]] = {(key.suffix, key.given): [] for key in keys}
    for key in keys:
        for short in key.abbreviations():
            longer = fuller.get(short)
            if longer is not None:
                longer.append(key)
    if not any(fuller.values()) and all(key.given for key in keys):
        return
    levels: dict[tuple[int, int, bool], list[NameKey]] = defaultdict(list)
    for key in keys:
        levels[key.detail()].append(key)
    articles: dict[_Key, int] = defaultdict(int)
    for level in sorted(levels, reverse=True):
        meant = {key: _meant(key, fuller, articles, as_given, groups) for key in sorted(levels[level])}
        for key, person in meant.items():
            alone = groups.root(key)
            if person is not None and groups.join(alone, person):
                articles[groups.root(person)] += articles.pop(alone, 0)
            articles[groups.root(key)] += weight(key)


def _meant(
    key: NameKey,
    fuller: Mapping[tuple[str, tuple[str, ...]], list[NameKey]],
    articles: Mapping[_Key, int],
    as_given: int,
    groups: _Groups,
) -> _Key | None:
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
