"""Which files are read as what, and what is left alone."""

from __future__ import annotations

import gzip
import io
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.readers import Copy, FailedRecord, readers, recognise, registry
from archive.readers.compressed import CompressedReader
from archive.readers.files import NotRegularError, open_regular, read_path, recognise_stream
from archive.readers.sniff import OLE, foreign_kind
from archive.readers.text import TextReader
from archive.readers.zip import ZipReader
from tests.readers.making import packed
from tests.readers.support import known_as

PROSE = b"PORT ALDEN (Coastwire) - The harbour stays open, the mayor said on Monday.\n"


def read(data: bytes, name: str = "a.txt") -> list[Copy | FailedRecord]:
    return list(TextReader().read(io.BytesIO(data), name))


@pytest.mark.parametrize("name", ["a.txt", "a", "A.TXT", "a.md", "a.2016", "a.asc", "noël.txt", "a\udcff.txt"])
def test_prose_is_plain_text_whatever_its_name(name: str) -> None:
    reader = recognise(PROSE, name)

    assert reader is not None
    assert reader.name == "text"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a.txt", "picture"),
        (b"\xff\xd8\xff\xe0 JFIF", "a.txt", "picture"),
        (b"\x7fELF" + bytes(60), "a", "program"),
        (b"MZ\x90\x00\x03" + bytes(60), "a", "program"),
        (b"#!/bin/sh\necho tide\n", "a", "program"),
        (b"print('tide')\n", "a.py", "program"),
        (b"SELECT tide FROM alder;\n", "a.sql", "program"),
        (b"var tide = 1;\n", "main.js.download", "program"),
        (b"PK\x03\x04" + bytes(60), "a.txt", "packed archive"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis", "a.ods", "document without a reader"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "a.pptx", "document without a reader"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.doc", "document without a reader"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "encrypted document",
        ),
        (bytes(257) + b"ustar" + bytes(60), "a", "packed archive"),
        (b"RIFF\x10\x00\x00\x00WAVE", "a", "sound or film"),
        (b"RIFF\x10\x00\x00\x00WEBP", "a", "picture"),
        (b"%!PS-Adobe-3.0\n", "a", "document without a reader"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "a.txt", "document without a reader"),
        (b"<svg/>", "a.svg", "picture"),
        (b"BEGIN:VCARD\nFN:Joss Tarrow\n", "a.vcf", "document without a reader"),
        (b"@article{tide, title = {Tide}}\n", "a.bib", "document without a reader"),
        (bytes(range(256)) * 4, "a", "not text"),
        (b"ab" + bytes(30) + b"cd", "a", "not text"),
    ],
)
def test_what_is_no_article_is_left_alone_and_named(head: bytes, name: str, kind: str) -> None:
    assert recognise(head, name) is None
    assert foreign_kind(head, name) == kind


