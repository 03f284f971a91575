"""Tables of weights of few bits, of which a text needs few rows: packed as in the file, unpacked when looked up."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values import dataclass

Floats = NDArray[np.float32]
FEWEST = 4
"""Bits that a weight has at least."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of weights, each with a scale, as :func:`quantised` packs them; ``width`` is how many weights a row has."""

    packed: NDArray[np.uint8]
    scale: NDArray[np.float16]
    width: int

    @staticmethod
    def of(packed: NDArray[np.uint8], scale: NDArray[np.float16], bits: int) -> Table:
        """Take what :func:`quantised` made in so many bits a weight."""
        return Table(packed, scale, 8 * packed.shape[1] // bits)

    def __len__(self) -> int:
        return len(self.packed)

    def rows(self, at: NDArray[np.integer] | slice) -> Floats:
        """Return the rows at some places as floats, (places, width)."""
        found: Floats = self.whole(at).astype(np.float32) * self.scale[at, None].astype(np.float32)
        return found

    def whole(self, at: NDArray[np.integer | np.bool_] | slice) -> NDArray[np.int8]:
        """Return the rows at some places as the whole numbers that they are kept as, (places, width)."""
        packed, half = self.packed[at], self.width // 2
        raised = np.concatenate([packed[:, :half] & 15, packed[:, :half] >> 4], axis=1)
        planes = packed[:, half:].reshape(len(packed), -1, self.width // 8)
        for number in range(planes.shape[1]):
            raised |= np.unpackbits(planes[:, number], axis=1) << FEWEST + number
        return raised.astype(np.int8) - np.int8(largest(FEWEST + planes.shape[1]))


def largest(bits: int) -> int:
    """Return the largest whole number of so many bits, and the least, with its sign."""
    return (1 << bits - 1) - 1


def quantised(weights: NDArray[Any], bits: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return rows of weights as whole numbers of 4 to 8 bits, and the scale of each row.

    A number n stands for n - ``largest(bits)``. The width of a row is a multiple of eight: its first bytes have the
    lowest four bits of two numbers each, one of the first half and one of the second; then come all fifth bits, eight
    numbers a byte, all sixth bits, and so on.
    """
    most = largest(bits)
    scale = (np.abs(weights).max(axis=1) / most).astype(np.float16)
    scale[scale == 0] = 1.0
    near = np.round(weights / scale[:, None].astype(np.float32)).clip(-most, most)
    raised = (near + most).astype(np.uint8)
    low, high = np.split(raised & 15, 2, axis=1)
    planes = [np.packbits(raised >> bit & 1, axis=1) for bit in range(FEWEST, bits)]
    return np.concatenate([low | high << 4, *planes], axis=1), scale
