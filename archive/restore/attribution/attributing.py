"""Weighs what the learned reader and the rules say about who said what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.indirect import told_of
from archive.restore.attribution.items import Items
from archive.restore.attribution.pairing import Pair, goes_on
from archive.restore.attribution.quoting import quoted_as
from archive.restore.attribution.reporting import FAIR_RIGHT, reported, told_once, touch
from archive.restore.attribution.saying import Saying
from archive.restore.attribution.source import RELATIVES, trimmed_source
from archive.restore.attribution.speech import Speech, sayings
from archive.restore.attribution.subject import Subjects
from archive.restore.attribution.works import names_a_work
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention, Run
from archive.restore.words import Words
from index.article import Span
from index.values import replace

FIRM, UNSURE = 0.955, 0.7
"""How sure the rules must be of a source to overrule the reader, and how sure it must be to overrule unsure rules.

Of 955 quotes in clean articles that the reader was not trained on, of which it and the rules told other sources, 464
were right where unsure rules overruled nothing, and 542 where they overrule a reader less sure than .7.
"""

AGREED, ALONE = 0.3, 0.65
"""What is left of the doubt in a source where rules agree, and of the trust in it where they do not.

Of 5,566 quotes of which both named the same source, 5,450 were right.
"""

SAID = 0.65
"""Words in marks less likely said than this, beside which the rules find nobody who says them, are no speech."""

DOUBTED = 0.7
"""Words in marks that the reader takes for nobody's, less surely than this, are speech where firm rules tell whose."""

TITLE = 0.78
"""How often words in marks that are written and placed like the title of a work are one, where the reader thinks them
speech: 65 of 83 in articles with gold.
"""

BYNAME = 0.9
"""How likely words in marks that stand within a name are part of it."""

UNSAID = 0.67
"""How often a few words in marks within a sentence are nobody's, where the reader's source stands in a paragraph above
and the rules find none: 10 of 15 in the articles with gold that the reader was trained on, so more often elsewhere.
"""

_SENTENCE = 5
"""Words in marks from which on they may be a sentence."""

_BYNAME = 4
"""Words of a byname at most."""

_WHEN = frozenset(["on", "in", "at", "during", "that"])
_FIRM_RIGHT = 0.85
_MARKS = "\"“”„«»'‘’` \n\t\r"


