"""Following files as they change, until told to stop."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import NewsmorgueError
from archive.ingest.roots import below
from archive.ingest.run import ingest
from archive.ingest.values import Observer, Options, Store, Summary
from archive.ingest.worker import Parse
from archive.readers.hidden import is_hidden
from index.errors import LockedError

if TYPE_CHECKING:
    from watchfiles import Change

_LOOK_MS = 2_000
"""How often roots that come and go, and files named by themselves, are looked at."""
_QUIET_MS = 1_600
"""How long changes are gathered before they are worked on."""

Shape = tuple[tuple[str, int, int, int], ...]


def watch(
    opened: Callable[[], AbstractContextManager[Store]],
    archive: Path,
    paths: Sequence[str | os.PathLike[str]],
    options: Options,
    observer: Observer,
    stop: threading.Event,
    told: Callable[[Summary], None],
    parse: Parse | None = None,
) -> None:
    """Index files and folders, then index again whatever changes below any root, until ``stop`` is set.

    ``opened`` opens the archive for writing; it is open only while there is work, so that others can write in between.
    Where another process holds the archive for long, the watch tries again. ``archive`` is its folder, whose own
    changes are no news. ``told`` hears the first summary and then those that have news.

    Raises:
        NewsmorgueError: the system cannot watch that many folders.
        ArchiveError: the archive cannot be written.
    """

    def run(paths: Sequence[str | os.PathLike[str]], options: Options) -> tuple[Summary, tuple[str, ...]]:
        with opened() as store:
            return ingest(store, paths, options, observer, stop, parse), store.ledger().roots

    last = Summary()
    roots: tuple[str, ...] = ()
    while not stop.is_set():
        try:
            last, roots = run(paths, options)
        except LockedError:
            stop.wait(_LOOK_MS / 1000)
        else:
            told(last)
            break
    options = replace(options, retry=False)  # what fails is not tried again whenever something else changes
    while not stop.is_set():
        before = shape(roots)
        for _ in _news(roots, before, archive, stop):
            try:
                summary, roots = run((), options)
            except LockedError:
                # Somebody else writes at length; a watch begun anew looks at everything again.
                stop.wait(_LOOK_MS / 1000)
                break
            if has_news(summary, last):
                told(summary)
            last = summary
            if stop.is_set() or shape(roots) != before:
                break


def did_something(summary: Summary) -> bool:
    """Tell whether a run changed the archive or has something to say."""
    counts = summary.counts()
    return summary.interrupted or any(counts[name] for name in ("new", "changed", "moved", "gone", "reread", "failed"))


def has_news(summary: Summary, before: Summary) -> bool:
    """Tell whether a run did something, or keeps files that are gone which the run before did not keep."""
    return did_something(summary) or (summary.held, summary.missing) != (before.held, before.missing)


def shape(roots: Sequence[str]) -> Shape:
    """Return what a watch of folders does not see: which roots are there, and how files named by themselves look."""
    seen: list[tuple[str, int, int, int]] = []
    for root in roots:
        try:
            status = Path(root).stat()
        except OSError:
            continue
        whole = Path(root).is_dir()
        seen.append((root, status.st_ino, -1 if whole else status.st_size, -1 if whole else status.st_mtime_ns))
    return tuple(seen)


def _news(roots: Sequence[str], before: Shape, archive: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once the watch stands, since much may have changed until then, and whenever something below a root has
    changed; end when the roots themselves have, or the watch should stop.
    """
    from watchfiles import watch as follow

    folders = [root for root, _, size, _ in before if size < 0]
    if not folders:
        yield
        while not stop.wait(_LOOK_MS / 1000) and shape(roots) == before:
            pass
        return
    standing = False
    try:
        for changes in follow(
            *folders,
            watch_filter=_Filter(folders, archive).wanted,
            debounce=_QUIET_MS,
            stop_event=stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if changes or not standing:
                standing = True
                yield
            if shape(roots) != before:
                return
    except (OSError, RuntimeError) as error:
        if shape(roots) != before:
            return
        raise NewsmorgueError(
            f"{folders[0]}: it cannot be watched ({error}): raise fs.inotify.max_user_watches, or index it now and then"
        ) from error


class _Filter:
    """Tells changes that may matter from those that never do: in hidden folders and in the archive itself."""

    def __init__(self, folders: Sequence[str], archive: Path) -> None:
        self._tops = sorted((below(os.path.realpath(folder)) for folder in folders), key=len, reverse=True)
        self._tops += sorted(map(below, folders), key=len, reverse=True)
        self._own = below(os.path.realpath(archive))

    def wanted(self, _change: Change, path: str) -> bool:
        """Return whether a change of ``path`` may matter."""
        if path.startswith(self._own) or os.path.realpath(path).startswith(self._own):
            return False
        top = next((top for top in self._tops if path.startswith(top)), "")
        return not is_hidden(path.removeprefix(top).split("/"))
