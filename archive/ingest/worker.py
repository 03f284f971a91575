"""What runs inside a worker process: files in, articles out."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice
from multiprocessing import parent_process
from typing import BinaryIO, cast

from archive.errors import NewsmorgueError, NoArticleError, ReadError
from archive.ingest.digest import digest_of, digest_stream, trusted_time
from archive.ingest.handover import Giver, HandoverError
from archive.ingest.values import Found
from archive.readers import Copy, FailedRecord, Reader
from archive.readers.columns import columns_from, map_columns
from archive.readers.files import NotRegularError, explain, open_regular, recognise_stream
from index.article import Article
from index.ledger import Outcome

Parse = Callable[[Sequence[Copy], str], list[Article]]

OUT_OF_MEMORY = 77
"""The exit status of a worker that needed more memory than it may; what it held is gone with it."""

_WHOLE = 8 << 20
"""Files up to this many bytes are read into memory at once."""
_PART_BYTES = 4 << 20
_PART_RECORDS = 64
"""Bytes, or records, of one file that are parsed together."""
_GIVEN_BYTES = 24 << 20
"""Articles of one file beyond this many raw bytes go to the parent while the rest is read."""


class WorkerFaultError(NewsmorgueError):
    """Reading a file raised what no reader should raise; the text names it."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file.

    ``size`` and ``mtime_ns`` are those of the moment it was opened, or else found; ``digest`` is None when it was not
    read whole.
    ``articles`` are those that were not handed over before.
    ``lost`` are records that could not be read while others could.
    """

    found: Found
    outcome: Outcome
    reason: str | None
    size: int
    mtime_ns: int
    digest: str | None = None
    format: str | None = None
    articles: tuple[Article, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker is told at its start: how to parse, and how much memory (bytes) it may take.

    ``columns`` names the columns of tables, as :func:`archive.readers.columns.columns_to` writes them; ``spool`` is the
    folder of what is handed over.
    """

    parse: Parse | None
    memory: int
    columns: str
    spool: str


@dataclass(slots=True)
class _State:
    work: Work | None = None


_state = _State()


