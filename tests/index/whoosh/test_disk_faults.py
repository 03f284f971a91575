"""Writing fails at every single step in turn: the archive stays what it was, and the next run goes through."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from pathlib import Path
from typing import IO

import pytest

from index.article import Article
from index.errors import ArchiveError, NoArchiveError, NoSpaceError, ReadOnlyArchiveError
from index.ledger import LedgerUpdate
from index.whoosh.disk import Disk
from index.whoosh.opening import open_folder
from index.whoosh.toc import read_toc
from tests.index.whoosh.small import answers, assert_sound, make, make_commit, opened

COMMITS = 5
"""After so many there is something to merge."""

FOLLOWED = 4
"""Of so many runs that failed one is followed by a run that does not."""


class FailingDisk(Disk):
    """Fails at one step, counted from 1, and at all steps after it if ``for_good``."""

    def __init__(self, at: int, code: int, *, for_good: bool) -> None:
        self._at = at
        self._code = code
        self._for_good = for_good
        self.steps = 0

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._at or (self._for_good and self.steps > self._at):
            raise OSError(self._code, os.strerror(self._code))

    def create(self, path: Path) -> IO[bytes]:
        self._step()
        return super().create(path)

    def write(self, file: IO[bytes], data: memoryview) -> None:
        try:
            self._step()
        except OSError:
            super().write(file, data[: len(data) // 2])
            raise
        super().write(file, data)

    def finish(self, file: IO[bytes]) -> None:
        self._step()
        super().finish(file)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        super().sync_folder(folder)


def steps_of_a_run(folder: Path) -> int:
    disk = FailingDisk(0, errno.EIO, for_good=False)
    with open_folder(folder, "write", create=False, wait=0, disk=disk) as engine:
        make_commit(engine, COMMITS)
    return disk.steps


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("code", "for_good"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_a_run_that_fails_at_any_step_leaves_the_archive_at_a_commit(tmp_path: Path, code: int, for_good: bool) -> None:
    whole = tmp_path / "whole"
    make(whole, COMMITS - 1)
    shutil.copytree(whole, tmp_path / "counted")
    steps = steps_of_a_run(tmp_path / "counted")
    with opened(whole) as engine:
        before = answers(engine)
    error = NoSpaceError if code == errno.ENOSPC else ArchiveError
    told = unmerged = 0
    for at in range(1, steps + 1):
        folder = tmp_path / "a"
        shutil.copytree(whole, folder)
        disk = FailingDisk(at, code, for_good=for_good)
        with open_folder(folder, "write", create=False, wait=0, disk=disk) as engine:
            try:
                make_commit(engine, COMMITS)
            except error:
                told += 1
            else:
                assert engine.generation == COMMITS
            generation = engine.generation
            if generation == COMMITS - 1:
                assert answers(engine) == before
        unmerged += len(read_toc(folder).segments) == COMMITS
        assert_sound(folder, generation)
        if at % FOLLOWED == 0:
            with open_folder(folder, "write", create=False, wait=0, disk=Disk()) as engine:
                for number in range(generation + 1, COMMITS + 2):
                    make_commit(engine, number)
            assert_sound(folder, COMMITS + 1)
            assert len(read_toc(folder).segments) <= 2
            assert not list(folder.rglob("*.tmp"))
        shutil.rmtree(folder)
    assert told > 50
    assert unmerged > 20


class HaltingDisk(Disk):
    """Does nothing more from the moment when a file of one name is to get that name, as when the process dies."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._halted = False

    def replace(self, source: Path, target: Path) -> None:
        if self._halted or target.name == self._name:
            self._halted = True
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        if not self._halted:
            super().remove(path)


@pytest.mark.parametrize("name", ["toc.json", "manifest.json"])
def test_a_run_that_dies_between_the_manifest_and_the_table_leaves_no_fault(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a"
    make(folder, 0)
    with (
        open_folder(folder, "write", create=False, wait=0, disk=HaltingDisk(name)) as engine,
        contextlib.suppress(ArchiveError),
    ):
        make_commit(engine, 1)
    assert (folder / "manifest.json.tmp").exists()
    generation = read_toc(folder).generation
    assert_sound(folder, generation)

    make(folder, generation + 1, first=generation + 1)

    assert_sound(folder, generation + 1)
    assert not list(folder.rglob("*.tmp"))
    assert json.loads((folder / "manifest.json").read_bytes())["roots"] == ["/news"]


def test_an_archive_whose_making_failed_is_none_and_can_be_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    with pytest.raises(ArchiveError):
        open_folder(folder, "write", create=True, wait=0, disk=HaltingDisk("toc.json"))
    assert (folder / "manifest.json").exists()

    with pytest.raises(NoArchiveError, match="here is no archive"):
        opened(folder)

    make(folder, 1)
    assert_sound(folder, 1)


def test_a_full_disk_is_told_and_the_same_engine_can_go_on(tmp_path: Path) -> None:
    make(tmp_path / "a", 2)
    disk = FailingDisk(5, errno.ENOSPC, for_good=False)
    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=disk) as engine:
        with pytest.raises(NoSpaceError, match="the disk is full; what was committed before stays"):
            make_commit(engine, 3)
        make_commit(engine, 3)
    assert_sound(tmp_path / "a", 3)


def test_articles_that_cannot_be_had_leave_the_archive_as_it_was(tmp_path: Path) -> None:
    make(tmp_path / "a", 2)

    def broken() -> list[Article]:
        raise ValueError("no article here")

    with open_folder(tmp_path / "a", "write", create=False, wait=0, disk=Disk()) as engine:
        with pytest.raises(ValueError, match="no article here"):
            engine.commit((article for article in broken()), [], LedgerUpdate())
        files = sorted(path.name for path in (tmp_path / "a" / "segments").iterdir())
    assert_sound(tmp_path / "a", 2)
    assert files == sorted(path.name for path in (tmp_path / "a" / "segments").iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_can_be_searched(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    make(folder, 2)
    for path in (folder / "segments", folder):
        path.chmod(0o555)
    (folder / "lock").chmod(0o444)
    try:
        assert_sound(folder, 2)
        with pytest.raises(ReadOnlyArchiveError, match="searching it works"):
            open_folder(folder, "write", create=False, wait=0, disk=Disk())
    finally:
        for path in (folder, folder / "segments"):
            path.chmod(0o755)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_disk_that_may_not_be_written_is_told(tmp_path: Path, code: int) -> None:
    make(tmp_path / "a", 2)
    with (
        open_folder(tmp_path / "a", "write", create=False, wait=0, disk=FailingDisk(1, code, for_good=True)) as engine,
        pytest.raises(ReadOnlyArchiveError, match="the archive cannot be written"),
    ):
        make_commit(engine, 3)
    assert_sound(tmp_path / "a", 2)


def test_writing_through_an_engine_opened_for_reading_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "a", 1)
    with opened(tmp_path / "a") as engine, pytest.raises(ReadOnlyArchiveError, match="opened for reading"):
        make_commit(engine, 2)
