"""The command that shows what is read out of files, without an archive."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.article import Article
from tests.cli.conftest import STORY, Result, Runner


def test_parse_needs_no_archive(run: Runner, clippings: Path) -> None:
    result = run("parse", "--json", "clippings")

    found = [json.loads(line) for line in result.out.splitlines()]
    assert (result.status, result.err) == (0, "")
    assert [each["path"] for each in found] == ["clippings/one.txt", "clippings/three.txt", "clippings/two.txt"]
    assert {(each["type"], each["source"], each["ordinal"]) for each in found} == {("article", "Reuters", 0)}


def test_parse_shows_what_it_read(run: Runner, clippings: Path) -> None:
    result = run("parse", "--confidence", "clippings/one.txt", "clippings/two.txt")

    assert result.status == 0
    assert "agency      Reuters  " in result.out
    assert result.out.count("Ana Ruiz, Mayor") == 2
    assert "─────" in result.out


def test_parse_goes_on_behind_a_file_that_cannot_be_read(run: Runner, clippings: Path) -> None:
    result = run("parse", "--json", "missing.txt", "clippings/one.txt")

    assert result.status == 2
    assert result.err == "missing.txt: there is no such file or folder\n"
    assert json.loads(result.out)["path"] == "clippings/one.txt"


def test_an_article_at_which_the_program_fails_costs_parse_that_article(
    run: Runner, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.parse import parse
    from archive.readers.copy import Copy

    def failing(copies: Sequence[Copy], path: str) -> list[Article]:
        if any("number two" in copy.text for copy in copies):
            raise IndexError("list index out of range")
        return parse(copies, path)

    monkeypatch.setattr("archive.parse.parse", failing)
    (clippings / "zero.txt").write_text(STORY.format("zero"))
    result = run("parse", "--json", "clippings")

    assert result.status == 2
    assert result.err == (
        "clippings/two.txt: record 0: reading it failed: IndexError: list index out of range "
        "(NEWSMORGUE_DEBUG=1 shows where)\n"
    )
    paths = [json.loads(line)["path"] for line in result.out.splitlines()]
    assert paths == ["clippings/one.txt", "clippings/three.txt", "clippings/zero.txt"]


def test_parse_skips_what_is_no_article(run: Runner, clippings: Path) -> None:
    (clippings / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    os.mkfifo(clippings / "pipe")

    picture = run("parse", "clippings/picture.png")
    pipe = run("parse", "clippings/pipe")

    assert picture == Result(1, "", "clippings/picture.png: skipped: picture\n")
    assert pipe == Result(1, "", "clippings/pipe: nothing to read: fifo\n")
