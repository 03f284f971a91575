"""Of words in many documents only those are scored that can be among the best, and none of the best is missed."""

from __future__ import annotations

import numpy as np
import pytest

from index.whoosh.dense import Dense, FieldCounts
from index.whoosh.norms import Norms

K1 = 1.2


@pytest.mark.parametrize("size", [1, 31, 33, 1_000, 20_000])
@pytest.mark.parametrize("bonus", [0.0, 0.7])
@pytest.mark.parametrize("most", [3, 400])
def test_the_best_are_among_the_likely_and_few_others(size: int, bonus: float, most: int) -> None:
    rng = np.random.default_rng(size + most)
    mask = np.zeros(size, dtype=bool)
    fields: list[FieldCounts] = []
    whole, alone = np.zeros(size), np.zeros(size)
    for share, boost in ((0.4, 1.0), (0.02, 2.5)):
        norms = Norms(rng.integers(1, 900, size).astype(np.uint16), 400.0, boost)
        counts = FieldCounts(norms, 2 * most, bool(bonus))
        for own in (True, False):
            docs = np.flatnonzero(rng.random(size) < share)
            freqs = rng.integers(1, most + 1, len(docs)).astype(np.uint32)
            counts.add(0, docs, freqs, len(docs) if own else 0)
            sums = norms.at(docs) * freqs
            whole[docs] += sums
            if own:
                alone[docs] += sums
            mask[docs] = True
        fields.append(counts)
    hidden = rng.random(size) < 0.1
    dense = Dense(mask & ~hidden, fields, 1.5, bonus)
    expected = (1.5 * whole / (whole + K1) + bonus * alone / (alone + K1)) * (K1 + 1)
    expected[hidden] = 0.0

    for count in (1, 10, 40):
        docs, scores = dense.likely(count)

        assert (np.diff(docs) > 0).all()
        assert scores == pytest.approx(expected[docs])
        held = np.flatnonzero(mask & ~hidden)
        least = np.sort(expected[held])[-count] if len(held) >= count else 0.0
        assert set(np.flatnonzero(expected > least + 1e-7)) <= set(docs.tolist())
        assert len(docs) >= min(count, len(held))
        if size == 20_000:
            assert len(docs) < 2 * count
