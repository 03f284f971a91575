"""Segments are merged beside a run: it goes on meanwhile, and whatever becomes of the merge, no answer changes."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Event, Timer
from time import sleep
from typing import IO

import pytest

from index.ledger import LedgerUpdate
from index.request import SearchRequest
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.opening import open_folder
from index.whoosh.toc import read_toc
from tests.index.build import article, article_id
from tests.index.whoosh.small import assert_sound, expected_ids, make_commit, opened

FAN = 8
"""So many commits of one size make a merge due."""


class HeldDisk(Disk):
    """Lets no merge begin to write before :attr:`go` is set; then it may fail."""

    def __init__(self, code: int = 0) -> None:
        self.go = Event()
        self.merges = 0
        self._code = code

    def create(self, path: Path) -> IO[bytes]:
        if path.suffix == ".seg" and path.name.startswith("m"):
            self.merges += 1
            assert self.go.wait(60)
            if self._code:
                raise OSError(self._code, os.strerror(self._code))
        return super().create(path)


def begun(folder: Path, disk: Disk) -> WhooshEngine:
    """Return an archive of which the first segments are just being merged."""
    engine = open_folder(folder, "write", create=True, wait=0, disk=disk)
    for number in range(1, FAN + 1):
        make_commit(engine, number)
    return engine


def segments(engine: WhooshEngine) -> int:
    return len(engine.snapshot.segments)


def test_a_run_goes_on_while_segments_are_merged(tmp_path: Path) -> None:
    disk = HeldDisk()
    with begun(tmp_path / "a", disk) as engine:
        for number in range(FAN + 1, 2 * FAN):
            make_commit(engine, number)
            assert segments(engine) == number
            assert engine.ids() == expected_ids(number)
        disk.go.set()
    assert_sound(tmp_path / "a", 2 * FAN - 1)


def test_what_was_deleted_while_a_merge_went_on_stays_deleted(tmp_path: Path) -> None:
    disk = HeldDisk()
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=disk) as engine:
        for number in range(FAN):
            those = [article(f"n{number}x", body="flood", guid=f"g{number}"), article(f"n{number}y", body="a flood")]
            engine.commit(those, [], LedgerUpdate())
        engine.commit([], [article_id("n0y"), article_id("n3y")], LedgerUpdate())
        engine.commit([article("n5y", body="storm")], [], LedgerUpdate())
        engine.commit([article("later", body="storm", guid="g6", version="2")], [], LedgerUpdate())
        before = [engine.search(SearchRequest(text)) for text in ("flood", "storm", "")]
        ids = engine.ids()
        disk.go.set()
        engine.commit([], [], LedgerUpdate())
        while segments(engine) > 3:
            engine.commit([], [], LedgerUpdate())
        after = [engine.search(SearchRequest(text)) for text in ("flood", "storm", "")]
        assert [page.total for page in before] == [12, 2, 14]
        assert [(page.total, page.hits) for page in after] == [(page.total, page.hits) for page in before]
        assert engine.ids() == ids
        assert engine.check().faults == ()
    with opened(tmp_path / "a") as engine:
        assert engine.ids() == ids
        assert segments(engine) == 3


def test_a_merge_whose_parts_are_all_deleted_meanwhile_brings_nothing_back(tmp_path: Path) -> None:
    disk = HeldDisk()
    with begun(tmp_path / "a", disk) as engine:
        engine.commit([article("last", body="storm")], engine.ids(), LedgerUpdate())
        disk.go.set()
    with opened(tmp_path / "a") as engine:
        assert engine.ids() == [article_id("last")]
        assert segments(engine) == 1
        assert engine.check().faults == ()


def test_nothing_is_left_over_when_a_run_ends(tmp_path: Path) -> None:
    disk = HeldDisk()
    engine = begun(tmp_path / "a", disk)
    Timer(0.3, disk.go.set).start()
    engine.close()
    assert disk.merges == 1
    assert_sound(tmp_path / "a", FAN)
    toc = read_toc(tmp_path / "a")
    assert len(toc.segments) == 1
    assert toc.generation == FAN
    assert {path.name for path in (tmp_path / "a" / "segments").iterdir()} == toc.files()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_merge_that_fails_costs_nothing_and_the_next_run_makes_it(tmp_path: Path, code: int) -> None:
    disk = HeldDisk(code)
    disk.go.set()
    with begun(tmp_path / "a", disk) as engine:
        for number in range(FAN + 1, FAN + 4):
            make_commit(engine, number)
        assert segments(engine) == FAN + 3
    assert_sound(tmp_path / "a", FAN + 3)
    assert read_toc(tmp_path / "a").people is not None
    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=Disk()) as engine:
        make_commit(engine, FAN + 4)
    assert_sound(tmp_path / "a", FAN + 4)
    assert len(read_toc(tmp_path / "a").segments) == 1


def test_a_commit_waits_for_a_merge_where_another_is_due(tmp_path: Path) -> None:
    class Slow(HeldDisk):
        """Goes on when the second merge is due, and takes its time."""

        def create(self, path: Path) -> IO[bytes]:
            if path.name.startswith("s") and len(list(path.parent.glob("s*.seg"))) == 2 * FAN - 1:
                self.go.set()
            file = super().create(path)
            if path.name.startswith("m") and path.suffix == ".seg":
                sleep(0.2)
            return file

    with begun(tmp_path / "a", Slow()) as engine:
        for number in range(FAN + 1, 2 * FAN):
            make_commit(engine, number)
        assert segments(engine) == 2 * FAN - 1
        make_commit(engine, 2 * FAN)
        assert segments(engine) == FAN + 1
    assert_sound(tmp_path / "a", 2 * FAN)


def test_readers_see_no_commit_in_a_merge(tmp_path: Path) -> None:
    disk = HeldDisk()
    engine = begun(tmp_path / "a", disk)
    with opened(tmp_path / "a") as reader:
        before = reader.search(SearchRequest("flood")).hits
        disk.go.set()
        engine.close()
        assert not reader.refresh()
        assert segments(reader) == 1
        assert reader.search(SearchRequest("flood")).hits == before


def test_a_run_leaves_few_segments_and_none_larger_than_its_own_is_written_anew(tmp_path: Path) -> None:
    def stored(folder: Path) -> dict[str, int]:
        return {info.name: info.articles for info in read_toc(folder).segments}

    sizes = (40, 30, 4, 4, 4, 4)
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        for number, size in enumerate(sizes):
            engine.commit([article(f"n{number}x{at}", body="flood") for at in range(size)], [], LedgerUpdate())
        before = stored(tmp_path / "a")
        assert list(before.values()) == list(sizes)
    after = stored(tmp_path / "a")
    assert sorted(after.values()) == [16, 30, 40]
    assert set(list(before)[:2]) < set(after)
    with opened(tmp_path / "a") as engine:
        assert engine.check().faults == ()
        assert engine.search(SearchRequest("flood")).total == sum(sizes)
