"""What a walk comes by, what it passes by, and in which order."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ingest import roots
from archive.ingest.roots import reaches
from archive.ingest.walk import Walk
from tests.ingest.conftest import Desk


def walked(root: Path, walk: Walk | None = None) -> list[str]:
    """Return the files of a walk, relative to its root."""
    walk = walk or Walk()
    return [os.path.relpath(file.path, root) for folder in walk.files(str(root)) for file in folder]


def test_the_order_is_that_of_names_files_before_the_folders_beside_them(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a/x/3", "a/0", "c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    assert walked(tmp_path) == ["c", "a/0", "a/x/3", "b/1", "b/2"]


def test_hidden_folders_and_files_are_passed_by_and_counted(tmp_path: Path) -> None:
    (tmp_path / ".git" / "deep").mkdir(parents=True)
    (tmp_path / ".git" / "a.txt").write_text("x")
    (tmp_path / ".secret").write_text("x")
    (tmp_path / "~$story.docx").write_text("x")
    (tmp_path / "~a.txt").write_text("x")
    walk = Walk()

    assert walked(tmp_path, walk) == ["~a.txt"]
    assert Counter(walk.skipped.values()) == {"hidden folder": 1, "hidden file": 2}


def test_a_hidden_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    (tmp_path / ".morgue").mkdir()
    (tmp_path / ".morgue" / "a.txt").write_text("x")

    assert walked(tmp_path / ".morgue") == ["a.txt"]


def test_sub_folders_of_a_maildir_are_read_though_hidden(tmp_path: Path) -> None:
    letters = ("cur/1", "new/2", ".Sent/cur/3", ".Lists.news/new/4", ".Drafts/cur/5")
    for name in (*letters, ".Sent/dovecot.index", ".git/a"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    for name in (".Sent/new", ".Sent/tmp", ".Lists.news/cur"):
        (tmp_path / name).mkdir()
    walk = Walk()

    assert walked(tmp_path, walk) == [".Lists.news/new/4", ".Sent/cur/3", "cur/1", "new/2"]
    assert list(walk.skipped.values()) == ["hidden folder"] * 2
    assert reaches(str(tmp_path), str(tmp_path / ".Sent/cur/3"), {})
    assert not reaches(str(tmp_path), str(tmp_path / ".Sent/dovecot.index"), {})


def test_loops_of_links_are_walked_once_and_real_places_win(tmp_path: Path) -> None:
    (tmp_path / "real" / "deep").mkdir(parents=True)
    (tmp_path / "real" / "deep" / "a.txt").write_text("x")
    (tmp_path / "a-link").symlink_to("real")
    (tmp_path / "real" / "deep" / "up").symlink_to("../..")
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    walk = Walk()

    assert walked(tmp_path, walk) == ["real/deep/a.txt"]
    assert list(walk.skipped.values()) == ["link to nowhere"] * 2


def test_a_linked_folder_outside_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "a.txt").write_text("x")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "x").symlink_to(tmp_path / "away")
    (tmp_path / "root" / "y").symlink_to(tmp_path / "away")

    assert walked(tmp_path / "root") == ["x/a.txt"]


def test_fifos_sockets_and_devices_are_counted_and_never_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(desk.folder / "fifo.txt")
    (desk.folder / "null.txt").symlink_to(os.devnull)
    desk.write("a.txt", "one")
    with socket.socket(socket.AF_UNIX) as sock:
        monkeypatch.chdir(desk.folder)
        sock.bind("socket.txt")

        summary = desk.index()

    assert (summary.new, summary.failed) == (1, ())
    assert summary.skipped == {"fifo": 1, "device": 1, "socket": 1}


def test_a_fifo_that_is_named_is_skipped_and_not_looked_for_again(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    os.mkfifo(desk.folder / "fifo")

    assert desk.index(desk.folder / "fifo", path).skipped == {"fifo": 1}
    assert desk.store.known.roots == (str(path),)


def test_pictures_programs_and_empty_files_are_counted_and_no_failures(desk: Desk) -> None:
    desk.write("a.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    desk.write("b", b"\x7fELF" + bytes(90))
    desk.write("c.txt", b"")
    desk.write("d.txt", b" \n\n")
    desk.write("e.py", "print('tide')")
    desk.write("f.xml", b"")

    summary = desk.index()

    assert (summary.skipped, summary.failed, summary.new) == ({"picture": 1, "program": 2, "empty": 3}, (), 0)
    assert desk.index().skipped == summary.skipped


def test_names_that_are_not_utf8_are_read_and_found_again(desk: Desk) -> None:
    path = os.fsencode(desk.folder) + b"/caf\xe9.txt"
    with open(path, "w") as stream:  # noqa: PTH123
        stream.write("one")

    assert desk.index().new == 1
    assert [os.fsencode(name) for name in desk.store.known.files] == [path]
    assert desk.index().unchanged == 1


def refusing(call: Callable[..., object], *refused: Path) -> Callable[..., object]:
    """Return a call that the system refuses for some paths, as it does for those who are not root."""

    def wrapped(path: object, *rest: object, **named: object) -> object:
        if str(path) in map(str, refused):
            raise PermissionError(13, "Permission denied")
        return call(path, *rest, **named)

    return wrapped


def test_an_unreadable_folder_is_a_failure_and_removes_nothing_beneath_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("shut/a.txt", "open/b.txt", "open/c.txt", "d.txt"):
        desk.write(name, name)
    desk.index()
    (desk.folder / "open" / "b.txt").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refusing(os.scandir, desk.folder / "shut"))

        summary = desk.index()

    assert [str(failure) for failure in summary.failed] == [
        f"{desk.folder / 'shut'}: it may not be listed: permission denied"
    ]
    assert (summary.gone, len(desk.store.stored)) == (1, 3)
    assert desk.store.known.files[str(desk.folder / "shut")].outcome == "failed"
    assert desk.index().failed == ()
    assert str(desk.folder / "shut") not in desk.store.known.files


def test_a_folder_that_lists_its_files_but_shows_none_is_a_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As chmod 444 makes it: names can be listed, nothing behind them looked at."""
    desk.write("shut/a.txt", "one")
    desk.write("shut/b.txt", "two")
    desk.write("c.txt", "three")
    desk.index()
    listed = os.scandir

    class Shut:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self.path = entry.name, entry.path

        def is_dir(self, *, follow_symlinks: bool) -> bool:
            return False

        def stat(self) -> os.stat_result:
            raise PermissionError(13, "Permission denied")

    def scandir(path: str) -> object:
        found = listed(path)
        return contextlib.nullcontext(map(Shut, found)) if path.endswith("/shut") else found

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        summary = desk.index()

    told = f"{desk.folder / 'shut'}: its files may not be looked at: permission denied"
    assert [str(failure) for failure in summary.failed] == [told]
    assert (summary.skipped, summary.gone, len(desk.store.stored)) == ({}, 0, 3)
    assert desk.index().failed == ()
    assert str(desk.folder / "shut") not in desk.store.known.files


