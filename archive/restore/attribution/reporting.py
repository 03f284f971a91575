"""Tells what is reported, of what the learned reader and the rules say of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.hearing import told_from
from archive.restore.attribution.indirect import gains, only_heard, reported_runs, said_of
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.quoting import is_said_as
from archive.restore.attribution.reaching import explains, parted
from archive.restore.attribution.source import RELATIVES
from archive.restore.attribution.subject import PRONOUNS, Subjects
from archive.restore.attribution.woven import with_marks, woven
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Run
from archive.restore.words import Words
from index.article import Span
from index.values import replace

FAIR_RIGHT = 0.7
"""How often a source is right of which the rules alone, or the less sure of rules and reader, tell."""

ALONE, BOTH, AGREED = 0.7, 0.9, 0.95
"""Trust in reported speech that rules tell of alone and with the reader, and in a source that both tell."""

FEWEST, TRUSTED = 3, 0.3
"""Words and trust below which reported speech that the reader alone tells of is left out."""

_POINTING = frozenset(["referring"])
"""Participles that only tell what somebody means: ``referring to the dock``."""

_UNSAID = frozenset(
    [(verb, "not") for verb in ("can", "could", "did", "does", "do", "would", "will")]
    + [(verb, "t") for verb in ("can", "couldn", "didn", "doesn", "don", "wouldn", "won")]
)
_ASKED = frozenset(["asked", "pressed", "questioned", "quizzed", "challenged"])
"""What opens the clause of what a speaker was asked."""

_REFUSED = frozenset(["refused", "refuses", "declined", "declines", "refusing", "declining"])
_SAYING = frozenset(["say", "tell", "said", "told", "saying", "telling"])
_MONEY = frozenset("$£€¥#")
_HEARERS = 15
"""Words of who was told, when and where, at most."""

_CIRCUMSTANCES = word_set("prepositions") | word_set("days")
_BEGINS = PRONOUNS | word_set("articles") | word_set("owners") | {"there"}
_VERBS = word_set("auxiliaries") | word_set("modals") | {"are", "have"}


def reported(
    words: Words, subjects: Subjects, read: Sequence[tuple[Run, Pair]], marked: Sequence[tuple[Run, Pair]]
) -> Iterator[Run]:
    """Yield reported speech, each run within one sentence, of what the reader found, ``read``, and what rules find,
    with the words in marks, ``marked``, that are part of it.
    """
    for run in _believable(words, subjects, list(woven(words, subjects, read, marked))):
        if not _was_asked(words, subjects, run) and not _was_not_said(words, run):
            for one in parted(words, subjects, _in_one_sentence(words, subjects, run)):
                if words.last_in((one.start, one.end)) - words.first_in((one.start, one.end)) > 1:
                    yield with_marks(words, subjects, _with_signs(words.text, one))


def told_once(words: Words, runs: Sequence[Run]) -> list[Run]:
    """Return the runs less reported speech that takes for its speaker what another run of the same verb reports: ``The
    pilots' union, an old one, said the dock was closed`` is not what the dock said of the union.
    """
    told: dict[Span, list[Run]] = {}
    for run in runs:
        if run.kind == "indirect" and run.cue and run.source:
            told.setdefault(run.cue, []).append(run)
    dropped = {
        id(min(pair, key=lambda r: (_has_clause(words, r), r.probability * r.sure)))
        for same in told.values()
        for pair in combinations(same, 2)
        if _holds(pair[0], pair[1].source) or _holds(pair[1], pair[0].source)
    }
    return [run for run in runs if id(run) not in dropped]


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Return whether two places share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _believable(words: Words, subjects: Subjects, read: Sequence[tuple[Run, Pair]]) -> Iterator[Run]:
    """Yield reported speech: what rules find with the reader's trust in it, else what the reader is sure was spoken."""
    lex = lexicon()
    ruled = reported_runs(words, subjects)
    starts = [r.start for r in ruled]
    touched: dict[int, Run] = {}
    for run, pair in read:
        n = bisect_right(starts, run.end) - 1
        if n >= 0 and ruled[n].end > run.start:
            touched.setdefault(n, run)
            continue
        if _is_stray(words, subjects, run, pair.first):
            continue
        cue = words.last_in(run.cue) - 1 if run.cue else pair.first
        first = told_from(words, cue, pair.first, pair.last + 1)
        first += 2 * (words.low[first : first + 2] == ["and", "that"])
        hearer = words.low[pair.last] == "that" and words.low[first] in word_set("prepositions")
        quoted = any(is_said_as(words, at) for at in range(pair.last + 1, min(pair.last + 3, len(words))))
        if hearer or quoted or only_heard(words, cue, pair.first, pair.last):
            continue
        if run.cue and (said_of(words, cue) or gains(words, cue, pair.last + 1)):
            continue
        verbs = words.low[words.first_in(run.cue) : words.last_in(run.cue)] if run.cue else ()
        spoken = any(v in lex.cues or v in lex.noun_cues - _POINTING for v in verbs)
        if spoken and run.source and pair.last - first + 1 >= FEWEST and run.probability * run.sure >= TRUSTED:
            yield replace(run, start=words.start[first])
    for n, run in enumerate(ruled):
        yield _believed(words, _begun(words, run, touched.get(n)), touched.get(n))


