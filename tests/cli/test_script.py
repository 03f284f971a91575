"""The installed console script, over an archive of the sample articles of the project."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SCRIPT

Script = Callable[..., "subprocess.CompletedProcess[bytes]"]
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all sample articles."""
    folder = tmp_path_factory.mktemp("morgue") / "archive"
    done = subprocess.run(
        [SCRIPT, "--archive", folder, "index", SEEDS], capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert "new" in done.stdout
    return folder


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert done.stderr == b"", done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_faceted_search_answers(script: Script, archive: Path) -> None:
    options = ("--facets", "person", "source", "place", "--limit", "10", "--json")
    done = script("--archive", archive, "search", "harbour", *options)

    *found, summary = records(done)
    assert done.returncode == 0
    assert {each["type"] for each in found} == {"hit", "facet"}
    assert {each["field"] for each in found if each["type"] == "facet"} == {"person", "source", "place"}
    assert summary["type"] == "summary"
    assert isinstance(summary["total"], int) and summary["total"] > summary["shown"] == 10  # type: ignore[operator]


def test_searches_print_the_same_without_a_terminal_and_without_colour(script: Script, archive: Path) -> None:
    plain = script("--archive", archive, "search", "harbour")
    bare = script("--archive", archive, "search", "harbour", NO_COLOR="1")

    assert plain.returncode == 0
    assert plain.stdout == bare.stdout
    assert b"\x1b" not in plain.stdout + plain.stderr
    assert all(len(line) <= 80 for line in plain.stdout.decode().splitlines())


def test_ids_lead_to_articles(script: Script, archive: Path) -> None:
    ids = script("--archive", archive, "search", "harbour", "--ids", "-0").stdout.decode().split("\0")
    shown = script("--archive", archive, "show", ids[0][:12], "--json")

    article, summary = records(shown)
    assert ids[-1] == ""
    assert article["id"] == ids[0]
    assert summary["total"] == 1


def test_raw_copy_is_the_file_byte_for_byte(script: Script, archive: Path) -> None:
    (hit, _) = records(script("--archive", archive, "search", "harbour", "--limit", "1", "--json"))
    raw = script("--archive", archive, "show", "--raw", str(hit["id"]))

    assert raw.stdout == Path(str(hit["path"])).read_bytes()


def test_a_person_is_found_by_any_form(script: Script, archive: Path) -> None:
    first, *_ = records(script("--archive", archive, "people", "--limit", "1", "--json"))
    surname = str(first["name"]).split()[-1].upper()

    *found, summary = records(script("--archive", archive, "people", surname, "--json"))
    assert first["name"] in [each.get("name") for each in found]
    assert summary["total"] != 0


def test_nothing_found_ends_with_one(script: Script, archive: Path) -> None:
    done = script("--archive", archive, "search", "xylophonist")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"Nothing found for xylophonist.")


def test_a_broken_query_ends_with_two(script: Script, archive: Path) -> None:
    done = script("--archive", archive, "search", 'harbour "storm')

    assert (done.returncode, done.stdout) == (2, b"")
    assert b'  harbour "storm\n          ^' in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_early_is_no_failure(archive: Path) -> None:
    command: list[str | Path] = [SCRIPT, "--archive", archive, "search", "--limit", "1000", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        status = process.wait(timeout=60)

    assert (status, err) == (0, b"")


@pytest.mark.parametrize("command", [["--help"], ["search", "--limit", "100"], ["people"]])
def test_a_closed_pipe_is_no_failure(archive: Path, command: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen([SCRIPT, "--archive", archive, *command], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert b"Error" not in err and b"rror:" not in err


def test_indexing_again_finds_nothing_new(script: Script, archive: Path) -> None:
    (summary,) = records(script("--archive", archive, "index", "--json"))

    assert summary["new"] == summary["changed"] == summary["gone"] == 0
    assert summary["unchanged"] != 0


def test_what_was_indexed_can_be_checked_and_counted(script: Script, archive: Path) -> None:
    assert script("--archive", archive, "check").stdout.startswith(b"all is well: ")
    (summary,) = records(script("--archive", archive, "status", "--json"))

    assert summary["articles"] == summary["total"] != 0
    assert summary["roots"] == [str(SEEDS)]


def test_the_module_runs_as_the_script_does(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "archive", "--version"], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.stdout.startswith("newsmorgue ")


def test_ctrl_c_keeps_what_is_finished_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.txt").write_text(f"ASTREL (Reuters) - The wall number {number} fell on Thursday. " * 20)
    command: list[str | Path] = [SCRIPT, "--archive", tmp_path / "archive", "index", "--jobs", "1", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (tmp_path / "archive" / "toc.json").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)

    assert process.returncode == 130
    assert b"Stopped: what was finished is kept." in out or b"interrupted" in err
    assert b"Traceback" not in err


def _write_until(seen: threading.Event, folder: Path) -> None:
    """Write one file after another, since the first may fall between the last look and the watch."""
    for number in range(1000):
        (folder / f"more-{number}.txt").write_text(f"The harbour wall number {number} fell on Friday.")
        if seen.wait(3.0):
            return


def test_watching_takes_in_what_changes_until_ctrl_c(tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "one.txt").write_text("The harbour wall number one fell on Thursday.")
    command: list[str | Path] = [SCRIPT, "--archive", tmp_path / "archive", "index", "--watch", "--json", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        first = json.loads(process.stdout.readline())
        said = process.stderr.readline()
        seen = threading.Event()
        writer = threading.Thread(target=_write_until, args=(seen, folder))
        writer.start()
        second = json.loads(process.stdout.readline())
        seen.set()
        writer.join()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        status = process.wait(timeout=60)

    assert first["new"] == 1
    assert second["new"] >= 1
    assert said == b"watching for changes; Ctrl-C ends it\n"
    assert (status, rest) == (130, b"")


@pytest.mark.parametrize(
    "waiting",
    [
        "atexit.register(print, 'at the end')",
        "threading.Thread(target=lambda: (time.sleep(0.5), print('at the end'))).start()",
    ],
)
def test_the_program_ends_at_once_only_where_nothing_waits_for_its_end(waiting: str) -> None:
    code = f"import atexit, sys, threading, time; {waiting}; from archive.cli import start; sys.exit(start())"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)

    version, last = done.stdout.splitlines()
    assert version.startswith("newsmorgue ")
    assert last == "at the end"


def test_a_status_and_all_output_survive_the_quick_end(archive: Path, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run([SCRIPT, "--archive", archive, "search", "--ids"], stdout=out, check=False, timeout=60)
    none = subprocess.run([SCRIPT, "--archive", archive, "search", "xylophonist"], capture_output=True, check=False)

    assert done.returncode == 0
    assert len((tmp_path / "out").read_text().splitlines()) > 10
    assert (none.returncode, none.stdout) == (1, b"")
    assert none.stderr.startswith(b"Nothing found")
