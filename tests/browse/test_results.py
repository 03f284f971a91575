"""The list of results: pages, order, history, and what is done with a hit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from archive.browse.panes.lines import MARK
from archive.browse.screens.export import Export
from archive.browse.state import Question
from tests.browse.room import Reader, sit


def test_results_are_fetched_page_by_page(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        assert len(list(reader.main.results.pages.here())) == 20
        await reader.press("G")
        await reader.until(lambda: reader.main.results.hit is not None)
        assert reader.main.results.cursor == 59
        assert len(list(reader.main.results.pages.here())) == 40
        await reader.press("k", "pageup", "pagedown", "g")
        await reader.until(lambda: reader.main.results.cursor == 0 and MARK in reader.text(reader.main.results))

    sit(archive, act)


def test_going_back_finds_the_cursor_where_it_was_left(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press(*["pagedown"] * 5)
        await reader.until(lambda: reader.main.results.hit is not None)
        left, entry = reader.main.results.hit, reader.main.results.cursor
        assert entry > 20
        await reader.press("s")
        await reader.answered()
        assert reader.main.results.cursor == 0
        await reader.press("j", "less_than_sign")
        await reader.answered()
        assert reader.main.results.hit == left and reader.main.results.cursor == entry
        await reader.press("greater_than_sign")
        await reader.answered()
        assert reader.main.results.cursor == 1

    sit(archive, act)


def test_sort_mode_back_and_forward(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("s")
        await reader.until(lambda: reader.main.question.sort == "oldest")
        await reader.answered()
        await reader.until(lambda: "oldest first" in reader.text())
        await reader.press("Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        await reader.answered()
        await reader.until(lambda: reader.main.page.quotes and "quotes" in reader.text(reader.main.tally))  # type: ignore[union-attr]
        assert "Quotes" in str(reader.main.results.border_title)
        await reader.press("less_than_sign", "less_than_sign")
        await reader.until(lambda: reader.main.question == Question())
        await reader.press("greater_than_sign")
        await reader.until(lambda: reader.main.question.sort == "oldest")

    sit(archive, act)


def test_more_like_this_is_a_chip(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("m")
        await reader.until(lambda: reader.main.question.like)
        await reader.answered()
        await reader.until(lambda: "like: " in reader.text(reader.main.chips))
        await reader.press("escape")
        await reader.until(lambda: reader.main.question.like is None)

    sit(archive, act)


def test_an_id_is_copied(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("y")
        assert reader.app.clipboard == reader.main.results.hit.id  # type: ignore[union-attr]

    sit(archive, act)


@pytest.mark.parametrize("presses", [0, 1, 2])
def test_the_result_is_exported(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, presses: int) -> None:
    monkeypatch.chdir(tmp_path)

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        await reader.press(*["tab"] * presses, "enter")
        await reader.until(lambda: list(tmp_path.glob("newsmorgue-dredging.*")))

    sit(archive, act, question=Question("dredging"))
    (written,) = tmp_path.glob("newsmorgue*")
    text = written.read_text()
    if written.suffix == ".json":
        assert len(json.loads(text)) == 15
    assert text.count("Council hears of the dredging") >= 15


def test_a_name_is_proposed_that_is_free_for_each_format(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("newsmorgue-dredging.csv", "newsmorgue-dredging.md"):
        (tmp_path / name).touch()

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        line = reader.app.screen.query_one("#path", Input)
        names = [Path(line.value).name]
        for _ in range(2):
            await reader.press("tab")
            names.append(Path(line.value).name)
        assert names == ["newsmorgue-dredging-2.csv", "newsmorgue-dredging.json", "newsmorgue-dredging-2.md"]
        line.value = "own.md"
        await reader.press("tab")
        assert line.value == "own.jsonl"
        await reader.press("escape")

    sit(archive, act, question=Question("dredging"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("[/b]/fog.csv", "There is no folder [/b]."),
        ("~nobody-of-that-name/fog.csv", "No file can be written there: Could not determine home"),
        (f"{'x' * 300}.csv", "No file can be written there: File name too long"),
    ],
)
def test_a_name_that_cannot_be_written_is_told(archive: Path, name: str, told: str) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        reader.app.screen.query_one("#path", Input).value = name
        await reader.press("enter")
        await reader.until(lambda: told in reader.text(reader.app.screen.query_one("#fault")))
        await reader.press("escape")

    sit(archive, act)


@pytest.mark.parametrize(
    ("name", "key", "then"),
    [
        ("fog.MD", "tab", "fog.jsonl"),
        ("fog.json", "shift+tab", "fog.csv"),
        ("fog.txt", "tab", "fog.txt.csv"),
        ("", "shift+tab", ".jsonl"),
    ],
)
def test_tab_goes_on_from_the_format_that_is_typed(archive: Path, name: str, key: str, then: str) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        line = reader.app.screen.query_one("#path", Input)
        line.value = name
        await reader.press(key)
        await reader.until(lambda: line.value == then)

    sit(archive, act)


@pytest.mark.parametrize("name", [None, b"caf\xe9", b"a\x1b[31mb"])
def test_exports_are_named_in_a_folder_that_has_gone_or_has_no_name_to_show(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes | None
) -> None:
    here = tmp_path / os.fsdecode(name or b"gone")
    here.mkdir()
    monkeypatch.chdir(here)
    if name is None:
        here.rmdir()

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, Export))
        assert reader.app.screen.query_one("#path", Input).value == "newsmorgue-ferry.csv"
        await reader.press("enter")
        if name is None:
            told = "Nothing was written: newsmorgue-ferry.csv: no such file or directory"
            await reader.until(lambda: [notice.message for notice in reader.app._notifications] == [told])
        else:
            await reader.until((here / "newsmorgue-ferry.csv").exists)

    sit(archive, act, question=Question("ferry"))


def test_every_export_is_told_of(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    def write(found: object, path: Path, wanted: object) -> int:
        begun.set()
        go_on.wait()
        if path.name == "shut.csv":
            raise PermissionError(13, "Permission denied", ".part")
        return 7

    monkeypatch.setattr("archive.browse.export.write", write)

    async def act(reader: Reader) -> None:
        await reader.answered()
        for name in ("a.csv", "b.csv", "shut.csv"):
            reader.main._export(tmp_path / name)
            await reader.until(begun.is_set)
        go_on.set()
        await reader.until(lambda: len(reader.app._notifications) == 3)
        assert [notice.message for notice in reader.app._notifications] == [
            f"Wrote 7 articles to {tmp_path}/a.csv.",
            f"Wrote 7 articles to {tmp_path}/b.csv.",
            f"Nothing was written: {tmp_path}/shut.csv: permission denied",
        ]

    sit(archive, act)


def test_a_notice_is_no_markup(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("y")
        assert [notice.markup for notice in reader.app._notifications] == [False]

    sit(archive, act)


def test_another_look_leaves_the_cursor_where_it_is(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("G")
        await reader.until(lambda: reader.main.results.hit is not None)
        before = reader.main.results.hit
        await reader.press("t")
        await reader.pilot.pause(0.2)
        assert reader.main.results.cursor == 59 and reader.main.results.hit == before

    sit(archive, act)


def test_a_pager_that_cannot_be_understood_is_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "less '-R")

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("o")
        await reader.until(lambda: any("mend PAGER" in notice.message for notice in reader.app._notifications))

    sit(archive, act)


def test_keys_go_to_the_results_when_the_last_filter_goes(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        for key in ("enter", "c"):
            reader.main.visit(Question().toggled("source", "Northern Wire"))
            await reader.answered()
            reader.main.set_focus(reader.main.chips)
            await reader.press(key)
            await reader.answered()
            await reader.until(lambda: not reader.main.chips.display)
            assert reader.main.results.has_focus

    sit(archive, act)
