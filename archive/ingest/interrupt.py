"""Stopping a run from outside: Ctrl-C and SIGTERM ask once, and what is finished is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

_ENDINGS = (signal.SIGINT, signal.SIGTERM)


class Stop(Protocol):
    """Tells whether a run should end; :class:`threading.Event` is one."""

    def is_set(self) -> bool:
        """Return True once the run should end."""


@contextmanager
def stopped_by_interrupt(stop: threading.Event) -> Iterator[threading.Event]:
    """Let Ctrl-C and SIGTERM set ``stop`` within the block; whichever comes next raises KeyboardInterrupt.

    Off the main thread, where signals cannot be handled, this does nothing.
    """

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    with _handled(ask):
        yield stop


@contextmanager
def ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM raise KeyboardInterrupt within the block, where nothing is begun yet to be finished."""
    with _handled(signal.default_int_handler):
        yield


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {ending: signal.signal(ending, handler) for ending in _ENDINGS}
    try:
        yield
    finally:
        for ending, old in before.items():
            signal.signal(ending, old)
