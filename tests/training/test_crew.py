"""Batches that several processes draw: whole passes, the same again for the same seed, padded alike for a GPU."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from archive.restore.learned.model import ANY
from training import store
from training.batches import LABELS, Batch, Damager
from training.crew import batches
from training.fit import prepare

BUDGET, GRAIN = 240, 40


@pytest.fixture
def damager(tmp_path: Path) -> Damager:
    path = tmp_path / "paper.jsonl"
    texts = [f'The mayor of Harrow said on day {i}: "We wait."\n\n' * (i % 9 + 1) for i in range(20)]
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    return prepare(store.build([path]), None, 1, (8, 16), {ANY: ("1",)}).damagers[ANY]


def drawn(damager: Damager, workers: int, seed: int, count: int = 12) -> list[Batch]:
    found = batches(damager, np.ones(20), (BUDGET, GRAIN), (seed, 0), 0.2, workers)
    try:
        return list(islice(found, count))
    finally:
        found.close()


@pytest.mark.parametrize("workers", [0, 2])
def test_the_same_seed_draws_the_same_batches(damager: Damager, workers: int) -> None:
    first, again, other = (drawn(damager, workers, seed) for seed in (1, 1, 2))

    assert all(np.array_equal(a.features, b.features) for a, b in zip(first, again, strict=True))
    assert any(a.features.tolist() != b.features.tolist() for a, b in zip(first, other, strict=True))


def test_every_worker_draws_passes_of_its_own(damager: Damager) -> None:
    one, other = (drawn(damager, 2, 1)[number::2] for number in (0, 1))

    assert any(a.features.tolist() != b.features.tolist() for a, b in zip(one, other, strict=True))


def test_a_grain_pads_every_batch_to_one_of_few_shapes_and_loses_no_word(damager: Damager) -> None:
    damager.random = np.random.default_rng(3)
    found = list(damager.epoch(np.ones(20), BUDGET, GRAIN))
    damager.random = np.random.default_rng(3)
    tight = list(damager.epoch(np.ones(20), BUDGET))

    assert {batch.same.shape[1] % GRAIN for batch in found} == {0}
    assert all(batch.same.shape[0] == BUDGET // batch.same.shape[1] for batch in found)
    assert sum(batch.words for batch in found) == sum(batch.words for batch in tight)


def test_padding_has_no_labels_and_a_piece_of_it_one_word(damager: Damager) -> None:
    batch = damager.batch([(0, 0, 10)], shape=(3, 40))

    assert (batch.labels[LABELS.index("gap"), 1:] == -1).all()
    assert (batch.same[1:, 0] == 0).all()
    assert (batch.same[1:, 1:] == -1).all()


def test_a_process_that_dies_ends_the_training(damager: Damager, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.crew.PATIENCE", 0.1)
    damager.corpus.starts = damager.corpus.starts[:3]

    with pytest.raises(ChildProcessError, match="has ended"):
        drawn(damager, 1, 1)
