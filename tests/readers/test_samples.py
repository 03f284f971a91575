"""Files as wire agencies, content systems and scrapers write them, and what each format states of its stories."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main, output
from archive.readers import Copy, FailedRecord, Stated
from archive.readers.files import read_path
from archive.readers.sniff import OLE
from index.article import Dateline, Person, Published
from tests.golden import check
from tests.readers.support import SAMPLES, known_as, sample_files

FORMATS = (
    "nitf",
    "newsml",
    "newsml-g2",
    "ninjs",
    "anpa",
    "iptc7901",
    "nexis",
    "factiva",
    "proquest",
    "ebsco",
    "newsbank",
    "gale",
    "bundle",
    "reuters-21578",
    "gigaword",
    "json",
    "jsonl",
    "csv",
    "markdown",
    "html",
    "xml",
    "feed",
    "jsonfeed",
    "mediawiki",
    "mail",
    "mbox",
    "pdf",
    "docx",
    "odt",
    "xlsx",
    "xls",
    "ods",
    "rtf",
    "epub",
    "warc",
)
AROUND = ("zip", "tar", "compressed", "maildir")
"""What holds files of other formats."""
PACKED = ("epub", "warc")
"""Formats that hold their records packed, or may do so."""
DOCUMENTS = (b"PK", b"{\\rtf", OLE)
"""How documents begin, in which the articles of an export, or the rows of a sheet, lie packed."""

FILES = [pytest.param(format, path, id=f"{format}-{path.name}") for format in FORMATS for path in sample_files(format)]


def files_around(around: str) -> list[Path]:
    """Return the samples of a kind of archive; those of a Maildir lie in folders of their own."""
    return sorted(p for p in (SAMPLES / around).rglob("*") if p.is_file() and p.parent.name != "golden")


def value(stated: Any) -> Any:
    """Return a stated value as ``parse --json`` prints it."""
    if isinstance(stated, Published):
        return stated.isoformat()
    if isinstance(stated, Dateline):
        return {"text": stated.text, "places": stated.places, "region": stated.region, "date": stated.date}
    if isinstance(stated, tuple):
        return [[each.name, *each.roles] if isinstance(each, Person) else each for each in stated]
    return stated


def record(found: Copy | FailedRecord, data: bytes) -> dict[str, Any]:
    if isinstance(found, FailedRecord):
        return {"ordinal": found.ordinal, "failed": found.reason}
    at = data.find(found.raw)
    packed = found.format in PACKED or data.startswith(DOCUMENTS)
    assert at >= 0 or packed or not data, "the raw record must stand in the file byte for byte"
    stated = {field.name: value(getattr(found.stated, field.name)) for field in fields(Stated)}
    return {
        "ordinal": found.ordinal,
        "format": found.format,
        "encoding": found.encoding,
        **({"member": found.member} if found.member else {}),
        "raw": [at, at + len(found.raw)] if at >= 0 else len(found.raw),
        **{name: each for name, each in stated.items() if each},
        "warnings": list(found.warnings),
        "text": found.text,
    }


@pytest.mark.parametrize(("format", "path"), FILES)
def test_a_sample_is_recognised_and_read_as_pinned(format: str, path: Path) -> None:
    data = path.read_bytes()
    records = [record(found, data) for found in read_path(str(path))]

    assert {each["format"] for each in records if "format" in each} == {format}
    check(json.dumps(records, ensure_ascii=False, indent=1) + "\n", path.parent / "golden" / f"{path.name}.json")


@pytest.mark.parametrize(
    "path", [path for around in AROUND for path in files_around(around)], ids=lambda path: path.name
)
def test_what_is_inside_an_archive_is_read_as_pinned(path: Path) -> None:
    data, around = path.read_bytes(), path.relative_to(SAMPLES).parts[0]
    records = [
        record(found, b"") | {"raw": len(found.raw)} for found in read_path(str(path)) if isinstance(found, Copy)
    ]

    assert known_as(data, path.name) == ("mail" if around == "maildir" else around)
    assert all("member" in each for each in records) or around not in ("zip", "tar")
    check(json.dumps(records, ensure_ascii=False, indent=1) + "\n", SAMPLES / around / "golden" / f"{path.name}.json")


def test_every_kind_of_archive_has_three_samples_and_every_way_to_pack_one() -> None:
    assert all(len(files_around(around)) >= 3 for around in AROUND)
    assert {path.suffix for path in files_around("compressed")} >= {".gz", ".bz2", ".xz", ".zst", ".tgz"}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_three_samples_and_one_with_all_it_can_state(format: str) -> None:
    found = [each for path in sample_files(format) for each in read_path(str(path)) if isinstance(each, Copy)]

    assert len(sample_files(format)) >= 3
    assert any(each.stated.headline for each in found)
    assert any(each.stated.published for each in found) or format in ("pdf", "docx", "odt", "rtf")


@pytest.mark.parametrize("format", FORMATS)
def test_what_a_format_states_is_named_in_the_output(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    output._console.cache_clear()
    main(["parse", "--json", *map(str, sample_files(format))])
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = [each for path in sample_files(format) for each in read_path(str(path)) if isinstance(each, Copy)]

    assert len(printed) == len(found)
    for article, copy in zip(printed, found, strict=True):
        assert article["format"] == format
        assert article["headline"] == (copy.stated.headline or article["headline"])
        assert ("headline" in article["stated"]) == bool(copy.stated.headline)
        assert ("published" in article["stated"]) == bool(copy.stated.published)
        assert article["guid"] == copy.stated.guid
        assert article["version"] == copy.stated.version
        assert article["status"] == copy.stated.status
        forms = {
            form for person in article["people"] if person["stated"] for form in [person["name"], *person["forms"]]
        }
        assert forms >= {person.name for person in copy.stated.people}


def test_no_sample_is_left_out() -> None:
    folders = {path.name for path in SAMPLES.iterdir()}

    assert {*FORMATS, *AROUND, "same_story"} == folders - {".gitattributes"}
