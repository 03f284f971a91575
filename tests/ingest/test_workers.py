"""What one file does to its worker costs that file alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from archive.errors import NewsmorgueError
from archive.ingest.pool import Came, Chunk, _Supervisor, chunks, time_limit, usable_processors
from archive.ingest.values import Found, Observer, Options, Summary
from archive.ingest.worker import FileResult
from index.errors import NoSpaceError
from tests.ingest import fake
from tests.ingest.conftest import Desk

if TYPE_CHECKING:
    from pebble import ProcessPool

GOOD = 12


def among_good_ones(desk: Desk, story: str, **options: object) -> Summary:
    """Index one bad file in the middle of good ones that share its chunk."""
    for number in range(GOOD):
        desk.write(f"{number:02}.txt", f"story {number}")
    desk.write("05bad.txt", story)
    desk.parse = fake.hostile
    return desk.index(**options)


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        ("DIE", "the process reading it died (signal 9)"),
        ("EXIT", "the process reading it died (exit status 3)"),
        ("RAISE", "reading it failed: ValueError: a fault in the extractor"),
        ("GROW", "reading it takes more than 700 MB of memory"),
        ("HANG", "reading it took longer than 6 s and was given up"),
    ],
)
def test_only_the_culprit_fails_and_its_reason_is_told(desk: Desk, story: str, reason: str) -> None:
    summary = among_good_ones(desk, story, seconds=6.0 if story == "HANG" else 240.0, memory=700 << 20)

    assert [(Path(failure.path).name, failure.reason) for failure in summary.failed] == [("05bad.txt", reason)]
    assert (summary.new, len(desk.store.stored)) == (GOOD, GOOD)
    record = desk.store.known.files[str(desk.folder / "05bad.txt")]
    assert (record.outcome, record.reason, record.format) == ("failed", reason, "text")
    assert record.digest is not None
    assert desk.index().failed_before == 1


@pytest.mark.parametrize("story", ["ODD", "LEAVE"])
def test_an_error_that_cannot_travel_between_processes_costs_its_file_alone(desk: Desk, story: str) -> None:
    summary = among_good_ones(desk, story)

    assert [Path(failure.path).name for failure in summary.failed] == ["05bad.txt"]
    assert summary.new == GOOD


class Pool:
    """Ends every task at once, with what it is told to."""

    def __init__(self, *ends: BaseException | list[FileResult]) -> None:
        self.ends = list(ends)

    def schedule(self, *_: object, **__: object) -> Future[list[FileResult]]:
        future: Future[list[FileResult]] = Future()
        end = self.ends.pop(0)
        if isinstance(end, BaseException):
            future.set_exception(end)
        else:
            future.set_result(end)
        return future


def supervised(tmp_path: Path, *ends: BaseException | list[FileResult], seconds: float = 60.0) -> list[Came]:
    """Return what comes of one file that is read alone."""
    (tmp_path / "a.txt").write_text("one")
    waiting: deque[Chunk] = deque([(Found(str(tmp_path / "a.txt"), 3, 0),)])
    stop = threading.Event()
    pool = cast("ProcessPool", Pool(*ends))
    return list(_Supervisor(pool, Options(seconds=seconds), Observer(), stop, waiting, 1, str(tmp_path)).results())


def test_a_clock_that_was_set_forward_costs_no_file(tmp_path: Path) -> None:
    result = FileResult(Found("a.txt", 3, 0), "read", None, 3, 0)

    assert supervised(tmp_path, TimeoutError(), [result]) == [result]
    (failed,) = supervised(tmp_path, TimeoutError(), seconds=-1.0)
    assert isinstance(failed, FileResult)
    assert failed.outcome == "failed"


def test_worker_processes_that_cannot_be_kept_running_are_no_fault_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(NewsmorgueError, match="cannot be kept running"):
        supervised(tmp_path, BrokenProcessPool())


def test_a_file_gets_more_time_the_larger_it_is() -> None:
    assert time_limit((Found("a", 5_000, 0), Found("b", 5_000, 0)), 60.0) == 60.5
    assert time_limit((Found("a", 50_000_000, 0),), 60.0) == 2560.0


def test_files_travel_in_chunks_in_order_and_large_ones_alone() -> None:
    files = [Found(f"{number:03}", 1000, 0) for number in range(100)] + [Found("large", 1 << 30, 0)]

    cut = list(chunks(files, 1))

    assert [file for chunk in cut for file in chunk] == files
    assert max(map(len, cut)) == 25
    assert cut[-1] == (files[-1],)
    assert len(list(chunks(files[:3], 2))) == 3


def test_many_articles_of_one_file_reach_the_archive_in_parts(desk: Desk) -> None:
    desk.write("a.txt", "tide " * 300_000)
    desk.write("b.txt", "ebb " * 300_000)

    assert desk.index(gathered=1 << 20).new == 2
    assert [len(added) for added, _, _ in desk.store.commits] == [1, 1, 0]


def rows(count: int) -> bytes:
    """Return lines of JSON of some 100 kB each."""
    return b"".join(b'{"title": "Tide %d", "text": "%s"}\n' % (n, b"the sea rose " * 8_000) for n in range(count))


def test_it_is_told_how_far_a_large_file_is_read(desk: Desk) -> None:
    desk.parse = fake.slow
    path = desk.write("large.jsonl", rows(300))
    desk.write("small.txt", "one")

    assert desk.index().articles == 301
    heard = [position for name, position in desk.heard.positions if name == "large.jsonl"]
    assert len(set(heard)) >= 3
    assert heard == sorted(heard)
    assert 0 < heard[0] < heard[-1] <= path.stat().st_size
    assert {name for name, _ in desk.heard.positions} == {"large.jsonl"}


def test_a_stop_within_a_large_file_keeps_what_was_read_of_it(desk: Desk) -> None:
    desk.parse = fake.slow
    path = desk.write("large.jsonl", rows(600))

    def stop_in_the_middle() -> None:
        if desk.heard.positions[-1][1] > path.stat().st_size // 2:
            desk.stop.set()

    desk.heard.on_reading = stop_in_the_middle

    assert desk.index().interrupted
    assert 100 < len(desk.store.stored) < 600
    record = desk.store.known.files[str(path)]
    assert (record.outcome, record.digest, record.reason) == ("failed", None, "not read to the end")
    desk.stop.clear()
    desk.parse = fake.parse
    desk.heard.on_reading = lambda: None
    assert desk.index().articles == 600
    assert len(desk.store.stored) == 600
    assert desk.store.known.files[str(path)].outcome == "read"


def test_what_a_worker_handed_over_before_it_died_stays(desk: Desk) -> None:
    desk.parse = fake.hostile
    desk.write("large.jsonl", rows(600) + b'{"title": "End", "text": "DIE now"}\n')

    summary = desk.index()

    assert [failure.reason for failure in summary.failed] == ["the process reading it died (signal 9)"]
    assert 100 < len(desk.store.stored) < 600


def test_what_was_committed_stays_when_the_disk_is_full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.ingest.batch._MOST_ARTICLES", 4)
    for number in range(GOOD):
        desk.write(f"{number:02}.txt", f"story {number}")
    desk.store.room = 2

    with pytest.raises(NoSpaceError, match="no space left"):
        desk.index()

    assert len(desk.store.stored) >= 8
    desk.store.check()
    desk.store.room = None
    assert desk.index().unchanged == 12 - (12 - len(desk.store.commits[0][0]) - len(desk.store.commits[1][0]))


def test_a_stop_commits_what_is_finished_and_the_next_run_does_the_rest(desk: Desk) -> None:
    desk.parse = fake.slow
    for number in range(200):
        desk.write(f"{number:03}.txt", f"story {number}")
    desk.heard.on_done = desk.stop.set

    first = desk.index()

    assert first.interrupted
    assert 0 < first.new < 200
    assert first.new == len(desk.store.stored)
    desk.stop.clear()
    desk.parse = fake.parse
    desk.heard.on_done = lambda: None
    rest = desk.index()
    assert (rest.unchanged, rest.new) == (first.new, 200 - first.new)


def test_a_stop_before_anything_is_done_changes_nothing(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.stop.set()

    assert desk.index().interrupted
    assert desk.store.commits == []


MANY = [f"story {number}" for number in range(400)]

SCRIPT = """
import sys, threading
from archive.ingest.interrupt import stopped_by_interrupt
from archive.ingest.run import ingest
from archive.ingest.values import Observer, Options
from tests.ingest import fake

