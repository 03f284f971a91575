"""Who is who across the archive: from the names that articles use to persons, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from index.names import NameKey, name_tokens, run_together
from index.people_alone import Told
from index.people_groups import Key, grouped, key_of
from index.people_rules import PeopleRules
from index.query.forms import accepts, wildcard_pattern
from index.query.nodes import Exact, Form, Wildcard
from index.spelling import near_words
from index.words import fold, tokens

NAMED = 5
"""Of several people that one name may mean so many are named."""

_FAR = 3
"""Edits for a word that is near to none."""


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
        self._by_key: dict[Key, str] | None = None
        self._words: dict[str, set[int]] | None = None
        self._all_forms: list[tuple[str, str]] = []

    @classmethod
    def build(
        cls,
        names: Iterable[LocalName],
        rules: PeopleRules | None = None,
        apart: Iterable[tuple[str, str]] = (),
        told: Told | None = None,
    ) -> PeopleTable:
        """Return who is who among ``names``; their order plays no part.

        ``rules`` come before everything that is concluded from spelling, and then ``apart``: names of two people that
        articles tell apart. ``told`` tells who stands in articles with some names.
        """
        articles, others = _uses(names)
        person_of: dict[str, str] = {}
        forms: dict[str, tuple[str, ...]] = {}
        for locals_, shown in grouped(articles, others, rules or PeopleRules(), apart, told):
            fullest = locals_[0]
            if len(locals_) > 1:
                fullest = max(locals_, key=lambda name: (_fullness(key_of(name)), articles[name], len(name), name))
            person = shown or fullest
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
            self._by_key = {key_of(local): person for local, person in self._person_of.items()}
        return self._by_key.get(key_of(name), name)

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


def near_scores(
    near: Sequence[Mapping[str, int]], forms: Iterable[tuple[str, str]]
) -> dict[str, tuple[int, bool, int]]:
    """Return the persons whose names are nearest to one that was asked for, with how far off they are.

    ``near`` are the words near to each that was asked for, and how many edits each is away; ``forms`` persons and names
    of theirs. A word that is near to none is let pass beside words that are the same: the surname, or what at most
    ``NAMED`` people are called.
    """
    scores: dict[str, tuple[int, bool, int]] = {}
    for person, form in forms:
        has = tokens(form)
        off = [min((choice.get(word, _FAR) for word in has), default=_FAR) for choice in near]
        far = off.count(_FAR)
        if not far or 0 < off.count(0) == len(off) - far:
            score = (far, far > 0 and near[-1].get(has[-1]) != 0, sum(off) + abs(len(has) - len(near)))
            scores[person] = min(score, scores.get(person, score))
    *least, edits = min(scores.values(), default=(0, False, 0))
    nearest = {person: score for person, score in scores.items() if [*score[:2]] == least and score[2] <= edits + 1}
    return nearest if not least[1] or len(nearest) <= NAMED else {}


def _fullness(key: Key) -> int:
    """Return 2 for names with a given name, 1 for those with an initial, 0 for single words."""
    if not isinstance(key, NameKey) or not key.given:
        return 0
    return 1 if len(key.given[0]) == 1 else 2
