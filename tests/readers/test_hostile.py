"""Hostile files: every reader ends in articles or in an error that names the place."""

from __future__ import annotations

import builtins
import io
import random
import socket
import time
from collections.abc import Iterator
from typing import Any, cast

import pytest

from archive.errors import ReadError
from archive.readers import Copy, FailedRecord, Reader, readers, recognise, registry
from archive.readers.html import HtmlReader
from archive.readers.sniff import foreign_kind
from archive.readers.tables import TableReader
from archive.readers.warc import WarcReader
from tests.readers import fuzz, making
from tests.readers.support import HEAD, copies

SEEDS = fuzz.seeds()
READERS = [pytest.param(reader, id=reader.name) for reader in readers() if reader.name in SEEDS]
BOMB = """<!DOCTYPE %s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">
<!ENTITY y SYSTEM "http://127.0.0.1:9/x">]>"""


def outcome(reader: Reader, data: bytes, name: str) -> list[Copy | FailedRecord]:
    """Return the records, none where the reader names the place of a fault."""
    try:
        return list(reader.read(io.BytesIO(data), name))
    except ReadError as error:
        assert str(error).startswith(name)
        return []


@pytest.mark.parametrize("reader", READERS)
def test_mutated_files_end_in_articles_or_in_an_error_that_names_the_place(reader: Reader) -> None:
    inputs = fuzz.mutations(SEEDS[reader.name], random.Random(3), 40)
    assert [came.fault for came in (fuzz.outcome(reader, name, data) for name, data in inputs) if came.fault] == []


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_two_thousand_mutated_files_do_too(reader: Reader) -> None:
    inputs = fuzz.mutations(SEEDS[reader.name], random.Random(5), 2000)
    assert [came.fault for came in (fuzz.outcome(reader, name, data) for name, data in inputs) if came.fault] == []
    assert fuzz.memory() < fuzz.MOST_MEMORY


