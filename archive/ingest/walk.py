"""Walking files and folders: every regular file once, in a fixed order; nothing but an archive's mark is opened.

Real folders come before those that symbolic links lead to, so that a file is known by its real place; a folder is
entered once, whatever loops of links lead to it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from archive.errors import ReadError
from archive.ingest.roots import below, holders
from archive.ingest.values import Failure, Found
from archive.readers.files import explain, open_regular
from archive.readers.hidden import LETTERS, LOCKS
from index.ledger import FileRecord
from index.manifest import MANIFEST

_HEAD = 4096
"""Bytes that are read of a file named as the manifest of an archive is, to tell whether it is one."""


@dataclass(slots=True)
class Walk:
    """One walk over any number of roots.

    Folders that ``known`` calls forgotten are passed by, as are links into them, and counted in ``forgotten``. What
    else was passed by stands in ``skipped`` with its kind; ``unreadable`` tells of folders that could not be listed,
    and of what could not be looked at.
    """

    known: Mapping[str, FileRecord] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    forgotten: int = 0
    unreadable: list[Failure] = field(default_factory=list)
    _entered: set[tuple[int, int]] = field(default_factory=set)
    _links: list[str] = field(default_factory=list)

    def files(self, root: str) -> Iterator[list[Found]]:
        """Yield the files under a file or folder, a folder at a time; what the root itself is called does not matter.

        Raises:
            OSError: the root is not there.
        """
        status = os.stat(root)  # noqa: PTH116, surrogates and speed
        if not stat.S_ISDIR(status.st_mode):
            if stat.S_ISREG(status.st_mode):
                yield [Found(root, status.st_size, status.st_mtime_ns)]
            else:
                self.skipped[root] = _special(status.st_mode)
            return
        yield from self._folders(root)
        while self._links:
            yield from self._folders(self._links.pop(0))

    def entered(self, folder: str) -> bool:
        """Tell whether a folder was entered, by whatever name."""
        try:
            return _identity(folder) in self._entered
        except OSError:
            return False

    def _folders(self, top: str) -> Iterator[list[Found]]:
        stack = [top]
        while stack:
            folder = stack.pop()
            try:
                if not self._enter(folder):
                    continue
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=attrgetter("name"))
            except OSError as error:
                self.unreadable.append(Failure(folder, explain(error).replace("read", "listed")))
                continue
            if is_archive(folder, entries):
                self.skipped[folder] = "archive of this program"
                continue
            folders: list[str] = []
            found = self._listed(entries, folders)
            folders.reverse()
            stack += folders
            yield found

    def _enter(self, folder: str) -> bool:
        key = _identity(folder)
        if key in self._entered:
            return False
        self._entered.add(key)
        return True

    def _listed(self, entries: list[os.DirEntry[str]], folders: list[str]) -> list[Found]:
        found: list[Found] = []
        take, regular = found.append, stat.S_ISREG
        for entry in entries:
            try:
                if entry.name[0] == "." or entry.name[:2] == LOCKS:
                    self._hidden(entry, folders)
                elif entry.is_dir(follow_symlinks=False):
                    self._folder(entry.path, folders)
                elif regular((status := entry.stat()).st_mode):
                    take(Found(entry.path, status.st_size, status.st_mtime_ns))
                else:
                    self._other(entry.path, status.st_mode)
            except OSError as error:
                self._unseen(entry, error)
        return found

    def _unseen(self, entry: os.DirEntry[str], error: OSError) -> None:
        """Note what cannot be looked at; what the archive knows of it decides."""
        if os.path.islink(entry.path):  # noqa: PTH114
            self.skipped[entry.path] = "link to nowhere"
        elif isinstance(error, FileNotFoundError):
            self.skipped[entry.path] = "vanished"
        elif isinstance(error, PermissionError):
            # It is the folder that does not let anybody look, and once is enough.
            shut = Failure(os.path.dirname(entry.path), "its files may not be looked at: permission denied")  # noqa: PTH120
            if shut not in self.unreadable[-1:]:
                self.unreadable.append(shut)
        else:
            self.unreadable.append(Failure(entry.path, explain(error)))

    def _hidden(self, entry: os.DirEntry[str], folders: list[str]) -> None:
        """Pass by what is hidden, but for the messages in a sub-folder of a Maildir."""
        if not entry.is_dir(follow_symlinks=False):
            self.skipped[entry.path] = "hidden file"
            return
        if self._is_forgotten(entry.path):
            self.forgotten += 1
            return
        letters = [os.path.join(entry.path, name) for name in LETTERS]  # noqa: PTH118
        if all(map(os.path.isdir, letters)):
            for path in letters:
                self._folder(path, folders)
        else:
            self.skipped[entry.path] = "hidden folder"

    def _folder(self, path: str, folders: list[str]) -> None:
        if self._is_forgotten(path):
            self.forgotten += 1
        else:
            folders.append(path)

    def _leads_back(self, link: str) -> bool:
        """Tell whether a link leads into a forgotten folder, and was never named itself."""
        if not any(map(self._is_forgotten, holders(os.path.realpath(link)))):
            return False
        return not any(path.startswith(below(link)) for path in self.known)

    def _is_forgotten(self, path: str) -> bool:
        return path in self.known and self.known[path].forgotten

    def _other(self, path: str, mode: int) -> None:
        if stat.S_ISDIR(mode):
            if self._leads_back(path):
                self.forgotten += 1
            else:
                self._folder(path, self._links)
        else:
            self.skipped[path] = _special(mode)


def is_archive(folder: str, entries: Iterable[os.DirEntry[str]]) -> bool:
    """Tell whether a folder is an archive of this program, which is never indexed itself."""
    if all(entry.name != MANIFEST for entry in entries):
        return False
    try:
        with open_regular(os.path.join(folder, MANIFEST)) as stream:  # noqa: PTH118
            head = stream.read(_HEAD)
            manifest = json.loads(head + stream.read()) if b'"newsmorgue"' in head else None
    except (ReadError, OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and "newsmorgue" in manifest


def _identity(folder: str) -> tuple[int, int]:
    status = os.stat(folder)  # noqa: PTH116
    return status.st_dev, status.st_ino


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "fifo"
    if stat.S_ISSOCK(mode):
        return "socket"
    return "device"
