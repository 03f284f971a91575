"""What a worker makes of one file, and how files of many records reach the archive."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from archive.errors import ReadError
from archive.ingest import handover, worker
from archive.ingest import run as running
from archive.ingest.digest import digest_file, digest_of, trusted_time
from archive.ingest.handover import Giver, Taker
from archive.ingest.interrupt import Stop
from archive.ingest.pool import Came, FilePart
from archive.ingest.values import Found, Observer, Options
from archive.ingest.worker import Parse, Work, read_files
from archive.readers import Copy, FailedRecord, registry
from archive.readers.text import TextReader
from index.article import Article
from tests.ingest.conftest import Desk
from tests.ingest.fake import MemoryStore, parse


class LinesReader:
    """Reads every line of a file as a record; BAD lines cannot be read, and an END line breaks the file."""

    name = "lines"
    version = 1
    suffixes = (".lines",)

    def recognises(self, head: bytes, name: str) -> float:
        return 0.9 if name.endswith(self.suffixes) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        for number, line in enumerate(stream):
            if line.startswith(b"BAD"):
                yield FailedRecord(number, "it is bad")
            elif line.startswith(b"END"):
                raise ReadError(f"{name}: line {number + 1}: it ends too soon")
            else:
                yield Copy(line, line.decode().strip(), self.name, ordinal=number)


def in_this_process(
    files: Sequence[Found], options: Options, observer: Observer, stop: Stop, parse: Parse | None = None
) -> Generator[Came, None, None]:
    """Read files as the workers do, without processes."""
    with tempfile.TemporaryDirectory() as spool:
        for number, file in enumerate(files):
            prefix = f"{spool}/{number}"
            results = read_files((file,), Giver(prefix))
            yield from (FilePart(file, tuple(part)) for part in Taker(prefix).take())
            yield from results


@pytest.fixture
def lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk that reads lines as records, in this process."""
    monkeypatch.setattr(handover, "AHEAD", 1000)
    monkeypatch.setattr(worker._state, "work", Work(parse, 1 << 40, "", ""))
    monkeypatch.setattr(running, "read_all", in_this_process)
    monkeypatch.setattr(registry, "_built_in", lambda *_: (TextReader(), LinesReader()))
    for cached in (registry.readers, registry.fingerprint):
        cached.cache_clear()
    yield desk
    for cached in (registry.readers, registry.fingerprint):
        cached.cache_clear()


def test_every_record_of_a_file_is_an_article_with_its_number(lines: Desk) -> None:
    path = lines.write("a.lines", "one\ntwo\none\n")

    assert (lines.index().new, lines.heard.files) == (1, [("a.lines", 3)])
    assert len(lines.store.stored) == 2
    record = lines.store.known.files[str(path)]
    assert [place.ordinal for place, _ in record.articles] == [0, 1, 2]


def test_a_record_that_is_added_to_a_file_leaves_the_others_as_they_were(lines: Desk) -> None:
    lines.write("a.lines", "one\ntwo\n")
    lines.index()
    since = {article.body: article.added for article in lines.store.stored.values()}
    lines.write("a.lines", "zero\none\ntwo\n")

    assert lines.index().changed == 1
    now = {article.body: article for article in lines.store.stored.values()}
    assert {body: now[body].added for body in since} == since
    assert now["one"].locations[0].ordinal == 1


