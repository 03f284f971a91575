"""``newsmorgue quotes``: what was said, and who said it."""

from __future__ import annotations

from typing import Any

import click

from archive.cli import options as shared
from archive.cli.asking import ask
from archive.cli.command import QueryCommand

EXAMPLES = (
    ("newsmorgue quotes 'right thing'", "quotes with these words, best first"),
    ("newsmorgue quotes --by kerry --sort date", "what he said, newest first"),
    ("newsmorgue quotes 'right thing' --sort oldest", "who said it first"),
    ("newsmorgue quotes storm --source reuters --facets speaker", "and who said how much of it"),
    ("newsmorgue quotes ceasefire role:spokesman", "and what spokesmen said of it"),
    ("newsmorgue quotes kind:indirect ceasefire", "what was reported"),
    ("newsmorgue quotes ceasefire --no-group", "each again in every copy of a story"),
)


@click.command(cls=QueryCommand, name="quotes", examples=EXAMPLES)
@click.argument("query", nargs=-1)
@click.option(
    "--by",
    multiple=True,
    metavar="[not:]NAME",
    shell_complete=shared.complete_value,
    help="Only what this person says; the same as --speaker.",
)
@shared.filter_options(*shared.FILTERS)
@shared.facets_option
@shared.sort_option
@shared.page_options(10, "quotes to show")
@shared.group_option(
    "the same words in near-identical copies of one story into one quote, and words in marks into their statement"
)
@click.option("--ids", is_flag=True, help="Print the ids of the articles alone, one a line, each once.")
@click.option("-0", "null", is_flag=True, help="With --ids: end each with a NUL instead of a line end.")
@click.option("--explain", is_flag=True, help="Print how the query was understood, instead of answering it.")
@shared.csv_option("; with --facets, their counts alone")
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, /, query: tuple[str, ...], limit: int, page: int, **options: Any) -> int:
    """Find what was said, and who said it.

    The words of QUERY are looked for in the quotes themselves; fields ask about the quote (speaker, kind, and role: the
    speaker's own in that article) or about the article that it stands in: person:kerry, who is named there. Without a
    QUERY every quote is listed that the options leave. Words in marks that nobody is said to say are left out;
    kind:quoted finds them, and missing:speaker what is said by nobody known.
    """
    return ask(ctx, shared.request(query, options, shared.Page(limit, page), of="quotes"), options)
