"""Records what a GPU does with batches of a shape, which then need not be said step by step again."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.loss import Judge, Marks, judged
from training.network import Reader


class _Judge(nn.Module):
    def __init__(self, reader: Reader, marks: Marks) -> None:
        super().__init__()
        self.reader, self.marks = reader, marks

    def forward(self, h: Tensor, same: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return judged(self.reader, self.marks, h, same, labels)


class Recorder:
    """A reader on a GPU that reads batches of few shapes.

    Of small layers a GPU is done sooner than it can be told the next step; what was recorded it plays by itself.
    Shapes have their memory in common, so no more than one of them may be judged between two steps of what trains the
    reader: the next one may lie where the gradient of the last one does. Readers therefore do not share any.
    """

    def __init__(self, reader: Reader, marks: Marks) -> None:
        self._reader, self._marks, self._pool = reader, marks, torch.cuda.graph_pool_handle()
        self._played: dict[tuple[int, ...], Judge] = {}

    def __call__(self, h: Tensor, same: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what :func:`judged` returns of these."""
        shape = tuple(same.shape)
        if shape not in self._played:
            example = (h.detach().clone().requires_grad_(h.requires_grad), same.clone(), labels.clone())
            self._played[shape] = torch.cuda.make_graphed_callables(
                _Judge(self._reader, self._marks), example, allow_unused_input=True, pool=self._pool
            )
        return self._played[shape](h, same, labels)
