"""The trained encoder in NumPy: tables of 6-bit weights, gated convolutions, pooling over equal words, scans.

The weights file is a plain ``.npz`` without objects.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.tables import Floats, Table
from index.values import dataclass

STRIDE = 16
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
class Linear:
    """A linear layer."""

    weight: Floats
    bias: Floats

    def of(self, h: Floats) -> Floats:
        """Return what it makes of rows."""
        told: Floats = h @ self.weight
        told += self.bias
        return told


@dataclass(frozen=True, slots=True)
class Gated:
    """A linear layer half of whose output gates the other half.

    Weights are halved, so that a hyperbolic tangent does for the gate: sigmoid(x) = (1 + tanh(x / 2)) / 2.
    """

    value: Floats
    value_bias: Floats
    gate: Floats
    gate_bias: Floats

    def halves(self, near: Floats) -> tuple[Floats, Floats]:
        """Return half the values, and what the gates are more or less than a half, on a scale from -1 to 1."""
        value, gate = near @ self.value, near @ self.gate
        value += self.value_bias
        gate += self.gate_bias
        return value, np.tanh(gate, out=gate)


@dataclass(frozen=True, slots=True)
class Equal:
    """Which words of a batch are equal within their pieces: ``order`` sorts them, ``starts`` parts the sorted."""

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: Floats
    place: NDArray[np.int64]

    @staticmethod
    def of(same: NDArray[np.int32]) -> Equal:
        """Compare the numbers of words, (pieces, words)."""
        apart = (same + np.arange(len(same))[:, None] * (int(same.max()) + 2)).ravel()
        order = np.argsort(apart, kind="stable")
        fresh = np.diff(apart[order], prepend=-2) != 0
        starts = np.flatnonzero(fresh)
        place = np.empty(len(order), np.int64)
        place[order] = np.cumsum(fresh) - 1
        counts = np.diff(starts, append=len(order)).astype(np.float32)
        return Equal(order, starts, counts[:, None], place)

    def mean(self, h: Floats) -> Floats:
        """Return for each word the mean over the words equal to it, (words, width)."""
        sums: Floats = np.add.reduceat(h[self.order], self.starts, axis=0)
        sums /= self.counts
        return sums[self.place]


@dataclass(frozen=True, slots=True)
class Model:
    """An encoder ready to run; each layer mixes, and a scan carries besides.

    ``marks`` tells the classes of marks, most of all that is told and only of gaps in doubt; ``others`` the rest.
    ``pairs`` are the numbers of the known pairs of words in ascending order, ``pair`` what a word takes from the pair
    that it ends and the pair that it begins.
    """

    meta: Meta
    tables: dict[str, Table]
    pairs: NDArray[np.uint32]
    pair: Floats
    layers: tuple[tuple[Gated, ...], ...]
    marks: Linear
    others: Linear
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

        def gated(name: str) -> Gated:
            half = len(found[name]) // 2
            weight, bias = (found[name + part].astype(np.float32) / 2 for part in ("", "_bias"))
            value, gate = np.ascontiguousarray(weight[:half].T), np.ascontiguousarray(weight[half:].T)
            return Gated(value, bias[:half], gate, bias[half:])

        def layer(number: int, kind: str) -> tuple[Gated, ...]:
            name = f"layer{number}"
            return (gated(name), gated(f"{name}_carry")) if kind == "S" else (gated(name),)

        at = list(meta["heads"]).index("gap")
        first = sum(list(meta["heads"].values())[:at])
        marks = np.zeros(len(found["heads"]), np.bool_)
        marks[first : first + meta["heads"]["gap"]] = True

        def linear(rows: NDArray[np.bool_]) -> Linear:
            return Linear(np.ascontiguousarray(found["heads"][rows].astype(np.float32).T), found["heads_bias"][rows])

        return Model(
            meta=Meta(**meta),
            tables={name: Table(found[f"table_{name}"], found[f"table_{name}_scale"]) for name in (*TABLES, "pair")},
            pairs=found["pairs"],
            pair=np.ascontiguousarray(found["pair"].astype(np.float32).T),
            layers=tuple(layer(i, kind) for i, kind in enumerate(meta["layers"])),
            marks=linear(marks),
            others=linear(~marks),
            reach=found["reach"].astype(np.float32),
        )

    @property
    def width(self) -> int:
        """How many numbers stand for a word."""
        return self.tables["word"].width

    def paired(self, rows: NDArray[np.integer]) -> Floats:
        """Return what words that follow each other take from the pairs they make, (words, width).

        Args:
            rows: the row of the pair that each word makes with the next one, 0 where it is not known.
        """
        begun = self.tables["pair"].rows(rows)
        ended = np.concatenate([np.zeros_like(begun[:1]), begun[:-1]])
        return np.concatenate([ended, begun], axis=1) @ self.pair

    def encode(self, h: Floats, same: NDArray[np.int32]) -> Floats:
        """Return each word as read among the others: (pieces, words, width).

        Args:
            h: the summed rows of the tables, (pieces, words, width); altered in place.
            same: a number for each distinct word of a piece, (pieces, words); -1 where a piece has no more words,
                which leaves no trace in the others.
        """
        pieces, n, width = h.shape
        beyond = same < 0
        padded = beyond if beyond.any() else None
        flat = h.reshape(pieces * n, width)
        equal = Equal.of(same) if "P" in self.meta.layers else None
        for (mix, *carry), kind in zip(self.layers, self.meta.layers, strict=True):
            if kind == "P" and equal:
                near = np.concatenate([flat, equal.mean(flat)], axis=1)
            elif kind == "S":
                near = _carried(h, padded, *carry)
            else:
                near = _beside(h, int(kind))
            said, gate = mix.halves(near.reshape(pieces * n, -1))
            gate += 1.0
            said *= gate
            flat += said
            if padded is not None:
                h[padded] = 0.0
        return h

    def tell(self, h: Floats) -> dict[str, Floats]:
        """Return what is told of encoded words, (words, width), by name, as views; all but the marks."""
        told, at, found = self.others.of(h), 0, {}
        for name, size in self.meta.heads.items():
            if name != "gap":
                found[name] = told[:, at : at + size]
                at += size
        return found


def _beside(h: Floats, distance: int) -> Floats:
    """Return each word with those so far before and after it, side by side."""
    pieces, n, width = h.shape
    near = np.empty((pieces, n, 3 * width), np.float32)
    near[:, :distance, :width] = 0.0
    near[:, max(0, n - distance) :, 2 * width :] = 0.0
    if n > distance:
        near[:, distance:, :width] = h[:, :-distance]
        near[:, :-distance, 2 * width :] = h[:, distance:]
    near[:, :, width : 2 * width] = h
    return near


def _carried(h: Floats, beyond: NDArray[np.bool_] | None, carry: Gated) -> Floats:
    """Return what comes to each word from its left (first half) and from its right."""
    pieces, n, width = h.shape
    half = width // 2
    new, gate = (x.reshape(h.shape) for x in carry.halves(h.reshape(pieces * n, width)))
    new *= 1.0 - gate
    if beyond is not None:
        new[beyond] = 0.0
    gate += 1.0
    gate *= 0.5
    far, keep = (np.zeros((2, pieces, -(-n // STRIDE) * STRIDE, half), np.float32) for _ in range(2))
    for whole, parted in ((new, far), (gate, keep)):
        parted[0, :, :n], parted[1, :, :n] = whole[..., :half], whole[:, ::-1, half:]
    _scan(far, keep)
    new[..., :half], new[..., half:] = far[0, :, :n], far[1, :, :n][:, ::-1]
    return new


def _scan(far: Floats, keep: Floats) -> None:
    """Make each ``far[t]`` into ``far[t] + keep[t] * far[t - 1]``, t along the last axis but one, in place.

    First within all stretches of ``STRIDE`` words at once, then from stretch to stretch; ``keep`` is used up.
    """
    shape = (*far.shape[:2], -1, STRIDE, far.shape[-1])
    far, keep = far.reshape(shape), keep.reshape(shape)
    for t in range(1, STRIDE):
        far[..., t, :] += keep[..., t, :] * far[..., t - 1, :]
        keep[..., t, :] *= keep[..., t - 1, :]
    for t in range(1, far.shape[2]):
        far[:, :, t] += keep[:, :, t] * far[:, :, t - 1, -1:]