@pytest.mark.parametrize(
    ("head", "name", "told"),
    [
        (OLE + bytes(99), "a.DOC", "a document of Word of before 2007, which is not read: save it as .docx"),
        (OLE + bytes(99) + "WordDocument".encode("utf-16-le"), "a", "a document of Word of before 2007"),
        (OLE + bytes(99), "a.msg", "a message of Outlook, which is not read: save it as .eml"),
        (b"\xffWPC" + bytes(range(32)) * 4, "a.wpd", "a document of WordPerfect, which is not read: save it as .docx"),
        (
            packed({"Index/Document.iwa": b"x" * 99}),
            "a.pages",
            "a document of Pages, which is not read: export it to Word",
        ),
        (
            b"PAR1\x15\0\x15\x80" + PROSE,
            "a.parquet",
            "a table in Parquet, which is not read: export it as JSON Lines or CSV",
        ),
        (b"ARROW1\0\0" + PROSE, "a", "a table in Arrow, which is not read: export it as JSON Lines or CSV"),
        (b"\0\1\0\0Standard Jet DB\0" + PROSE, "a.mdb", "a database of Access, which is not read: export its tables"),
        (b"\0\0MMXPR3\0" + bytes(99), "a.qxd", "a layout of QuarkXPress, which is not read: export it"),
        (
            b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5" + bytes(99),
            "a.indd",
            "a layout of InDesign, which is not read: export it",
        ),
        (b"AT&TFORM" + bytes(range(9)) + PROSE, "a.djvu", "scanned pages in DjVu, which is not read: save its text"),
        (bytes(60) + b"BOOKMOBI" + PROSE, "a.mobi", "a book of Kindle, which is not read: save it as .epub"),
        (
            b"-- MySQL dump 10.13\n" + PROSE,
            "a.txt",
            "a dump of a database, which is not read: load it, and export the table",
        ),
        (b"--\n-- PostgreSQL database dump\n", "a", "a dump of a database, which is not read: load it"),
        (b"INSERT INTO a VALUES(1);\n", "a.sql", "a dump of a database, which is not read: load it"),
        (b"Rar!\x1a\x07\x01" + bytes(range(32)), "a.rar", "a RAR archive, which is not read: unpack it"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(32)), "a", "a 7z archive, which is not read: unpack it"),
    ],
)
def test_what_may_hold_stories_and_is_not_read_is_an_error_with_the_mend(
    head: bytes, name: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(head)

    with pytest.raises(ReadError, match=f"^{re.escape(f'{path}: {told}')}"):
        list(read_path(str(path)))
    with pytest.raises(ReadError, match=f"^{re.escape(f'{name}.gz: {told}')}"):
        list(CompressedReader().read(io.BytesIO(gzip.compress(head)), f"{name}.gz"))
    (failed,) = ZipReader().read(io.BytesIO(packed({name: head})), "a.zip")
    assert isinstance(failed, FailedRecord)
    assert failed.reason.startswith(told)


def test_the_preview_in_an_old_document_of_pages_is_read() -> None:
    assert known_as(packed({"QuickLook/Preview.pdf": b"%PDF-1.4"}), "a.pages") == "zip"


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xml", "a.sgm"])
def test_prose_without_markup_is_a_story_though_it_is_named_as_markup(name: str) -> None:
    assert known_as(PROSE, name) == "text"
    assert known_as(PROSE + b"<unknown>", name) is None
    assert known_as(bytes(range(32)) * 9, name) is None


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.tsv", "a.eml", "a.mbox", "a.JSONL"])
def test_prose_is_a_story_though_it_is_named_as_records(name: str) -> None:
    story = b"Harbour stays open\n\n" + PROSE

    assert known_as(story, name) == "text"
    for records in (b'{"a": 1', b"a;b\n", b"a\tb\n", b"X-Note: 1\n", b"[", b"7,8\n", b"<a>"):
        assert known_as(records + PROSE, name) != "text"


@pytest.mark.parametrize("name", ["a.db", "a", "a.bin"])
def test_a_file_that_was_reserved_and_never_written_is_no_text(name: str) -> None:
    assert foreign_kind(bytes(65_536), name) == "not text"


@pytest.mark.parametrize("head", [b"<PRE>\n", b"The tide<br>", b"<b>Tide</b>\n", b"<center><font size=5>"])
def test_a_piece_of_a_page_is_one_by_its_name(head: bytes) -> None:
    assert known_as(head + PROSE, "a.htm") == "html"
    assert known_as(head + PROSE, "a.txt") == "text"


@pytest.mark.parametrize("begin", [b"<p>", b"\xef\xbb\xbf<P class=story>", b"<div><p>", b"<h1>Harbour</h1>\n<p>"])
def test_a_piece_of_a_page_is_one_by_its_paragraphs(begin: bytes) -> None:
    assert known_as(begin + PROSE + b"</p>\n<P>" + PROSE + b"</P>", "a.txt") == "html"
    assert known_as(begin + PROSE + b"<p>" + PROSE, "a.txt") == "text"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("00README", "note on the files beside it"),
        ("Read me.txt", "note on the files beside it"),
        ("README.md", "note on the files beside it"),
        ("readers.txt", "text"),
    ],
)
def test_what_tells_of_the_files_beside_it_is_no_article(name: str, kind: str) -> None:
    assert recognise_stream(io.BytesIO(PROSE), f"/a/{name}").kind == kind


def test_what_a_browser_saves_beside_a_page_is_part_of_it(tmp_path: Path) -> None:
    for folder in ("Alder floods_files", "old_files"):
        (tmp_path / folder).mkdir()
        for name, text in {"saved_resource.html": "<html><p>Sign in", "f(1).txt": "tide()", "ads": "tide()"}.items():
            (tmp_path / folder / name).write_text(text)
    (tmp_path / "Alder floods.html").write_text("<html><p>The river rose.")
    (tmp_path / "Alder floods_files" / "a.pdf").write_bytes(b"%PDF-1.4")

    def kinds(folder: str) -> set[str]:
        told = set()
        for path in (tmp_path / folder).iterdir():
            with open_regular(str(path)) as stream:
                told.add(recognise_stream(stream, str(path)).kind)
        return told

    assert kinds("Alder floods_files") == {"part of a saved page", "pdf"}
    assert kinds("old_files") == {"html", "text"}


