"""The few file operations that writing an archive needs, in one place where tests can make them fail."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from index.errors import ArchiveError, NoSpaceError, ReadOnlyArchiveError


class Disk:
    """Writes files so that they are durable when :meth:`finish` and :meth:`sync_folder` have returned."""

    def create(self, path: Path) -> IO[bytes]:
        """Open a new file for writing; one that is there already is emptied."""
        return path.open("wb", buffering=1 << 20)

    def write(self, file: IO[bytes], data: memoryview) -> None:
        """Write all of ``data``."""
        file.write(data)

    def finish(self, file: IO[bytes]) -> None:
        """Bring what was written to the disk itself, and close."""
        file.flush()
        os.fsync(file.fileno())
        file.close()

    def replace(self, source: Path, target: Path) -> None:
        """Rename ``source`` to ``target`` in one step."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder to the disk itself."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone, or cannot be removed now, is left for the next sweep."""
        with contextlib.suppress(OSError):
            path.unlink()

    def stage(self, path: Path, data: bytes) -> Path:
        """Write a small file durably under a temporary name, which is returned, to be renamed to ``path``."""
        temporary = staged(path)
        file = self.create(temporary)
        try:
            self.write(file, memoryview(data))
            self.finish(file)
        except BaseException:
            with contextlib.suppress(OSError):  # what is still buffered may find no room either
                file.close()
            self.remove(temporary)
            raise
        return temporary

    def write_whole(self, path: Path, data: bytes) -> None:
        """Write a small file durably under a temporary name, then rename it to ``path``."""
        temporary = self.stage(path, data)
        try:
            self.replace(temporary, path)
        except BaseException:
            self.remove(temporary)
            raise
        self.sync_folder(path.parent)


def staged(path: Path) -> Path:
    """Return the temporary name of a small file."""
    return path.with_name(path.name + ".tmp")


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn failures of the file system into errors that name the archive, the fault and the mend."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpaceError(
                f"{folder}: the disk is full; what was committed before stays; make room and run the command again"
            ) from error
        if error.errno in _SHUT:
            raise ReadOnlyArchiveError(
                f"{folder}: the archive cannot be written ({error.strerror}); searching it works; "
                "change the permissions or choose another folder with --archive"
            ) from error
        raise ArchiveError(
            f"{folder}: writing failed ({error.strerror or error}); what was committed before stays; "
            "check the disk and run the command again"
        ) from error
