"""Files packed with ``compress``: codes that grow, begin anew, and stand for nothing."""

from __future__ import annotations

import io
import random
import tarfile

import pytest

from archive.errors import ReadError
from archive.readers import unpacked
from archive.readers.compressed import CompressedReader
from tests.readers.support import STORY, copies, known_as, read


def compressed(data: bytes, bits: int = 16, clear_at: int = 0) -> bytes:
    """Return data as ``compress -b`` packs it; ``clear_at`` is after how many codes all begin anew, 0 for never."""
    groups, codes, known = bytearray(), list[int](), {bytes([byte]): byte for byte in range(256)}
    width, number, said = 9, 257, b""

    def flush(whole: bool) -> None:
        size = width if whole else -(-len(codes) * width // 8)
        nonlocal groups
        groups += sum(code << at * width for at, code in enumerate(codes)).to_bytes(width, "little")[:size]
        codes.clear()

    def put(code: int) -> None:
        nonlocal width, number
        codes.append(code)
        number += 1
        grown = number - 1 > (1 << width) - 1 and width < bits
        if len(codes) == 8 or grown:
            flush(whole=True)
        width += grown

    written = 0
    for byte in data:
        longer = said + bytes([byte])
        if longer in known:
            said = longer
            continue
        put(known[said])
        written += 1
        if len(known) < (1 << bits) - 1:
            known[longer] = len(known) + 1
        said = bytes([byte])
        if written == clear_at:
            put(known[said])
            codes.append(256)
            flush(whole=True)
            width, number, said, written = 9, 257, b"", 0
            known = {bytes([each]): each for each in range(256)}
    if said:
        put(known[said])
    flush(whole=False)
    return b"\x1f\x9d" + bytes([128 | bits]) + groups


@pytest.mark.parametrize("bits", [9, 12, 16])
@pytest.mark.parametrize("clear_at", [0, 700])
def test_a_compressed_file_reads_as_the_file_inside(bits: int, clear_at: int) -> None:
    words = random.Random(1).choices(STORY.split(), k=9000)
    text = f"{STORY}\n\n{' '.join(words)}{'a' * 5000}"
    data = compressed(text.encode(), bits, clear_at)

    assert known_as(data, "story") == "compressed"
    assert [copy.text for copy in copies(read(CompressedReader(), data, "story.txt.Z"))] == [text]


def test_a_compressed_tar_names_its_members() -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY.encode()))

    for name in ("a.tar.Z", "a.taz"):
        assert [copy.member for copy in copies(read(CompressedReader(), compressed(target.getvalue()), name))] == [
            "a.txt"
        ]


def test_a_compressed_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "FREE", 1 << 18)
    with pytest.raises(ReadError, match="more than 250 times its size"):
        read(CompressedReader(), compressed(b"a" * 2_000_000), "a.txt.Z")


@pytest.mark.parametrize("data", [b"\x1f\x9d", b"\x1f\x9d\x91" + b"a" * 9, b"\x1f\x9d\x90" + b"\xff" * 90])
def test_what_does_not_unpack_is_damaged(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^a\.Z: (damaged|cut off)"):
        read(CompressedReader(), data, "a.Z")
