"""Parts of documents that are zip archives, such as DOCX and EPUB."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import unquote

from archive.errors import ReadError
from archive.readers.slices import MOST
from archive.readers.unpacked import Budget, Member

if TYPE_CHECKING:
    from zipfile import ZipFile


def part(archive: ZipFile, name: str, place: str) -> bytes | None:
    """Return the bytes of one part, None where there is none of that name.

    Raises:
        ReadError: it is damaged, or larger than any story.
    """
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    inside = f"{place}!/{name}"

    def opened() -> BinaryIO:
        return cast("BinaryIO", archive.open(info))

    data = Member(partial(opened), inside, Budget(info.compress_size), 1).read(MOST + 1)
    if len(data) > MOST:
        raise ReadError(f"{inside}: larger than {MOST >> 20} MB, which no story is: divide it")
    return data


def beside(name: str, href: str) -> str:
    """Return the name of a part that another one refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href.partition("#")[0])))
