"""What a command loads: nothing that it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "onnxruntime",
    "torch",
    "lxml",
    "feedparser",
    "trafilatura",
    "pypdf",
    "cryptography",
    "warcio",
    "charset_normalizer",
    "ftfy",
    "dateparser",
    "watchfiles",
    "pebble",
    "archive.readers",
    "archive.restore",
    "archive.extract",
    "archive.ingest",
)
UNASKED = (
    "rich",
    "whoosh",
    "numpy.fft",
    "numpy.ma",
    "numpy.polynomial",
    "numpy.random",
    "numpy.testing",
    "asyncio",
    "concurrent",
    "email",
    "importlib.metadata",
    "logging",
    "multiprocessing",
    "socket",
    "subprocess",
    "tempfile",
    "archive.cli.complete",
    "archive.render.records",
    "index.whoosh.commit",
    "index.whoosh.conditions",
    "index.whoosh.facets",
    "index.whoosh.lock",
)
"""What a plain search does without; importing rich alone took a tenth of it."""

ARTICLE = "ASTREL (Reuters) - The harbour wall fell on Thursday, the port office said."

PROBE = """
import json, sys
from archive.cli import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imports")
    (folder / "story.txt").write_text(ARTICLE)
    status, _ = loaded(folder / "archive", "index", str(folder / "story.txt"))
    assert status == 0
    return folder / "archive"


def loaded(archive: Path, *args: str) -> tuple[int, set[str]]:
    """Run a command in a process of its own and return its status and every module it loaded."""
    command = [sys.executable, "-c", PROBE, *args]
    env = {**os.environ, "NEWSMORGUE_ARCHIVE": str(archive)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, timeout=120)
    status, modules = json.loads(done.stderr.splitlines()[-1])
    return status, set(modules)


def below(modules: set[str], *names: str) -> set[str]:
    return {module for module in modules if any(module == name or module.startswith(f"{name}.") for name in names)}


@pytest.mark.parametrize(
    "args",
    [
        ("--help",),
        ("--version",),
        ("search", "--help"),
        ("search", "harbour"),
        ("search", "harbour", "--facets", "--since", "2016"),
        ("search", "harbour", "--json"),
        ("quotes", "harbour"),
        ("show", "--help"),
        ("people",),
        ("completion", "bash"),
    ],
)
def test_asking_loads_nothing_that_reads_files(archive: Path, args: tuple[str, ...]) -> None:
    status, modules = loaded(archive, *args)

    assert status in (0, 1)
    assert below(modules, *HEAVY) == set()


@pytest.mark.parametrize("args", [("search", "harbour", "--json"), ("people",), ("show", "--help"), ("--help",)])
def test_what_is_not_drawn_in_colour_is_printed_without_rich(archive: Path, args: tuple[str, ...]) -> None:
    status, modules = loaded(archive, *args)

    assert status in (0, 1)
    assert below(modules, "rich") == set()


@pytest.mark.parametrize("args", [("search", "harbour"), ("search", "harbour", "--ids"), ("search", "xylophone")])
def test_a_search_loads_no_more_than_it_needs(archive: Path, args: tuple[str, ...]) -> None:
    _, modules = loaded(archive, *args)

    assert below(modules, *UNASKED) == set()


@pytest.mark.parametrize("args", [("index",), ("index", "--dry-run"), ("status",)])
def test_finding_nothing_new_loads_nothing_that_reads_articles(archive: Path, args: tuple[str, ...]) -> None:
    status, modules = loaded(archive, *args)

    assert status == 0
    assert below(modules, "archive.parse", "archive.restore", "onnxruntime", "lxml") == set()


def test_plain_text_is_parsed_without_the_readers_of_what_it_cannot_be(archive: Path) -> None:
    status, modules = loaded(archive, "parse", str(archive.with_name("story.txt")))

    assert status == 0
    unneeded = ("html", "pdf", "xlsx", "tar", "mediawiki", "feeds")
    assert below(modules, *(f"archive.readers.{name}" for name in unneeded)) == set()


def test_help_loads_neither_the_index_nor_any_command(archive: Path) -> None:
    _, modules = loaded(archive, "--help")

    assert below(modules, "archive.cli.commands", "index.engine", "numpy", "whoosh") == set()


def test_completing_a_name_loads_nothing_that_answers_questions(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_NEWSMORGUE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "newsmorgue search --source reu")
    monkeypatch.setenv("COMP_CWORD", "3")
    _, modules = loaded(archive)

    assert "index.whoosh.completions" in modules
    assert (
        below(modules, "rich", "index.snippets", "index.whoosh.answers", "index.whoosh.evaluate", "zstandard") == set()
    )
