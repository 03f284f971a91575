"""Finds reported speech, also where part of it stands in marks: ``Kerry said that ...``, ``..., the ministry said``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.hearing import BE, CIRCUMSTANCES, DAYS, SUBJECTS, TELLING, WITHIN, told_from
from archive.restore.attribution.quoting import SAYING, is_said_as, quoted_as
from archive.restore.attribution.saying import CLAUSES
from archive.restore.attribution.subject import ADVERBS, Subjects
from archive.restore.attribution.woven import FEWEST, MARKS, is_woven, outside
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Run
from archive.restore.words import Words
from index.article import Span

_CALLED = 7
"""Words from a verb to the end of its aside, at most: who was told, and when."""

_APPOSED = 5
"""Words in front of the name that they explain, at most."""

_SHORTEST, _CLAUSE = 4, 3
"""Words of what is reported at least, and of that right behind its verb."""
_LONGEST = 80
_DATELINE = 12
"""Words of a dateline at most."""

_PASSIVE = word_set("passive")
_PARTICIPLES = frozenset(["told", "said", "written", "known", "seen"])
_REPEATING = frozenset(["quoted", "cited", "reported"])
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?", re.IGNORECASE)
_HELD = frozenset(["expected", "believed", "understood", "alleged", "said", "thought", "known", "claimed", "reported"])
"""Verbs in the passive that tell what somebody does: ``Quill is expected to say``."""
_WORDING = frozenset(
    ["say", "tell", "call", "announce", "declare", "argue", "warn", "claim", "describe", "said", "told", "called"]
)
"""Verbs behind those without which the words are others': ``Quill is said to be "furious"``."""
_BETWEEN = ADVERBS - _PASSIVE - {"have"}
_GAINING = frozenset(["claimed", "claims", "claiming", "added"])
_OBJECT = 6
"""Words from a verb to what somebody gets, at most."""

_ASIDE = 10
"""One more than the words of what explains a speaker."""

_ASIDES = 2
"""Asides from which on the last may be what somebody did: ``Harrow, a pilot, won the race``."""

_EXPLAINS = word_set("articles") | word_set("owners") | {"who"}
_CLAUSES = CLAUSES | {"asked", "given", "despite", "if", "because", "since", "although", "though", "unless", "until"}
_JOINS = _CLAUSES - {"asked", "given", "despite"} | {"and", "but"}
_BEHIND = word_set("prepositions") | {"who", "whose", "when", "where", "and", "himself", "herself", "late", "early"}
_DASHES = frozenset(["-", "--", "–", "—", "―", "_"])
_REPORTING = word_set("reporting")
_TOLD_BEHIND = _REPORTING - TELLING
_TELLING_THAT = frozenset(
    ["deposed", "testified", "conceded", "complained", "cautioned", "ruled", "held", "stressed", "contended"]
)
"""Verbs that tell of speech in front of ``that`` alone: ``The court held that``."""

_TOLD = _REPORTING | _TELLING_THAT | SAYING | {"reported", "according"}
"""Words one of which is in every sentence that reports speech."""

_WHEN = _BEHIND | DAYS | CIRCUMSTANCES | ADVERBS
_OPENS_CLAUSE = frozenset(["that", "which", "who", "after", "before", "when", "where", "while", "as"])
_CLAUSE_OF_ITS_OWN = BE | SUBJECTS | word_set("modals")


def reported_runs(words: Words, subjects: Subjects) -> list[Run]:
    """Return the reported speech of the sentences that are not spoken: they hold no words in marks, or as part of what
    is reported.
    """
    runs: list[Run] = []
    first, n, gap = 0, len(words), words.gap
    for i in range(1, n + 1):
        if i < n and (gap[i] == " " or not subjects.stops(i)):
            continue
        first = _behind_time(words, first, i)
        reports = i - first <= _LONGEST * 2 and not _TOLD.isdisjoint(words.low[first:i])
        if reports and is_woven(words, subjects, first, i):
            told = _reported(words, subjects, first, i)
            runs.extend(run for run in told if outside(words, subjects, run) >= FEWEST)
        first = i
    return runs


