"""Tells the titles of shows, books and films between quotation marks from speech: ``on CBS's "Face the Nation"``."""

from __future__ import annotations

from archive.restore.attribution.pairing import Pair
from archive.restore.lexicon import lexicon, word_set
from archive.restore.words import Words

_LONGEST = 8
_SMALL = 3
"""Letters of a word up to which a title may leave it without a capital."""

_JOINS = frozenset([" ", ", ", "  "])
_WITHIN = frozenset([" ", "'", "’", "-"])
_ASIDE = 7
"""Words behind a title in which the kind of work is told."""

_MARKS = "\"“”'‘’`"


def written_as_title(words: Words, pair: Pair) -> bool:
    """Return whether every long word of a run has a capital."""
    long = [w for w in words.word[pair.first : pair.last + 1] if len(w) > _SMALL or w[0].isdigit()]
    return bool(long) and len(long) <= _LONGEST and all(w[0].isupper() or w[0].isdigit() for w in long)


def names_a_work(words: Words, pair: Pair) -> bool:
    """Return whether a run of several words is written as a title and stands beside what tells of one.

    That is a kind of work (``his memoir, "..."``, ``the author of "..."``, ``"...," her second novel``), or in front of
    it a broadcaster (``NBC's "..."``) or ``on``.
    """
    if pair.last == pair.first or not written_as_title(words, pair):
        return False
    return _told_behind(words, pair.last + 1) or _brought(words, pair)


def _told_behind(words: Words, k: int) -> bool:
    """Return whether an aside that begins with word ``k`` tells of a work: ``, Harrow's second film,``."""
    if not words.gap[k].startswith(","):
        return False
    for i in range(k, min(len(words) - 1, k + _ASIDE)):
        if words.low[i] in lexicon().cues or (i > k and words.gap[i] not in _WITHIN):
            return False
        if words.low[i] in word_set("works"):
            return words.gap[i + 1] != " " or words.low[i + 1] not in lexicon().cues
    return False


def _brought(words: Words, pair: Pair) -> bool:
    """Return whether what brings a title stands in front of a run."""
    k = pair.first - 1
    if k < 0:
        return False
    gap = words.gap[pair.first].rstrip(_MARKS)
    if gap not in _JOINS:
        return False
    low = words.low
    if low[k] in word_set("works"):
        return True
    if gap == ", " or k == 0:
        return False
    if low[k] == "s" and words.gap[k] in ("'", "’"):
        return low[k - 1] in word_set("broadcasters")
    if low[k] in ("of", "to", "in"):
        return low[k - 1] in word_set("work_parts")
    return low[k] == "on" or low[k] in word_set("broadcasters")