def _begun(words: Words, run: Run, other: Run | None) -> Run:
    """Return reported speech that rules found, from where the reader begins it behind who was told, when and where."""
    if other is None or not run.start < other.start < run.end:
        return run
    first, begin = words.first_in((run.start, run.end)), words.first_in((other.start, other.end))
    told = run.cue is not None and first == words.last_in(run.cue) and begin - first <= _HEARERS
    when = words.low[first] in _CIRCUMSTANCES and not any("," in words.gap[i] for i in range(first, begin + 1))
    told = told and (words.low[begin - 1] == "that" or (when and words.low[begin] in _BEGINS))
    return replace(run, start=other.start) if told else run


def _is_stray(words: Words, subjects: Subjects, run: Run, first: int) -> bool:
    """Return whether no verb of saying can bring a run: its own stands in another paragraph and it begins within a
    sentence, or it explains words in marks as in ``"upmarket," a plan that failed``.
    """
    gap = read_gap(words.gap[first])
    if gap.marks and gap.comma and explains(words, first):
        return True
    if run.cue is None or subjects.sentence_start(first) == first:
        return False
    cue = words.first_in(run.cue)
    return subjects.breaks(min(cue, first) + 1, max(cue, first)) > 0


def _believed(words: Words, run: Run, other: Run | None) -> Run:
    """Return reported speech that rules found, with the source and the verb of the reader where it is surer of them."""
    if other is None:
        return replace(run, probability=ALONE, sure=FAIR_RIGHT, finder="rules")
    if other.source is None or run.source is None:
        return replace(run, probability=BOTH, sure=FAIR_RIGHT, finder="at odds")
    agreed = touch(other.source, run.source)
    same = other.cue is not None and run.cue is not None and touch(other.cue, run.cue)
    surer = other.sure > FAIR_RIGHT and not _within_clause(words, other.source, run.source)
    surer = surer and not _parted(words, other.source, run)
    found = replace(run, source=other.source, cue=other.cue) if same and (agreed or surer) else run
    if agreed:
        return replace(found, probability=BOTH, sure=AGREED, finder="both")
    return replace(found, probability=BOTH, sure=FAIR_RIGHT, finder="at odds")


def _within_clause(words: Words, inner: Span, source: Span) -> bool:
    """Return whether a source stands in the clause that explains another: ``One, who met the minister, said``."""
    behind = words.last_in(source)
    return behind < len(words) and words.low[behind] in RELATIVES and words.end[behind] < inner[0]


def _parted(words: Words, source: Span, run: Run) -> bool:
    """Return whether a comma parts a source from a verb with another behind it, ``The pilots, said Vass, had``, or
    ``according to`` another.
    """
    if run.cue is None or run.source is None:
        return False
    cue = words.first_in(run.cue)
    if words.low[cue] == "according":
        return not touch(source, run.source)
    return words.last_in(source) == cue and "," in words.gap[cue] and words.first_in(run.source) == cue + 1


def _was_asked(words: Words, subjects: Subjects, run: Run) -> bool:
    """Return whether the source of reported speech is who was asked it: ``Asked whether ..., Harrow said``, ``Harrow
    said when asked``.
    """
    if run.cue is None or run.source is None:
        return False
    first = words.first_in((run.start, run.end))
    if run.end <= run.source[0] and words.low[subjects.sentence_start(first)] in _ASKED:
        return True
    cue = words.first_in(run.cue)
    if words.low[cue] != "asked" or run.cue[1] > run.start:
        return False
    return run.end <= run.source[0] or (cue > 0 and words.low[cue - 1] in ("when", "if", "being", "was", "were"))


def _was_not_said(words: Words, run: Run) -> bool:
    """Return whether the source of reported speech did not say it, or did not know it: ``Harrow did not say when``,
    ``refused to say``, ``Half could not say what it was about``.
    """
    if run.cue is None:
        return False
    cue = words.last_in(run.cue) - 1
    before = words.low[max(0, cue - 2) : cue]
    refused = before[-1:] == ["to"] and before[0] in _REFUSED
    never = before[-1:] in (["cannot"], ["never"])
    return words.low[cue] in _SAYING and (refused or never or tuple(before[-2:]) in _UNSAID)


def _in_one_sentence(words: Words, subjects: Subjects, run: Run) -> Run:
    """Return reported speech up to the end of its first sentence, as far as that has a few words."""
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    ends = (i for i in range(first + 1, stop) if words.gap[i] != " " and subjects.stops(i))
    end = next((i for i in ends if not (subjects.quoted[i - 1] and subjects.quoted[i])), stop)
    return run if end == stop else replace(run, end=words.end[end - 1])


def _with_signs(text: str, run: Run) -> Run:
    """Return reported speech with the signs of its first and last numbers: ``$2 million``, ``by 12%``, ``(14-3)``."""
    start, end = run.start, run.end
    start -= text[start - 1 : start] in _MONEY
    end += text[end : end + 1] == "%"
    closes = text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end)
    return replace(run, start=start, end=end + closes)


def _holds(run: Run, source: Span | None) -> bool:
    return source is not None and run.start <= source[0] < run.end


def _has_clause(words: Words, run: Run) -> bool:
    """Return whether what is reported has a verb of its own, or a pronoun for a subject, not only in an aside about
    somebody: a name and what explains it has none.
    """
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    aside = False
    for i in range(first, stop):
        aside = words.low[i] in RELATIVES or (aside and "," not in words.gap[i])
        if words.low[i] in _VERBS and not aside:
            return True
    return words.low[first] in PRONOUNS
