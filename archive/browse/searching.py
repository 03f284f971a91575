"""Asks the archive in a thread of its own, so that the screen never waits; answers that come too late are dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from index.engine import SearchEngine

T = TypeVar("T")


class Stale(Exception):  # noqa: N818 - no fault: a newer question of the same kind has been asked
    """The answer is no longer wanted: a newer question of the same kind was asked, or the desk was closed."""


class Desk:
    """One thread that alone touches the engine, which it opens with the first question.

    Of several questions of one kind that wait, only the last is answered.
    """

    def __init__(self, open_engine: Callable[[], SearchEngine]) -> None:
        self._open = open_engine
        self._engine: SearchEngine | None = None
        self._thread = ThreadPoolExecutor(1, "archive")
        self._tickets: dict[str, int] = {}
        self._closed = False

    async def ask(self, kind: str, question: Callable[[SearchEngine], T]) -> T:
        """Return what ``question`` answers, given the engine.

        Raises:
            Stale: another question of this kind was asked meanwhile.
            ArchiveError: what the question, or opening the archive, came to.
        """
        ticket = self.drop(kind)
        if self._closed:
            raise Stale

        def job() -> T:
            if self._tickets[kind] != ticket:
                raise Stale
            if self._engine is None:
                self._engine = self._open()
            return question(self._engine)

        found = await asyncio.get_running_loop().run_in_executor(self._thread, job)
        if self._tickets[kind] != ticket:
            raise Stale
        return found

    def drop(self, kind: str) -> int:
        """Let go of every question of one kind that is under way; return the ticket of the next."""
        self._tickets[kind] = self._tickets.get(kind, 0) + 1
        return self._tickets[kind]

    def close(self) -> None:
        """Let go of what waits, and close the engine once the question at hand is answered."""
        if self._closed:
            return
        self._closed = True
        for kind in self._tickets:
            self.drop(kind)
        self._thread.submit(self._finish)
        self._thread.shutdown(wait=False)

    def _finish(self) -> None:
        if self._engine is not None:
            self._engine.close()
