"""``newsmorgue show``: articles set for reading."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command
from archive.cli.guard import DONE, FAILED, NOTHING
from archive.cli.opening import open_archive
from archive.errors import UsageError
from index.errors import UnknownArticleError

if TYPE_CHECKING:
    from index.article import Article

EXAMPLES = (
    ("newsmorgue show 3f9a1c2b", "the article whose id begins so"),
    ("newsmorgue show --raw 3f9a1c2b > copy.txt", "the file as it was, byte for byte"),
    ("newsmorgue search flood --ids --limit 3 | xargs newsmorgue show", "the best three, one after another"),
)


@click.command(cls=Command, name="show", examples=EXAMPLES)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--raw", is_flag=True, help="Print the record as it was in its file.")
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], raw: bool, as_json: bool) -> int:
    """Set articles for reading: restored, people and quotes marked.

    An ID may be shortened as long as it fits one article only. On a terminal the article opens in your pager (PAGER).
    """
    if raw and as_json:
        raise UsageError("--raw and --json exclude each other: choose one")
    found: list[Article] = []
    with open_archive(ctx) as engine:
        for id in ids:
            try:
                found.append(engine.article(id.strip().lower()))
            except UnknownArticleError as error:
                output.complain(str(error))
    if raw:
        _print_raw(found)
    elif as_json:
        from archive.render import records

        output.write_records([*map(records.article, found), records.summary(len(found), len(found))])
    elif found:
        _print_set(found)
    return DONE if len(found) == len(ids) else FAILED if found else NOTHING


def _print_raw(found: list[Article]) -> None:
    """Write the bytes of the records; on a terminal only what cannot steer it."""
    from archive.readers.encoding import text_of

    for article in found:
        if sys.stdout.isatty():
            text = text_of(article.raw, article.encoding)
            output.write_text(text if text.endswith("\n") else f"{text}\n")
        else:
            sys.stdout.buffer.write(article.raw)
    sys.stdout.flush()


def _print_set(found: list[Article]) -> None:
    from archive.render.layout import MEASURE
    from archive.render.line import line
    from archive.render.reading import reading

    width = output.width()
    with output.paged() as to:
        for number, article in enumerate(found):
            if number:
                rule = "─" * min(width, MEASURE)
                output.write([line(""), line((rule, "dim")), line("")], to=to)
            output.write(reading(article, width), to=to)
