"""However a command ends: one message, no traceback, the right status."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import index.engine
from archive.cli import main
from index.errors import LockedError
from tests.cli.conftest import SCRIPT, Runner
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
        (OSError("odd"), 2, "newsmorgue: odd\n"),
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


def test_without_standard_input_nobody_is_asked(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", None)

        results = run("browse"), run()

        sys.stdin.close()
    assert [result.status for result in results] == [2, 2]
    assert "browse needs a terminal" in results[0].err
    assert "Usage: newsmorgue" in results[1].err


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_is_no_failure(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, closed, None)
        status = main(["search", "harbour", "--ids"])

        assert getattr(sys, closed).name == os.devnull
        getattr(sys, closed).close()

    assert status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("args", [["--help"], ["formats"], ["completion", "bash"]])
def test_a_full_disk_under_standard_output_is_told(args: list[str], unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [SCRIPT, *args],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )

    assert (done.returncode, done.stderr) == (2, "newsmorgue: no space left on device\n")
