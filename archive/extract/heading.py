"""Tells where a headline ends by its words and those behind it, where the lines of copy were lost and no writer, day or
dateline stands below it.

What follows a headline begins a sentence, and tells the same with some of the same words: ``Rovers sign Park`` before
``Kestren Rovers have signed striker Park``. How much each sign counts is fitted by
``training.heading``, as a choice between all places where a headline could end and none (a conditional logit), to the
beginnings of 5,784 articles, with their headlines and without, wherever nothing else tells. Of every three one was left
out until it was told how well that goes: 62 in a hundred headlines are found where gaps are wide, 96 in a hundred of
those said end where they do, and 4 in a hundred articles without one are given one; 31, 91 and 3 where gaps are bare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp

from archive.extract.openings.evidence import ARTICLES
from archive.extract.openings.parts import STARTERS
from archive.extract.weights import Weights, log_odds, weights
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

_PRONOUNS = frozenset(["we", "our", "it", "its", "they", "them"])
"""Words of sentences: where gaps are wide, of 54 headlines that were found so one had one, and of 12 first sentences
that were taken for one four did.
"""

_LEADS_ON = word_set("prepositions") | word_set("determiners") | {"and", "or", "to", "of"}
_BEGINS = word_set("starters")

Signs = Mapping[str, float]
"""What speaks for a headline that ends at a place, each sign from 0 to about 1."""

Judge = Callable[[Words, Gaps], tuple[int, float] | None]
"""Returns the word behind a headline and the chance that it ends there, None where that is small."""


def heading_end(words: Words, gaps: Gaps) -> tuple[int, float] | None:
    """Return where a headline ends by the weights that ship."""
    found = None if gaps == "marked" else likeliest(weights("heading")[gaps], dict(ends(words, gaps)))
    told = found is not None and gaps == "wide" and not _PRONOUNS.isdisjoint(words.low[: found[0]])
    return None if told else found


def likeliest(weights: Weights, options: Mapping[int, Signs]) -> tuple[int, float] | None:
    """Return the likeliest of the ends and its chance, None where that is small."""
    odds = {i: exp(log_odds(weights, signs.items())) for i, signs in options.items()}
    best = max(odds, key=odds.__getitem__, default=None)
    if best is None:
        return None
    sure = odds[best] / (1.0 + sum(odds.values()))
    return (best, sure) if sure >= _SURE else None


def ends(words: Words, gaps: Gaps) -> Iterator[tuple[int, Signs]]:
    """Yield the words that a story could begin with below a headline, and what speaks for each."""
    for i in range(_LEAST, min(_LONGEST, len(words) - _LEAST) + 1):
        if gaps == "bare" or words.start[i] - words.end[i - 1] > 1:
            yield i, _signs_at(words, i, gaps)


def leads_on(word: str) -> bool:
    """Return whether a word asks for another behind it, as the last of a headline does not."""
    return word in _LEADS_ON


def _signs_at(words: Words, i: int, gaps: Gaps) -> Signs:
    """Return what speaks for a headline that ends before word ``i``."""
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
        "open": leads_on(low[i - 1]),
    }
    if gaps == "wide":
        ends = (k for k in range(i + 1, min(i + _FAR, len(words))) if words.start[k] - words.end[k - 1] > 1)
        signs["run"] = min(next(ends, i + _FAR) - i, _RUN) / _RUN
        signs["wider"] = width > len("\n\n")
    return signs


def _telling(low: Sequence[str]) -> list[str]:
    return [word for word in low if len(word) >= _CONTENT and word not in lexicon().common]
