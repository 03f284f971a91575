"""Hides words of a batch, to be told from what stands around them."""

from __future__ import annotations

import numpy as np

from training.batches import LABELS, Batch

COMMON = 1_000
"""The commonest words; they are hidden a quarter as often as the others, which would be learned by heart."""


def hide(batch: Batch, share: float, draw: np.random.Generator) -> None:
    """Hide about a ``share`` of the words of a batch, half of them with their affixes and with where else they stand.

    What is hidden altogether is ``gone``; such words are to be told among those that are ``offered``.
    """
    rows, same = batch.features[..., 0].copy(), batch.same
    odds = np.where(rows < COMMON, share / 2, 2 * share)
    odds = np.where(batch.labels[LABELS.index("person")] > 0, 2 * share, odds)
    drawn = draw.random(odds.shape)
    gone, veiled = (drawn < odds / 2) & (same >= 0), drawn < odds
    batch.same = np.where(gone, same.max() + 1 + np.arange(same.size).reshape(same.shape), same).astype(np.int32)
    batch.hidden = np.stack([~veiled, ~gone], axis=2)
    # a pair gives both its words away
    batch.features[..., 4][veiled | np.roll(veiled, -1, axis=1) | (draw.random(odds.shape) < share)] = 0
    batch.gone = np.flatnonzero(gone)
    batch.offered, right = np.unique(rows[gone], return_inverse=True)
    batch.right = right.reshape(-1)
