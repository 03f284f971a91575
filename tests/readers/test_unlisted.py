"""Zip archives whose list of contents is lost: their members are found by their own heads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest

from archive.errors import ReadError
from archive.readers import Copy, FailedRecord
from archive.readers.zip import ZipReader
from tests.readers.making import packed
from tests.readers.support import copies, failures

STORY = b"PORT ALDEN (Coastwire) - The harbour stays open, the mayor said on Monday.\n"
LINES = b"".join(b'{"title": "T%d", "text": "Body %d of the story."}\n' % (n, n) for n in range(3))


class Piped(io.RawIOBase):
    """A file that goes to where nobody can come back to what is written."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.held += data
        return len(data)


def until_error(data: bytes) -> list[Copy | FailedRecord]:
    """Return what a zip gives before it says what is wrong with it."""
    found: list[Copy | FailedRecord] = []
    with pytest.raises(ReadError):
        found.extend(ZipReader().read(io.BytesIO(data), "a.zip"))
    return found


def test_a_zip_without_its_list_of_contents_gives_what_its_members_hold_and_says_so() -> None:
    data = packed({"a.txt": STORY, "Überflutung.txt": STORY * 2, "c.jsonl": LINES})
    records = ZipReader().read(io.BytesIO(data[: data.index(b"PK\x01\x02")]), "a.zip")

    assert [next(records).member for _ in range(5)] == ["a.txt", "Überflutung.txt", "c.jsonl", "c.jsonl", "c.jsonl"]
    with pytest.raises(ReadError, match=r"^a\.zip: its list of contents is damaged or missing"):
        next(records)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_whose_sizes_stand_behind_them_are_found_without_a_list(method: int) -> None:
    target = Piped()
    inner = packed({"x.txt": STORY, "y.txt": STORY}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.txt", STORY)
        with archive.open("inner.zip", "w", force_zip64=True) as member:
            member.write(inner)
        archive.writestr("c.txt", STORY)
    data = bytes(target.held)

    records = until_error(data[: data.index(b"PK\x01\x02", data.index(b"c.txt"))])
    assert [copy.member for copy in copies(records)] == ["a.txt", "inner.zip!/x.txt", "inner.zip!/y.txt", "c.txt"]
    assert not failures(records)


def test_a_member_that_is_cut_off_gives_what_stands_before_the_cut() -> None:
    lines = b"".join(
        b'{"title": "T%d", "text": "%s"}\n' % (n, hashlib.sha256(bytes([n])).hexdigest().encode()) for n in range(200)
    )
    data = packed({"a.jsonl": lines})
    records = until_error(data[: len(data) // 2])

    assert 20 < len(copies(records)) < 180
    assert failures(records)[-1].reason.startswith("cut off")
