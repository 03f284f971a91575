"""Commands that read files or change the archive, over the engine that stores."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from archive.ingest.rebuild import Rebuilt
from archive.ingest.values import Summary
from index.article import Article
from index.engine import open_engine, writer_lock
from index.ledger import FileRecord, LedgerUpdate
from index.request import ArchiveStats
from index.whoosh.commit import Commit
from index.whoosh.engine import WhooshEngine
from tests.cli.conftest import STORY, Result, Runner


def summary(result: Result) -> dict[str, Any]:
    last: dict[str, Any] = json.loads(result.out.splitlines()[-1])
    assert last["type"] == "summary"
    return last


def test_indexing_tells_what_it_did(run: Runner, clippings: Path) -> None:
    (clippings / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    result = run("index", "clippings")

    assert result.status == 0
    assert result.out.startswith("3 articles read in ")
    assert "3 new, 0 changed, 0 moved, 0 gone, 0 unchanged, 1 skipped, 0 failed" in result.out
    assert "\nskipped: picture 1\n" in result.out
    assert result.err == ""


def test_only_what_has_changed_is_worked_on(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    (clippings / "one.txt").write_text(STORY.format("one and a half"))
    (clippings / "two.txt").rename(clippings / "zwei.txt")
    (clippings / "three.txt").unlink()
    (clippings / "four.txt").write_text(STORY.format("four"))

    counts = summary(run("index", "--json"))

    assert {name: counts[name] for name in ("new", "changed", "moved", "gone", "unchanged")} == {
        "new": 1,
        "changed": 1,
        "moved": 1,
        "gone": 1,
        "unchanged": 0,
    }


def test_more_than_half_of_a_folder_goes_only_when_asked(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    (clippings / "one.txt").unlink()
    (clippings / "two.txt").unlink()

    held = run("index")
    pruned = run("index", "--prune")

    assert "run again with --prune" in " ".join(held.out.split())
    assert "2 gone" in pruned.out


def test_a_missing_folder_keeps_its_articles_and_is_named(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    clippings.rename(clippings.with_name("unplugged"))

    result = run("index")

    assert "not there now; its articles stay" in " ".join(result.out.split())
    assert summary(run("search", "--limit", "0", "--json"))["total"] == 3


def test_a_file_that_cannot_be_read_fails_alone(run: Runner, clippings: Path) -> None:
    result = run("index", "clippings", "missing.txt")

    assert result.status == 2
    assert result.err.startswith(f"{clippings.parent}/missing.txt: ")
    assert result.err.count("\n") == 1
    assert "3 new" in result.out


def test_a_file_of_which_a_record_was_lost_is_among_the_failed(run: Runner, clippings: Path) -> None:
    whole = json.dumps({"title": "Wall", "body": STORY.format("four")})
    (clippings / "feed.jsonl").write_text(f'{whole}\n{{"title": "Wall\n{whole.replace("four", "five")}\n')

    assert "4 new" in run("index", "clippings").out
    (failed,) = summary(run("status", "--json"))["failed"]

    assert failed["path"] == f"{clippings}/feed.jsonl"
    assert run("status", "--failed").out == f"{failed['path']}: {failed['reason']}\n"


def test_files_that_hold_no_article_are_listed_with_what_they_are(run: Runner, clippings: Path) -> None:
    assert run("index", "clippings").status == 0
    assert run("status", "--failed", "--skipped").err == "no file has failed\n"
    (clippings / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    (clippings / "gone.html").write_text("<html><title>404 Not Found</title><h1>404 Not Found</h1></html>")
    told = {"gone.html": "error page or login", "robots.txt": "rules for robots"}

    assert run("index", "clippings").status == 0
    assert run("status", "--skipped").out == "".join(f"{clippings}/{name}: {kind}\n" for name, kind in told.items())
    assert summary(run("status", "--skipped", "--json"))["skipped"] == [
        {"path": f"{clippings}/{name}", "reason": kind} for name, kind in told.items()
    ]
    assert "skipped" not in summary(run("status", "--json"))


def test_a_record_that_lies_in_two_files_is_counted_once_and_the_second_is_named(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    assert run("status", "--duplicates") == Result(0, "", "no article lies in more than one place\n")
    (clippings / "uno.txt").write_bytes((clippings / "one.txt").read_bytes())
    run("index", "clippings")

    told = run("status")

    assert "articles      3, 1 of them in more than one place\n" in told.out
    assert "newsmorgue status --duplicates lists the files" in told.err
    assert run("status", "--duplicates").out == f"{clippings}/uno.txt: the same as {clippings}/one.txt\n"
    assert summary(run("status", "--duplicates", "--json"))["duplicates"] == [
        [[f"{clippings}/one.txt", None, 0], [f"{clippings}/uno.txt", None, 0]]
    ]


def test_a_dry_run_lists_what_it_passes_by_hidden_files_too(run: Runner, clippings: Path) -> None:
    (clippings / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    os.utime(clippings / "picture.png", (1e9, 1e9))
    (clippings / ".hidden.txt").write_text(STORY.format("four"))
    run("index", "clippings")

    result = run("index", "--dry-run")

    assert result.out == f"skipped {clippings}/.hidden.txt: hidden file\nskipped {clippings}/picture.png: picture\n"
    assert [each["reason"] for each in summary(run("index", "--dry-run", "--json"))["skipped"]] == [
        "hidden file",
        "picture",
    ]


def test_a_dry_run_changes_nothing(run: Runner, clippings: Path) -> None:
    result = run("index", "--dry-run", "clippings/one.txt", "missing.txt")

    assert result.status == 2
    assert result.out.startswith(f"new     {clippings}/one.txt\nfailed  {clippings.parent}/missing.txt: ")
    assert result.err == "would be: 1 new, 0 changed, 0 to read again, 0 moved, 0 gone, 0 unchanged, 0\nskipped\n"
    assert not (clippings.parent / "archive").exists()


def test_a_dry_run_for_an_empty_folder_says_what_indexing_would_do(run: Runner, clippings: Path) -> None:
    (clippings.parent / "archive").mkdir()

    assert summary(run("index", "--dry-run", "--json", "clippings/one.txt"))["new"] == [f"{clippings}/one.txt"]
    assert list((clippings.parent / "archive").iterdir()) == []


def test_a_dry_run_tells_what_would_move_and_go(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    (clippings / "two.txt").rename(clippings / "zwei.txt")
    (clippings / "three.txt").unlink()

    plan = summary(run("index", "--dry-run", "--json"))
    told = run("index", "--dry-run").out

    assert plan["moved"] == [[str(clippings / "two.txt"), str(clippings / "zwei.txt")]]
    assert plan["gone"] == [str(clippings / "three.txt")]
    assert (plan["new"], plan["dry_run"], plan["unchanged"]) == ([], True, 1)
    assert f"moved   {clippings}/zwei.txt  from {clippings}/two.txt\n" in told
    assert f"gone    {clippings}/three.txt\n" in told


def test_forgotten_files_stay_out_until_they_are_named(run: Runner, clippings: Path) -> None:
    run("index", "clippings")

    forgotten = run("forget", "clippings/one.txt")
    run("index", "clippings")
    without = summary(run("search", "number", "--limit", "0", "--json"))
    run("index", "clippings/one.txt")
    again = summary(run("search", "number", "--limit", "0", "--json"))

    assert forgotten == Result(0, "1 file and 1 article taken out\n", "")
    assert (without["total"], again["total"]) == (2, 3)


def test_forgetting_as_json(run: Runner, clippings: Path) -> None:
    run("index", "clippings")

    told = summary(run("forget", "clippings", "--json"))

    assert (told["files"], told["articles"]) == (3, 3)


def test_forgetting_what_is_not_there_fails(run: Runner, clippings: Path) -> None:
    run("index", "clippings")

    result = run("forget", "elsewhere.txt")

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"{clippings.parent}/elsewhere.txt: ")


def test_a_damaged_archive_is_rebuilt_from_its_files(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    for stored in (clippings.parent / "archive").rglob("*"):
        if stored.is_file() and stored.name != "manifest.json":
            stored.write_bytes(b"broken")

    broken = run("search", "harbour")
    rebuilt = run("rebuild")
    again = run("search", "harbour", "--ids")

    assert broken.status in (1, 2)
    assert "fault of the program" not in broken.err
    assert rebuilt.status == 0
    assert "the old archive could not help: " in rebuilt.err
    assert "3 new" in rebuilt.out
    assert len(again.out.split()) == 3


def test_rebuilding_keeps_articles_whose_files_are_gone(run: Runner, clippings: Path) -> None:
    run("index", "clippings")
    (clippings / "one.txt").unlink()

    result = run("rebuild", "--json")

    assert result.err == f"{clippings}/one.txt: cannot be read now; its articles were taken over\n"
    assert summary(result)["new"] == 2
    assert summary(run("search", "--limit", "0", "--json"))["total"] == 3


def test_a_rebuild_that_was_stopped_says_that_nothing_of_it_was_kept(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.rebuild.rebuild", lambda *_, **__: Rebuilt(Summary(new=2, interrupted=True)))

    assert run("rebuild") == Result(130, "", "stopped: the old archive stays as it was\n")
    assert summary(run("rebuild", "--json"))["interrupted"]


def test_a_rebuild_names_files_whose_articles_were_damaged(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.ingest.rebuild.rebuild", lambda *_, **__: Rebuilt(Summary(), lost=("/a\x1b.txt",)))

    told = run("rebuild")

    assert told.status == 2
    assert told.err == "/a\\x1b.txt: cannot be read now, and its articles were damaged: index it again\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["index"], "/archive: there is no archive yet: newsmorgue index FOLDER makes one\n"),
        (["index", "cliping"], "cliping: there is no such file or folder, so no archive is begun\n"),
        (["index", "--dry-run"], "nothing to index yet: name a file or a folder\n"),
        (["index", "--prune", "--keep-missing", "."], "--prune and --keep-missing exclude each other: choose one\n"),
        (["index", "--dry-run", "--watch", "."], "so there is nothing to --watch: choose one\n"),
        (["index", ""], "the path is empty: name a file or a folder.\nTry: newsmorgue index --help\n"),
        (["forget", ""], "the path is empty: name a file or a folder.\nTry: newsmorgue forget --help\n"),
        (["--archive", "", "index", "."], "the path is empty: name a file or a folder.\nTry: newsmorgue --help\n"),
        (["rebuild"], "/archive: here is no archive: name its folder with --archive\n"),
    ],
)
def test_what_cannot_be_done_is_refused_without_many_words(
    run: Runner, tmp_path: Path, args: list[str], said: str
) -> None:
    result = run(*args)

    assert (result.status, result.out) == (2, "")
    assert result.err.endswith(said)
    assert result.err.count("\n") == said.count("\n")
    assert not (tmp_path / "archive").exists()


def test_whether_a_path_can_be_read_is_found_out_by_reading_it(
    run: Runner, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK and real(path, mode))

    assert run("index", str(clippings)).status == 0


@pytest.mark.parametrize("args", [["search", "harbour"], ["index", "clippings"], ["index", "--dry-run"], ["rebuild"]])
def test_a_folder_that_is_no_archive_is_left_alone(run: Runner, clippings: Path, args: list[str]) -> None:
    mine = clippings.parent / "mine"
    mine.mkdir()
    (mine / "letters.txt").write_text("Dear Ana,")

    result = run("--archive", str(mine), *args)

    assert result.status == 2
    assert result.err.startswith(f"{mine}")
    assert [path.name for path in mine.iterdir()] == ["letters.txt"]


def test_a_bar_is_shown_on_a_terminal(run: Runner, clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")

    result = run("index", "clippings", "missing.txt", terminal=True)

    assert result.status == 2
    assert "reading" in result.err
    assert "missing.txt: " in result.err
    assert "3 new" in result.out


@pytest.mark.parametrize("size", ["512", "2", "MB", "-1GB", "8MB", "1.5GB", "lots"])
def test_an_amount_of_memory_that_is_none_is_refused(run: Runner, clippings: Path, size: str) -> None:
    result = run("index", "--memory", size, "clippings")

    assert result.status == 2
    assert size in result.err


def test_with_less_memory_articles_are_written_sooner(
    run: Runner, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[int] = []
    whole = Commit.add

    def counted(self: Commit, articles: Iterable[Article]) -> None:
        some = list(articles)
        commits.append(len(some))
        whole(self, some)

    monkeypatch.setattr(Commit, "add", counted)
    for number in range(4):
        (clippings / f"long{number}.txt").write_text(STORY.format(number) + " And it fell again." * 60_000)

    assert run("index", "--memory", "16mb", "clippings").status == 0
    assert sum(commits) == 7
    assert max(commits) <= 4


@pytest.mark.parametrize("args", [["index"], ["forget", "clippings"], ["rebuild"]])
def test_how_long_to_wait_for_another_writer_can_be_said(
    run: Runner, clippings: Path, tmp_path: Path, args: list[str]
) -> None:
    run("index", "clippings")

    with writer_lock(tmp_path / "archive"):
        result = run(*args, "--wait", "0")

    assert (result.status, result.out) == (2, "")
    assert "waited 0 s (--wait to wait longer)" in result.err
    assert run(*args, "--wait", "0").status == 0


def test_what_is_written_while_the_archive_is_counted_is_no_fault(
    run: Runner, clippings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", "clippings")
    counted = WhooshEngine.stats

    def slowly(engine: WhooshEngine) -> ArchiveStats:
        for name in ("four", "five"):
            with open_engine(tmp_path / "archive", "write") as writer:
                record = FileRecord(1, 1, "d", "skipped", 1, reason="no article")
                writer.commit([], [], LedgerUpdate(put={f"/{name}/{at}.txt": record for at in range(9)}))
        return counted(engine)

    monkeypatch.setattr(WhooshEngine, "stats", slowly)
    result = run("status", "--json")

    assert (result.status, result.err) == (0, "")
    assert summary(result)["files"] == 3
