"""Where results and messages go: standard output for the first, standard error for the second."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Literal, TextIO, cast

from archive.cli.guard import complain as complain

if TYPE_CHECKING:
    from rich.console import Console

    from archive.render.line import Line
    from archive.render.table import Row


def write_records(records: Iterable[dict[str, Any]]) -> None:
    """Write JSON records to standard output, one a line, in UTF-8 whatever the locale."""
    from archive.render.records import dumps

    stream = sys.stdout.buffer
    for record in records:
        stream.write(dumps(record).encode() + b"\n")
    stream.flush()


def write_table(rows: Iterable[Row]) -> None:
    """Write a table to standard output as CSV, in UTF-8 whatever the locale."""
    from archive.render.table import line

    stream = sys.stdout.buffer
    for row in rows:
        stream.write(line(row).encode("utf-8", "replace"))
    stream.flush()


def cut_short(shown: int, total: int) -> None:
    """Say that not all was printed, and how to have it."""
    complain(f"{shown:,} of {total:,}: --limit all prints every one")


def write_text(text: str) -> None:
    """Write text to standard output, cleaned, whatever characters it can show."""
    from archive.clean import clean

    _lenient(sys.stdout)
    sys.stdout.write(clean(text))


def write_ids(ids: Iterable[str], end: str = "\n") -> None:
    """Write bare ids to standard output, cleaned, each followed by ``end``."""
    from archive.clean import clean_line

    sys.stdout.write("".join(clean_line(id) + end for id in ids))


@cache
def _console(stream: TextIO, colours: str = "auto", terminal: bool | None = None) -> Console:
    from rich.console import Console

    class Pipe(Console):
        """A console that leaves it to the program what a reader that has gone means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    _lenient(stream)
    return Pipe(
        file=stream,
        color_system=cast(Literal["auto"], colours),
        force_terminal=terminal,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


@cache
def _lenient(stream: TextIO) -> None:
    """Let a stream show something for characters that its encoding lacks."""
    if (stream.encoding or "").lower() not in ("utf-8", "utf8") and isinstance(stream, TextIOWrapper):
        from archive.cli.plain import PLAIN

        stream.reconfigure(errors=PLAIN)


def _drawn_by_rich(stream: TextIO) -> bool:
    """Return False where rich would add nothing to the text: on what is no terminal and is not to be taken for one."""
    return stream.isatty() or "FORCE_COLOR" in os.environ or "TTY_COMPATIBLE" in os.environ


def console(*, stderr: bool = False) -> Console:
    """Return the console of standard output, or of standard error."""
    return _console(sys.stderr if stderr else sys.stdout)


def width(*, stderr: bool = False) -> int:
    """Return how many columns may be drawn: those of the terminal, or 80."""
    drawn_by_rich = _drawn_by_rich(sys.stderr if stderr else sys.stdout)
    return max(20, console(stderr=stderr).width if drawn_by_rich else _columns())


def _columns() -> int:
    """Return how many columns there are, as rich finds them for what is no terminal itself."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal():
        return int(given)
    for number in (0, 1, 2):
        with suppress(OSError):
            return os.get_terminal_size(number).columns or 80
    return 80


def write(lines: Iterable[Line], *, stderr: bool = False, to: Console | None = None) -> None:
    """Write drawn lines as they are, some at a time, so that long ones begin to show at once."""
    stream = sys.stderr if stderr else sys.stdout
    if to is None and not _drawn_by_rich(stream):
        _lenient(stream)
        for group in _grouped(lines, 200):
            stream.write("".join(f"{each.plain}\n" for each in group))
            stream.flush()
        return
    from rich.text import Text

    target = to or console(stderr=stderr)
    for group in _grouped(lines, 200):
        target.print(Text("\n").join(each.text() for each in group), soft_wrap=True)


def tell(*parts: str | tuple[str, str]) -> None:
    """Write one drawn line to standard error."""
    from archive.render.line import line

    write([line(*parts)], stderr=True)


@contextmanager
def paged() -> Iterator[Console | None]:
    """Yield a console that goes through the reader's pager, or None for standard output where that is no terminal."""
    screen = console() if _drawn_by_rich(sys.stdout) else None
    command = pager() if screen and screen.is_terminal and not screen.is_dumb_terminal else None
    if screen is None or command is None:
        yield screen
        return
    import signal
    import subprocess

    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env={"LESS": "-RFX", **os.environ}, shell=True
    )
    assert process.stdin is not None
    target = _console(cast(TextIO, process.stdin), screen.color_system or "auto", True)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's own affair while it shows
    try:
        with suppress(BrokenPipeError), process:
            yield target
    finally:
        signal.signal(signal.SIGINT, before)


def pager() -> str | None:
    """Return the command of the reader's pager; None where there is none, it is not installed or switched off."""
    from shutil import which

    chosen = os.environ.get("NEWSMORGUE_PAGER", os.environ.get("PAGER", "less"))
    program, *_ = chosen.split() or [""]
    if program in ("", "cat"):
        return None
    named = re.fullmatch(r"[\w./+-]+", program)  # neither quoted nor an assignment, which are the shell's affair
    return chosen if which(program) or not named else None


def _grouped(lines: Iterable[Line], most: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    for each in lines:
        group.append(each)
        if len(group) == most:
            yield group
            group = []
    if group:
        yield group
