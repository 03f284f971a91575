"""Parts of documents that are zip archives, such as DOCX and EPUB."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archive.errors import ReadError
from archive.readers.slices import MOST
from archive.readers.unpacked import Budget, Unpacked
from archive.readers.zip import opened_member

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
    data = Unpacked(partial(opened_member, archive, info), inside, Budget(info.compress_size)).take(MOST + 1)
    if len(data) > MOST:
        raise ReadError(f"{inside}: larger than {MOST >> 20} MB, which no story is: divide it")
    return data


def beside(name: str, href: str) -> str:
    """Return the name of a part that another one refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href.partition("#")[0])))
