"""``newsmorgue search``: articles, ranked."""

from __future__ import annotations

from typing import Any

import click

from archive.cli import options as shared
from archive.cli.asking import ask
from archive.cli.command import QueryCommand

EXAMPLES = (
    ("newsmorgue search storm warning", "articles with both words, in any form of them"),
    ("newsmorgue search '\"storm warning\" OR flood*' --since 2016-07", "an exact phrase, or words that begin so"),
    ("newsmorgue search harbour --person kerry --source not:reuters", "filters: one name in, one source out"),
    ("newsmorgue search harbour --facets person source place", "with counts of people, sources and places"),
    ("newsmorgue search 'speaker:kerry quote:\"right thing\"'", "one quote that is both"),
    ("newsmorgue search '(speaker:kerry) (speaker:weiss)'", "both are quoted, each with words of their own"),
    ("newsmorgue search harbour --no-group", "every copy of a story as a hit of its own"),
    ("newsmorgue search --place moscow --ids -0 | xargs -0 newsmorgue show", "into another command"),
)


@click.command(cls=QueryCommand, name="search", examples=EXAMPLES)
@click.argument("query", nargs=-1)
@shared.filter_options(*shared.FILTERS)
@shared.facets_option
@shared.sort_option
@shared.page_options(10, "articles to show")
@shared.group_option("near-identical copies of one story into one hit")
@click.option("--ids", is_flag=True, help="Print ids alone, one a line; all of them unless --limit or --page is given.")
@click.option("-0", "null", is_flag=True, help="With --ids: end each with a NUL instead of a line end.")
@click.option("--explain", is_flag=True, help="Print how the query was understood, instead of answering it.")
@shared.csv_option("; with --facets, their counts alone")
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, /, query: tuple[str, ...], limit: int, page: int, **options: Any) -> int:
    """Find articles by words, people, sources, places and dates.

    Words must all occur, in any form (negotiate finds negotiating); OR, NOT or a minus, parentheses, "exact phrases",
    "near words"~5 (in this order), beginnings like head* and fuzzy words like colour~ are understood, and fields like
    person:kerry or date:>2016-07. In h?ad the ? is any one letter; the one behind a phrase, or that ends a word of
    three letters or more, is the mark of a question and asks for nothing. Without a QUERY everything is listed that the
    options leave.

    A filter given several times takes any of its values, and not:VALUE leaves one out; different filters must all hold.
    An article dated by its month or year alone may be of any day of it, and is found by each.
    """
    return ask(ctx, shared.request(query, options, shared.Page(limit, page)), options)
