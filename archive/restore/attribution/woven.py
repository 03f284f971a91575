"""Finds what is reported partly in marks, and gives it back whole: ``Ruiz said the plan was "a disaster" for all``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.subject import Subjects
from archive.restore.values import Run
from archive.restore.words import Words
from index.values import replace

FEWEST = 2
"""Words outside marks from which on what is reported is more than the words in them."""

_OPENS = re.compile('["“„«]\\s?$')
_CLOSES = re.compile('[.,!?…]?["”»]')
MARKS = '"“”„«»'

Read = tuple[Run, Pair]


def woven(words: Words, subjects: Subjects, read: Sequence[Read], marked: Sequence[Read]) -> Iterator[Read]:
    """Yield the pieces of reported speech that were ``read``, in order, each with the words in marks that its sentence
    flows into and the pieces behind those: they are one statement.
    """
    by_first = {pair.first: pair.last for _, pair in marked}
    by_last = {last: first for first, last in by_first.items()}
    pieces = {pair.first: (run, pair.last) for run, pair in read}
    taken = -1
    for run, pair in read:
        if pair.last <= taken:
            continue
        first, last = by_last.get(pair.first - 1, pair.first), pair.last
        first = first if first > taken and flows(words, subjects, pair.first) else pair.first
        last = _reach(words, subjects, (run, pair), pieces, by_first)
        taken = last if last > pair.last else taken
        if (first, last) == (pair.first, pair.last):
            yield run, pair
        else:
            whole = replace(run, start=words.start[first], end=words.end[last])
            yield whole, Pair(first, last, whole.start, whole.end)


def _reach(
    words: Words,
    subjects: Subjects,
    piece: Read,
    pieces: Mapping[int, tuple[Run, int]],
    by_first: Mapping[int, int],
) -> int:
    """Return the last word of the statement that a piece begins; ``pieces`` are all, by their first word."""
    run, pair = piece
    last = pair.last
    while last + 1 in by_first and flows(words, subjects, last + 1):
        last = by_first[last + 1]
        told, end = pieces.get(last + 1) or pieces.get(last + 2) or (run, last)
        if end == last or not flows(words, subjects, last + 1) or (told.cue and told.cue[0] > run.end):
            break
        last = end
    return last


def flows(words: Words, subjects: Subjects, i: int) -> bool:
    """Return whether a sentence flows over the mark in gap ``i``: no stop stands there, and no colon; a comma does
    where what follows does not begin anew.
    """
    gap = words.gap[i]
    if subjects.stops(i):
        return False
    seen = read_gap(gap)
    apart = seen.comma or seen.dash or seen.bracket
    return not seen.colon and not (apart and not words.word[i][0].islower())


def with_marks(words: Words, subjects: Subjects, run: Run) -> Run:
    """Return reported speech with the outer marks of the words in marks that stand at its ends."""
    first, last = words.first_in((run.start, run.end)), words.last_in((run.start, run.end)) - 1
    if not any(subjects.quoted[first : last + 1]):
        return run
    opens = _OPENS.search(words.text, max(0, run.start - 2), run.start) if subjects.quoted[first] else None
    closes = _CLOSES.match(words.text, run.end) if subjects.quoted[last] else None
    return replace(run, start=opens.start() if opens else run.start, end=closes.end() if closes else run.end)


def outside(words: Words, subjects: Subjects, run: Run) -> int:
    """Return how many words of a run stand outside marks."""
    first, stop = words.first_in((run.start, run.end)), words.last_in((run.start, run.end))
    return stop - first - sum(subjects.quoted[first:stop])


def is_woven(words: Words, subjects: Subjects, first: int, stop: int) -> bool:
    """Return whether the words in marks of a sentence are part of it: it flows into them or out of them."""
    quoted = subjects.quoted
    if (first and quoted[first] and quoted[first - 1]) or (stop < len(words) and quoted[stop] and quoted[stop - 1]):
        return False
    begin = quoted.find(1, first, stop)
    while begin >= 0:
        end = quoted.find(0, begin, stop)
        into = begin > first and flows(words, subjects, begin)
        out = end >= 0 and not words.gap[end].strip(MARKS + " \n")
        if not into and not out:
            return False
        begin = quoted.find(1, end, stop) if end >= 0 else -1
    return True
