from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="training is an optional extra")

from training.network import Reader, Shape, graft  # noqa: E402


def reader(layers: tuple[str, ...], seed: int) -> Reader:
    torch.manual_seed(seed)
    made = Reader(Shape(2, 3, 5, 3, hashed=32, affixes=16, width=16, layers=layers))
    made.eval()
    return made


def test_a_reader_begun_with_a_smaller_one_tells_the_same_at_first() -> None:
    small, large = reader(("1", "P", "2"), 1), reader(("1", "S", "P", "2", "S"), 2)
    features = torch.randint(0, 3, (2, 7, 5))
    rest = [features[..., 0]] * 4

    graft(large, small.state_dict(), small.shape.layers)

    with torch.no_grad():
        before, after = (r(features, rest, features[..., 0], None) for r in (small, large))
    assert torch.allclose(before, after, atol=1e-6)
