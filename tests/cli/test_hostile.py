"""Articles, file names and queries that try to steer the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from index.article import Article, Damage, DamageKind, Location, Person, Quote
from index.engine import open_engine
from index.ledger import LedgerUpdate
from index.ledger import Run as LedgerRun
from tests.cli.conftest import SCRIPT, Runner
from tests.cli.fakes import FakeEngine
from tests.render import samples

OSC52 = "\x1b]52;c;aGFja2Vk\x07"
TITLE = "\x1b]0;harmless\x1b\\"
CLEAR = "\x9b2J\x1b[2J"
BIDI = "\u202e\u2066\u200f"
EVIL = f"{OSC52}{TITLE}{CLEAR}{BIDI}"

STORY = f"""Harbour{EVIL} wall falls

ASTREL (Reuters) - The harbour wall{EVIL} fell on Thursday, Mayor Ana {OSC52}Ruiz said.

"It {EVIL}fell," Mayor Ana Ruiz said.
"""


def dangers(text: str) -> list[str]:
    return [
        char
        for char in text
        if (char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")) or char in BIDI
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    copies = folder / "copies"
    copies.mkdir()
    (copies / f"story{OSC52}{BIDI}.txt").write_text(STORY)
    Path(os.fsdecode(os.fsencode(copies) + b"/\xff\xfe\x1b[2J.txt")).write_text("The harbour\x1b[31m office closed.")
    (copies / f"broken{OSC52}.txt").mkdir()
    done = subprocess.run(
        [SCRIPT, "--archive", folder / "archive", "index", copies, folder / f"missing{EVIL}"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert dangers(done.stdout.decode() + done.stderr.decode()) == []
    assert b"missing\\x1b]52" in done.stderr
    return folder / "archive"


COMMANDS = [
    ("search", "harbour", "--facets"),
    ("search", "harbour", "--facets", "--json"),
    ("search", f"harbour{OSC52}"),
    ("search", f'"{EVIL}'),
    ("search", "--person", f"nobody{EVIL}"),
    ("search", f"no{EVIL}thing", "--explain"),
    ("quotes",),
    ("quotes", "--json"),
    ("people",),
    ("people", "ruiz"),
    ("people", f"x{EVIL}"),
    ("show", f"x{EVIL}"),
    ("status",),
    ("status", "--json"),
    ("status", "--failed"),
    ("status", "--skipped"),
    (f"se{EVIL}arch",),
    ("search", f"--opt{EVIL}"),
    ("forget", f"/no/where{EVIL}"),
    ("parse", f"/no/where{EVIL}"),
]


@pytest.mark.parametrize("args", COMMANDS)
def test_nothing_that_steers_a_terminal_is_printed(run: Runner, archive: Path, args: tuple[str, ...]) -> None:
    result = run("--archive", str(archive), *args)

    assert result.out or result.err
    assert dangers(result.out) == []
    assert dangers(result.err) == []
    assert result.status in (0, 1, 2)
    assert "fault of the program" not in result.err


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive as somebody may mail it, which holds what no reader would have put there."""
    folder = tmp_path_factory.mktemp("mailed") / "archive"
    body = "The harbour wall fell. " * 10
    articles = [
        Article(
            id=f"{letter}{EVIL}",
            locations=(Location(f"/{EVIL}.txt", EVIL),),
            format=EVIL,
            reader=1,
            body=body,
            raw=b"harbour",
            damage=(Damage(0, 3, cast(DamageKind, f"lower{EVIL}")),),
            people=(Person(f"Ana Ruiz{EVIL}", (EVIL,), (f"Ana Ruiz{EVIL}",), ((4, 11),)),),
            quotes=(Quote(0, 3, body[:3], "direct", 0, person=f"Ana Ruiz{EVIL}"),),
        )
        for letter in "ab"
    ]
    with open_engine(folder, "write", create=True) as engine:
        run = LedgerRun(datetime.now(UTC), {EVIL: 1})
        engine.commit(articles, [], LedgerUpdate(roots=(EVIL,), options={EVIL: EVIL}, last_run=run))
    return folder


@pytest.mark.parametrize(
    "args",
    [
        ("search", "harbour"),
        ("search", "harbour", "--ids"),
        ("search", "harbour", "--facets", "person", "format", "damage"),
        ("search", "harbour", "--json"),
        ("quotes",),
        ("people",),
        ("people", "ruiz"),
        ("show", "a"),
        ("show", "a", "--json"),
        ("status",),
        ("index", "--dry-run"),
    ],
)
def test_nothing_of_an_archive_that_was_mailed_steers_a_terminal(
    run: Runner, mailed: Path, args: tuple[str, ...]
) -> None:
    result = run("--archive", str(mailed), *args)

    assert result.status == 0
    assert dangers(result.out) == []
    assert dangers(result.err) == []


@pytest.mark.parametrize("args", [(), ("--json",), ("--confidence",)])
def test_parsing_prints_nothing_that_steers_a_terminal(run: Runner, archive: Path, args: tuple[str, ...]) -> None:
    result = run("parse", str(archive.parent / "copies"), *args)

    assert result.status == 0
    assert dangers(result.out) == []


def test_json_still_says_exactly_what_the_article_says(run: Runner, archive: Path) -> None:
    result = run("parse", "--json", str(archive.parent / "copies"))

    bodies = [json.loads(line)["body"] for line in result.out.splitlines()]
    assert any(OSC52 in body and BIDI in body for body in bodies)


def test_json_names_files_that_are_no_utf8_so_that_they_can_be_opened(archive: Path) -> None:
    done = subprocess.run(
        [SCRIPT, "--archive", archive, "search", "office", "--json"], capture_output=True, check=True, timeout=120
    )

    hit = json.loads(done.stdout.splitlines()[0])
    assert Path(hit["path"]).read_text() == "The harbour\x1b[31m office closed."


@pytest.mark.parametrize("args", [("show",), ("show", "--raw"), ("show", "--json")])
def test_articles_are_shown_safely_on_a_terminal(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NEWSMORGUE_PAGER", "")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    story = replace(samples.ferry(), body=STORY, raw=STORY.encode(), people=(), quotes=(), dateline=None, headline=EVIL)
    engine.known = [replace(story, byline=(EVIL,), agency=f"Wire{EVIL}")]

    result = run(*args, story.id, terminal=True)

    assert result.status == 0
    assert dangers(result.out) == []
    assert "52;c;" in result.out


Script = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_one_enormous_line_is_parsed_and_shown(script: Script, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("The harbour wall fell on Thursday and nobody was near it. " * 3_000)

    script("--archive", "a", "index", "long.txt")
    ids = script("--archive", "a", "search", "--ids").stdout.decode().split()
    shown = script("--archive", "a", "show", *ids)

    assert shown.returncode == 0
    assert max(len(line) for line in shown.stdout.decode().splitlines()) <= 80


def test_right_to_left_combining_and_wide_text_keeps_to_its_columns(script: Script, tmp_path: Path) -> None:
    from archive.render.wrap import columns

    words = ["שלום", "العربية", "日本語の港", "e\u0301te\u0301", "👨\u200d👩\u200d👧"] * 60
    (tmp_path / "words.txt").write_text("Harbour: " + " ".join(words))
    script("--archive", "a", "index", "words.txt")
    ids = script("--archive", "a", "search", "harbour", "--ids").stdout.decode().split()

    shown = script("--archive", "a", "show", *ids).stdout.decode()
    listed = script("--archive", "a", "search", "harbour").stdout.decode()

    assert "日本語の港" in shown
    assert max(columns(line) for line in (shown + listed).splitlines()) <= 80
