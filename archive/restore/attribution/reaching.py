"""Tells where one of several statements in a sentence ends: ``Ruiz said it was late, adding that he was tired``."""

from __future__ import annotations

from collections.abc import Iterator

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.hearing import told_from
from archive.restore.attribution.subject import ADVERBS, Subjects
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Run
from archive.restore.words import Words
from index.article import Span
from index.values import dataclass, replace

_FEWEST = 3
"""Words of a statement at least."""

_SUBJECT = 9
"""Words from where a clause begins to its verb of saying, at most."""

_JOINS = frozenset(["and", "but", "while", "though", "although", "then"])
_NOUN = 5
"""Words of a noun with its article and adjectives, and of what follows it."""

_ARTICLES = frozenset(["a", "an", "the"])
_RELATIVES = frozenset(["that", "which", "who"])
_WITHIN = frozenset([" ", "-", "'", "’", ". "])
_REPORTING = word_set("reporting") | {"say", "reported"}
_WHEN = word_set("days") | word_set("months") | {"on", "in", "at", "today", "yesterday", "earlier", "later"}


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a statement ends, and what tells of the next: the word that says it, and who does if others do."""

    end: int
    verb: int | None = None
    source: Span | None = None


def parted(words: Words, subjects: Subjects, run: Run) -> Iterator[Run]:
    """Yield the statements that a run of reported speech within one sentence holds."""
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    found = _parting(words, subjects, first, stop)
    if found is None:
        yield run
        return
    yield replace(run, end=words.end[found.end - 1])
    if found.verb is None:
        return
    begin = told_from(words, found.verb, found.verb + 1, stop)
    if stop - begin >= _FEWEST:
        cue = words.span(found.verb, found.verb)
        rest = replace(run, start=words.start[begin], source=found.source or run.source, cue=cue)
        yield from parted(words, subjects, rest)


def _parting(words: Words, subjects: Subjects, first: int, stop: int) -> Parting | None:
    """Return where the first statement of the words from ``first`` up to ``stop`` ends, None where it is the only one:
    before another verb of saying in a clause of its own, and before ``they said`` at the end.
    """
    for i in range(first + _FEWEST, stop):
        joins = words.low[i] in _JOINS
        if subjects.quoted[i] or (words.gap[i] == " " and not joins):
            continue
        gap = read_gap(words.gap[i])
        apart = gap.comma or gap.dash or gap.bracket
        if apart and _goes_on_saying(words, i, stop):
            return Parting(i, i)
        if gap.comma and explains(words, i):
            return Parting(i)
        if (joins or apart) and (found := _says_again(words, subjects, i, joins, stop)):
            return found
    return None


def explains(words: Words, i: int) -> bool:
    """Return whether what stands behind a comma only explains what stands before: ``, a plan that failed``."""
    return words.low[i] in _ARTICLES and not _RELATIVES.isdisjoint(words.low[i + 2 : i + _NOUN])


def _goes_on_saying(words: Words, i: int, stop: int) -> bool:
    """Return whether the speaker says more: ``, noting that ...``, ``, saying he would``."""
    if words.low[i] not in lexicon().noun_cues or i + _FEWEST >= stop or words.gap[i + 1] != " ":
        return False
    return words.low[i + 1] in ("that", "he", "she", "they", "it", "there", "we") or words.low[i + 2] == "that"


def _says_again(words: Words, subjects: Subjects, i: int, joins: bool, stop: int) -> Parting | None:
    """Return a parting at word ``i`` where a verb of saying with a subject, or one that shares it, stands at the
    beginning of a clause.
    """
    begin = i + joins
    if begin >= stop or words.low[begin] == "that":
        return None
    for k in range(begin, min(stop, begin + _SUBJECT)):
        if k > begin and words.gap[k] not in _WITHIN:
            return None
        if words.low[k] not in _REPORTING or subjects.quoted[k]:
            continue
        more = k + _FEWEST < stop
        if k == begin or all(word in ADVERBS for word in words.low[begin:k]):
            return Parting(i, k) if joins and more else None
        source = subjects.before(k)
        if source is None or words.first_in(source) < begin:
            return None
        if joins:
            return Parting(i, k, source) if more else None
        ended = all(word in _WHEN or word.isdigit() for word in words.low[k + 1 : stop])
        return Parting(i) if ended else None
    return None
