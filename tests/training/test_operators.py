from __future__ import annotations

import pytest

pytest.importorskip("onnx", reason="training is an optional extra")

from archive.restore.learned.products import OPERATORS
from training.operators import operators


def test_the_operators_that_are_shipped_are_those_that_are_written() -> None:
    for name, model in operators().items():
        assert (OPERATORS / f"{name}.onnx").read_bytes() == model.SerializeToString(deterministic=True)
