"""Where results and messages go: standard output for the first, standard error for the second."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from archive.cli.guard import complain as complain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def write_records(records: Iterable[dict[str, Any]]) -> None:
    """Write JSON records to standard output, one a line, in UTF-8 whatever the locale."""
    from archive.render.records import dumps

    stream = sys.stdout.buffer
    for record in records:
        stream.write(dumps(record).encode() + b"\n")
    stream.flush()


def write_ids(ids: Iterable[str], end: str = "\n") -> None:
    """Write bare ids to standard output, each followed by ``end``."""
    sys.stdout.write("".join(id + end for id in ids))


@cache
def _console(stderr: bool) -> Console:
    from rich.console import Console

    class Pipe(Console):
        """A console that leaves it to the program what a reader that has gone means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    if (stream.encoding or "").lower() not in ("utf-8", "utf8") and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return Pipe(stderr=stderr, highlight=False, markup=False, emoji=False, legacy_windows=False)


def console(*, stderr: bool = False) -> Console:
    """Return the console of standard output, or of standard error."""
    found = _console(stderr)
    if found.file not in (sys.stdout, sys.stderr):
        _console.cache_clear()
        found = _console(stderr)
    return found


def width(*, stderr: bool = False) -> int:
    """Return how many columns may be drawn: those of the terminal, or 80."""
    return max(20, console(stderr=stderr).width)


def write(lines: Iterable[Text], *, stderr: bool = False) -> None:
    """Write drawn lines as they are, some at a time, so that long ones begin to show at once."""
    target = console(stderr=stderr)
    for group in _grouped(lines, 200):
        from rich.text import Text

        target.print(Text("\n").join(group), soft_wrap=True)


def tell(*parts: str | tuple[str, str]) -> None:
    """Write one drawn line to standard error."""
    from archive.render.layout import line

    write([line(*parts)], stderr=True)


@contextmanager
def paged() -> Iterator[None]:
    """Send what is written inside through the reader's pager, when standard output is a terminal that has one."""
    command = pager() if console().is_terminal and not console().is_dumb_terminal else None
    if command is None:
        yield
        return
    import subprocess

    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env={"LESS": "-RFX", **os.environ}, shell=True
    )
    assert process.stdin is not None
    target, before = console(), console().file
    terminal = target._force_terminal
    target.file, target._force_terminal = process.stdin, True
    try:
        yield
        process.stdin.close()
    except BrokenPipeError:
        pass
    finally:
        target.file, target._force_terminal = before, terminal
        _wait(process)


def pager() -> str | None:
    """Return the command of the reader's pager; None where there is none or it is switched off."""
    chosen = os.environ.get("NEWSMORGUE_PAGER", os.environ.get("PAGER"))
    if chosen is not None:
        return chosen if chosen.strip() not in ("", "cat") else None
    from shutil import which

    return "less" if which("less") else None


def _wait(process: Any) -> None:
    while True:
        try:
            process.wait()
        except KeyboardInterrupt:  # the pager's own affair, as in other programs
            continue
        return


def _grouped(lines: Iterable[Text], most: int) -> Iterator[list[Text]]:
    group: list[Text] = []
    for each in lines:
        group.append(each)
        if len(group) == most:
            yield group
            group = []
    if group:
        yield group
