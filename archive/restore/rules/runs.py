"""Finds speech by rules: what stands between marks, who says it, and speech reported without marks."""

from __future__ import annotations

from collections.abc import Sequence

from archive.restore.rules.indirect import reported_runs
from archive.restore.rules.pairing import Pair, pair_marks
from archive.restore.rules.saying import Saying
from archive.restore.rules.speech import Speech
from archive.restore.rules.subject import Subjects
from archive.restore.values import Mention, Run
from archive.restore.words import Words


def find_runs(words: Words, mentions: Sequence[Mention]) -> tuple[Run, ...]:
    """Return the speech of a text in order, each run with the words that point at its speaker."""
    if not len(words):
        return ()
    pairs = pair_marks(words)
    subjects = Subjects(words, mentions, pairs)
    speech = Speech(words, subjects)
    runs = [_run(pair, saying) for pair, saying in zip(pairs, sayings(speech, pairs), strict=True)]
    runs.extend(reported_runs(words, subjects))
    return tuple(sorted(runs, key=lambda r: (r.start, r.end)))


def _run(pair: Pair, saying: Saying | None) -> Run:
    if saying is None:
        return Run(pair.start, pair.end, "quoted", None, None, 0.7)
    return Run(pair.start, pair.end, "direct", saying.source, saying.cue, saying.probability)


def sayings(speech: Speech, pairs: Sequence[Pair]) -> list[Saying | None]:
    """Return what says each pair: words of its own sentence first, else those of its neighbours."""
    own: list[Saying | None] = []
    for n, pair in enumerate(pairs):
        after = pairs[n + 1] if n + 1 < len(pairs) else None
        own.append(speech.saying_of(pair, after, (pairs[n - 1], own[n - 1]) if n else None))
    found: list[Saying | None] = []
    for n, saying in enumerate(own):
        found.append(saying or _from_neighbours(speech, pairs, own, found, n))
    return found


def _from_neighbours(
    speech: Speech, pairs: Sequence[Pair], own: Sequence[Saying | None], found: Sequence[Saying | None], n: int
) -> Saying | None:
    """Return the saying that a run without one shares with the run before it or after it, or with the end of the speech
    over paragraphs that it begins.
    """
    pair = pairs[n]
    whole = speech.is_sentence(pair)
    last = found[n - 1] if n else None
    if last and speech.continues(pairs[n - 1], pair, whole=whole):
        return _weaker(last)
    end = next((k for k in range(n, len(pairs)) if own[k] or not pairs[k].continued), n)
    following = own[end] if end > n else own[n + 1] if n + 1 < len(pairs) else None
    if whole and following and speech.leads_to(pair, pairs[n + 1]):
        return _weaker(following)
    if whole and last and speech.same_voice(pairs[n - 1], pair):
        return _weaker(last)
    return speech.loose_saying(pair, whole=whole)


def _weaker(saying: Saying) -> Saying:
    return Saying(saying.source, saying.cue, saying.probability * 0.93)
