"""Several processes on one archive: killed at any moment, writing at once, reading under a writer."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import IO

import pytest

from index.errors import LockedError, PeopleRulesError
from index.ledger import LedgerUpdate, Run
from index.people_rules import parse_rules
from index.request import SearchRequest
from index.whoosh import writer_lock
from index.whoosh.disk import Disk
from index.whoosh.opening import open_folder
from index.whoosh.toc import read_toc
from tests.index.build import Known, article, commit
from tests.index.oracle import MemoryEngine
from tests.index.whoosh.small import PER_COMMIT, answers, assert_sound, batch, expected_ids, make, make_commit, opened

KILLS = 220

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.index.whoosh.small", "index.whoosh.commit", "index.whoosh.answers"])


class SlowMerges(Disk):
    """Takes its time over merges, so that several commits come while one is written."""

    def write(self, file: IO[bytes], data: memoryview) -> None:
        if merged(Path(file.name)):
            time.sleep(0.001)
        super().write(file, data)


def merged(path: Path) -> bool:
    """Tell whether a file is a segment that a merge writes."""
    return path.suffix == ".seg" and path.name.startswith("m")


def write_on(folder: Path, commits: int, told: Connection, disk: Disk | None = None) -> None:
    """Go on from where the archive is until it has so many commits, telling of each."""
    with open_folder(folder, "write", create=True, wait=10, disk=disk or Disk()) as engine:
        told.send(engine.generation)
        for number in range(engine.generation + 1, commits + 1):
            make_commit(engine, number)
            told.send(number)
    told.close()


def last_told(told: Connection) -> int:
    """Return the last number that a process told before it ended."""
    number = 0
    try:
        while True:
            number = told.recv()
    except EOFError:
        return number


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_writer_killed_at_any_moment_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    dice = Random(11)
    reached: list[int] = []
    folder, turn, committed = tmp_path / "0", 0, 0
    merging = 0
    for number in range(KILLS):
        hear, tell = _context.Pipe(duplex=False)
        writer = _context.Process(target=write_on, args=(folder, 10_000, tell, SlowMerges() if number % 2 else Disk()))
        writer.start()
        tell.close()
        hear.poll(30)
        time.sleep(dice.random() * 0.15)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        known = max(committed, last_told(hear))
        if not (folder / "toc.json").exists():
            continue
        needed = read_toc(folder).files()
        merging += any(merged(path) and path.name not in needed for path in (folder / "segments").iterdir())
        with opened(folder) as engine:
            committed = engine.generation
            assert committed >= known
        assert_sound(folder, committed)
        reached.append(committed)
        if committed > 80:
            turn += 1
            folder, committed = tmp_path / str(turn), 0
    assert len(reached) > KILLS * 0.9
    assert len(set(reached)) > 20
    assert merging > 20
    with open_folder(folder, "write", create=True, wait=0, disk=Disk()) as engine:
        make_commit(engine, committed + 1)
    assert_sound(folder, committed + 1)
    left = {path.name for path in (folder / "segments").iterdir()}
    assert len(left) < 60


def test_a_second_writer_waits_and_then_says_who_writes(tmp_path: Path) -> None:
    make(tmp_path / "a", 1)
    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=Disk()):
        with pytest.raises(
            LockedError, match=rf"is being written by process {os.getpid()} since \d\d:\d\d; waited 0.1 s"
        ):
            open_folder(tmp_path / "a", "write", create=False, wait=0.1, disk=Disk())
        with pytest.raises(LockedError), writer_lock(tmp_path / "a", wait=0):
            raise AssertionError
    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=Disk()) as engine:
        make_commit(engine, 2)
    assert_sound(tmp_path / "a", 2)


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    hear, tell = _context.Pipe(duplex=False)
    writer = _context.Process(target=write_on, args=(tmp_path / "a", 10_000, tell))
    writer.start()
    while hear.recv() < 1:
        pass
    writer.kill()
    writer.join()

    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=Disk()) as engine:
        make_commit(engine, engine.generation + 1)
        assert_sound(tmp_path / "a", engine.generation)


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = []
    for _ in range(2):
        hear, tell = _context.Pipe(duplex=False)
        writer = _context.Process(target=write_on, args=(tmp_path / "a", 12, tell))
        writer.start()
        tell.close()
        writers.append((writer, hear))
    for writer, hear in writers:
        last_told(hear)
        writer.join()
        assert writer.exitcode == 0
    assert_sound(tmp_path / "a", 12)


def test_a_reader_held_over_fifty_commits_keeps_its_state_until_it_looks_again(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    make(folder, 1)
    with opened(folder) as reader:
        before = answers(reader)
        held = reader.articles(expected_ids(1))
        with open_folder(folder, "write", create=False, wait=0, disk=Disk()) as writer:
            for number in range(2, 52):
                make_commit(writer, number)
                if number % 10 == 0:
                    assert answers(reader) == before
        assert reader.articles(expected_ids(1)) == held
        assert answers(reader) == before
        assert reader.refresh()
        assert reader.ids() == expected_ids(51)
        assert not reader.refresh()


def read_on(folder: Path, until: int, told: Connection) -> None:
    """Ask again and again while another process writes; tell what states were seen, or what was wrong."""
    seen: set[int] = set()
    with opened(folder) as engine:
        while engine.generation < until:
            engine.refresh()
            generation = engine.generation
            seen.add(generation)
            page = engine.search(SearchRequest("flood", limit=1000))
            right = generation * PER_COMMIT - max(0, generation - 1)
            if page.total != right or len(page.hits) != right or page.notes:
                told.send(f"state {generation}: {page.total} found, {right} there; {page.notes}")
                return
    told.send(seen)


def test_eight_readers_under_a_writer_see_whole_states_only(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    make(folder, 1)
    readers = []
    for _ in range(8):
        hear, tell = _context.Pipe(duplex=False)
        reader = _context.Process(target=read_on, args=(folder, 30, tell))
        reader.start()
        readers.append((reader, hear))
    with open_folder(folder, "write", create=False, wait=0, disk=Disk()) as writer:
        for number in range(2, 31):
            make_commit(writer, number)
    for reader, hear in readers:
        seen = hear.recv()
        reader.join()
        assert isinstance(seen, set), seen
        assert max(seen) == 30


def test_a_reader_sees_an_archive_that_was_rebuilt_in_place(tmp_path: Path) -> None:
    for name, number in (("old", 1), ("new", 2)):
        with open_folder(tmp_path / name, "write", create=True, wait=0, disk=Disk()) as engine:
            engine.commit(batch(number), [], LedgerUpdate(last_run=Run(datetime(2016, 7, number, tzinfo=UTC), {})))
    names = [{path.name for path in (tmp_path / name / "segments").iterdir()} for name in ("old", "new")]
    assert names[0] == names[1]

    with opened(tmp_path / "old") as reader:
        assert reader.ids() == sorted(each.id for each in batch(1))
        (tmp_path / "old").rename(tmp_path / "aside")
        (tmp_path / "new").rename(tmp_path / "old")

        assert reader.refresh()
        assert reader.ids() == sorted(each.id for each in batch(2))
        assert not reader.refresh()


def test_an_open_reader_obeys_what_the_user_says_of_people(tmp_path: Path) -> None:
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        commit(engine, [article("one", body="Ana Ruiz", people=["Ana Ruiz"])])
        commit(engine, [article("two", body="Tom Marl", people=["Tom Marl"])])
    with opened(tmp_path / "a") as reader:
        assert [person.name for person in reader.people()] == ["Ana Ruiz", "Tom Marl"]

        (tmp_path / "a" / "people.txt").write_text("Ana Ruiz = Tom Marl\n")
        assert reader.refresh()
        assert [person.forms for person in reader.people()] == [("Ana Ruiz", "Tom Marl")]
        assert not reader.refresh()

        (tmp_path / "a" / "people.txt").unlink()
        assert reader.refresh()
        assert [person.name for person in reader.people()] == ["Ana Ruiz", "Tom Marl"]


def test_names_in_the_users_rules_that_nobody_has_are_told(tmp_path: Path) -> None:
    rules = "Anna Riuz = Ana Ruiz\nTom Marl = Tomas Marl = Tom\nMr. Tom MARL != Li Wen\n"
    people = [Known("Ana Ruiz"), Known("Tom Marl", forms=("Tom",))]
    stored, oracle = tmp_path / "a", MemoryEngine(parse_rules(rules))
    with open_folder(stored, "write", create=True, wait=0, disk=Disk()) as engine:
        for each in (engine, oracle):
            commit(each, [article("one", body="Tom spoke.", people=people)])
        assert engine.stats().strangers == ()

        (stored / "people.txt").write_text(rules)
        assert engine.refresh()

        assert engine.stats().strangers == oracle.stats().strangers == ("Anna Riuz", "Tomas Marl", "Li Wen")


def test_rules_that_cannot_be_read_are_no_rules_in_silence(tmp_path: Path) -> None:
    open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()).close()
    (tmp_path / "a" / "people.txt").mkdir()

    with pytest.raises(
        PeopleRulesError, match=r"people\.txt: cannot be read: .*: make it a text file, or move it away"
    ):
        opened(tmp_path / "a")


def test_what_a_writer_removes_while_a_reader_verifies_or_counts_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a"
    make(folder, 1)
    with opened(folder) as reader:
        with open_folder(folder, "write", create=False, wait=0, disk=Disk()) as writer:
            for number in range(2, 6):
                make_commit(writer, number)
        listed = [*(folder / "segments").iterdir(), folder / "segments" / "s99999999.seg"]
        monkeypatch.setattr(Path, "iterdir", lambda _: iter(listed))

        report = reader.check()
        assert report.faults == ()
        assert report.articles == len(expected_ids(5))
        assert reader.stats().bytes == sum(path.stat().st_size for path in listed[:-1])
