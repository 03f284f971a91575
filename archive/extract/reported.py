"""Tells how sure it is that reported speech is told of aright, by weights of what speaks for it and against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from archive.extract.weights import Weights, log_odds, weights
from archive.restore.attribution.gaps import read_gap
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Finder, Gaps, Run
from archive.restore.words import Words

Signs = Sequence[tuple[str, float]]
"""What speaks for or against a run, each a name in the table of weights, and how much there is of it."""

Judge = Callable[[Signs], float]
"""Returns how likely a run is right, its words and its source."""

LEAST = 0.4
"""Reported speech less likely right than this is left out."""

_PLAIN = frozenset(["said", "says", "say", "told", "saying"])
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "there"])
_VERBS = word_set("auxiliaries") | word_set("modals") | {"are", "have", "be", "been"}
_RELATIVES = frozenset(["who", "which", "that", "what", "when", "where", "how", "why", "whether", "if"])
_ARTICLES = word_set("determiners") | word_set("articles") | word_set("owners")
_WITHIN = _RELATIVES | {"as"}
_OBLIQUE = word_set("prepositions") | {"as"}
_HOW: Mapping[Finder, tuple[str, ...]] = {"reader": ("read alone",), "at odds": ("at odds",), "both": (), "rules": ()}
"""What speaks for a run by who found it. That the reader missed what rules found counts for nothing: of the articles
that the weights are fitted to it misses little that is right, since it was trained on them.
"""

_NEAR = 6
_COMMAS = 4
_LEAST = 1e-3


def judged(signs: Signs) -> float:
    """Return how likely a run with these signs is right by the weights that ship; ``training.reported`` fits them."""
    return chance(weights("reported")["right"], signs)


def chance(weights: Weights, signs: Signs) -> float:
    """Return how likely a run with these signs is right: a logistic function of the sum of their weights."""
    return 1 / (1 + math.exp(-log_odds(weights, signs)))


def signs_of(words: Words, run: Run, gaps: Gaps) -> list[tuple[str, float]]:
    """Return what speaks for a run of reported speech and against it, in copy with such gaps."""
    found = {"always": 1.0, gaps: 1.0}
    for name in (*_HOW[run.finder], *_beside(words, run), *_inside(words, run)):
        found[name] = 1.0
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    found["length"] = math.log(stop - first)
    found["commas"] = float(min(_COMMAS, sum("," in words.gap[i] for i in range(first + 1, stop))))
    if run.finder == "reader":
        found["trust"] = math.log(max(run.probability * run.sure, _LEAST))
    return list(found.items())


def _beside(words: Words, run: Run) -> Iterator[str]:
    """Yield how a run stands to its verb and its source, and where it begins and ends."""
    lex = lexicon()
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    cue = words.last_in(run.cue) - 1 if run.cue else -1
    low = words.low[cue] if run.cue else ""
    yield "behind" if run.cue and run.cue[0] < run.start else "in front"
    yield (
        "says"
        if low in _PLAIN
        else "strong"
        if low in lex.cues
        else "going on"
        if low in lex.noun_cues
        else "according"
        if low == "to"
        else "other"
    )
    if words.low[first - 1 : first] == ["that"]:
        yield "that"
    elif cue == first - 1:
        yield "next to"
    elif first and words.low[first - 1] in _PRONOUNS:
        yield "headless"
    if run.cue and run.source and words.low[words.first_in(run.source)] in _PRONOUNS:
        yield "pronoun"
    begin = min(words.first_in(s) for s in (run.source, run.cue) if s) if run.source or run.cue else first
    if begin and words.low[begin - 1] in _WITHIN:
        yield "within " + ("as" if words.low[begin - 1] == "as" else "clause")
    if run.source and run.cue and abs(words.first_in(run.source) - cue) > _NEAR:
        yield "far"
    behind = read_gap(words.gap[stop])
    yield "ends sentence" if behind.stop else "ends clause" if behind.comma or behind.dash else "ends within"


def _inside(words: Words, run: Run) -> Iterator[str]:
    """Yield what the words of a run are."""
    lex = lexicon()
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    low = words.low[first:stop]
    yield "begins " + (
        "pronoun"
        if low[0] in _PRONOUNS
        else "article"
        if low[0] in _ARTICLES
        else "to"
        if low[0] == "to"
        else "preposition"
        if low[0] in _OBLIQUE
        else "question"
        if low[0] in _RELATIVES
        else "name"
        if words.word[first][0].isupper()
        else "other"
    )
    if not _VERBS.isdisjoint(low):
        yield "clause"
    gaps = [read_gap(gap) for gap in words.gap[first + 1 : stop] if gap != " "]
    if any(gap.marks for gap in gaps):
        yield "marks"
    if any(gap.dash for gap in gaps):
        yield "dash"
    if any(word in lex.cues or word in lex.noun_cues for word in low):
        yield "another"
    if stop - first < _NEAR:
        yield "short"
    if low[-1] in word_set("ends_subject") or low[-1] in word_set("prepositions"):
        yield "open"
