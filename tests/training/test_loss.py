"""The loss of a whole path in and out of quotation marks, beside the sum over all paths one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.batches import Batch  # noqa: E402
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
    return Batch(
        features=features,
        case=draw.integers(0, 5, (2, 40)),
        before=draw.integers(0, 3, (2, 40)),
        after=draw.integers(0, 3, (2, 40)),
        state=draw.integers(0, 18, (2, 40)),
        same=same,
        labels={"cap": draw.integers(0, 4, (2, 40))}
        | {name: np.full((2, 40), -1) for name in ("person", "gap", "quoted")},
        runs=np.zeros((0, 6), np.int64),
        words=70,
    )


def test_words_that_are_hidden_are_to_be_told_from_their_surroundings() -> None:
    torch.manual_seed(1)
    reader, batch = Reader(Shape(16, 3, 5, 16, hashed=32, affixes=16, width=16, layers=("1", "P"))), some_batch()

    told = tell(reader, show(batch, hide=0.5))
    found = losses(reader, told, batch, Marks.of([" ", ". ", "'", '." ', ' "']))
    found["guess"].backward()

    assert len(told["guess"]) == len(told["right"]) > 0
    assert told["guess"].shape[1] == int(told["right"].max()) + 1
    assert found["guess"] > 0
    assert reader.guess.weight.grad is not None
    assert set(found) <= set(WEIGHTS)


def test_nothing_is_to_be_guessed_where_nothing_is_hidden() -> None:
    reader = Reader(Shape(16, 3, 5, 16, hashed=32, affixes=16, width=16, layers=("1", "P")))

    assert "guess" not in tell(reader, show(some_batch()))


def test_another_way_of_reading_takes_the_place_of_the_readers_own() -> None:
    torch.manual_seed(1)
    reader, batch = Reader(Shape(16, 3, 5, 16, hashed=32, affixes=16, width=16, layers=("1", "P"))), some_batch()
    seen = show(batch, hide=0.5)
    known = torch.zeros(2, 40, 192)

    told = tell(reader, seen, lambda shown: (known, reader.tells(known)))

    assert len(told["guess"]) == len(told["right"])
    assert torch.allclose(told["cap"], told["cap"][0, 0])
