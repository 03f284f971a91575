"""What a run of indexing did or would do, printed, and as an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.cli import output
from archive.cli.guard import DONE, FAILED, INTERRUPTED

if TYPE_CHECKING:
    from archive.ingest.values import Plan, Summary


def report(summary: Summary, as_json: bool) -> None:
    """Print what a run did."""
    if as_json:
        from archive.render import records

        failed = [{"path": each.path, "reason": each.reason} for each in summary.failed]
        counts: dict[str, Any] = {**summary.counts(), "failed": failed, "failed_before": summary.failed_before}
        counts |= {"skipped": dict(summary.skipped), "missing": list(summary.missing)}
        counts |= {"held": [each.root for each in summary.held], "interrupted": summary.interrupted}
        output.write_records([records.summary(summary.articles, 0, 1000 * summary.took, **counts)])
        return
    from archive.render.status import done

    output.write(done(summary, output.width()))


def report_plan(plan: Plan, as_json: bool) -> None:
    """Print what a run would do."""
    if as_json:
        from archive.render import records

        more: dict[str, Any] = {
            name: [file.path for file in getattr(plan, name)] for name in ("new", "changed", "reread", "retried")
        }
        more |= {"moved": [[old, file.path] for old, file in plan.moved], "gone": list(plan.gone)}
        failed = [{"path": each.path, "reason": each.reason} for each in plan.failures]
        skipped = [{"path": path, "reason": kind} for path, kind in sorted(plan.skipped.items())]
        more |= {"unchanged": plan.unchanged, "skipped": skipped, "missing": list(plan.missing)}
        total = len(plan.to_read())
        output.write_records([records.summary(total, 0, **more, failed=failed, dry_run=True)])
        return
    from archive.render.status import plan_counts, planned

    output.write(planned(plan))
    output.write(plan_counts(plan, output.width(stderr=True)), stderr=True)


def status(summary: Summary) -> int:
    """Return the exit status for what a run did."""
    if summary.interrupted:
        return INTERRUPTED
    return FAILED if summary.failed else DONE
