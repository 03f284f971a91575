"""Columns named on the command line, and remembered by the archive."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.cli import main, output
from archive.readers.columns import map_columns

STORY = "PORT ALDEN (Reuters) - " + "The harbour stays open, mayor Ana Ruiz said on Monday. " * 8
TABLE = f'hed,wording,day\nHarbour open,"{STORY}",2016-07-14\n'


@pytest.fixture(autouse=True)
def _unmapped() -> Iterator[None]:
    yield
    map_columns({})


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    output._console.cache_clear()
    status = main(args)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_a_mapping_reads_a_table_and_later_runs_repeat_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, archive = tmp_path / "in", ("--archive", str(tmp_path / "archive"))
    folder.mkdir()
    (folder / "a.csv").write_text(TABLE)

    status, _, told = run(capsys, *archive, "index", str(folder))
    assert status == 2
    assert "a.csv: line 1: no column is known to hold the text; there are hed, wording, day" in told

    status, _, _ = run(
        capsys, *archive, "index", "--map", "body=wording", "--map", "headline=hed", "--map", "published=day"
    )
    assert status == 0
    (folder / "b.csv").write_text(TABLE.replace("Harbour open", "Bells silent"))
    assert run(capsys, *archive, "index")[0] == 0

    _, found, _ = run(capsys, *archive, "search", "--json", "harbour")
    hits = [each for each in map(json.loads, found.splitlines()) if each["type"] == "hit"]
    assert {hit["headline"] for hit in hits} == {"Harbour open", "Bells silent"}
    assert {hit["published"] for hit in hits} == {"2016-07-14"}


def test_a_mapping_that_comes_later_reads_tables_again_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = ("--archive", str(tmp_path / "archive"))
    (tmp_path / "a.csv").write_text(TABLE.replace("wording", "body"))
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    named = [str(tmp_path / name) for name in ("a.csv", "b.txt", "c.png")]
    for path in named:
        os.utime(path, (1_500_000_000, 1_500_000_000))  # what is younger than a tick of the clock is looked at again
    run(capsys, *archive, "index", *named)

    planned = json.loads(run(capsys, *archive, "index", "--dry-run", "--json", "--map", "headline=hed")[1])
    assert planned["reread"] == [named[0], named[2]]
    _, told, _ = run(capsys, *archive, "index", "--map", "headline=hed")
    assert "1 unchanged, 1 reread, 1 skipped" in " ".join(told.split())
    _, found, _ = run(capsys, *archive, "search", "--json", "headline:harbour")
    assert json.loads(found.splitlines()[0])["headline"] == "Harbour open"

    map_columns({})
    planned = json.loads(run(capsys, *archive, "index", "--dry-run", "--json")[1])
    assert (planned["reread"], planned["unchanged"]) == ([], 2)


def test_parse_takes_a_mapping_for_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE)

    status, printed, _ = run(capsys, "parse", "--json", "--map", "body=wording", str(path))
    assert status == 0
    assert json.loads(printed)["body"] == STORY

    map_columns({})
    assert run(capsys, "parse", str(path))[0] == 2


@pytest.mark.parametrize(
    ("given", "told"), [("story", "write it as FIELD=COLUMN"), ("bodice=story", "no such field: choose one of body")]
)
def test_a_mapping_that_is_none_is_refused(given: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, message = run(capsys, "parse", "--map", given, "a.csv")

    assert status == 2
    assert told in message


def test_only_the_help_of_a_command_with_an_archive_says_that_columns_are_remembered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "remembered" in run(capsys, "index", "--help")[1]
    assert "remembered" not in run(capsys, "parse", "--help")[1]
