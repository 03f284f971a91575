"""``newsmorgue index``: files and folders into the archive."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli import indexing, output
from archive.cli import options as shared
from archive.cli.command import Command, Named
from archive.cli.guard import DONE, FAILED, INTERRUPTED
from archive.cli.opening import folder, open_archive
from archive.errors import UsageError

if TYPE_CHECKING:
    from archive.ingest.values import Options, Summary
    from index.engine import SearchEngine

EXAMPLES = (
    ("newsmorgue index ~/clippings", "a folder, with all that is in it; run again, only what has changed"),
    ("newsmorgue index", "all that was ever named, again"),
    ("newsmorgue index --dry-run ~/clippings", "say what would be done"),
    ("newsmorgue index --map body=story --map headline=hed dump.csv", "a table whose columns have names of their own"),
    ("newsmorgue index --memory 1GB ~/clippings", "gather more articles before they are written: fewer, larger writes"),
    ("newsmorgue index --watch ~/clippings", "go on until Ctrl-C, and take in what changes"),
)


@click.command(cls=Command, name="index", examples=EXAMPLES)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=Named(readable=False))
@shared.jobs_option
@shared.memory_option
@click.option("--prune", is_flag=True, help="Let go of missing files even where they are more than half of a folder.")
@click.option("--keep-missing", is_flag=True, help="Keep the articles of files that are gone.")
@click.option("--retry", is_flag=True, help="Try files again that failed before and have not changed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--watch", is_flag=True, help="Go on and take in what changes, until Ctrl-C.")
@shared.map_option("; remembered by the archive, 'none' forgets")
@shared.wait_option
@shared.json_option
@shared.archive_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int,
    memory: int,
    columns: str | None,
    wait: int,
    prune: bool,
    keep_missing: bool,
    retry: bool,
    dry_run: bool,
    watch: bool,
    as_json: bool,
) -> int:
    """Take files and folders into the archive.

    Only what is new, changed, moved or gone is worked on. A file that cannot be read is reported and costs the
    others nothing; Ctrl-C keeps what is finished. Without a PATH all that was ever named is looked at again.
    """
    from archive.ingest.values import COLUMNS, SPREAD, Options
    from index import engine

    if prune and keep_missing:
        raise UsageError("--prune and --keep-missing exclude each other: choose one")
    if dry_run and watch:
        raise UsageError("--dry-run changes nothing, so there is nothing to --watch: choose one")
    remember = {} if columns is None else {COLUMNS: columns}
    options = Options(
        prune=prune, keep_missing=keep_missing, retry=retry, jobs=jobs, gathered=memory // SPREAD, remember=remember
    )
    if dry_run:
        return _plan(ctx, paths, options, as_json)
    where = folder(ctx)
    if paths and not where.exists() and not any(map(os.path.lexists, paths)):
        raise UsageError(f"{', '.join(paths)}: there is no such file or folder, so no archive is begun")
    with (
        engine.open_engine(where, "write", create=True, wait=wait) if paths else open_archive(ctx, "write", wait)
    ) as store:
        if not paths and not store.ledger().roots:
            raise UsageError("nothing to index yet: name a file or a folder")
        summary = _run(store, paths, options)
    indexing.report(summary, as_json)
    if watch and not summary.interrupted:
        return _watch(where, paths, options, wait, as_json, summary)
    return indexing.status(summary)


def _run(store: SearchEngine, paths: tuple[str, ...], options: Options) -> Summary:
    from archive.cli.progress import watcher
    from archive.ingest.interrupt import stopped_by_interrupt
    from archive.ingest.run import ingest

    with stopped_by_interrupt(threading.Event()) as stop, watcher() as observer:
        return ingest(store, paths, options, observer, stop)


def _plan(ctx: click.Context, paths: tuple[str, ...], options: Options, as_json: bool) -> int:
    from archive.ingest.plan import make_plan
    from archive.ingest.values import Observer
    from index import engine
    from index.errors import NoArchiveError
    from index.ledger import Ledger

    try:
        with engine.open_engine(folder(ctx)) as store:
            ledger = store.ledger()
    except NoArchiveError:
        if folder(ctx).exists() and any(folder(ctx).iterdir()):
            raise
        ledger = Ledger()
    if not paths and not ledger.roots:
        raise UsageError("nothing to index yet: name a file or a folder")
    plan = make_plan(ledger, paths, options, Observer(), threading.Event())
    indexing.report_plan(plan, as_json)
    return FAILED if plan.failures else DONE


def _watch(where: Path, paths: tuple[str, ...], options: Options, wait: int, as_json: bool, before: Summary) -> int:
    from archive.cli.progress import Messages
    from archive.ingest.interrupt import ended_by_interrupt, stopped_by_interrupt
    from archive.ingest.watch import has_news, watch
    from index import engine

    def opened() -> SearchEngine:
        with ended_by_interrupt():
            return engine.open_engine(where, "write", wait=wait)

    def told(summary: Summary) -> None:
        nonlocal before
        if has_news(summary, before):
            indexing.report(summary, as_json)
        before = summary

    output.complain("watching for changes; Ctrl-C ends it")
    with stopped_by_interrupt(threading.Event()) as stop:
        watch(opened, where, paths, options, Messages(), stop, told)
    return INTERRUPTED