def start(work: Work) -> None:
    """Prepare a worker process: deaf to Ctrl-C, limited in memory, gone when its parent goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(work.spool,), daemon=True).start()
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    limit = work.memory if hard == resource.RLIM_INFINITY else min(work.memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    map_columns(columns_from(work.columns))
    _state.work = work


def _end_with_parent(spool: str) -> None:
    """End when the process does for which this one reads; it was forked by another, which would live on with it."""
    if parent := parent_process():
        parent.join()
        shutil.rmtree(spool, ignore_errors=True)
        os._exit(1)


def read_files(files: Sequence[Found], giver: Giver) -> list[FileResult]:
    """Read and parse some files, in order; leaves the process when memory runs out, so that nothing of it lingers.

    Of a single file, parts go to ``giver`` as they are read.

    Raises:
        WorkerFaultError: a reader or an extractor is at fault; one type for all, since not every error can travel.
    """
    try:
        if len(files) == 1:
            return [_read(files[0], _Gathered(giver))]
        gathered = [_Gathered() for _ in files]
        results = [_read(file, into) for file, into in zip(files, gathered, strict=True)]
        return _parsed_together(results, gathered)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        text = " ".join(str(error).split())[:200]
        raise WorkerFaultError(f"{type(error).__name__}: {text}" if text else type(error).__name__) from error


def _parsed_together(results: Sequence[FileResult], gathered: Sequence[_Gathered]) -> list[FileResult]:
    """Parse the records of many small files in one go, which costs a learned reader less than one by one."""
    articles = iter(_parser()([copy for each in gathered for copy in each.copies], ""))
    return [
        replace(result, articles=tuple(article.moved(result.found.path) for article in islice(articles, each.count)))
        for result, each in zip(results, gathered, strict=True)
    ]


def _read(file: Found, gathered: _Gathered) -> FileResult:
    try:
        with open_regular(file.path) as stream:
            return _read_open(file, stream, gathered)
    except NotRegularError:
        return FileResult(file, "skipped", "no regular file", file.size, file.mtime_ns)
    except ReadError as error:
        return FileResult(file, "failed", _bare(error, file.path), file.size, file.mtime_ns)
    except HandoverError as error:
        return FileResult(file, "failed", str(error), file.size, file.mtime_ns)
    except OSError as error:
        return FileResult(file, "failed", explain(error), file.size, file.mtime_ns)


def _read_open(file: Found, opened: BinaryIO, gathered: _Gathered) -> FileResult:
    status = os.fstat(opened.fileno())
    now = time.time_ns()
    known = recognise_stream(opened, file.path)
    if known.reader is None:
        return FileResult(file, "skipped", known.kind, status.st_size, trusted_time(status.st_mtime_ns, now))
    if status.st_size <= _WHOLE:
        data = opened.read()
        digest, stream = digest_of(data), cast("BinaryIO", BytesIO(data))
    else:
        digest, stream = digest_stream(opened), opened
        stream.seek(0)
    outcome, reason = _parse_stream(stream, known.reader, file.path, gathered)
    after = os.fstat(opened.fileno())
    steady = (after.st_size, after.st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    return FileResult(
        file,
        outcome,
        reason,
        status.st_size,
        trusted_time(status.st_mtime_ns, now) if steady else status.st_mtime_ns - 1,
        digest,
        known.reader.name,
        tuple(gathered.articles),
        tuple(gathered.lost),
    )


def _parse_stream(stream: BinaryIO, reader: Reader, path: str, gathered: _Gathered) -> tuple[Outcome, str | None]:
    try:
        for part in _parts(reader.read(stream, path), gathered.lost):
            gathered.add(part, path)
            if gathered.giver is not None and not isinstance(stream, BytesIO):
                gathered.giver.tell(stream.tell())
    except NoArticleError as told:
        return "skipped", _bare(told, path)
    except ReadError as error:
        # What was yielded before the fault stands.
        return "failed", _bare(error, path)
    if gathered.count == 0 and not gathered.lost:
        return "skipped", "empty" if reader.name == "text" else "no article in it"
    if gathered.count == 0:
        return "failed", lost_of(gathered.lost)
    return "read", None


def lost_of(lost: Sequence[str]) -> str:
    """Return in one line which records of a file could not be read."""
    return f"{len(lost):,} records could not be read, the first: {lost[0]}" if len(lost) > 1 else lost[0]


def _parts(records: Iterator[Copy | FailedRecord], lost: list[str]) -> Iterator[list[Copy]]:
    """Yield the records a reader finds in parts of bounded size, and note those it could not read.

    Raises:
        ReadError: the file as a whole is broken; what was read before that was yielded.
    """
    part: list[Copy] = []
    size = 0
    fault: ReadError | None = None
    try:
        for record in records:
            if isinstance(record, FailedRecord):
                place = f"{record.member}, " if record.member else ""
                lost.append(f"{place}record {record.ordinal}: {record.reason}")
                continue
            part.append(record)
            size += len(record.raw)
            if len(part) >= _PART_RECORDS or size >= _PART_BYTES:
                yield part
                part, size = [], 0
    except ReadError as error:
        fault = error
    if part:
        yield part
    if fault is not None:
        raise fault


@dataclass(slots=True)
class _Gathered:
    """The articles of one file until they are handed over; without ``giver`` its records, to be parsed with others."""

    giver: Giver | None = None
    copies: list[Copy] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    count: int = 0
    size: int = 0

    def add(self, part: list[Copy], path: str) -> None:
        """Take one more part."""
        self.count += len(part)
        if self.giver is None:
            self.copies += part
            return
        self.articles += _parser()(part, path)
        self.size += sum(len(copy.raw) for copy in part)
        if self.size >= _GIVEN_BYTES and len(self.articles) > 1:
            self.giver.give(self.articles)
            self.articles, self.size = [], 0


def _parser() -> Parse:
    if _state.work is not None and _state.work.parse is not None:
        return _state.work.parse
    from archive.extract.titled import by_title
    from archive.parse import parse

    return lambda copies, path: [by_title(article) for article in parse(copies, path)]


def _bare(error: ReadError, path: str) -> str:
    """Return the text of an error without the path that every list of failures names anyway."""
    text = str(error).removeprefix(f"{path}:")
    line, colon, rest = text.partition(": ")
    return " ".join((f"line {line}: {rest}" if colon and line.isdigit() else text).split()) or "it cannot be read"
