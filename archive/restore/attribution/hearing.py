"""Finds where what is reported begins behind its verb: behind who was told, when and where, and ``that``."""

from __future__ import annotations

from archive.restore.lexicon import word_set
from archive.restore.words import Words

TELLING = frozenset(["told", "tell", "tells", "telling", "assured", "informed", "reminded", "notified"])
SUBJECTS = frozenset(["he", "she", "they", "it", "there", "we"])
CIRCUMSTANCES = frozenset(
    ["in", "at", "on", "during", "by", "via", "through", "late", "early", "earlier", "last", "this", "yesterday"]
)
BE = frozenset(["is", "was", "are", "were", "will", "would", "has", "had"])
DAYS = (
    (word_set("always") - {"i"})
    | word_set("months")
    | {"today", "yesterday", "tonight", "morning", "afternoon", "evening", "night"}
)

_HEARER, _NEAREST = 9, 4
"""Words of who was told and when, at most up to ``that``, and up to a pronoun."""

_HEARERS = frozenset(["him", "them", "me", "us", "you"])
_WARNING = frozenset(["warned", "warns", "warn", "warning", "promised", "promises", "advised", "advises", "assures"])
_ASKING = frozenset(["ask", "asks", "asked", "asking"])
_OLD_DAYS = frozenset([("to", "day"), ("to", "night"), ("to", "morrow")])
_ARTICLES = word_set("articles") | word_set("owners") | {"no", "this"}
WITHIN = frozenset([" ", "-", "'", "’", ","])


def told_from(words: Words, cue: int, begin: int, stop: int) -> int:
    """Return the first word of what is reported from word ``begin`` on, behind who was told, when, and ``that``.

    ``cue`` is the verb of saying: ``told a court on Monday that ...``.
    """
    if begin >= stop:
        return begin
    if begin == cue + 1 and words.low[cue] in TELLING and (told := _behind_hearer(words, begin, stop)):
        return told
    if begin == cue + 1 and words.low[cue] in _WARNING and (warned := _behind_that(words, begin, stop)):
        return warned
    if begin == cue + 1 and words.low[cue] in _ASKING and (asked := _behind_asked(words, begin, stop)):
        return asked
    if begin < stop and words.low[begin] in CIRCUMSTANCES and (told := _behind_that(words, begin, stop)):
        return told
    k = begin
    while k < stop and words.low[k] in ("on", "late", "early", "this", "last") and (k == begin or words.gap[k] == " "):
        k += 1
    end = k
    if k == begin and tuple(words.low[k : k + 2]) in _OLD_DAYS:
        end = k + 2
    while end < stop and (words.low[end] in DAYS or (end > k and words.low[end].isdigit())):
        end += 1
        if words.gap[end] != " ":
            break
    told_when = k < end < stop and words.gap[end] == " " and words.low[end] not in BE
    begin = end if told_when else begin
    return begin + (begin < stop and words.low[begin] == "that")


def _behind_asked(words: Words, begin: int, stop: int) -> int | None:
    """Return the ``whether`` or ``if`` that stands behind who was asked: ``asked the mayor whether``."""
    for i in range(begin + 1, min(begin + _NEAREST + 1, stop)):
        if words.gap[i] != " ":
            return None
        if words.low[i] in ("whether", "if"):
            return i
    return None


def _behind_that(words: Words, begin: int, stop: int) -> int | None:
    """Return the word behind the first ``that`` within a few words of one clause."""
    near = range(begin + 1, min(begin + _HEARER, stop))
    that = next((i for i in near if words.low[i] == "that" and not BE.intersection(words.low[i + 1 : i + 2])), None)
    if that is None or that + 1 >= stop:
        return None
    gaps = words.gap[begin + 1 : that + 1]
    aside = gaps[-1:] == [", "] and gaps.count(", ") == 2
    if any(gap not in WITHIN and not (aside and gap == ", ") for gap in gaps):
        return None
    return that + 1


def _behind_hearer(words: Words, begin: int, stop: int) -> int | None:
    """Return the word behind ``that``, the pronoun or the article, that who was told stands before: ``told the crowd no
    boat``.
    """
    if that := _behind_that(words, begin, stop):
        return that
    owns = words.low[begin] == "her" and words.low[begin + 1 : begin + 2] and words.low[begin + 1] not in _ARTICLES
    if (
        (words.low[begin] in _HEARERS or (words.low[begin] == "her" and not owns))
        and begin + 1 < stop
        and words.gap[begin + 1] == " "
    ):
        return begin + 1
    many, article = words.low[begin].endswith("s"), words.low[begin] in ("the", "a", "his", "her")
    noun = begin + 1 if many and not article else begin + 2 if article else stop
    if noun < stop and words.low[noun] in _ARTICLES and words.gap[begin + 1 : noun + 1] == [" "] * (noun - begin):
        return noun
    if many and begin + 1 < stop and words.word[begin].islower() and words.word[begin + 1][0].isupper():
        return begin + 1
    near = range(begin + 1, min(begin + _NEAREST + 1, stop))
    return next((i for i in near if words.low[i] in SUBJECTS and words.gap[i] == " "), None)
