"""Archives of files: what is inside is read where it lies, nothing lands on the disk, and bombs are named."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import zstandard

from archive.errors import ReadError
from archive.readers import recognise, unpacked
from archive.readers.compressed import CompressedReader
from archive.readers.tar import TarReader
from archive.readers.zip import ZipReader
from tests.readers.making import docx, packed
from tests.readers.support import SAMPLES, copies, failures, known_as, read

STORY = b"PORT ALDEN (Coastwire) - The harbour stays open, the mayor said on Monday.\n"
LINES = b"".join(b'{"title": "T%d", "text": "Body %d of the story."}\n' % (n, n) for n in range(3))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lambda data: lzma.compress(data, preset=1),
    ".lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE, preset=1),
    ".zst": zstandard.ZstdCompressor().compress,
}


def tarred(members: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


@pytest.mark.parametrize("pack", [packed, tarred])
def test_members_are_read_by_their_own_readers_and_know_their_place(pack: Callable[..., bytes]) -> None:
    beside = {"__MACOSX/._a.txt": STORY, ".x.txt": STORY, ".Sent/x.txt": STORY, "b/~$a.docx": STORY}
    data = pack({"2019/a.txt": STORY, "logo.png": PNG, "b.jsonl": LINES, ".Sent/cur/1": STORY, **beside})
    reader = ZipReader() if pack is packed else TarReader()
    found = copies(read(reader, data, "desk.pack"))

    assert [(copy.member, copy.ordinal, copy.format) for copy in found] == [
        ("2019/a.txt", 0, "text"),
        ("b.jsonl", 0, "jsonl"),
        ("b.jsonl", 1, "jsonl"),
        ("b.jsonl", 2, "jsonl"),
        (".Sent/cur/1", 0, "text"),
    ]
    assert found[0].raw == STORY
    assert found[2].raw == LINES.splitlines()[1]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_file_reads_as_the_file_inside(suffix: str) -> None:
    data = PACKERS[suffix](LINES)

    assert known_as(data, f"a.jsonl{suffix}") == "compressed"
    found = copies(read(CompressedReader(), data, f"a.jsonl{suffix}"))
    assert [(copy.member, copy.ordinal, copy.format) for copy in found] == [(None, n, "jsonl") for n in range(3)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_tar_names_its_members(suffix: str) -> None:
    data = PACKERS[suffix](tarred({"a.txt": STORY, "b.txt": STORY + b"More."}))

    found = copies(read(CompressedReader(), data, f"a.tar{suffix}"))
    assert [copy.member for copy in found] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_parts_in_a_row_are_one_file(suffix: str) -> None:
    pack = PACKERS[suffix]
    first, second = LINES[:60], LINES[60:]

    assert len(copies(read(CompressedReader(), pack(first) + pack(second), f"a.jsonl{suffix}"))) == 3


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_truncated_packed_file_is_named_and_what_came_before_stands(suffix: str) -> None:
    many = b"".join(
        b'{"title": "T%d", "text": "%s"}\n' % (n, hashlib.sha256(b"%d" % n).hexdigest().encode()) for n in range(50_000)
    )
    data = PACKERS[suffix](many)
    records = CompressedReader().read(io.BytesIO(data[: len(data) * 3 // 4]), f"a.jsonl{suffix}")
    seen: list[object] = []
    with pytest.raises(ReadError, match=rf"^a\.jsonl{suffix}: (cut off|damaged)"):
        for record in records:
            seen.append(record)
    assert len(seen) > 100


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.tar"])
def test_what_stands_in_front_of_a_cut_is_read_in_a_file_of_a_few_blocks_too(name: str, suffix: str) -> None:
    rows = [("title", "text"), *((f"T{n}", hashlib.sha512(b"%d" % n).hexdigest()) for n in range(4_000))]
    stories = [json.dumps({"title": title, "text": text}) for title, text in rows[1:]]
    data = {
        "a.jsonl": "\n".join(stories).encode(),
        "a.json": f"[{','.join(stories)}]".encode(),
        "a.csv": "".join(f"{title},{text}\n" for title, text in rows).encode(),
        "a.tar": tarred({f"{title}.txt": text.encode() * 3 for title, text in rows[1:600]}),
    }[name]
    packed = PACKERS[suffix](data)
    seen: list[object] = []
    with pytest.raises(ReadError, match=rf"^{name}{suffix}: cut off"):
        for record in CompressedReader().read(io.BytesIO(packed[: len(packed) * 3 // 4]), name + suffix):
            seen.append(record)

    assert len(seen) > (250 if name == "a.tar" else 1_500)


def test_junk_behind_a_packed_file_is_told_behind_its_records() -> None:
    records = CompressedReader().read(io.BytesIO(gzip.compress(LINES) + b"ju"), "a.jsonl.gz")

    assert [next(records).ordinal for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ReadError, match=r"^a\.jsonl\.gz: damaged \(not a gzipped file"):
        next(records)


def test_archives_inside_archives_are_read_up_to_a_depth() -> None:
    data = packed({"a.txt": STORY})
    for _ in range(2):
        data = packed({"inner.zip": data})
    (copy,) = copies(read(ZipReader(), data, "a.zip"))
    assert copy.member == "inner.zip!/inner.zip!/a.txt"

    for _ in range(4):
        data = packed({"inner.zip": data})
    (failed,) = failures(read(ZipReader(), data, "a.zip"))
    assert "more than 4 archives inside each other" in failed.reason


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:/a.txt", "..\\a.txt"])
def test_names_that_lead_out_of_the_archive_are_refused_and_the_rest_is_read(name: str) -> None:
    for reader, data in (
        (ZipReader(), packed({name: STORY, "b.txt": STORY})),
        (TarReader(), tarred({name: STORY, "b.txt": STORY})),
    ):
        records = read(reader, data, "a.pack")
        assert [copy.member for copy in copies(records)] == ["b.txt"]
        (failed,) = failures(records)
        assert "name" in failed.reason
        assert failed.member == name.replace("\\", "/")


def test_links_and_devices_in_a_tar_are_passed_by() -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert read(TarReader(), target.getvalue(), "a.tar") == []


def test_a_link_in_a_zip_is_passed_by() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("latest.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "2019/a.txt")
        archive.writestr("2019/a.txt", STORY)

    assert [copy.member for copy in copies(read(ZipReader(), target.getvalue(), "a.zip"))] == ["2019/a.txt"]


def test_names_in_utf_8_are_known_where_a_zip_does_not_say_so() -> None:
    data = packed({"2019/Überflutung.txt": STORY}).replace(b"\x00\x08", b"\x00\x00", 1)
    listed = data.index(b"PK\x01\x02") + 9
    data = data[:listed] + b"\x00" + data[listed + 1 :]

    assert [copy.member for copy in copies(read(ZipReader(), data, "a.zip"))] == ["2019/Überflutung.txt"]


def test_a_member_that_calls_itself_otherwise_than_the_list_is_read_all_the_same() -> None:
    data = packed({"2019/a.txt": STORY}).replace(b"2019/a.txt", b"2019\\a.txt", 1)

    (copy,) = copies(read(ZipReader(), data, "a.zip"))
    assert (copy.member, copy.raw) == ("2019/a.txt", STORY)


def test_a_member_said_to_begin_before_its_file_costs_itself(tmp_path: Path) -> None:
    data = packed({"a.txt": STORY, "b.txt": STORY})
    path = tmp_path / "front-lost.zip"
    path.write_bytes(data[20:])

    with path.open("rb") as stream:
        records = list(ZipReader().read(stream, "a.zip"))
    assert [copy.member for copy in copies(records)] == ["b.txt"]
    assert [failed.reason for failed in failures(records)] == ["damaged ([Errno 22] Invalid argument): fetch it again"]


def test_names_in_a_tar_that_are_not_utf_8_stay_apart() -> None:
    data = tarred({"Müller.txt": STORY, "Möller.txt": STORY + b"More."}, "latin-1")

    assert [copy.member for copy in copies(read(TarReader(), data, "a.tar"))] == ["Müller.txt", "Möller.txt"]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda data: data[:1124] + b"\xff" + data[1125:], "bad checksum"),
        (lambda data: data[:1300], "truncated header"),
    ],
)
def test_a_tar_that_breaks_off_between_members_is_not_taken_for_whole(
    harm: Callable[[bytes], bytes], told: str
) -> None:
    records = TarReader().read(io.BytesIO(harm(tarred({"a.txt": STORY, "b.txt": STORY}))), "a.tar")

    first = next(records)
    assert first.member == "a.txt"
    with pytest.raises(ReadError, match=rf"^a\.tar: damaged \({told}\)"):
        next(records)


def test_a_tar_whose_member_leads_back_ends() -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = -1536
    data = tarred({"b.txt": STORY, "c.txt": STORY})[:2048] + info.tobuf(tarfile.GNU_FORMAT) + bytes(2048)
    with pytest.raises(ReadError, match=r"^a\.tar: damaged \(a negative size\)"):
        read(TarReader(), data, "a.tar")


def test_one_damaged_member_costs_itself() -> None:
    data = bytearray(packed({"a.txt": STORY * 40, "b.txt": STORY}))
    data[45:60] = bytes(15)
    records = read(ZipReader(), bytes(data), "a.zip")

    assert [copy.member for copy in copies(records)] == ["b.txt"]
    (failed,) = failures(records)
    assert failed.member == "a.txt"
    assert "damaged" in failed.reason


def test_a_member_without_a_name_costs_the_others_nothing() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), STORY)
        archive.writestr("b.txt", STORY)

    assert [copy.member for copy in copies(read(ZipReader(), target.getvalue(), "a.zip"))] == ["", "b.txt"]


@pytest.mark.parametrize("name", ["a.txt", ""])
def test_an_encrypted_member_is_named(name: str) -> None:
    data = bytearray(packed({"a.txt": STORY}, zipfile.ZIP_STORED).replace(b"a.txt", name.encode().ljust(5, b"\0")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (failed,) = failures(read(ZipReader(), bytes(data), "a.zip"))
    assert "encrypted" in failed.reason


def test_a_member_that_asks_for_a_newer_program_or_another_packer_costs_itself_at_most() -> None:
    data = bytearray(packed({"a.txt": STORY, "b.txt": STORY}))
    entry = data.index(b"PK\x01\x02")
    data[4] = data[entry + 6] = 90
    assert [copy.member for copy in copies(read(ZipReader(), bytes(data), "a.zip"))] == ["a.txt", "b.txt"]

    data[8] = data[entry + 10] = 9
    records = read(ZipReader(), bytes(data), "a.zip")
    assert [copy.member for copy in copies(records)] == ["b.txt"]
    assert [failed.reason for failed in failures(records)] == ["That compression method is not supported: unpack it"]


def test_a_bomb_is_stopped_by_its_ratio_and_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "FREE", 1 << 16)
    data = packed({"bomb.txt": b"a" * 5_000_000, "b.txt": STORY, "pad.bin": bytes(range(256)) * 400})
    records = read(ZipReader(), data, "a.zip")

    assert [copy.member for copy in copies(records)] == ["b.txt"]
    (failed,) = failures(records)
    assert (failed.member, "more than 250 times its size" in failed.reason) == ("bomb.txt", True)


def test_a_part_of_a_document_that_is_a_bomb_costs_the_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "FREE", 1 << 16)
    records = read(ZipReader(), packed({"a.txt": STORY, "bomb.docx": docx(" " * 5_000_000), "c.txt": STORY}), "a.zip")

    assert [copy.member for copy in copies(records)] == ["a.txt", "c.txt"]
    (failed,) = failures(records)
    assert (failed.member, "more than 250 times its size" in failed.reason) == ("bomb.docx", True)


def test_many_members_that_overlap_are_stopped_by_the_ratio_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "FREE", 1 << 18)
    data = packed({f"{n}.txt": b"a" * 200_000 for n in range(400)})
    with pytest.raises(ReadError, match=r"^a\.zip!/\d+\.txt: unpacks to more than 250 times"):
        read(ZipReader(), data, "a.zip")


@pytest.mark.parametrize("suffix", [".bz2", ".xz", ".lzma", ".zst"])
def test_a_compressed_bomb_is_stopped(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "FREE", 1 << 18)
    with pytest.raises(ReadError, match="more than 250 times its size"):
        read(CompressedReader(), PACKERS[suffix](b"a" * 20_000_000), f"a.txt{suffix}")


def test_a_tar_header_of_many_megabytes_is_not_taken_for_a_name() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 5 << 20
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(6 << 20)
    with pytest.raises(ReadError, match=r"^a\.tar: damaged \(a header of 5 MB\)"):
        read(TarReader(), data, "a.tar")


def test_documents_that_are_zips_are_not_taken_for_archives() -> None:
    for first in ("[Content_Types].xml", "META-INF/MANIFEST.MF"):
        reader = recognise(packed({first: b"x"}), "a.zip")
        assert reader is None or reader.name != "zip"


@pytest.mark.parametrize("place", ["docx/newsroom.docx", "epub/magazine.epub"])
def test_documents_that_are_stored_in_an_archive_are_its_members(place: str) -> None:
    name = place.rpartition("/")[2]
    data = packed({name: (SAMPLES / place).read_bytes(), "last.txt": b"Two."}, zipfile.ZIP_STORED)
    members = [copy.member or "" for copy in copies(read(ZipReader(), data))]

    assert known_as(data, "a.zip") == "zip"
    assert members[0].startswith(name)
    assert members[-1] == "last.txt"


def test_a_large_member_is_read_again_from_its_begin_without_being_kept() -> None:
    stories = b"".join(b"<nitf><body><body.content><p>Story %d.</p></body.content></body></nitf>" % n for n in range(9))
    data = gzip.compress(b"<all>" + b" " * 1_000_000 + stories + b"</all>")
    budget = unpacked.Budget(len(data))
    inside = unpacked.Unpacked(lambda: gzip.GzipFile(fileobj=io.BytesIO(data)), "a", budget)
    member = unpacked.Member(inside, 1)
    whole = member.read()
    member.seek(500_000)
    assert member.read(700) == whole[500_000:500_700]
    assert member.seek(0, 2) == len(whole)
