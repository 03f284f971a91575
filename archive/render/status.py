"""The archive as a whole: its counts, its last run, its failures, what indexing and checking came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from archive.clean import clean_path
from archive.ingest.values import Plan, Summary
from archive.readers.copy import Reader
from archive.render.layout import WIDEST, count, flowed, moment, named, padded, size
from archive.render.line import Line, line
from archive.render.palette import TERMINAL
from archive.render.reading import where
from index.article import Location
from index.ledger import Ledger
from index.request import ArchiveStats, CheckReport

_LABEL = 14


def status(folder: str, stats: ArchiveStats, ledger: Ledger, width: int, twice: int = 0) -> Iterator[Line]:
    """Yield the counts of an archive, where its files come from, and how the last run went; ``twice`` articles lie in
    more than one place.
    """
    width = min(width, WIDEST)
    yield line((clean_path(folder), TERMINAL.headline))
    yield from _labelled("articles", [f"{stats.articles:,}", _hidden(stats.hidden), _twice(twice)], width)
    yield from _labelled("quotes", [f"{stats.utterances:,}"], width)
    yield from _labelled("people", [f"{stats.people:,}"], width)
    if stats.articles:
        yield from _labelled("published", [_published(stats)], width)
    stored = f"{size(stats.bytes)} in {count(stats.segments, 'segment')}, {count(stats.terms, 'term')}"
    yield from _labelled("size", [stored], width)
    yield from _labelled("files", [_files(ledger)], width)
    label = "folders"
    for root in ledger.roots:
        yield from _labelled(label, [clean_path(root)], width)
        label = ""
    if ledger.last_run:
        counts = ", ".join(_counted(name, number) for name, number in ledger.last_run.counts.items() if number)
        ended = moment(ledger.last_run.ended)
        yield from _labelled("last run", [f"{ended}: {counts or 'nothing to do'}"], width)


def failures(found: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Yield one line a failed file, with its reason; never wrapped, so that other programs can read them."""
    for path, reason in found:
        yield line((clean_path(path), TERMINAL.fault), ": ", named(reason))


def duplicates(found: Iterable[Sequence[Location]]) -> Iterator[Line]:
    """Yield one line for each further place of an article, with the first one; never wrapped."""
    for first, *others in found:
        yield from (line(where(place), ": ", (f"the same as {where(first)}", TERMINAL.meta)) for place in others)


def done(summary: Summary, width: int) -> Iterator[Line]:
    """Yield what an indexing run did, one count a line for those that are not zero."""
    counts = summary.counts()
    read = f"{count(summary.articles, 'article')} read in {summary.took:.1f} s"
    stopped = "Stopped: what was finished is kept. " if summary.interrupted else ""
    yield from flowed([(stopped, TERMINAL.warning), (read, "")], width)
    listed = ("new", "changed", "moved", "gone", "unchanged", "reread", "skipped", "failed")
    parts: list[tuple[str, str]] = []
    for name in listed:
        if name == "reread" and not counts[name]:
            continue
        style = TERMINAL.fault if name == "failed" and counts[name] else TERMINAL.meta
        parts += [(", " if parts else "", TERMINAL.meta), (f"{counts[name]:,} {name}", style)]
    yield from flowed(parts, width)
    if summary.skipped:
        kinds = sorted(summary.skipped.items(), key=lambda entry: (-entry[1], entry[0]))
        told = ", ".join(f"{kind} {number:,}" for kind, number in kinds)
        yield from flowed([(f"skipped: {told}", TERMINAL.meta)], width)
    if summary.failed_before:
        told = f"{count(summary.failed_before, 'file')} failed before and did not change: --retry tries again"
        yield from flowed([(told, TERMINAL.warning)], width)
    yield from _remarks(summary.held, summary.missing, width)


