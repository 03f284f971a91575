"""Weighs what the learned reader and the rules say about who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from archive.restore.pairing import Pair
from archive.restore.rules_runs import sayings
from archive.restore.rules_speech import Saying, Speech
from archive.restore.rules_subject import Subjects
from archive.restore.values import Mention, Run
from archive.restore.words import Words

TOLD = 0.2
"""Log-odds from which words in marks count as said by somebody."""

FIRM = 0.96
"""How sure the rules must be of a source to overrule the reader."""

_WITH_CUE, _WITHOUT = 0.7, -1.2
_MARKS = "\"“”„«»'‘’` \n\t\r"


def attributed(words: Words, mentions: Sequence[Mention], runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs with kind, source and cue as reader and rules together make most likely."""
    placed = [(run, _pair(words, run)) for run in (_trimmed(words.text, r) for r in runs)]
    marked = [(run, pair) for run, pair in placed if pair and run.kind != "indirect"]
    speech = Speech(words, Subjects(words, mentions))
    found = sayings(speech, [pair for _, pair in marked])
    joined = [_weighed(run, saying) for (run, _), saying in zip(marked, found, strict=True)]
    joined.extend(run for run, pair in placed if pair and run.kind == "indirect")
    return tuple(sorted(joined, key=lambda r: (r.start, r.end)))


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


def _weighed(run: Run, saying: Saying | None) -> Run:
    """Return one run between marks, judged by both."""
    sure = min(max(run.probability, 0.001), 0.999)
    odds = log(sure / (1 - sure))
    if saying is None:
        odds += _WITHOUT
    elif saying.cue is not None:
        odds += _WITH_CUE
    probability = round(1 / (1 + exp(-odds)), 4)
    if odds < TOLD:
        return Run(run.start, run.end, "quoted", None, None, round(1 - probability, 4))
    source, cue = run.source, run.cue
    if saying and (source is None or (saying.probability >= FIRM and not _touch(source, saying.source))):
        source, cue = saying.source, saying.cue
    return Run(run.start, run.end, "direct", source, cue, probability)


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
