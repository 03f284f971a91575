"""What changes when standard output is a terminal: colour, the pager, the progress bar."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from rich.text import Text

from archive.cli import output
from tests.cli.conftest import SCRIPT, Runner
from tests.cli.fakes import FakeEngine
from tests.render import samples


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NEWSMORGUE_PAGER", "")


def test_a_terminal_gets_colour(run: Runner, engine: FakeEngine) -> None:
    assert "\x1b[1;31mharbour\x1b[0m" in run("search", "harbour", terminal=True).out


def test_without_utf8_signs_and_letters_are_written_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buffer = BytesIO()
    stream = TextIOWrapper(buffer, encoding="ascii", write_through=True, newline="")
    monkeypatch.setattr(sys, "stdout", stream)

    output.write_text("“José’s” · 14–15 May… ██▌ 日\n")

    assert buffer.getvalue() == b'"Jose\'s" - 14-15 May... ### ?\n'


def test_no_color_is_obeyed(run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    out = run("search", "harbour", terminal=True).out

    assert "\x1b[31m" not in out and "\x1b[1;31m" not in out
    assert "harbour" in out


def test_a_dumb_terminal_gets_plain_text(run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")

    assert "\x1b" not in run("search", "harbour", terminal=True).out


def test_json_is_never_coloured(run: Runner, engine: FakeEngine) -> None:
    assert "\x1b" not in run("search", "harbour", "--json", terminal=True).out


def test_lines_fit_the_terminal(run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")

    plain = Text.from_ansi(run("search", "harbour", terminal=True).out).plain

    assert max(len(line) for line in plain.splitlines()) in range(30, 45)


def in_terminal(command: list[str | Path], **env: str) -> tuple[str, int]:
    """Run a command whose standard streams are a terminal; return what it wrote and its status."""
    keeper, terminal = pty.openpty()
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, **env}, close_fds=True
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            part = os.read(keeper, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not part:
            break
        written += part
    os.close(keeper)
    return written.decode(), process.wait(timeout=60)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terminal")
    (folder / "story.txt").write_text(samples.HARBOUR)
    subprocess.run(
        [SCRIPT, "--archive", folder / "archive", "index", folder / "story.txt"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "archive"


def test_an_article_opens_in_the_pager_with_its_colours(archive: Path) -> None:
    shown, status = in_terminal(
        [SCRIPT, "--archive", archive, "show", *ids(archive)], NEWSMORGUE_PAGER="sed 's/^/PAGED /'"
    )

    assert status == 0
    assert "PAGED \x1b[1mHarbour wall gives way at Port Selwyn\x1b[0m" in shown


def test_no_pager_opens_over_the_word_that_nothing_was_found(archive: Path) -> None:
    shown, status = in_terminal([SCRIPT, "--archive", archive, "show", "ffff"], NEWSMORGUE_PAGER="echo PAGED")

    assert status == 1
    assert "PAGED" not in shown and "no article has an id that begins so" in shown


def test_a_pager_that_is_left_early_is_no_failure(archive: Path) -> None:
    _, status = in_terminal([SCRIPT, "--archive", archive, "show", *ids(archive)], NEWSMORGUE_PAGER="true")

    assert status == 0


def test_without_a_pager_the_article_is_printed(archive: Path) -> None:
    shown, status = in_terminal([SCRIPT, "--archive", archive, "show", *ids(archive)], PAGER="cat")

    assert status == 0
    assert "Harbour wall gives way" in shown


@pytest.mark.parametrize(
    ("chosen", "taken"),
    [
        ("no-such-pager -R", None),
        ("/no/such/pager", None),
        (" ", None),
        ("cat", None),
        ("sh -c 'cat'", "sh -c 'cat'"),
        ("LESS=-R less", "LESS=-R less"),
        ("'/no such/pager'", "'/no such/pager'"),
    ],
)
def test_a_pager_that_is_not_installed_hides_nothing(
    monkeypatch: pytest.MonkeyPatch, chosen: str, taken: str | None
) -> None:
    monkeypatch.setenv("NEWSMORGUE_PAGER", chosen)

    assert output.pager() == taken


def test_indexing_shows_a_bar_and_leaves_no_trace_of_it(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(samples.STRIPPED)

    shown, status = in_terminal([SCRIPT, "--archive", tmp_path / "archive", "index", tmp_path / "story.txt"])

    assert status == 0
    assert "reading" in shown
    assert "1 new" in shown


def ids(archive: Path) -> list[str]:
    done = subprocess.run(
        [SCRIPT, "--archive", archive, "search", "--ids"], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()
