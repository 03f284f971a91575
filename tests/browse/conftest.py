"""One archive for all tests that do not change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browse.room import make, stories


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLORFGBG", "NEWSMORGUE_THEME", "PAGER", "EDITOR", "VISUAL", "NEWSMORGUE_PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("browse") / "archive", stories())
