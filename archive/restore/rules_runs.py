"""Finds speech by rules: what stands between marks, who says it, and speech reported without marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.restore.pairing import Pair, pair_marks
from archive.restore.rules_indirect import reported_runs
from archive.restore.rules_speech import Saying, Speech
from archive.restore.rules_subject import Subjects
from archive.restore.values import Mention, Run
from archive.restore.words import Words


@dataclass(frozen=True, slots=True)
class _Said:
    pair: Pair
    saying: Saying | None


def find_runs(words: Words, mentions: Sequence[Mention]) -> tuple[Run, ...]:
    """Return the speech of a text in order, each run with the words that point at its speaker."""
    if not len(words):
        return ()
    subjects = Subjects(words, mentions)
    speech = Speech(words, subjects)
    pairs = pair_marks(words)
    said = _attributed(speech, pairs)
    runs = [_run(words, s) for s in said]
    runs.extend(reported_runs(words, subjects, pairs))
    return tuple(sorted(runs, key=lambda r: (r.start, r.end)))


def _run(words: Words, said: _Said) -> Run:
    saying, pair = said.saying, said.pair
    if saying is None:
        return Run(pair.start, pair.end, "quoted", None, None, 0.7)
    return Run(pair.start, pair.end, "direct", saying.source, saying.cue, saying.probability)


def _attributed(speech: Speech, pairs: list[Pair]) -> list[_Said]:
    """Return every pair with what says it: words of its own sentence first, else those of its neighbours."""
    own: list[Saying | None] = []
    for n, pair in enumerate(pairs):
        before = pairs[n - 1] if n else None
        after = pairs[n + 1] if n + 1 < len(pairs) else None
        own.append(speech.saying_of(pair, before, after))
    said: list[_Said] = []
    for n, pair in enumerate(pairs):
        saying = own[n]
        if saying is None:
            saying = _from_neighbours(speech, pairs, own, said, n)
        said.append(_Said(pair, saying))
    return said


def _from_neighbours(
    speech: Speech, pairs: list[Pair], own: list[Saying | None], said: list[_Said], n: int
) -> Saying | None:
    """Return the saying that a run without one shares with the run before it or after it."""
    pair = pairs[n]
    whole = speech.is_sentence(pair)
    if n and said[n - 1].saying and speech.continues(pairs[n - 1], pair, whole=whole):
        return _weaker(said[n - 1].saying)
    if whole and n + 1 < len(pairs) and own[n + 1] and speech.leads_to(pair, pairs[n + 1]):
        return _weaker(own[n + 1])
    if whole and n and said[n - 1].saying and speech.same_voice(pairs[n - 1], pair):
        return _weaker(said[n - 1].saying)
    return speech.loose_saying(pair, whole=whole)


def _weaker(saying: Saying | None) -> Saying | None:
    return Saying(saying.source, saying.cue, saying.probability * 0.93) if saying else None
