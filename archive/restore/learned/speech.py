"""Says of each run of speech whether somebody says it, who, and with which verb."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.copy import sigmoid, softmax
from archive.restore.learned.tables import Floats
from index.values import dataclass

FARTHEST = 160
TOLD = 0.5
SHORTEST = 3
_REACH = 12
_STEPS = np.minimum((np.log(np.maximum(np.arange(FARTHEST + 1), 1)) / 0.47).astype(np.int64), _REACH - 1)


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
    said = (total[runs[:, 1]] - total[runs[:, 0]]) / (runs[:, 1] - runs[:, 0])
    speaker = softmax(told["speaker"])
    sources = _pointing(told, reach, runs, 0, np.log(1.0001 - speaker[:, 0]))
    verbs = _pointing(told, reach, runs, 1, np.log(sigmoid(told["cue"][:, 0]) + 1e-4))
    tags = speaker.argmax(axis=1)
    cues = told["cue"][:, 0] > 0
    found = []
    for i, (first, end) in enumerate(runs.tolist()):
        (low, odds), (low_verb, verb_odds) = next(sources), next(verbs)
        at, verb = low + int(odds.argmax()), low_verb + int(verb_odds.argmax())
        source = _span(tags, at) if speaker[at, 0] < 0.9 else None
        found.append(
            Speech(
                first=first,
                end=end,
                marked=i < len(marked),
                clear=clear[i] if i < len(marked) else 1.0,
                said=float(said[i]),
                source=source,
                verb=_stretch(cues, verb) if cues[verb] else None,
                sure=float(1.0 / np.add.reduce(np.exp(odds - odds[at - low]))),
            )
        )
    return found


def _pointing(
    told: dict[str, Floats], reach: Floats, runs: NDArray[np.int64], which: int, prior: Floats
) -> Iterator[tuple[int, Floats]]:
    """Yield for each run the first word that it may point to, and the log-odds of that and each further one."""
    what = ("source", "verb")[which]
    key = told[f"{what}_key"]
    query = (told[f"{what}_first"][runs[:, 0]] + told[f"{what}_last"][runs[:, 1] - 1]) / key.shape[1] ** 0.5
    ahead, after = _distances(reach[which], int((runs[:, 1] - runs[:, 0]).max()))
    for i, (first, end) in enumerate(runs.tolist()):
        low, high = max(1, first - FARTHEST), min(len(key), end + FARTHEST)
        odds = key[low:high] @ query[i]
        odds += prior[low:high]
        odds[: end - low] += ahead[FARTHEST - (first - low) : FARTHEST + end - first]
        odds[end - low :] += after[: high - end]
        yield low, odds


def _distances(reach: Floats, longest: int) -> tuple[Floats, Floats]:
    """Return what its distance counts for each word up to ``FARTHEST`` before a run and inside it, and behind it."""
    inside = np.full(longest, reach[2 * _REACH])
    return np.concatenate([reach[_STEPS[FARTHEST:0:-1]], inside]), reach[_REACH + _STEPS[1 : FARTHEST + 1]]


def _span(tags: NDArray[np.int64], at: int) -> tuple[int, int]:
    """Return the tagged span around a word."""
    first, end = at, at + 1
    while first > 1 and tags[first] == 2 and tags[first - 1] > 0:
        first -= 1
    while end < len(tags) and tags[end] == 2:
        end += 1
    return first, end


def _stretch(flags: NDArray[np.bool_], at: int) -> tuple[int, int]:
    first, end = at, at + 1
    while first > 1 and flags[first - 1]:
        first -= 1
    while end < len(flags) and flags[end]:
        end += 1
    return first, end
