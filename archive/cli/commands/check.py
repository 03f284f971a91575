"""``newsmorgue check``: is everything there, and as it was written?"""

from __future__ import annotations

from typing import Any

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command
from archive.cli.guard import DONE, FAILED
from archive.cli.opening import open_archive

EXAMPLES = (("newsmorgue check", "read the whole archive and compare it with its checksums"),)


@click.command(cls=Command, name="check", examples=EXAMPLES)
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Verify everything that the archive stores.

    Checksums, counts and cross-references are compared; the files that the articles came from are not needed. Faults
    are named, and newsmorgue rebuild mends them.
    """
    with open_archive(ctx) as engine:
        report = engine.check()
    if as_json:
        from archive.render import records

        counts = {"files": report.files, "bytes": report.bytes, "articles": report.articles}
        more: dict[str, Any] = {**counts, "faults": list(report.faults)}
        output.write_records([records.summary(report.articles, 0, **more)])
    else:
        from archive.render.status import checked

        output.write(checked(report, output.width()))
    return FAILED if report.faults else DONE
