"""Commands whose help ends with examples, and those whose arguments are a query."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

Example = tuple[str, str]
"""A command line, and what it does."""

FACETS = "--facets"

MISSING = ("missing:date", "articles where a field is not known")
"""What can be asked of every field, for the table of them."""


class Command(click.Command):
    """A command with examples at the end of its help."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), **keys: Any) -> None:
        super().__init__(*args, **keys)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        write_examples(formatter, self.examples)
        super().format_epilog(ctx, formatter)


class Named(click.Path):
    """A path; an empty one, as of a variable of the shell that is not set, would be the folder one is in."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path.

        Raises:
            BadParameter: it is empty, or not what may be named here.
        """
        if not os.fspath(value):
            self.fail("the path is empty: name a file or a folder.", param, ctx)
        return super().convert(value, param, ctx)


class QueryCommand(Command):
    """A command whose words are a query: ``-word`` is one of them, and ``--facets`` takes the words behind it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the fields that a query can ask for."""
        from index.fields import FIELDS

        super().format_options(ctx, formatter)
        with formatter.section("Fields of a query"):
            formatter.write_dl([*((field.example, field.help) for field in FIELDS), MISSING])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put options first, so that a word of the query that begins with a minus is not taken for one."""
        return super().parse_args(ctx, self._sorted(args))

    def _sorted(self, args: list[str]) -> list[str]:
        takes_value = {
            name: isinstance(option, click.Option) and not option.is_flag and not option.count
            for option in self.params
            for name in (*option.opts, *option.secondary_opts)
            if name.startswith("-")
        }
        options: list[str] = []
        words: list[str] = []
        rest = list(args)
        while rest:
            arg = rest.pop(0)
            if arg == "--":
                words += rest
                break
            if arg == FACETS:
                fields = _until_option(rest)
                del rest[: len(fields)]
                options.append(f"{FACETS}={','.join(fields)}")
            elif arg.startswith("--") or arg in takes_value or arg == "-h":
                options.append(arg)
                if takes_value.get(arg):
                    if not rest:
                        return options  # the value is lacking: else the dashes before the words would be it
                    options.append(rest.pop(0))
            else:
                words.append(arg)
        return [*options, "--", *words]


def write_examples(formatter: click.HelpFormatter, examples: Sequence[Example]) -> None:
    """Write command lines and what they do, those on lines of their own."""
    if not examples:
        return
    with formatter.section("Examples"):
        for line, does in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
            formatter.indent()
            formatter.write_text(does)
            formatter.dedent()


def _until_option(args: list[str]) -> list[str]:
    for number, arg in enumerate(args):
        if arg.startswith("-"):
            return args[:number]
    return list(args)