def test_a_pipe_by_the_name_of_a_manifest_is_never_opened(desk: Desk) -> None:
    desk.write("a.txt", "one")
    os.mkfifo(desk.folder / "manifest.json")

    assert desk.index().skipped == {"fifo": 1}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failure_and_read_once_it_may_be(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    path.chmod(0)

    assert [failure.reason for failure in desk.index().failed] == ["it may not be read: permission denied"]
    path.chmod(0o644)
    assert desk.index().new == 1


def test_a_file_that_vanishes_before_it_is_read_is_a_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.write("a.txt", "one")
    monkeypatch.setattr(desk.heard.__class__, "planned", lambda *_: path.unlink())

    assert [str(failure) for failure in desk.index().failed] == [f"{path}: it has vanished"]
    assert desk.store.known.files == {}


def test_a_file_that_vanished_when_the_folder_was_listed_takes_nothing_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    walk = Walk()
    folders = walk.files(str(tmp_path))
    with os.scandir(tmp_path) as listing:
        entries = list(listing)
    (tmp_path / "a.txt").unlink()

    assert walk._listed(entries, []) == []
    assert list(walk.skipped.values()) == ["vanished"]
    assert list(folders) == [[]]


def test_a_path_that_is_not_there_is_a_failure_and_no_root(desk: Desk) -> None:
    summary = desk.index(desk.folder / "none")

    assert [failure.reason for failure in summary.failed] == ["there is no such file or folder"]
    assert desk.store.known.roots == ()


def test_an_archive_of_this_program_is_never_indexed_itself(desk: Desk) -> None:
    desk.write("morgue/manifest.json", json.dumps({"newsmorgue": 1, "roots": []}))
    desk.write("morgue/people.txt", "no article")
    desk.write("site/manifest.json", "[")
    desk.write("site/a.txt", "one")

    summary = desk.index()

    assert desk.bodies() == {"one": ["a.txt"]}
    assert summary.skipped["archive of this program"] == 1


def test_of_another_file_called_manifest_only_the_beginning_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web page", "icons": [' + "1," * 9_000 + "1]}")
    monkeypatch.setattr("archive.ingest.walk.json.loads", lambda _: pytest.fail("read whole"))

    assert walked(tmp_path) == ["manifest.json"]


def test_two_slashes_before_a_path_are_one(desk: Desk) -> None:
    desk.write("a.txt", "one")

    assert desk.index(f"/{desk.folder}").new == 1
    assert desk.index().unchanged == 1
    assert desk.store.known.roots == (str(desk.folder),)


def test_a_file_named_by_itself_is_a_root(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")

    assert desk.index(path).new == 1
    assert desk.store.known.roots == (str(path),)


def test_a_wider_root_takes_the_place_of_those_it_reaches(desk: Desk) -> None:
    desk.write("sub/a.txt", "one")
    desk.write(".hidden/b.txt", "two")
    desk.index(desk.folder / "sub", desk.folder / ".hidden")

    assert desk.index().unchanged == 1
    assert desk.store.known.roots == (str(desk.folder / ".hidden"), str(desk.folder))
    assert desk.index(desk.folder / "sub").unchanged == 1
    assert desk.store.known.roots == (str(desk.folder / ".hidden"), str(desk.folder))
    assert len(desk.store.stored) == 2


def test_thousands_of_files_named_by_themselves_are_not_each_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counted(path: str, root: str) -> bool:
        compared.append(path)
        return lies_in(path, root)

    lies_in = roots.lies_in
    monkeypatch.setattr(roots, "lies_in", counted)
    named = [f"/news/{at % 7}/{at}.txt" for at in range(2_000)]

    assert roots.with_roots((), named, {}) == tuple(named)
    assert roots.with_roots(named, ["/news/3"], {})[-1] == "/news/3"
    assert {roots.root_of(path, set(named)) for path in named} == set(named)
    assert roots.root_of("/news/1/2/3", {"/", "/news", "/new"}) == "/"
    assert roots.root_of("/news/1", {"/new", "/news/1/2"}) is None
    assert len(compared) < 10 * 2_000
