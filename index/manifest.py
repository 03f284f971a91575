"""The plain file in the folder of an archive, from which it can be made again without its index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, field
from pathlib import Path

from index.errors import DamagedArchiveError, NewerArchiveError, NoArchiveError
from index.values import dataclass

MANIFEST = "manifest.json"

FORMAT = 1
"""The version of the plain file's layout, which changes less often than that of the archive."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive was asked to hold: its roots and options, and the files and folders that were taken out.

    ``forgotten`` are their paths, in order.
    """

    roots: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the plain file as it is written."""
    return json.dumps({"newsmorgue": FORMAT, **asdict(manifest)}, indent=1).encode() + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an archive, and nothing else of it.

    Raises:
        NoArchiveError: the folder holds none.
        NewerArchiveError: a newer version of this program made it.
        DamagedArchiveError: it is not what it should be.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise NoArchiveError(f"{folder}: here is no archive: name its folder with --archive") from None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedArchiveError(_fault(path, str(error))) from error
    version = found.get("newsmorgue") if isinstance(found, dict) else None
    if not isinstance(version, int):
        raise NoArchiveError(f"{folder}: here is no archive: name its folder with --archive")
    if version > FORMAT:
        raise NewerArchiveError(f"{folder}: a newer version of this program made this archive: upgrade newsmorgue")
    try:
        roots, options, forgotten = found.get("roots", []), found.get("options", {}), found.get("forgotten", [])
        return Manifest(
            _texts(roots), dict(zip(_texts(options), _texts(options.values()), strict=True)), _texts(forgotten)
        )
    except (TypeError, AttributeError) as error:
        raise DamagedArchiveError(_fault(path, str(error))) from error


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    every = tuple(values)
    found = tuple(value for value in every if isinstance(value, str))
    if isinstance(values, str) or found != every:
        raise TypeError("a list of texts is not one")
    return found


def _fault(path: Path, fault: str) -> str:
    return f"{path}: the manifest is damaged ({fault}): index the folders anew into another archive"
