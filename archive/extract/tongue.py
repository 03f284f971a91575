"""Tells in which language a text is, and holds back what rules and networks of English read out of any other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.restore.lexicon import keyed_list, lexicon
from archive.restore.values import Mention, Restored, Run

ENGLISH, OTHER = "en", "und"
HELD_BACK = "not in English: people are those named in full, and speech is what stands between marks"
_LOOKED_AT = 4_000
"""Characters of a text that are looked at."""
_FEWEST = 12
"""Words from which on a text tells its language."""
_PLAIN = 0.2
"""Share of the words of a text that are among the smallest of its language, at least: in news it is .35 and more."""
_MUCH_MORE = 2.0
_DIFFERENT = 5
"""Small words, each counted once: lists of prices and of players have a few of them, over and over."""
_FOREIGN_SCRIPT = 0.5
_LONGEST = 6
"""Words of the longest name."""
_SURE = 0.8
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OF_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


def foreign_tongue(text: str, stated: str | None) -> str | None:
    """Return the code of the language that a text is in where that is not English, ``OTHER`` for a script that English
    is never in; None for English and for what tells nothing, since copy may be damaged.

    The text counts more than what is ``stated``, which is often no more than the default of a system.
    """
    small = keyed_list("languages")
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    english = sum(map(small[ENGLISH].__contains__, words))
    # Nearly all copy is told by this look.
    if english >= max(_FEWEST, len(words)) * _PLAIN:
        return None
    told = (stated or "").lower().replace("_", "-").partition("-")[0]
    if len(words) < _FEWEST:
        return _foreign(told)
    if sum(map(len, _LATIN.findall(" ".join(words)))) < _FOREIGN_SCRIPT * sum(map(len, words)):
        return _foreign(told) or OTHER
    counts = {code: sum(map(own.__contains__, words)) for code, own in small.items() if code != ENGLISH}
    code, most = max(counts.items(), key=lambda each: each[1])
    plain = most >= max(_PLAIN * len(words), _MUCH_MORE * english)
    return code if plain and len(small[code].intersection(words)) >= _DIFFERENT else _foreign(told)


def _foreign(told: str) -> str | None:
    return told if 2 <= len(told) <= 3 and told not in (ENGLISH, "eng", "und", "mul") else None


def held_back(restored: Restored, text: str) -> Restored:
    """Return what is to be trusted of a text that is not English: its own letters, people who are named in full, by a
    first name that is known, and words between marks.

    A surname counts where somebody is named in full with it; nobody has a role, and nothing is said without marks.
    """
    found = tuple(_people(text))
    runs = tuple(_unclaimed(run, found) for run in restored.runs if run.kind != "indirect")
    return replace(restored, body=text, inserted=(), mentions=found, runs=runs)


def _people(text: str) -> Iterator[Mention]:
    words = list(_WORD_OF_NAME.finditer(text))
    full: dict[int, int] = {}
    number = 0
    while number < len(words):
        count = _in_full(words[number : number + _LONGEST])
        if count:
            full[number] = count
        number += count or 1
    surnames = {words[number + count - 1][0] for number, count in full.items()}
    within = {other for number, count in full.items() for other in range(number, number + count)}
    for number, word in enumerate(words):
        if number in full:
            yield Mention(word.start(), words[number + full[number] - 1].end(), None, _SURE)
        elif word[0] in surnames and number not in within:
            yield Mention(word.start(), word.end(), None, _SURE)


def _in_full(words: Sequence[re.Match[str]]) -> int:
    """Return how many words the name takes that begins some: a first name, particles, a surname; 0 for none."""
    given, particles = lexicon().first_names, lexicon().particles
    if not words[0][0].istitle() or _bare(words[0][0]) not in given:
        return 0
    count = 1
    for number, (word, following) in enumerate(pairwise(words), start=1):
        apart = following.start() - word.end() != 1 or word.string[word.end()] != " "
        if apart or not (following[0][0].isupper() or (count == 1 and following[0] in particles)):
            break
        count = number + 1 if following[0][0].isupper() else count
    return count if count > 1 else 0


def _bare(word: str) -> str:
    """Return a word in lower case and without accents, as first names are listed."""
    return "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))


def _unclaimed(run: Run, mentions: Sequence[Mention]) -> Run:
    """Return a run of speech without its speaker where that is no name that is trusted."""
    source = run.source
    if source and any(m.start < source[1] and source[0] < m.end for m in mentions):
        return run
    return replace(run, source=None, cue=None)
