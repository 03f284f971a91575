"""Records what a GPU does with batches of a shape, which then need not be said step by step again."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from training.loss import Shown
from training.network import Reader


class _Network(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, features: Tensor, *others: Tensor) -> tuple[Tensor, Tensor]:
        *rest, same, hidden = others
        known = self.reader.read(features, rest, same, hidden)
        return known, self.reader.tells(known)


class Recorder:
    """A reader on a GPU that reads batches of few shapes, in which words are hidden.

    Of small layers a GPU is done sooner than it can be told the next step; what was recorded it plays by itself.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._played: dict[tuple[int, ...], Callable[..., tuple[Tensor, Tensor]]] = {}

    def __call__(self, shown: Shown) -> tuple[Tensor, Tensor]:
        """Return what the reader knows of each word, and all heads of each."""
        assert shown.hidden is not None
        inputs = (shown.features, *shown.rest, shown.same, shown.hidden)
        shape = tuple(shown.same.shape)
        if shape not in self._played:
            example = tuple(part.clone() for part in inputs)
            self._played[shape] = torch.cuda.make_graphed_callables(
                _Network(self._reader), example, allow_unused_input=True
            )
        return self._played[shape](*inputs)
