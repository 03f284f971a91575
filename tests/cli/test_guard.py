"""However a command ends: one message, no traceback, the right status."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

import index.engine
from index.errors import LockedError
from tests.cli.conftest import Runner
from tests.cli.fakes import FakeEngine


def ends(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def open_engine(folder: Path, mode: str = "read", **_: object) -> FakeEngine:
        raise error

    monkeypatch.setattr(index.engine, "open_engine", open_engine)


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (LockedError("/a: being written by process 7: wait"), 2, "/a: being written by process 7: wait\n"),
        (OSError(errno.EACCES, "Permission denied", "/a\x1b[2J"), 2, "/a\\x1b[2J: permission denied\n"),
        (OSError("odd"), 2, "odd\n"),
        (MemoryError(), 2, "newsmorgue: out of memory: give it more, or fewer files at once\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (SystemExit(7), 7, ""),
        (SystemExit(None), 0, ""),
    ],
)
def test_an_error_is_one_message_and_a_status(
    run: Runner, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, text: str
) -> None:
    ends(monkeypatch, error)

    result = run("search", "storm")

    assert (result.status, result.err, result.out) == (status, text, "")


def test_a_fault_of_the_program_says_how_to_see_more(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    ends(monkeypatch, ZeroDivisionError("division by zero"))

    result = run("search", "storm")

    assert result.status == 2
    assert result.err == (
        "newsmorgue: a fault of the program: ZeroDivisionError: division by zero (NEWSMORGUE_DEBUG=1 shows where)\n"
    )


def test_debugging_brings_the_traceback_back(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    ends(monkeypatch, ZeroDivisionError("division by zero"))
    monkeypatch.setenv("NEWSMORGUE_DEBUG", "1")

    result = run("search", "storm")

    assert result.status == 2
    assert "Traceback (most recent call last)" in result.err
    assert "test_guard.py" in result.err
