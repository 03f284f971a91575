"""Finds where speech in marks opens and closes: the best path through a whole article, outside and inside in turn."""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import EFFECTS, KEEP, NO, chances
from index.values import dataclass

Floats = NDArray[np.float32]
INSIDE_WEIGHT = 0.1
"""How much the words' own evidence counts beside that of the marks; words side by side know the same things."""

FAR = 7.0
"""Gaps where quotation marks are less likely than e**-7 times anything else are passed over."""

UNCLOSED = -3.0

CLEAR = 0.3
"""How likely a run must open and close just where it does to be told where neither gaps nor capitals are left.

The harmonic mean of what is right and what is found is highest for about half its own value, which is .50 to .77 there.
"""


@dataclass(frozen=True, slots=True)
class Paths:
    """All paths through the gaps ``at`` where the state may change up to word ``end``, as logarithms of their sums.

    ``gains`` and ``steps`` are those of :func:`_lattice`; ``forward`` and ``backward`` have for each state in front of
    a gap the paths from the beginning to it, words just in front left out, and from it to the end, these included.
    """

    at: NDArray[np.int64]
    end: int
    gains: list[float]
    steps: list[list[list[float]]]
    forward: list[tuple[float, float]]
    backward: list[tuple[float, float]]

    @property
    def whole(self) -> float:
        """What all paths add up to."""
        return self.backward[0][0]

    def grown(self, i: int) -> float:
        """Return what the words just in front of gap ``i`` of those add where they stand inside."""
        return self.gains[i] - (self.gains[i - 1] if i else 0.0)

    def ahead(self, i: int) -> float:
        """Return the paths from the inside in front of gap ``i`` of those to the end, words just in front left out."""
        return self.backward[i][1] - self.grown(i)

    def chance(self, i: int, before: int, after: int) -> float:
        """Return how likely the state changes so in gap ``i`` of those."""
        odds = (
            self.forward[i][before]
            + (self.grown(i) if before else 0.0)
            + self.steps[i][before][after]
            + self.backward[i + 1][after]
        )
        return math.exp(min(0.0, odds - self.whole))


def transitions(scores: Floats, effects: NDArray[np.int64]) -> Floats:
    """Return for each gap the log-odds of each change of state, (gaps, 2, 2).

    Args:
        scores: the masked scores of the classes of marks, (gaps, classes).
        effects: what each class does.
    """
    groups = np.zeros((len(effects), len(EFFECTS)), np.float32)
    groups[np.arange(len(effects)), effects] = 1.0
    odds = np.log(chances(scores) @ groups + 1e-9)
    found: Floats = (odds[:, :, None, None] + EFFECTS[None]).max(axis=1)
    return found


def _lattice(changes: Floats, odds: Floats) -> tuple[NDArray[np.int64], list[float], list[list[list[float]]]]:
    """Return the gaps where the state may change, what standing inside gains up to each, and their log-odds.

    The gains have one entry more than there are gaps: up to the end of the text.
    """
    gain = np.concatenate([[0.0], np.cumsum(INSIDE_WEIGHT * np.clip(odds, -8, 8), dtype=np.float64)])
    stay = np.minimum(changes[:, 0, 0], changes[:, 1, 1])
    turn = np.maximum(changes[:, 0, 1], changes[:, 1, 0])
    at = np.flatnonzero((turn > stay - FAR) | (stay < -FAR))
    return at, [*gain[at + 1].tolist(), float(gain[-1])], changes[at].tolist()


def inside(changes: Floats, odds: Floats) -> NDArray[np.int8]:
    """Return for each word whether it stands inside marks, and a last entry for the end of the text.

    Args:
        changes: log-odds of the changes in the gap after each word.
        odds: each word's own log-odds of standing inside.
    """
    at, gains, steps = _lattice(changes, odds)
    out, inner, last = 0.0, NO, 0.0
    back: list[tuple[int, int]] = []
    for gain, ((oo, oi), (io, ii)) in zip(gains, steps, strict=False):
        inner += gain - last
        last = gain
        from_out, from_in = out + oo, inner + io
        to_in, keep_in = out + oi, inner + ii
        back.append((int(from_in > from_out), int(keep_in > to_in)))
        out, inner = max(from_out, from_in), max(to_in, keep_in)
    inner += gains[-1] - last + UNCLOSED
    states = np.zeros(len(odds) + 1, np.int8)
    state, end = int(inner > out), len(odds)
    for i in range(len(at) - 1, -1, -1):
        states[at[i] + 1 : end + 1] = state
        end = int(at[i])
        state = back[i][state]
    states[: end + 1] = state
    return states


