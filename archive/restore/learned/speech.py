"""Says of each run of speech whether somebody says it, who, and with which verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.copy import sigmoid, softmax
from archive.restore.learned.tables import Floats
from index.values import dataclass

FARTHEST = 160
TOLD = 0.5
SHORTEST = 3
_NOBODY = 0.9
"""How likely a word must be of nobody who speaks to be no source."""

_TOGETHER = 32
"""Runs that are looked at together: more of them lie far apart."""

_REACH = 12
_STEPS = np.minimum((np.log(np.arange(1, FARTHEST + 1)) / 0.47).astype(np.int64), _REACH - 1)
_INSIDE = 2 * _REACH
_BEYOND = _INSIDE + 1
_AWAY = np.array([_BEYOND, *_STEPS[::-1], _INSIDE, *(_REACH + _STEPS), _BEYOND])
"""Which bucket of distances each word counts as, from just beyond ``FARTHEST`` before a run, through those inside it,
which count as one, to just beyond ``FARTHEST`` behind it.
"""


@dataclass(frozen=True, slots=True)
class Speech:
    """A run of words; ``source`` and ``verb`` are spans of words.

    ``clear`` tells how likely its marks stand where they do, ``said`` that somebody says it, ``sure`` that the source
    is right.
    """

    first: int
    end: int
    marked: bool
    clear: float
    said: float
    source: tuple[int, int] | None
    verb: tuple[int, int] | None
    sure: float


def reported(speech: Floats, inside: NDArray[np.int8]) -> list[tuple[int, int]]:
    """Return the runs of reported speech outside marks, as (first word, end word)."""
    tags = speech.argmax(axis=1)
    tags[inside[: len(tags)] == 1] = 0
    tags[0] = 0
    before = np.concatenate([[0], tags[:-1]])
    firsts = np.flatnonzero((tags == 1) | ((tags == 2) & (before == 0)))
    ends = np.flatnonzero(np.concatenate([(tags[:-1] > 0) & (tags[1:] != 2), [tags[-1] > 0]])) + 1
    pairs = zip(firsts.tolist(), ends.tolist(), strict=True)
    return [(first, end) for first, end in pairs if end - first >= SHORTEST]


def attribute(
    told: dict[str, Floats],
    reach: Floats,
    marked: list[tuple[int, int]],
    clear: list[float],
    other: list[tuple[int, int]],
) -> list[Speech]:
    """Return every run with its source and verb, those in marks first.

    Args:
        told: the heads of the encoder.
        reach: what the distance of a word counts as a source, and as a verb.
        marked: the runs in marks.
        clear: how likely the marks of each stand where they do.
        other: the runs of reported speech.
    """
    runs = np.array(marked + other, np.int64).reshape(-1, 2)
    if not len(runs):
        return []
    outside = softmax(told["speech"])[:, 0]
    total = np.concatenate([[0.0], np.cumsum(1.0 - outside)])
    said = ((total[runs[:, 1]] - total[runs[:, 0]]) / (runs[:, 1] - runs[:, 0])).tolist()
    speaker = softmax(told["speaker"])
    tags, cues = speaker.argmax(axis=1).tolist(), (told["cue"][:, 0] > 0).tolist()
    nobody = speaker[:, 0].tolist()
    priors = np.log(1.0001 - speaker[:, 0]), np.log(sigmoid(told["cue"][:, 0]) + 1e-4)
    found: list[Speech] = []
    for begin in range(0, len(runs), _TOGETHER):
        some = runs[begin : begin + _TOGETHER]
        (sources, sure), (verbs, _) = _pointed(told, reach, some, priors)
        for (first, end), at, odds, verb in zip(some.tolist(), sources, sure, verbs, strict=True):
            i = len(found)
            found.append(
                Speech(
                    first=first,
                    end=end,
                    marked=i < len(marked),
                    clear=clear[i] if i < len(marked) else 1.0,
                    said=said[i],
                    source=_span(tags, at) if nobody[at] < _NOBODY else None,
                    verb=_stretch(cues, verb) if cues[verb] else None,
                    sure=odds,
                )
            )
    return found


def _pointed(
    told: dict[str, Floats], reach: Floats, runs: NDArray[np.int64], priors: tuple[Floats, Floats]
) -> Iterator[tuple[list[int], list[float]]]:
    """Yield the words that runs point to as their sources, and as their verbs, and how likely each is that word."""
    firsts, ends = runs[:, :1], runs[:, 1:]
    low, high = max(1, int(firsts.min()) - FARTHEST), int(ends.max()) + FARTHEST
    at = np.arange(low, min(high, len(priors[0])))
    away = np.maximum(np.minimum(at - firsts, 0), at - ends + 1) + FARTHEST + 1
    by_distance = np.pad(reach, ((0, 0), (0, 1)), constant_values=-np.inf)[:, _AWAY]
    for what, near, prior in zip(("source", "verb"), by_distance, priors, strict=True):
        key = told[f"{what}_key"][at[0] : at[-1] + 1]
        query = (told[f"{what}_first"][runs[:, 0]] + told[f"{what}_last"][runs[:, 1] - 1]) / key.shape[1] ** 0.5
        odds = query @ key.T
        odds += prior[at]
        odds += near.take(away, mode="clip")
        best = odds.argmax(axis=1)
        chances = np.exp(odds - odds[np.arange(len(runs)), best][:, None])
        yield (best + low).tolist(), (1.0 / chances.sum(axis=1)).tolist()


def _span(tags: Sequence[int], at: int) -> tuple[int, int]:
    """Return the tagged span around a word."""
    first, end = at, at + 1
    while first > 1 and tags[first] == 2 and tags[first - 1] > 0:
        first -= 1
    while end < len(tags) and tags[end] == 2:
        end += 1
    return first, end


def _stretch(flags: Sequence[bool], at: int) -> tuple[int, int]:
    first, end = at, at + 1
    while first > 1 and flags[first - 1]:
        first -= 1
    while end < len(flags) and flags[end]:
        end += 1
    return first, end
