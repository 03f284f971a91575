from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.restore.learned.layers import STRIDE, Equal, beside, carried
from archive.restore.learned.products import ZERO, InFloats

DRAW = np.random.default_rng(1)


@pytest.mark.parametrize("same", [[[3, 1, 3, 2], [3, 3, 1, 3]], [[0, 1, 2], [3, 4, 5]], [[0, 0], [0, -1]]])
def test_equal_words_of_a_piece_share_their_mean(same: list[list[int]]) -> None:
    words = np.array(same, np.int32)
    h = DRAW.normal(size=(words.size, 4)).astype(np.float32)

    step = np.array(0.01, np.float32)

    found = Equal.of(words).beside_mean(h, step, InFloats()).reshape(*words.shape, 8)

    for piece, of_words, got in zip(h.reshape(*words.shape, 4), words, found, strict=True):
        for word, own, near in zip(of_words, piece, got, strict=True):
            both = np.concatenate([own, piece[of_words == word].mean(axis=0)])
            assert np.allclose(near, np.clip(both / step + ZERO, 0, 255), atol=0.51)


@pytest.mark.parametrize("distance", [1, 2, 5, 8])
def test_words_so_far_before_and_after_stand_beside_each_word(distance: int) -> None:
    h = DRAW.integers(0, 256, (2, 5, 3)).astype(np.uint8)

    found = beside(h, distance)

    for piece in range(2):
        for word in range(5):
            for part, at in enumerate((word - distance, word, word + distance)):
                there = h[piece, at] if 0 <= at < 5 else np.full(3, 128)
                assert (found[piece, word, 3 * part : 3 * part + 3] == there).all()


@pytest.mark.parametrize("n", [1, STRIDE - 1, STRIDE, 3 * STRIDE + 5])
def test_what_words_bring_is_carried_from_both_ends_and_fades_as_gates_let_it(n: int) -> None:
    new, gate = DRAW.normal(size=(2, n, 4)).astype(np.float32), DRAW.uniform(-1, 1, (2, n, 4)).astype(np.float32)
    beyond = np.zeros((2, n), np.bool_)
    beyond[1, n // 2 :] = True
    brought, kept = new * (1 - gate), (1 + gate) / 2
    brought[beyond] = 0.0

    found = carried(new.copy(), gate.copy(), np.flatnonzero(beyond))

    for columns, order in ((slice(0, 2), range(n)), (slice(2, 4), reversed(range(n)))):
        held: NDArray[Any] = np.zeros((2, 2), np.float32)
        for t in order:
            held = np.asarray(brought[:, t, columns] + kept[:, t, columns] * held)
            assert np.allclose(found[:, t, columns], held, atol=1e-4)
