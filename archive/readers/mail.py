"""Mail: single messages (also those of a Maildir), and mbox files of many; press releases and newsletters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord
from archive.readers.slices import MOST, whole
from archive.readers.unpacked import ahead

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\n]*\n(?:[ \t][^\n]*\n)*")
_BEGINS = re.compile(rb"[\r\n]*+[A-Za-z][A-Za-z0-9-]{1,60}:")
_USUAL = frozenset(
    b"from to subject date message-id received return-path delivered-to mime-version content-type reply-to sender cc "
    b"list-id list-unsubscribe x-mailer dkim-signature in-reply-to references newsgroups path status x-status".split()
)
_FROM = re.compile(rb"From [^\n]{1,200}\d\d:\d\d(?::\d\d)?[^\n]{0,60}\d{4}[^\n]{0,20}\r?\n|From -?\d{5,20}\r?\n")
"""The line that begins a message, with a day; archives of newsgroups have but a number."""
_COUNT = re.compile(rb"(\d{1,8})[ \t]{0,9}\r?\n(?=[A-Za-z])")
"""The line in which Apple Mail says how many bytes a message has; behind those comes what it notes of it."""
_CHUNK = 1 << 20
_HOLD = 512
"""Bytes at the end of a block in which a border may have begun."""


class MailReader:
    """Reads one message."""

    name = "mail"
    version = 9
    suffixes: tuple[str, ...] = (".eml", ".emlx", ".mail", ".msg", ".mht", ".mhtml")

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the fields at the beginning make it that this is a message."""
        counted = _COUNT.match(head)
        return _sure(head[counted.end() :] if counted else head)

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the story of a message, or of each in a digest; none where it has no text.

        Raises:
            ReadError: it is larger than any message, or its parts are nested too deep.
        """
        from archive.readers.digest import letters
        from archive.readers.message import Unreadable, message_copy

        raw = whole(stream, name, "message is: divide it")
        if counted := _COUNT.match(raw):
            raw = raw[counted.end() :][: int(counted[1])]
        found = letters(raw)
        for ordinal, letter in enumerate(found):
            try:
                copy = message_copy(letter, self.name, ordinal)
            except Unreadable as error:
                if len(found) == 1:
                    raise ReadError(f"{name}: {error}") from error
                yield FailedRecord(ordinal, str(error))
                continue
            if copy is not None:
                yield copy


class MboxReader:
    """Reads mbox files, a record a message."""

    name = "mbox"
    version = 8
    suffixes: tuple[str, ...] = (".mbox", ".mbx")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a file that begins as mbox files do, with a message after it."""
        found = _FROM.match(head.lstrip(b"\r\n"))
        return 0.96 if found and _sure(head.lstrip(b"\r\n")[found.end() :]) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each message with a text; a broken one costs itself."""
        from archive.readers.message import Unreadable, message_copy

        ordinals = count()
        for raw, ordinal in ((letter, next(ordinals)) for each in _messages(stream) for letter in _letters(each)):
            if raw is None:
                yield FailedRecord(ordinal, f"larger than {MOST >> 20} MB, which no message is")
                continue
            try:
                copy = message_copy(raw, self.name, ordinal)
            except Unreadable as error:
                yield FailedRecord(ordinal, str(error))
                continue
            if copy is not None:
                yield copy


def _letters(raw: bytes | None) -> list[bytes] | list[None]:
    from archive.readers.digest import letters

    return [None] if raw is None else letters(raw)


def _sure(head: bytes) -> float:
    if not _BEGINS.match(head):
        return 0.0
    at = 0
    found: set[bytes] = set()
    plain = head[:32_768].replace(b"\r\n", b"\n").lstrip(b"\n")
    while (field := _FIELD.match(plain, at)) and len(found) < 40:
        found.add(field[1].lower())
        at = field.end()
    known = len(found & _USUAL)
    if not found & {b"from", b"received", b"return-path", b"sender"} or known < 3:
        return 0.0
    return 0.9 if known * 4 >= len(found) or known >= 5 else 0.5


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of each message without the line that parts it from others; None for one that is too large."""
    data, start, at = b"\n\n", 2, 0
    ended = begun = large = False
    while not ended:
        # Twice as much each time, so that a long message is not searched again and again.
        block = ahead(stream, max(_CHUNK, len(data)))
        ended = not block
        data += block
        for begins, ends in _borders(data, at):
            if begun:
                yield None if large or begins - start > MOST else _whole(data[start:begins])
            begun, large, start = True, False, ends
        large = large or len(data) - start > MOST
        # The line end before the message may be half of the blank line before the next.
        keep = len(data) - _HOLD if large or not begun else start - 1
        data, start = data[max(0, keep) :], max(0, start - max(0, keep))
        at = max(0, len(data) - _HOLD)
    if begun:
        yield None if large else _whole(data[start:])


def _borders(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each line that begins a message: ``From `` and a day behind a blank line."""
    while (at := data.find(b"\nFrom ", at)) >= 0:
        before = at
        while data[before - 1 : before] == b"\r":
            before -= 1
        at += 1
        if data[before - 1 : before] == b"\n" and (found := _FROM.match(data, at)):
            yield found.span()
            at = found.end() - 1


def _whole(data: bytes) -> bytes:
    """Return a message without the blank line before the next, which belongs to the file."""
    last = data.rfind(b"\n", 0, max(0, len(data) - 1)) + 1
    return data if data[last:].strip(b"\r\n") else data[:last]
