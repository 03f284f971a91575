"""Which archive a command works on, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from index.engine import SearchEngine

EMPTY = "the archive holds no articles yet: newsmorgue index FOLDER takes a folder into it"


def folder(ctx: click.Context) -> Path:
    """Return the folder of the archive: the one named, else the one of this user."""
    named: Path | None = ctx.find_root().params.get("archive")
    if named is not None:
        return named
    from platformdirs import user_data_path

    return user_data_path("newsmorgue", appauthor=False) / "default"


def open_archive(ctx: click.Context, mode: Literal["read", "write"] = "read", wait: float = 30.0) -> SearchEngine:
    """Open the archive of this command, waiting ``wait`` seconds at most for another process that writes it.

    Raises:
        ArchiveError: it cannot be opened; where there is none yet, the text says how to make one.
    """
    from index import engine
    from index.errors import NoArchiveError

    where = folder(ctx)
    try:
        return engine.open_engine(where, mode, wait=wait)
    except NoArchiveError as error:
        if not where.exists():
            raise NoArchiveError(f"{where}: there is no archive yet: newsmorgue index FOLDER makes one") from error
        raise


def is_empty(engine: SearchEngine) -> bool:
    """Tell whether an archive holds no article that can be found."""
    from index.request import SearchRequest

    return not engine.search(SearchRequest("", limit=0)).total
