"""``newsmorgue rebuild``: the archive anew, from its files."""

from __future__ import annotations

import threading

import click

from archive.clean import clean_path
from archive.cli import indexing, output
from archive.cli import options as shared
from archive.cli.command import Command
from archive.cli.guard import FAILED
from archive.cli.opening import folder

EXAMPLES = (
    ("newsmorgue rebuild", "read every file again; the old archive answers until the new one is whole"),
    ("newsmorgue rebuild --prune", "go on without folders that are gone"),
)


@click.command(cls=Command, name="rebuild", examples=EXAMPLES)
@shared.jobs_option
@click.option("--prune", is_flag=True, help="Go on without files and folders that are gone.")
@shared.wait_option
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, jobs: int, prune: bool, wait: int, as_json: bool) -> int:
    """Make the archive anew from its files.

    The old index is not needed: it may be damaged. What can still be read of it keeps the articles of files that
    cannot be read now. Ctrl-C leaves the old archive as it was.
    """
    from archive.cli.progress import watcher
    from archive.ingest.interrupt import stopped_by_interrupt
    from archive.ingest.rebuild import rebuild
    from archive.ingest.values import Options

    options = Options(jobs=jobs, prune=prune)
    with stopped_by_interrupt(threading.Event()) as stop, watcher() as observer:
        rebuilt = rebuild(folder(ctx), options, observer, stop, wait=wait)
    if rebuilt.old_unreadable:
        output.complain(f"the old archive could not help: {rebuilt.old_unreadable}")
    for path in rebuilt.kept:
        output.complain(f"{clean_path(path)}: cannot be read now; its articles were taken over")
    for path in rebuilt.lost:
        output.complain(f"{clean_path(path)}: cannot be read now, and its articles were damaged: index it again")
    if rebuilt.summary.interrupted:
        output.complain("stopped: the old archive stays as it was")
    if as_json or not rebuilt.summary.interrupted:
        indexing.report(rebuilt.summary, as_json)
    return FAILED if rebuilt.lost else indexing.status(rebuilt.summary)
