"""What a worker that reads one file tells its parent on the way: how far it is, and the articles it has so far.

Both go through files beside each other, so that a worker may die at any moment: a part appears whole or not at all.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import NewsmorgueError
from index.article import Article

AHEAD = 4
"""Parts that wait to be taken before the worker waits itself, so that neither disk nor memory fills."""
_PAUSE = 0.05
"""Seconds between looks at whether a part was taken."""


class HandoverError(NewsmorgueError):
    """What was read could not be handed over; the file that it was read from is not to blame."""


@dataclass(slots=True)
class Giver:
    """The worker's end; ``prefix`` is the path that all files of one reading begin with."""

    prefix: str
    parts: int = 0

    def tell(self, position: int) -> None:
        """Tell that the file is read up to a byte."""
        handle = os.open(f"{self.prefix}.at", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(handle, position.to_bytes(8, "little"), 0)
        finally:
            os.close(handle)

    def give(self, articles: Sequence[Article]) -> None:
        """Hand over some articles; wait while as many parts as allowed are still to be taken.

        Raises:
            HandoverError: there is no room for them.
        """
        while self.parts >= AHEAD and Path(self._part(self.parts - AHEAD)).exists():
            time.sleep(_PAUSE)
        try:
            with open(f"{self.prefix}.new", "wb") as stream:  # noqa: PTH123
                pickle.dump(list(articles), stream, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            folder = os.path.dirname(self.prefix)  # noqa: PTH120
            fault = (error.strerror or type(error).__name__).lower()
            raise HandoverError(f"no room for its articles in {folder}: {fault}: make some, or set TMPDIR") from error
        Path(f"{self.prefix}.new").rename(self._part(self.parts))
        self.parts += 1

    def _part(self, number: int) -> str:
        return f"{self.prefix}.{number}"


@dataclass(slots=True)
class Taker:
    """The parent's end; only this run's own workers write what it loads."""

    prefix: str
    parts: int = 0

    def position(self) -> int:
        """Return up to which byte the file is read, as far as is known."""
        try:
            return int.from_bytes(Path(f"{self.prefix}.at").read_bytes(), "little")
        except FileNotFoundError:
            return 0

    def take(self) -> Iterator[list[Article]]:
        """Yield the parts that are there, in order, and remove them."""
        while (path := Path(f"{self.prefix}.{self.parts}")).exists():
            with path.open("rb") as stream:
                part: list[Article] = pickle.load(stream)
            path.unlink()
            self.parts += 1
            yield part

    def clear(self) -> None:
        """Remove what is left of a reading that has ended."""
        for name in ("at", "new"):
            Path(f"{self.prefix}.{name}").unlink(missing_ok=True)
