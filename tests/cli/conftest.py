"""Running the program in this process over a fake engine, and as the installed console script."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import index.engine
from archive.cli import main, output
from tests.cli.fakes import FakeEngine

SCRIPT = Path(sys.executable).parent / "newsmorgue"
STORY = "ASTREL (Reuters) - The harbour wall number {} fell on Thursday, Mayor Ana Ruiz said."


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str


Runner = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every test starts from 80 columns and no wish for colour."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "NEWSMORGUE_DEBUG", "PAGER", "LESS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NEWSMORGUE_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("TZ", "UTC")
    output._console.cache_clear()
    yield
    output._console.cache_clear()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(index.engine, "open_engine", lambda folder, mode="read", **_: fake)
    return fake


class _Stream(io.TextIOWrapper):
    """A standard stream that is a terminal or not, as the test wants it."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run a command line in this process."""

    def runner(*args: str, terminal: bool = False) -> Result:
        with monkeypatch.context() as patch:
            out, err = _Stream(terminal), _Stream(terminal)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            output._console.cache_clear()
            status = main(args)
            return Result(status, out.text(), err.text())

    return runner


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the installed console script in a process of its own."""

    def runner(*args: str | bytes | os.PathLike[str], **env: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, **env}
        return subprocess.run(
            [SCRIPT, *args], capture_output=True, env=environment, cwd=tmp_path, check=False, timeout=120
        )

    return runner


@pytest.fixture
def clippings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three articles, in the current directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(STORY.format(name))
    return folder