@pytest.mark.parametrize("reader", READERS)
def test_every_file_cut_short_ends_well(reader: Reader) -> None:
    for name, data in SEEDS[reader.name]:
        for cut in (0, 1, len(data) // 3, len(data) - 1):
            outcome(reader, data[:cut], name)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("junk", [b"\0" * 5000, b"\xff" * 5000, b"<" * 5000, b'"' * 5000, b"\n" * 5000, b"&#0;" * 999])
def test_junk_in_the_middle_ends_well(reader: Reader, junk: bytes) -> None:
    name, data = SEEDS[reader.name][0]
    outcome(reader, data[: len(data) // 2] + junk + data[len(data) // 2 :], name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("blank.txt", b"\r\n" * 40_000),
        ("title.html", b"<html><title>A" + b" " * 60_000 + b"B</title><p>The tide was high.</p></html>"),
        (
            "sender.eml",
            b"From: " + b"(" * 60_000 + b"\nTo: a@b.example\nSubject: Tide\nDate: 1\n\nThe tide was high.\n",
        ),
        ("front.md", b"---\ntitle: " + b"[" * 60_000 + b"\n---\n\nThe tide was high.\n"),
        (
            "letters.sgml",
            b'<DOC id="AFP_ENG_20190309.0417" ' + b"a" * 60_000 + b">\n<TEXT>\nHigh tide.\n</TEXT>\n</DOC>\n",
        ),
        ("digits.md", b'+++\ntitle = "Tide"\npages = ' + b"9" * 20_000 + b"\n+++\n\nThe tide was high.\n"),
        (
            "paper.txt",
            b"1 of 1 DOCUMENTS\n\nThe "
            + b"a" * 60_000
            + b"\n\nMarch 9, 2019\n\nTide\n\nLENGTH: 3 words\n\nHigh tide.\n",
        ),
        (
            "kind.txt",
            b"Document 1 of 1\n\nFull text: High tide.\n\nTitle: A"
            + b" " * 60_000
            + b"B\n\nPublication title: C"
            + b" " * 60_000
            + b"D\n\nProQuest document ID: 1\n",
        ),
        ("links.md", b"---\ntitle: Tide\n---\n\n" + b"[" * 60_000 + b"\n"),
        ("stops.html", b"<html><title>" + b"." * 60_000 + b"x</title><p>The tide was high.</p></html>"),
        ("rights.txt", "Title: Tide\nFull Text: {}\n\nGale Document Number: GALE|A51\n".format("©" * 60_000).encode()),
        (
            "single.txt",
            b"Title: " + b"Tide. By: " * 12_000 + b"\nAccession Number: 1\nDatabase: Tides\n\nThe tide was high.\n",
        ),
        ("tide.ris", b"TY  - NEWS\nAB  - Tide\n" + b"High tide.\n" * 300_000 + b"ER  - \n"),
        ("cover.epub", making.epub({f"cover{'1' * 90}!.xhtml": making.chapter("Tide", ["High."])}, "")),
        (
            "wires.anpa",
            (b"\x16\x16\x01a0001\r\nr" + b" " * 480 + b"i" + b" " * 480 + b"BC\x02^Tide<\r\n\tHigh.\r\n\x03\r\n\x04")
            * 20,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_repeats_over_and_over_takes_no_time_that_grows_with_its_square(name: str, data: bytes) -> None:
    for reader in readers():
        assert fuzz.outcome(reader, name, data).fault is None


def test_blanks_in_front_of_a_broken_record_take_no_time_that_grows_with_their_square() -> None:
    begun = time.process_time()

    assert foreign_kind(b" " * 240_000 + b"x", "tide.json") is not None
    assert time.process_time() - begun < fuzz.HANGS


def test_an_attribute_that_became_a_name_costs_nothing_of_the_page() -> None:
    first = '<p>The work, which begins in <em>May</em>, would close it for <a href="/quay">two months</a>. So they say.'
    data = f'<main><article><div class="a<p>Sail!</p></div>{first}</p><p><q="20>Deep</q>, he said of it all.</p>'
    (copy,) = copies(outcome(HtmlReader(), data.encode(), "a.html"))

    assert "he said of it all." in copy.text


def test_a_length_beyond_all_numbers_is_a_broken_record() -> None:
    data = making.record("response", "https://w.example/1", making.answer(b"<p>x</p>"))
    data = data.replace(b"Content-Length: ", b"Content-Length: 99999999999999999999999")
    with pytest.raises(ReadError, match=r"^a\.warc: record \d: no WARC record"):
        list(WarcReader().read(io.BytesIO(data), "a.warc"))


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"<nitf>" * 100_000,
        b"<rss><channel><item>" + b"<b>" * 100_000,
        b"<newsItem>" * 100_000,
        b"<html><body>" + b"<div>" * 100_000,
        b"<DOC>" * 100_000,
        b"{\\rtf1" + b"{" * 100_000,
        b'{"title": "T", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda data: data[:12].decode(),
)
def test_a_hundred_thousand_levels_end_well_in_every_reader(data: bytes) -> None:
    for reader in readers():
        outcome(reader, data, "deep")


@pytest.mark.parametrize("reader", READERS)
def test_no_parser_opens_a_file_or_a_connection(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a reader looked outside")

    for name, data in SEEDS[reader.name]:
        outcome(reader, data, name)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    for name, data in SEEDS[reader.name]:
        start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
        root = data[start:].lstrip()[1:40].split(b" ")[0].split(b">")[0].decode("latin-1")
        bombed = data[:start] + (BOMB % root).encode() + data[start:].replace(b"<p>", b"<p>&c;&x;&y;")
        for record in copies(outcome(reader, bombed, name)):
            assert "root:" not in record.text
            assert record.text.count("a" * 50) == 0


class Endless(io.RawIOBase):
    """A table whose second row opens a field of a gigabyte; its bytes are made as they are read."""

    def __init__(self) -> None:
        self.head = b'title,text\nT,"'
        self.left = 1 << 30
        self.tail = b'"\nLater,The row after it is read.\n'

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        assert offset == whence == 0
        self.__init__()  # type: ignore[misc]
        return 0

    def readinto(self, buffer: Any, /) -> int:
        if self.head:
            data, self.head = self.head, b""
        elif self.left:
            data = b"word " * (min(self.left, len(buffer)) // 5) or b"x" * min(self.left, len(buffer))
            self.left -= len(data)
        else:
            data, self.tail = self.tail, b""
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.slow
def test_a_field_of_a_gigabyte_costs_its_row() -> None:
    def records() -> Iterator[Copy | FailedRecord]:
        return TableReader().read(cast("Any", io.BufferedReader(Endless(), 1 << 18)), "big.csv")

    lost = [record.reason for record in records() if isinstance(record, FailedRecord)]
    assert any("longer than" in reason for reason in lost)
    assert fuzz.memory() < fuzz.MOST_MEMORY


def test_no_reader_knows_a_file_without_a_sign_of_its_format() -> None:
    for files in SEEDS.values():
        for name, data in [*files, *fuzz.mutations(files, random.Random(7), 20)]:
            asked = registry._built_in(data[:HEAD])
            unasked = [reader for reader in readers() if reader not in asked]
            assert [reader.name for reader in unasked if reader.recognises(data[:HEAD], name)] == []


def test_looking_at_the_beginning_of_anything_never_raises() -> None:
    for files in SEEDS.values():
        for name, data in fuzz.mutations(files, random.Random(2), 20):
            recognise(data[:HEAD], name)