def _reported(words: Words, subjects: Subjects, first: int, stop: int) -> Iterator[Run]:
    """Yield the reported speech of the sentence from word ``first`` up to ``stop``."""
    low = words.low
    if told := _told_around(words, subjects, first, stop):
        yield from told
        return
    one = (
        _told_behind(words, subjects, first, stop)
        or _told_in_front(words, subjects, first, stop)
        or _told_of_another(words, subjects, first, stop)
    )
    if one:
        yield one
        return
    for k in range(first + 1, stop):
        tells = low[k] in _TELLING_THAT and low[k + 1 : k + 2] == ["that"]
        if subjects.quoted[k] or not (tells or low[k] in _REPORTING or low[k] == "reported"):
            continue
        if said_of(words, k) or gains(words, k, stop):
            continue
        if k + 1 < stop and only_heard(words, k, k + 1, stop - 1):
            continue
        if subjects.relative(k) and _said_behind(words, k + 1, stop):
            continue
        source = subjects.before(k)
        if source and source[0] >= words.start[first]:
            yield from _around(words, subjects, first, k, stop, source)
        return


def _around(words: Words, subjects: Subjects, first: int, k: int, stop: int, source: Span) -> Iterator[Run]:
    """Yield what is reported on either side of ``source`` and its verb at word ``k``: ``The dock was old, Harrow said,
    and it would close``.
    """
    cue, aside = words.span(k, k), k + 1 < stop and read_gap(words.gap[k + 1]).comma
    begin = k + 1 if aside else told_from(words, k, k + 1, stop)
    whole = subjects.with_role(source, k)
    head = words.first_in(whole)
    told = head - first >= _SHORTEST and read_gap(words.gap[head]).comma
    if told and _is_object(words, first, head, k, words.low[begin:stop]):
        start = words.start[_behind_dateline(words, first, head)]
        yield Run(start, words.end[head - 1], "indirect", whole, cue, 0.75)
        if aside and _goes_on(words, subjects, begin, stop):
            yield Run(words.start[begin], words.end[stop - 1], "indirect", whole, cue, 0.75)
    elif words.low[k] in _REPORTING | _TELLING_THAT and not aside and _is_told(words, subjects, k, begin, stop):
        yield Run(words.start[begin], words.end[stop - 1], "indirect", source, cue, 0.75)


def _is_told(words: Words, subjects: Subjects, k: int, begin: int, stop: int) -> bool:
    """Return whether the words from ``begin`` up to ``stop`` behind verb ``k`` tell more than who heard something, or
    where the words in marks among them were said: ``said on the show "Noon"``.
    """
    if stop - begin < _CLAUSE or (words.low[k] in TELLING and begin == k + 1):
        return False
    return words.low[begin] not in CIRCUMSTANCES or not any(subjects.quoted[begin:stop])


def _is_object(words: Words, first: int, head: int, k: int, rest: Sequence[str]) -> bool:
    """Return whether the words from ``first`` up to ``head`` are the object of verb ``k``, by the ``rest`` behind it:
    nothing, more behind a comma, who was told, when and where.

    ``Asked about it, the mayor said he agreed`` has its object behind the verb.
    """
    if not rest:
        return True
    opens = words.low[first]
    clause = opens in _CLAUSES or opens in word_set("prepositions") or opens.endswith("ing")
    clause = clause and not any("," in words.gap[i] for i in range(first + 1, head))
    clause = clause or words.low[head - 1] in word_set("ends_subject")
    if "," in words.gap[k + 1]:
        return not clause
    if len(rest) >= _SHORTEST:
        told = rest[0] in CIRCUMSTANCES or (words.low[k] in TELLING and "to" not in rest)
        begin = k + 1
        ends = (n for n, low in enumerate(rest) if n and ("," in words.gap[begin + n] or low in _OPENS_CLAUSE))
        return told and not clause and _CLAUSE_OF_ITS_OWN.isdisjoint(rest[: next(ends, len(rest))])
    told_when = rest[0] in _WHEN or rest[0].endswith("ly")
    return told_when or (words.low[k] in TELLING and not clause)


def _goes_on(words: Words, subjects: Subjects, begin: int, stop: int) -> bool:
    """Return whether a clause with a subject of its own goes on with what was reported: ``and it would close``, not
    ``but he did not say when``.
    """
    if stop - begin < _SHORTEST or words.low[begin] not in _JOINS:
        return False
    low = words.low[begin + 1]
    if words.low[begin] == "but" and low in ("he", "she", "they"):
        return False
    somebody = low in SUBJECTS or subjects.mention_at(begin + 1) is not None
    return somebody or low in word_set("determiners") or low.isdigit()


def _said_behind(words: Words, begin: int, stop: int) -> bool:
    """Return whether a verb of saying stands right behind a comma, as where a clause about the speaker has ended."""
    return any(words.low[i] in _REPORTING and "," in words.gap[i] for i in range(begin, stop))


