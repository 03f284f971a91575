"""Tells where a headline ends by its words and those behind it, where the lines of copy were lost and no writer, day or
dateline stands below it.

What follows a headline begins a sentence, and tells the same with some of the same words: ``Rovers sign Park`` before
``Kestren Rovers have signed striker Park``. How much each sign counts is fitted, as a choice between all places where
a headline could end and none (a conditional logit), to the beginnings of 1,266 articles with a headline and 749
without. On 869 others 64 in a hundred headlines are found where gaps are wide, 95 in a hundred of those said end where
they do, and 6 in a hundred articles without one are given one; 30, 84 and 3 where gaps are bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from archive.extract.openings.evidence import ARTICLES
from archive.extract.openings.parts import STARTERS
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Gaps
from archive.restore.words import Words

_LEAST, _LONGEST = 3, 20
"""Words of a headline."""

_LEAD, _NEAR = 25, 8
"""Words of a story in which those of its headline recur, and in which its first does."""

_FAR, _RUN = 40, 15
"""Words behind a headline within which a gap is sought that parts a sentence, and from which on it is a long one."""

_SURE = 0.6
"""Chance from which on a headline is told."""

_CONTENT = 4
"""Letters of a word that tells something."""

_LEADS_ON = word_set("prepositions") | word_set("determiners") | {"and", "or", "to", "of"}
_BEGINS = word_set("starters")

_WEIGHTS: Mapping[Gaps, Mapping[str, float]] = {
    "wide": {
        "any": -1.16,
        "line": 1.81,
        "stop": 0.42,
        "comma": 1.17,
        "capital": 1.66,
        "article": 0.06,
        "begins": 0.61,
        "number": -1.2,
        "long": 0.57,
        "odd": -1.12,
        "short": -1.23,
        "again": 1.36,
        "new": -1.32,
        "first": 1.7,
        "told": -1.04,
        "open": -0.4,
        "run": 1.02,
        "wider": -2.1,
    },
    "bare": {
        "any": -2.58,
        "line": 2.73,
        "stop": 2.09,
        "comma": 1.65,
        "capital": 1.37,
        "article": 0.68,
        "begins": 0.51,
        "number": -1.69,
        "long": -0.18,
        "odd": -0.58,
        "short": -2.08,
        "again": 2.25,
        "new": -1.08,
        "first": 1.54,
        "told": -1.14,
        "open": -2.22,
    },
}
"""What each sign adds to the log-odds of an end, by what the gaps tell."""


def heading_end(words: Words, gaps: Gaps) -> tuple[int, float] | None:
    """Return the word behind a headline and the chance that it ends there, None where that is small."""
    weights = _WEIGHTS.get(gaps)
    if weights is None:
        return None
    odds = {
        i: exp(sum(weights[name] * value for name, value in signs.items())) for i, signs in _candidates(words, gaps)
    }
    best = max(odds, key=odds.__getitem__, default=None)
    if best is None:
        return None
    sure = odds[best] / (1.0 + sum(odds.values()))
    return (best, sure) if sure >= _SURE else None


def _candidates(words: Words, gaps: Gaps) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Yield the words that a story could begin with below a headline, and what speaks for each."""
    for i in range(_LEAST, min(_LONGEST, len(words) - _LEAST) + 1):
        if gaps == "bare" or words.start[i] - words.end[i - 1] > 1:
            yield i, signs_at(words, i, gaps)


def signs_at(words: Words, i: int, gaps: Gaps) -> Mapping[str, float]:
    """Return what speaks for a headline that ends before word ``i``, each sign from 0 to about 1."""
    low, gap, width = words.low, words.gap[i], words.start[i] - words.end[i - 1]
    told = _telling(low[:i])
    lead, near = set(low[i : i + _LEAD]), set(low[i : i + _NEAR])
    again = sum(word in lead for word in told) / max(1, len(told))
    signs = {
        "any": 1.0,
        "line": "\n" in gap,
        "stop": any(mark in gap for mark in ".?!"),
        "comma": "," in gap,
        "capital": words.word[i][0].isupper(),
        "article": low[i] in STARTERS,
        "begins": low[i] in _BEGINS,
        "number": low[i].isdigit(),
        "long": (i - 8) / 5,
        "odd": ((i - 8) / 5) ** 2,
        "short": i < _LEAST + 1,
        "again": again,
        "new": again == 0,
        "first": bool(told) and told[0] in near,
        "told": not ARTICLES.isdisjoint(low[:i]),
        "open": low[i - 1] in _LEADS_ON,
    }
    if gaps == "wide":
        ends = (k for k in range(i + 1, min(i + _FAR, len(words))) if words.start[k] - words.end[k - 1] > 1)
        signs["run"] = min(next(ends, i + _FAR) - i, _RUN) / _RUN
        signs["wider"] = width > len("\n\n")
    return signs


def _telling(low: Sequence[str]) -> list[str]:
    return [word for word in low if len(word) >= _CONTENT and word not in lexicon().common]
