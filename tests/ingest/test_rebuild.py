"""Making an archive again, over the real engine and the real reading."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UsageError
from archive.ingest import rebuild as module
from archive.ingest.forget import forget
from archive.ingest.interrupt import stopped_by_interrupt
from archive.ingest.rebuild import Rebuilt, rebuild
from archive.ingest.run import ingest
from archive.ingest.values import Observer, Options, Summary
from index.article import Article
from index.engine import SearchEngine, open_engine, writer_lock
from index.errors import DamagedArchiveError, LockedError
from index.manifest import read_manifest
from tests.ingest import fake

OPTIONS = Options(jobs=1)


class Morgue:
    """A real archive beside a folder of stories."""

    def __init__(self, tmp_path: Path) -> None:
        self.archive = tmp_path / "morgue"
        self.stories = tmp_path / "stories"
        self.stop = threading.Event()
        for number in range(4):
            self.write(f"{number}.txt", f"PORT ALDEN (Coastwire) - Story {number} of the harbour, the mayor said.")
        self.index(self.stories)

    def write(self, name: str, text: str) -> Path:
        path = self.stories / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def open(self) -> SearchEngine:
        return open_engine(self.archive, "write", create=True)

    def index(self, *paths: Path) -> Summary:
        with self.open() as engine:
            return ingest(engine, paths, OPTIONS, Observer(), self.stop)

    def rebuild(self, **options: bool) -> Rebuilt:
        return rebuild(self.archive, Options(jobs=1, **options), Observer(), self.stop, wait=0.1)  # type: ignore[arg-type]

    def articles(self) -> list[Article]:
        with open_engine(self.archive) as engine:
            assert engine.check().faults == ()
            return engine.articles(engine.ids())

    def damage_one(self, kind: str) -> None:
        """Turn one byte in the middle of the only file whose name ends so."""
        (path,) = (self.archive / "segments").glob(f"*{kind}")
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(data)

    def damage(self) -> None:
        for path in (self.archive / "segments").iterdir():
            path.write_bytes(b"\0" * path.stat().st_size)
        (self.archive / "toc.json").write_bytes(b"{")


@pytest.fixture
def morgue(tmp_path: Path) -> Morgue:
    return Morgue(tmp_path)


def test_the_same_archive_comes_out_with_the_moments_articles_were_added(morgue: Morgue) -> None:
    before = morgue.articles()

    rebuilt = morgue.rebuild()

    assert (rebuilt.summary.new, rebuilt.kept, rebuilt.old_unreadable) == (4, (), None)
    assert morgue.articles() == before
    assert morgue.index().unchanged == 4
    assert sorted(path.name for path in morgue.archive.parent.iterdir()) == ["morgue", "stories"]


def test_an_archive_beyond_reading_is_made_again_from_its_files(morgue: Morgue) -> None:
    before = {article.id for article in morgue.articles()}
    (morgue.archive / "people.txt").write_text("# mine\n")
    morgue.damage()

    rebuilt = morgue.rebuild()

    assert rebuilt.old_unreadable is not None
    assert {article.id for article in morgue.articles()} == before
    assert (morgue.archive / "people.txt").read_text() == "# mine\n"


def test_articles_whose_files_are_gone_are_kept_and_told(morgue: Morgue) -> None:
    before = morgue.articles()
    (morgue.stories / "1.txt").unlink()

    rebuilt = morgue.rebuild()

    assert rebuilt.kept == (str(morgue.stories / "1.txt"),)
    assert morgue.articles() == before
    assert morgue.index().gone == 1


def test_a_record_that_also_lies_elsewhere_keeps_both_places(morgue: Morgue) -> None:
    shutil.copy(morgue.stories / "0.txt", morgue.stories / "copy.txt")
    morgue.index()
    before = morgue.articles()
    (morgue.stories / "0.txt").unlink()

    morgue.rebuild()

    assert morgue.articles() == before


def test_a_missing_root_loses_nothing(morgue: Morgue) -> None:
    before = morgue.articles()
    morgue.stories.rename(morgue.stories.with_name("away"))

    rebuilt = morgue.rebuild()

    assert rebuilt.summary.missing == (str(morgue.stories),)
    assert (len(rebuilt.kept), morgue.articles()) == (4, before)


def test_a_missing_root_and_an_archive_beyond_reading_need_a_word(morgue: Morgue) -> None:
    morgue.stories.rename(morgue.stories.with_name("away"))
    morgue.damage()

    with pytest.raises(UsageError, match="the old archive cannot be read either"):
        morgue.rebuild()
    assert morgue.rebuild(prune=True).summary.new == 0
    assert morgue.articles() == []


@pytest.mark.parametrize("kind", [".seg", ".ledger"])
def test_a_missing_root_and_a_damaged_place_in_the_archive_need_a_word_too(morgue: Morgue, kind: str) -> None:
    morgue.stories.rename(morgue.stories.with_name("away"))
    morgue.damage_one(kind)
    before = (morgue.archive / "toc.json").read_bytes()

    with pytest.raises(UsageError, match="the old archive cannot be read either"):
        morgue.rebuild()
    assert (morgue.archive / "toc.json").read_bytes() == before
    morgue.stories.with_name("away").rename(morgue.stories)
    assert morgue.rebuild().summary.new == 4
    assert len(morgue.articles()) == 4


def test_a_file_whose_articles_are_damaged_is_read_when_it_comes_back(morgue: Morgue) -> None:
    gone = morgue.stories / "1.txt"
    gone.rename(morgue.archive.with_name("aside.txt"))
    morgue.damage_one(".seg")

    rebuilt = morgue.rebuild()

    assert (rebuilt.kept, rebuilt.lost) == ((), (str(gone),))
    assert len(morgue.articles()) == 3
    morgue.archive.with_name("aside.txt").rename(gone)
    assert morgue.index().new == 1
    assert len(morgue.articles()) == 4


def test_an_archive_without_its_manifest_is_made_again_of_what_its_index_names(morgue: Morgue) -> None:
    with morgue.open() as engine:
        forget(engine, [morgue.stories / "0.txt"])
    (morgue.archive / "manifest.json").unlink()

    assert morgue.rebuild().summary.forgotten == 1
    assert len(morgue.articles()) == 3
    assert read_manifest(morgue.archive).roots == (str(morgue.stories),)


def test_with_prune_files_and_folders_that_are_gone_are_not_kept(morgue: Morgue, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "5.txt").write_text("A sixth story, the mayor said.")
    morgue.index(tmp_path / "more")
    shutil.rmtree(tmp_path / "more")
    (morgue.stories / "1.txt").unlink()

    rebuilt = morgue.rebuild(prune=True)

    assert (rebuilt.kept, rebuilt.summary.missing) == ((), ())
    assert len(morgue.articles()) == 3
    assert read_manifest(morgue.archive).roots == (str(morgue.stories),)


def test_what_is_forgotten_while_a_rebuild_waits_stays_forgotten(
    morgue: Morgue, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def after_another(folder: Path, wait: float) -> Iterator[None]:
        with morgue.open() as engine:
            forget(engine, [morgue.stories / "0.txt"])
        with writer_lock(folder, wait):
            yield

    monkeypatch.setattr("archive.ingest.rebuild.writer_lock", after_another)

    assert morgue.rebuild().summary.forgotten == 1
    assert len(morgue.articles()) == 3


def test_what_else_lies_in_the_folder_of_an_archive_stays_there(morgue: Morgue) -> None:
    (morgue.archive / "clippings").mkdir()
    (morgue.archive / "clippings" / "a.txt").write_text("A fifth story, the mayor said.")
    (morgue.archive / "people.txt~").write_text("# mine\n")
    morgue.index(morgue.archive / "clippings")
    before = morgue.articles()

    morgue.rebuild()

    assert morgue.articles() == before
    assert (morgue.archive / "people.txt~").read_text() == "# mine\n"
    assert (morgue.archive / "clippings" / "a.txt").exists()
    assert not morgue.archive.with_name("morgue.rebuilding").exists()


def test_a_changed_file_is_not_taken_from_the_old_archive(morgue: Morgue) -> None:
    morgue.write("0.txt", "Something else, the governor said.")

    assert morgue.rebuild().kept == ()
    assert "Something else" in " ".join(article.body for article in morgue.articles())
    assert len(morgue.articles()) == 4


def test_what_was_forgotten_stays_forgotten(morgue: Morgue) -> None:
    with morgue.open() as engine:
        forget(engine, [morgue.stories / "0.txt"])

    assert morgue.rebuild().summary.forgotten == 1
    assert len(morgue.articles()) == 3
    assert morgue.index().forgotten == 1


def test_a_stop_leaves_the_old_archive_as_it_was(morgue: Morgue) -> None:
    before = morgue.articles()
    morgue.stop.set()

    assert morgue.rebuild().summary.interrupted
    assert morgue.articles() == before
    assert not morgue.archive.with_name("morgue.rebuilding").exists()


def test_a_stop_at_the_last_moment_leaves_it_too(morgue: Morgue, monkeypatch: pytest.MonkeyPatch) -> None:
    (morgue.stories / "1.txt").unlink()
    take_over = module._take_over

    def stopping(*args: Any) -> Any:
        morgue.stop.set()
        return take_over(*args)

    monkeypatch.setattr(module, "_take_over", stopping)
    before = (morgue.archive / "toc.json").read_bytes()

    rebuilt = morgue.rebuild()

    assert (rebuilt.summary.interrupted, rebuilt.kept) == (True, ())
    assert (morgue.archive / "toc.json").read_bytes() == before


def test_what_a_broken_off_rebuild_left_is_cleared_away(morgue: Morgue) -> None:
    shutil.copytree(morgue.archive, morgue.archive.with_name("morgue.rebuilding"))

    assert morgue.rebuild().summary.new == 4
    assert not morgue.archive.with_name("morgue.rebuilding").exists()


def test_what_a_broken_off_rebuild_left_of_the_users_is_never_cleared_away(morgue: Morgue) -> None:
    beside = shutil.copytree(morgue.archive, morgue.archive.with_name("morgue.rebuilding"))
    (beside / "letter.txt").write_text("mine")

    with pytest.raises(UsageError, match="it is in the way"):
        morgue.rebuild()
    assert (beside / "letter.txt").read_text() == "mine"


def test_what_is_no_archive_is_never_cleared_away(morgue: Morgue) -> None:
    beside = morgue.archive.with_name("morgue.rebuilding")
    beside.mkdir()
    (beside / "letter.txt").write_text("mine")

    with pytest.raises(UsageError, match="it is in the way"):
        morgue.rebuild()
    assert (beside / "letter.txt").read_text() == "mine"


def test_nobody_else_writes_while_an_archive_is_made_again(morgue: Morgue) -> None:
    with morgue.open(), pytest.raises(LockedError):
        morgue.rebuild()


def test_waiting_for_another_writer_ends_with_the_first_ctrl_c(morgue: Morgue) -> None:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

    with morgue.open(), stopped_by_interrupt(morgue.stop), pytest.raises(KeyboardInterrupt):
        rebuild(morgue.archive, OPTIONS, Observer(), morgue.stop, wait=60)


def test_an_archive_that_is_a_mount_point_is_refused_before_all_is_read(
    morgue: Morgue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == morgue.archive)

    with pytest.raises(UsageError, match="a mount point, whose place no new archive can take"):
        morgue.rebuild()


def test_who_waits_to_write_gets_the_new_archive_with_its_lock(morgue: Morgue) -> None:
    before = (morgue.archive / "lock").stat().st_ino

    morgue.rebuild()

    assert (morgue.archive / "lock").stat().st_ino == before
    with morgue.open(), pytest.raises(LockedError):
        open_engine(morgue.archive, "write", wait=0.1)


def test_an_open_reader_answers_throughout_and_sees_the_new_archive(morgue: Morgue) -> None:
    with open_engine(morgue.archive) as reader:
        ids = reader.ids()
        morgue.write("4.txt", "A fifth story, the mayor said.")
        morgue.rebuild()

        assert reader.ids() == ids
        assert reader.refresh()
        assert len(reader.ids()) == 5


def test_the_reading_of_the_tests_stands_in_where_it_is_asked_for(morgue: Morgue) -> None:
    rebuild(morgue.archive, OPTIONS, Observer(), morgue.stop, parse=fake.parse)

    assert {article.agency for article in morgue.articles()} == {None}


def test_an_old_archive_that_fails_halfway_is_given_up(morgue: Morgue, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {article.id for article in morgue.articles()}

    class Failing:
        def __init__(self, engine: SearchEngine) -> None:
            self.engine = engine

        def ledger(self) -> object:
            raise DamagedArchiveError("ledger: damaged")

        def close(self) -> None:
            self.engine.close()

    def opened(folder: Path, mode: str = "read", **options: bool) -> object:
        engine = open_engine(folder, mode, **options)  # type: ignore[arg-type]
        return Failing(engine) if mode == "read" else engine

    monkeypatch.setattr("archive.ingest.rebuild.open_engine", opened)
    rebuilt = morgue.rebuild()

    assert rebuilt.old_unreadable == "ledger: damaged"
    assert {article.id for article in morgue.articles()} == before
