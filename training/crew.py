"""Draws batches without end, in several processes where one would keep a fast device waiting."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from contextlib import suppress
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np

from training.batches import Batch, Damager
from training.corpus import Array

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

Batches = Generator[Batch, None, None]
AHEAD = 6
"""How many batches each process has ready."""


def batches(
    damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, int], workers: int = 0
) -> Batches:
    """Yield batches, pass after pass, the same ones for the same seed and workers.

    ``size`` is the budget of words and the grain of :meth:`Damager.epoch`, ``seed`` the number that a training begins
    with and the step that it is at. ``workers`` processes draw passes of their own and take turns; without any, this
    process draws.
    """
    if not workers:
        return _passes(damager, weights, size, seed)
    return _together(damager, weights, size, seed, workers)


def _passes(damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, ...]) -> Batches:
    damager.random = np.random.default_rng(seed)
    while True:
        yield from damager.epoch(weights, *size)


def _together(damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, int], workers: int) -> Batches:
    # a corpus is large: it is shared as it is, not sent
    fork = multiprocessing.get_context("fork")
    queues: list[Queue[Batch]] = [fork.Queue(AHEAD) for _ in range(workers)]
    crew = [
        fork.Process(target=_work, args=(queue, damager, weights, size, (*seed, number)), daemon=True)
        for number, queue in enumerate(queues)
    ]
    for worker in crew:
        worker.start()
    try:
        for queue in cycle(queues):
            yield queue.get()
    finally:
        for worker in crew:
            worker.terminate()


def _work(queue: Queue[Batch], damager: Damager, weights: Array, size: tuple[int, int], seed: tuple[int, ...]) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        for batch in _passes(damager, weights, size, seed):
            queue.put(batch)
