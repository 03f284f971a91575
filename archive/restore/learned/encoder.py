"""An encoder: it reads words among each other, and tells of each what it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.layers import Equal, Gated, beside, carried
from archive.restore.learned.products import MOST, Bytes, Matrix, Products
from archive.restore.learned.tables import Floats, Table
from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder ready to run; each layer mixes, and a scan carries besides.

    ``spread`` makes the numbers that stand for a word where it is read among others of those that the tables have.
    ``kinds`` names the layers. ``marks`` tells the classes of marks, most of all that is told and only of gaps in
    doubt; ``others`` the rest, ``heads`` numbers of each name in order; both take numbers one of which is worth
    ``told_from``. ``reach`` is how far off speakers and verbs stand.
    """

    kinds: tuple[str, ...]
    heads: Mapping[str, int]
    spread: Floats
    layers: tuple[tuple[Gated, ...], ...]
    told_from: Floats
    marks: Matrix
    others: Matrix
    reach: Floats

    @staticmethod
    def of(
        arrays: Mapping[str, NDArray[Any]], bits: Mapping[str, int], kinds: Sequence[str], heads: Mapping[str, int]
    ) -> Encoder:
        """Unpack an encoder from its arrays in a weights file; ``bits`` are those of a weight in each."""

        def step(name: str) -> Floats:
            return np.asarray(arrays[f"{name}_most"].astype(np.float32) / MOST)

        def matrix(name: str, at: slice | NDArray[np.bool_], share: float = 1.0) -> Matrix:
            table = Table.of(arrays[name], arrays[f"{name}_scale"], bits[name])
            scale = table.scale[at].astype(np.float32) * (share * step(name))
            bias = share * arrays[f"{name}_bias"].astype(np.float32)[at]
            return Matrix(np.ascontiguousarray(table.whole(at).T), scale, bias)

        def gated(name: str) -> Gated:
            half = len(arrays[name]) // 2
            value, gate = (matrix(name, at, 0.5) for at in (slice(half), slice(half, None)))
            return Gated(value, gate, step(name))

        def layer(number: int, kind: str) -> tuple[Gated, ...]:
            name = f"layer{number}"
            return (gated(name), gated(f"{name}_carry")) if kind == "S" else (gated(name),)

        first = sum(list(heads.values())[: list(heads).index("gap")])
        marks = np.zeros(len(arrays["heads"]), np.bool_)
        marks[first : first + heads["gap"]] = True
        return Encoder(
            kinds=tuple(kinds),
            heads=heads,
            spread=np.ascontiguousarray(arrays["spread"].astype(np.float32).T),
            layers=tuple(layer(i, kind) for i, kind in enumerate(kinds)),
            told_from=step("heads"),
            marks=matrix("heads", marks),
            others=matrix("heads", ~marks),
            reach=arrays["reach"].astype(np.float32),
        )

    @property
    def breadth(self) -> int:
        """How many numbers stand for a word where it is read among the others."""
        return int(self.spread.shape[1])

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
        padded = np.flatnonzero(same < 0)
        equal = Equal.of(same) if "P" in self.kinds else None
        for (mix, *carry), kind in zip(self.layers, self.kinds, strict=True):
            if kind == "P" and equal:
                near = equal.beside_mean(flat, mix.step, by)
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
            flat[padded] = 0.0
        return by.small(flat, self.told_from).reshape(h.shape)

    def tell(self, h: Bytes, by: Products) -> dict[str, Floats]:
        """Return what is told of encoded words, (words, breadth), by name, as views; all but the marks."""
        told, at, found = by.times(h, self.others), 0, {}
        for name, size in self.heads.items():
            if name != "gap":
                found[name] = told[:, at : at + size]
                at += size
        return found
