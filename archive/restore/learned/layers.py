"""What the encoder's layers are made of: products that gate each other, neighbours, equal words, scans."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.products import ZERO, Bytes, Matrix, Products
from archive.restore.learned.tables import Floats
from index.values import dataclass

STRIDE = 16
"""Words of a stretch; all stretches are walked through at once."""


@dataclass(frozen=True, slots=True)
class Gated:
    """A linear layer half of whose output gates the other half.

    Weights are halved, so that a hyperbolic tangent does for the gate: sigmoid(x) = (1 + tanh(x / 2)) / 2.
    It takes 8-bit numbers, one of which is worth ``step``.
    """

    value: Matrix
    gate: Matrix
    step: Floats

    def halves(self, near: Bytes, by: Products) -> tuple[Floats, Floats]:
        """Return half the values, and what the gates are more or less than a half, on a scale from -1 to 1."""
        value, gate = by.times(near, self.value), by.times(near, self.gate)
        return value, np.tanh(gate, out=gate)


@dataclass(frozen=True, slots=True)
class Equal:
    """Which words of a batch are equal within their pieces.

    ``order`` has those that occur again: every word where it stands first, those that occur most often before others,
    then where it stands next, and so on; ``sizes`` parts it. ``counts`` says how often each word occurs, ``place``
    which of them each of ``order`` is.
    """

    order: NDArray[np.int64]
    sizes: tuple[int, ...]
    counts: Floats
    place: NDArray[np.int64]

    @staticmethod
    def of(same: NDArray[np.int32]) -> Equal:
        """Compare the numbers of words, (pieces, words)."""
        apart = (same + np.arange(len(same))[:, None] * (int(same.max()) + 2)).ravel()
        order = np.argsort(apart, kind="stable")
        starts = np.flatnonzero(np.diff(apart[order], prepend=-2))
        counts = np.diff(starts, append=len(order))
        again = np.repeat((counts > 1) & (same.ravel()[order[starts]] >= 0), counts)
        order, often = order[again], np.repeat(counts, counts)[again]
        turn = (np.arange(len(again)) - np.repeat(starts, counts))[again]
        by_turn = np.lexsort((-often, turn))
        sizes = np.bincount(turn)
        place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counts = often[by_turn[: sizes[:1].sum()]]
        return Equal(order[by_turn], tuple(sizes.tolist()), counts.astype(np.float32)[:, None], place)

    def beside_mean(self, h: Floats, step: Floats, by: Products) -> Bytes:
        """Return each word of (words, breadth) with the mean over the words equal to it, side by side in 8 bits."""
        own = by.small(h, step)
        near = np.concatenate([own, own], axis=1)
        if self.sizes:
            rows, at = h[self.order], self.sizes[0]
            sums = rows[:at]
            for size in self.sizes[1:]:
                sums[:size] += rows[at : at + size]
                at += size
            sums /= self.counts
            near[self.order, h.shape[1] :] = by.small(sums, step)[self.place]
        return near


def beside(h: Bytes, distance: int) -> Bytes:
    """Return each word of (pieces, words, breadth) with those so far before and after it, side by side."""
    pieces, n, width = h.shape
    near = np.empty((pieces, n, 3 * width), np.uint8)
    near[:, :distance, :width] = ZERO
    near[:, max(0, n - distance) :, 2 * width :] = ZERO
    if n > distance:
        near[:, distance:, :width] = h[:, :-distance]
        near[:, :-distance, 2 * width :] = h[:, distance:]
    near[:, :, width : 2 * width] = h
    return near


def carried(new: Floats, gate: Floats, beyond: NDArray[np.int64]) -> Floats:
    """Return what comes to each word from its left (first half) and from its right, (pieces, words, breadth).

    Args:
        new: half of what each word brings, (pieces, words, breadth); used up.
        gate: how much of what came before it lets pass, from -1 to 1; used up.
        beyond: the words that bring nothing, counted through all pieces.
    """
    pieces, n, width = new.shape
    new *= 1.0 - gate
    new.reshape(-1, width)[beyond] = 0.0
    gate += 1.0
    gate *= 0.5
    far, keep = (np.zeros((STRIDE, -(-n // STRIDE), 2, pieces, width // 2), np.float32) for _ in range(2))
    for parted, whole in ((far, new), (keep, gate)):
        for part, words in _stretches(parted, whole):
            part[...] = words
    _scan(far, keep)
    for part, words in _stretches(far, new):
        words[...] = part
    return new


def _stretches(parted: Floats, whole: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Yield what of ``parted``, (``STRIDE``, stretches, 2, pieces, breadth / 2), are which words of ``whole``, (pieces,
    words, breadth), from the left for one half of the breadth and from the right for the other.
    """
    pieces, n, width = whole.shape
    half = width // 2
    full, rest = divmod(n, STRIDE)
    for way, words in enumerate((whole[..., :half], whole[:, ::-1, half:])):
        yield parted[:, :full, way], words[:, : n - rest].reshape(pieces, full, STRIDE, half).transpose(2, 1, 0, 3)
        if rest:
            yield parted[:rest, full, way], words[:, n - rest :].transpose(1, 0, 2)


def _scan(far: Floats, keep: Floats) -> None:
    """Make the numbers of each word into ``far + keep * far of the word before``, in place; ``keep`` is used up.

    Words are parted into stretches, (words of each, stretches, ...): first within all stretches at once, each step over
    numbers that lie side by side, then from the last word of a stretch to that of the next, and from there to the rest.
    """
    for t in range(1, len(far)):
        far[t] += keep[t] * far[t - 1]
        keep[t] *= keep[t - 1]
    last, through = far[-1], keep[-1]
    for t in range(1, len(last)):
        last[t] += through[t] * last[t - 1]
    keep[:-1, 1:] *= last[:-1]
    far[:-1, 1:] += keep[:-1, 1:]
