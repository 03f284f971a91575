"""The program ``newsmorgue``: one thin file per command, and what they share."""

from __future__ import annotations

from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 done or found, 1 nothing found, 2 failed, 130 interrupted.

    ``args`` are those of the command line by default. Whatever goes wrong ends as one message on standard error.
    """
    import sys

    from archive.cli.guard import Guard, stand_in_for_closed_streams

    stand_in_for_closed_streams()
    guard = Guard()
    with guard:
        from archive.cli.app import run

        guard.status = run(sys.argv[1:] if args is None else list(args))
    with guard:
        sys.stdout.flush()
    return guard.status


def start() -> int:
    """Run the program as a process of its own and return its exit status, as :func:`main` does.

    A search makes 40,000 objects, nearly all of them modules' own, which stay. Looking for garbage among them at the
    usual pace, and once more at the end, takes as long as starting Python twice. NumPy would start threads that nothing
    here is large enough for: without them an article is read sooner, with less work.
    """
    import gc
    import os

    gc.set_threshold(100_000)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = main()
    _end(status)
    gc.freeze()
    return status


def _end(status: int) -> None:
    """End the process now, unless anything waits for its end: to take all objects apart is a thirtieth of a search."""
    import atexit
    import os
    import sys
    import threading
    from contextlib import suppress

    watched = sys.getprofile() is not None or sys.gettrace() is not None
    if watched or atexit._ncallbacks() or threading.active_count() > 1:
        return
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status)
