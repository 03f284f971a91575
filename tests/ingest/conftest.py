"""A folder of stories, an archive in memory, and a run between them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.ingest.run import ingest
from archive.ingest.values import Failure, Found, Observer, Options, Plan, Summary
from archive.ingest.worker import Parse
from tests.ingest.fake import MemoryStore, parse


@dataclass
class Heard(Observer):
    """Remembers what it was told."""

    walks: int = 0
    plans: list[Plan] = field(default_factory=list)
    files: list[tuple[str, int]] = field(default_factory=list)
    positions: list[tuple[str, int]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    safe: int = 0
    on_done: Callable[[], None] = lambda: None
    on_reading: Callable[[], None] = lambda: None

    def walked(self, files: int) -> None:
        self.walks += files

    def planned(self, plan: Plan) -> None:
        self.plans.append(plan)

    def reading(self, file: Found, position: int) -> None:
        self.positions.append((Path(file.path).name, position))
        self.on_reading()

    def done(self, file: Found, articles: int) -> None:
        self.files.append((Path(file.path).name, articles))
        self.on_done()

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def committed(self, articles: int) -> None:
        self.safe += articles


@dataclass
class Desk:
    """One archive and one folder; every run is checked for articles and ledger that disagree."""

    folder: Path
    store: MemoryStore = field(default_factory=MemoryStore)
    heard: Heard = field(default_factory=Heard)
    stop: threading.Event = field(default_factory=threading.Event)
    parse: Parse = parse

    def write(self, name: str, text: str | bytes, age: float = 60.0) -> Path:
        """Write a file that last changed ``age`` seconds ago."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        then = time.time_ns() - int(age * 1e9)
        os.utime(path, ns=(then, then))
        return path

    def index(self, *paths: Path | str, **options: object) -> Summary:
        """Index paths, or the folder where none is named."""
        self.heard = Heard(on_done=self.heard.on_done, on_reading=self.heard.on_reading)
        settings = Options(jobs=1, **options)  # type: ignore[arg-type]
        summary = ingest(
            self.store, [str(path) for path in paths or (self.folder,)], settings, self.heard, self.stop, self.parse
        )
        self.store.check()
        return summary

    def bodies(self) -> dict[str, list[str]]:
        """Return the names of the files every article lies in, by its body."""
        return self.store.bodies()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "stories"
    folder.mkdir()
    return Desk(folder)
