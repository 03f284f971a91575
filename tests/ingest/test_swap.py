"""What a rebuild begins with, the manifest, and ends with: two folders that change places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.ingest.manifest import Manifest, read_manifest
from archive.ingest.swap import exchange
from index.errors import DamagedArchiveError, NewerArchiveError, NoArchiveError


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, NoArchiveError),
        ("[]", NoArchiveError),
        ('{"name": "a web page"}', NoArchiveError),
        ('{"newsmorgue": 99}', NewerArchiveError),
        ('{"newsmorgue"', DamagedArchiveError),
        ('{"newsmorgue": 1, "roots": "/a"}', DamagedArchiveError),
        ('{"newsmorgue": 1, "roots": [1]}', DamagedArchiveError),
        ('{"newsmorgue": 1, "options": []}', DamagedArchiveError),
        ("[" * 100_000, DamagedArchiveError),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str | None, error: type[Exception]) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(error, match=str(tmp_path)):
        read_manifest(tmp_path)


def test_a_manifest_names_roots_options_and_what_was_forgotten(tmp_path: Path) -> None:
    value = {"newsmorgue": 1, "roots": ["/a\udcff"], "options": {"map": "x"}, "forgotten": ["/a/b"]}
    (tmp_path / "manifest.json").write_text(json.dumps(value))

    assert read_manifest(tmp_path) == Manifest(("/a\udcff",), {"map": "x"}, ("/a/b",))


@pytest.mark.parametrize("at_once", [True, False])
def test_folders_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    if not at_once:
        monkeypatch.setattr("archive.ingest.swap._exchange_at_once", lambda *_: False)

    exchange(tmp_path / "new", tmp_path / "old")

    assert (tmp_path / "old" / "new").read_text() == "new"
    assert (tmp_path / "new" / "old").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_folders_that_cannot_change_places_stay(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()

    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "none", tmp_path / "old")
    assert (tmp_path / "old").is_dir()


def test_a_system_that_refuses_to_exchange_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.ingest.swap._exchange_at_once", lambda *_: False)
    (tmp_path / "old").mkdir()

    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "none", tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
