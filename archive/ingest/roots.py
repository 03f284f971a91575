"""The files and folders that were asked for, and which of them a path belongs to."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from archive.readers.hidden import is_hidden
from index.ledger import FileRecord


def absolute(path: str | os.PathLike[str]) -> str:
    """Return a path as the ledger writes it: absolute, links left as they were named."""
    found = os.path.abspath(os.fspath(path))  # noqa: PTH100, which loses what follows a link
    return found[1:] if found.startswith("//") else found


def below(folder: str) -> str:
    """Return how every path below a folder begins."""
    return folder.rstrip(os.sep) + os.sep


def lies_in(path: str, root: str) -> bool:
    """Tell whether a path is a root or lies below it."""
    return path == root or path.startswith(below(root))


def holders(path: str) -> Iterator[str]:
    """Yield a path, the folder that holds it, and so on up to the top: all that it lies in."""
    above = ""
    while path != above:
        yield path
        above, path = path, os.path.dirname(path)  # noqa: PTH120


def root_of(path: str, roots: Container[str]) -> str | None:
    """Return the widest root that a path lies in, or None."""
    return min((root for root in holders(path) if root in roots), key=len, default=None)


def reaches(root: str, path: str, known: Mapping[str, FileRecord]) -> bool:
    """Tell whether a walk of ``root`` comes by ``path``: nothing hidden and no forgotten folder lies between."""
    if not lies_in(path, root):
        return False
    parts = PurePath(path).parts[len(PurePath(root).parts) :]
    if is_hidden(parts):
        return False
    at = root.rstrip(os.sep)
    for part in parts:
        at = f"{at}{os.sep}{part}"
        if at != path and at in known and known[at].forgotten:
            return False
    return True


def with_roots(roots: Sequence[str], named: Iterable[str], known: Mapping[str, FileRecord]) -> tuple[str, ...]:
    """Return the roots, in order, after more were named; what a wider root reaches is no root of its own."""
    kept = dict.fromkeys(roots)
    more: set[str] = set()
    for path in named:
        if not any(root in kept and reaches(root, path, known) for root in holders(path)):
            kept[path] = None
            more.add(path)
    return tuple(
        root
        for root in kept
        if not any(wider in more and wider != root and reaches(wider, root, known) for wider in holders(root))
    )
