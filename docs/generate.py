"""Writes ``docs/commands.md`` from the help of every command: ``python -m docs.generate``, ``--check`` to compare."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.app import COMMANDS, PROGRAM, program

PAGE = Path(__file__).parent / "commands.md"
COLUMNS = 88


def page() -> str:
    """Return the whole page."""
    head = """# Commands

<!-- Written by `python -m docs.generate` from the help of the commands; change the help, not this page. -->

Results go to standard output, progress and messages to standard error. Exit status: 0 done or found, 1 nothing found,
2 something failed, 130 interrupted. `--json` prints [JSON Lines](json.md).
"""
    return "\n".join([head, *_sections()])


def _sections() -> Iterator[str]:
    top = click.Context(program, info_name=PROGRAM, terminal_width=COLUMNS, **program.context_settings)
    yield _section(PROGRAM, program.get_help(top))
    for name in COMMANDS:
        command = program.get_command(top, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=top, terminal_width=COLUMNS)
            yield _section(f"{PROGRAM} {name}", command.get_help(context))


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text.rstrip()}\n```\n"


def main(args: list[str]) -> int:
    """Write the page, or say whether it is what the commands say."""
    if args != ["--check"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write(f"{PAGE}: not what the commands say: run python -m docs.generate\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
