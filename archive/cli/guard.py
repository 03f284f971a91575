"""What ends a command, as a message on standard error and an exit status."""

from __future__ import annotations

import os
import sys
from types import TracebackType

DEBUG = "NEWSMORGUE_DEBUG"
"""The environment variable that brings tracebacks back when it is "1"."""

DONE, NOTHING, FAILED, INTERRUPTED = 0, 1, 2, 130


class Guard:
    """Lets a block end by any error and keeps what that means as ``status``."""

    def __init__(self) -> None:
        self.status = DONE

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, SystemExit):
            self.status = error.code if isinstance(error.code, int) else FAILED if error.code else DONE
            return True
        if isinstance(error, BrokenPipeError):
            _leave_the_pipe()
            return True
        self.status = explain(error)
        try:
            sys.stdout.flush()
        except OSError:
            _leave_the_pipe()
        return True


def stand_in_for_closed_streams() -> None:
    """Let what is written to a standard stream that was closed go nowhere, and nothing come from it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115


def complain(text: str) -> None:
    """Write one message to standard error, whatever is in it."""
    from archive.clean import clean

    stream = sys.stderr
    shown = clean(text).encode(stream.encoding or "utf-8", "backslashreplace")
    print(shown.decode(stream.encoding or "utf-8"), file=stream, flush=True)


def explain(error: BaseException) -> int:
    """Tell the reader what ended a command, and return the exit status for it."""
    import click

    if os.environ.get(DEBUG) == "1":
        import traceback

        traceback.print_exception(error)
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, KeyboardInterrupt | click.Abort):
        complain("interrupted")
        return INTERRUPTED
    complain(_message(error))
    for note in getattr(error, "__notes__", ()):
        complain(note)
    return FAILED


def _message(error: BaseException) -> str:
    import click

    from archive.errors import NewsmorgueError
    from index.errors import ArchiveError

    if isinstance(error, click.ClickException):
        help_on = getattr(error, "ctx", None)
        hint = f"\nTry: {help_on.command_path} --help" if help_on is not None else ""
        return error.format_message() + hint
    if isinstance(error, NewsmorgueError | ArchiveError):
        return str(error)
    if isinstance(error, OSError):
        from archive.clean import clean_path

        where = clean_path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else "newsmorgue"
        return f"{where}: {(error.strerror or str(error) or type(error).__name__).lower()}"
    if isinstance(error, MemoryError):
        return "newsmorgue: out of memory: give it more, or fewer files at once"
    return f"newsmorgue: a fault of the program: {type(error).__name__}: {error} ({DEBUG}=1 shows where)"


def _leave_the_pipe() -> None:
    """Point standard output away from a reader that has gone or a disk that is full, so that no flush fails again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
