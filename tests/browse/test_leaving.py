"""What leaves the app: exports, and articles that other programs open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from archive.browse import export, outside
from index.article import Location
from index.request import Hit
from tests.render import samples


def test_a_cell_of_a_spreadsheet_is_no_formula(tmp_path: Path) -> None:
    found = [samples.hit(headline="=HYPERLINK(1)"), samples.hit(published=None)]

    assert export.write(found, tmp_path / "a.csv") == 2
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert rows[0]["id"] == samples.hit().id
    assert rows[0]["headline"] == "'=HYPERLINK(1)" and rows[1]["published"] == ""
    assert rows[0]["people"] == "Ana Ruiz; Tom Okafor"


def test_quotes_are_exported_as_quotations(tmp_path: Path) -> None:
    assert export.write([samples.quote_hit(headline="A *star* falls")], tmp_path / "a.md") == 1

    assert (tmp_path / "a.md").read_text() == (
        "> “We were told it would hold for another winter, ... It did not hold for another week.”\n>\n"
        f"> — Ana Ruiz, in *A \\*star\\* falls*, Northern Wire, Port Selwyn, 14 July 2016, `{samples.hit().id[:8]}`\n\n"
    )


def test_what_is_reported_is_exported_without_marks(tmp_path: Path) -> None:
    export.write([samples.quote_hit(kind="indirect", text="the wall had to go")], tmp_path / "a.md")

    assert (tmp_path / "a.md").read_text().startswith("> the wall had to go\n>\n")


def test_text_is_no_markup_in_markdown(tmp_path: Path) -> None:
    texts = ["1. R&amp;D ~~cut~~", "- Yes.", "===", "-5 degrees", "2016. A year.", "3.5 metres"]
    export.write([samples.quote_hit(text=text, kind="indirect", marks=()) for text in texts], tmp_path / "a.md")

    lines = (tmp_path / "a.md").read_text().split("\n")
    assert [line for line in lines if line.startswith("> ") and "Ana Ruiz" not in line] == [
        "> 1\\. R\\&amp;D \\~\\~cut\\~\\~",
        "> \\- Yes.",
        "> \\===",
        "> -5 degrees",
        "> 2016\\. A year.",
        "> 3.5 metres",
    ]


def test_a_spreadsheet_is_told_that_letters_are_in_utf8(tmp_path: Path) -> None:
    export.write([samples.hit(headline="José"), samples.hit()], tmp_path / "a.csv")

    written = (tmp_path / "a.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid,") and written.count(b"\xef\xbb\xbf") == 1


def test_a_path_in_a_spreadsheet_tells_every_byte(tmp_path: Path) -> None:
    export.write([samples.hit(path="/in/caf\udce9\u200b.txt ")], tmp_path / "a.csv")

    (row,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text()))
    assert row["path"] == "/in/caf\\xe9\\u200b.txt "


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    path = tmp_path / f"{'a' * 251}.csv"
    if not linked:
        monkeypatch.setattr("os.link", Mock(side_effect=PermissionError))

    def found() -> Iterator[Hit]:
        yield samples.hit()
        path.write_text("of somebody else")

    with pytest.raises(FileExistsError, match="choose another name"):
        export.write(found(), path)
    assert path.read_text() == "of somebody else" and list(tmp_path.iterdir()) == [path]
    path.unlink()
    assert export.write([samples.hit()], path) == 1 and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.md"])
def test_nothing_found_is_an_empty_file_and_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    assert export.write([], tmp_path / name) == 0
    with pytest.raises(FileExistsError, match="choose another name"):
        export.write([], tmp_path / name)
    with pytest.raises(ValueError, match="names no format"):
        export.write([], tmp_path / "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_export_that_is_not_wanted_any_more_leaves_nothing(tmp_path: Path) -> None:
    assert export.write([samples.hit()], tmp_path / "a.json", lambda: False) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_free_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "newsmorgue-fog.csv").touch()

    assert export.free_name(tmp_path, export.stem("Fog"), ".csv").name == "newsmorgue-fog-2.csv"


def test_the_readers_own_programs_are_called() -> None:
    assert outside.command("pager", {"PAGER": "more -s"}) == ["more", "-s"]
    assert outside.command("editor", {"EDITOR": "ed", "VISUAL": ""}) == ["ed"]
    assert outside.command("pager", {}) == outside.command("pager", {"PAGER": "cat"}) == ["less"]


def test_a_record_without_its_file_is_opened_as_a_copy(tmp_path: Path) -> None:
    with outside.file_of(samples.harbour()) as (path, own):
        assert not own and path.read_bytes() == samples.harbour().raw
    assert not path.exists()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Location("/in/1987.zip", "june/fog.txt"), "fog.txt"),
        (Location("/in/1987.tar", "june.zip!/fog.xml.gz"), "fog.xml"),
        (Location("/in/wire.jsonl.GZ", None, 7), "wire.jsonl"),
        (Location("/in/caf\udce9.txt", None, 1), "caf\ufffd.txt"),
        (Location("/in/" + "\udce9" * 240 + ".txt", None, 1), "\ufffd" * 65 + ".txt"),
        (Location("/in/1987.zip", "june/.."), "article"),
    ],
)
def test_a_copy_is_named_for_what_it_holds(place: Location, name: str) -> None:
    with outside.file_of(replace(samples.harbour(), locations=(place,))) as (path, own):
        assert not own and path.name == name and path.read_bytes() == samples.harbour().raw


def test_a_program_that_is_not_there_is_told() -> None:
    assert outside.run(["/nowhere/pager", "a"]) == (
        "/nowhere/pager: no such file or directory: set PAGER or EDITOR to a program that is there"
    )
