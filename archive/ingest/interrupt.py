"""Stopping a run from outside: Ctrl-C asks once, and what is finished is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol


class Stop(Protocol):
    """Tells whether a run should end; :class:`threading.Event` is one."""

    def is_set(self) -> bool:
        """Return True once the run should end."""


@contextmanager
def stopped_by_interrupt(stop: threading.Event) -> Iterator[threading.Event]:
    """Let Ctrl-C set ``stop`` instead of raising, within the block; a second Ctrl-C raises KeyboardInterrupt.

    Off the main thread, where signals cannot be handled, this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt within the block, in which nothing is begun yet that could be finished."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
