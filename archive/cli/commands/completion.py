"""``newsmorgue completion``: the completion script of a shell."""

from __future__ import annotations

import sys

import click

from archive.cli.command import Command

EXAMPLES = (
    ('eval "$(newsmorgue completion bash)"', "in ~/.bashrc"),
    ('eval "$(newsmorgue completion zsh)"', "in ~/.zshrc, after compinit"),
    ("newsmorgue completion fish > ~/.config/fish/completions/newsmorgue.fish", "once"),
)


@click.command(cls=Command, name="completion", examples=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script of a shell.

    It completes commands and options, and people, sources and places from the archive.
    """
    from archive.cli.app import COMPLETE, PROGRAM, program
    from archive.cli.complete import script

    sys.stdout.write(script(program, PROGRAM, COMPLETE, shell) + "\n")
    return 0