def _told_around(words: Words, subjects: Subjects, first: int, stop: int) -> list[Run]:
    """Return what is reported on either side of who says it, within one clause: ``The dock, said Harrow, was old``."""
    for k in range(first + 1, min(first + _ASIDE, stop - _SHORTEST)):
        told = _aside_of_saying(words, subjects, k, stop) if read_gap(words.gap[k]).comma else None
        if told is None:
            continue
        source, cue, begin = told
        goes_on = stop - begin >= _SHORTEST and read_gap(words.gap[begin]).comma
        if goes_on and (words.low[begin] in BE or words.low[begin] in word_set("modals")):
            head = _behind_dateline(words, first, k)
            pieces = [(head, k)] * (k - head >= _SHORTEST) + [(begin, stop)]
            return [Run(words.start[a], words.end[b - 1], "indirect", source, cue, 0.75) for a, b in pieces]
        return []
    return []


def _aside_of_saying(words: Words, subjects: Subjects, k: int, stop: int) -> tuple[Span, Span, int] | None:
    """Return who says something in an aside that begins with word ``k``, with which words, and where it ends: ``, said
    Harrow,``, ``, Harrow told the court,``, ``, according to Harrow,``.
    """
    by = words.low[k : k + 2] == ["according", "to"]
    if by or words.low[k] in _TOLD_BEHIND:
        at = k + 2 if by else k + 1
        source = subjects.after(at, stop)
        begins = source is not None and source[0] == words.start[at]
        return (source, words.span(k, at - 1), words.last_in(source)) if source and begins else None
    m = subjects.mention_at(k)
    source = (m.start, m.end) if m else words.span(k, k) if words.low[k] in SUBJECTS else None
    verb = words.last_in(source) if source else stop
    if source is None or verb >= stop or words.gap[verb] != " " or words.low[verb] not in _REPORTING:
        return None
    ends = (i for i in range(verb + 1, min(verb + _CALLED, stop)) if "," in words.gap[i])
    begin = next(ends, stop)
    return source, words.span(verb, verb), begin


def _told_behind(words: Words, subjects: Subjects, first: int, stop: int) -> Run | None:
    """Return what is reported before a comma: ``..., said Harrow, a pilot``, ``..., according to him``."""
    low = words.low
    for k in range(first + _SHORTEST, stop - 1):
        told = low[k] in _TOLD_BEHIND
        begin = k + 1 if told else k + 2
        if begin >= stop or subjects.quoted[k] or not (told or low[k : k + 2] == ["according", "to"]):
            continue
        ended = read_gap(words.gap[k]).comma and low[k - 1] not in word_set("ends_subject")
        if not ended or (told and _is_somebody(words, subjects, first, k)):
            continue
        source = subjects.after(begin, stop)
        acts = told and source is not None and _has_verb(words, words.last_in(source), stop)
        if source and _begins_with(words, source, begin) and not acts:
            start = words.start[_behind_dateline(words, first, k)]
            return Run(start, words.end[k - 1], "indirect", source, words.span(k, begin - 1), 0.75)
    return None


def _begins_with(words: Words, source: Span, begin: int) -> bool:
    """Return whether who speaks begins with word ``begin``, or with what explains a name: ``its curator, Ana Ruiz``."""
    named = words.first_in(source)
    apposed = begin < named <= begin + _APPOSED and words.gap[named] == ", "
    return named == begin or (apposed and set(words.gap[begin + 1 : named]) <= WITHIN)


def _is_somebody(words: Words, subjects: Subjects, first: int, stop: int) -> bool:
    """Return whether words are nothing but a name and what explains it: ``Harrow, 46, a pilot of the port``."""
    lex, begin = lexicon(), _behind_dateline(words, first, stop)
    commas = [i for i in range(begin + 1, stop) if "," in words.gap[i]]
    for end in (*commas[:1], stop):
        m = subjects.mention_at(end - 1)
        if m and words.first_in(subjects.with_role((m.start, m.end), end)) == begin:
            asides = {words.low[i] for i in commas if i >= end} - lex.heads - lex.modifiers - _EXPLAINS - _BEHIND
            return sum(i >= end for i in commas) < _ASIDES or all(map(str.isdigit, asides))
    return False


def _told_in_front(words: Words, subjects: Subjects, first: int, stop: int) -> Run | None:
    """Return what is reported behind a comma: ``According to Harrow, a pilot, the dock would close``."""
    if words.low[first : first + 2] != ["according", "to"]:
        return None
    source = subjects.after(first + 2, stop)
    if source is None:
        return None
    commas = [i for i in range(words.last_in(source), stop) if "," in words.gap[i]]
    aside = len(commas) > 1 and commas[1] - commas[0] < _ASIDE
    aside = aside and words.low[commas[0]] in _EXPLAINS and BE.isdisjoint(words.low[commas[0] : commas[1]])
    begin = commas[aside] if commas else stop
    if stop - begin < _SHORTEST or begin - first > _DATELINE + _ASIDE:
        return None
    return Run(words.start[begin], words.end[stop - 1], "indirect", source, words.span(first, first + 1), 0.75)