class Loud(Observer):
    def done(self, file, articles):
        print("done", flush=True)

store, stop, parse = fake.MemoryStore(), threading.Event(), getattr(fake, sys.argv[1])
with stopped_by_interrupt(stop):
    summary = ingest(store, sys.argv[2:], Options(jobs=2), Loud(), stop, parse)
print(summary.interrupted, summary.new, len(store.stored), len(store.commits), flush=True)
"""


def running(desk: Desk, stories: Sequence[str], parse: str) -> subprocess.Popen[str]:
    """Start a run over some stories in a process group of its own, and wait until it has read one."""
    for number, story in enumerate(stories):
        desk.write(f"{number:03}.txt", story)
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, parse, str(desk.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    return process


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_commits_what_is_finished_without_a_word(
    desk: Desk, ending: signal.Signals
) -> None:
    process = running(desk, MANY, "slow")
    os.killpg(process.pid, ending)
    out, err = process.communicate(timeout=60)

    interrupted, new, stored, commits = out.split("\n")[-2].split()
    assert (interrupted, err, process.returncode) == ("True", "", 0)
    assert new == stored
    assert 0 < int(stored) < 400
    assert int(commits) == 1


@pytest.mark.parametrize(("stories", "parse"), [(MANY, "slow"), (["story", *["HANG"] * 8], "hostile")])
def test_nothing_outlives_a_killed_run(
    desk: Desk, stories: Sequence[str], parse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (spool := tmp_path / "spool").mkdir()
    monkeypatch.setenv("TMPDIR", str(spool))
    process = running(desk, stories, parse)
    assert list(spool.glob("newsmorgue-*"))
    group = process.pid
    process.kill()
    process.communicate(timeout=60)

    for _ in range(100):
        if not members(group):
            break
        time.sleep(0.1)
    assert members(group) == []
    assert not list(spool.glob("newsmorgue-*"))


def members(group: int) -> list[str]:
    """Return the living processes of a group."""
    listed = subprocess.run(["ps", "-eo", "pgid=,pid=,stat="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in listed.stdout.splitlines())
    return [pid for pgid, pid, state in rows if int(pgid) == group and not state.startswith("Z")]


def test_without_a_number_every_processor_gets_a_worker() -> None:
    assert Options().jobs == 0
    assert 1 <= usable_processors() <= (os.cpu_count() or 1)


def test_workers_that_cannot_be_started_are_an_error_with_a_mend(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise RuntimeError("Unexpected error within the Pool")

    desk.write("a.txt", "one")
    monkeypatch.setattr("pebble.ProcessPool.schedule", refuse)

    with pytest.raises(NewsmorgueError, match="worker processes: they cannot be started"):
        desk.index()


@pytest.mark.slow
def test_one_line_of_fifty_megabytes_becomes_an_article(desk: Desk) -> None:
    desk.write("a.txt", b"the sea rose " * 4_000_000)
    desk.write("b.txt", "one")

    summary = desk.index()

    assert (summary.new, summary.failed) == (2, ())
    assert max(len(article.body) for article in desk.store.stored.values()) == 52_000_000
