"""The words and values of the archive nearest to those asked."""

from __future__ import annotations

from collections import Counter

from index.fields import BY_NAME
from index.names import name_tokens, run_together
from index.people import near_scores
from index.query.nodes import Exact, Fuzzy, Stemmed
from index.query.respell import Near
from index.spelling import begun_with, most_edits, near_words, spelled_out
from index.whoosh.expand import words_of
from index.whoosh.layout import COUNTED
from index.whoosh.persons import Persons
from index.whoosh.snapshot import Snapshot
from index.words import tokens

_NAMES = 5


def nearest_word(snapshot: Snapshot) -> Near:
    """Return a function that finds the nearest spelling: fewest edits, then in most texts, then by letters."""

    def near(fields: tuple[str, ...], word: str) -> str | None:
        if BY_NAME[fields[0]].kind == "text":
            return _near_in_texts(snapshot, fields, word)
        if fields[0] in ("person", "speaker"):
            return _near_in_names(snapshot, word)
        values = _values(snapshot, fields[0], fields[0])
        words = Counter(word for value, count in values.items() for word in tokens(value) for _ in range(count))
        if word in words:
            return None
        initials = spelled_out(word, values) if BY_NAME[fields[0]].kind == "value" else None
        return initials or _nearest(word, words)

    return near


def whole_values(snapshot: Snapshot, field: str, text: str) -> list[str]:
    """Return the whole values of a field that some words may mean; see :data:`index.query.respell.Whole`."""
    if field in ("person", "speaker"):
        return near_names(snapshot, text, _NAMES)
    if BY_NAME[field].kind != "value":
        return []
    return begun_with(tokens(text), _values(snapshot, field, COUNTED.get(field, field)))


def near_names(snapshot: Snapshot, name: str, limit: int) -> list[str]:
    """Return names of people spelled nearly like ``name``, nearest first, of those equally near most articles first."""
    persons = Persons.of(snapshot)
    asked = [word for token in name_tokens(name) for word in _run_together(persons, token) or (token,)]
    near = [{word: off for off, word in near_words(one, persons.near_words(one, most_edits(one)))} for one in asked]
    scores = near_scores(near, persons.sharing(near))
    articles = persons.counts().articles
    return sorted(scores, key=lambda who: (scores[who], -int(articles[persons.number(who)]), who))[:limit]


def _nearest(word: str, words: Counter[str]) -> str | None:
    found = near_words(word, words)
    return min(found, key=lambda pair: (pair[0], -words[pair[1]], pair[1]))[1] if found else None


def _near_in_names(snapshot: Snapshot, word: str) -> str | None:
    persons = Persons.of(snapshot)
    most = most_edits(word)
    if not most or persons.has(word):
        return None
    apart = _run_together(persons, word)
    return " ".join(apart) if apart else _nearest(word, Counter(persons.near_words(word, most)))


def _run_together(persons: Persons, word: str) -> tuple[str, str] | None:
    """Return the words of a name that ``word`` runs together."""
    apart = run_together(word)
    return apart if apart and persons.find(tuple(map(Exact, apart))) else None


def _near_in_texts(snapshot: Snapshot, fields: tuple[str, ...], word: str) -> str | None:
    places = [(segment, field) for segment in snapshot.segments for field in fields]
    forms = (Exact(word), Stemmed(word))
    if any(words_of(snapshot, segment, field, form) for segment, field in places for form in forms):
        return None
    words: Counter[str] = Counter()
    for segment, field in places:
        index = segment.text(field)
        most = most_edits(word)
        for first, last in words_of(snapshot, segment, field, Fuzzy(word, most)) if most else ():
            for at in range(first, last):
                words[index.words.text(at)] += index.count(at)
    return _nearest(word, words)


def _values(snapshot: Snapshot, field: str, name: str) -> Counter[str]:
    """Return the values of a field of articles, in the column ``name``, and how many have each."""
    found: Counter[str] = Counter()
    if BY_NAME[field].level == "article":
        for segment in snapshot.segments:
            column = segment.column(name)
            for value, count in zip(column.values.all(), column.counts().tolist(), strict=True):
                found[value] += count
    return found
