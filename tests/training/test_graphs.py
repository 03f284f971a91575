"""What a GPU has recorded of several readers that share tables, beside what it does step by step."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
if not torch.cuda.is_available():
    pytest.skip("there is no GPU", allow_module_level=True)

from torch import Tensor  # noqa: E402

from training.batches import LABELS, Batch  # noqa: E402
from training.graphs import Recorder  # noqa: E402
from training.loss import Judge, Marks, losses, show, total  # noqa: E402
from training.network import Reader, Shape  # noqa: E402

MARKS = Marks.of([" ", ". ", "'", '." ', ' "'], "cuda")
LAYERS = ("1", "P", "S", "2")
SHAPES = [(2, 64), (4, 32), (2, 64), (8, 16), (4, 32), (2, 64)]


def batch(shape: tuple[int, int], seed: int) -> Batch:
    draw = np.random.default_rng(seed)
    features = draw.integers(0, 16, (*shape, 5)).astype(np.int32)
    return Batch(
        features=features,
        rest=np.stack([draw.integers(0, n, shape) for n in (5, 3, 3, 18)]).astype(np.int16),
        same=features[..., 0].copy(),
        labels=draw.integers(0, 2, (len(LABELS), *shape)).astype(np.int16),
        runs=np.array([[0, 2, 5, 1, 6, 0], [1, 3, 9, 2, -1, 0]]),
        words=shape[0] * shape[1],
    )


def gradients(readers: list[Reader], judges: list[Judge | None], seed: int) -> list[Tensor]:
    """Return those of all weights after every reader has read a batch of a shape of its own."""
    weights = list({id(weight): weight for reader in readers for weight in reader.parameters()}.values())
    for weight in weights:
        weight.grad = None
    for number, (reader, judge) in enumerate(zip(readers, judges, strict=True)):
        shown = show(batch(SHAPES[(seed + number) % len(SHAPES)], 10 * seed + number), "cuda")
        total(losses(reader, shown, MARKS, judge)).backward()
    return [torch.zeros_like(w) if w.grad is None else w.grad.clone() for w in weights]


def test_readers_that_share_tables_get_the_gradients_that_they_get_step_by_step() -> None:
    torch.manual_seed(1)
    one, *others = readers = [
        Reader(Shape(16, 3, 5, 16, hashed=32, affixes=16, width=16, layers=LAYERS), dropout=0.0).cuda().train()
        for _ in range(3)
    ]
    for other in others:
        other.share(one)
    recorded = [Recorder(reader, MARKS) for reader in readers]

    for step in range(2 * len(SHAPES)):
        got, want = gradients(readers, [*recorded], step), gradients(readers, [None] * len(readers), step)

        for a, b in zip(got, want, strict=True):
            assert torch.allclose(a, b, rtol=1e-3, atol=1e-4 * float(b.abs().max()) + 1e-7)
