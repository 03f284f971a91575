"""Members of archives, read by whatever reader knows them, and addressed as ``archive.zip!/path``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from archive.errors import NoArticleError, ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.encoding import decode
from archive.readers.files import recognise_stream
from archive.readers.hidden import is_hidden
from archive.readers.unpacked import Budget, LimitError, Packed, member_stream

MARK = "!/"
"""What stands between an archive and its member."""


def read_member(
    opener: Callable[[], Packed], place: str, member: str, budget: Budget, depth: int
) -> Iterator[Copy | FailedRecord]:
    """Yield the records of one member; none where it is no article. A broken member is a failed record.

    Raises:
        LimitError: the archive as a whole unpacks to too much.
    """
    inside = f"{place}{MARK}{member}"
    if strange := _strange(member):
        yield FailedRecord(0, strange, member)
        return
    count = 0
    try:
        stream = member_stream(opener, inside, budget, depth + 1)
        known = recognise_stream(stream, inside)
        if known.reader is None:
            return
        for record in known.reader.read(stream, inside):
            count += 1
            yield replace(record, member=f"{member}{MARK}{record.member}" if record.member else member)
    except NoArticleError:
        return
    except LimitError:
        raise
    except ReadError as error:
        yield FailedRecord(count, _bare(error, inside), member)


def is_aside(member: str) -> bool:
    """Tell whether a member is hidden, or what systems put beside files, such as ``__MACOSX/._a.txt``."""
    parts = member.split("/")
    return "__MACOSX" in parts or (any(part[:1] in (".", "~") for part in parts) and is_hidden(parts))


def clean_name(name: str) -> str:
    """Return the name of a member as it is stored, ``./`` at its begin left out, unprintable characters replaced.

    Bytes that are not UTF-8, given as surrogate escapes, are read as what else they may be.
    """
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = name.encode("utf-8", "replace")
    text = decode(data).text.replace("\\", "/").removeprefix("./")
    if not text.isprintable():
        text = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return text[:1000]


def _strange(member: str) -> str | None:
    if member.startswith("/") or member[1:3] == ":/":
        return "an absolute name: it is not read; pack the archive anew with relative names"
    if ".." in member.split("/"):
        return "a name that leads out of the archive: it is not read; pack the archive anew"
    return None


def _bare(error: ReadError, place: str) -> str:
    text = " ".join(str(error).split())
    # The place may be that of a member deeper inside, which then stays.
    bare = text.removeprefix(f"{place}:")
    line, colon, rest = bare.partition(": ")
    return f"line {line}: {rest}" if colon and line.isdigit() else bare.strip()
