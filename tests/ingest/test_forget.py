"""Taking files out."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import UsageError
from archive.ingest.forget import Forgotten, forget
from tests.ingest.conftest import Desk


def out(desk: Desk, *paths: Path) -> Forgotten:
    """Forget paths, and check that articles and ledger still agree."""
    result = forget(desk.store, paths)
    desk.store.check()
    return result


def test_a_file_leaves_with_its_article_in_one_commit(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    commits = len(desk.store.commits)

    assert out(desk, path) == Forgotten(1, 1)
    assert desk.bodies() == {"two": ["b.txt"]}
    assert desk.store.known.files[str(path)].forgotten
    assert len(desk.store.commits) == commits + 1


def test_an_article_that_also_lies_elsewhere_stays_there(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "one")
    desk.index()

    assert out(desk, path) == Forgotten(1, 0)
    assert desk.bodies() == {"one": ["b.txt"]}


def test_a_folder_leaves_with_all_that_is_in_it_and_is_marked_itself(desk: Desk) -> None:
    desk.write("sub/a.txt", "one")
    desk.write("sub/deep/b.txt", "two")
    desk.write("c.txt", "three")
    desk.index()

    assert out(desk, desk.folder / "sub") == Forgotten(2, 2)
    assert [path for path, record in desk.store.known.files.items() if record.forgotten] == [str(desk.folder / "sub")]


def test_a_forgotten_root_is_no_root_any_longer(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()

    assert out(desk, desk.folder) == Forgotten(1, 1)
    assert (desk.store.known.roots, desk.store.known.files) == ((), {})
    assert desk.index().new == 1


def test_what_the_archive_does_not_know_cannot_be_forgotten(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()

    with pytest.raises(UsageError, match=r"none\.txt: the archive knows no such file or folder"):
        out(desk, desk.folder / "a.txt", desk.folder / "none.txt")
    assert len(desk.store.stored) == 1


def test_a_file_that_never_gave_an_article_can_be_forgotten(desk: Desk) -> None:
    path = desk.write("a.txt", bytes(range(1, 32)) * 9)
    desk.index()

    assert out(desk, path) == Forgotten(1, 0)
    assert (desk.index().failed_before, desk.index().forgotten) == (0, 1)


def test_forgetting_twice_changes_nothing(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.index()
    out(desk, path)

    assert out(desk, path) == Forgotten(0, 0)
    assert desk.index().forgotten == 1


def test_a_hidden_folder_of_a_maildir_stays_out(desk: Desk) -> None:
    for name in ("cur/1", ".Sent/cur/2"):
        desk.write(name, f"letter {name}")
    (desk.folder / ".Sent" / "new").mkdir()
    assert desk.index().new == 2

    assert out(desk, desk.folder / ".Sent") == Forgotten(1, 1)
    desk.write(".Sent/new/3", "one more")
    summary = desk.index()
    assert (summary.new, summary.forgotten, desk.bodies()) == (0, 1, {"letter cur/1": ["1"]})

    assert desk.index(desk.folder / ".Sent").new == 2
    assert len(desk.bodies()) == 3


def test_no_link_brings_a_forgotten_folder_back(desk: Desk) -> None:
    desk.write("shut/deep/a.txt", "one")
    desk.write("b.txt", "two")
    (desk.folder / "link").symlink_to("shut")
    (desk.folder / "below").symlink_to("shut/deep")
    desk.index()
    out(desk, desk.folder / "shut")

    assert (desk.index().forgotten, desk.bodies()) == (3, {"two": ["b.txt"]})
    assert desk.index(desk.folder / "link").new == 1
    desk.write("shut/deep/a.txt", "one and more")
    assert desk.index().changed == 1
