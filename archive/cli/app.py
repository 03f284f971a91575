"""The top of the command line: the table of commands, each loaded only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import click

from archive import __version__
from archive.cli.command import Named, write_examples

PROGRAM = "newsmorgue"
COMPLETE = "_NEWSMORGUE_COMPLETE"

COMMANDS = {
    "index": "Take files and folders into the archive.",
    "search": "Find articles by words, people, sources, places and dates.",
    "show": "Set articles for reading: restored, people and quotes marked.",
    "quotes": "Find what was said, and who said it.",
    "people": "List the people of the archive, or show what it knows of one.",
    "browse": "Read in the archive on the full screen.",
    "parse": "Show what is read out of files, without indexing them.",
    "status": "Count the archive, its last run and its failures.",
    "check": "Verify everything that the archive stores.",
    "rebuild": "Make the archive anew from its files.",
    "forget": "Take files, or folders with all that is in them, out of the archive.",
    "formats": "List the formats that can be read.",
    "completion": "Print the completion script of a shell.",
}
"""The commands in the order of --help, with what each does; each is a module of ``archive.cli.commands``."""

MEANT = {
    "person": "people",
    "who": "people",
    "find": "search",
    "query": "search",
    "add": "index",
    "import": "index",
    "update": "index",
    "remove": "forget",
    "delete": "forget",
    "read": "show",
    "open": "browse",
    "facets": "search --facets",
    "export": "search --json",
    "list": "search",
    "stats": "status",
    "info": "status",
}
"""What other programs call the commands."""

ENVIRONMENT = {
    "NEWSMORGUE_ARCHIVE": "the archive to use where --archive names none",
    "NEWSMORGUE_PAGER, PAGER": "what show opens articles in, and browse files; empty for nothing",
    "VISUAL, EDITOR": "what browse opens files in",
    "NEWSMORGUE_THEME": "the look of browse: dark, light or terminal",
    "NO_COLOR": "when set, nothing is coloured",
    "NEWSMORGUE_DEBUG": "1 shows where the program failed",
}

EXAMPLES = (
    ("newsmorgue index ~/clippings", "read a folder into the archive"),
    ("newsmorgue search harbour --person kerry", "articles with both"),
    ("newsmorgue quotes 'storm warning' --by kerry", "what he said of it"),
    ("newsmorgue people kerry", "all that is known of him"),
)


class Commands(click.Group):
    """A group that imports a command when it is called, and knows the others by the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is no such."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"archive.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ``args`` begin with.

        Raises:
            UsageError: there is no such command; the nearest names are offered.
        """
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = [MEANT[args[0]]] if args[0] in MEANT else get_close_matches(args[0], COMMANDS, 2)
            mend = f"did you mean {' or '.join(near)}?" if near else f"the commands are {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command {args[0]!r}: {mend}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        with formatter.section("Environment"):
            formatter.write_dl(list(ENVIRONMENT.items()))
        write_examples(formatter, EXAMPLES)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--archive",
    type=Named(file_okay=False, path_type=Path),
    envvar="NEWSMORGUE_ARCHIVE",
    metavar="DIR",
    help="The archive to use; by default the one of this user.",
)
@click.version_option(__version__, "-V", "--version", prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, archive: Path | None) -> int:
    """A searchable news archive: who said what, where, when, in which paper."""
    if ctx.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty() and _has_archive(ctx):
            from archive.cli.commands.browse import command

            status: int = ctx.invoke(command, query=())
            return status
        click.echo(ctx.get_help(), err=not sys.stdout.isatty())
        return 0 if sys.stdout.isatty() else 2
    return 0


def _has_archive(ctx: click.Context) -> bool:
    from archive.cli.opening import folder
    from index.manifest import MANIFEST

    return (folder(ctx) / MANIFEST).is_file()


def run(args: Iterable[str]) -> int:
    """Run one command line, or complete one for a shell; return the exit status."""
    if not os.environ.get("NEWSMORGUE_DEBUG") and not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")
    if instruction := os.environ.get(COMPLETE):
        from archive.cli.complete import complete

        return complete(program, PROGRAM, COMPLETE, instruction)
    given = list(args)
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    with program.make_context(PROGRAM, given) as ctx:
        status = program.invoke(ctx)
    return status if isinstance(status, int) else 0
