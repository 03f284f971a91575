from __future__ import annotations

import numpy as np
import pytest

from archive.restore.learned.tables import Table, largest, quantised


@pytest.mark.parametrize("bits", [4, 5, 6, 8])
def test_quantised_weights_are_within_half_a_step(bits: int) -> None:
    weights = np.random.default_rng(1).normal(size=(5, 40)).astype(np.float32)
    weights[3] = 0.0

    packed, scale = quantised(weights, bits)
    table = Table.of(packed, scale, bits)

    assert packed.shape == (5, 5 * bits)
    assert (len(table), table.width) == (5, 40)
    assert np.abs(table.rows(slice(None)) - weights).max() <= 0.52 * scale[weights.any(axis=1)].max()
    assert (table.rows(np.array([4, 1])) == table.rows(slice(None))[[4, 1]]).all()


@pytest.mark.parametrize("bits", [4, 5, 6, 8])
def test_every_number_of_so_many_bits_can_be_kept(bits: int) -> None:
    most = largest(bits)
    numbers = np.resize(np.arange(-most, most + 1), (16, 32))
    numbers[:, 0] = most

    packed, scale = quantised(0.5 * numbers, bits)

    assert (scale == 0.5).all()
    assert (Table.of(packed, scale, bits).whole(slice(None)) == numbers).all()
