"""Every way a file can fare between two runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.ingest.places import Places
from archive.ingest.plan import _within, make_plan
from archive.ingest.run import ingest
from archive.ingest.values import Found, Observer, Options, Summary
from index.article import Location
from tests.ingest.conftest import Desk


def names(files: Sequence[Found]) -> list[str]:
    return [Path(file.path).name for file in files]


def touched(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime_ns + int(seconds * 1e9)
    os.utime(path, ns=(then, then))


def test_new_files_are_read_and_remembered(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.write("deep/er/b.txt", "two")

    summary = desk.index()

    assert (summary.new, summary.articles, summary.failed) == (2, 2, ())
    assert desk.bodies() == {"one": ["a.txt"], "two": ["b.txt"]}
    assert desk.store.known.roots == (str(desk.folder),)
    assert desk.store.known.last_run is not None
    assert desk.store.known.last_run.counts["new"] == 2
    record = desk.store.known.files[str(desk.folder / "a.txt")]
    assert (record.size, record.outcome, record.format) == (3, "read", "text")
    assert record.mtime_ns == (desk.folder / "a.txt").stat().st_mtime_ns


def test_nothing_is_read_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "one")
    desk.write("b.png", b"\x89PNG\r\n\x1a\n")
    desk.index()
    monkeypatch.setattr(
        "archive.ingest.run.read_all", lambda files, *_: iter(()) if not files else pytest.fail(str(files))
    )
    monkeypatch.setattr("archive.ingest.plan.digest_file", lambda path: pytest.fail(path))

    plan = make_plan(desk.store.ledger(), [str(desk.folder)], Options(), Observer(), desk.stop)

    assert (plan.unchanged, list(plan.skipped.values()), plan.to_read()) == (1, ["picture"], [])


def test_a_changed_file_gives_its_new_article_for_its_old_one(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    desk.write("a.txt", "one and more")

    summary = desk.index()

    assert (summary.changed, summary.new) == (1, 0)
    assert desk.bodies() == {"one and more": ["a.txt"]}


def test_a_change_that_keeps_the_size_is_seen_by_its_time(desk: Desk) -> None:
    desk.write("a.txt", "one", age=100)
    desk.index()
    desk.write("a.txt", "two", age=50)

    assert desk.index().changed == 1
    assert desk.bodies() == {"two": ["a.txt"]}


def test_a_change_within_the_clock_of_the_file_system_is_seen(desk: Desk) -> None:
    path = desk.write("a.txt", "one", age=0)
    desk.index()
    before = path.stat().st_mtime_ns
    path.write_text("two")
    os.utime(path, ns=(before, before))

    assert desk.index().changed == 1
    assert desk.bodies() == {"two": ["a.txt"]}


def test_a_change_within_the_clock_is_seen_also_behind_a_touch_or_a_move(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.write("a.txt", "one")
    desk.index()
    touched(path, 5)
    changed = path.stat().st_mtime_ns
    monkeypatch.setattr("time.time_ns", lambda: changed + 1_000_000)
    desk.index()
    path.write_text("two")
    os.utime(path, ns=(changed, changed))

    assert desk.index().changed == 1
    path = path.rename(path.with_name("b.txt"))
    assert desk.index().moved == 1
    path.write_text("six")
    os.utime(path, ns=(changed, changed))
    assert desk.index().changed == 1
    assert desk.bodies() == {"six": ["b.txt"]}


def test_a_file_that_was_only_touched_is_not_read_again(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.index()
    touched(path, 5)

    summary = desk.index()

    assert (summary.unchanged, summary.changed, summary.articles) == (1, 0, 0)
    assert desk.store.known.files[str(path)].mtime_ns == path.stat().st_mtime_ns
    assert desk.store.commits[-1][:2] == ([], [])


def test_gone_files_that_held_no_article_are_forgotten_without_a_word(desk: Desk) -> None:
    picture = desk.write("a.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    desk.write("b.txt", "one")
    desk.index()
    picture.unlink()

    summary = desk.index()

    assert (summary.gone, desk.heard.plans[0].gone, desk.heard.plans[0].dropped) == (0, (), (str(picture),))
    assert str(picture) not in desk.store.known.files


def test_a_gone_file_takes_its_article_with_it(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"{number}.txt", f"story {number}")
    desk.index()
    (desk.folder / "1.txt").unlink()

    summary = desk.index()

    assert (summary.gone, summary.unchanged) == (1, 2)
    assert sorted(desk.bodies()) == ["story 0", "story 2"]


def test_more_than_half_of_a_root_does_not_go_at_once_unless_it_is_asked_for(desk: Desk) -> None:
    for number in range(4):
        desk.write(f"{number}.txt", f"story {number}")
    desk.index()
    for number in range(3):
        (desk.folder / f"{number}.txt").unlink()

    held = desk.index()

    assert held.gone == 0
    assert len(desk.bodies()) == 4
    assert str(held.held[0]) == (
        f"{desk.folder}: 3 of its 4 files are gone, more than half: nothing was removed;"
        " if they are meant to go, run again with --prune"
    )
    assert desk.index(prune=True).gone == 3
    assert list(desk.bodies()) == ["story 3"]


def test_half_of_a_root_may_go(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    (desk.folder / "a.txt").unlink()

    assert desk.index().gone == 1


def test_an_emptied_mount_point_removes_nothing(desk: Desk) -> None:
    desk.write("disk/a.txt", "one")
    desk.index(desk.folder / "disk")
    (desk.folder / "disk" / "a.txt").unlink()

    assert len(desk.index(desk.folder / "disk").held) == 1
    assert len(desk.bodies()) == 1


def test_gone_files_stay_when_missing_ones_are_kept(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    (desk.folder / "a.txt").unlink()

    assert desk.index(keep_missing=True).gone == 0
    assert len(desk.bodies()) == 2


def test_a_missing_root_removes_nothing_and_is_told(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    away = desk.folder.with_name("away")
    desk.folder.rename(away)

    summary = run_all(desk)

    assert summary.missing == (str(desk.folder),)
    assert (summary.gone, summary.failed, len(desk.bodies())) == (0, (), 1)


def run_all(desk: Desk) -> Summary:
    from archive.ingest.run import ingest

    return ingest(desk.store, [], Options(jobs=1), Observer(), desk.stop, desk.parse)


def test_a_missing_root_that_is_named_is_a_failure_and_goes_only_with_prune(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    shutil.rmtree(desk.folder)

    summary = desk.index()

    assert [str(failure) for failure in summary.failed] == [
        f"{desk.folder}: there is no such file or folder; its articles stay, unless you run again with --prune"
    ]
    assert len(desk.bodies()) == 1
    assert desk.index(prune=True).gone == 1
    assert (desk.bodies(), desk.store.known.roots) == ({}, ())


def test_nothing_named_means_every_root_again(desk: Desk) -> None:
    desk.write("one/a.txt", "one")
    desk.write("two/b.txt", "two")
    desk.index(desk.folder / "one", desk.folder / "two")
    desk.write("one/c.txt", "three")
    desk.write("two/d.txt", "four")

    assert run_all(desk).new == 2


def test_a_run_over_one_root_leaves_the_others_alone(desk: Desk) -> None:
    desk.write("one/a.txt", "one")
    kept = desk.write("two/b.txt", "two")
    desk.index(desk.folder / "one", desk.folder / "two")
    kept.unlink()

    assert desk.index(desk.folder / "one").gone == 0
    assert len(desk.bodies()) == 2


def test_the_same_record_in_two_files_is_one_article_with_two_places(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.write("b.txt", "one")

    summary = desk.index()

    assert (summary.new, len(desk.store.stored)) == (2, 1)
    assert desk.bodies() == {"one": ["a.txt", "b.txt"]}


def test_thousands_of_copies_are_not_each_compared_with_all() -> None:
    compared: list[str] = []

    class Counted(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(self)
            return str.__eq__(self, other)

    copies = [(Location(Counted(f"/{number:04}"), None, 0), "a") for number in range(1_000)]
    places = Places({})

    places.put([*copies, *copies])
    assert places.of("a") == tuple(place for place, _ in copies)
    assert places.take(copies[1:]) == {"a"}
    assert places.of("a") == (copies[0][0],)
    assert places.take(copies) == {"a"}
    assert (places.of("a"), len(places)) == ((), 0)
    assert len(compared) < 20 * 1_000


def test_a_copy_that_comes_later_joins_the_article(desk: Desk) -> None:
    desk.write("b.txt", "one")
    desk.index()
    desk.write("a.txt", "one")

    assert desk.index().new == 1
    assert desk.bodies() == {"one": ["a.txt", "b.txt"]}


def test_an_article_stays_while_one_of_its_places_does(desk: Desk) -> None:
    first = desk.write("a.txt", "one")
    second = desk.write("b.txt", "one")
    desk.index()
    first.unlink()

    assert desk.index().gone == 1
    assert desk.bodies() == {"one": ["b.txt"]}

    desk.write("b.txt", "two")
    desk.index()
    assert (desk.bodies(), second.exists()) == ({"two": ["b.txt"]}, True)


def test_the_plan_changes_nothing(desk: Desk) -> None:
    desk.write("a.txt", "one")

    plan = make_plan(desk.store.ledger(), [str(desk.folder)], Options(), Observer(), desk.stop)

    assert (names(plan.new), plan.roots) == (["a.txt"], (str(desk.folder),))
    assert desk.store.commits == []


def test_a_file_that_became_a_folder_is_gone(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    path.unlink()
    desk.write("a.txt/c.txt", "three")

    summary = desk.index()

    assert (summary.gone, summary.new) == (1, 1)
    assert desk.bodies() == {"two": ["b.txt"], "three": ["c.txt"]}


def test_a_folder_within_a_root_that_is_gone_takes_its_files_with_it(desk: Desk) -> None:
    desk.write("sub/a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    shutil.rmtree(desk.folder / "sub")

    assert (desk.index().gone, desk.bodies()) == (1, {"two": ["b.txt"]})


def test_a_file_known_by_two_names_of_its_folder_is_followed_by_both(desk: Desk) -> None:
    desk.write("q/a.txt", "one")
    (desk.folder / "p").mkdir()
    (desk.folder / "p" / "link").symlink_to(desk.folder / "q")
    desk.index(desk.folder / "p", desk.folder / "q")
    desk.index(desk.folder / "q")
    desk.write("q/a.txt", "one and more")

    summary = ingest(desk.store, [], Options(jobs=1), Observer(), desk.stop, desk.parse)

    assert (summary.changed, summary.unchanged) == (2, 0)
    assert desk.bodies() == {"one and more": ["a.txt", "a.txt"]}
    (desk.folder / "p" / "link").unlink()
    assert desk.index(desk.folder / "p", desk.folder / "q", prune=True).gone == 1
    assert desk.bodies() == {"one and more": ["a.txt"]}


def test_a_file_in_whose_place_a_link_to_a_folder_has_come_is_gone(desk: Desk) -> None:
    path = desk.write("sub/a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    path.unlink()
    path.symlink_to(desk.folder)

    assert desk.index().gone == 1
    assert desk.bodies() == {"two": ["b.txt"]}


def test_a_stop_is_heard_while_files_are_compared_byte_by_byte(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        desk.write(f"old/{number}.txt", f"story {number}")
    desk.index()
    compared: list[str] = []

    def digest(path: str) -> str:
        compared.append(path)
        desk.stop.set()
        return ""

    monkeypatch.setattr("archive.ingest.plan.digest_file", digest)
    for number in range(4):
        touched(desk.folder / "old" / f"{number}.txt", 5)
    assert desk.index().interrupted
    desk.stop.clear()
    (desk.folder / "old").rename(desk.folder / "new")
    assert desk.index().interrupted

    assert len(compared) == 2
    assert len(desk.store.commits) == 1


def test_thousands_of_named_files_are_not_each_compared_with_all_that_is_known() -> None:
    class Counted(str):
        __slots__ = ()

        def startswith(self, *_: object) -> bool:
            raise AssertionError("compared with every name")

    known = [Counted(f"/news/{at}/a.txt") for at in range(100)]
    within = _within(["/news/7", "/news/8/a.txt", "/news/9/a"])

    assert [path for path in known if within(path)] == ["/news/7/a.txt", "/news/8/a.txt"]
    assert _within(["/"])("/a")
    assert not _within(["/a/b"])("/a")