def planned(plan: Plan) -> Iterator[Line]:
    """Yield what an indexing run would do, one path a line, never wrapped."""
    for name, files in (("new", plan.new), ("changed", plan.changed), ("reread", plan.reread), ("retry", plan.retried)):
        yield from (line((f"{name:<8}", TERMINAL.meta), clean_path(file.path)) for file in files)
    for old, file in plan.moved:
        yield line((f"{'moved':<8}", TERMINAL.meta), clean_path(file.path), ("  from ", TERMINAL.meta), clean_path(old))
    yield from (line((f"{'gone':<8}", TERMINAL.meta), clean_path(path)) for path in plan.gone)
    for path, kind in sorted(plan.skipped.items()):
        yield line((f"{'skipped':<8}", TERMINAL.meta), clean_path(path), ": ", named(kind))
    for failure in plan.failures:
        yield line((f"{'failed':<8}", TERMINAL.fault), clean_path(failure.path), ": ", named(failure.reason))


def plan_counts(plan: Plan, width: int) -> Iterator[Line]:
    """Yield how many files an indexing run would touch, and what it would leave alone and why."""
    counts = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "to read again": len(plan.reread) + len(plan.retried),
        "moved": len(plan.moved),
        "gone": len(plan.gone),
        "unchanged": plan.unchanged,
        "skipped": len(plan.skipped),
    }
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    yield from flowed([(f"would be: {told}", TERMINAL.meta)], width)
    yield from _remarks(plan.held, plan.missing, width)


def checked(report: CheckReport, width: int) -> Iterator[Line]:
    """Yield what verifying an archive found."""
    what = f"{count(report.files, 'file')}, {size(report.bytes)}, {count(report.articles, 'article')}"
    if not report.faults:
        yield from flowed([("all is well", TERMINAL.good), (f": {what} verified", "")], width)
        return
    yield from flowed([(count(len(report.faults), "fault"), TERMINAL.fault), (f" in {what}", "")], width)
    for fault in report.faults:
        yield from flowed([(named(fault), "")], width)


def formats(readers: Iterable[Reader], width: int) -> Iterator[Line]:
    """Yield a table of formats with the usual endings of their files."""
    listed = list(readers)
    label = max((len(reader.name) for reader in listed), default=0) + 2
    for reader in listed:
        head = padded(reader.name, label)
        for drawn in flowed([(" ".join(reader.suffixes), TERMINAL.meta)], max(20, width - label)):
            yield line(head).append_line(drawn)
            head = " " * label


def _remarks(held: Iterable[object], missing: Iterable[str], width: int) -> Iterator[Line]:
    for each in held:
        yield from flowed([(named(str(each)), TERMINAL.warning)], width)
    for root in missing:
        told = f"{clean_path(root)}: not there now; its articles stay (a disk may be unplugged)"
        yield from flowed([(told, TERMINAL.warning)], width)


def _counted(name: str, number: int) -> str:
    return count(number, "article") if name == "articles" else f"{number:,} {named(name)}"


def _hidden(number: int) -> str:
    return f", and {number:,} that a later version or a cancellation hides" if number else ""


def _twice(number: int) -> str:
    return f", {number:,} of them in more than one place" if number else ""


def _published(stats: ArchiveStats) -> str:
    days = f"{stats.first_day} to {stats.last_day}" if stats.first_day else ""
    undated = f"{count(stats.undated, 'article')} of unknown day (missing:date)" if stats.undated else ""
    return ", and ".join(filter(None, (days, undated)))


def _files(ledger: Ledger) -> str:
    outcomes = Counter("forgotten" if record.forgotten else record.outcome for record in ledger.files.values())
    listed = ("read", "skipped", "failed", "forgotten")
    return ", ".join(f"{outcomes[name]:,} {name}" for name in listed if outcomes[name]) or "none"


def _labelled(label: str, values: list[str], width: int) -> Iterator[Line]:
    head = f"{label:<{_LABEL}}"
    for drawn in flowed([("".join(values), "")], max(10, width - _LABEL)):
        yield line((head, TERMINAL.meta)).append_line(drawn)
        head = " " * _LABEL
