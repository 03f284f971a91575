"""Tab completion: of commands and options by click, of values from the archive."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from archive.clean import clean_line
from archive.cli.opening import open_archive
from archive.cli.options import NOT
from archive.cli.shells import SHELLS

MOST = 30


def script(program: click.Command, name: str, variable: str, shell: str) -> str:
    """Return the completion script of a shell."""
    return SHELLS[shell](program, {}, name, variable).source()


def complete(program: click.Command, name: str, variable: str, instruction: str) -> int:
    """Answer the completion script of a shell: print what could come next; return the exit status."""
    shell, _, what = instruction.partition("_")
    if shell not in SHELLS:
        shell, what = what, shell
    if shell not in SHELLS:
        return 2
    helper = SHELLS[shell](program, {}, name, variable)
    if told := helper.source() if what == "source" else helper.complete():
        click.echo(told)
    return 0


def values(ctx: click.Context, field: str, incomplete: str) -> list[CompletionItem]:
    """Return values of the archive for an option, most frequent first; none where no archive can be opened."""
    from index.errors import ArchiveError

    start = NOT if incomplete.startswith(NOT) else ""
    try:
        with open_archive(ctx) as engine:
            found = engine.complete(field, incomplete.removeprefix(start), MOST)
    except (ArchiveError, OSError):
        return []
    return [CompletionItem(start + clean_line(each.value), help=_articles(each.count)) for each in found]


def people(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Return names of the archive for an argument that names a person in one word or several: what is left of them."""
    from index.words import fold

    before = "".join(f"{word} " for word in ctx.params.get(param.name or "") or ())
    found = values(ctx, "person", before + incomplete)
    return [
        CompletionItem(each.value[len(before) :], help=each.help)
        for each in found
        if fold(each.value).startswith(fold(before))
    ]


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"
