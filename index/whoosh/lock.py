"""The writer's lock: held by the operating system for as long as its process lives, so it never goes stale."""

from __future__ import annotations

import fcntl
import os
import time
from datetime import datetime
from pathlib import Path

from index.engine import LOCK
from index.errors import LockedError

_PAUSE = 0.05


class WriterLock:
    """Holds the right to write one archive.

    Raises:
        LockedError: another process holds it, and waiting ``wait`` seconds was in vain.
        OSError: the lock file cannot be opened for writing.
    """

    def __init__(self, folder: Path, wait: float) -> None:
        self._path = folder / LOCK
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            self._acquire(folder, wait)
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()} {datetime.now():%H:%M}\n".encode(), 0)
        except BaseException:
            os.close(self._handle)
            raise

    def _acquire(self, folder: Path, wait: float) -> None:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise LockedError(self._message(folder, wait)) from None
                time.sleep(min(_PAUSE, left))

    def _message(self, folder: Path, wait: float) -> str:
        words = os.pread(self._handle, 64, 0).decode("ascii", "replace").split()
        holder = f"process {words[0]} since {words[1]}" if len(words) == 2 else "another process"
        return f"{folder}: the archive is being written by {holder}; waited {wait:g} s (--wait to wait longer)"

    def release(self) -> None:
        """Let go of the lock; releasing twice does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
