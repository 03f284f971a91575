"""The app in a real terminal: tmux presses the keys and shows what is on the screen."""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "newsmorgue"
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """One tmux session with a shell in it."""

    def __init__(self, folder: Path, width: int = 100, height: int = 30) -> None:
        self._socket = f"newsmorgue-{uuid.uuid4().hex[:8]}"
        self._run("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), "-c", str(folder), "sh")
        self.keys("PS1='$ '; stty -a > before", "Enter")

    def _run(self, *args: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"}
        done = subprocess.run(
            ["tmux", "-L", self._socket, *args], capture_output=True, text=True, check=True, env=environment, timeout=30
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names, or type text."""
        self._run("send-keys", *keys)

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._run("capture-pane", "-p")

    def until(self, holds: Callable[[str], bool]) -> str:
        """Wait until the screen is as wanted, and return it."""
        waited = 0.0
        while not holds(screen := self.screen()):
            assert waited < PATIENCE, screen
            time.sleep(0.1)
            waited += 0.1
        return screen

    def value(self, name: str) -> str:
        """Return one of tmux's own variables of the pane."""
        return self._run("display-message", "-p", f"#{{{name}}}").strip()

    def close(self) -> None:
        """End the session."""
        self._run("kill-server")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Path) -> Iterator[Terminal]:
    monkeypatch.setenv("NEWSMORGUE_ARCHIVE", str(archive))
    found = Terminal(tmp_path)
    yield found
    found.close()


def sane(terminal: Terminal, folder: Path) -> None:
    """Check that the shell has its terminal back as it was."""
    terminal.until(lambda screen: terminal.value("pane_current_command") == "sh")
    terminal.keys("stty -a > after; echo 'back' 'again'", "Enter")
    terminal.until(lambda screen: "back again" in screen)
    assert (folder / "after").read_text() == (folder / "before").read_text()
    assert terminal.value("alternate_on") == "0"
    assert terminal.value("mouse_any_flag") == "0"
    assert terminal.value("cursor_flag") == "1"


def test_a_session_from_the_shell_and_back(terminal: Terminal, tmp_path: Path) -> None:
    terminal.keys(f"{shlex.quote(str(SCRIPT))} browse harbour --source 'northern wire'", "Enter")
    terminal.until(lambda screen: "[source: northern wire" in screen and "best first" in screen)
    terminal.keys("/")
    terminal.keys("-l", " lighthouse")
    terminal.until(lambda screen: "5 articles" in screen)
    terminal.keys("Enter", "Enter")
    terminal.until(lambda screen: "2 matches ━┛" in screen)
    terminal.keys("?")
    terminal.until(lambda screen: "Everywhere" in screen)
    terminal.keys("Escape")
    terminal.until(lambda screen: "Everywhere" not in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "Facets" not in screen and "$ " in screen)
    sane(terminal, tmp_path)


def test_the_program_alone_opens_the_archive(terminal: Terminal, tmp_path: Path) -> None:
    terminal.keys(f"{shlex.quote(str(SCRIPT))}", "Enter")
    terminal.until(lambda screen: "60 articles" in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "60 articles" not in screen)
    sane(terminal, tmp_path)


@pytest.mark.parametrize("name", ["TERM", "HUP", "INT"])
def test_a_kill_leaves_the_terminal_sane(terminal: Terminal, tmp_path: Path, name: str) -> None:
    script = shlex.quote(str(SCRIPT))
    terminal.keys(f"sh -c 'echo $$ > pid; exec {script} browse'; echo status $?", "Enter")
    terminal.until(lambda screen: "60 articles" in screen)
    subprocess.run(["kill", f"-{name}", (tmp_path / "pid").read_text().strip()], check=True)
    terminal.until(lambda screen: "status 1" in screen)
    sane(terminal, tmp_path)


@pytest.mark.parametrize("variables", ["NO_COLOR=1", "TERM=screen", "TERM=xterm", "COLORTERM=truecolor"])
def test_terminals_of_few_colours_show_the_same(terminal: Terminal, variables: str) -> None:
    terminal.keys(f"env {variables} {shlex.quote(str(SCRIPT))} browse --theme terminal lighthouse", "Enter")
    terminal.until(lambda screen: "15 articles" in screen and "▌" in screen)
    coloured = terminal._run("capture-pane", "-p", "-e")
    assert bool(re.search(r"\x1b\[(?:\d+;)*(?:[34][0-7]|9[0-7]|10[0-7]|[34]8;)", coloured)) != ("NO_COLOR" in variables)
    terminal.keys("q")


def test_the_pager_opens_and_gives_the_screen_back(terminal: Terminal, tmp_path: Path) -> None:
    terminal.keys(f"PAGER=less {shlex.quote(str(SCRIPT))} browse ferry", "Enter")
    terminal.until(lambda screen: "1 article" in screen)
    terminal.keys("o")
    terminal.until(lambda screen: "port selwyn  northern wire    the ferry" in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "1 article" in screen and "That was a copy" in screen)
    terminal.keys("q")
    sane(terminal, tmp_path)


def test_a_pager_that_is_not_there_leaves_the_screen(terminal: Terminal, tmp_path: Path) -> None:
    terminal.keys(f"PAGER=/nowhere/pager {shlex.quote(str(SCRIPT))} browse ferry", "Enter")
    terminal.until(lambda screen: "1 article" in screen)
    terminal.keys("o")
    terminal.until(lambda screen: "1 article" in screen and "no such file" in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "1 article" not in screen)
    sane(terminal, tmp_path)


def test_what_interrupts_the_pager_does_not_end_the_session(terminal: Terminal, tmp_path: Path) -> None:
    terminal.keys(f"PAGER=less {shlex.quote(str(SCRIPT))} browse ferry", "Enter")
    terminal.until(lambda screen: "1 article" in screen)
    terminal.keys("o")
    terminal.until(lambda screen: "port selwyn  northern wire    the ferry" in screen)
    terminal.keys("F")
    terminal.until(lambda screen: "interrupt to abort" in screen)
    terminal.keys("C-c")
    terminal.until(lambda screen: "interrupt to abort" not in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "1 article" in screen)
    terminal.keys("q")
    terminal.until(lambda screen: "1 article" not in screen)
    sane(terminal, tmp_path)


def test_without_a_terminal_it_says_what_to_use(archive: Path) -> None:
    done = subprocess.run([SCRIPT, "--archive", archive, "browse"], capture_output=True, text=True, timeout=60)

    assert done.returncode == 2
    assert done.stderr.startswith("browse needs a terminal: newsmorgue search prints")


def test_the_app_ends_where_the_terminal_goes_without_a_signal(archive: Path) -> None:
    keeper, terminal = pty.openpty()
    process = subprocess.Popen(
        [SCRIPT, "--archive", archive, "browse"], stdin=terminal, stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    drawn = b""
    while b"\x1b[?1049h" not in drawn:
        drawn += os.read(keeper, 65536)

    os.close(keeper)

    assert process.wait(timeout=PATIENCE) == 129
