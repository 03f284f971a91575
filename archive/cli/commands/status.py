"""``newsmorgue status``: the archive in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command
from archive.cli.guard import DONE
from archive.cli.opening import folder, open_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Location
    from index.ledger import FileRecord, Ledger
    from index.request import ArchiveStats

EXAMPLES = (
    ("newsmorgue status", "counts, size, folders, the last run"),
    ("newsmorgue status --failed", "the files that could not be read, and why"),
    ("newsmorgue status --skipped", "the files that hold no article, and what each is"),
    ("newsmorgue status --duplicates", "the files that hold an article again, and where it is first"),
)


@click.command(cls=Command, name="status", examples=EXAMPLES)
@click.option("--failed", is_flag=True, help="List the files that could not be read, and why.")
@click.option("--skipped", is_flag=True, help="List the files that were passed over, and what each is.")
@click.option("--duplicates", is_flag=True, help="List the files that hold the very record of another.")
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, failed: bool, skipped: bool, duplicates: bool, as_json: bool) -> int:
    """Count the archive, its last run and its failures."""
    where = str(folder(ctx).absolute())
    with open_archive(ctx) as engine:
        ledger = engine.ledger()  # first: while articles are counted, a writer may remove what it is read from
        stats = engine.stats()
    failures = _listed(ledger, _has_failed, "unknown")
    passed = _listed(ledger, _was_skipped, "no article") if skipped else []
    twice = _in_several_places(ledger)
    if as_json:
        from archive.render import records

        figures = _figures(where, stats, ledger) | {"failed": failures} | ({"skipped": passed} if skipped else {})
        if duplicates:
            figures["duplicates"] = [records.locations(places) for places in twice]
        output.write_records([records.summary(stats.articles, 0, **figures)])
        return DONE
    from archive.render import status
    from index.people_rules import PEOPLE_RULES

    if failed or skipped or duplicates:
        listed = [*(failures if failed else ()), *passed]
        output.write(status.failures((each["path"], each["reason"]) for each in listed))
        output.write(status.duplicates(twice if duplicates else ()))
        if not listed and not (duplicates and twice):
            output.complain(_none(failed, skipped))
        return DONE
    output.write(status.status(where, stats, ledger, output.width(), len(twice)))
    for name in stats.strangers:
        output.complain(f"{PEOPLE_RULES}: no article names anybody {name!r}: is it spelled so?")
    if failures:
        output.complain("newsmorgue status --failed lists the files that failed")
    if twice:
        output.complain("newsmorgue status --duplicates lists the files that hold an article again")
    return DONE


def _listed(ledger: Ledger, wanted: Callable[[FileRecord], bool], unknown: str) -> list[dict[str, str]]:
    """Return the files that are wanted, each with its reason."""
    return [
        {"path": path, "reason": record.reason or unknown}
        for path, record in sorted(ledger.files.items())
        if wanted(record) and not record.forgotten
    ]


def _none(failed: bool, skipped: bool) -> str:
    """Say that there is nothing of what was asked for first."""
    if failed:
        return "no file has failed"
    return "no file was passed over unless it is hidden" if skipped else "no article lies in more than one place"


def _has_failed(record: FileRecord) -> bool:
    """Return whether a file could not be read, or not all of it."""
    return record.outcome == "failed" or (record.outcome == "read" and bool(record.reason))


def _was_skipped(record: FileRecord) -> bool:
    """Return whether a file holds no article; its reason is what it is instead."""
    return record.outcome == "skipped"


def _in_several_places(ledger: Ledger) -> list[list[Location]]:
    """Return the places of each article that has more than one, by path."""
    found: dict[str, list[Location]] = {}
    for _, record in sorted(ledger.files.items()):
        for place, id in () if record.forgotten else record.articles:
            found.setdefault(id, []).append(place)
    return [places for places in found.values() if len(places) > 1]


def _figures(where: str, stats: ArchiveStats, ledger: Ledger) -> dict[str, Any]:
    run = ledger.last_run
    return {
        "archive": where,
        "articles": stats.articles,
        "hidden": stats.hidden,
        "quotes": stats.utterances,
        "people": stats.people,
        "strangers": list(stats.strangers),
        "terms": stats.terms,
        "segments": stats.segments,
        "bytes": stats.bytes,
        "first_day": stats.first_day.isoformat() if stats.first_day else None,
        "last_day": stats.last_day.isoformat() if stats.last_day else None,
        "undated": stats.undated,
        "files": len(ledger.files),
        "roots": list(ledger.roots),
        "last_run": {"ended": run.ended.isoformat(), **run.counts} if run else None,
    }
