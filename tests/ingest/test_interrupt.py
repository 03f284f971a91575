"""Ctrl-C and SIGTERM within a process."""

from __future__ import annotations

import signal
import threading

import pytest

from archive.ingest.interrupt import ended_by_interrupt, stopped_by_interrupt


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_insists(ending: signal.Signals) -> None:
    before = signal.getsignal(ending)
    with stopped_by_interrupt(threading.Event()) as stop:
        signal.raise_signal(ending)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(ending)

    assert signal.getsignal(ending) is before


def test_off_the_main_thread_ctrl_c_is_left_alone() -> None:
    seen: list[bool] = []

    def other() -> None:
        before = signal.getsignal(signal.SIGINT)
        with stopped_by_interrupt(threading.Event()):
            seen.append(signal.getsignal(signal.SIGINT) is before)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [True]


def test_while_nothing_is_begun_the_first_ctrl_c_ends_all() -> None:
    stop = threading.Event()
    with stopped_by_interrupt(stop):
        with pytest.raises(KeyboardInterrupt), ended_by_interrupt():
            signal.raise_signal(signal.SIGINT)
        assert not stop.is_set()
        signal.raise_signal(signal.SIGINT)
    assert stop.is_set()
