"""Opening files: only regular ones, and never one that would block or answer."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Reader
from archive.readers.registry import recognise
from archive.readers.sniff import HEAD, foreign_kind
from archive.readers.unpacked import ahead
from archive.readers.unread import unread
from index.values import dataclass

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)

_OF_PAGES = frozenset(["html", "json", "markdown", "text"])
"""Formats that parts of a page may be taken for."""
_OF_NOTES = frozenset(["html", "markdown", "text"])
_BESIDE = frozenset(["LICENSE", "LICENCE", "COPYING", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT"])
"""Names, in capitals, of what lies in folders of programs and data."""
_BLANK = b"\0 \t\r\n"
_NO_LETTERS = re.compile(r"[\W\d_]+")


class NotRegularError(ReadError):
    """A fifo, socket, device or folder: nothing to read."""


def open_regular(path: str) -> BinaryIO:
    """Open a regular file for reading; what is none is closed again unread, and opening never blocks.

    Raises:
        NotRegularError: it is a fifo, a socket, a device or a folder.
        ReadError: it has vanished or may not be read.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise NotRegularError(f"{path}: no regular file")
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise ReadError(f"{path}: {explain(error)}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegularError(f"{path}: no regular file")
    return os.fdopen(handle, "rb", buffering=1 << 18)


def explain(error: OSError) -> str:
    """Return in a few words why the system refused."""
    if isinstance(error, FileNotFoundError):
        return "it has vanished"
    if isinstance(error, PermissionError):
        return "it may not be read: permission denied"
    return f"it cannot be read: {(error.strerror or type(error).__name__).lower()}"


@dataclass(frozen=True, slots=True)
class Opened:
    """The reader that knows an open file; ``reader`` is None where none does, and ``kind`` says what it is."""

    reader: Reader | None
    kind: str


def recognise_stream(stream: BinaryIO, path: str) -> Opened:
    """Look at the beginning of an open file, put the stream back, and say which reader it is for."""
    head = ahead(stream, HEAD)
    stream.seek(0)
    reader = recognise(head, path) or unread(head, path)
    if reader is None and len(head) < HEAD and not head.strip(_BLANK):
        return Opened(None, "empty")
    if reader is not None and reader.name in _OF_PAGES and _is_of_page(Path(path).parent):
        return Opened(None, "part of a saved page")
    if reader is not None and reader.name in _OF_NOTES and _is_note(path):
        return Opened(None, "note on the files beside it")
    return Opened(reader, reader.name if reader else foreign_kind(head, path) or "not recognised")


def _is_note(path: str) -> bool:
    """Tell whether a file is one of those that say what lies beside them, such as ``00README.txt`` and ``LICENSE``."""
    return _NO_LETTERS.sub("", Path(path).stem).lower() == "readme" or Path(path).name.removesuffix(".md") in _BESIDE


def _is_of_page(folder: Path) -> bool:
    """Tell whether a browser made a folder for the scripts and frames of a page that it saved beside it."""
    page = folder.name.removesuffix("_files")
    return page != folder.name and any(folder.with_name(page + suffix).is_file() for suffix in (".html", ".htm"))


def kind_of(path: str) -> str:
    """Return what a file is that gives no record, by its beginning.

    Raises:
        ReadError: it cannot be read.
    """
    with open_regular(path) as stream:
        opened = recognise_stream(stream, path)
    return "no article in it" if opened.reader else opened.kind


def read_path(path: str) -> Iterator[Copy | FailedRecord]:
    """Yield the records of one file; none where it is no article (see :func:`recognise_stream`).

    Raises:
        ReadError: it cannot be read, or is broken.
    """
    with open_regular(path) as stream:
        opened = recognise_stream(stream, path)
        if opened.reader is None:
            return
        try:
            yield from opened.reader.read(stream, path)
        except OSError as error:
            raise ReadError(f"{path}: {explain(error)}") from error