def attributed(words: Words, mentions: Sequence[Mention], runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs, their sources and cues as reader and rules together make most likely."""
    placed = [(run, _pair(words, run)) for run in (_trimmed(words.text, _sourced(words, r)) for r in runs)]
    marked = list(_continued(words, [(run, pair) for run, pair in placed if pair and run.kind != "indirect"]))
    subjects = Subjects(words, mentions, [pair for _, pair in marked])
    listed = Items(words, subjects).sayings([pair for run, pair in marked if _may_be_said(run)])
    told = sayings(Speech(words, subjects), [pair for _, pair in marked])
    found = [listed.get(pair, saying) for (_, pair), saying in zip(marked, told, strict=True)]
    joined = [
        _unsaid(run, TITLE)
        if run.kind == "direct" and names_a_work(words, pair)
        else _unsaid(run, BYNAME)
        if run.kind == "direct" and _is_byname(subjects, pair)
        else _unsaid(run, UNSAID)
        if run.kind == "direct" and saying is None and _is_far(subjects, run, pair)
        else _weighed(words, _narrowed(subjects, run, saying), _relative(words, run.source, saying))
        for (run, pair), saying in zip(marked, found, strict=True)
    ]
    read = [(run, pair) for run, pair in placed if pair and run.kind == "indirect"]
    joined.extend(reported(words, subjects, read, marked))
    joined = [_quoted_by_another(words, subjects, _outside_clause(words, subjects, run)) for run in joined]
    once = told_once(words, joined)
    return tuple(_named(words, subjects, run) for run in sorted(once, key=lambda r: (r.start, r.end)))


def _may_be_said(run: Run) -> bool:
    """Return whether words in marks are taken for speech, or not surely for nobody's."""
    return run.kind == "direct" or run.probability < DOUBTED


def _outside_clause(words: Words, subjects: Subjects, run: Run) -> Run:
    """Return a run as that of the subject of its verb, where its source is the ``who`` of a clause that has ended
    before: ``The pilot, who asked not to be named, said``.
    """
    if run.source is None or run.cue is None or words.text[slice(*run.source)].lower() not in RELATIVES:
        return run
    at, cue = words.first_in(run.source), words.first_in(run.cue)
    subject = subjects.before(cue) if any("," in words.gap[i] for i in range(at + 1, cue + 1)) else None
    return replace(run, source=subject) if subject else run


def _quoted_by_another(words: Words, subjects: Subjects, run: Run) -> Run:
    """Return a run as whose it is, not as that of who quotes them: ``the agency quoted Ana Ruiz as saying``."""
    if run.cue is None or run.source is None:
        return run
    for at in range(words.first_in(run.cue), words.last_in(run.cue)):
        quoted = None if subjects.quoted[at] else quoted_as(words, subjects, at)
        if quoted and run.source[0] < words.start[quoted[1]]:
            return replace(run, source=quoted[0], cue=words.span(quoted[1], quoted[1]), sure=_FIRM_RIGHT)
    return run


def _continued(words: Words, marked: Sequence[tuple[Run, Pair]]) -> Iterator[tuple[Run, Pair]]:
    """Yield runs between marks with their pairs, which tell now where speech goes on in the next paragraph."""
    for (run, pair), (_, after) in pairwise(marked):
        yield run, replace(pair, continued=True) if goes_on(words, pair.last, after.first) else pair
    yield from marked[-1:]


def _named(words: Words, subjects: Subjects, run: Run) -> Run:
    if run.source is None:
        return run
    if run.kind == "direct" and _was_told(words, run):
        return replace(run, source=None, cue=None)
    source = trimmed_source(words, subjects, _aged(words, subjects, run.source), run.cue)
    whole = subjects.mention_at(words.last_in(source) - 1)
    if whole and whole.end == source[1]:
        role = whole.role or source
        inside = source[0] < whole.end and whole.start < source[0]
        source = (whole.start if inside else role[0] if role[0] < source[0] < role[1] else source[0], source[1])
    cue = _of_saying(words, run.cue) if run.cue else None
    return run if (source, cue) == (run.source, run.cue) else replace(run, source=source, cue=cue)


def _aged(words: Words, subjects: Subjects, source: Span) -> Span:
    """Return the name before a source that is somebody's age alone, or what is left of ``'s`` behind it: ``Ana Ruiz,
    52, who runs the shop, said``.
    """
    first, end = words.first_in(source), words.last_in(source)
    alone = first > 0 and end == first + 1 and (words.low[first].isdigit() or words.low[first] == "s")
    before = subjects.mention_at(first - 1) if alone else None
    return (before.start, before.end) if before else source


def _of_saying(words: Words, cue: Span) -> Span:
    """Return a cue without the preposition behind its verb that begins what is no part of it: ``said on`` Sunday."""
    begin, last = words.first_in(cue), words.last_in(cue) - 1
    ended = next((i for i in range(begin + 1, last + 1) if "\n" in words.gap[i] or words.gap[i].startswith(". ")), None)
    if ended:
        return cue[0], words.end[ended - 1]
    said = last > words.first_in(cue) and words.low[last] in _WHEN and words.low[last - 1] in lexicon().cues
    return (cue[0], words.end[last - 1]) if said else cue


def _was_told(words: Words, run: Run) -> bool:
    """Return whether the source of words in marks is who hears them or is meant by them: ``"Why?" Harrow was asked``,
    ``Harrow was accused of "lying"``.
    """
    if run.cue is None or run.source is None or run.source[0] > run.cue[0] or "." in words.text[run.cue[1] : run.start]:
        return False
    first, verb = words.first_in(run.cue), words.last_in(run.cue) - 1
    verb -= verb > first and words.low[verb] in word_set("prepositions")
    return told_of(words, verb)


def _sourced(words: Words, run: Run) -> Run:
    """Return a run without a source that can be nobody: a number or a day."""
    if run.source is None:
        return run
    said = words.low[words.first_in(run.source) : words.last_in(run.source)]
    nobody = all(map(str.isdigit, said)) or all(low in word_set("not_heads") for low in said)
    return replace(run, source=None, cue=None) if nobody else run


def _trimmed(text: str, run: Run) -> Run:
    """Return the run without quotation marks or space at its ends."""
    start, end = run.start, run.end
    while end - start > 1 and text[start] in _MARKS:
        start += 1
    while end - start > 1 and text[end - 1] in _MARKS:
        end -= 1
    return run if (start, end) == (run.start, run.end) else replace(run, start=start, end=end)


def _pair(words: Words, run: Run) -> Pair | None:
    first, last = words.first_in((run.start, run.end)), words.last_in((run.start, run.end)) - 1
    return Pair(first, last, run.start, run.end) if first <= last else None


def _narrowed(subjects: Subjects, run: Run, saying: Saying | None) -> Run:
    """Return a run with the source that firm rules tell, where its own names others as well: ``the prosecutor, Ana
    Quill, Harrow`` in front of turns of both.
    """
    if run.source is None or saying is None or saying.probability < FIRM or saying.source == run.source:
        return run
    if not run.source[0] <= saying.source[0] < saying.source[1] <= run.source[1]:
        return run
    words, at = subjects.words, subjects.words.first_in(saying.source)
    if "," not in words.gap[at]:
        return run
    named = (subjects.mention_at(i) for i in range(words.first_in(run.source), words.last_in(run.source)))
    several = len({m.start for m in named if m}) > 1
    return replace(run, source=saying.source) if several else run


def _weighed(words: Words, run: Run, saying: Saying | None) -> Run:
    """Return one run between marks, its source the one that is likelier right, and how sure that is."""
    if run.kind == "quoted" and saying and saying.probability >= FIRM and run.probability < DOUBTED:
        run = replace(run, kind="direct", probability=round(1 - run.probability, 4))
    elif run.kind == "quoted":
        return _unsaid(run, run.probability)
    if saying is None and run.probability < SAID:
        return _unsaid(run, round(1 - run.probability, 4))
    if run.source is None:
        return run if saying is None else replace(run, source=saying.source, cue=saying.cue, sure=FAIR_RIGHT)
    if saying is None:
        return replace(run, sure=round(run.sure * ALONE, 4))
    own = run.source
    if words.low[words.first_in(own)] in RELATIVES - {"whose"} and words.first_in(own) == words.last_in(saying.source):
        own = saying.source
    if touch(own, saying.source):
        source = saying.source if saying.source[0] < own[0] else own
        heard = saying.cue is not None and told_of(words, words.first_in(saying.cue))
        cue = saying.cue if heard else run.cue or saying.cue
        return replace(run, source=source, cue=cue, sure=round(1 - (1 - run.sure) * AGREED, 4))
    if saying.probability >= FIRM:
        return replace(run, source=saying.source, cue=saying.cue, sure=_FIRM_RIGHT)
    if run.sure < max(UNSURE, saying.probability):
        return replace(run, source=saying.source, cue=saying.cue, sure=FAIR_RIGHT)
    return replace(run, sure=round(run.sure * ALONE, 4))


def _is_far(subjects: Subjects, run: Run, pair: Pair) -> bool:
    """Return whether a few words in marks stand within a sentence and their source in a paragraph above: the ``road to
    nowhere`` is nobody's where no words of saying are beside it.
    """
    words, first = subjects.words, pair.first
    if run.source is None or run.source[1] > run.start or pair.last - first + 1 >= _SENTENCE:
        return False
    gap = read_gap(words.gap[first])
    within = first > 0 and not (subjects.stops(first) or gap.comma or gap.colon or gap.dash or gap.stop)
    goes_on = pair.last + 1 < len(words) and not subjects.stops(pair.last + 1)
    return within and goes_on and subjects.breaks(words.last_in(run.source), first) > 0


def _is_byname(subjects: Subjects, pair: Pair) -> bool:
    """Return whether a few words in marks stand within a name: ``Peter "The Gull" Harrow``."""
    words, before, behind = subjects.words, pair.first - 1, pair.last + 1
    if before < 0 or behind >= len(words) or behind - pair.first > _BYNAME or not words.word[before][0].isupper():
        return False
    between = words.gap[pair.first].strip(_MARKS), words.gap[behind].strip(_MARKS)
    apart = between == ("", "") and "\n" not in words.gap[pair.first] + words.gap[behind]
    return apart and not subjects.stops(pair.first) and subjects.mention_at(behind) is not None


def _relative(words: Words, source: Span | None, saying: Saying | None) -> Saying | None:
    """Return a saying with ``source`` as its own where that is the ``who`` right behind the words it names."""
    if source is None or saying is None or words.text[source[0] : source[1]].lower() not in RELATIVES:
        return saying
    at = words.first_in(source)
    cue = words.first_in(saying.cue) if saying.cue else at
    behind = any("," in words.gap[i] for i in range(at + 1, cue + 1))
    return saying if behind or at != words.last_in(saying.source) else replace(saying, source=source)


def _unsaid(run: Run, probability: float) -> Run:
    """Return a run as words that nobody says."""
    return Run(run.start, run.end, "quoted", None, None, probability)
