"""Following files as they change."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import NewsmorgueError
from archive.ingest import watch as module
from archive.ingest.values import Observer, Options, Summary
from archive.ingest.watch import did_something, has_news, shape, watch
from index.errors import LockedError
from tests.ingest.conftest import Desk
from tests.ingest.fake import MemoryStore


class Watched:
    """A watch in a thread of its own."""

    def __init__(self, desk: Desk, *paths: Path, locked: Sequence[int] = (), retry: bool = False) -> None:
        self.desk = desk
        self.told: queue.Queue[Summary] = queue.Queue()
        self.opened = 0
        self.locked = locked
        self.options = Options(jobs=1, retry=retry)
        self.thread = threading.Thread(target=self._run, args=(paths,), daemon=True)
        self.thread.start()

    def _run(self, paths: tuple[Path, ...]) -> None:
        @contextlib.contextmanager
        def opened() -> Iterator[MemoryStore]:
            self.opened += 1
            if self.opened in self.locked:
                raise LockedError("morgue: the archive is being written by process 1")
            yield self.desk.store

        archive = self.desk.folder / "morgue"
        watch(opened, archive, paths, self.options, Observer(), self.desk.stop, self.told.put, self.desk.parse)

    def next(self) -> Summary:
        return self.told.get(timeout=60)

    def end(self) -> None:
        self.desk.stop.set()
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_MS", 100)
    monkeypatch.setattr(module, "_QUIET_MS", 50)


@pytest.mark.usefixtures("quick")
def test_what_changes_below_a_root_is_indexed_until_the_watch_stops(desk: Desk) -> None:
    desk.write("a.txt", "one")
    watched = Watched(desk, desk.folder)
    assert watched.next().new == 1

    desk.write("sub/b.txt", "two")
    assert watched.next().new == 1
    desk.write("a.txt", "three", age=0)
    assert watched.next().changed == 1

    watched.end()
    desk.store.check()
    assert sorted(desk.bodies()) == ["three", "two"]


@pytest.mark.usefixtures("quick")
def test_a_file_named_by_itself_is_followed_though_it_is_replaced(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    watched = Watched(desk, path)
    assert watched.next().new == 1

    desk.write("new", "one and more").rename(path)
    assert watched.next().changed == 1
    watched.end()


@pytest.mark.usefixtures("quick")
def test_a_root_that_comes_back_is_indexed(desk: Desk) -> None:
    desk.write("disk/a.txt", "one")
    desk.write("other/b.txt", "two")
    desk.index(desk.folder / "disk", desk.folder / "other")
    (desk.folder / "disk").rename(desk.folder / "away")
    watched = Watched(desk)
    assert watched.next().missing == (str(desk.folder / "disk"),)
    desk.write("other/d.txt", "four")
    assert watched.next().new == 1

    desk.write("away/c.txt", "three")
    (desk.folder / "away").rename(desk.folder / "disk")
    assert watched.next().new == 1
    watched.end()
    assert len(desk.store.stored) == 4


@pytest.mark.usefixtures("quick")
def test_a_watch_outlasts_others_who_write_at_length(desk: Desk) -> None:
    desk.write("a.txt", "one")
    watched = Watched(desk, desk.folder, locked=(1, *range(3, 6)))
    assert watched.next().new == 1

    desk.write("b.txt", "two")
    assert watched.next().new == 1
    watched.end()
    assert watched.opened >= 6


def test_folders_that_may_not_be_listed_or_are_just_removed_end_no_watch(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a.txt", "one")
    other = desk.folder.with_name("b.txt")
    other.write_text("two")
    asked: list[object] = []
    opened: list[MemoryStore] = []

    def follow(*_: str, **options: object) -> Iterator[set[object]]:
        asked.append(options["ignore_permission_denied"])
        desk.folder.rename(desk.folder.with_name("away"))
        raise FileNotFoundError("No such file or directory")
        yield set()

    @contextlib.contextmanager
    def open_store() -> Iterator[MemoryStore]:
        opened.append(desk.store)
        yield desk.store
        if len(opened) == 2:
            desk.stop.set()

    monkeypatch.setattr("watchfiles.watch", follow)
    told: list[Summary] = []
    archive = desk.folder.with_name("morgue")
    options = Options(jobs=1)
    watch(open_store, archive, [desk.folder, other], options, Observer(), desk.stop, told.append, desk.parse)

    assert asked == [True]
    assert told[0].new == 2


@pytest.mark.usefixtures("quick")
def test_what_failed_is_tried_again_once_and_not_at_every_change(desk: Desk) -> None:
    desk.write("a.txt", bytes(range(1, 32)) * 9)
    assert len(desk.index().failed) == 1
    watched = Watched(desk, retry=True)
    assert len(watched.next().failed) == 1

    desk.write("b.txt", "two")
    again = watched.next()
    watched.end()
    assert (again.new, again.failed, again.failed_before) == (1, (), 1)


def test_changes_in_hidden_folders_and_in_the_archive_are_no_news(tmp_path: Path) -> None:
    from watchfiles import Change

    root = tmp_path / ".config" / "stories"
    (root / "morgue").mkdir(parents=True)
    news = module._Filter([str(root)], root / "morgue")

    assert news.wanted(Change.added, str(root / "a.txt"))
    assert not news.wanted(Change.added, str(root / ".git" / "index"))
    assert news.wanted(Change.added, str(root / ".Sent" / "new" / "1547539200.V801I2a.coast"))
    assert not news.wanted(Change.added, str(root / "morgue" / "toc.json"))


def test_a_watch_that_the_system_refuses_says_what_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")
        yield set()

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(NewsmorgueError, match=r"cannot be watched \(OS file watch limit reached\): raise fs\.inotify"):
        watch(
            lambda: contextlib.nullcontext(desk.store),
            desk.folder / "morgue",
            [desk.folder],
            Options(jobs=1),
            Observer(),
            desk.stop,
            lambda _: None,
            desk.parse,
        )


@pytest.mark.usefixtures("quick")
def test_files_that_are_gone_and_kept_are_told_once(desk: Desk) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.write(name, name)
    watched = Watched(desk, desk.folder)
    assert watched.next().new == 3

    for name in ("a.txt", "b.txt", "c.txt"):
        (desk.folder / name).unlink()
    while (told := watched.next()).gone:  # the first may go before the others are gone
        pass
    assert [held.root for held in told.held] == [str(desk.folder)]
    desk.write("d.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    desk.write("e.txt", "five")
    assert watched.next().new == 1
    watched.end()


def test_a_run_without_change_says_nothing(desk: Desk) -> None:
    path = desk.write("a.txt", "one")

    assert did_something(desk.index())
    again = desk.index()
    assert not did_something(again)
    assert not has_news(again, again)
    assert has_news(replace(again, missing=("/a",)), again)
    assert shape([str(path)]) != shape([str(desk.folder)])
    assert shape([str(desk.folder / "none")]) == ()


class Clock(threading.Event):
    """Tells to stop when it was waited for three times."""

    waits = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += 1
        if self.waits == 3:
            self.set()
        return self.is_set()


def test_time_passes_before_an_archive_that_is_held_is_asked_for_again(desk: Desk) -> None:
    clock, asked = Clock(), 0

    @contextlib.contextmanager
    def opened() -> Iterator[MemoryStore]:
        nonlocal asked
        asked += 1
        if asked > 20:
            clock.set()
        if asked > 1:
            raise LockedError("morgue: the archive is being written by process 1")
        yield desk.store

    file = desk.write("a.txt", "one")
    watch(opened, desk.folder / "morgue", [file], Options(jobs=1), Observer(), clock, lambda _: None, desk.parse)

    assert asked == 1 + clock.waits
