"""Parts of documents that are zip archives, such as DOCX and EPUB."""

from __future__ import annotations

import io
import posixpath
from functools import partial
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from archive.errors import ReadError
from archive.readers.elements import every
from archive.readers.slices import MOST
from archive.readers.unpacked import Budget, Unpacked
from archive.readers.xml import parse_xml
from archive.readers.zip import opened_member

if TYPE_CHECKING:
    from zipfile import ZipFile

_TEXT = "/officeDocument"
"""How the kind of relation ends that leads to the part with the text."""


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
    # a part that is a bomb costs its document, not the archive around that
    budget = Budget(info.compress_size, Budget(info.compress_size))
    data = Unpacked(partial(opened_member, archive, info), inside, budget).take(MOST + 1)
    if len(data) > MOST:
        raise ReadError(f"{inside}: larger than {MOST >> 20} MB, which no story is: divide it")
    return data


def open_part(archive: ZipFile, name: str, place: str, around: Budget) -> BinaryIO | None:
    """Return one part as a stream, None where there is none of that name; ``around`` is the budget of all parts."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    budget = Budget(info.compress_size, around)
    return io.BufferedReader(Unpacked(partial(opened_member, archive, info), f"{place}!/{name}", budget))


def main_part(archive: ZipFile, place: str, usual: str) -> str:
    """Return the name of the part with the text of a document of ECMA-376, which some servers call otherwise."""
    found = relations(archive, "", place, _TEXT)
    return next(iter(found.values()), usual)


def relations(archive: ZipFile, name: str, place: str, kind: str) -> dict[str, str]:
    """Return where a part leads in relations whose kind ends so, by their ids: to parts, or to addresses.

    None where they are damaged.
    """
    folder, file = posixpath.split(name)
    try:
        data = part(archive, posixpath.join(folder, "_rels", f"{file}.rels"), place)
        root = parse_xml(data, place, "XML").root if data else None
    except ReadError:
        root = None
    found: dict[str, str] = {}
    for each in every(root, "Relationship"):
        target = each.get("Target")
        if target and (each.get("Type") or "").endswith(kind):
            outside = each.get("TargetMode") == "External"
            found[each.get("Id") or ""] = target if outside else beside(name, target).lstrip("/")
    return found


def beside(name: str, href: str) -> str:
    """Return the name of a part that another one refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href.partition("#")[0])))
