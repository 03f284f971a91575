"""What a rebuild ends with: two folders that change places."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest.swap import exchange


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
