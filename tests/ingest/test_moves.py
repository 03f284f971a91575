"""Files and folders that move keep their articles, and when those were added."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.ingest.plan import make_plan
from archive.ingest.values import Observer, Options
from tests.ingest.conftest import Desk


def test_a_moved_file_keeps_its_article_and_is_not_read_again(desk: Desk) -> None:
    old = desk.write("a.txt", "one")
    desk.index()
    (id,) = desk.store.stored
    since = desk.store.stored[id].added
    new = desk.folder / "sub" / "b.txt"
    new.parent.mkdir()
    old.rename(new)

    summary = desk.index()

    assert (summary.moved, summary.new, summary.gone, summary.articles) == (1, 0, 0, 0)
    assert desk.bodies() == {"one": ["b.txt"]}
    assert desk.store.stored[id].added == since
    assert list(desk.store.known.files) == [str(new)]


def test_a_renamed_folder_is_moved_whole_though_no_file_of_it_stays(desk: Desk) -> None:
    for number in range(5):
        desk.write(f"old/{number}.txt", f"story {number}")
    desk.index()
    (desk.folder / "old").rename(desk.folder / "new")

    summary = desk.index()

    assert (summary.moved, summary.held) == (5, ())
    assert all(Path(path).parent.name == "new" for path in desk.store.known.files)


def test_a_moved_file_with_another_ending_is_read_again_and_keeps_its_history(desk: Desk) -> None:
    old = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    since = {article.body: article.added for article in desk.store.stored.values()}
    old.rename(desk.folder / "a.md")

    summary = desk.index()

    assert (summary.moved, summary.new, summary.gone) == (0, 1, 1)
    assert desk.bodies() == {"one": ["a.md"], "two": ["b.txt"]}
    assert {article.body: article.added for article in desk.store.stored.values()} == since


def test_thousands_of_moved_copies_are_not_each_compared_with_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        desk.write(f"old/{number:02}.txt", "one")
    desk.index()
    for number in range(60):
        (desk.folder / "old" / f"{number:02}.txt").rename(desk.folder / f"n{number:02}.txt")
    split: list[str] = []
    splitext = os.path.splitext

    def counted(path: str) -> tuple[str, str]:
        split.append(path)
        return splitext(path)

    monkeypatch.setattr(os.path, "splitext", counted)

    plan = make_plan(desk.store.ledger(), [str(desk.folder)], Options(), Observer(), desk.stop)

    assert len({old for old, _ in plan.moved}) == len({file.path for _, file in plan.moved}) == 60
    assert (plan.new, plan.gone) == ((), ())
    assert len(split) < 60 * 4


def test_letters_of_a_maildir_that_were_read_have_moved(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"new/{number}.V8.coast", f"letter {number}")
    desk.index()
    (desk.folder / "cur").mkdir()
    for number in range(3):
        (desk.folder / "new" / f"{number}.V8.coast").rename(desk.folder / "cur" / f"{number}.V8.coast:2,S")

    summary = desk.index()

    assert (summary.moved, summary.new, summary.held) == (3, 0, ())
    assert desk.bodies()["letter 0"] == ["0.V8.coast:2,S"]


def test_keeping_what_is_missing_still_knows_what_moved(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    (desk.folder / "a.txt").rename(desk.folder / "b.txt")

    summary = desk.index(keep_missing=True)

    assert (summary.moved, summary.new, summary.gone) == (1, 0, 0)
    assert desk.index().gone == 0


def test_records_that_change_files_within_a_run_keep_the_moment_they_came(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    since = {article.body: article.added for article in desk.store.stored.values()}
    desk.write("a.txt", "two", age=30)
    desk.write("b.txt", "one", age=30)

    assert desk.index().changed == 2
    assert {article.body: article.added for article in desk.store.stored.values()} == since
    assert desk.bodies() == {"two": ["a.txt"], "one": ["b.txt"]}


def test_of_two_gone_files_with_the_same_bytes_the_one_of_the_same_name_has_moved(desk: Desk) -> None:
    desk.write("old/a.txt", "one")
    desk.write("old/b.txt", "one")
    desk.index()
    (desk.folder / "old").rename(desk.folder / "new")

    assert desk.index().moved == 2
    assert desk.bodies() == {"one": ["a.txt", "b.txt"]}
