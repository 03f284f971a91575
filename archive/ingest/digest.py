"""The digest of a whole file, and the time by which it is known again."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from archive.readers.files import open_regular

_BLOCK = 1 << 20
_FRESH_NS = 2_000_000_000
"""A file changed twice within the clock of its file system (2 s on FAT) may show one time for two contents."""


def digest_of(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def digest_stream(stream: BinaryIO) -> str:
    """Return the digest of what is left in a stream."""
    digest = hashlib.blake2b(digest_size=20)
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def digest_file(path: str) -> str:
    """Return the digest of a file.

    Raises:
        ReadError: it cannot be read.
        OSError: reading it stopped halfway.
    """
    with open_regular(path) as stream:
        return digest_stream(stream)


def trusted_time(mtime_ns: int, now_ns: int) -> int:
    """Return the time to remember for a file that was just read and changed at ``mtime_ns``, both since the epoch.

    Of a file that changed a moment ago a time is remembered that it never had: the next run looks at its digest.
    """
    fresh = 0 <= now_ns - mtime_ns < _FRESH_NS
    return mtime_ns - 1 if fresh else mtime_ns
