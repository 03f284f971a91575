"""Finds where speech in marks opens and closes: the best path through a whole article, outside and inside in turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.restore.net_gaps import EFFECTS, KEEP

Floats = NDArray[np.float32]
INSIDE_WEIGHT = 0.1
"""How much the words' own evidence counts beside that of the marks; words side by side know the same things."""

FAR = 7.0
"""Gaps where quotation marks are less likely than e**-7 times anything else are passed over."""

EAGER = 0.8
"""Log-odds in favour of speech: the likeliest path by itself leaves out more quotes than it invents."""

UNCLOSED = -3.0


def transitions(scores: Floats, effects: NDArray[np.int64]) -> Floats:
    """Return for each gap the log-odds of each change of state, (gaps, 2, 2).

    Args:
        scores: the masked scores of the classes of marks, (gaps, classes).
        effects: what each class does.
    """
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    groups = np.zeros((len(effects), len(EFFECTS)), np.float32)
    groups[np.arange(len(effects)), effects] = 1.0
    odds = np.log(raised @ groups + 1e-9)
    odds[:, KEEP] -= EAGER
    found: Floats = (odds[:, :, None, None] + EFFECTS[None]).max(axis=1)
    return found


def inside(changes: Floats, odds: Floats) -> NDArray[np.int8]:
    """Return for each word whether it stands inside marks, and a last entry for the end of the text.

    Args:
        changes: log-odds of the changes in the gap after each word.
        odds: each word's own log-odds of standing inside.
    """
    n = len(odds)
    gain = np.concatenate([[0.0], np.cumsum(INSIDE_WEIGHT * np.clip(odds, -8, 8), dtype=np.float64)])
    stay = np.minimum(changes[:, 0, 0], changes[:, 1, 1])
    turn = changes.reshape(n, 4)[:, 1:3].max(axis=1)
    at = np.flatnonzero((turn > stay - FAR) | (stay < -0.5))
    out, inner = 0.0, -1e9
    back: list[tuple[int, int]] = []
    last = 0
    gains, odd = gain[at + 1].tolist(), changes[at].tolist()
    for g, ((oo, oi), (io, ii)) in zip(gains, odd, strict=True):
        inner += g - last
        last = g
        from_out, from_in = out + oo, inner + io
        to_in, keep_in = out + oi, inner + ii
        back.append((int(from_in > from_out), int(keep_in > to_in)))
        out, inner = max(from_out, from_in), max(to_in, keep_in)
    inner += gain[-1] - last + UNCLOSED
    states = np.zeros(n + 1, np.int8)
    state, end = int(inner > out), n
    for i in range(len(at) - 1, -1, -1):
        states[at[i] + 1 : end + 1] = state
        end = int(at[i])
        state = back[i][state]
    states[: end + 1] = state
    return states


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