def _told_of_another(words: Words, subjects: Subjects, first: int, stop: int) -> Run | None:
    """Return what somebody is quoted as saying: ``The paper quoted Harrow as saying that the dock was old``, ``The dock
    was old, the paper quoted Harrow as saying``.
    """
    verb = next((i for i in range(first + 3, stop) if is_said_as(words, i)), stop)
    quoted = quoted_as(words, subjects, verb) if verb < stop else None
    if quoted is None:
        return None
    begin, end = told_from(words, verb, verb + 1, stop), stop
    heard = words.low[verb] in TELLING and begin == verb + 1
    if heard or end - begin < _SHORTEST or words.low[begin] in CIRCUMSTANCES:
        begin = _behind_dateline(words, first, verb)
        end = next((i for i in range(verb - 1, begin, -1) if "," in words.gap[i]), begin)
    if end - begin < _SHORTEST:
        return None
    return Run(words.start[begin], words.end[end - 1], "indirect", quoted[0], words.span(verb, verb), 0.75)


def only_heard(words: Words, cue: int, first: int, last: int) -> bool:
    """Return whether words behind a verb only tell who is told to do what follows in marks, or who said what stands
    before: ``told the crowd to "vote"``, ``a plan announced by the board``.
    """
    if first != cue + 1:
        return False
    told = words.low[cue] in TELLING and words.low[last] == "to"
    return told or (words.low[first] == "by" and words.low[cue].endswith("ed"))


def said_of(words: Words, k: int) -> bool:
    """Return whether a verb of saying tells what others said of its subject, or what nobody said: ``Quill was later
    declared dead``, ``as Harrow could have told them``. ``IS`` beside a verb in small letters is a name.
    """
    if not words.low[k].endswith("ed") and words.low[k] not in _PARTICIPLES:
        return False
    while k > 1 and words.gap[k] == " " and (words.low[k - 1] in _BETWEEN or words.low[k - 1].endswith("ly")):
        k -= 1
    if k > 1 and words.low[k - 1] == "have" and words.low[k - 2] in word_set("modals"):
        return True
    named = k > 0 and words.word[k - 1].isupper() and words.word[k].islower()
    return k > 0 and words.gap[k] == " " and words.low[k - 1] in _PASSIVE and not named


def told_of(words: Words, k: int) -> bool:
    """Return whether the words that a verb of saying brings are said of its subject or to it: ``Quill was called``,
    ``Quill was asked``, not ``Quill was quoted`` or ``Quill is expected to say``.
    """
    lex, low = lexicon(), words.low[k]
    held = low in _HELD and words.low[k + 1 : k + 2] == ["to"]
    if low in _REPEATING or (held and not _WORDING.isdisjoint(words.low[k + 2 : k + 5])):
        return False
    return (low in lex.cues or low in lex.weak_cues) and said_of(words, k)


def gains(words: Words, k: int, stop: int) -> bool:
    """Return whether somebody or something gets what verb ``k`` has for its object: ``claimed 14 lives``."""
    if words.low[k] not in _GAINING:
        return False
    for i in range(k + 1, min(stop, k + _OBJECT)):
        if words.gap[i] not in (" ", "-"):
            return False
        if words.low[i] in word_set("gained"):
            return i + 1 >= stop or words.low[i + 1] not in BE
    return False


def _has_verb(words: Words, k: int, stop: int) -> bool:
    """Return whether what a speaker would be acts himself from word ``k`` on: ``Quill, who left, said he was ill``."""
    return k < stop and words.gap[k].strip(MARKS) == " " and words.low[k] not in _BEHIND and words.low[k] not in DAYS


def _behind_time(words: Words, first: int, stop: int) -> int:
    """Return the first word of a sentence behind the time of a report that goes on: ``10.42am: The mayor said``."""
    digits = next((i for i in range(first, stop) if not words.low[i][:1].isdigit()), stop)
    return (
        digits
        if first < digits < stop and _TIME.fullmatch(words.text, words.start[first], words.end[digits - 1])
        else first
    )


def _behind_dateline(words: Words, first: int, stop: int) -> int:
    """Return the first word of a story behind the dash of its dateline: ``VELM, March 3 -- A ferry sank``."""
    for i in range(first + 1, min(first + _DATELINE, stop)):
        gap = words.gap[i]
        if gap.strip(") ") in _DASHES and gap.endswith(" ") and (gap[0] == ")" or words.word[first].isupper()):
            return i
    return first