def test_articles_whose_places_alone_change_are_not_all_in_memory_at_once(
    lines: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    articles = MemoryStore.articles

    def counted(store: MemoryStore, ids: Sequence[str]) -> list[Article]:
        asked.append(len(ids))
        return articles(store, ids)

    monkeypatch.setattr(MemoryStore, "articles", counted)
    text = "".join(f"story {number}\n" for number in range(500))
    path = lines.write("a.lines", text)
    lines.index()
    path = path.rename(path.with_name("b.lines"))
    assert lines.index().moved == 1
    lines.write("b.lines", "one more\n" + text, age=20)
    assert lines.index().changed == 1
    lines.write("b.lines", "nothing else\n", age=10)
    assert lines.index().changed == 1

    assert sum(asked) == 500
    assert max(asked) <= 64
    assert list(lines.bodies()) == ["nothing else"]


def test_a_bad_record_costs_itself_alone_and_is_told(lines: Desk) -> None:
    path = lines.write("a.lines", "one\nBAD\ntwo\nBAD\n")

    summary = lines.index()

    assert [str(failure) for failure in summary.failed] == [
        f"{path}: 2 records could not be read, the first: record 1: it is bad"
    ]
    assert (summary.new, summary.articles) == (1, 2)
    assert lines.index().unchanged == 1


def test_a_file_in_which_its_reader_finds_no_record_has_no_article_in_it(lines: Desk) -> None:
    lines.write("a.lines", "")

    assert lines.index().skipped == {"no article in it": 1}


def test_of_a_file_of_which_no_record_can_be_read_it_is_told_how_many(lines: Desk) -> None:
    path = lines.write("a.lines", "BAD\nBAD\n")

    assert [str(failure) for failure in lines.index().failed] == [
        f"{path}: 2 records could not be read, the first: record 0: it is bad"
    ]


def test_a_file_of_bad_records_alone_has_failed(lines: Desk) -> None:
    lines.write("a.lines", "BAD\n")

    assert [failure.reason for failure in lines.index().failed] == ["record 0: it is bad"]
    assert lines.index().failed_before == 1


@pytest.mark.parametrize("together", [1, 64])
def test_what_was_read_before_a_file_breaks_stands(lines: Desk, monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    monkeypatch.setattr(worker, "_PART_RECORDS", together)
    path = lines.write("a.lines", "one\ntwo\nEND\nthree\n")

    summary = lines.index()

    assert [str(failure) for failure in summary.failed] == [f"{path}: line 3: it ends too soon"]
    assert sorted(lines.bodies()) == ["one", "two"]


def test_a_large_file_comes_in_parts_that_are_committed_one_by_one(
    lines: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PART_RECORDS", 10)
    monkeypatch.setattr(worker, "_GIVEN_BYTES", 100)
    monkeypatch.setattr("archive.ingest.batch._MOST_ARTICLES", 25)
    monkeypatch.setattr(worker, "_WHOLE", 100)
    path = lines.write("a.lines", "".join(f"story {number}\n" for number in range(95)))

    assert lines.index().articles == 95
    assert [len(added) for added, _, _ in lines.store.commits] == [40, 40, 15]
    begun = lines.store.commits[0][2].put[str(path)]
    assert (begun.outcome, begun.digest, len(begun.articles)) == ("failed", None, 40)
    assert lines.store.known.files[str(path)].outcome == "read"
    assert lines.index().unchanged == 1


def test_a_run_that_broke_off_within_a_file_reads_it_again(lines: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PART_RECORDS", 10)
    monkeypatch.setattr(worker, "_GIVEN_BYTES", 100)
    monkeypatch.setattr("archive.ingest.batch._MOST_ARTICLES", 25)
    lines.write("a.lines", "".join(f"story {number}\n" for number in range(95)))
    lines.store.room = 2
    with pytest.raises(Exception, match="no space left"):
        lines.index()
    lines.store.check()
    lines.store.room = None

    assert lines.index().changed == 1
    assert len(lines.store.stored) == 95
    assert lines.index().unchanged == 1


def test_a_full_folder_for_what_is_handed_over_is_not_the_fault_of_the_file(
    lines: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_GIVEN_BYTES", 1)
    lines.write("a.lines", "one\ntwo\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("archive.ingest.handover.pickle.dump", full)
        (failure,) = lines.index().failed

    assert failure.reason.startswith("no room for its articles in ")
    assert failure.reason.endswith(": no space left on device: make some, or set TMPDIR")
    assert lines.index().new == 1


def test_what_is_handed_over_comes_in_order_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker._state, "work", Work(parse, 1 << 40, "", ""))
    monkeypatch.setattr(worker, "_GIVEN_BYTES", 1)
    giver, taker = Giver(str(tmp_path / "1")), Taker(str(tmp_path / "1"))
    gathered = worker._Gathered(giver)
    for part in (["a", "b"], ["c", "d"]):
        gathered.add([Copy(text.encode(), text, "text") for text in part], "/x")
    giver.tell(700)
    giver.tell(1 << 40)

    assert taker.position() == 1 << 40
    assert [[article.body for article in part] for part in taker.take()] == [["a", "b"], ["c", "d"]]
    assert list(taker.take()) == []
    taker.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_worker_waits_while_nothing_is_taken(tmp_path: Path) -> None:
    giver, taker = Giver(str(tmp_path / "1")), Taker(str(tmp_path / "1"))
    articles = parse([Copy(b"a", "a", "text")], "/x")
    for _ in range(handover.AHEAD):
        giver.give(articles)
    waiting = threading.Thread(target=giver.give, args=(articles,))
    waiting.start()
    waiting.join(0.3)

    assert waiting.is_alive()
    assert len(list(tmp_path.iterdir())) == handover.AHEAD
    assert len(next(taker.take())) == 1
    waiting.join(60)
    assert not waiting.is_alive()
    assert len(list(taker.take())) == handover.AHEAD


def test_small_files_are_parsed_together_and_keep_their_places(lines: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counting(copies: Sequence[Copy], name: str) -> list[Article]:
        calls.append(len(copies))
        return parse(copies, name)

    monkeypatch.setattr(worker._state, "work", Work(counting, 1 << 40, "", ""))
    lines.write("a.lines", "one\ntwo\n")
    lines.write("b.png", b"\x89PNG\r\n\x1a\n")
    lines.write("c.txt", "three")
    files = [Found(str(lines.folder / name), 1, 0) for name in ("a.lines", "b.png", "c.txt", "none.txt")]

    results = read_files(files, Giver(""))

    assert calls == [3]
    assert [
        [(it.body, it.locations[0].path, it.locations[0].ordinal) for it in result.articles] for result in results
    ] == [
        [("one", files[0].path, 0), ("two", files[0].path, 1)],
        [],
        [("three", files[2].path, 0)],
        [],
    ]
    assert [result.outcome for result in results] == ["read", "skipped", "read", "failed"]


def test_a_file_that_changes_while_it_is_read_is_looked_at_again(lines: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines.write("a.txt", "one")

    def meddling(copies: Sequence[Copy], name: str) -> list[Article]:
        then = path.stat().st_mtime_ns + 7
        os.utime(path, ns=(then, then))
        return parse(copies, name)

    monkeypatch.setattr(worker._state, "work", Work(meddling, 1 << 40, "", ""))
    lines.index()

    assert lines.store.known.files[str(path)].mtime_ns != path.stat().st_mtime_ns


def test_a_file_that_has_become_a_fifo_is_skipped(lines: Desk) -> None:
    os.mkfifo(lines.folder / "a.txt")

    (result,) = read_files((Found(str(lines.folder / "a.txt"), 3, 0),), Giver(""))

    assert (result.outcome, result.reason) == ("skipped", "no regular file")


def test_of_what_is_no_article_only_the_beginning_is_read(lines: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines.write("film.mp4", b"\0\0\0\x18ftypmp42")
    monkeypatch.setattr(worker, "digest_of", lambda _: pytest.fail("it was read whole"))

    assert lines.index().skipped == {"sound or film": 1}
    record = lines.store.known.files[str(path)]
    assert (record.size, record.mtime_ns, record.digest) == (12, path.stat().st_mtime_ns, None)
    touched = path.stat().st_mtime_ns + 9
    os.utime(path, ns=(touched, touched))
    assert lines.index().skipped == {"sound or film": 1}
    assert lines.store.known.files[str(path)].mtime_ns == touched


def test_a_read_that_stops_halfway_is_a_failure(lines: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines.write("a.txt", "one")

    def stop(*_: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(worker, "digest_of", stop)
    (result,) = read_files((Found(str(path), 3, 0),), Giver(""))

    assert (result.outcome, result.reason) == ("failed", "it cannot be read: input/output error")


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"tide" * 700_000)

    assert digest_file(str(tmp_path / "a")) == digest_of(b"tide" * 700_000)


def test_only_the_time_of_a_fresh_file_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    now = time.time_ns()
    for age, trusted in ((0, False), (1_000_000_000, False), (3_000_000_000, True), (-5_000_000_000, True)):
        os.utime(tmp_path / "a", ns=(now - age, now - age))
        changed = (tmp_path / "a").stat().st_mtime_ns
        assert (trusted_time(changed, now) == changed) is trusted


NAMES = st.sampled_from(["a.txt", "b.txt", "sub/c.txt", "sub/d.txt", "e.lines"])
TEXTS = st.sampled_from(["one", "two", "three", "one\ntwo", "two\nthree\none", " "])


@pytest.mark.usefixtures("lines")
def test_after_any_changes_the_archive_holds_what_the_folder_holds(
    lines: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    class Folder(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            folder = tmp_path_factory.mktemp("stories")
            self.desk = Desk(folder)
            self.clock = 10_000.0

        @rule(name=NAMES, text=TEXTS)
        def write(self, name: str, text: str) -> None:
            self.clock -= 1
            self.desk.write(name, text, self.clock)

        @rule(name=NAMES)
        def remove(self, name: str) -> None:
            (self.desk.folder / name).unlink(missing_ok=True)

        @rule(old=NAMES, new=NAMES)
        def move(self, old: str, new: str) -> None:
            (self.desk.folder / new).parent.mkdir(exist_ok=True)
            if (self.desk.folder / old).exists():
                (self.desk.folder / old).rename(self.desk.folder / new)

        @rule()
        def index(self) -> None:
            self.desk.index(prune=True)
            held = {
                text
                for path in self.desk.folder.rglob("*.*")
                for text in (path.read_text().split("\n") if path.suffix == ".lines" else [path.read_text()])
                if path.suffix == ".lines" or text.strip()
            }
            assert {article.raw.decode().rstrip("\n") for article in self.desk.store.stored.values()} == held

        @invariant()
        def articles_and_ledger_agree(self) -> None:
            self.desk.store.check()

    Folder.TestCase.settings = settings(
        max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    Folder.TestCase().runTest()
