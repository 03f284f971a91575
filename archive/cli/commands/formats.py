"""``newsmorgue formats``: what can be read."""

from __future__ import annotations

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command
from archive.cli.guard import DONE, FAILED

EXAMPLES = (("newsmorgue formats", "every format, with the usual endings of its files"),)


@click.command(cls=Command, name="formats", examples=EXAMPLES)
@shared.json_option
def command(as_json: bool) -> int:
    """List the formats that can be read.

    A file is recognised by what is in it; the endings only decide in doubt. Other packages can bring readers.
    """
    from archive.readers.registry import broken_readers, readers

    found = readers()
    if as_json:
        from archive.render import records

        listed = [{"name": each.name, "version": each.version, "suffixes": list(each.suffixes)} for each in found]
        output.write_records([records.summary(len(found), len(found), formats=listed, broken=list(broken_readers()))])
    else:
        from archive.render.status import formats

        output.write(formats(found, output.width()))
        for fault in broken_readers():
            output.complain(fault)
    return FAILED if broken_readers() else DONE
