"""Draws batches without end, in several processes where one would keep a fast device waiting."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from contextlib import suppress
from itertools import cycle
from multiprocessing.process import BaseProcess
from queue import Empty
from typing import TYPE_CHECKING

import numpy as np

from training.batches import Batch, Damager
from training.corpus import Array
from training.hiding import hide

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

Batches = Generator[Batch, None, None]
AHEAD = 6
"""How many batches each process has ready."""

PATIENCE = 5.0
"""After how many seconds without a batch to look whether a process still lives."""


def batches(
    damager: Damager,
    weights: Array,
    size: tuple[int, int],
    seed: tuple[int, ...],
    share: float = 0.0,
    workers: int = 0,
) -> Batches:
    """Yield batches, pass after pass, the same ones for the same seed and workers.

    ``size`` is the budget of words and the grain of :meth:`Damager.epoch`, ``seed`` numbers that tell these batches
    from others, such as the step that a training is at; a ``share`` of the words is hidden. ``workers`` processes draw
    passes of their own and take turns; without any, this process draws.
    """
    if not workers:
        return _passes(damager, weights, size, seed, share)
    return _together(damager, weights, size, seed, share, workers)


def _passes(damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, ...], share: float) -> Batches:
    damager.random = np.random.default_rng(seed)
    while True:
        for batch in damager.epoch(weights, *size):
            if share:
                hide(batch, share, damager.random)
            yield batch


def _together(
    damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, ...], share: float, workers: int
) -> Batches:
    # a corpus is large: it is shared as it is, not sent
    fork = multiprocessing.get_context("fork")
    queues: list[Queue[Batch]] = [fork.Queue(AHEAD) for _ in range(workers)]
    crew = [
        fork.Process(target=_work, args=(queue, damager, weights, size, (*seed, number), share), daemon=True)
        for number, queue in enumerate(queues)
    ]
    for worker in crew:
        worker.start()
    try:
        for queue, worker in cycle(zip(queues, crew, strict=True)):
            yield _next(queue, worker)
    finally:
        for worker in crew:
            worker.terminate()


def _next(queue: Queue[Batch], worker: BaseProcess) -> Batch:
    while True:
        try:
            return queue.get(timeout=PATIENCE)
        except Empty:
            if not worker.is_alive():
                raise ChildProcessError("a process that draws batches has ended; it says why above") from None


def _work(
    queue: Queue[Batch],
    damager: Damager,
    weights: Array,
    size: tuple[int, int],
    seed: tuple[int, ...],
    share: float,
) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        for batch in _passes(damager, weights, size, seed, share):
            queue.put(batch)
