"""Tables of 6-bit weights, of which a text needs few rows: packed in memory as in the file, unpacked when looked up."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values import dataclass

Floats = NDArray[np.float32]
LARGEST = 31
"""The largest whole number of a table, and the least, with its sign."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of weights, each with a scale, as :func:`quantised` packs them; unpacked when looked up, since few are."""

    packed: NDArray[np.uint8]
    scale: NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.packed)

    @property
    def width(self) -> int:
        """How many weights a row has."""
        width: int = 4 * (self.packed.shape[1] // 3)
        return width

    def rows(self, at: NDArray[np.integer] | slice) -> Floats:
        """Return the rows at some places as floats, (places, width)."""
        found: Floats = self.whole(at).astype(np.float32) * self.scale[at, None]
        return found

    def whole(self, at: NDArray[np.integer | np.bool_] | slice) -> NDArray[np.int8]:
        """Return the rows at some places as the whole numbers that they are kept as, (places, width)."""
        thirds = self.packed[at].reshape(-1, 3, self.packed.shape[1] // 3)
        high = thirds >> 6
        last = high[:, :1] | high[:, 1:2] << 2 | high[:, 2:] << 4
        raised = np.concatenate([thirds & 63, last], axis=1).reshape(len(thirds), self.width)
        return raised.astype(np.int8) - np.int8(LARGEST)


def quantised(weights: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return rows of weights as 6-bit whole numbers, four in three bytes, and the scale of each row.

    A number n stands for n - ``LARGEST``. The width of a row is a multiple of four: of its quarters the first three
    lie in the lower six bits of the bytes, a byte a number; of the last, each byte of the first third has the lowest
    two bits, of the second the next two, of the last third the highest two.
    """
    scale = (np.abs(weights).max(axis=1) / LARGEST).astype(np.float16)
    scale[scale == 0] = 1.0
    near = np.round(weights / scale[:, None].astype(np.float32)).clip(-LARGEST, LARGEST)
    whole = (near + LARGEST).astype(np.uint8).reshape(len(weights), 4, -1)
    last = whole[:, 3:]
    packed = whole[:, :3] | (last >> np.array([0, 2, 4], np.uint8)[:, None] & 3) << 6
    return packed.reshape(len(weights), -1), scale
