"""The pages in ``docs`` say what the program does."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main
from archive.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
JSON_PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
PINNED = sorted((ROOT / "tests" / "cli" / "golden").glob("*.jsonl"))


def test_the_command_reference_is_what_the_commands_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docs.generate", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_is_in_the_reference_and_in_the_list_of_lines() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    for name in COMMANDS:
        assert f"## newsmorgue {name}\n" in reference
        assert f"`{name}`" in JSON_PAGE or name in ("browse", "completion")


def keys(record: Any) -> Iterator[str]:
    """Yield every key of a record, those of the records in it too; counts by value have keys of their own."""
    for key, value in record.items():
        yield key
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and key not in ("confidence", "skipped", "last_run"):
                yield from keys(each)


@pytest.mark.parametrize("pinned", PINNED, ids=lambda path: path.stem)
def test_every_key_that_is_printed_is_documented(pinned: Path) -> None:
    for line in pinned.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        section = JSON_PAGE.partition(f"\n## {record['type']}\n")[2].partition("\n## ")[0]
        known = set(re.findall(r"[`\"](\w+)[`\"]", section)) | {"schema", "type"}
        assert set(keys(record)) <= known


def test_the_pictures_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\((docs/screens/[\w.-]+)\)", readme)

    assert pictures
    for picture in pictures:
        assert (ROOT / picture).read_text(encoding="utf-8").startswith("<svg")


def questions() -> list[str]:
    """Return the questions of the tour, without those that go through a pipe."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return [
        line
        for line in re.findall(r"^    newsmorgue ((?:search|quotes|people|show) .*)$", readme, re.M)
        if "|" not in line
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "archive"
    script = Path(sys.executable).parent / "newsmorgue"
    subprocess.run([script, "--archive", folder, "index", ROOT / "seeds"], check=True, capture_output=True, timeout=240)
    return folder


@pytest.mark.parametrize("line", questions())
def test_the_questions_of_the_tour_have_answers(archive: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--archive", str(archive), *shlex.split(line, comments=True)])

    assert status == 0, capsys.readouterr().err
    assert capsys.readouterr().out
