"""Worker processes under supervision: whatever one file does to its worker costs that file alone.

Small files travel in chunks. When the worker of a chunk dies, hangs or runs out of memory, the files of the chunk are
tried again one by one, so that only the culprit fails.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.errors import NewsmorgueError, ReadError
from archive.ingest.digest import digest_file
from archive.ingest.handover import Giver, Taker
from archive.ingest.interrupt import Stop
from archive.ingest.values import Found, Observer, Options
from archive.ingest.worker import OUT_OF_MEMORY, FileResult, Parse, Work, WorkerFaultError, read_files, start
from archive.readers.columns import columns_to, mapped_columns
from archive.readers.files import open_regular, recognise_stream
from index.article import Article

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessFuture, ProcessPool

_CHUNK_FILES = 32
_CHUNK_BYTES = 256 << 10
"""Up to how many files, and bytes, a worker gets at once: asking for each costs more than reading a small one."""
_BYTES_A_SECOND = 20_000
"""What a file gets more time for, beyond the fixed limit; a quarter of the slowest reading measured."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What numeric libraries read when they are loaded; workers share the processors by themselves."""
_WAIT = 0.2
"""Seconds between looks at the request to stop."""

Chunk = tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class FilePart:
    """Articles of a file that is still being read."""

    found: Found
    articles: tuple[Article, ...]


Came = FileResult | FilePart
"""What comes of files, piece by piece."""


def chunks(files: Sequence[Found], jobs: int) -> Iterator[Chunk]:
    """Yield files in order, small ones together; few files are spread over all the workers."""
    most = max(1, min(_CHUNK_FILES, len(files) // (jobs * 4)))
    chunk: list[Found] = []
    size = 0
    for file in files:
        if chunk and (len(chunk) >= most or size + file.size > _CHUNK_BYTES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(file)
        size += file.size
    if chunk:
        yield tuple(chunk)


def time_limit(chunk: Chunk, seconds: float) -> float:
    """Return how long reading a chunk may take, in seconds: the fixed limit, and more the larger its files are."""
    return seconds + sum(file.size for file in chunk) / _BYTES_A_SECOND


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_all(
    files: Sequence[Found], options: Options, observer: Observer, stop: Stop, parse: Parse | None = None
) -> Generator[Came, None, None]:
    """Yield what comes of each file, in the order the workers finish; ends early once ``stop`` is set.

    Of a file with many articles, parts come while the rest is read, and ``observer`` hears how far it is. At most
    three chunks a worker are under way or waiting to be taken, so memory stays bounded however slowly the results are
    taken. Closing the iterator ends the workers.
    """
    if not files:
        return
    import tempfile

    from pebble import ProcessPool

    jobs = options.jobs or usable_processors()
    context = _context()
    with tempfile.TemporaryDirectory(prefix="newsmorgue-") as spool:
        work = Work(parse, options.memory, columns_to(mapped_columns()), spool)
        pool = ProcessPool(max_workers=min(jobs, len(files)), initializer=start, initargs=(work,), context=context)
        try:
            yield from _Supervisor(pool, options, observer, stop, deque(chunks(files, jobs)), jobs * 3, spool).results()
        finally:
            pool.stop()
            pool.join()


def _context() -> BaseContext:
    """Return a context that forks workers from a clean process, which has loaded what they need, on one thread each."""
    import multiprocessing
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["archive.ingest.worker", "archive.parse"])
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return context


@dataclass(slots=True)
class _Supervisor:
    pool: ProcessPool
    options: Options
    observer: Observer
    stop: Stop
    waiting: deque[Chunk]
    window: int
    spool: str
    running: dict[ProcessFuture[list[FileResult]], tuple[Chunk, Taker, float]] = field(default_factory=dict)
    """What is read or waits for a worker, with the moment since when, by a clock that nobody sets."""
    started: int = 0

    def results(self) -> Iterator[Came]:
        """Yield results until all files have one, or a stop is asked for."""
        while self.waiting or self.running:
            if self.stop.is_set():
                # Those that have finished in the meantime are still worth taking.
                yield from self._finished(0)
                return
            while self.waiting and len(self.running) < self.window:
                chunk = self.waiting.popleft()
                self._start(chunk)
            yield from self._finished(_WAIT)

    def _start(self, chunk: Chunk) -> None:
        self.started += 1
        prefix = f"{self.spool}/{self.started}"
        limit = time_limit(chunk, self.options.seconds)
        since = time.monotonic()
        try:
            future = self.pool.schedule(read_files, args=(chunk, Giver(prefix)), timeout=limit)
        except RuntimeError as error:
            if self.stop.is_set():
                return
            raise NewsmorgueError(f"worker processes: they cannot be started ({error}): try --jobs 1") from error
        self.running[future] = chunk, Taker(prefix), since

    def _finished(self, seconds: float) -> Iterator[Came]:
        from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

        done, going = wait(self.running, seconds, FIRST_COMPLETED)
        for future in going:
            yield from self._on_the_way(*self.running[future][:2])
        for future in done:
            chunk, taker, since = self.running.pop(future)
            yield from self._on_the_way(chunk, taker)
            taker.clear()
            error = future.exception()
            if error is None:
                yield from future.result()
            elif self.stop.is_set():
                continue  # what asked for the stop may have ended the workers, too
            elif isinstance(error, BrokenExecutor):
                raise NewsmorgueError("worker processes: they cannot be kept running: make room in memory, run again")
            elif len(chunk) > 1:
                self.waiting.extendleft((file,) for file in reversed(chunk))
            elif isinstance(error, TimeoutError) and not taker.parts and self._is_early(chunk, since):
                self.waiting.appendleft(chunk)
            else:
                yield failure(chunk[0], self._reason(error, chunk))

    def _is_early(self, chunk: Chunk, since: float) -> bool:
        """Tell whether the time for a chunk is not up: the clock was set forward, or the machine slept."""
        return time.monotonic() - since < time_limit(chunk, self.options.seconds)

    def _on_the_way(self, chunk: Chunk, taker: Taker) -> Iterator[FilePart]:
        """Yield what the reading of a single file has handed over, and tell how far it is."""
        if len(chunk) > 1:
            return
        for part in taker.take():
            yield FilePart(chunk[0], tuple(part))
        if position := taker.position():
            self.observer.reading(chunk[0], position)

    def _reason(self, error: BaseException, chunk: Chunk) -> str:
        from pebble import ProcessExpired

        if isinstance(error, TimeoutError):
            return f"reading it took longer than {time_limit(chunk, self.options.seconds):.0f} s and was given up"
        if isinstance(error, MemoryError) or getattr(error, "exitcode", None) == OUT_OF_MEMORY:
            return f"reading it takes more than {self.options.memory >> 20:,} MB of memory"
        if isinstance(error, ProcessExpired):
            return f"the process reading it died ({_how(error.exitcode)})"
        fault = error if isinstance(error, WorkerFaultError) else type(error).__name__
        return f"reading it failed: {fault}"


def failure(file: Found, reason: str) -> FileResult:
    """Return the result of a file that its worker did not survive; its digest tells later whether it has changed."""
    try:
        digest = digest_file(file.path)
        with open_regular(file.path) as stream:
            reader = recognise_stream(stream, file.path).reader
    except (ReadError, OSError):
        return FileResult(file, "failed", reason, file.size, file.mtime_ns)
    name = reader.name if reader else None
    return FileResult(file, "failed", reason, file.size, file.mtime_ns, digest, name)


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