@pytest.mark.parametrize("first", [b"MZ Holdings", b"ID3 is a format", b"BZh", b"RIFF is a word"])
def test_a_story_that_begins_like_a_program_is_still_a_story(first: bytes) -> None:
    assert recognise(first + b", the spokesman said.\n", "a.txt") is not None


def test_the_whole_decoded_file_is_the_body_and_the_bytes_stay_as_they_were() -> None:
    (copy,) = read(b"\xef\xbb\xbf  storm   over\r\nport alden \r")

    assert copy == Copy(
        b"\xef\xbb\xbf  storm   over\r\nport alden \r", "  storm   over\nport alden \n", "text", encoding="utf-8"
    )


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\0\0\0", b"\xff\xfe \0\n\0", b".\n", b"* * *\n----\n"]
)
def test_a_file_without_words_holds_no_article(data: bytes) -> None:
    assert read(data) == []


def test_a_text_file_of_control_characters_is_broken_and_named() -> None:
    junk = bytes(range(1, 32)) * 20
    assert recognise(junk, "junk.txt") is not None

    with pytest.raises(ReadError, match=r"^junk\.txt: not text"):
        read(junk, "junk.txt")


def test_a_text_larger_than_any_article_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.readers.text._MOST_BYTES", 1 << 20)

    with pytest.raises(ReadError, match=r"^big\.txt: larger than 1 MB"):
        read(b"x" * ((1 << 20) + 1), "big.txt")


def test_terminal_escapes_in_a_story_do_not_make_it_binary() -> None:
    assert recognise(PROSE + b"\x1b]52;c;aGk=\x07 and \x1b]0;title\x07", "a") is not None


@given(st.binary(max_size=300), st.text(max_size=20))
def test_recognising_never_raises(head: bytes, name: str) -> None:
    reader = recognise(head, name)

    assert reader is None or reader in readers()


def test_fifos_sockets_devices_and_folders_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(os.path.relpath(tmp_path / "socket"))
        for path in (tmp_path / "fifo", tmp_path / "socket", Path(os.devnull), tmp_path):
            with pytest.raises(NotRegularError, match="no regular file"):
                open_regular(str(path))


def test_a_file_that_became_a_fifo_after_the_look_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    regular = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda *_: regular)

    with pytest.raises(NotRegularError):
        open_regular(str(path))


def test_a_vanished_file_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.txt: it has vanished$"):
        list(read_path(str(tmp_path / "none.txt")))


def test_an_unreadable_file_is_named_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadError, match=r"a\.txt: it may not be read: permission denied$"):
        list(read_path(str(path)))


def test_a_path_that_is_no_article_gives_no_record(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "a.txt").write_bytes(PROSE)

    assert list(read_path(str(tmp_path / "a.png"))) == []
    assert [record.raw for record in read_path(str(tmp_path / "a.txt")) if isinstance(record, Copy)] == [PROSE]


class WireReader:
    """Stands for a reader of another package."""

    name = "wire"
    version = 3
    suffixes = (".wire",)

    def recognises(self, head: bytes, name: str) -> float:
        return 0.9 if head.startswith(b"ZCZC") else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        yield Copy(stream.read(), "text", self.name)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    points = ("wire = reader_of_another_package:WireReader", "lost = no_such_package:Reader", "wrong = builtins:object")
    package = tmp_path / "wires-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: wires\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("\n".join([f"[{registry.GROUP}]", *points]))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(
        __import__("sys").modules, "reader_of_another_package", type("M", (), {"WireReader": WireReader})
    )
    caches = (registry.readers, registry._offered, registry.fingerprint)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("offered")
def test_readers_of_other_packages_join_by_entry_point_and_content_decides() -> None:
    wire = recognise(b"ZCZC story", "a.txt")

    assert wire is not None
    assert wire.name == "wire"
    assert [readers()[0].name, readers()[-1].name] == ["text", "wire"]
    assert registry.by_name("wire") is wire


@pytest.mark.usefixtures("offered")
def test_a_reader_that_cannot_be_loaded_is_told_and_stops_nothing() -> None:
    lost, wrong = registry.broken_readers()

    assert lost.startswith("reader lost (no_such_package:Reader): cannot be loaded")
    assert wrong.startswith("reader wrong (builtins:object): cannot be loaded")


def test_the_fingerprint_follows_names_and_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    before = registry.fingerprint()
    registry.fingerprint.cache_clear()
    monkeypatch.setattr(TextReader, "version", TextReader.version + 1)
    changed = registry.fingerprint()
    registry.fingerprint.cache_clear()

    assert changed != before
