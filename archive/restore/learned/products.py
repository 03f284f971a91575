"""Products of 8-bit numbers with weights of fewer bits.

The sums of whole numbers so small are exact in 32-bit floats too. So NumPy, which multiplies floats alone at speed,
and onnxruntime, which multiplies whole numbers several times as fast, make the same products; where it is not
installed, or little is to be read, NumPy does.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.tables import Floats
from index.values import dataclass

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

OPERATORS = Path(__file__).parent.parent / "model"
"""Where the operators ``small.onnx`` and ``product.onnx`` lie, as ``training/operators.py`` writes them."""

ZERO, MOST = 128, 127
"""The 8-bit number that stands for 0, and how far above it the largest lies; one more lie below."""

MANY = 1_000
"""Words that NumPy reads as fast as onnxruntime is loaded."""

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Weights that are whole numbers, (inputs, outputs), how much one is worth in each column, and what is added."""

    whole: NDArray[np.int8]
    scale: Floats
    bias: Floats


class Products(Protocol):
    """Makes products; each way makes the same."""

    def small(self, h: Floats, step: Floats) -> Bytes:
        """Return numbers in 8 bits, one of which is worth ``step``; those too large for it are cut."""
        ...

    def times(self, rows: Bytes, weights: Matrix) -> Floats:
        """Return the product of 8-bit rows with weights, (rows, outputs)."""
        ...


def products(words: int) -> Products:
    """Return what is ready soonest where so many words are to be read, those that were read already among them."""
    return (_in_whole_numbers() or InFloats()) if words > MANY else InFloats()


class InFloats:
    """Makes products by NumPy."""

    def small(self, h: Floats, step: Floats) -> Bytes:
        """Return numbers in 8 bits, one of which is worth ``step``."""
        near = np.divide(h, step)
        np.rint(near, out=near)
        near += ZERO
        np.clip(near, 0, 255, out=near)
        return near.astype(np.uint8)

    def times(self, rows: Bytes, weights: Matrix) -> Floats:
        """Return the product of 8-bit rows with weights."""
        shifted = rows.astype(np.float32)
        shifted -= ZERO
        told: Floats = shifted @ weights.whole.astype(np.float32)
        told *= weights.scale
        told += weights.bias
        return told


class InWholeNumbers:
    """Makes products by onnxruntime."""

    def __init__(self) -> None:
        self._small, self._product = (_session(name) for name in ("small", "product"))

    def small(self, h: Floats, step: Floats) -> Bytes:
        """Return numbers in 8 bits, one of which is worth ``step``."""
        near: Bytes = self._small.run(None, {"numbers": h, "step": step})[0]
        return near

    def times(self, rows: Bytes, weights: Matrix) -> Floats:
        """Return the product of 8-bit rows with weights."""
        taken = {"rows": rows, "weights": weights.whole, "scale": weights.scale, "bias": weights.bias}
        told: Floats = self._product.run(None, taken)[0]
        return told


@functools.cache
def _in_whole_numbers() -> InWholeNumbers | None:
    try:
        return InWholeNumbers()
    except ImportError:
        return None


def _session(name: str) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # archives are read by one process a core
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    operator = (OPERATORS / f"{name}.onnx").read_bytes()
    return onnxruntime.InferenceSession(operator, options, providers=["CPUExecutionProvider"])
