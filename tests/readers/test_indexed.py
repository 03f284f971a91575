"""Samples of every format through the program itself: indexed, found, shown byte for byte, hidden where withdrawn."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main, output
from tests.readers.support import SAMPLES, copies, found, known_as, layers
from tests.readers.test_samples import FORMATS

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    for format in FORMATS:
        shutil.copytree(SAMPLES / format, folder / "in" / format, ignore=shutil.ignore_patterns("golden"))
    main(["--archive", str(folder / "archive"), "index", "--json", str(folder / "in")])
    return folder / "archive"


@pytest.fixture
def ask(archive: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*args: str) -> list[dict[str, Any]]:
        output._console.cache_clear()
        main(["--archive", str(archive), *args, "--json"])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return asked


def hits(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in found if each["type"] == "hit"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_story_of_every_format_is_found_and_shown_byte_for_byte(
    format: str, ask: Ask, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = hits(ask("search", f"format:{format}", "--limit", "50"))
    assert told

    for hit in told:
        raw = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stdout", raw)
        assert main(["--archive", str(archive), "show", "--raw", hit["id"]]) == 0
        shown = raw.detach().getvalue()
        assert shown
        data = Path(hit["path"]).read_bytes()
        assert any(shown in layer for layer in layers(data)) or shown in _packed(data, format)


def _packed(data: bytes, format: str) -> list[bytes]:
    """Return the texts of the articles that an export packed into a document, and the rows of a spreadsheet."""
    if known_as(data, "export") not in {"docx", "rtf", "xlsx", "xls", "ods"} - ({format} & {"docx", "rtf"}):
        return []
    return [copy.raw for copy in copies(found(data, "export"))]


@pytest.mark.parametrize(
    ("guid", "versions"),
    [
        ("anpa:ap:19-03-09:bc-calderra-lock", ["2"]),
        ("anpa:ap:19-04-30:am-vell-bells", []),
        ("tag:agency.example,2019:newsml_FERRY", ["2"]),
        ("urn:newsml:coastwire.example:20190430:bells", []),
        ("urn:newsml:coastwire.example:20190622:ferry", ["1"]),
        ("urn:cw:bells", []),
        ("vell-bells", []),
    ],
)
def test_a_later_version_or_a_cancellation_hides_the_earlier_ones(guid: str, versions: list[str], ask: Ask) -> None:
    versions_found = [
        article["version"]
        for hit in hits(ask("search", f'guid:"{guid}"'))
        for article in ask("show", hit["id"])
        if article["type"] == "article" and article["guid"] == guid
    ]

    assert versions_found == versions
