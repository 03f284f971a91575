"""The trained reader as it is kept: tables of words, and an encoder for each kind of copy.

The weights file is a plain ``.npz`` without objects.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.encoder import Encoder
from archive.restore.learned.tables import Floats, Table
from index.values import dataclass

TABLES = ("word", "prefix", "suffix", "shape", "case", "before", "after", "state")

ANY, MARKED, FOLDED = "any", "marked", "folded"
"""The encoders: of copy in any state, of copy that kept its marks, of copy that kept words and single spaces alone."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What the weights were trained to read and tell.

    ``layers`` names those of each encoder that there is; ``bits`` says how many bits a weight of each array has.
    """

    words: tuple[str, ...]
    gap_keys: tuple[str, ...]
    classes: tuple[str, ...]
    mixed: dict[str, str]
    heads: dict[str, int]
    layers: dict[str, tuple[str, ...]]
    bits: dict[str, int]
    temperatures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """A reader's tables, and its encoders, which are read and unpacked when first asked for.

    ``pairs`` are the numbers of the known pairs of words in ascending order, ``pair`` what a word takes from the pair
    that it ends and the pair that it begins.
    """

    meta: Meta
    tables: dict[str, Table]
    pairs: NDArray[np.uint32]
    pair: Floats
    arrays: Mapping[str, NDArray[Any]]
    encoders: dict[str, Encoder]

    @staticmethod
    def load(path: Path) -> Model:
        """Read weights.

        Raises:
            OSError: the file cannot be read.
            ValueError: it holds no weights.
        """
        # from memory, so that each array is read when it is asked for, whatever became of the file and of processes
        found = np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)
        told = json.loads(found["meta"].tobytes())
        for key in ("words", "gap_keys", "classes"):
            told[key] = tuple(told[key])
        told["layers"] = {name: tuple(kinds) for name, kinds in told["layers"].items()}
        meta = Meta(**told)
        return Model(
            meta=meta,
            tables={name: table(found, meta, f"table_{name}") for name in (*TABLES, "pair")},
            pairs=np.cumsum(found["pairs"], dtype=np.uint32),
            pair=np.ascontiguousarray(found["pair"].astype(np.float32).T),
            arrays=found,
            encoders={},
        )

    @property
    def width(self) -> int:
        """How many numbers stand for a word in the tables."""
        return self.tables["word"].width

    def encoder(self, name: str) -> Encoder:
        """Return the encoder of that kind of copy, or that of any copy where there is none."""
        if name not in self.meta.layers:
            name = ANY
        if name not in self.encoders:
            own = arrays_of(self.arrays, name)
            self.encoders[name] = Encoder.of(
                own, arrays_of(self.meta.bits, name), self.meta.layers[name], self.meta.heads
            )
        return self.encoders[name]

    def paired(self, rows: NDArray[np.integer]) -> Floats:
        """Return what words that follow each other take from the pairs they make, (words, width).

        Args:
            rows: the row of the pair that each word makes with the next one, 0 where it is not known.
        """
        begun = self.tables["pair"].rows(rows)
        ended = np.concatenate([np.zeros_like(begun[:1]), begun[:-1]])
        return np.concatenate([ended, begun], axis=1) @ self.pair


def table(arrays: Mapping[str, NDArray[Any]], meta: Meta, name: str) -> Table:
    """Return an array of packed weights as a table."""
    return Table.of(arrays[name], arrays[f"{name}_scale"], meta.bits[name])


def arrays_of(whole: Mapping[str, Any], encoder: str) -> dict[str, Any]:
    """Return what is an encoder's own, of a weights file's arrays or their bits, by the names that its layers have."""
    start = f"{encoder}_"
    return {name.removeprefix(start): whole[name] for name in whole if name.startswith(start)}
