"""The loss of a whole path in and out of quotation marks, beside the sum over all paths one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.batches import LABELS, Batch  # noqa: E402
from training.hiding import hide  # noqa: E402
from training.loss import WEIGHTS, Marks, losses, path_loss, show, tell  # noqa: E402
from training.network import Reader, Shape  # noqa: E402


@pytest.mark.parametrize("length", [2, 3, 4, 7])
def test_the_true_path_is_weighed_against_every_path(length: int) -> None:
    torch.manual_seed(length)
    changes, gains = torch.randn(1, length, 2, 2), torch.randn(1, length)

    def weight(path: tuple[int, ...]) -> float:
        inside = sum(float(gains[0, i]) for i, state in enumerate(path) if state)
        return inside + sum(float(changes[0, i, a, b]) for i, (a, b) in enumerate(itertools.pairwise(path)))

    paths = list(itertools.product((0, 1), repeat=length))
    whole = torch.logsumexp(torch.tensor([weight(path) for path in paths]), dim=0)
    for path in paths:
        lost = path_loss(changes, gains, torch.tensor([path]))
        assert float(lost) == pytest.approx(float(whole) - weight(path), abs=1e-4)


def test_nothing_behind_the_end_of_a_piece_counts() -> None:
    changes, gains, states = torch.randn(1, 4, 2, 2), torch.randn(1, 4), torch.tensor([[0, 1, 1, 0]])
    longer = path_loss(
        torch.cat([changes, torch.randn(1, 3, 2, 2)], dim=1),
        torch.cat([gains, torch.randn(1, 3)], dim=1),
        torch.cat([states, torch.full((1, 3), -1)], dim=1),
    )
    assert float(longer) == pytest.approx(float(path_loss(changes, gains, states)), abs=1e-4)


def some_batch() -> Batch:
    draw = np.random.default_rng(1)
    features = draw.integers(0, 16, (2, 40, 5))
    same = features[..., 0].copy()
    same[1, 30:] = -1
    labels = np.full((len(LABELS), 2, 40), -1)
    labels[0] = draw.integers(0, 4, (2, 40))
    return Batch(
        features=features,
        rest=np.stack([draw.integers(0, n, (2, 40)) for n in (5, 3, 3, 18)]),
        same=same,
        labels=labels,
        runs=np.zeros((0, 6), np.int64),
        words=70,
    )


def small() -> Reader:
    torch.manual_seed(1)
    return Reader(Shape(16, 3, 5, 16, hashed=32, affixes=16, width=16, layers=("1", "P")))


MARKS = Marks.of([" ", ". ", "'", '." ', ' "'])


def test_words_that_are_hidden_are_to_be_told_from_their_surroundings() -> None:
    reader, batch = small(), some_batch()
    rows = batch.features[..., 0].copy()

    hide(batch, 0.5, np.random.default_rng(1))
    found = losses(reader, show(batch), MARKS)
    found["guess"].backward()

    assert len(batch.gone) == len(batch.right) > 0
    assert (batch.offered[batch.right] == rows.reshape(-1)[batch.gone]).all()
    assert found["guess"] > 0
    assert reader.guess.weight.grad is not None
    assert set(found) <= set(WEIGHTS)


def test_what_is_hidden_is_not_seen() -> None:
    reader, batch = small(), some_batch()
    reader.eval()
    hide(batch, 0.5, np.random.default_rng(1))
    place = np.unravel_index(batch.gone[0], batch.same.shape)
    told = tell(reader, show(batch))["cap"]

    batch.features[(*place, slice(0, 3))] = 1

    assert torch.equal(tell(reader, show(batch))["cap"], told)


def test_nothing_is_to_be_guessed_where_nothing_is_hidden() -> None:
    assert "guess" not in losses(small(), show(some_batch()), MARKS)


def test_another_judge_takes_the_place_of_the_readers_own() -> None:
    reader, batch = small(), some_batch()
    hide(batch, 0.5, np.random.default_rng(1))
    known = torch.zeros(2, 40, 192)
    lost = torch.arange(1.0 + len(LABELS))

    found = losses(reader, show(batch), MARKS, lambda h, same, labels: (known, reader.tells(known), lost))

    assert float(found["path"]) == pytest.approx(len(LABELS) / batch.words)
    assert "guess" in found


def test_labels_that_are_unknown_teach_nothing_and_a_piece_that_lacks_some_teaches_no_path() -> None:
    reader, batch = small(), some_batch()
    reader.eval()
    batch.labels[LABELS.index("quoted")] = 1
    batch.labels[LABELS.index("gap")] = 0
    batch.labels[LABELS.index("gap"), 0, 5] = -1
    with torch.no_grad():
        whole = losses(reader, show(batch), MARKS)
        batch.labels[LABELS.index("quoted"), 0] = 0

        again = losses(reader, show(batch), MARKS)

    assert float(whole["person"]) == 0.0
    assert float(whole["path"]) > 0.0
    assert float(again["path"]) == pytest.approx(float(whole["path"]))
    assert float(again["quoted"]) != pytest.approx(float(whole["quoted"]))
