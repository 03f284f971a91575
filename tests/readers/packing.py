"""Makes the samples of archives as various programs pack them: ``python -m tests.readers.packing`` writes them anew."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping

import zstandard

from tests.readers.making import FLOOD, packed, page
from tests.readers.support import SAMPLES

_WHEN = 1_622_624_400
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def sample(place: str) -> bytes:
    """Return another sample, to be packed."""
    return (SAMPLES / place).read_bytes()


def from_windows() -> bytes:
    """Return a zip as an old Windows program makes it: backslashes, names in code page 437, DOS attributes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("desk\\\x84rger.txt", "\n\n".join(FLOOD).encode("cp1252")),
            ("desk\\thumbs.db", bytes(600)),
        ):
            info = zipfile.ZipInfo("x", (2003, 6, 2, 9, 0, 0))
            info.create_system = 0
            info.filename = name.encode("latin-1").decode("cp437")
            archive.writestr(info, data)
    return target.getvalue()


def from_a_mac() -> bytes:
    """Return a zip as a Mac makes it: folders as members, a shadow of every file, names in UTF-8."""
    members: dict[str, str | bytes] = {}
    for name, data in {"Überschwemmung.html": page("Alder floods", FLOOD), "wire.xml": sample("nitf/wire.xml")}.items():
        members[f"Export/{name}"] = data
        members[f"__MACOSX/Export/._{name}"] = b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(40)
    return packed({"Export/": b"", "Export/.DS_Store": bytes(200), **members})


def nightly() -> bytes:
    """Return what an agency sends every night: a package for each hour, and pictures."""
    hour = {"item-1.xml": sample("newsml-g2/single-item.xml"), "photo-1.jpg": b"\xff\xd8\xff\xe0" + bytes(64)}
    return packed(
        {"2019/03/09/1600.zip": packed(hour), "2019/03/09/spool.tst": sample("anpa/kill.tst"), "logo.png": _PNG}
    )


def tarred(members: Mapping[str, bytes], format: int, *, links: bool = False) -> bytes:
    """Return a tar; with links and a pipe between the files, as a backup of a whole folder has them."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=format) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.uname, info.gname = len(data), _WHEN, "desk", "desk"
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (("latest.txt", tarfile.SYMTYPE), ("same.txt", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            if links:
                info = tarfile.TarInfo(name)
                info.type, info.linkname, info.mtime = kind, "/etc/passwd", _WHEN
                archive.addfile(info)
    return target.getvalue()


def samples() -> dict[str, bytes]:
    """Return every sample by its place."""
    long = f"archive/{'very-' * 30}long-name.txt"
    story = sample("same_story/story.txt")
    feed, lines = sample("feed/wordpress.rss"), sample("jsonl/crawler.jsonl")
    backup = {"./wire/wire.xml": sample("nitf/wire.xml"), "./wire/kill.tst": sample("anpa/kill.tst")}
    frames = [zstandard.ZstdCompressor(write_checksum=True).compress(part) for part in (feed[:900], feed[900:])]
    return {
        "zip/old-windows.zip": from_windows(),
        "zip/mac.zip": from_a_mac(),
        "zip/nightly.zip": nightly(),
        "tar/gnu-long-names.tar": tarred({long: "\n\n".join(FLOOD).encode()}, tarfile.GNU_FORMAT),
        "tar/pax.tar": tarred({"Straße/Überschwemmung.html": page("Alder floods", FLOOD)}, tarfile.PAX_FORMAT),
        "tar/backup.tar": tarred(backup, tarfile.USTAR_FORMAT, links=True),
        "compressed/crawler.jsonl.gz": gzip.compress(lines[:500], mtime=0) + gzip.compress(lines[500:], mtime=0),
        "compressed/reut2-900.sgm.bz2": bz2.compress(sample("reuters-21578/reut2-900.sgm")),
        "compressed/spool.anpa.xz": lzma.compress(sample("anpa/lock-spool.tst"), check=lzma.CHECK_CRC32),
        "compressed/wordpress.rss.zst": b"".join(frames),
        "compressed/backup.tgz": gzip.compress(tarred(backup, tarfile.USTAR_FORMAT), mtime=0),
        "same_story/lock.zip": packed({"astrel/lock.txt": story}),
        "same_story/lock.tar": tarred({"astrel/lock.txt": story}, tarfile.USTAR_FORMAT),
        "same_story/lock.tar.gz": gzip.compress(tarred({"astrel/lock.txt": story}, tarfile.GNU_FORMAT), mtime=0),
        "same_story/lock.txt.gz": gzip.compress(story, mtime=0),
        "same_story/lock.xml.bz2": bz2.compress(sample("same_story/nitf.xml")),
        "same_story/lock.anpa.xz": lzma.compress(sample("same_story/wire.anpa")),
        "same_story/lock.html.zst": zstandard.ZstdCompressor().compress(sample("same_story/lock.html")),
        "same_story/1552148100.M7P41.coast:2,S": sample("same_story/lock.eml"),
    }


if __name__ == "__main__":
    for place, data in samples().items():
        path = SAMPLES / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
