"""What the encoder's layers are made of: products that gate each other, neighbours, equal words, scans."""

from __future__ import annotations

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

    ``order`` sorts those that occur again, ``starts`` parts the sorted, ``counts`` says how often they occur, ``place``
    which of the parts each of ``order`` is in.
    """

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: Floats
    place: NDArray[np.int64]

    @staticmethod
    def of(same: NDArray[np.int32]) -> Equal:
        """Compare the numbers of words, (pieces, words)."""
        apart = (same + np.arange(len(same))[:, None] * (int(same.max()) + 2)).ravel()
        order = np.argsort(apart, kind="stable")
        fresh = np.diff(apart[order], prepend=-2) != 0
        counts = np.diff(np.flatnonzero(fresh), append=len(order))
        again = np.repeat(counts, counts) > 1
        order, counts = order[again], counts[counts > 1]
        starts = np.cumsum(counts) - counts
        return Equal(order, starts, counts.astype(np.float32)[:, None], np.repeat(np.arange(len(counts)), counts))

    def beside_mean(self, h: Floats, step: Floats, by: Products) -> Bytes:
        """Return each word of (words, breadth) with the mean over the words equal to it, side by side in 8 bits."""
        own = by.small(h, step)
        near = np.concatenate([own, own], axis=1)
        if len(self.order):
            sums: Floats = np.add.reduceat(h[self.order], self.starts, axis=0)
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
    half = width // 2
    new *= 1.0 - gate
    new.reshape(-1, width)[beyond] = 0.0
    gate += 1.0
    gate *= 0.5
    far, keep = (np.zeros((2, pieces, -(-n // STRIDE) * STRIDE, half), np.float32) for _ in range(2))
    for whole, parted in ((new, far), (gate, keep)):
        parted[0, :, :n], parted[1, :, :n] = whole[..., :half], whole[:, ::-1, half:]
    _scan(far, keep)
    new[..., :half], new[..., half:] = far[0, :, :n], far[1, :, :n][:, ::-1]
    return new


def _scan(far: Floats, keep: Floats) -> None:
    """Make each ``far[t]`` into ``far[t] + keep[t] * far[t - 1]``, t along the last axis but one, in place.

    First within all stretches of ``STRIDE`` words at once, then from stretch to stretch; ``keep`` is used up.
    """
    shape = (*far.shape[:2], -1, STRIDE, far.shape[-1])
    far, keep = far.reshape(shape), keep.reshape(shape)
    for t in range(1, STRIDE):
        far[..., t, :] += keep[..., t, :] * far[..., t - 1, :]
        keep[..., t, :] *= keep[..., t - 1, :]
    for t in range(1, far.shape[2]):
        far[:, :, t] += keep[:, :, t] * far[:, :, t - 1, -1:]
