"""The nearest spellings of a word among many, in one pass without comparing letter by letter what cannot be near."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.query.forms import edits
from index.words import tokens

_MOST_INITIALS = 7


def most_edits(word: str) -> int:
    """Return how many edits away a word may be meant: 2 from five letters on, 1 from three on, 0 for shorter ones."""
    return min(2, (len(word) - 1) // 2)


def near_words(word: str, words: Iterable[str], limit: int | None = None) -> list[tuple[int, str]]:
    """Return the ``words`` at most ``limit`` edits from ``word``, itself included, with their edits, nearest first.

    ``limit`` None: :func:`most_edits`.
    """
    most = most_edits(word) if limit is None else limit
    letters = frozenset(word)
    found = []
    for other in words:
        if abs(len(other) - len(word)) > most or len(letters.difference(other)) > most:
            continue
        distance = edits(word, other, most)
        if distance <= most:
            found.append((distance, other))
    return sorted(found)


def spelled_out(word: str, values: Mapping[str, int]) -> str | None:
    """Return the words, folded, of the value that ``word`` is the initials of; of several the most frequent.

    "ap" is Associated Press, "nyt" The New York Times, and where nothing has such initials "wapo" is The Washington
    Post.
    """
    if not 1 < len(word) < _MOST_INITIALS:
        return None
    found = []
    for value, count in values.items():
        words = tokens(value)
        own = words[words[:1] == ["the"] :]
        if len(own) > 1 and _begin(own, word):
            found.append((word != _initials(own), -count, " ".join(words)))
    return min(found)[2] if found else None


def _begin(words: Sequence[str], word: str) -> bool:
    """Tell whether a word is how each of some words begins, one after the other."""
    if not words or not word:
        return not words and not word
    begins = range(1, min(len(words[0]), len(word)) + 1)
    return any(words[0][:n] == word[:n] and _begin(words[1:], word[n:]) for n in begins)


def begun_with(words: Sequence[str], values: Iterable[str]) -> list[str]:
    """Return the ``values`` that some folded words begin with, longest first, and those that are short for them.

    "Reuters News" is Reuters, "The New York Times" nyt, and "Evening Herald" eve-herald.
    """
    own = words[words[0] == "the" :]
    initials = [_initials(own)] if len(own) > 1 else None
    folded = [
        held
        for held in map(tokens, values)
        if held and (held in (words[: len(held)], initials) or _shortens(held, own))
    ]
    return sorted(dict.fromkeys(map(" ".join, folded)), key=lambda value: (-len(value.split()), value))


def _shortens(held: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether each of several words begins with the one that is held in its place."""
    return 1 < len(held) == len(words) and all(map(str.startswith, words, held))


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
