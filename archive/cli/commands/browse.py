"""``newsmorgue browse``: the archive as a full-screen reading room."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from archive.cli import options as shared
from archive.cli.command import QueryCommand
from archive.cli.opening import open_archive
from archive.errors import UsageError

EXAMPLES = (
    ("newsmorgue browse", "the whole archive"),
    ("newsmorgue browse storm warning --source not:reuters", "a search to begin with, and any filter of search"),
    ("newsmorgue browse --quotes --speaker kerry --sort date", "what he said, newest first"),
)


@click.command(cls=QueryCommand, name="browse", examples=EXAMPLES)
@click.argument("query", nargs=-1)
@shared.filter_options(*shared.FILTERS)
@shared.sort_option
@click.option("--quotes", "of_quotes", is_flag=True, help="Begin with quotes instead of articles.")
@click.option(
    "--theme",
    type=click.Choice(["dark", "light", "terminal"]),
    help="The look to begin with; NEWSMORGUE_THEME is another way to say it.",
)
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, /, query: tuple[str, ...], of_quotes: bool, theme: str | None, **options: Any) -> int:
    """Read in the archive on the full screen.

    Facets stand on the left, results in the middle, the article on the right. Results follow what is typed; ? shows
    every key. QUERY and the filters are those of search.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise UsageError("browse needs a terminal: newsmorgue search prints what it finds")
    asked = shared.request(query, options, shared.Page(0, 1), of="quotes" if of_quotes else "articles")
    gc.disable()  # until the first answer stands: all that is loaded now stays
    from archive.browse.app import run
    from archive.browse.state import Question

    question = Question(asked.text, asked.filters, asked.dates, asked.sort, asked.of)
    return run(lambda: open_archive(ctx), question, theme)
