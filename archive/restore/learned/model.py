"""The trained encoder: tables of 6-bit weights, gated convolutions, pooling over equal words, scans.

The weights file is a plain ``.npz`` without objects.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.layers import Equal, Gated, beside, carried
from archive.restore.learned.products import MOST, Bytes, Matrix, Products
from archive.restore.learned.tables import Floats, Table
from index.values import dataclass

TABLES = ("word", "prefix", "suffix", "shape", "case", "before", "after", "state")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the weights were trained to read and tell."""

    words: tuple[str, ...]
    gap_keys: tuple[str, ...]
    classes: tuple[str, ...]
    mixed: dict[str, str]
    heads: dict[str, int]
    layers: tuple[str, ...]
    temperatures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """An encoder ready to run; each layer mixes, and a scan carries besides.

    ``spread`` makes the numbers that stand for a word where it is read among others of those that the tables have.
    ``marks`` tells the classes of marks, most of all that is told and only of gaps in doubt; ``others`` the rest; both
    take numbers one of which is worth ``told_from``.
    ``pairs`` are the numbers of the known pairs of words in ascending order, ``pair`` what a word takes from the pair
    that it ends and the pair that it begins.
    """

    meta: Meta
    tables: dict[str, Table]
    pairs: NDArray[np.uint32]
    pair: Floats
    spread: Floats
    layers: tuple[tuple[Gated, ...], ...]
    told_from: Floats
    marks: Matrix
    others: Matrix
    reach: Floats

    @staticmethod
    def load(path: Path) -> Model:
        """Read weights.

        Raises:
            OSError: the file cannot be read.
            ValueError: it holds no weights.
        """
        with np.load(path, allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
        meta = json.loads(found["meta"].tobytes())
        for key in ("words", "gap_keys", "classes", "layers"):
            meta[key] = tuple(meta[key])

        def step(name: str) -> Floats:
            return np.asarray(found[f"{name}_most"].astype(np.float32) / MOST)

        def matrix(name: str, at: slice | NDArray[np.bool_], share: float = 1.0) -> Matrix:
            table, bias = Table(found[name], found[f"{name}_scale"]), found[f"{name}_bias"].astype(np.float32)
            scale = table.scale[at].astype(np.float32) * (share * step(name))
            return Matrix.of(table.whole(at).T, scale, share * bias[at])

        def gated(name: str) -> Gated:
            half = len(found[name]) // 2
            value, gate = (matrix(name, at, 0.5) for at in (slice(half), slice(half, None)))
            return Gated(value, gate, step(name))

        def layer(number: int, kind: str) -> tuple[Gated, ...]:
            name = f"layer{number}"
            return (gated(name), gated(f"{name}_carry")) if kind == "S" else (gated(name),)

        at = list(meta["heads"]).index("gap")
        first = sum(list(meta["heads"].values())[:at])
        marks = np.zeros(len(found["heads"]), np.bool_)
        marks[first : first + meta["heads"]["gap"]] = True

        return Model(
            meta=Meta(**meta),
            tables={name: Table(found[f"table_{name}"], found[f"table_{name}_scale"]) for name in (*TABLES, "pair")},
            pairs=np.cumsum(found["pairs"], dtype=np.uint32),
            pair=np.ascontiguousarray(found["pair"].astype(np.float32).T),
            spread=np.ascontiguousarray(found["spread"].astype(np.float32).T),
            layers=tuple(layer(i, kind) for i, kind in enumerate(meta["layers"])),
            told_from=step("heads"),
            marks=matrix("heads", marks),
            others=matrix("heads", ~marks),
            reach=found["reach"].astype(np.float32),
        )

    @property
    def width(self) -> int:
        """How many numbers stand for a word in the tables."""
        return self.tables["word"].width

    @property
    def breadth(self) -> int:
        """How many numbers stand for a word where it is read among the others."""
        return int(self.spread.shape[1])

    def paired(self, rows: NDArray[np.integer]) -> Floats:
        """Return what words that follow each other take from the pairs they make, (words, width).

        Args:
            rows: the row of the pair that each word makes with the next one, 0 where it is not known.
        """
        begun = self.tables["pair"].rows(rows)
        ended = np.concatenate([np.zeros_like(begun[:1]), begun[:-1]])
        return np.concatenate([ended, begun], axis=1) @ self.pair

    def encode(self, h: Floats, same: NDArray[np.int32], by: Products) -> Bytes:
        """Return each word as read among the others, as ``marks`` and ``others`` take it: (pieces, words, breadth).

        Args:
            h: the summed rows of the tables, (pieces, words, width).
            same: a number for each distinct word of a piece, (pieces, words); -1 where a piece has no more words,
                which leaves no trace in the others.
            by: what makes products.
        """
        h = h @ self.spread
        pieces, n, _ = h.shape
        flat = h.reshape(pieces * n, -1)
        beyond = same < 0
        padded = beyond if beyond.any() else None
        equal = Equal.of(same) if "P" in self.meta.layers else None
        for (mix, *carry), kind in zip(self.layers, self.meta.layers, strict=True):
            if kind == "P" and equal:
                near = np.concatenate([by.small(x, mix.step) for x in (flat, equal.mean(flat))], axis=1)
            elif kind == "S":
                rows = by.small(flat, carry[0].step)
                new, gate = (x.reshape(h.shape) for x in carry[0].halves(rows, by))
                near = by.small(carried(new, gate, padded).reshape(flat.shape), mix.step)
            else:
                near = beside(by.small(flat, mix.step).reshape(h.shape), int(kind))
            said, gate = mix.halves(near.reshape(pieces * n, -1), by)
            gate += 1.0
            said *= gate
            flat += said
            if padded is not None:
                h[padded] = 0.0
        return by.small(flat, self.told_from).reshape(h.shape)

    def tell(self, h: Bytes, by: Products) -> dict[str, Floats]:
        """Return what is told of encoded words, (words, breadth), by name, as views; all but the marks."""
        told, at, found = by.times(h, self.others), 0, {}
        for name, size in self.meta.heads.items():
            if name != "gap":
                found[name] = told[:, at : at + size]
                at += size
        return found
