"""Finds whom another quotes: ``the agency quoted Ana Ruiz as saying``."""

from __future__ import annotations

from archive.restore.attribution.subject import Subjects
from archive.restore.lexicon import word_set
from archive.restore.words import Words
from index.article import Span

_QUOTES = frozenset(["quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"])
SAYING = frozenset(["saying", "telling", "stating", "writing", "adding", "warning", "denying"])
_PASSIVE = word_set("passive")
_THEM = frozenset(["him", "her", "them"])
_LONGEST = 24
"""Words from who quotes to what is said, at most."""

_BARE = 5
"""Words of who is quoted without a name or an article, at most: ``sources close to the talks``."""


def quoted_as(words: Words, subjects: Subjects, at: int) -> tuple[Span, int] | None:
    """Return who is quoted and the verb that says it, where word ``at`` is that verb or the one of quoting."""
    if words.low[at] in _QUOTES:
        verb, quotes = _verb_behind(words, subjects, at), at
    else:
        verb, quotes = at, _quoting_in_front(words, subjects, at)
    if quotes < 1 or verb < quotes + 3 or words.low[quotes - 1] in _PASSIVE:
        return None
    if words.low[quotes + 1] in _THEM and quotes + 3 == verb:
        return words.span(quotes + 1, quotes + 1), verb
    bare = verb - quotes - 2 <= _BARE and set(words.gap[quotes + 2 : verb]) <= {" ", "-"}
    source = subjects.after(quotes + 1, verb - 1) or (words.span(quotes + 1, verb - 2) if bare else None)
    return (source, verb) if source else None


def is_said_as(words: Words, at: int) -> bool:
    """Return whether word ``at`` is the verb in ``as saying``."""
    return at > 0 and words.low[at] in SAYING and words.low[at - 1] == "as"


def _verb_behind(words: Words, subjects: Subjects, quotes: int) -> int:
    """Return the verb of ``as saying`` behind a verb of quoting in its sentence, -1 where there is none."""
    for i in range(quotes + 1, min(quotes + _LONGEST, len(words))):
        if subjects.stops(i) or words.low[i] in _QUOTES:
            return -1
        if is_said_as(words, i):
            return i
    return -1


def _quoting_in_front(words: Words, subjects: Subjects, verb: int) -> int:
    """Return the verb of quoting in front of ``as saying`` in its sentence, -1 where there is none."""
    if not is_said_as(words, verb):
        return -1
    for i in range(verb - 2, max(0, verb - _LONGEST), -1):
        if words.low[i] in _QUOTES:
            return i
        if subjects.stops(i):
            break
    return -1
