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
