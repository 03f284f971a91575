"""Cuts the words of a source to those that name or point at the speaker: a title with its name, or a noun."""

from __future__ import annotations

from archive.restore.attribution.subject import PRONOUNS, Subjects
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention
from archive.restore.words import Words
from index.article import Span

_GOVERNS = word_set("qualifiers") | {"in", "at", "of", "near"}
_TITLED = frozenset(["secretary", "minister", "president", "chancellor", "duke", "prince", "king", "queen", "earl"])
_AFTER_NAME = word_set("prepositions") | frozenset(
    ["himself", "herself", "who", "whose", "which", "and", "or", "also", "too", "then"]
)
_WHEN = word_set("days") | {"today", "yesterday", "tonight"}
_BEFORE_TITLES = frozenset(["the", "rt", "right", "most", "very", "hon"])
RELATIVES = frozenset(["who", "whose", "which"])
_RETIRED = frozenset(["rtd", "retd", "ret", "retired"])
_ENDS = ',;()[]<>—–―\n:"“”'


def trimmed_source(words: Words, subjects: Subjects, source: Span, cue: Span | None) -> Span:
    """Return ``source`` without what only describes it: ``Rep. Jim Jordan`` of ``Rep. Jim Jordan (R-Ohio), a member``.

    What lies in another sentence than the verb, or behind a semicolon, is left out too.
    """
    first, stop = words.first_in(source), words.last_in(source)
    if stop - 2 > first and words.low[stop - 1] in _WHEN:
        undated = stop - 1 - (words.low[stop - 2] == "on")
        stop = stop if words.low[undated - 1].endswith("ed") else undated
    for i in range(first + 1, stop):
        if "\n" in words.gap[i] or ";" in words.gap[i] or (subjects.stops(i) and not subjects.covers(i)):
            if cue and cue[0] < words.start[i]:
                stop = i
                break
            first = i
    if first >= stop:
        return source
    first = _behind_participle(words, subjects, first, stop)
    end = next((i for i in range(first + 1, stop) if _ends(words, i) or words.low[i] in RELATIVES), stop)
    head = head_mention(words, subjects, first, end)
    if head:
        return words.start[first], max(head.end, words.end[first])
    if end < stop:
        named = head_mention(words, subjects, end, stop)
        titles = words.low[end : words.first_in((named.start, named.end))] if named else ()
        if named and words.low[first] not in PRONOUNS and _BEFORE_TITLES.issuperset(set(titles) - lexicon().titles):
            dated = "-" in words.gap[end] and words.word[end - 1].isdigit()
            told = words.low[first] in word_set("determiners") or not lexicon().heads.isdisjoint(words.low[first:end])
            return words.start[first if told and not dated else end], named.end
    return words.start[first], words.end[(end if end - first > 1 or words.low[first] in PRONOUNS else stop) - 1]


def _behind_participle(words: Words, subjects: Subjects, first: int, stop: int) -> int:
    """Return the first word of who speaks behind what he does that opens the source: ``Praising Peter Harrow, 33, Judge
    Ana Quill``.
    """
    named = subjects.mention_at(stop - 1)
    if named is None or not words.low[first].endswith("ing") or subjects.mention_at(first):
        return first
    return next((i for i in range(words.first_in((named.start, named.end)), first, -1) if "," in words.gap[i]), first)


def head_mention(words: Words, subjects: Subjects, first: int, stop: int) -> Mention | None:
    """Return the name that words ``first`` to ``stop`` are headed by: not the one in ``a Clinton aide``, nor in ``an
    aide to Clinton``.
    """
    i = first
    governed = False
    found: Mention | None = None
    while i < stop:
        m = subjects.mention_at(i)
        if m is None:
            titled = words.low[i] == "of" and i > first and words.low[i - 1] in _TITLED
            governed = governed or (words.low[i] in _GOVERNS and not titled)
            i += 1
            continue
        end = words.last_in((m.start, m.end))
        if not governed and not subjects.possessive(m) and not _qualifies(words, end, stop):
            found = m
            if end < stop and words.low[end] in ("and", "or", "who"):
                break
        i = max(end, i + 1)
    return found


def _qualifies(words: Words, end: int, stop: int) -> bool:
    """Return whether a name stands before a noun of its own: ``the Clinton ad``, ``Trump lawyer Marc Kasowitz``."""
    return end < stop and words.gap[end] in (" ", "-") and words.low[end] not in _AFTER_NAME


def _ends(words: Words, i: int) -> bool:
    """Return whether something else than a source begins in gap ``i``; what it is cut short to does not: ``(EU)``, nor
    ``(Rtd)``.
    """
    gap = words.gap[i]
    for k in (i, i - 1):
        short = words.word[k].isupper() or words.low[k] in _RETIRED if k < len(words) else False
        if short and words.gap[k] == " (" and words.gap[k + 1] == ") ":
            return False
    return any(c in gap for c in _ENDS) or "--" in gap or " - " in gap