def clearest(paths: Paths) -> NDArray[np.int8]:
    """Return the same as :func:`inside` for runs that are each likely to open and close just where they do, over all
    paths: where hardly anything shows the marks, the likeliest path holds much that is unlikely by itself.
    """
    gaps, bar = [*paths.at.tolist(), paths.end], math.log(CLEAR)
    along = np.concatenate([[0.0], np.cumsum([step[1][1] for step in paths.steps])]) + paths.gains
    opens = [
        (i, paths.forward[i][0] + step[0][1] - along[i] - step[1][1])
        for i, step in enumerate(paths.steps)
        if paths.chance(i, 0, 1) > CLEAR
    ]
    closes = [
        (i, along[i] + step[1][0] + paths.backward[i + 1][0] - paths.whole, along[i] + paths.ahead(i) - paths.whole)
        for i, step in enumerate(paths.steps)
        if paths.chance(i, 1, 0) > CLEAR
    ]
    closes.append((len(paths.steps), along[-1] + UNCLOSED - paths.whole, NO))
    places, likely = [place for place, *_ in closes], list[tuple[float, int, int]]()
    for i, opened in opens:
        for k in range(bisect_right(places, i), len(closes)):
            j, closed, open_still = closes[k]
            if opened + closed > bar:
                likely.append((opened + closed, i, j))
            # what goes on behind this gap is less likely still
            if opened + open_still <= bar:
                break
    states = np.zeros(paths.end + 1, np.int8)
    for _, i, j in sorted(likely, reverse=True):
        if not states[gaps[i] : gaps[j] + 1].any():
            states[gaps[i] + 1 : gaps[j] + 1] = 1
    return states


def clearness(paths: Paths, states: NDArray[np.int8], runs: list[tuple[int, int]]) -> list[float]:
    """Return for each run of :func:`turns` how likely it opens and closes just where it does, over all paths."""
    places = {int(gap): i for i, gap in enumerate(paths.at)}

    def chance(gap: int, before: int, after: int) -> float:
        i = places.get(gap)
        return 1.0 if i is None else paths.chance(i, before, after)

    return [
        min(chance(first - 1, int(states[first - 1]), 1), chance(end - 1, 1, int(states[end]))) for first, end in runs
    ]


def paths_of(changes: Floats, odds: Floats) -> Paths:
    """Return all paths, given what :func:`inside` is."""
    at, gains, steps = _lattice(changes, odds)
    forward = [(0.0, NO)]
    last = 0.0
    for gain, ((oo, oi), (io, ii)) in zip(gains, steps, strict=False):
        out, inner = forward[-1][0], forward[-1][1] + gain - last
        last = gain
        forward.append((_either(out + oo, inner + io), _either(out + oi, inner + ii)))
    backward = [(0.0, gains[-1] - last + UNCLOSED)]
    for i in range(len(steps) - 1, -1, -1):
        (oo, oi), (io, ii) = steps[i]
        out, inner = backward[-1]
        grown = gains[i] - (gains[i - 1] if i else 0.0)
        backward.append((_either(oo + out, oi + inner), grown + _either(io + out, ii + inner)))
    backward.reverse()
    return Paths(at, len(odds), gains, steps, forward, backward)


def _either(a: float, b: float) -> float:
    """Return the logarithm of the sum of two probabilities."""
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high)) if high - low < 40.0 else high


def turns(states: NDArray[np.int8], effects: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the runs of words inside marks as (first, end).

    Args:
        states: of each word, and of the end.
        effects: what the marks in the gap after each word do; where they open anew inside speech, a run ends.
    """
    open_ = states.astype(bool)
    starts = open_[1:] & (~open_[:-1] | (effects != KEEP))
    first = np.flatnonzero(starts) + 1
    runs = []
    for begin in first.tolist():
        end = begin + 1
        while end < len(states) - 1 and open_[end] and not starts[end - 1]:
            end += 1
        if begin < len(states) - 1:
            runs.append((begin, end))
    return runs
