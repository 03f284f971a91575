"""The trained encoder in NumPy: tables of 8-bit weights, gated convolutions, one pooling over equal words.

The weights file is a plain ``.npz`` without objects. Whole numbers stand for weights times the scale of their row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
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
    """An encoder ready to run."""

    meta: Meta
    tables: dict[str, Floats]
    layers: tuple[tuple[Floats, ...], ...]
    heads: tuple[Floats, Floats]
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

        def floats(name: str) -> Floats:
            values: Floats = found[name].astype(np.float32)
            return values * found[f"{name}_scale"].astype(np.float32)[:, None] if values.ndim == 2 else values

        def linear(name: str) -> tuple[Floats, Floats]:
            return np.ascontiguousarray(floats(name).T), floats(f"{name}_bias")

        def layer(number: int, kind: str) -> tuple[Floats, ...]:
            carry = linear(f"layer{number}_carry") if kind == "S" else ()
            return (*linear(f"layer{number}"), *carry)

        return Model(
            meta=Meta(**meta),
            tables={name: floats(f"table_{name}") for name in TABLES},
            layers=tuple(layer(i, kind) for i, kind in enumerate(meta["layers"])),
            heads=linear("heads"),
            reach=found["reach"].astype(np.float32),
        )

    def encode(self, h: Floats, same: NDArray[np.int32]) -> Floats:
        """Return what is told of each word: (pieces, words, heads).

        Args:
            h: the summed rows of the tables, (pieces, words, width); altered in place.
            same: a number for each distinct word of a piece, (pieces, words).
        """
        pieces, n, width = h.shape
        equal = (same[:, :, None] == same[:, None, :]).astype(np.float32)
        equal /= equal.sum(2, keepdims=True)
        for (weight, bias, *carry), kind in zip(self.layers, self.meta.layers, strict=True):
            if kind == "P":
                near = np.concatenate([h, equal @ h], axis=2)
            elif kind == "S":
                near = _carried(h, *carry)
            else:
                near = _beside(h, int(kind))
            mixed = near.reshape(pieces * n, -1) @ weight
            mixed += bias
            h += (mixed[:, :width] * _sigmoid(mixed[:, width:])).reshape(h.shape)
        told: Floats = h.reshape(pieces * n, width) @ self.heads[0] + self.heads[1]
        return told.reshape(pieces, n, -1)

    def split(self, told: Floats) -> dict[str, Floats]:
        """Return the heads by name, as views."""
        at, found = 0, {}
        for name, size in self.meta.heads.items():
            found[name] = told[..., at : at + size]
            at += size
        return found


def _sigmoid(odds: Floats) -> Floats:
    """Return probabilities of log-odds, in place."""
    np.negative(odds, out=odds)
    np.exp(odds, out=odds)
    odds += 1.0
    return np.reciprocal(odds, out=odds)


def _beside(h: Floats, distance: int) -> Floats:
    """Return each word with those so far before and after it, side by side."""
    pieces, n, width = h.shape
    near = np.zeros((pieces, n, 3 * width), np.float32)
    if n > distance:
        near[:, distance:, :width] = h[:, :-distance]
        near[:, :-distance, 2 * width :] = h[:, distance:]
    near[:, :, width : 2 * width] = h
    return near


def _carried(h: Floats, weight: Floats, bias: Floats) -> Floats:
    """Return what comes to each word from its left (first half) and from its right."""
    pieces, n, width = h.shape
    half = width // 2
    mixed = (np.ascontiguousarray(h.transpose(1, 0, 2)).reshape(n * pieces, width) @ weight + bias).reshape(
        n, pieces, 2 * width
    )
    keep = _sigmoid(np.ascontiguousarray(mixed[:, :, width:]))
    far = mixed[:, :, :width] * (1.0 - keep)
    keep[:, :, half:] = keep[::-1, :, half:]
    far[:, :, half:] = far[::-1, :, half:]
    step = np.empty((pieces, width), np.float32)
    for t in range(1, n):
        np.multiply(keep[t], far[t - 1], out=step)
        far[t] += step
    far[:, :, half:] = far[::-1, :, half:]
    return np.ascontiguousarray(far.transpose(1, 0, 2))


def quantised(weights: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return weights as 8-bit whole numbers with one scale a row."""
    scale = np.abs(weights).max(axis=1) / 127.0
    scale[scale == 0] = 1.0
    return np.round(weights / scale[:, None]).astype(np.int8), scale.astype(np.float32)
