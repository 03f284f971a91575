"""The loss of a whole path in and out of quotation marks, beside the sum over all paths one by one."""

from __future__ import annotations

import itertools

import pytest

torch = pytest.importorskip("torch")

from training.loss import path_loss  # noqa: E402


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
