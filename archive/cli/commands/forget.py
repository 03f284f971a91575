"""``newsmorgue forget``: files out of the archive."""

from __future__ import annotations

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command, Named
from archive.cli.guard import DONE
from archive.cli.opening import open_archive

EXAMPLES = (
    ("newsmorgue forget ~/clippings/private", "take a folder out, and keep it out"),
    ("newsmorgue index ~/clippings/private", "take it in again: naming it is enough"),
)


@click.command(cls=Command, name="forget", examples=EXAMPLES)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=Named(readable=False))
@shared.wait_option
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], wait: int, as_json: bool) -> int:
    """Take files, or folders with all that is in them, out of the archive.

    The files themselves are left alone. They stay out until index is given their name again.
    """
    from archive.ingest.forget import forget

    with open_archive(ctx, "write", wait) as store:
        out = forget(store, paths)
    if as_json:
        from archive.render import records

        output.write_records([records.summary(out.files, 0, files=out.files, articles=out.articles)])
    else:
        from archive.render.layout import count
        from archive.render.line import line

        output.write([line(f"{count(out.files, 'file')} and {count(out.articles, 'article')} taken out")])
    return DONE
