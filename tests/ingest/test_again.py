"""What an earlier run read, failed at or was told to leave out, when it is met again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.extract.version import READER_VERSION
from archive.ingest import versions
from archive.ingest.plan import make_plan
from archive.ingest.values import Found, Observer, Options
from archive.readers import registry
from archive.readers.text import TextReader
from tests.ingest.conftest import Desk


def names(files: Sequence[Found]) -> list[str]:
    return [Path(file.path).name for file in files]


def touched(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime_ns + int(seconds * 1e9)
    os.utime(path, ns=(then, then))


def test_a_newer_reader_reads_again_what_an_older_one_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "one")
    desk.index()
    (before,) = desk.store.stored.values()
    monkeypatch.setattr(TextReader, "version", TextReader.version + 1)

    summary = desk.index()

    assert (summary.reread, summary.unchanged, summary.new) == (1, 0, 0)
    assert [article.added for article in desk.store.stored.values()] == [before.added]
    assert list(desk.store.stored) == [before.id]


def test_newer_extractors_read_again_and_older_ones_do_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "one")
    desk.index()
    monkeypatch.setattr(versions, "READER_VERSION", READER_VERSION + 1)
    assert desk.index().reread == 1
    monkeypatch.setattr(versions, "READER_VERSION", READER_VERSION)
    assert desk.index().unchanged == 1


def test_a_file_that_no_reader_knew_is_looked_at_again_when_there_are_other_readers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a.py", "print('tide')")
    assert desk.index().skipped == {"program": 1}
    monkeypatch.setattr(versions, "fingerprint", lambda: 1)

    plan = make_plan(desk.store.ledger(), [str(desk.folder)], Options(), Observer(), desk.stop)

    assert names(plan.reread) == ["a.py"]


def test_a_file_whose_reader_is_no_longer_installed_stays_as_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "one")
    desk.index()
    registry.readers.cache_clear()
    monkeypatch.setattr(registry, "_built_in", lambda *_: ())
    try:
        assert desk.index().unchanged == 1
    finally:
        registry.readers.cache_clear()


def test_a_failed_file_is_left_alone_until_it_changes(desk: Desk) -> None:
    path = desk.write("a.txt", bytes(range(1, 32)) * 9)
    first = desk.index()
    assert [failure.reason for failure in first.failed] == [
        "not text, though it is named so: it holds too many control characters: save it anew"
    ]
    record = desk.store.known.files[str(path)]
    assert (record.outcome, record.reason) == ("failed", first.failed[0].reason)

    again = desk.index()
    assert (again.failed, again.failed_before) == ((), 1)

    desk.write("a.txt", "mended", age=10)
    assert (desk.index().changed, desk.bodies()) == (1, {"mended": ["a.txt"]})


def test_a_failed_file_is_tried_again_when_asked(desk: Desk) -> None:
    desk.write("a.txt", bytes(range(1, 32)) * 9)
    desk.index()

    assert len(desk.index(retry=True).failed) == 1


def test_what_was_read_before_a_file_broke_stays(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    desk.write("a.txt", bytes(range(1, 32)) * 9)

    assert len(desk.index().failed) == 1
    assert desk.bodies() == {"one": ["a.txt"]}

    desk.write("a.txt", "two", age=5)
    desk.index()
    assert desk.bodies() == {"two": ["a.txt"]}


def test_a_file_that_lost_its_words_gives_up_its_article(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    desk.write("a.txt", "  \n")

    assert desk.index().skipped == {"empty": 1}
    assert desk.bodies() == {}


def forgotten(desk: Desk, path: Path) -> None:
    """Mark a path as forgotten, as taking files out does."""
    from archive.ingest.forget import forget

    forget(desk.store, [str(path)])
    desk.store.check()


def test_a_forgotten_file_stays_out_until_it_is_named(desk: Desk) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    forgotten(desk, path)
    assert desk.bodies() == {"two": ["b.txt"]}

    assert (desk.index().forgotten, len(desk.bodies())) == (1, 1)
    desk.write("a.txt", "one, changed", age=5)
    assert (desk.index().forgotten, len(desk.bodies())) == (1, 1)

    assert desk.index(path).new == 1
    assert len(desk.bodies()) == 2
    assert desk.index().forgotten == 0


def test_a_forgotten_folder_stays_out_with_all_that_comes_into_it(desk: Desk) -> None:
    desk.write("sub/a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    forgotten(desk, desk.folder / "sub")
    desk.write("sub/c.txt", "three")

    summary = desk.index()
    assert (summary.forgotten, summary.new, desk.bodies()) == (1, 0, {"two": ["b.txt"]})

    assert desk.index(desk.folder / "sub").new == 2
    assert (desk.index().unchanged, desk.store.known.roots) == (3, (str(desk.folder),))


def test_a_file_named_within_a_forgotten_folder_comes_back_alone(desk: Desk) -> None:
    path = desk.write("sub/a.txt", "one")
    desk.write("sub/b.txt", "two")
    desk.index()
    forgotten(desk, desk.folder / "sub")

    assert desk.index(path).new == 1
    summary = desk.index()
    assert (summary.gone, summary.forgotten, desk.bodies()) == (0, 1, {"one": ["a.txt"]})


def test_options_to_be_remembered_are(desk: Desk) -> None:
    desk.index(remember={"map": "body=story"})
    desk.index()

    assert desk.store.known.options == {"map": "body=story"}


def test_a_root_that_cannot_be_looked_at_is_a_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    desk.write("a.txt", "one")
    desk.index()
    with monkeypatch.context() as patch:
        patch.setattr("archive.ingest.walk.Walk.files", refuse)
        summary = desk.index()

    assert [failure.reason for failure in summary.failed] == ["it cannot be looked at: permission denied"]
    assert len(desk.store.stored) == 1


def test_a_known_file_that_cannot_be_read_keeps_its_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    touched(path, 5)
    path.rename(desk.folder / "c.txt")
    desk.write("b.txt", "new", age=5)
    monkeypatch.setattr("archive.ingest.plan.digest_file", lambda path: refused())

    summary = desk.index()

    assert (summary.moved, summary.new, summary.changed) == (0, 1, 1)
    assert desk.bodies() == {"one": ["c.txt"], "new": ["b.txt"]}


def refused() -> str:
    raise OSError(5, "Input/output error")


def test_what_cannot_be_looked_at_is_not_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.write("a.txt", "one")
    desk.write("b.txt", "two")
    desk.index()
    path.unlink()
    monkeypatch.setattr("archive.ingest.plan.os.lstat", lambda _: refused())

    assert desk.index().gone == 0
